"""What became of the words of one text in another: which stayed, which were taken out, which were put in.

Two levels, so that long articles stay fast: first whole sentences (by their full stops and line ends, roughly), then
the words of the stretches between sentences that stayed. ``difflib`` does both; it favours long runs, which is how
people see an edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

# A sentence, roughly, with the blanks after it; a word or a sign, with the blanks after it.
_UNIT = re.compile(r".+?(?:(?<=[.!?”’\"')\]])\s+|\n+|\Z)", re.DOTALL)
_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_MOST = 4_000_000  # word pairs that are compared one by one; beyond, a stretch counts as replaced whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old text, of the new one, or of both: ``old`` and ``new`` are ranges of code points."""

    kind: Literal["same", "removed", "added"]
    text: str
    old: tuple[int, int]
    new: tuple[int, int]


@lru_cache(maxsize=8)
def align(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in order: "same" and "removed" make up the old text, "same" and "added" the new one.

    >>> [(piece.kind, piece.text) for piece in align("worth £5 million", "worth £6 million")]
    [('same', 'worth £'), ('removed', '5'), ('added', '6'), ('same', ' million')]
    """
    head = common(old, new)
    tail = common(old[head:][::-1], new[head:][::-1])
    found = [*_same(old, 0, 0, head)]
    found += _compare(_UNIT, old, new, (head, len(old) - tail), (head, len(new) - tail))
    found += _same(old, len(old) - tail, len(new) - tail, tail)
    return tuple(_joined(found))


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, roughly, without the blanks after them: ranges of code points."""
    found = [
        (start, start + len(text[start:end].rstrip())) for start, end in _units(_UNIT, text, (0, len(text)))
    ]
    return [(start, end) for start, end in found if end > start]


def words(text: str) -> list[str]:
    """The words and signs of a text, one by one."""
    return [word.strip() for word in _WORD.findall(text) if word.strip()]


def common(one: str, other: str) -> int:
    """The length of the common beginning, in steps that make long texts cheap."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.startswith(other[:middle]) else (low, middle - 1)
    return low


def _same(text: str, old: int, new: int, length: int) -> Iterator[Piece]:
    if length:
        yield Piece("same", text[old : old + length], (old, old + length), (new, new + length))


def _compare(
    unit: re.Pattern[str], old: str, new: str, before: tuple[int, int], after: tuple[int, int]
) -> Iterator[Piece]:
    """Compare two stretches unit by unit; sentences that differ are compared again by words."""
    olds, news = _units(unit, old, before), _units(unit, new, after)
    if len(olds) * len(news) > _MOST and unit is _WORD:
        yield from _replaced(old, new, before, after)
        return
    matcher = SequenceMatcher(None, [old[a:b] for a, b in olds], [new[a:b] for a, b in news], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        left, right = _span(olds, a, b, before), _span(news, c, d, after)
        if kind == "equal":
            yield from _same(old, left[0], right[0], left[1] - left[0])
        elif kind == "replace" and unit is _UNIT:
            yield from _compare(_WORD, old, new, left, right)
        else:
            yield from _replaced(old, new, left, right)


def _units(unit: re.Pattern[str], text: str, within: tuple[int, int]) -> list[tuple[int, int]]:
    return [match.span() for match in unit.finditer(text, *within) if match.end() > match.start()]


def _span(
    units: Sequence[tuple[int, int]], first: int, last: int, within: tuple[int, int]
) -> tuple[int, int]:
    """The range from the start of one unit to the start of another."""
    start = units[first][0] if first < len(units) else within[1]
    return start, units[last][0] if last < len(units) else within[1]


def _replaced(old: str, new: str, left: tuple[int, int], right: tuple[int, int]) -> Iterator[Piece]:
    if left[1] > left[0]:
        yield Piece("removed", old[left[0] : left[1]], left, (right[0], right[0]))
    if right[1] > right[0]:
        yield Piece("added", new[right[0] : right[1]], (left[1], left[1]), right)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of the same kind become one."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.kind == piece.kind:
            old, new = (held.old[0], piece.old[1]), (held.new[0], piece.new[1])
            held = Piece(held.kind, held.text + piece.text, old, new)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
