"""The days between which an article whose date is known only in part may have come out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from values import Part


def last_day(part: Part) -> date | None:
    """The last day on which something of this date may have come out; None where nothing is known.

    >>> last_day(Part("2014-02")), last_day(Part("2014", "2015"))
    (datetime.date(2014, 2, 28), datetime.date(2015, 12, 31))
    """
    return _day(part.to or part.value, last=True)


def first_day(part: Part) -> date | None:
    """The first day on which something of this date may have come out."""
    return _day(part.value, last=False)


def _day(iso: str | None, last: bool) -> date | None:
    try:
        year, month, day = (int(piece) for piece in f"{iso}-0-0".split("-")[:3])
        if day:
            return date(year, month, day)
        if not last:
            return date(year, month or 1, 1)
        return date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None


def days_between(one: Part, other: Part) -> int | None:
    """How many days the second came out after the first, below 0 for before, counted between the days that are
    nearest to each other; 0 where the times overlap, None where one is not known."""
    days = [first_day(one), last_day(one), first_day(other), last_day(other)]
    if None in days:
        return None
    start, end, after, until = (day or date.min for day in days)
    if after > end:
        return (after - end).days
    return (until - start).days if until < start else 0
