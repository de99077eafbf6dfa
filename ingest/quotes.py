"""What stands in quotation marks: single, double, straight and curly, also over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OPENING = re.compile(r"“|(?<![\w’'”\"])[\"'‘](?=[\w£$€“‘\"'…(\[])")
_CLOSERS = {"“": '”"', '"': '"”', "‘": "’'", "'": "'’"}
_ELIDED = re.compile(r"[‘'](?:\d0s\b|em\b|til\b|tis\b|twas\b|n[’'])", re.IGNORECASE)
_LONGEST = 4000  # code points of one paragraph's quotation; longer ones are stray marks
_MOST = 10  # paragraphs of one quotation without marks between its first and last
_SPEECH_BEFORE = re.compile(r"(?:^|[:,]|\b(?:said|says|told|added|that))\s*$")


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch in quotation marks, marks included, within one paragraph. The paragraphs of one quotation share
    ``chain``. ``closed`` is False where the closing mark is left to a later paragraph, or was forgotten."""

    start: int
    end: int
    chain: int
    closed: bool


def find_quotes(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Quote, ...]:
    """The outermost quotations of ``paragraphs`` (ranges of ``text``, in order). Apostrophes are none.

    A paragraph that ends inside a quotation continues it in the next one if that opens with the same mark, or if one
    of the next paragraphs ends with the closing mark and nothing opens before that.

    >>> [t[q.start : q.end] for t in ["‘Counties’ budgets,’ he says"] for q in find_quotes(t, [(0, 28)])]
    ['‘Counties’ budgets,’']
    """
    found: list[Quote] = []
    spoken = -1  # the last paragraph of a quotation that spans paragraphs without marks
    for number, (start, end) in enumerate(paragraphs):
        if number <= spoken:
            found.append(Quote(start, end, found[-1].chain, number == spoken))
            continue
        after = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        _scan(text, start, end, text[after : after + 1], found)
        if found and not found[-1].closed and found[-1].end == end:
            spoken = _closed_in(text, paragraphs[number + 1 : number + _MOST], text[found[-1].start]) + number
    return tuple(found)


def _closed_in(text: str, paragraphs: Sequence[tuple[int, int]], mark: str) -> int:
    """Which of the next paragraphs, from 1, ends the quotation that no later mark opens again; 0: none of them."""
    for number, (start, end) in enumerate(paragraphs, 1):
        if mark in text[start:end] and re.search(rf"(?<![\w’']){re.escape(mark)}(?=\w)", text[start:end]):
            return 0
        if re.search(rf"[.!?…][{_CLOSERS[mark]}]\s*$", text[start:end]):
            return number
    return 0


def _scan(text: str, start: int, end: int, next_mark: str, found: list[Quote]) -> None:
    """Append the quotations of one paragraph to ``found``; ``next_mark`` is the next paragraph's first character."""
    at, first = start, True
    while opening := _OPENING.search(text, at, end):
        begin, mark = opening.start(), opening.group()
        if _ELIDED.match(text, begin, end):
            at = opening.end()
            continue
        close = _closing(text, begin, min(end, begin + _LONGEST), mark)
        goes_on = next_mark == mark
        if close is None and not (goes_on or _SPEECH_BEFORE.search(text[start:begin])):
            at = opening.end()
            continue
        continued = first and begin == start and found and not found[-1].closed
        chain = found[-1].chain if continued and text[found[-1].start] == mark else _next_chain(found)
        found.append(Quote(begin, close or end, chain, close is not None))
        at, first = close or end, False


def _next_chain(found: list[Quote]) -> int:
    return found[-1].chain + 1 if found else 0


def _closing(text: str, begin: int, end: int, mark: str) -> int | None:
    """The offset after the closing mark of the quotation that opens at ``begin``, or None."""
    ends = _CLOSERS[mark]
    single = mark in "‘'"
    reopens = _reopening(text, begin, end, mark)
    possible: int | None = None
    for at in range(begin + 1, end):
        if text[at] not in ends or not _can_close(text, at, end, single):
            continue
        if possible is not None and at > reopens:
            break
        if not (single and _may_be_possessive(text, at, end)):
            return at + 1
        possible = possible or at + 1
    return possible


def _reopening(text: str, begin: int, end: int, mark: str) -> int:
    """Where the same mark opens again; a plural possessive before that is then taken for the closing mark."""
    match = re.compile(rf"(?<![\w’']){re.escape(mark)}(?=\w)").search(text, begin + 1, end)
    return match.start() if match else end


def _can_close(text: str, at: int, end: int, single: bool) -> bool:
    before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
    return not before.isspace() and not (single and after.isalnum())


def _may_be_possessive(text: str, at: int, end: int) -> bool:
    """ "councils’ budgets": after an s, before a space and a word."""
    after = text[at + 1 : min(at + 3, end)]
    return text[at - 1] in "sS" and len(after) == 2 and after[0].isspace() and after[1].isalpha()
