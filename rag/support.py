"""Words and meaning: how far the words of a statement stand in the sentences of its sources.

Each word of the statement is met as well as the best one to three sentences of the sources meet it, weighed by how
rare the word is. Two views decide. The stretch: the run of words that stand nowhere, found like a local alignment
(Smith and Waterman 1981: a word that is missing adds, one that is met takes away). The share: how much is missing of
all. How much may be missing grows with the logarithm of the number of sentences (Karlin and Altschul 1990): prose of
many sentences has many chances and words of passage, while in a short claim that stands alone each word is asserted.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.facts import Facts, Word, rarity
from rag.figures import Figure
from rag.frames import TALK
from rag.particulars import amounts, other_words
from rag.sources import Told
from rag.words import stem

ELSEWHERE = 0.7  # a word that stands in the sources, but not in the best sentences
KIN = 0.7  # a word of the same family: "devolve" for "devolution"
SECOND = 0.9  # a word that only a second or third sentence brings
ASKED = 0.25  # what a word of the question weighs: the answer repeats it, it is not the answer's own
MET = 0.4  # what a word that is met takes from a stretch, for each part that a missing one adds
PROSE = 5  # sentences from which on an answer is prose, and no single claim
STRETCH = 3.0  # the longest run of missing words, by weight: three rare words or six common ones
# How much of the weight may be missing: of a claim that stands alone, where each word is asserted, a fifth; of a
# sentence in prose, with its rewording and words of passage, three quarters. A run of STRETCH, and three quarters,
# are what one in 20 true sentences has, counted on answers that people and models wrote to other documents.
SHARES = (0.2, 0.75)
LITTLE = 0.3  # with less of its weight met, nothing bears a sentence out, however short it is
# Words that say little by themselves, in any sentence: light nouns and verbs, how often, how far.
_LIGHT = """type kind form sort way case term level amount number variety range aspect factor purpose role part use
using used regard related relating depend depending typically usually commonly normally always sometimes possible
able allow help ensure make making due even unlike throughout across within together whereas well likely particular
particularly especially become seem appear refer involve consist require need want mean call consider numerous serve
nearly almost roughly approximately topic prominent figure pursue remember current currently position notable
notably skill achieve achievement""".split()
_UNSAID = frozenset(map(stem, {*TALK, *_LIGHT}))


@dataclass(frozen=True, slots=True)
class Weighed:
    """One word of a statement: what it weighs, and how far it is met, 0 to 1. ``apart``: it belongs to a figure, a date
    or a name, which are compared by themselves and are part of no stretch."""

    word: Word
    weight: float
    met: float
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """How far the sources meet a statement. ``best`` are the places of the sentences that do, the best first."""

    words: tuple[Weighed, ...]
    best: tuple[int, ...]

    @property
    def share(self) -> float:
        """The part of the statement's weight that is met; 1 where it has no words of its own."""
        total = sum(one.weight for one in self.words)
        return sum(one.weight * one.met for one in self.words) / total if total else 1.0

    @property
    def stretch(self) -> tuple[float, tuple[Weighed, ...]]:
        """The run of words that is met worst: its score, and its words."""
        words = [one for one in self.words if not one.apart]
        best, current, begin, found = 0.0, 0.0, 0, (0, 0)
        for place, one in enumerate(words):
            if current <= 0:
                current, begin = 0.0, place
            current += one.weight * ((1 - one.met) - one.met * MET)
            if current > best:
                best, found = current, (begin, place + 1)
        return best, tuple(words[slice(*found)])

    def lacks(self, sentences: int) -> tuple[Weighed, ...]:
        """The words that are missing, if they are more than a true sentence of an answer of so many sentences lacks."""
        score, stretch = self.stretch
        if score >= STRETCH:
            return stretch
        step = math.log(min(max(1, sentences), PROSE)) / math.log(PROSE)
        if step < 1 and self.share < LITTLE:
            return self.words
        lost = sum(one.weight * (1 - one.met) for one in self.words)
        most = SHARES[0] + (SHARES[1] - SHARES[0]) * step
        return self.words if lost >= STRETCH * step and 1 - self.share >= most else ()


