"""Which sentences are read word by word: all of a small collection, of a large one the nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_library import make

from rag.desk import Desk
from rag.extract import FEW, MANY, candidates_of, nearest
from rag.lexicon import build_lexicon
from rag.question import Question, understand
from rag.retrieve import Found
from rag.views import Candidate
from values import Article, Span

ENGINES = "How many engines does the fire brigade of Oakby have?"


@pytest.fixture(scope="module")
def every(desk: Desk) -> list[Candidate]:
    """Every sentence of the five articles, none of which stands beside another."""
    found = [Found(passage, 1.0, 0.0, 0.0, ()) for passage in desk.library.passages()]
    made = candidates_of(found, {article.id: article for article in desk.library.articles()})
    return [replace(one, before=-1, after=-1) for one in made]


@pytest.fixture(scope="module")
def asked(desk: Desk) -> Question:
    return understand(ENGINES, build_lexicon(desk.library.passages()))


def many(every: list[Candidate], number: int) -> list[Candidate]:
    return (every * (1 + number // len(every)))[:number]


def test_a_sentence_is_known_to_be_about_whom_the_opening_of_its_article_names(
    every: list[Candidate],
) -> None:
    caravan = next(one for one in every if "caravan" in one.text)
    assert "Oakby" not in caravan.text
    assert "Oakby" in caravan.about


def test_names_that_come_late_in_an_article_or_in_what_is_page_are_not_what_it_is_about() -> None:
    version, passages = make(
        "coast", f"Register with Zorbury.\n\nIt is {'so ' * 300}in Tarnholt.\n\nHere, Solway."
    )
    page = Span(0, version.spans[0].end, "furniture", "registration prompt")
    late = replace(version, spans=(page, version.spans[1], version.spans[2]))
    early = replace(version, spans=(page, version.spans[2]))
    found = [Found(passages[2], 1.0, 0.0, 0.0, ())]
    versions = (late, early)
    names = [candidates_of(found, {"coast": Article("coast", "coast", one)})[0].about for one in versions]
    assert names == ["", "Solway"]


def test_of_a_small_collection_every_sentence_is_read(asked: Question, every: list[Candidate]) -> None:
    assert nearest(asked, many(every, MANY)) == many(every, MANY)


def test_of_a_large_collection_the_nearest_sentences_are_read(
    asked: Question, every: list[Candidate]
) -> None:
    read = nearest(asked, many(every, MANY), large=True)
    assert len(read) == FEW
    assert any("two engines" in one.text for one in read)


def test_a_few_sentences_of_a_large_collection_are_all_read(asked: Question, every: list[Candidate]) -> None:
    few = many(every, 2 * FEW)
    assert nearest(asked, few, large=True) == few


def test_a_sentence_is_read_with_those_beside_it(asked: Question, every: list[Candidate]) -> None:
    beside = [
        replace(one, before=at - 1, after=at + 1 if at + 1 < MANY else -1)
        for at, one in enumerate(many(every, MANY))
    ]
    read = nearest(asked, beside, large=True)
    assert FEW < len(read) <= 3 * FEW
    assert all(one.before < len(read) and one.after < len(read) for one in read)
