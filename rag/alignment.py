"""A statement laid beside the sentence of a source that it most nearly copies, word by word.

Where a sentence is taken over almost as it stands, each place where it departs counts: another figure, another name,
a "not" more or less. The words are aligned by difflib (Ratcliff and Obershelp), figures and negations by what they
mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.facts import Facts, Word, rarity

CLOSE = (
    0.6  # the part of a statement that must stand in one sentence, in order, for it to count as taken over
)
FEWEST = 4  # words that must be the same
DEPARTURES = 2  # places where a copy may depart from its source; with more it is told in other words


@dataclass(frozen=True, slots=True)
class Unit:
    """What is aligned: a word, or all words of one figure. ``key`` is what two writings of it have in common."""

    key: str
    start: int
    end: int
    weight: float

    @property
    def negates(self) -> bool:
        return self.key == "¬"


@dataclass(frozen=True, slots=True)
class Departure:
    """One place where a statement departs from its source: the units here, the units there, and whether it lies
    between words that are the same."""

    here: tuple[Unit, ...]
    there: tuple[Unit, ...]
    inside: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """A statement beside one sentence: how much of it is the same, and the places where it departs."""

    share: float
    departures: tuple[Departure, ...]
    matched: int

    @property
    def close(self) -> bool:
        """Whether the statement takes over the sentence almost as it stands."""
        few = len(self.departures) <= DEPARTURES
        return few and self.share >= CLOSE and self.matched >= FEWEST


def units(stated: Facts) -> tuple[Unit, ...]:
    """The units of a text in order.

    >>> from rag.facts import facts
    >>> [unit.key for unit in units(facts("It doesn’t cost 6 billion pounds"))]
    ['it', 'doe', '¬', 'cost', 'money 6000000000.0 GBP']
    """
    found: list[Unit] = []
    spans = [one for one in stated.figures if one.kind != "year"]
    for word in stated.words:
        figure = next((one for one in spans if one.start <= word.start < one.end), None)
        if figure is None:
            found.append(_unit(word))
        elif not found or found[-1].end != figure.end:
            key = f"{figure.kind} {figure.value} {figure.unit}".strip()
            found.append(Unit(key, figure.start, figure.end, 1.3))
    return tuple(found)


def _unit(word: Word) -> Unit:
    if word.negates and word.folded != "without":
        return Unit("¬", word.start, word.end, 0.5)
    return Unit(word.stem, word.start, word.end, 0.2 if word.small else rarity(word.folded))


def align(stated: Facts, source: Facts) -> Alignment:
    """A statement beside a sentence. Words of the sentence before and after what was taken over do not count."""
    here, there = units(stated), units(source)
    matcher = SequenceMatcher(None, [u.key for u in there], [u.key for u in here], autojunk=False)
    codes = matcher.get_opcodes()
    same = [place for place, code in enumerate(codes) if code[0] == "equal"]
    if not same:
        return Alignment(0.0, (), 0)
    departures = []
    for place, (tag, a, b, c, d) in enumerate(codes):
        inside = same[0] < place < same[-1]
        if tag != "equal" and (inside or d > c):
            departures.append(Departure(here[c:d], _near(there[a:b], place, same, d - c), inside))
    met = [unit for tag, _, _, c, d in codes if tag == "equal" for unit in here[c:d]]
    return Alignment(_weight(met) / (_weight(here) or 1.0), tuple(departures), len(met))


def _near(there: Sequence[Unit], place: int, same: Sequence[int], count: int) -> tuple[Unit, ...]:
    """At the edges only as many units of the source as the statement has there, those beside what is the same."""
    if place < same[0]:
        return tuple(there[-count:])
    return tuple(there[:count]) if place > same[-1] else tuple(there)


def _weight(some: Iterable[Unit]) -> float:
    return sum(unit.weight for unit in some)
