"""The strips of a PDF page → rows in reading order: the left column before the right one, a table row by row.

A page is cut where a gutter divides lines of prose; lines that cross it (a title over both columns, a wide table)
divide the page into bands, each read on its own. The cells of a table are short, so that tables are not cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.pdf_letters import Strip

_DEEPEST = 3  # cuts inside cuts: up to eight columns
_FEWEST = 3  # strips on either side of a gutter
_PROSE = 18  # letters in the middle strip of a column; shorter ones are the cells of a table
_CROSSING = 0.35  # the most strips of a page that may cross its gutter
_GUTTER = 5.0  # points
_BEFORE = (2.5, 9.0, 16.0)  # points before a column in which its gutter is looked for
_CELL = 1.5  # letter sizes between two cells of a row
_NOTE_MARK = 0.8  # a mark of a footnote is smaller than this, of the letters of its row


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a column. ``left`` and ``right`` are the edges of its column, ``part`` counts columns and bands in
    reading order over the page."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool
    left: float
    right: float
    part: int
    page: int = 1


def read_rows(strips: Sequence[Strip], page: int = 1) -> list[Row]:
    """All rows of a page, in reading order."""
    return [
        row for part, region in enumerate(_regions(list(strips), 0)) for row in to_rows(region, part, page)
    ]


def to_rows(strips: Sequence[Strip], part: int = 0, page: int = 1) -> list[Row]:
    """The strips of one column as rows from the top; strips on one height are a row, far apart they are cells."""
    if not strips:
        return []
    left, right = min(strip.x0 for strip in strips), max(strip.x1 for strip in strips)
    groups: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda strip: (-strip.middle, strip.x0)):
        if groups and _level(groups[-1], strip):
            groups[-1].append(strip)
        else:
            groups.append([strip])
    return [row for group in groups if (row := _to_row(group, left, right, part, page))]


def _level(group: Sequence[Strip], strip: Strip) -> bool:
    """True where a strip stands on the height of a row, and not over or under one of its strips."""
    top, low = max(one.y1 for one in group[-6:]), min(one.y0 for one in group[-6:])
    overlap = min(top, strip.y1) - max(low, strip.y0)
    return overlap > 0.5 * min(strip.y1 - strip.y0, top - low) and overlap > 0


def _to_row(group: Sequence[Strip], left: float, right: float, part: int, page: int) -> Row | None:
    """The row of a group, without the marks of footnotes: small figures that would run into the words."""
    size = max(strip.size for strip in group)
    kept = [strip for strip in group if not (strip.size < _NOTE_MARK * size and _is_mark(strip.text))]
    kept = sorted(kept or group, key=lambda strip: strip.x0)
    text = kept[0].text
    for before, strip in pairwise(kept):
        gap = strip.x0 - before.x1
        text += (" | " if gap > _CELL * size else " " if gap > 0.12 * size else "") + strip.text
    main = max(kept, key=lambda strip: len(strip.text))
    return Row(
        text,
        kept[0].x0,
        max(strip.x1 for strip in kept),
        main.y0,
        main.y1,
        main.size,
        all(strip.bold for strip in kept),
        left,
        right,
        part,
        page,
    )


def _is_mark(text: str) -> bool:
    return len(text) <= 3 and all(char.isdigit() or char in "*†‡§, " for char in text)


def _regions(strips: list[Strip], depth: int) -> list[list[Strip]]:
    """The columns and bands of a page in reading order."""
    gutter = _find_gutter(strips) if depth < _DEEPEST else None
    if gutter is None:
        return [strips] if strips else []
    crossing = sorted((s for s in strips if s.x0 < gutter < s.x1), key=lambda s: -s.middle)
    beside = sorted((s for s in strips if not s.x0 < gutter < s.x1), key=lambda s: -s.middle)
    regions: list[list[Strip]] = []
    whole: list[Strip] = []
    i = 0
    for wide in [*crossing, None]:
        band = []
        while i < len(beside) and (wide is None or beside[i].middle > wide.middle + 0.3 * wide.size):
            band.append(beside[i])
            i += 1
        sides = [[s for s in band if s.x1 <= gutter], [s for s in band if s.x0 >= gutter]]
        if all(sides):
            regions += [whole] if whole else []
            regions += [region for side in sides for region in _regions(side, depth + 1)]
            whole = []
        else:
            whole += band
        whole += [wide] if wide else []
    return regions + ([whole] if whole else [])


def _find_gutter(strips: Sequence[Strip]) -> float | None:
    """The place between two columns: crossed by the fewest strips, with prose on both sides of it."""
    if len(strips) < 2 * _FEWEST:
        return None
    left, right = min(strip.x0 for strip in strips), max(strip.x1 for strip in strips)
    starts = {strip.x0 for strip in strips if strip.x0 - left > 0.15 * (right - left)}
    edges = sorted({start - space for start in starts for space in _BEFORE})
    found: list[tuple[int, float]] = []
    for place in edges[:400]:
        near = [s for s in strips if s.x1 <= place + 0.5]
        far = [s for s in strips if s.x0 >= place - 0.5]
        crossing = len(strips) - len(near) - len(far)
        if (
            crossing <= _CROSSING * len(strips)
            and _is_column(near)
            and _is_column(far)
            and _abreast(near, far)
        ):
            gap = min(s.x0 for s in far) - max(s.x1 for s in near)
            if gap >= _GUTTER:
                found.append((crossing, place))
    return min(found)[1] if found else None


def _is_column(strips: Sequence[Strip]) -> bool:
    return len(strips) >= _FEWEST and median(len(strip.text) for strip in strips) >= _PROSE


def _abreast(near: Sequence[Strip], far: Sequence[Strip]) -> bool:
    """True where the sides stand beside each other for some lines, and not one below the other."""
    top = min(max(strip.y1 for strip in side) for side in (near, far))
    low = max(min(strip.y0 for strip in side) for side in (near, far))
    return top - low > 2 * median(strip.size for strip in near)
