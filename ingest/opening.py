"""The opening of an article: which of its lines are title, byline and dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dates import find_dates, is_dateline
from ingest.headings import find_title
from ingest.lines import LIFE, NAME, NAMES, OFFICE, Line
from ingest.nouns import BODY_NOUNS
from ingest.weigh import common_words, is_named
from ingest.wording import read_sign
from values import Span, SpanKind

BY = re.compile(
    r"^(?:(?:written|posted|words|article|reported|reporting|story|analysis|opinion|comment|blog|guest post|interview)"
    r"(?: and \w+)? by|by|authors?:|words:|written by:?|from:)\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:said|says|has|have|had|was|were|will|would|is|are|told|calls?|called|warns?|warned|wants?|argues?)\b"
)
_ROLE = re.compile(rf"^({NAME})(?:,| \||\s[-–—]|\s*[(]) ?\S")
_DATED = re.compile(
    r"^(?:first |last |page (?:last )?|date )?"
    r"(?:published|posted|updated|delivered|modified|revised|reviewed|dated?|released|issued)(?: on| at)?\s*:?\s",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|we|our)\b")
_LABEL = re.compile(
    r"^(?:first |last |date )?(?:published|updated|modified|posted)(?: on)?:?$", re.IGNORECASE
)
_MARKS = " \n,|–—-·•:("  # what stands between a name and a date
_WEEKDAY = re.compile(
    r"[ ,|–—-]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:posted|published|updated)(?: on| at)?|on)$",
    re.IGNORECASE,
)
_PLACES = frozenset(
    "north south east west northern southern eastern western central greater upper lower new great united city county "
    "borough district region national local the of high street live listen more read account our your all".split()
)
_REACH = 40  # how many lines of page may stand above a title


@dataclass(frozen=True, slots=True)
class Frame:
    """The starts of the lines that are title, byline or dateline."""

    title: int | None
    bylines: frozenset[int]
    datelines: frozenset[int]

    @property
    def starts(self) -> frozenset[int]:
        return self.bylines | self.datelines | ({self.title} if self.title is not None else set())

    def spans(self, line: Line) -> list[Span]:
        """The spans of one line of the frame; a byline that holds a date is cut before it."""
        if line.start == self.title:
            return [Span(line.start, line.end, "title")]
        if line.start in self.datelines:
            return [Span(line.start, line.end, "dateline")]
        return _split_byline(line)


def find_frame(lines: Sequence[Line], titled: bool = False) -> Frame:
    """The title (unless it is known already: ``titled``), bylines and datelines among the lines of a text."""
    first = next((i for i, line in enumerate(lines) if _is_paragraph(line)), len(lines))
    head = lines[max(0, first - _REACH) : first]
    common = common_words(lines)
    datelines = {line.start for line in _datelines(lines, first)}
    bylines = {line.start for line in [*head, *lines[first : first + 3]] if is_byline(line)} - datelines
    rest = [line for line in head if line.start not in bylines | datelines]
    title = None if titled else find_title(rest, lines, first, bylines, datelines)
    if title is None and not titled and len(lines) > 2 and _is_life(lines):
        bylines.add(lines[0].start)
    bylines |= _bare_names(head, title, bylines, datelines, common)
    return Frame(title, frozenset(bylines), frozenset(datelines))


def _is_life(lines: Sequence[Line]) -> bool:
    """True where a first line tells who somebody is, and the next ones speak in the first person."""
    opens = LIFE.match(lines[0].text) and len(lines[0].words) <= 25 and lines[1].prose
    return bool(opens) and any(_FIRST_PERSON.search(line.text) for line in lines[1:8])


def _is_paragraph(line: Line) -> bool:
    """A sentence of an article: no notice of the page, no byline with an office, no question for a title."""
    if not line.prose or is_byline(line) or is_dateline(line.text):
        return False
    return not (line.text.endswith("?") and len(line.words) <= 20) and read_sign(line.text).weight < 3


def _datelines(lines: Sequence[Line], first: int) -> list[Line]:
    """Lines of a date, at the head; below it only those that say what the date is of."""
    found = []
    for i, line in enumerate(lines):
        if len(line.text) > 160:
            continue
        near = i < first + 3
        labelled = bool(_DATED.match(line.text)) and bool(find_dates(line.text)) and len(line.words) <= 16
        if (
            (is_dateline(line.text) and (near or labelled))
            or (labelled and near)
            or (near and _LABEL.match(line.text) and i + 1 < len(lines) and is_dateline(lines[i + 1].text))
        ):
            found.append(line)
    return found


def is_byline(line: Line) -> bool:
    """ "By Name …", "Name 8 May 2014", or a name with an office in a line without a verb."""
    text = line.text
    if len(text) > 250 or (_VERB.search(text) and not BY.match(text)):
        return False
    by = BY.match(text)
    if by:
        spoken = line.final and _VERB.search(text)
        return (
            len(line.words) <= 25
            and not spoken
            and bool(NAMES.match(text, by.end()) or text[by.end() :].istitle())
        )
    if find_dates(text) and len(line.words) <= 16 and not is_dateline(text) and not text.endswith("."):
        return bool(NAMES.match(text)) or bool(NAMES.fullmatch(_undated(text)))
    match = _ROLE.match(text)
    return bool(match) and len(line.words) <= 40 and bool(OFFICE.search(text, match.end(1) if match else 0))


def _bare_names(
    head: Sequence[Line], title: int | None, bylines: set[int], datelines: set[int], common: frozenset[str]
) -> set[int]:
    """Lines of nothing but names of people beside a dateline or under the title; and the office under a name."""
    found: set[int] = set()
    for before, line, after in zip([None, *head], head, [*head[1:], None], strict=False):
        if line.start in bylines | datelines or line.start == title or read_sign(line.text).weight >= 3:
            continue
        dated = any(other is not None and other.start in datelines for other in (before, after))
        below = before is not None and before.start == title
        under = before is not None and before.start in found | bylines and len(line.words) <= 10
        if (is_person(line, common) and (dated or below)) or (
            under and OFFICE.search(line.text) and not line.final
        ):
            found.add(line.start)
    return found


def is_person(line: Line, common: frozenset[str]) -> bool:
    """True for a line of nothing but names of people, or of one and where he works: none of the words is written
    small elsewhere, and none is a noun of organisations or a part of the country."""
    names = NAMES.match(line.text)
    if names is None or len(line.words) > 10 or line.final:
        return False
    rest = line.text[names.end() :]
    words = names[0].lower().split()
    placed = any(word in BODY_NOUNS or word in _PLACES for word in words)
    return not placed and (not rest or rest.startswith(", ")) and is_named(names[0].split(), common)


def _undated(text: str) -> str:
    """What stands after the last date of a line that begins with one."""
    dates = find_dates(text)
    return text[dates[-1].end :].strip(_MARKS) if dates and dates[0].start < 12 else ""


def _split_byline(line: Line) -> list[Span]:
    """The byline and, where it holds a date, the dateline before or after it; together they hold the whole line."""
    dates = find_dates(line.text)
    if not dates:
        return [Span(line.start, line.end, "byline")]
    after = _undated(line.text)
    if after and NAMES.fullmatch(after):
        cut = line.end - len(after) - (len(line.text) - len(line.text.rstrip(_MARKS)))
        return [*_piece(line, line.start, cut, "dateline"), Span(cut, line.end, "byline")]
    before = _WEEKDAY.sub("", line.text[: dates[0].start].rstrip(_MARKS))
    if not before:
        return [Span(line.start, line.end, "dateline")]
    rest = line.text[len(before) :].lstrip(_MARKS)
    return [
        *_piece(line, line.start, line.end - len(rest), "byline"),
        Span(line.end - len(rest), line.end, "dateline"),
    ]


def _piece(line: Line, start: int, end: int, kind: SpanKind) -> list[Span]:
    return [Span(start, start + len(line.text[start - line.start : end - line.start].rstrip()), kind)]
