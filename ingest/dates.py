"""Dates in British text: found with their offsets, read day first, as ISO strings of their own precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("january february march april may june july august september october november december").split()
_MONTH = (
    r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)(?![\d])"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_DATE = re.compile(
    "|".join(
        (
            r"(?<![\d/.-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
            r"(?<![\d/.-])(?P<day1>\d{1,2})(?P<sep>[/.-])(?P<month1>\d{1,2})(?P=sep)"
            r"(?P<year1>(?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)",
            rf"\b{_DAY.format(2)}(?:\s+of)?[\s-]+{_MONTH.format(2)},?[\s-]+{_YEAR.format(2)}",
            rf"\b{_MONTH.format(3)}\s+{_DAY.format(3)},?\s+{_YEAR.format(3)}",
            rf"\b{_MONTH.format(4)},?\s+{_YEAR.format(4)}",
        )
    ),
    re.IGNORECASE,
)
_CLOCK = r"(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|\b(?:BST|GMT|UTC)\b"
_WORDS = (
    r"for\s+immediate|published|posted|updated|modified|amended|revised|reviewed|date|dated|released?|created|first|last|page|on|at"
    r"|the|this|article|was|edited|time|embargoed|until|press|uploaded|added|issued|by"
    r"|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_LONGEST = 200  # code points of a dateline
_READING = r"\d+\s*(?:min(?:ute)?s?)\.?(?:\s+read)?|(?:reading|read)\s+time"
_FILLER = re.compile(rf"{_READING}|{_CLOCK}|\b(?:{_WORDS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A date at ``text[start:end]``; ``value`` is ISO, as long as its precision (``2014-05``, ``2014-05-08``)."""

    start: int
    end: int
    value: str


def find_dates(text: str, start: int = 0, end: int | None = None) -> tuple[Found, ...]:
    """Every full date or month and year in ``text[start:end]``, in order; impossible dates are passed over.

    >>> [f.value for f in find_dates("03/02/2020, 8th May 2014 and March 2023")]
    ['2020-02-03', '2014-05-08', '2023-03']
    """
    matches = _DATE.finditer(text, start, len(text) if end is None else end)
    found = ((m, _read(m)) for m in matches)
    return tuple(Found(m.start(), m.end(), value) for m, value in found if value)


def _read(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts["iso"]:
        return valid(parts["iso"])
    if parts["day1"]:
        return _numeric(int(parts["day1"]), int(parts["month1"]), parts["year1"])
    for n in "23":
        if parts[f"day{n}"]:
            return _iso(int(parts[f"year{n}"]), _month(parts[f"month{n}"]), int(parts[f"day{n}"]))
    return f"{parts['year4']}-{_month(parts['month4']):02d}"


def _numeric(day: int, month: int, year: str) -> str | None:
    """Day first; month first only where the day could be no month (25 in 03/25/2023)."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if month > 12 >= day:
        day, month = month, day
    return _iso(full, month, day)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def valid(value: str) -> str | None:
    """``value`` if it is an ISO year, month or day that exists; a longer time stamp is cut to its day; else None."""
    match = re.match(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T ])", value.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return match.group(0) if _iso(year, month or 1, day or 1) else None


def is_dateline(line: str) -> bool:
    """True if the line holds a date and, beside it, only times, weekdays, and words such as "Updated"."""
    dates = find_dates(line) if len(line) <= _LONGEST else ()
    if not dates:
        return False
    rest = line
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    return not re.search(r"\w", _FILLER.sub(" ", rest))
