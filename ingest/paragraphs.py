"""Where paragraphs begin and end: at blank lines, and at line ends that are not mere wraps.

Some files write a paragraph as one line, others break lines at a fixed width. A line end is a wrap where the next
word would not have fitted on the line, in a block of lines that plainly break inside sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

# What a reader does not see: white space, soft hyphens, zero-width and direction marks, byte-order marks.
BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d"
    "\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_NARROW, _WIDE = 40, 120  # characters: a block whose longest line is shorter or longer is not wrapped
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-+*•‣▪●◦·>|#]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])(?:\s|$)|[|#>]")
_BARE_ITEM = re.compile(r"(?:[-–—+*•‣▪●◦·]|\(?(?:\d{1,3}|[a-z])[.)])$")
_DASH = re.compile(r"[–—]\s")


class Range(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """``start:end`` holds the words without blanks around them; ``width`` counts from the beginning of the line."""

    start: int
    end: int
    text: str
    width: int

    def is_full(self, following: _Line, width: int) -> bool:
        """True where the next line's first word would not have fitted on this one."""
        return self.width + 1 + len(following.text.split(None, 1)[0]) > width

    def is_torn(self, following: _Line) -> bool:
        """True where the sentence plainly goes on in the next line."""
        return following.text[0].islower() and not _FINAL.search(self.text)


def split_paragraphs(text: str, start: int = 0, end: int | None = None, width: int = 0) -> list[Range]:
    """The paragraphs of ``text[start:end]`` in order, without blanks around them; every other character is in one.

    ``width`` is the width at which the text is wrapped, where that is known from more than this range (see
    ``wrap_width``); otherwise the range itself must show it.
    """
    blocks = _blocks(text, start, len(text) if end is None else end)
    known = width or max(map(_own_width, blocks), default=0)
    return [paragraph for block in blocks for paragraph in _join(block, known)]


def wrap_width(text: str) -> int:
    """The number of characters at which the text breaks its lines; 0 if it does not."""
    return max(map(_own_width, _blocks(text, 0, len(text))), default=0)


def trim(text: str, start: int, end: int) -> Range:
    """``start:end`` without the blanks at either end (empty if there is nothing else)."""
    part = text[start:end]
    kept = part.lstrip(BLANKS)
    begin = start + len(part) - len(kept)
    return Range(begin, begin + len(kept.rstrip(BLANKS)))


def _blocks(text: str, start: int, end: int) -> list[list[_Line]]:
    """The lines that hold something, grouped where no blank line stands between them."""
    blocks: list[list[_Line]] = []
    last = start
    for match in _LINE.finditer(text, start, end):
        begin, stop = trim(text, *match.span())
        if begin == stop:
            continue
        ends = _LINE_END.findall(text, last, begin)
        if not blocks or len(ends) > 1 or "\u2029" in ends:
            blocks.append([])
        blocks[-1].append(_Line(begin, stop, text[begin:stop], stop - match.start()))
        last = stop
    return blocks


def _own_width(block: list[_Line]) -> int:
    """The width at which the lines of this block are wrapped, if they alone show it; otherwise 0."""
    width = max((line.width for line in block if " " in line.text), default=0)
    if not _NARROW <= width <= _WIDE:
        return 0
    pairs = list(pairwise(block))
    full = [
        (left, right) for left, right in pairs if left.is_full(right, width) and not _ITEM.match(right.text)
    ]
    torn = sum(left.is_torn(right) for left, right in full)
    return width if torn >= max(1, 0.3 * len(full)) else 0


def _join(block: list[_Line], known: int) -> list[Range]:
    width = _own_width(block) or (known if max(line.width for line in block) <= known else 0)
    joined = [Range(block[0].start, block[0].end)]
    for left, right in pairwise(block):
        if _continues(left, right, width):
            joined[-1] = Range(joined[-1].start, right.end)
        else:
            joined.append(Range(right.start, right.end))
    return joined


def _continues(left: _Line, right: _Line, width: int) -> bool:
    """Whether ``right`` goes on with the paragraph of ``left``."""
    if _BARE_ITEM.match(left.text):
        return not _BARE_ITEM.match(right.text)
    if not width or _ITEM.match(right.text) or (_DASH.match(right.text) and _FINAL.search(left.text)):
        return False
    return left.is_full(right, width) or (left.is_torn(right) and left.width >= 0.6 * width)
