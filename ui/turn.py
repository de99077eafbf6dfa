"""One turn of a conversation as the page draws it: question, status, who says what, marks. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import TypedDict

from briefing.copied import Copied, copied_answer, copied_passage
from briefing.findings import counts, differ, failed
from briefing.wording import dated, marks_around, quoted, shortened, source_of, voice
from ui.words import mark_label, search_story, status
from values import Answer, Citation, Claim, Dispute

GROWING = "Being written."
TIP = 240  # code points of the cited words that a resting pointer shows


class Piece(TypedDict):
    text: str
    strong: bool


class Mark(TypedDict):
    number: int
    label: str
    tip: str


class Quote(TypedDict):
    """One sentence: ``index`` counts from 0 within the answer (-1 for what only stands beside it), ``lead`` stands
    before it in brackets, ``before`` and ``after`` are its quotation marks, ``failed`` says what is wrong with it."""

    index: int
    lead: str
    quoted: bool
    before: str
    pieces: list[Piece]
    after: str
    marks: list[Mark]
    failed: str
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
    copied: Copied


class Differ(TypedDict):
    """Sources that contradict each other: a line that says on what, and a block for each side."""

    about: str
    sides: list[Block]


class TurnView(TypedDict):
    """A turn. ``problem`` is a sentence that stands in the place of an answer, or "". ``growing``: more may come.
    ``notice`` says why a model did not write it, ``counts`` how the sentences of a model fared; each may be ""."""

    question: str
    searched: str
    growing: bool
    problem: str
    word: str
    rest: str
    notice: str
    note: str
    blocks: list[Block]
    counts: str
    differ: list[Differ]
    warnings: list[str]
    story: list[str]
    closest: list[Nearby]
    copied: Copied | None


def answer_view(answer: Answer, today: date, growing: bool = False) -> TurnView:
    """``growing``: the answer is not whole yet, so that nothing is said or offered of all of it."""
    word, rest = (GROWING, "") if growing else status(answer)
    by_number: dict[int | None, Citation] = {one.number: one for one in answer.citations}
    whole = bool(answer.claims) and not growing
    drawn = blocks(answer.claims, by_number, answer.mode)
    for one in (quote for block in drawn for quote in block["quotes"] if growing):
        one["index"] = -1  # what is not whole is not taken into a briefing
    return {
        "question": answer.question,
        "searched": answer.searched if answer.searched != answer.question else "",
        "growing": growing,
        "problem": "",
        "word": word,
        "rest": rest,
        "notice": answer.notice,
        "note": answer.note,
        "blocks": drawn,
        "counts": counts(answer),
        "differ": [differ_view(one, by_number) for one in answer.disputes],
        "warnings": list(answer.warnings),
        "story": [] if growing else search_story(answer),
        "closest": [nearby(index, one, today) for index, one in enumerate(answer.closest)],
        "copied": copied_answer(answer, today) if whole else None,
    }


def problem_view(question: str, problem: str) -> TurnView:
    """A question that got no answer, and the sentence that says why and what to do."""
    return {
        "question": question,
        "searched": "",
        "growing": False,
        "problem": problem,
        "word": "",
        "rest": "",
        "notice": "",
        "note": "",
        "blocks": [],
        "counts": "",
        "differ": [],
        "warnings": [],
        "story": [],
        "closest": [],
        "copied": None,
    }


def differ_view(dispute: Dispute, citations: dict[int | None, Citation]) -> Differ:
    """The sides apart: each in full with who says it and when, also where both stand in one article."""
    sides = [blocks([side], citations)[0] for side in dispute.sides]
    for side in sides:
        side["quotes"][0]["index"] = -1
    return {"about": differ(dispute), "sides": sides}


def blocks(
    claims: Iterable[Claim], citations: dict[int | None, Citation], mode: str = "extractive"
) -> list[Block]:
    """The claims in their order, those of one voice together; an article is named in full only once. What a model
    wrote is its own voice, and stands in one block without a name."""
    if mode == "generative":
        quotes = [quote(index, claim, citations, written=True) for index, claim in enumerate(claims)]
        return [{"name": "", "detail": "", "quotes": quotes}] if quotes else []
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


def quote(index: int, claim: Claim, citations: dict[int | None, Citation], written: bool = False) -> Quote:
    """``written``: by a model, whose sentences bring their quotation marks along."""
    cited = [citations[number] for number in claim.citations if number in citations]
    exact = claim.check == "verbatim" and not written
    before, after = marks_around(claim.text) if exact else ("", "")
    return {
        "index": index,
        "lead": claim.lead.strip("[] "),
        "quoted": exact,
        "before": before,
        "pieces": pieces(claim.text, claim.emphasis),
        "after": after,
        "marks": [mark(one) for one in cited],
        "failed": failed(claim),
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


def nearby(index: int, citation: Citation, today: date) -> Nearby:
    source = f"{source_of(citation)}, {dated(citation.description.published)}"
    copied = copied_passage(citation, today)
    return {"index": index, "source": source, "quote": citation.quote, "copied": copied}
