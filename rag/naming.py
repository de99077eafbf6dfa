"""The names of a statement against those of its sources: people, bodies, places, laws, with acronyms.

A name is met where each of its words stands in the sources, or where one side writes the initials of the other. In a
near copy it must also stand at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.capitals import TITLE
from ingest.names import learn_acronyms, names
from rag.alignment import Unit
from rag.comparison import Comparison, Finding
from rag.facts import Facts, facts, is_ordinary
from rag.lexicon import glossary
from rag.particulars import opens, proper_names
from rag.sources import Source
from rag.support import related
from rag.words import SMALL_WORDS, fold, stem, words

# Peoples and their countries, where the words are not alike; the others are told by their beginnings.
_PAIRS = """french/france welsh/wales scottish/scotland scots/scotland irish/ireland spanish/spain danish/denmark
dutch/netherlands dutch/holland greek/greece polish/poland swiss/switzerland german/germany chinese/china uk/britain
uk/british us/america us/american eu/europe eu/european"""
_PEOPLES: dict[str, set[str]] = {}
for _one, _other in (pair.split("/") for pair in _PAIRS.split()):
    _PEOPLES.setdefault(_one, set()).add(_other)
    _PEOPLES.setdefault(_other, set()).add(_one)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")


def name_findings(seen: Comparison) -> Iterator[Finding]:
    """Each name that the sources do not hold, and what a near copy has put in the place of a name."""
    held = named_in(tuple(text for source in seen.sources for text in _texts(source)))
    replaced = dict(_replaced(seen))
    for here, there in replaced.items():
        yield Finding("name_differs", f"{here}: the source names {there}.")
    for name in proper_names(seen.facts):
        told = any(name.text in here or here in name.text for here in replaced)
        if not told and not _is_held(name.text, held):
            yield Finding("name_differs", f"{name.text} is not named in the words cited.")


def _texts(source: Source) -> tuple[str, ...]:
    speakers = {told.speaker for told in source.sentences}
    said_by = (part for one in speakers for part in (one.name, one.office, one.body) if part)
    return (source.text, source.header, *source.names, *sorted(said_by))


def plain_words(name: str) -> list[str]:
    """The folded words of a name that tell who or what it is: no titles, no small words; "U.S." is one word."""
    kept = [word for word in undotted(name).split() if not TITLE.fullmatch(word)]
    return [word for word in words(" ".join(kept)) if word not in SMALL_WORDS or word == "us"]


def undotted(text: str) -> str:
    """ "U.S." → "US"."""
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), text)


@lru_cache(maxsize=512)
def stems_of(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in facts(undotted(text)).words)


@lru_cache(maxsize=256)
def named_in(texts: tuple[str, ...]) -> frozenset[str]:
    """The stems of all that some texts hold, and of the acronyms and full names that these may be written with."""
    held = {one for text in texts for one in stems_of(text)}
    for short, fulls in acronyms(texts).items():
        for full in fulls:
            parts = {stem(word) for word in words(full) if word not in SMALL_WORDS}
            if stem(short) in held:
                held |= parts
            elif parts <= held:
                held.add(stem(short))
    return frozenset(held)


@lru_cache(maxsize=256)
def acronyms(texts: tuple[str, ...]) -> dict[str, set[str]]:
    """Acronym → full names, folded: of the glossary, of the names in the texts, and those that the texts explain."""
    known = {
        short: {full for full in others if " " in full}
        for short, others in glossary().items()
        if short.isalpha()
    }
    for text in texts:
        for name in names(text):
            if len(short := initials(name.text)) > 1:
                known.setdefault(short, set()).add(fold(name.text))
        for short, full in learn_acronyms(text).items():
            known.setdefault(fold(short), set()).add(fold(full))
    return known


def initials(name: str) -> str:
    """ "Department for Places" → "dp"; "" for one word."""
    capitals = [word[0] for word in name.split() if word[0].isupper()]
    return fold("".join(capitals)) if len(capitals) > 1 else ""


def _is_held(name: str, held: frozenset[str]) -> bool:
    return all(_met(word, held) for word in plain_words(name)) or stem(initials(name)) in held


def _met(word: str, held: frozenset[str]) -> bool:
    if stem(word) in held or stem(word.removesuffix("s")) in held:
        return True
    if any(stem(other) in held for other in _PEOPLES.get(word, ())):
        return True
    return len(word) > 4 and any(related(word, other) for other in held if other[:4] == word[:4])


def _replaced(seen: Comparison) -> Iterator[tuple[str, str]]:
    """What a near copy writes large where its source has a name or another word written large, and that one."""
    if not (seen.copied and seen.alignment and seen.beside):
        return
    for departure in seen.alignment.departures:
        there = _name_at(departure.there, seen.beside.facts)
        here = _written_large(departure.here, seen.facts, seen if there else None)
        if departure.inside and not there:
            there = _written_large(departure.there, seen.beside.facts)
        if here and there and not _same(here, there, seen):
            yield here, there


def _name_at(some: Sequence[Unit], source: Facts) -> str:
    """The first name of a source that some of its words belong to."""
    places = {unit.start for unit in some}
    held = (name for name in proper_names(source) if any(name.start <= place < name.end for place in places))
    return next((name.text for name in held), "")


def _written_large(some: Sequence[Unit], stated: Facts, against: Comparison | None = None) -> str:
    """The stretch from the first word with a capital to the last, dates left out. A word that would be written large
    whatever it is counts only if it is most likely a name, or, ``against`` a name, if the sources lack it."""
    dated = [(one.start, one.end) for one in stated.moments]
    large = [
        unit
        for unit in some
        if stated.text[unit.start].isupper()
        and not any(start <= unit.start < end for start, end in dated)
        and not (opens(stated.text, unit.start) and _is_common(unit, stated.text, against))
    ]
    words = stated.text[large[0].start : large[-1].end] if large else ""
    return "" if words == "I" else words


def _is_common(unit: Unit, text: str, against: Comparison | None) -> bool:
    word = text[unit.start : unit.end].lower()
    if against is None or word in SMALL_WORDS:
        return is_ordinary(word)
    return is_ordinary(word) and any(unit.key in told.facts.stems for told in against.told)


def _same(one: str, other: str, seen: Comparison) -> bool:
    """Whether two names can mean the same: one holds the words of the other, or is its acronym."""
    left, right = ({stem(word) for word in plain_words(name)} for name in (one, other))
    if left and right and (left <= right or right <= left):
        return True
    if not right or any(one.startswith(two) or two.startswith(one) for one in left for two in right):
        return True
    meant = acronyms(tuple(text for source in seen.sources for text in _texts(source)))
    for short, long in ((one, right), (other, left)):
        for full in meant.get(fold(short), ()):
            if {stem(word) for word in words(full) if word not in SMALL_WORDS} <= long:
                return True
    return False


def calls(source: Source, words_used: str) -> bool:
    """Whether some words name a source: by its publisher, its author or its title."""
    said = stems_of(words_used)
    return any({w for w in stems_of(name) if w not in SMALL_WORDS} <= said for name in source.names)
