"""The evidence drawer as the page draws it: an article, what is known of it, the cited words. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TypedDict

from ui.references import Copied, copied_reference, safe_address
from ui.words import dated, how_known, shortened, since, source_of, title_of
from values import Answer, Citation, Part, Span, Version

AROUND = 60_000  # code points of the text drawn on either side of the cited words
CLUE = 90  # code points of a clue that are shown in the description
_LINES = re.compile(r"[^\r\n]+")
Range = tuple[int, int]


class Row(TypedDict):
    """One thing that is known of the article. ``clue`` names its stretch of the text, or is ""."""

    label: str
    value: str
    how: str
    clue: str


class Run(TypedDict):
    """A stretch of a paragraph. ``cited``: "now" for the citation that is open, "other" for another, or ""."""

    text: str
    cited: str
    clues: list[str]


class Paragraph(TypedDict):
    kind: str
    why: str
    runs: list[Run]


class EvidenceView(TypedDict):
    """``turn``, ``kind`` and ``index`` say which citation of which answer is open, and of how many."""

    turn: int
    kind: str
    index: int
    count: int
    position: str
    title: str
    summary: str
    rows: list[Row]
    note: str
    paragraphs: list[Paragraph]
    furniture: int
    link: str
    reference: Copied


def evidence(
    answer: Answer, turn: int, kind: str, index: int, version: Version | None, today: date
) -> EvidenceView:
    """What the drawer shows for one citation (``kind`` "cited") or closest passage ("closest") of an answer."""
    siblings = answer.citations if kind == "cited" else answer.closest
    citation = siblings[index]
    whole = version is not None and version.text[citation.start : citation.end] == citation.quote
    text = version if whole else None
    return {
        "turn": turn,
        "kind": kind,
        "index": index,
        "count": len(siblings),
        "position": position(kind, index, len(siblings)),
        "title": title_of(citation.description, citation.name),
        "summary": f"{source_of(citation)}, {dated(citation.description.published)}",
        "rows": rows(citation, text, today),
        "note": ""
        if whole
        else "The text of this version is not in the library any more. These are the words cited.",
        "paragraphs": paragraphs(citation, siblings, text) if text else [quoted_alone(citation)],
        "furniture": sum(span.end - span.start for span in text.spans if span.kind == "furniture")
        if text
        else 0,
        "link": safe_address(citation.link) or "",
        "reference": copied_reference(citation, today),
    }


def position(kind: str, index: int, count: int) -> str:
    """ "Citation 1 of 3", or "Closest passage 1 of 3, not an answer"."""
    if kind == "cited":
        return f"Citation {index + 1} of {count}"
    return f"Closest passage {index + 1} of {count}, not an answer"


def rows(citation: Citation, version: Version | None, today: date) -> list[Row]:
    about = citation.description
    known = [
        ("Publisher", about.publisher, about.publisher.value),
        ("Author", about.author, about.author.value),
        ("Date", about.published, dated(about.published) if about.published.value else None),
        ("Updated", about.updated, dated(about.updated) if about.updated.value else None),
        ("Title", about.title, None),
    ]
    drawn = [row(label, part, value, version) for label, part, value in known if label != "Updated" or value]
    added = f", added {since(version.added, today)}" if version and version.added else ""
    page = [("Page", f"{citation.page}")] if citation.page else []
    facts = [*page, ("Version", f"{citation.version}{added}"), ("File", citation.name)]
    return [*drawn, *(Row(label=label, value=value, how="", clue="") for label, value in facts)]


def row(label: str, part: Part, value: str | None, version: Version | None) -> Row:
    clue = version.text[part.clue[0] : part.clue[1]].strip() if version and part.clue else ""
    how = how_known(part, shortened(clue, CLUE))
    return {"label": label, "value": value or "", "how": how, "clue": label if clue else ""}


def quoted_alone(citation: Citation) -> Paragraph:
    """The words cited between those that stood around them, where the text itself is not kept."""
    runs: list[Run] = [
        {"text": citation.before, "cited": "", "clues": []},
        {"text": citation.quote, "cited": "now", "clues": []},
        {"text": citation.after, "cited": "", "clues": []},
    ]
    return {"kind": "body", "why": "", "runs": [run for run in runs if run["text"]]}


def paragraphs(citation: Citation, siblings: Sequence[Citation], version: Version) -> list[Paragraph]:
    """The article's text, line by line, with the cited words and the clues marked; long texts around the words."""
    others = [
        (one.start, one.end)
        for one in siblings
        if (one.article, one.version) == (citation.article, citation.version)
    ]
    clues = _clues(citation)
    window = (citation.start - AROUND, citation.end + AROUND)
    drawn = [
        _cut(version.text, citation, others, clues, line, span) for span, line in _lines(version, window)
    ]
    return [*_left_out(version, window), *drawn] if drawn else [quoted_alone(citation)]


def _clues(citation: Citation) -> dict[str, Range]:
    about = citation.description
    named = {
        "Title": about.title,
        "Publisher": about.publisher,
        "Author": about.author,
        "Date": about.published,
    }
    return {label: part.clue for label, part in (named | {"Updated": about.updated}).items() if part.clue}


def _lines(version: Version, window: Range) -> Iterator[tuple[Span, Range]]:
    for span in version.spans:
        if span.end <= window[0] or span.start >= window[1]:
            continue
        for found in _LINES.finditer(version.text, span.start, span.end):
            if found[0].strip() and found.end() > window[0] and found.start() < window[1]:
                yield span, found.span()


def _left_out(version: Version, window: Range) -> list[Paragraph]:
    missing = max(window[0], 0) + max(len(version.text) - window[1], 0)
    if not missing:
        return []
    words = f"This is a long text. {missing:,} characters far from the words cited are not shown here."
    return [{"kind": "gap", "why": "", "runs": [{"text": words, "cited": "", "clues": []}]}]


def _cut(
    text: str, citation: Citation, others: Sequence[Range], clues: dict[str, Range], line: Range, span: Span
) -> Paragraph:
    start, end = line
    ranges = [(citation.start, citation.end), *others, *clues.values()]
    places = sorted({start, end, *(place for one in ranges for place in one if start < place < end)})
    runs = [_run(text, (a, b), citation, others, clues) for a, b in pairwise(places)]
    return {"kind": span.kind, "why": span.why, "runs": runs}


def _run(
    text: str, piece: Range, citation: Citation, others: Iterable[Range], clues: dict[str, Range]
) -> Run:
    def within(outer: Range) -> bool:
        return outer[0] <= piece[0] and piece[1] <= outer[1]

    cited = "now" if within((citation.start, citation.end)) else "other" if any(map(within, others)) else ""
    return {
        "text": text[piece[0] : piece[1]],
        "cited": cited,
        "clues": [label for label, clue in clues.items() if within(clue)],
    }
