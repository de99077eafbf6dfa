"""The letters of a PDF page → strips: runs of letters on one line, as they stand on the page.

Only what pdfium tells of each letter is used: its code, its box, its angle, its size and weight. A page is read the way
that most of its letters run; what runs across it, such as a word in the margin, comes after the rest.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import atan2, degrees
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

HYPHEN = "\x02"  # pdfium's sign for a hyphen at the end of a line
_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\xa0": " ",
        "\ufffe": HYPHEN,
    }
)
_JUMP = 1.5  # letter sizes between two letters that do not belong together
_BOLD = 600
MOST_LETTERS = 100_000  # letters of one page; one of small print has about 15,000
_LEANING = 10  # degrees off level
_TINY = 2  # points; smaller letters are not made to be read


@dataclass(frozen=True, slots=True)
class Strip:
    """Letters of one line that stand together; ``x`` and ``y`` in points from the lower left corner of the page.
    ``size`` is the height of the letters' font in points."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class _Letter:
    char: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool
    turn: int = 0


_Box = tuple[float, float, float, float]  # left, bottom, right, top
_RIGHT, _DOWN, _LEFT, _UP, _SKEW = range(5)  # where a line of letters runs


def read_strips(page: PdfPage) -> tuple[list[Strip], float, bool]:
    """The strips of a page in the order of the file, turned so that most of them run to the right; the height of the
    page turned so; and whether letters were left out that nobody sees: outside the page, or too small to read.

    Raises OverflowError for more letters than any page has.
    """
    box = page.get_bbox()  # the page as it is shown, also where its size stands in what it belongs to
    text = page.get_textpage()
    try:
        letters = list(_letters(text))
    finally:
        text.close()
    seen = [one for one in letters if one.char == " " or (one.size >= _TINY and _inside(one, box))]
    turns = Counter(one.turn for one in seen if one.char != " ")
    main = max((_RIGHT, _DOWN, _LEFT, _UP), key=lambda turn: turns[turn])
    height = box[2] - box[0] if main in (_DOWN, _UP) else box[3] - box[1]
    return list(_turned(seen, main, box)), height, len(seen) < len(letters)


def _turned(letters: Sequence[_Letter], main: int, box: _Box) -> Iterator[Strip]:
    """The strips of the letters that run as the page does, where they stand; the others below the page, in order."""
    across: list[Strip] = []
    for turn, group in groupby(letters, lambda one: one.turn):
        run = [_turn(one, turn, box) for one in group]
        strips = list(_close(run) if turn == _SKEW else _to_strips(run))
        if turn == main:
            yield from strips
        else:
            across += strips
    y = 0.0
    for strip in across:
        y -= 2 * strip.size
        yield replace(strip, x0=0.0, x1=strip.width, y0=y, y1=y + strip.size)


def _turn(letter: _Letter, turn: int, box: _Box) -> _Letter:
    """The letter on the page turned so that its line runs to the right, from the page's lower left corner."""
    left, low, right, top = box
    x0, x1, y0, y1 = {
        _DOWN: (top - letter.y1, top - letter.y0, letter.x0 - left, letter.x1 - left),
        _LEFT: (right - letter.x1, right - letter.x0, top - letter.y1, top - letter.y0),
        _UP: (letter.y0 - low, letter.y1 - low, right - letter.x1, right - letter.x0),
    }.get(turn, (letter.x0 - left, letter.x1 - left, letter.y0 - low, letter.y1 - low))
    return _Letter(letter.char, x0, x1, y0, y1, letter.size, letter.bold)


def _inside(letter: _Letter, box: _Box) -> bool:
    return (
        box[0] - 2 <= letter.x1
        and letter.x0 <= box[2] + 2
        and box[1] - 2 <= letter.y1
        and letter.y0 <= box[3] + 2
    )


def _letters(text: PdfTextPage) -> Iterator[_Letter]:
    """The letters with their boxes; a space has none, for pdfium puts in those that a gap between letters stands for.
    The ends of lines are told by the places of the letters instead."""
    import pypdfium2.raw as pdfium

    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    count = text.count_chars()
    if count > MOST_LETTERS:
        raise OverflowError
    turn = _RIGHT
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(text, i)
        char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if char in "\r\n":
            continue
        if char.isspace():
            yield _Letter(" ", 0, 0, 0, 0, 0, False, turn)
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box)):
            continue
        size = max(pdfium.FPDFText_GetFontSize(text, i), 0.0)
        if pdfium.FPDFText_GetMatrix(text, i, ctypes.byref(matrix)):
            turn = _read_turn(matrix.a, matrix.b)
        height = abs(box.right - box.left if turn in (_DOWN, _UP) else box.top - box.bottom)
        bold = pdfium.FPDFText_GetFontWeight(text, i) >= _BOLD
        size = height if size <= 1 else min(size, max(height, 1.0) * 1.5)
        yield _Letter(char.translate(_LIGATURES), box.left, box.right, box.bottom, box.top, size, bold, turn)


def _read_turn(right: float, up: float) -> int:
    """Where letters run to whose base line goes so far to the right and up; leaning letters have a level one."""
    angle = degrees(atan2(-up, right)) % 360
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - 90 * quarter) <= _LEANING else _SKEW


def _to_strips(letters: list[_Letter]) -> Iterator[Strip]:
    run: list[_Letter] = []
    for letter in letters:
        blank = letter.char.isspace()
        if run and not blank and _apart(run[-1], letter):
            yield from _close(run)
            run = []
        if run and blank:
            last = run[-1]
            run.append(_Letter(" ", last.x1, last.x1, last.y0, last.y1, last.size, last.bold))
        elif not blank:
            run.append(letter)
    yield from _close(run)


def _apart(last: _Letter, letter: _Letter) -> bool:
    """True where a letter does not follow the one before on its line: another height, far right, or back left."""
    size = max(last.size, letter.size, 1.0)
    overlap = min(last.y1, letter.y1) - max(last.y0, letter.y0)
    lifted = overlap < 0.4 * min(last.y1 - last.y0, letter.y1 - letter.y0)
    return lifted or letter.x0 - last.x1 > _JUMP * size or letter.x0 < last.x0 - 0.5 * size


def _close(run: list[_Letter]) -> Iterator[Strip]:
    text = re.sub(r"[\x00\x01\x03-\x1f\x7f\ufeff\u200b]", "", "".join(letter.char for letter in run))
    text = re.sub(r" +", " ", text).strip()
    solid = [letter for letter in run if not letter.char.isspace()]
    if text and solid:
        sizes = sorted(letter.size for letter in solid)
        size = sizes[len(sizes) // 2]
        yield Strip(
            text,
            min(letter.x0 for letter in solid),
            max(letter.x1 for letter in solid),
            min(letter.y0 for letter in solid),
            max(letter.y1 for letter in solid),
            size,
            sum(letter.bold for letter in solid) > len(solid) / 2,
        )
