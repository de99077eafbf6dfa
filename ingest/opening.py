"""The opening of an article: which of its lines are title, byline and dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.credits import PUBLISHING, find_datelines, find_imprints, is_person
from ingest.dates import find_dates, is_dateline
from ingest.headings import find_title
from ingest.imprint import is_label, read_imprint, signed_label
from ingest.lines import LIFE, NAME, NAMES, OFFICE, Line
from ingest.weigh import common_words
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
    rf"^(?:first |last |page (?:last )?|date )?(?:{PUBLISHING}|date)(?: on| at)?\s*:?\s", re.IGNORECASE
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
_REACH = 40  # how many lines of page may stand above a title


@dataclass(frozen=True, slots=True)
class Frame:
    """The starts of the lines that are title, byline (or imprint), dateline, or a label such as "Opinion"."""

    title: int | None
    bylines: frozenset[int]
    datelines: frozenset[int]
    labels: frozenset[int] = frozenset()

    @property
    def starts(self) -> frozenset[int]:
        title = frozenset() if self.title is None else frozenset({self.title})
        return self.bylines | self.datelines | self.labels | title

    def spans(self, line: Line) -> list[Span]:
        """The spans of one line of the frame; a byline that holds a date is cut before it."""
        if line.start == self.title:
            return [Span(line.start, line.end, "title")]
        if line.start in self.labels:
            return [Span(line.start, line.end, "furniture", "section label")]
        if line.start in self.datelines:
            return _split_dateline(line)
        return _split_label(line) or _split_byline(line)


def find_frame(lines: Sequence[Line], titled: bool = False) -> Frame:
    """The title (unless it is known already: ``titled``), bylines and datelines among the lines of a text."""
    first = next((i for i, line in enumerate(lines) if _is_paragraph(line)), len(lines))
    head = lines[max(0, first - _REACH) : first]
    common = common_words(lines)
    zone = [*head, *lines[first : first + 3]]
    datelines = {line.start for line in _datelines(lines, first)}
    bylines = {line.start for line in zone if is_byline(line)} - datelines
    datelines |= find_datelines(zone, titled, bylines, datelines)
    bylines -= datelines
    bylines |= find_imprints(zone, titled, bylines | datelines, common)
    rest = [line for line in head if line.start not in bylines | datelines and not is_label(line.text)]
    title = None if titled else find_title(rest, lines, first, bylines, datelines)
    if title is None and not titled and len(lines) > 2 and _is_life(lines):
        bylines.add(lines[0].start)
    bylines |= _masthead(lines, title, bylines | datelines)
    bylines |= _bare_names(head, title, bylines, datelines, common)
    labels = {line.start for line in head if is_label(line.text) and (titled or line.start > (title or 0))}
    return Frame(title, frozenset(bylines), frozenset(datelines), frozenset(labels - bylines - datelines))


def _masthead(lines: Sequence[Line], title: int | None, frame: set[int]) -> set[int]:
    """The first line of a text, where it names a publication, or a body that the text names again, and the title stands
    right under it."""
    above = [line for line in lines[:6] if title is not None and line.start < title]
    between = all(line.start in frame or is_label(line.text) for line in above[1:])
    imprint = read_imprint(above[0].text) if above and between else None
    if imprint is None:
        return set()
    again = imprint.press or any(imprint.name in line.text for line in lines[1:])
    return {above[0].start} if again else set()


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


def _undated(text: str) -> str:
    """What stands after the last date of a line that begins with one."""
    dates = find_dates(text)
    return text[dates[-1].end :].strip(_MARKS) if dates and dates[0].start < 12 else ""


def _split_label(line: Line) -> list[Span]:
    """The label, and the byline behind it: "Opinion – Ann Lee"; empty for other lines."""
    cut = line.start + signed_label(line.text)
    if cut == line.start:
        return []
    return [*_piece(line, line.start, cut, "furniture", "section label"), Span(cut, line.end, "byline")]


def _split_dateline(line: Line) -> list[Span]:
    """The dateline, and the byline after it: "Posted on 18 September 2025 by Ann Lee"."""
    dates = find_dates(line.text)
    rest = line.text[dates[-1].end :].lstrip(_MARKS) if dates else ""
    by = BY.match(rest)
    if not by or not NAMES.match(rest, by.end()):
        return [Span(line.start, line.end, "dateline")]
    cut = line.end - len(rest)
    return [*_piece(line, line.start, cut, "dateline"), Span(cut, line.end, "byline")]


def _split_byline(line: Line) -> list[Span]:
    """The byline and, where it holds a date, the dateline before or after it; together they hold the whole line."""
    dates = find_dates(line.text)
    if not dates:
        return [Span(line.start, line.end, "byline")]
    after = _undated(line.text)
    if after and (NAMES.fullmatch(after) or read_imprint(after)):
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


def _piece(line: Line, start: int, end: int, kind: SpanKind, why: str = "") -> list[Span]:
    words = line.text[start - line.start : end - line.start].rstrip()
    return [Span(start, start + len(words), kind, why)]
