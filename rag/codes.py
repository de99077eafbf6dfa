"""Marks with digits in them that are no amounts: "i9", "HL7", "A171", "3440x1440". Letter for letter, or wrong.

With these every digit of a statement is compared with something: as a figure, as a date, within a name, or here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.alignment import Unit
from rag.comparison import Comparison, Finding
from rag.facts import Facts
from rag.particulars import references
from rag.words import fold

_TOKEN = re.compile(r"[^\W_]*\d[^\W_]*")
_GAPS = re.compile(r"[\s-]+")


def codes(stated: Facts) -> Iterator[tuple[int, int]]:
    """The places of the marks whose digits belong to no figure, date or reference to a passage.

    >>> from rag.facts import facts
    >>> text = "The i9 has 16 GB and a 3440x1440 screen."
    >>> [text[start:end] for start, end in codes(facts(text))]
    ['i9', '3440x1440']
    """
    read = references(stated.text)
    read += [(one.start, one.end) for one in stated.figures]
    read += [(one.start, one.end) for one in stated.moments]
    for match in _TOKEN.finditer(stated.text):
        digits = [place for place in range(*match.span()) if stated.text[place].isdecimal()]
        if not all(any(start <= place < end for start, end in read) for place in digits):
            yield match.span()


def code_findings(seen: Comparison) -> Iterator[Finding]:
    """Each mark that the words cited do not hold, or that stands in the place of another in a near copy."""
    for start, end in codes(seen.facts):
        text = seen.facts.text[start:end]
        instead = _in_place(seen, start, end)
        if instead:
            yield Finding("number_differs", f"{text}: the source says {instead}.")
        elif not any(_holds(f"{one.header} {one.text}", text) for one in seen.sources):
            if _holds(seen.asked.text, text):
                reason = f"{text} is what the question says; the words cited do not tell it."
                yield Finding(None, reason)
            else:
                yield Finding("number_differs", f"{text} stands nowhere in the words cited.")


def _holds(text: str, code: str) -> bool:
    """Whether a mark stands in a text, written together or apart ("16GB", "16 GB", "16-GB")."""
    wanted = re.compile(rf"(?<![^\W_]){re.escape(fold(code))}(?![^\W_])")
    folded = fold(text)
    apart = re.compile(rf"(?<!\d){re.escape(fold(code))}(?!\d)")
    return bool(wanted.search(folded) or (len(code) > 2 and apart.search(_GAPS.sub("", folded))))


def _in_place(seen: Comparison, start: int, end: int) -> str:
    """The mark of the source in whose place a near copy has this one."""
    if not (seen.copied and seen.alignment and seen.beside):
        return ""
    own = fold(seen.facts.text[start:end])
    for departure in seen.alignment.departures:
        if any(unit.start < end and start < unit.end for unit in departure.here):
            there = _digits(departure.there, seen.beside.text)
            return there[0] if there and own not in map(fold, there) else ""
    return ""


def _digits(some: Sequence[Unit], text: str) -> list[str]:
    found = (text[unit.start : unit.end] for unit in some)
    return [one for one in found if any(letter.isdecimal() for letter in one)]