def support(
    stated: Facts, told: Sequence[Told], around: Collection[str] = (), asked: Collection[str] = ()
) -> Support:
    """How far some sentences meet a statement. ``around``: stems that every sentence may be read with (its title and
    opening); ``asked``: the stems of the question."""
    words = [word for word in stated.words if states(word)]
    weights = [rarity(word.folded) * (ASKED if word.stem in asked else 1.0) for word in words]
    figures = {word: one for one in amounts(stated) for word in words if one.start <= word.start < one.end}
    meets = [[float(_meets(word, figures.get(word), one, around)) for word in words] for one in told]
    met, best = _best(meets, weights)
    everywhere = {stem for one in told for stem in one.facts.stems}
    family = _family(told)
    for place, word in enumerate(words):
        if word.stem in everywhere:
            met[place] = max(met[place], ELSEWHERE)
        elif met[place] < KIN and kin(word.folded, family):
            met[place] = KIN
    own = set(other_words(stated))
    apart = (word not in own for word in words)
    return Support(tuple(map(Weighed, words, weights, met, apart)), tuple(best))


def _meets(word: Word, figure: Figure | None, one: Told, around: Collection[str]) -> bool:
    """Whether a sentence has a word, or the figure that it belongs to in another writing."""
    if figure is not None and any(other.key == figure.key for other in one.facts.figures):
        return True
    return word.stem in one.facts.stems or word.stem in around


def states(word: Word) -> bool:
    """Whether a word says something of the matter: no small word, and no talk about the answer."""
    return not word.small and word.stem not in _UNSAID


def _best(meets: list[list[float]], weights: list[float]) -> tuple[list[float], list[int]]:
    """How far each word is met by the best sentence and, a little less, by two more; and which sentences these are."""
    met, best = [0.0] * len(weights), list[int]()
    for grade in (1.0, SECOND, SECOND):
        gains = [_gain(row, met, weights, grade) for row in meets]
        place = max(range(len(gains)), key=gains.__getitem__, default=-1)
        if place < 0 or gains[place] <= 0:
            break
        met = [max(old, grade * new) for old, new in zip(met, meets[place], strict=True)]
        best.append(place)
    return met, best


def _gain(row: list[float], met: list[float], weights: list[float], grade: float) -> float:
    return sum(w * max(0.0, grade * new - old) for w, new, old in zip(weights, row, met, strict=True))


def _family(told: Sequence[Told]) -> tuple[str, ...]:
    """The words of the sources that may have relatives: long enough, and no figures."""
    held = {word.folded for one in told for word in one.facts.words}
    return tuple(sorted(word for word in held if len(word) > 3 and word.isalpha()))


@lru_cache(maxsize=32768)
def kin(word: str, family: tuple[str, ...]) -> bool:
    """Whether a word shares its beginning with one of a family: "singer" with "singing", "American" with "America"."""
    if len(word) < 4 or not word.isalpha():
        return False
    return any(related(word, other) for other in family if other[:4] == word[:4])


def related(one: str, other: str) -> bool:
    """At least four letters, and more than half of the longer word, are the same; what differs is an ending."""
    longer = max(len(one), len(other))
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return same >= 0.55 * longer and longer - same <= 5 and (same > 4 or longer <= 7)


def missing(stretch: Sequence[Weighed], text: str) -> tuple[str, ...]:
    """The words that are not met and not compared by themselves, as they are written; words side by side are one."""
    found: list[tuple[int, int]] = []
    for one in stretch:
        if one.met >= ELSEWHERE or one.apart:
            continue
        if found and not text[found[-1][1] : one.word.start].strip(" -–’'"):
            found[-1] = (found[-1][0], one.word.end)
        else:
            found.append((one.word.start, one.word.end))
    return tuple(dict.fromkeys(text[start:end] for start, end in found))
