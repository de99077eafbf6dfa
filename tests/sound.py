"""What must hold of every answer, whatever was asked: the contract of ``rag/cite.py`` and ``values.Answer``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from urllib.parse import unquote

from library.store import Library
from rag.cite import AROUND, to_json
from values import Answer, Citation, Part

ANSWER = (
    *("id", "question", "searched", "mode", "status", "text", "note", "claims", "citations", "closest"),
    *("scope", "seconds", "generation", "disputes", "warnings", "notice", "withheld"),
)
CITATION = (
    *("number", "article", "name", "version", "title", "publisher", "author", "published", "url", "page"),
    *("start", "end", "quote", "before", "after", "passage", "link", "status"),
)
CLAIM = (*("text", "citations", "check", "reasons", "emphasis", "speaker", "said_on", "lead", "reported"),)


def faults(answer: Answer, library: Library) -> list[str]:
    """What is wrong with an answer; nothing where it is sound."""
    return [*_numbers(answer), *_status(answer), *_cited(answer, library), *_claims(answer), *_json(answer)]


def _numbers(answer: Answer) -> Iterator[str]:
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the citations are numbered {numbers}"
    sides = [side for dispute in answer.disputes for side in dispute.sides]
    shown = {number for claim in (*answer.claims, *sides) for number in claim.citations}
    if shown != set(numbers):
        yield f"the claims name {shown} and the citations are {numbers}"
    if any(citation.number is not None for citation in answer.closest):
        yield "a closest passage has a number"


def _status(answer: Answer) -> Iterator[str]:
    if (answer.status == "not_in_corpus") != (not answer.claims):
        yield f"{answer.status} with {len(answer.claims)} claims"
    if (answer.status == "answered") != (not answer.note):
        yield f"{answer.status} with the note {answer.note!r}"
    if answer.claims and answer.closest:
        yield "closest passages beside an answer"


def _cited(answer: Answer, library: Library) -> Iterator[str]:
    for citation in (*answer.citations, *answer.closest):
        version = library.version(citation.article, citation.version)
        if version is None:
            yield f"{citation.article} has no version {citation.version}"
            continue
        start, end, text = citation.start, citation.end, version.text
        around = (text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
        if around != (citation.before, citation.quote, citation.after) or not citation.quote.strip():
            yield f"{citation.quote!r} does not stand at {start}:{end} of {citation.article}"
        if citation.description != version.description or citation.name != version.name:
            yield f"{citation.article} is described as another"
        yield from _link(citation)


def _link(citation: Citation) -> Iterator[str]:
    address = citation.description.url.value
    if (citation.link is None) != (address is None):
        yield f"the link is {citation.link} and the address {address}"
    if citation.link:
        parts = citation.link.partition(":~:text=")[2].split(",")
        ends = [unquote(part) for part in parts if not (part.startswith("-") or part.endswith("-"))]
        flat = " ".join(citation.quote.split())
        if not (flat.startswith(ends[0]) and flat.endswith(ends[-1])):
            yield f"the link leads to {ends} and not to {flat!r}"


def _claims(answer: Answer) -> Iterator[str]:
    quotes = {citation.number: citation.quote for citation in answer.citations}
    sides = [side for dispute in answer.disputes for side in dispute.sides]
    for claim in (*answer.claims, *sides):
        cited = [quotes.get(number, "") for number in claim.citations]
        if claim.check == "verbatim" and not any(claim.text == quote for quote in cited):
            yield f"{claim.text!r} is called verbatim"
        if claim.check not in ("verbatim", "from_description"):
            yield f"{claim.text!r} is {claim.check}: {claim.reasons}"
        if not all(0 <= start < end <= len(claim.text) for start, end in claim.emphasis):
            yield f"{claim.text!r} is emphasised at {claim.emphasis}"


def _json(answer: Answer) -> Iterator[str]:
    made = json.loads(json.dumps(to_json(answer, "q1"), ensure_ascii=False))
    if tuple(made) != ANSWER or made["id"] != "q1":
        yield f"the JSON has {tuple(made)}"
    if tuple(made["scope"]) != ("articles", "from", "to", "filters"):
        yield f"the scope has {tuple(made['scope'])}"
    if made["seconds"] != asdict(answer.seconds):
        yield "the seconds differ"
    for citation, value in zip(
        made["citations"] + made["closest"], answer.citations + answer.closest, strict=True
    ):
        if tuple(citation) != CITATION or any(citation[key] != getattr(value, key) for key in _SAME):
            yield f"a citation has {citation}"
        if any(not _is_part(citation[key]) for key in ("title", "publisher", "author", "published")):
            yield f"a part has {citation}"
    for claim, said in zip(made["claims"], answer.claims, strict=True):
        if tuple(claim) != CLAIM or claim["text"] != said.text or claim["citations"] != list(said.citations):
            yield f"a claim has {claim}"
        if tuple(claim["speaker"]) != ("name", "office", "body", "known") or not _is_part(claim["said_on"]):
            yield f"a speaker has {claim}"
    told = [{"about": d.about, "sides": [side.text for side in d.sides]} for d in answer.disputes]
    held = [{"about": d["about"], "sides": [side["text"] for side in d["sides"]]} for d in made["disputes"]]
    if held != told or made["warnings"] != list(answer.warnings):
        yield f"the disputes have {made['disputes']}, the warnings {made['warnings']}"
    if made["text"] != (_text(made["claims"]) or answer.note):
        yield f"the text is {made['text']!r}"


_SAME = (
    "number",
    "article",
    "name",
    "version",
    "start",
    "end",
    "quote",
    "before",
    "after",
    "passage",
    "link",
)


def _is_part(value: dict[str, Any]) -> bool:
    return tuple(value) == ("value", "to", "known", "because") and (value["value"] is not None) == (
        value["known"] != "unknown"
    )


def _text(claims: list[dict[str, Any]]) -> str:
    """The sentences in order, each followed by its marks."""
    return " ".join(c["text"] + "".join(f" [{n}]" for n in c["citations"]) for c in claims)


def part(value: str, known: Any = "stated") -> Part:
    return Part(value, None, known, "because")
