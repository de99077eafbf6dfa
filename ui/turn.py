"""One turn of a conversation as the page draws it: question, status, who says what, marks. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import TypedDict

from briefing.copied import Copied, copied_answer
from briefing.wording import dated, marks_around, quoted, shortened, source_of, voice
from ui.words import mark_label, search_story, status
from values import Answer, Citation, Claim

TIP = 240  # code points of the cited words that a resting pointer shows


class Piece(TypedDict):
    text: str
    strong: bool


class Mark(TypedDict):
    number: int
    label: str
    tip: str


class Quote(TypedDict):
    """One sentence: ``index`` counts from 0 within the answer, ``lead`` stands before it in brackets, ``before`` and
    ``after`` are its quotation marks."""

    index: int
    lead: str
    quoted: bool
    before: str
    pieces: list[Piece]
    after: str
    marks: list[Mark]
    reasons: list[str]


class Block(TypedDict):
    """Sentences of one voice: ``name`` stands out, ``detail`` follows it."""

    name: str
    detail: str
    quotes: list[Quote]


class Nearby(TypedDict):
    """A closest passage: ``index`` counts from 0 within the answer."""

    index: int
    source: str
    quote: str


class TurnView(TypedDict):
    """A turn. ``problem`` is a sentence that stands in the place of an answer, or ""."""

    question: str
    problem: str
    word: str
    rest: str
    note: str
    blocks: list[Block]
    story: list[str]
    closest: list[Nearby]
    copied: Copied | None


def answer_view(answer: Answer, today: date) -> TurnView:
    word, rest = status(answer)
    return {
        "question": answer.question,
        "problem": "",
        "word": word,
        "rest": rest,
        "note": answer.note,
        "blocks": blocks(answer.claims, {one.number: one for one in answer.citations}),
        "story": search_story(answer),
        "closest": [nearby(index, one) for index, one in enumerate(answer.closest)],
        "copied": copied_answer(answer, today) if answer.claims else None,
    }


def problem_view(question: str, problem: str) -> TurnView:
    """A question that got no answer, and the sentence that says why and what to do."""
    return {
        "question": question,
        "problem": problem,
        "word": "",
        "rest": "",
        "note": "",
        "blocks": [],
        "story": [],
        "closest": [],
        "copied": None,
    }


def blocks(claims: Iterable[Claim], citations: dict[int | None, Citation]) -> list[Block]:
    """The claims in their order, those of one voice together; an article is named in full only once."""
    drawn: list[Block] = []
    voiced: tuple[object, ...] = ()
    article = ""
    for index, claim in enumerate(claims):
        first = next((citations[number] for number in claim.citations if number in citations), None)
        now = (claim.speaker, claim.said_on, first and first.article)
        if not drawn or now != voiced:
            again = first is not None and first.article == article
            name, detail = voice(claim, first, again) if first else ("", "")
            drawn.append({"name": name, "detail": detail, "quotes": []})
        drawn[-1]["quotes"].append(quote(index, claim, citations))
        voiced, article = now, first.article if first else article
    return drawn


def quote(index: int, claim: Claim, citations: dict[int | None, Citation]) -> Quote:
    cited = [citations[number] for number in claim.citations if number in citations]
    exact = claim.check == "verbatim"
    before, after = marks_around(claim.text) if exact else ("", "")
    return {
        "index": index,
        "lead": claim.lead.strip("[] "),
        "quoted": exact,
        "before": before,
        "pieces": pieces(claim.text, claim.emphasis),
        "after": after,
        "marks": [mark(one) for one in cited],
        "reasons": list(claim.reasons),
    }


def pieces(text: str, emphasis: Sequence[tuple[int, int]]) -> list[Piece]:
    """The text cut at the stretches that stand out; put together again it is the text, whatever the stretches.

    >>> pieces("for five-year settlements", [(4, 13)])
    [{'text': 'for ', 'strong': False}, {'text': 'five-year', 'strong': True}, {'text': ' settlements', …}]
    """
    cuts = {0, len(text)}
    for stretch in emphasis:
        cuts.update(min(max(place, 0), len(text)) for place in stretch)
    places = sorted(cuts)
    return [
        {"text": text[start:end], "strong": any(a <= start and end <= b for a, b in emphasis)}
        for start, end in pairwise(places)
    ]


def mark(citation: Citation) -> Mark:
    source = f"{source_of(citation)}, {dated(citation.description.published)}"
    return {
        "number": citation.number or 0,
        "label": mark_label(citation),
        "tip": f"{quoted(shortened(citation.quote, TIP))}\n{source}",
    }


def nearby(index: int, citation: Citation) -> Nearby:
    source = f"{source_of(citation)}, {dated(citation.description.published)}"
    return {"index": index, "source": source, "quote": citation.quote}
