"""Near copies are one source: an answer cites their words once, from their origin, and says how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_collection import made_desk
from test_copies import STORY, straightened, syndicated

from ingest.embed import Encoder
from ingest.sync import sync
from rag.desk import Desk

QUESTION = "How much do Orrinmoor's councils collect in parking fines each year?"
MORE = (
    "\nThe chair of the motor club, Dorrit Vey, said that Orrinmoor’s fines were the highest on the coast.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story, and two near copies of it, one of which says more; their names stand before the story's."""
    made = tmp_path / "articles"
    made.mkdir()
    texts = {
        "story": STORY,
        "again": straightened(STORY).replace("4 March", "9 March"),
        "more": syndicated(STORY) + MORE,
    }
    for name, text in texts.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def own(minilm: Encoder, folder: Path) -> Iterator[Desk]:
    with made_desk(folder.parent / "data", minilm) as opened:
        sync([folder], opened.library, minilm)
        yield opened


def test_the_same_words_are_cited_once_from_their_origin_and_the_copies_are_named(own: Desk) -> None:
    answer = own.ask(QUESTION)
    assert {citation.article for citation in answer.citations} == {"story"}
    assert "£3.1m" in answer.claims[0].text
    assert answer.note == (
        "3 articles, 1 origin: the text of story.txt also stands, wholly or in part, in again.txt, more.txt."
    )


def test_what_only_a_copy_says_is_cited_from_the_copy(own: Desk) -> None:
    answer = own.ask("What did Dorrit Vey of the motor club say about Orrinmoor's fines?")
    assert [citation.article for citation in answer.citations][:1] == ["more"]
    assert "3 articles, 1 origin" in answer.note


def test_where_the_origin_is_filtered_out_its_copy_is_cited(own: Desk) -> None:
    answer = own.ask(QUESTION, filters={"from": "2023-03-08"})
    assert {citation.article for citation in answer.citations} == {"again"}
    assert answer.scope.articles == 1


def test_the_closest_passages_are_of_one_article_where_articles_are_copies(own: Desk) -> None:
    answer = own.ask("What is the capital of Peru?")
    assert answer.status == "not_in_corpus"
    quotes = [" ".join(citation.quote.replace("’", "'").split()) for citation in answer.closest]
    assert len(quotes) == len(set(quotes))
    assert answer.note.count("origin") == 0


def test_an_article_without_copies_is_cited_as_it_was(own: Desk, folder: Path, minilm: Encoder) -> None:
    before = own.ask(QUESTION)
    for name in ("again", "more"):
        (folder / f"{name}.txt").unlink()
    sync([folder], own.library, minilm, yes=True)
    after = own.ask(QUESTION)
    assert after.note == ""
    assert after.claims == before.claims
    assert after.citations == before.citations
