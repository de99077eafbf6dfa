"""The text of a version as the drawer shows it, paragraph by paragraph, with what is marked in it. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from ui.drawer import Paragraph, Range, Run
from values import Span, Version

AROUND = 60_000  # code points of the text drawn on either side of the cited words
_LINES = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a text: the words that are open, others that are cited, and clues by the label of their row."""

    now: Range | None = None
    others: tuple[Range, ...] = ()
    clues: Mapping[str, Range] = field(default_factory=dict)


def paragraphs(version: Version, marks: Marks) -> list[Paragraph]:
    """The text line by line, with what is marked in it; of a long one what is around the open words or the start."""
    start, end = marks.now or (0, AROUND)
    window = (start - AROUND, end + AROUND)
    drawn = [_cut(version.text, marks, line, span) for span, line in _lines(version, window)]
    return [*_left_out(version, window), *drawn] if drawn else []


def furniture(version: Version) -> str:
    """How much of the text is page furniture, in words; "" for none."""
    size = sum(span.end - span.start for span in version.spans if span.kind == "furniture")
    return f"Page furniture, not searched: {size:,} characters." if size else ""


def gap(words: str) -> Paragraph:
    """A line that stands for what is not shown."""
    return {"kind": "gap", "why": "", "runs": [{"text": words, "mark": "", "clues": []}]}


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
    return [gap(f"This is a long text. {missing:,} characters of it are not shown here.")]


def _cut(text: str, marks: Marks, line: Range, span: Span) -> Paragraph:
    start, end = line
    ranges = [*filter(None, [marks.now]), *marks.others, *marks.clues.values()]
    places = sorted({start, end, *(place for one in ranges for place in one if start < place < end)})
    runs = [_run(text, (a, b), marks) for a, b in pairwise(places)]
    return {"kind": span.kind, "why": span.why, "runs": runs}


def _run(text: str, piece: Range, marks: Marks) -> Run:
    def within(outer: Range) -> bool:
        return outer[0] <= piece[0] and piece[1] <= outer[1]

    mark = "now" if marks.now and within(marks.now) else "other" if any(map(within, marks.others)) else ""
    clues = [label for label, clue in marks.clues.items() if within(clue)]
    return {"text": text[piece[0] : piece[1]], "mark": mark, "clues": clues}
