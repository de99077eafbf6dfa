"""When something was said: the date that a sentence gives for it, otherwise the date of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ingest.dates import find_dates
from values import Known, Part

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = re.compile(
    r"\b(?:on |last |this )?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|\b(?P<near>yesterday|this morning|this afternoon|this evening|last night|earlier today|today)\b"
    r"|\b(?P<far>last (?:week|month|year))\b",
    re.IGNORECASE,
)
_WHEN = r"(?:on|in|last|yesterday|today|this|earlier)\b"
_FOLLOWS = re.compile(rf"(?<=told)(?: [\w’&]+){{1,6}}? {_WHEN}| {_WHEN}")
_INTRODUCES = re.compile(r"\s*(?:On|In|Last|Yesterday|Speaking|At|Earlier|This|Writing)\b")
_CAME_OUT = re.compile(r"\b(?:published|released|launched|adopted|issued|speaking|written|dated)\b[^,]*")
_YEAR = re.compile(r"\b[Ii]n ((?:19|20)\d\d)\b(?![-–/]\d)")
_COMPLEMENT = re.compile(r"\bthat\b|[:“]|\bit\b|\bwould\b|\bshould\b|\bwas\b|\bwere\b")


def said_on(masked: str, words: tuple[int, int], published: Part, offset: int = 0) -> Part:
    """The date that the words around a verb of speech give, else ``published``.

    ``words`` bound the speaker's phrase and the verb in the masked sentence, which stands at ``offset`` in its text.
    Only they, what introduces them and what follows the verb before the reported words begin count: dates inside
    the report are its content. Words such as "on Tuesday" count from a known day of publication, and are inferred.
    """
    for start, end in _windows(masked, *words):
        found = _stated(masked, start, end) or _relative(masked, start, end, published)
        if found and found.clue:
            return replace(found, clue=(found.clue[0] + offset, found.clue[1] + offset))
    return published


def _windows(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a date of the saying can stand: after the verb, before the speaker, inside the speaker's phrase."""
    begins = _COMPLEMENT.search(masked, end)
    stop = begins.start() if begins else len(masked)
    near = (begins and stop - end < 80) or "”" in masked[:start]
    if near and _FOLLOWS.match(masked, end, stop):
        yield end, stop
    lead = masked.rfind("”", 0, start) + 1
    if _INTRODUCES.match(masked, lead, start):
        yield lead, start
    if came_out := _CAME_OUT.search(masked, start, end):
        yield came_out.span()


def _stated(masked: str, start: int, end: int) -> Part | None:
    dates = find_dates(masked, start, end)
    if dates:
        first = dates[0]
        return _part(first.value, None, "stated", masked, (first.start, first.end))
    year = _YEAR.search(masked, start, end)
    return _part(year.group(1), None, "stated", masked, year.span()) if year else None


def _part(
    value: str, to: str | None, known: Known, masked: str, clue: tuple[int, int], more: str = ""
) -> Part:
    return Part(value, to, known, f"“{masked[clue[0] : clue[1]]}”{more}", clue)


def _relative(masked: str, start: int, end: int, published: Part) -> Part | None:
    match = _RELATIVE.search(masked, start, end)
    if not match or not published.value or published.to or len(published.value) < 10:
        return None
    value, to = _counted(match, date.fromisoformat(published.value[:10]))
    return _part(value, to, "inferred", masked, match.span(), f", counted from {published.value}")


def _counted(match: re.Match[str], day: date) -> tuple[str, str | None]:
    """The day, month or year that the words mean on ``day``; a week is a range of days."""
    if match["weekday"]:
        back = (day.weekday() - _DAYS.index(match["weekday"].lower())) % 7
        back = back or (7 if match.group().lower().startswith("last") else 0)
        return (day - timedelta(days=back)).isoformat(), None
    if match["near"]:
        ago = 1 if match["near"].lower() in {"yesterday", "last night"} else 0
        return (day - timedelta(days=ago)).isoformat(), None
    if match["far"].lower().endswith("week"):
        monday = day - timedelta(days=day.weekday() + 7)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if match["far"].lower().endswith("month"):
        return (day.replace(day=1) - timedelta(days=1)).isoformat()[:7], None
    return str(day.year - 1), None
