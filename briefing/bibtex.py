"""References for LaTeX, as BibTeX and biblatex both read them. Pure functions.

BibTeX counts braces whatever stands before them, so that none may stay in a value; what TeX takes as an order is
written as the command that prints the sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from briefing.authors import Name
from briefing.inert import bare
from briefing.records import NONE, Fingerprints, Record, ends_of, records
from rag.days import day
from values import Citation, Part

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
# Signs that TeX would set as another one where they follow each other: "--" as a dash, "``" as a quotation mark.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)")
_ORDER = re.compile("[" + re.escape("".join(_SIGNS)) + "]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def to_bibtex(citations: Iterable[Citation], today: date, fingerprints: Fingerprints = NONE) -> str:
    """One entry for each article cited; the words cited are in ``annote``."""
    return "\n".join(_entry(record, today) for record in records(citations, today, fingerprints))


def to_tex(text: str) -> str:
    r"""One line of text as TeX that prints it and does nothing else.

    >>> to_tex(r"50% of {x} \input y")
    '50\\% of \\textbraceleft{}x\\textbraceright{} \\textbackslash{}input y'
    """
    return _ORDER.sub(lambda found: _SIGNS[found[0]], _LIGATURE.sub("\0", bare(text))).replace("\0", "{}")


def _entry(record: Record, today: date) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(record, today))
    return f"@{_type(record)}{{{record.key},\n{fields}}}\n"


def _type(record: Record) -> str:
    """``misc`` asks for no field; the others ask for an author, a publisher and a year."""
    whole = record.authors and record.publisher and ends_of(record.published)
    return {"news": "article", "report": "techreport"}.get(record.kind, "misc") if whole else "misc"


def _fields(record: Record, today: date) -> Iterator[tuple[str, str]]:
    if record.authors:
        yield "author", f"{{{' and '.join(map(_name, record.authors))}}}"
    yield "title", _kept(record.title)
    if record.publisher:
        place = {"article": "journal", "techreport": "institution"}.get(_type(record), "howpublished")
        yield place, _kept(record.publisher)
    yield from _dates(record.published)
    if record.url:
        yield "url", f"{{{record.url}}}"
        yield "urldate", f"{{{today.isoformat()}}}"
    yield "note", f"{{Seen {day(today.isoformat())}}}"
    yield "annote", f"{{{to_tex(' '.join(record.notes))}}}"


def _kept(text: str) -> str:
    """In two pairs of braces: styles write no letter of it small, as they do of what begins with a command."""
    tex = to_tex(text)
    return f"{{{{{{}}{tex}}}}}" if tex.startswith("\\") else f"{{{{{tex}}}}}"


def _name(name: Name) -> str:
    return f"{to_tex(name.family)}, {to_tex(name.given)}" if name.given else f"{{{to_tex(name.family)}}}"


def _dates(published: Part) -> Iterator[tuple[str, str]]:
    """Year, month and day for BibTeX, as far as both ends of a range share them, and the date for biblatex."""
    ends = ends_of(published)
    if not ends:
        return
    first, last = ends[0], ends[-1]
    yield "year", f"{{{_both(first[0], last[0])}}}"
    if first[0] == last[0] and len(first) > 1 and len(last) > 1 and first[1] == last[1]:
        yield "month", _MONTHS[first[1] - 1]
        if len(first) == len(last) == 3:
            yield "day", f"{{{_both(first[2], last[2])}}}"
    yield "date", f"{{{'/'.join('-'.join(str(n).zfill(2) for n in end) for end in ends)}}}"


def _both(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}--{last}"
