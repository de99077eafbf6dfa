"""When the articles were published, as marks on a line of time: places and words, which the page draws. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from briefing.wording import count, dated, how_known, title_of
from rag.days import MONTHS
from values import Article, Known

LANES = 6  # marks above each other; where there are more, the line shows bars that count
NEAR = 2.6  # per cent of the line that a mark takes on a narrow page
BARS = 60
TICKS = 8  # that are years; names of months are longer
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)  # months between two ticks


class Mark(TypedDict):
    """An article, or where ``id`` is "" a bar of several. ``left`` and ``width`` are per cent of the line; a mark
    without width is a point. ``lane`` counts from 0 at the line; ``height`` is per cent of the highest bar, and
    ``inferred`` per cent of a bar."""

    id: str
    left: float
    width: float
    lane: int
    height: float
    inferred: float
    known: Known
    label: str


class Tick(TypedDict):
    left: float
    label: str


class TimelineView(TypedDict):
    """``legend`` and ``ranges``: what needs explaining, dates that are inferred, and stretches of time."""

    label: str
    lanes: int
    marks: list[Mark]
    ticks: list[Tick]
    legend: bool
    ranges: bool
    note: str


@dataclass(frozen=True, slots=True)
class Dated:
    """An article and the days on which it may have been published, first and last."""

    article: Article
    first: date
    last: date

    @property
    def exact(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Axis:
    """The line of time: whole months, from the first day of one to the first day after the last."""

    start: date
    end: date

    def place(self, day: date) -> float:
        """Per cent of the line."""
        return round(100 * (day - self.start).days / (self.end - self.start).days, 2)

    @property
    def months(self) -> int:
        return 12 * (self.end.year - self.start.year) + self.end.month - self.start.month


def timeline(articles: Sequence[Article]) -> TimelineView | None:
    """The marks of all articles with a date; None where none has one."""
    found = sorted(filter(None, map(_dated, articles)), key=lambda one: (one.first, one.last))
    if not found:
        return None
    axis = _axis(found)
    marks, lanes = _marks(found, axis)
    if lanes > LANES:
        marks, lanes = _bars(found, axis), LANES
    without = len(articles) - len(found)
    return {
        "label": f"When the articles were published, {_stretch(axis.start, axis.end)}",
        "lanes": lanes,
        "marks": marks,
        "ticks": list(_ticks(axis)),
        "legend": any(mark["known"] == "inferred" or mark["inferred"] for mark in marks),
        "ranges": any(mark["id"] and mark["width"] for mark in marks),
        "note": f"{count(without, 'article')} without a date." if without else "",
    }


def _dated(article: Article) -> Dated | None:
    published = article.current.description.published
    first = _days(published.value or "")
    last = _days(published.to or published.value or "")
    return Dated(article, first[0], max(first[1], last[1])) if first and last else None


def _days(iso: str) -> tuple[date, date] | None:
    """The first and the last day that a date of any precision may mean; None for what is no date."""
    try:
        year, month, day = (int(part) for part in [*iso.split("-"), "0", "0"][:3])
        if day:
            return date(year, month, day), date(year, month, day)
        first = date(year, month or 1, 1)
        return first, _next_month(first if month else date(year, 12, 1)) - timedelta(1)
    except ValueError:
        return None


def _next_month(day: date, months: int = 1) -> date:
    months += 12 * day.year + day.month - 1
    return date(min(months // 12, 9999), months % 12 + 1, 1)


def _axis(found: Sequence[Dated]) -> Axis:
    """From the month of the first day to that of the last; whole years where that is more than two."""
    start, last = found[0].first.replace(day=1), max(one.last for one in found)
    if Axis(start, _next_month(last)).months > 24:
        return Axis(start.replace(month=1), _next_month(last.replace(month=12)))
    end = max(_next_month(last), _next_month(start, 3))
    return Axis(start, end)


def _marks(found: Sequence[Dated], axis: Axis) -> tuple[list[Mark], int]:
    """A mark for each article, in the lowest lane where it hides no other; and how many lanes that takes."""
    free: list[float] = []
    marks: list[Mark] = []
    for one in found:
        left, right = axis.place(one.first), axis.place(one.last + timedelta(1))
        width = 0.0 if one.exact else round(right - left, 2)
        lane = next((number for number, end in enumerate(free) if end <= left), len(free))
        free[lane : lane + 1] = [left + max(width, 0.0) + NEAR]
        marks.append(
            {
                "id": one.article.id,
                "left": left,
                "width": width,
                "lane": lane,
                "height": 0.0,
                "inferred": 0.0,
                "known": one.article.current.description.published.known,
                "label": _label(one.article),
            }
        )
    return marks, len(free)


def _label(article: Article) -> str:
    about = article.current.description
    return f"{title_of(about, article.name)}, {dated(about.published)}, date {how_known(about.published)}"


def _bars(found: Sequence[Dated], axis: Axis) -> list[Mark]:
    """A bar for each stretch of months that has articles, as high as their number."""
    step = next((months for months in STEPS if axis.months <= months * BARS), STEPS[-1])
    groups: dict[date, list[Dated]] = {}
    for one in found:
        months = 12 * (one.first.year - axis.start.year) + one.first.month - axis.start.month
        groups.setdefault(_next_month(axis.start, months - months % step), []).append(one)
    most = max(map(len, groups.values()))
    return [_bar(start, step, group, axis, most) for start, group in groups.items()]


def _bar(start: date, step: int, group: Sequence[Dated], axis: Axis, most: int) -> Mark:
    end = min(_next_month(start, step), axis.end)
    left = axis.place(start)
    inferred = sum(one.article.current.description.published.known == "inferred" for one in group)
    words = f", {inferred} of them inferred" if inferred else ""
    return {
        "id": "",
        "left": left,
        "width": round(axis.place(end) - left, 2),
        "lane": 0,
        "height": round(100 * len(group) / most, 2),
        "inferred": round(100 * inferred / len(group), 2),
        "known": "stated",
        "label": f"{_stretch(start, end)}: {count(len(group), 'article')}{words}",
    }


def _stretch(start: date, end: date) -> str:
    last = end - timedelta(1)
    if (start.month, last.month) == (1, 12):
        return f"{start.year}" if start.year == last.year else f"{start.year} to {last.year}"
    first = f"{MONTHS[start.month - 1]} {start.year}"
    same = (start.year, start.month) == (last.year, last.month)
    return first if same else f"{first} to {MONTHS[last.month - 1]} {last.year}"


def _ticks(axis: Axis) -> Iterator[Tick]:
    step = next(
        (one for one in STEPS if axis.months <= one * (TICKS if one >= 12 else TICKS // 2)), STEPS[-1]
    )
    day = axis.start
    while day < axis.end:
        label = f"{day.year}" if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"
        yield {"left": axis.place(day), "label": label}
        day = _next_month(day, step)
