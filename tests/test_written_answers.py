"""The answers written by hand go the whole way of a model's reply, as passages of the articles were found for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_model import keyed
from test_model_answers import ANSWERS, Answer

from ingest.clean import mark
from ingest.describe import describe, read_sources
from ingest.load import load
from ingest.split import build_passages
from rag.checks import SERIOUS
from rag.generate import Material, Written, write
from rag.prompt import show, to_prompt
from values import Article, Description, Passage, Version

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """The five articles as the library holds them."""
    sources = read_sources(CORPUS / "sources.toml")
    made = {}
    for path in sorted(CORPUS.glob("*.txt")):
        read = load(path, path.name)
        bare = Version(
            path.name, 1, path.name, read.text, mark(read), Description(), read.sha256, read.loader, "2026"
        )
        known = describe(read, bare.spans, sources.get(path.name))
        made[path.name] = Article(path.name, path.name, replace(bare, description=known))
    return made


@pytest.fixture(scope="module")
def passages(articles: dict[str, Article]) -> dict[str, Passage]:
    return {one.id: one for article in articles.values() for one in build_passages(article.current)}


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["question"] for answer in ANSWERS])
def test_what_is_wrong_is_marked_and_what_is_right_is_not(
    answer: Answer, articles: dict[str, Article], passages: dict[str, Passage]
) -> None:
    shown = show(answer["question"], list(passages.values()), articles, 100_000)
    material = Material(answer["question"], shown, articles, passages)
    named = [f" [{{{one['paragraph_with']}}}]" if one["article"] else "" for one in answer["sentences"]]
    reply = " ".join(one["text"] + key for one, key in zip(answer["sentences"], named, strict=True))
    *_, written = Written(), *write([keyed(reply, to_prompt("", shown, articles).task)], material, "mark")
    wanted = [one["check"] for one in answer["sentences"] if one["check"] != "nothing_to_check"]
    assert [claim.check in SERIOUS for claim in written.claims] == [one in SERIOUS for one in wanted]
    assert [claim.check for claim in written.claims if claim.check in SERIOUS] == [
        one for one in wanted if one in SERIOUS
    ]


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["question"] for answer in ANSWERS])
def test_what_is_cited_is_no_longer_than_a_passage_and_bears_it_out(
    answer: Answer, articles: dict[str, Article], passages: dict[str, Passage]
) -> None:
    shown = show(answer["question"], list(passages.values()), articles, 100_000)
    material = Material(answer["question"], shown, articles, passages)
    reply = " ".join(
        f"{one['text']} [{{{one['paragraph_with']}}}]" for one in answer["sentences"] if one["article"]
    )
    *_, written = Written(), *write([keyed(reply, to_prompt("", shown, articles).task)], material, "withhold")
    for one in written.citations:
        assert any(
            held.article == one.article and held.start <= one.start < one.end <= held.end
            for held in passages.values()
        )
