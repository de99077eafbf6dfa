"""References in the RIS format, which EndNote, RefWorks, Zotero and Mendeley read. Pure functions.

A line is a tag of two letters, two blanks, a hyphen, a blank and the value; a record runs from TY to ER. The format
has no escapes: a value is one line, so that nothing in it can begin another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from briefing.authors import Name
from briefing.inert import bare
from briefing.records import NONE, Fingerprints, Kind, Record, ends_of, records
from rag.days import days
from values import Citation, Part

_TYPES: dict[Kind, str] = {"news": "NEWS", "webpage": "ELEC", "report": "RPRT", "document": "GEN"}


def to_ris(citations: Iterable[Citation], today: date, fingerprints: Fingerprints = NONE) -> str:
    """One record for each article cited; each of the words cited is a note (N1)."""
    found = records(citations, today, fingerprints)
    return "".join(f"{tag}  - {bare(value)}\r\n" for record in found for tag, value in _fields(record, today))


def _fields(record: Record, today: date) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[record.kind]
    yield "ID", record.key
    yield from (("AU", _name(one)) for one in record.authors)
    yield "TI", record.title
    if record.publisher:
        yield "T2" if record.kind in ("news", "webpage") else "PB", record.publisher
    yield from _dates(record.published)
    if record.url:
        yield "UR", record.url
    yield "Y2", f"{today:%Y/%m/%d}"
    yield from (("N1", note) for note in record.notes)
    yield "ER", ""


def _name(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _dates(published: Part) -> Iterator[tuple[str, str]]:
    """The year, where one is known, and the date as YYYY/MM/DD with what cannot be said so behind the last slash."""
    ends = ends_of(published)
    if not ends:
        return
    if len({end[0] for end in ends}) == 1:
        yield "PY", str(ends[0][0])
    shared = _shared(ends)
    filled = [str(number).zfill(2) for number in shared] + [""] * (3 - len(shared))
    yield "DA", f"{'/'.join(filled)}/{days(published.value, published.to) if len(ends) > 1 else ''}"


def _shared(ends: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """What both ends of a range have in common, from the year on."""
    common: list[int] = []
    for numbers in zip(*ends, strict=False):
        if len(set(numbers)) > 1:
            break
        common.append(numbers[0])
    return tuple(common)
