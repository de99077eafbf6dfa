"""Sentences with their quotations masked, so that grammar is read outside the quotation marks only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.quotes import Quote, find_quotes
from values import Sentence

_LONGEST = 1500  # code points; what is longer is no sentence, and is not read
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with "_" for what stands in quotation marks, “ ” for the marks, and the same length.

    ``quotes`` are the quotations that it touches. Of a stretch too long to be a sentence ``masked`` is just "x".
    """

    sentence: Sentence
    masked: str
    quotes: tuple[Quote, ...]

    @property
    def inside(self) -> bool:
        """All of its words stand in quotation marks."""
        return bool(self.quotes) and not _LETTER.search(self.masked)

    @property
    def begins_inside(self) -> bool:
        """A quotation that began in an earlier sentence, or paragraph, goes on in it."""
        return bool(self.quotes) and self.quotes[0].start < self.sentence.start

    @property
    def paragraph(self) -> int:
        return self.sentence.paragraph


def mask(text: str, sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """The sentences of ``text`` as lines; other text between them is not read."""
    quotes = find_quotes(text, _paragraphs(sentences))
    hidden = list(text)
    for quote in quotes:
        hidden[quote.start : quote.end] = [
            "_" if not c.isspace() else " " for c in text[quote.start : quote.end]
        ]
        hidden[quote.start] = "“"
        if quote.closed:
            hidden[quote.end - 1] = "”"
            if text[quote.end - 2] == ",":  # “…,” she sighs
                hidden[quote.end - 2] = ","
    masked = "".join(hidden).replace("\u00a0", " ").replace("\n", " ")
    return tuple(
        Line(one, _readable(masked[one.start : one.end]), touching)
        for one, touching in _touching(sentences, quotes)
    )


def _readable(masked: str) -> str:
    return masked if len(masked) <= _LONGEST else "x"


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    ranges: dict[int, tuple[int, int]] = {}
    for one in sentences:
        start, end = ranges.get(one.paragraph, (one.start, one.end))
        ranges[one.paragraph] = (min(start, one.start), max(end, one.end))
    return sorted(ranges.values())


def _touching(
    sentences: Sequence[Sentence], quotes: Sequence[Quote]
) -> list[tuple[Sentence, tuple[Quote, ...]]]:
    """Each sentence with the quotations that overlap it; both come in order."""
    found: list[tuple[Sentence, tuple[Quote, ...]]] = []
    first = 0
    for one in sentences:
        while first < len(quotes) and quotes[first].end <= one.start:
            first += 1
        last = first
        while last < len(quotes) and quotes[last].start < one.end:
            last += 1
        found.append((one, tuple(quotes[first:last])))
    return found
