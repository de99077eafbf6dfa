"""Ten answers as a model might write them to questions on the articles, good and bad: what becomes of each sentence.

``data/model_answers.json`` holds for each sentence the article that it cites, words by which the paragraph is found,
and the check and reasons that it must get. The bad ones have what is wrong in answers about news: another figure, date,
name or speaker, a "not" lost, words that nobody said, an address to visit.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

import pytest

from ingest.clean import mark
from ingest.describe import describe, read_sources
from ingest.load import load
from rag.cite import cite
from rag.verify import verified, verify
from values import Citation, Claim, Version

ROOT = Path(__file__).resolve().parents[1]


class Sentence(TypedDict):
    """One sentence of an answer. ``article`` is None where it cites nothing."""

    text: str
    article: str | None
    paragraph_with: str
    check: str
    reasons: list[str]


class Answer(TypedDict):
    """One answer as a model might write it."""

    question: str
    sentences: list[Sentence]


ANSWERS: list[Answer] = json.loads((ROOT / "tests/data/model_answers.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def versions() -> dict[tuple[str, int], Version]:
    """The five articles as the library holds them."""
    corpus = ROOT / "corpus"
    sources = read_sources(corpus / "sources.toml")
    made = {}
    for path in sorted(corpus.glob("*.txt")):
        document = load(path, path.name)
        spans = mark(document)
        known = describe(document, spans, sources.get(path.name))
        version = Version(
            path.name, 1, path.name, document.text, spans, known, document.sha256, document.loader, "2026"
        )
        made[path.name, 1] = version
    return made


def draft(answer: Answer, versions: dict[tuple[str, int], Version]) -> tuple[list[Claim], list[Citation]]:
    """The claims of an answer, each citing the paragraph that holds the words named."""
    claims, citations = [], []
    for number, sentence in enumerate(answer["sentences"], 1):
        claim = Claim(sentence["text"], (number,), "uncited")
        if sentence["article"] is None:
            claims.append(replace(claim, citations=()))
            continue
        version = versions[sentence["article"], 1]
        at = version.text.index(sentence["paragraph_with"])
        start = version.text.rfind("\n", 0, at) + 1
        end = version.text.find("\n", at)
        citations.append(cite(version, start, end if end > 0 else len(version.text), number))
        claims.append(claim)
    return claims, citations


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["question"] for answer in ANSWERS])
def test_each_sentence_of_an_answer_gets_its_check_and_reasons(
    answer: Answer, versions: dict[tuple[str, int], Version]
) -> None:
    claims, citations = draft(answer, versions)
    wanted = [
        replace(claim, check=sentence["check"], reasons=tuple(sentence["reasons"]))  # type: ignore[arg-type]
        for claim, sentence in zip(claims, answer["sentences"], strict=True)
    ]
    made = verify(claims, citations, versions, written=True, question=answer["question"])
    assert list(made) == wanted


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["question"] for answer in ANSWERS])
def test_sentences_checked_while_the_model_writes_keep_their_checks(
    answer: Answer, versions: dict[tuple[str, int], Version]
) -> None:
    claims, citations = draft(answer, versions)
    question = answer["question"]
    whole = verify(claims, citations, versions, written=True, question=question)
    streamed: tuple[Claim, ...] = ()
    for number, claim in enumerate(claims, 1):
        known = [one for one in citations if one.number is not None and one.number <= number]
        streamed += verify([claim], known, versions, written=True, question=question)
    assert streamed == whole


def test_ten_sentences_are_checked_in_a_tenth_of_a_second(versions: dict[tuple[str, int], Version]) -> None:
    drafts = [draft(answer, versions) for answer in ANSWERS[:2]]
    for claims, citations in drafts:  # the first reads the articles, and opens the vocabularies
        verify(claims, citations, versions, written=True)
    begun = time.process_time()
    made = [verify(claims, citations, versions, written=True) for claims, citations in drafts]
    assert time.process_time() - begun < 0.1
    assert sum(map(len, made)) >= 10


def test_an_answer_with_one_wrong_sentence_is_not_called_verified(
    versions: dict[tuple[str, int], Version],
) -> None:
    claims, citations = draft(ANSWERS[0], versions)
    made = verify(claims, citations, versions, written=True)
    assert [verified(made), verified(made[:2]), verified([])] == [False, True, False]
