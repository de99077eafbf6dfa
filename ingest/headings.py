"""Headlines and headings: which line of an opening is the title, and which lines inside an article head a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.lines import NAMES, OFFICE, Line
from ingest.weigh import common_words, content_words, echo_of, is_named
from ingest.wording import read_sign

_MODAL = re.compile(r"\b(?:must|should|will|shall|is|are|has|have|was|were)\b")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]?|[A-Z]\.) ")
_CHAPTER = re.compile(
    r"(?:Chapter|Part|Section|Annex|Appendix|Volume) (?:\d{1,2}|[IVX]+|[A-Z])(?:[:.]| [–—-]) \S"
)
_SIGNED = 3.0  # from this weight on a line's wording is that of a page


def find_title(
    rest: Sequence[Line], lines: Sequence[Line], first: int, bylines: set[int], datelines: set[int]
) -> int | None:
    """The start of the line among ``rest`` that says best what the article says, which begins at ``lines[first]``:
    its words come again there, it has the shape of a headline, stands above or beside the byline, and little page
    stands between it and the article."""
    plain = [line for line in rest if read_sign(line.text).weight < _SIGNED]
    if first == len(lines):
        return next((line.start for line in plain if len(line.words) >= 2), None)
    places = _places(rest, lines, bylines, datelines)
    common = common_words(lines)
    words = frozenset(
        word for line in lines[first : first + 60] if line.prose for word in content_words(line)
    )
    best, chosen = 0.0, None
    for line in reversed(plain):
        page = sum(other.start > line.start for other in rest) - sum(
            other.start > line.start for other in plain
        )
        score = (
            _headline(line, common) + 2 * echo_of(content_words(line), words) + places.get(line.start, 0.0)
        )
        score -= min(1.0, 0.1 * page)
        if score >= best:
            best, chosen = score, line.start
    return chosen


def _places(
    rest: Sequence[Line], lines: Sequence[Line], bylines: set[int], datelines: set[int]
) -> dict[int, float]:
    """What the place of a line says for its being the title: right above the first byline or dateline 1.2, beside
    another 0.4; against it: an office under a byline, or a standfirst under a shorter line, 1."""
    common = common_words(lines)
    names = {line.start for line in rest if NAMES.fullmatch(line.text) and is_named(line.words, common)}
    frame = bylines | datelines | names
    unnamed = [line for line in rest if line.start not in names]
    places: dict[int, float] = {}
    for before, after in pairwise(lines):
        if before.start in frame:
            places[after.start] = places.get(after.start, 0.0) + 0.4
            places[after.start] -= before.start in bylines and bool(OFFICE.search(after.text))
        if after.start in frame:
            first = after.start == min(frame)
            places[before.start] = max(places.get(before.start, 0.0), 0.4) + 0.8 * first
    for before, after in pairwise(unnamed):
        if 3 <= len(before.words) <= 14 and len(after.words) >= 12:
            places[after.start] = places.get(after.start, 0.0) - 1.0
    return places


def _headline(line: Line, common: frozenset[str]) -> float:
    """How much a line has the shape of a headline: three to fourteen words, no stop, no name, one sentence."""
    count = len(line.words)
    if not 1 <= count <= 30 or line.bullet:
        return -9.0
    named = NAMES.fullmatch(line.text) is not None and is_named(line.words, common)
    broken = re.search(r"[a-z][.!?] [A-Z]", line.text) is not None
    ended = line.final and not line.text.endswith("?")
    return min(count, 7) / 7 - 2 * named - 0.5 * ended - 0.6 * broken - 0.05 * max(0, count - 14)


def is_heading(line: Line, after: Line | None, gaps: bool) -> bool:
    """A short line that is no sentence and no item, with something of the article under it. ``gaps``: the text sets
    its paragraphs apart by blank lines, so that a heading has one before it too."""
    if _CHAPTER.match(line.text) and len(line.words) <= 14 and not line.final:
        return True
    if (
        after is None
        or not re.search(r"[^\W\d]", line.text)
        or (gaps and not line.gap)
        or line.text[0].islower()
    ):
        return False
    if line.bullet and not (_NUMBERED.match(line.text) and after.prose):
        return False
    if line.text.endswith("?"):
        return len(line.words) <= 14 and ":" not in line.text
    return len(line.words) <= 9 and not line.final and after.prose and not _MODAL.search(line.text)


def looks_like_heading(line: Line) -> bool:
    """A few words, each with a capital, after a blank line: no item, no name, no place under a letter."""
    words = [word for word in line.words if len(word) > 3]
    shaped = bool(words) and len(line.words) <= 6 and line.gap and all(word[0].isupper() for word in words)
    return (
        shaped
        and not line.bullet
        and not line.final
        and "," not in line.text
        and not NAMES.fullmatch(line.text)
    )
