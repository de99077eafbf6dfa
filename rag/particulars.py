"""What of a statement is compared one by one, and not as words: its figures, its dates and its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.names import Name
from rag.facts import Facts, Word, is_ordinary
from rag.figures import Figure
from rag.frames import TALK
from rag.words import words

_OPENS = re.compile(
    r"(?:^|[:(\[“‘\"]|\s[-–—•*]\s)\W*$"
)  # before a word that is written large for its place only
_LABEL = re.compile(r"[^.!?]{1,60}:")
# "passages 1 and 2", "Step 4-5", "[1, 2]": numbers that count what an answer was given, or its own parts; no amounts.
_REFERENCE = re.compile(
    r"\b(?:passages?|sources?|(?-i:articles?)|documents?|excerpts?|steps?|items?|options?|refs?|questions?)\W{0,2}"
    r"\d+(?:(?:\s*(?:[,:&–-]|and|or|to)\s*)+\d+)*\b(?!\.\d)|\[\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]",
    re.IGNORECASE,
)


def proper_names(stated: Facts) -> Iterator[Name]:
    """The names of a text, without ordinary words that are written large for their place: at its start, after a
    colon, in the heading of a list."""
    label = _LABEL.match(stated.text)
    for whole in stated.names:
        name = _without_opening(whole, stated.text)
        plain = all(is_ordinary(word) for word in words(name.text))
        in_label = label is not None and name.end <= label.end()
        if len(name.text) > 1 and not (plain and in_label) and not _is_talk(name):
            yield name


def opens(text: str, place: int) -> bool:
    """Whether the word at a place would be written large whatever it is: at the start, after a colon or a quote."""
    return bool(_OPENS.search(text[:place]))


def _without_opening(name: Name, text: str) -> Name:
    """ "Unlike India" → "India": without an ordinary first word, where it would be written large in any case."""
    first, _, rest = name.text.partition(" ")
    if not opens(text, name.start) or name.kind == "person" or not is_ordinary(first.lower()):
        return name
    if name.kind == "body" and rest:
        return name
    start = name.end - len(rest)
    return replace(name, start=start, text=rest)


def _is_talk(name: Name) -> bool:
    return all(word in TALK or word.rstrip("s") in TALK for word in words(name.text))


def amounts(stated: Facts) -> Iterator[Figure]:
    """The figures that are compared: no parts of dates, no numbers of passages, no "one", "two" or "three"."""
    taken = [(moment.start, moment.end) for moment in stated.moments]
    taken += references(stated.text)
    for figure in stated.figures:
        text = stated.text[figure.start : figure.end].strip()
        plain = figure.kind == "count" and figure.value < 4 and not any(c.isdigit() for c in text)
        dated = any(start < figure.end and figure.start < end for start, end in taken)
        if not (plain or dated):
            yield figure


def references(text: str) -> list[tuple[int, int]]:
    """The places that name parts of a text by number: "passages 1 and 2"."""
    return [match.span() for match in _REFERENCE.finditer(text)]


def other_words(stated: Facts) -> tuple[Word, ...]:
    """The words of a text that belong to no figure, date or name."""
    spans = [(figure.start, figure.end) for figure in amounts(stated)]
    spans += [(moment.start, moment.end) for moment in stated.moments]
    spans += [(name.start, name.end) for name in proper_names(stated)]
    spans += references(stated.text)
    return tuple(word for word in stated.words if not any(a <= word.start < b for a, b in spans))
