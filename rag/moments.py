"""Dates in running text as year, month and day, each of which may be left out: "18 September", "in 2014", "2024-25".

Full dates are read by ``ingest.dates``; this adds what prose writes when the reader knows the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ingest.dates import MONTHS, find_dates

_MONTH = "|".join(MONTHS)
_SHORT = r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_DAY = r"(?P<day{0}>[12]?\d|3[01])(?:st|nd|rd|th)?"
_DAY_MONTH = re.compile(
    rf"\b{_DAY.format(1)}(?: of)? (?P<month1>{_MONTH}|{_SHORT})\b|\b(?P<month2>{_MONTH}|{_SHORT})\.? {_DAY.format(2)}"
    r"\b(?![,.]?\d)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?P<last>(?:19|20)?\d\d)\b(?![-/\d])")
_DECADE = re.compile(r"\b(?P<year>(?:1[5-9]|20)\d)0(?:['’]?s)\b|(?:\bthe |['’]|-)(?P<short>[1-9])0['’]?s\b")
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first""".split()
_CENTURY = re.compile(
    rf"\b(?:(?P<digits>[12]?\d)(?:st|nd|rd|th)|(?P<word>{'|'.join(reversed(_ORDINALS))}))[ -]century\b",
    re.IGNORECASE,
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
_COUNTED = r"(?: |-)(?:per cent|million|billion|people|pounds)"
_YEAR = re.compile(rf"(?<![\d.,£$€/-])(?:1[5-9]|20)\d\d\b(?![,.]?\d|%|{_COUNTED})")
_BARE = re.compile(rf"\b(?:{_MONTH.replace('may|', '').replace('march|', '')})\b", re.IGNORECASE)
_BEFORE = "in|by|of|since|until|last|next|from|to|and|late|early|mid|before|after|during|this|the|at|around|every|each"
_CAPITAL = re.compile(rf"(?:\b(?i:{_BEFORE}) |\b[Mm]id-)(?P<month>May|March)\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at ``text[start:end]``; None for what it does not say. ``years`` is how many years from ``year`` it may
    mean: 10 for a decade, 100 for a century. ``weekday`` is 0 for Monday; a full date has its own."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    years: int = 1
    weekday: int | None = None

    def agrees(self, other: Moment) -> bool:
        """Whether both can be the same date: no part that both tell differs."""
        if self.years > 1 or other.years > 1:
            return _meet(self, other)
        pairs = (*self._parts(other), (self.weekday, other.weekday))
        told = [one == two for one, two in pairs if one is not None and two is not None]
        return bool(told) and all(told)

    def within(self, other: Moment) -> bool:
        """Whether ``other`` tells all that this one tells: "1985" lies within "9 May 1985", and "the 1980s" do."""
        alone = self.year is self.month is self.day is None
        pairs = ((self.weekday, other.weekday),) if alone else self._parts(other)
        if self.years < other.years:
            return False
        return self.agrees(other) and all(two is not None for one, two in pairs if one is not None)

    def _parts(self, other: Moment) -> tuple[tuple[int | None, int | None], ...]:
        return (self.year, other.year), (self.month, other.month), (self.day, other.day)


def on_day(year: int, month: int, day: int, start: int = 0, end: int = 0) -> Moment:
    """A full date, with its weekday."""
    return Moment(start, end, year, month, day, weekday=date(year, month, day).weekday())


def _meet(one: Moment, two: Moment) -> bool:
    """Whether a year, decade or century lies in another."""
    if one.year is None or two.year is None:
        return False
    return one.year < two.year + two.years and two.year < one.year + one.years


def moments(text: str) -> tuple[Moment, ...]:
    """The dates of a text in order, the fullest reading of each.

    >>> [(m.year, m.month, m.day) for m in moments("On 18 September, and from 8 May 2014 to 2024-25, in June")]
    [(None, 9, 18), (2014, 5, 8), (2024, None, None), (2025, None, None), (None, 6, None)]
    """
    found: list[Moment] = []
    for read in (_full, _day_month, _spans, _decades, _centuries, _years, _months, _weekdays):
        taken = [(one.start, one.end) for one in found]
        found += [one for one in read(text) if not any(a < one.end and one.start < b for a, b in taken)]
    return tuple(sorted(found, key=lambda one: (one.start, one.year or 0)))


def _full(text: str) -> Iterable[Moment]:
    for found in find_dates(text):
        year, month, *day = (int(part) for part in found.value.split("-"))
        if day:
            yield on_day(year, month, day[0], found.start, found.end)
        else:
            yield Moment(found.start, found.end, year, month)


def _day_month(text: str) -> Iterator[Moment]:
    for match in _DAY_MONTH.finditer(text):
        month, day = match["month1"] or match["month2"], match["day1"] or match["day2"]
        if month[0].isupper():
            yield Moment(match.start(), match.end(), None, _number(month), int(day))


def _spans(text: str) -> Iterator[Moment]:
    """ "2024-25" and "2011–2017": both years, where the second follows the first."""
    for match in _SPAN.finditer(text):
        first, last = int(match["first"]), match["last"]
        second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        if first < second:
            yield Moment(match.start(), match.end("first"), first)
            yield Moment(match.start("last"), match.end(), second)


def _decades(text: str) -> Iterator[Moment]:
    """ "the 1980s", "the 90s": of this century up to the 20s."""
    for match in _DECADE.finditer(text):
        short = int(match["short"] or 0)
        year = int(match["year"] or (f"20{short}" if short < 3 else f"19{short}")) * 10
        yield Moment(match.start(), match.end(), year, years=10)


def _centuries(text: str) -> Iterator[Moment]:
    for match in _CENTURY.finditer(text):
        number = int(match["digits"] or _ORDINALS.index(match["word"].lower()) + 1)
        yield Moment(match.start(), match.end(), (number - 1) * 100, years=100)


def _weekdays(text: str) -> Iterator[Moment]:
    for match in _WEEKDAY.finditer(text):
        yield Moment(match.start(), match.end(), weekday=WEEKDAYS.index(match.group()))


def _years(text: str) -> Iterator[Moment]:
    return (Moment(match.start(), match.end(), int(match.group())) for match in _YEAR.finditer(text))


def _months(text: str) -> Iterator[Moment]:
    """Months alone; May and March only after a word such as "in", because they are words as well."""
    for match in _BARE.finditer(text):
        if match.group()[0].isupper() and not _is_forename(text, match):
            yield Moment(match.start(), match.end(), None, _number(match.group()))
    for match in _CAPITAL.finditer(text):
        yield Moment(match.start("month"), match.end("month"), None, _number(match["month"]))


def _is_forename(text: str, month: re.Match[str]) -> bool:
    """ "April Kepner", but not "in April Scotland votes"."""
    dated = re.search(rf"\b(?:{_BEFORE})\s$", text[: month.start()])
    return bool(re.match(r" [A-Z][a-z]", text[month.end() :])) and not dated


def _number(month: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(month.lower()[:3]))


def to_words(moment: Moment) -> str:
    """ "18 September 2014", "May 2014", "2014", "the 1980s", "Friday"."""
    if moment.years > 1:
        return f"the {moment.year}s"
    if moment.year is moment.month is moment.day is None:
        return WEEKDAYS[moment.weekday or 0]
    month = MONTHS[moment.month - 1].capitalize() if moment.month else ""
    parts = (str(moment.day or ""), month, str(moment.year or ""))
    return " ".join(part for part in parts if part)
