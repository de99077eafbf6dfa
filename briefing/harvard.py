"""References in the Harvard style, as "Cite them right" (12th edition) sets it, as text. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from briefing.authors import reversed_name
from briefing.records import Record, ends_of, records
from rag.days import day, days
from values import Citation

NO_DATE = "no date"
MOST = 3  # authors who are all named; of more, the first


def harvard(citation: Citation, today: date) -> str:
    """The article of one citation. A year that the article does not state stands in square brackets; an article
    without author goes by its publisher, and without either by its title.

    >>> harvard(citation, date(2026, 11, 21))
    'Bridge, T. (2014) ‘Free councils’, LocalGov, 8 May. Available at: https://… (Accessed: 21 November 2026).'
    """
    return _entry(records([citation], today)[0], today)


def harvard_list(citations: Iterable[Citation], today: date) -> tuple[str, ...]:
    """A reference list: every article once, in alphabetical order."""
    return tuple(sorted((_entry(one, today) for one in records(citations, today)), key=_sorted_as))


def cut_at_address(source: str, known: Collection[str]) -> tuple[str, str, str]:
    """A reference as what stands before its address, the address ("" if it has none), and what follows. ``known`` are
    the addresses of the articles: one that only stands in a title is none."""
    before, found, after = source.rpartition(" Available at: ")
    address, seen, rest = after.partition(" (Accessed: ")
    return (before + found, address, seen + rest) if seen and address in known else (source, "", "")


def _sorted_as(entry: str) -> str:
    return entry.lstrip("‘“\"'[(").casefold()


def _entry(record: Record, today: date) -> str:
    title = f"‘{record.title}’" if record.kind == "news" else record.title
    who = _who(record)
    publisher = record.publisher if record.publisher != who else ""
    begun = f"{who} {_year(record)} {title}" if who else f"{title} {_year(record)}"
    if record.kind == "news":
        text = ", ".join(part for part in (begun, publisher, _day(record)) if part)
    else:
        text = f"{_stopped(begun)} {publisher}".strip() if publisher else begun
    seen = f" Available at: {record.url} (Accessed: {day(today.isoformat())})." if record.url else ""
    return _stopped(text) + seen


def _who(record: Record) -> str:
    names = [reversed_name(one) for one in record.authors]
    if not names:
        return record.publisher
    if len(names) > MOST:
        return f"{names[0]} et al."
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _year(record: Record) -> str:
    years = list(dict.fromkeys(str(end[0]) for end in ends_of(record.published)))
    if not years:
        return f"({NO_DATE})"
    year = "–".join(years)
    return f"({year})" if record.published.known == "stated" else f"[{year}]"


def _day(record: Record) -> str:
    """The day and month of an issue, without the year that has been said."""
    ends = ends_of(record.published)
    if not ends or len({end[0] for end in ends}) > 1:
        return ""
    told = days(record.published.value, record.published.to)
    return told.removesuffix(str(ends[0][0])).strip()


def _stopped(text: str) -> str:
    return text if text.rstrip("’”").endswith((".", "?", "!")) else f"{text}."
