"""Dates in words, as precise as they are known. Pure functions."""

from __future__ import annotations

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)


def day(iso: str) -> str:
    """A date as precisely as it is known: "8 May 2014", "May 2014", "2014"; what is no date, as it came."""
    year, *rest = iso.split("T")[0].split("-")
    if not year.isdecimal() or not all(part.isdecimal() for part in rest):
        return iso
    if not rest or not 1 <= int(rest[0]) <= 12:
        return iso
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return month if len(rest) == 1 else f"{int(rest[1])} {month}"


def days(first: str | None, last: str | None) -> str:
    """A range of dates, without the words that both ends share: "14 to 17 September 2014"; "" for no date."""
    if not first or not last or first == last:
        return day(first or last or "")
    start, end = day(first).split(" "), day(last).split(" ")
    if len(start) == len(end):
        while len(start) > 1 and start[-1] == end[len(start) - 1]:
            start.pop()
    return f"{' '.join(start)} to {' '.join(end)}"
