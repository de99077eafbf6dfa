"""Where a text that is too long is cut, so that an edit moves no cut but those beside it.

The cuts form a treap (Seidel and Aragon, 1996; a Cartesian tree whose ranks are hashes): a stretch that is too long
is cut at the boundary whose surroundings have the lowest hash, then each part is cut in the same way. Which
boundaries become cuts follows from the words around them, and not from how much text came before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, pairwise

from ingest.paragraphs import Range, trim
from ingest.tokens import count_tokens

_NEAR = 80  # characters on either side of a boundary that its hash is made of
_ITEM = re.compile(r"[-+*•‣▪●◦·]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_QUOTE = re.compile(r"[“‘\"](?=\w)")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


@dataclass(frozen=True, slots=True)
class Boundary:
    """The place before ``unit``. ``reluctant`` where the text after it leans on the text before it."""

    unit: int
    reluctant: bool
    rank: bytes


def divide(text: str, units: Sequence[Range], limit: int) -> list[tuple[int, int]]:
    """Groups neighbouring ``units`` (ranges of ``text``) so that each group has at most ``limit`` tokens.

    Returns half-open ranges of indexes into ``units``, in order. A unit over the limit is a group of its own. No
    group is smaller than a quarter of the limit where another cut can avoid it.
    """
    ends = [following.start for following in units[1:]] + [units[-1].end]
    counts = (count_tokens(text[unit.start : end]) for unit, end in zip(units, ends, strict=True))
    sizes = [0, *accumulate(counts)]
    boundaries = [_boundary(text, place, *pair) for place, pair in enumerate(pairwise(units), 1)]
    done, open_ranges = [], [(0, len(units))]
    while open_ranges:
        first, last = open_ranges.pop()
        if last - first == 1 or _fits(text, units, sizes, first, last, limit):
            done.append((first, last))
        else:
            cut = _cut(boundaries[first : last - 1], sizes, first, last, limit)
            open_ranges += [(cut, last), (first, cut)]
    return done


def cut_sentence(text: str, sentence: Range, limit: int) -> list[Range]:
    """A sentence in pieces of at most ``limit`` tokens: at white space if there is any, else anywhere but inside a
    character that is made of several. One character is never cut, whatever its tokens."""
    pieces, (at, end) = [], sentence
    while at < end:
        stop = _stop(text, at, end, limit)
        pieces.append(trim(text, at, stop))
        at = trim(text, stop, end).start
    return [piece for piece in pieces if piece.start < piece.end]


def _boundary(text: str, place: int, left: Range, right: Range) -> Boundary:
    before, after = text[max(left.start, left.end - _NEAR) : left.end], text[right.start : right.end][:_NEAR]
    near = " ".join(before.split()) + "\n" + " ".join(after.split())
    leans = before.endswith(":") or _ITEM.match(after) or (_QUOTE.match(after) and _is_quoting(text, left))
    rank = blake2b(near.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return Boundary(place, bool(leans), rank)


def _is_quoting(text: str, paragraph: Range) -> bool:
    """Whether a quotation begins in the paragraph and goes on in the next (then it is not closed at its end)."""
    part = text[paragraph.start : paragraph.end]
    return part[-1] not in "”’\"'" and _QUOTE.search(part) is not None


def _fits(text: str, units: Sequence[Range], sizes: list[int], first: int, last: int, limit: int) -> bool:
    """The sum of the units' tokens is a little too high, since each was counted with the gap that follows it."""
    if sizes[last] - sizes[first] > limit + 2 * (last - first):
        return False
    return count_tokens(text[units[first].start : units[last - 1].end]) <= limit


def _cut(boundaries: Sequence[Boundary], sizes: list[int], first: int, last: int, limit: int) -> int:
    """The boundary of lowest rank among those that leave neither side too small, or cut what belongs together.

    Where the two sides can be made to fit at once, only such boundaries count; equal ranks (repeated text) go to
    the middle, so that the depth stays small.
    """
    total, least = sizes[last] - sizes[first], limit // 4

    def merit(boundary: Boundary) -> tuple[int, bool, bytes, int]:
        left = sizes[boundary.unit] - sizes[first]
        small = min(left, total - left) < least
        large = total <= 2 * limit and max(left, total - left) > limit
        return small + large, boundary.reluctant, boundary.rank, abs(total - 2 * left)

    return min(boundaries, key=merit).unit


def _stop(text: str, at: int, end: int, limit: int) -> int:
    """Where the piece that starts at ``at`` stops."""
    stop = min(end, at + 8 * limit)
    while stop - at > 1 and (tokens := count_tokens(text[at:stop])) > limit:
        stop = at + max(1, min(stop - at - 1, int((stop - at) * limit / tokens)))
    if stop == end:
        return end
    space = next((place for place in range(stop, (at + stop) // 2, -1) if text[place - 1].isspace()), None)
    return space or _whole_character(text, at, stop)


def _whole_character(text: str, at: int, stop: int) -> int:
    """The last place up to ``stop`` that does not part a letter from its accent or an emoji from its joiner."""
    for place in range(stop, max(at, stop - 20), -1):
        joined = text[place] in _JOINERS or text[place - 1] == "\u200d" or unicodedata.combining(text[place])
        if not joined:
            return place
    return stop
