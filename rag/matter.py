"""Whether two sentences of different sources speak of the same thing.

Precision comes first: they do only where one says nothing of the matter that the other does not say too, where their
names, years and times fit together, and where both tell of what is, or both of what may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.facts import facts, rarity
from rag.naming import initials
from rag.particulars import proper_names
from rag.points import Point, canon, stems_of_name
from rag.views import counted
from rag.words import SMALL_WORDS, fold, stem
from values import Article, Passage, Sentence

SHARED = 0.8  # of the weight of the shorter of two points
LEAST = 2  # words that two points share
_SMALL = frozenset(map(stem, SMALL_WORDS))
_AGO = {"last": -1, "this": 0, "next": 1}
_RELATIVE = re.compile(r"\b(last|this|next) year\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence of an article, with what stands before it in its passage; what may contradict, or be contradicted."""

    article: Article
    passage: Passage
    sentence: Sentence
    before: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def around(self) -> str:
        """Title, publisher, and the sentence before: where a sentence that names nothing has its names from."""
        about = self.article.current.description
        speaker = self.sentence.speaker
        near = self.before[-1].text if self.before else ""
        told = (about.title.value, about.publisher.value, speaker.name, speaker.office, speaker.body, near)
        return "\n".join(part for part in told if part)


def sides_of(article: Article, passage: Passage) -> list[Side]:
    """The sentences of a passage."""
    held = passage.sentences
    return [Side(article, passage, one, held[max(0, at - 3) : at]) for at, one in enumerate(held)]


def same_matter(one: Point, other: Point, sides: tuple[Side, Side]) -> bool:
    """Whether one point says nothing of the matter that the other does not say, and both share enough."""
    shared = one.words & other.words
    less = min(_weight(one.words), _weight(other.words))
    if not shared or _weight(shared) < SHARED * less or one.ahead != other.ahead:
        return False
    named = bool(one.names & other.names)
    if len(shared) + named < LEAST:
        return False
    left = _alone(one, other, sides[1]), _alone(other, one, sides[0])
    return not any(left)


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """The stems of the words of a sentence that are not small."""
    return frozenset(counted(text)) - _SMALL


def _alone(one: Point, other: Point, there: Side) -> frozenset[str]:
    """The words of one point that the other lacks, unless it leans on a sentence that has them."""
    left = one.words - other.words - {word for name in other.names for word in name}
    if not other.leans:
        return left
    return left - {canon(word.folded) for word in facts(there.around).words}


def _weight(words: Iterable[str]) -> float:
    return sum(rarity(word) for word in words)


def same_names(one: Point, other: Point, sides: tuple[Side, Side], enough: int = 99) -> bool:
    """Whether two points can be of the same place and body: what one names the other names too, or stands under.
    Where neither names anything, something named must stand around both, or ``enough`` words be shared."""
    mine = [name for name in one.names if not _named(name, sides[1].text)]
    theirs = [name for name in other.names if not _named(name, sides[0].text)]
    if mine and theirs:
        return False
    if not one.names and not other.names:
        return len(one.words & other.words) >= enough or _share_a_name(*sides)
    return all(_named(n, sides[1].around) for n in mine) and all(_named(n, sides[0].around) for n in theirs)


def _share_a_name(one: Side, other: Side) -> bool:
    """Whether what stands around two sentences without names has a name in common."""
    return any(
        _named(stems_of_name(name.text), other.around)
        for name in proper_names(facts(one.around))
        if stems_of_name(name.text) not in _publishers(one, other)
    )


def _publishers(*sides: Side) -> set[frozenset[str]]:
    return {stems_of_name(side.article.current.description.publisher.value or "") for side in sides}


def _named(name: frozenset[str], text: str) -> bool:
    held = facts(text).stems
    return name <= held or any(stem(initials(n.text)) in name for n in facts(text).names if initials(n.text))


def same_time(one: Side, other: Side) -> bool | None:
    """Whether two sentences tell of the same years: None where neither names one, False where they differ or where
    it cannot be told."""
    mine, theirs = years(one), years(other)
    if not mine and not theirs:
        return None
    if mine and theirs:
        return bool(mine & theirs) and not (
            _months(one) and _months(other) and not _months(one) & _months(other)
        )
    published = (other if mine else one).article.current.description.published.value or ""
    return published[:4].isdigit() and int(published[:4]) in (mine or theirs)


def _months(side: Side) -> set[int]:
    return {m.month for m in facts(side.text).moments if m.month is not None}


def years(side: Side) -> set[int]:
    """The years that a sentence names, "last year" among them."""
    named = {m.year for m in facts(side.text).moments if m.year is not None}
    published = side.article.current.description.published.value or ""
    if published[:4].isdigit():
        named |= set(_relative(side.text, int(published[:4])))
    return named


def _relative(text: str, year: int) -> Iterator[int]:
    for match in _RELATIVE.finditer(text):
        yield year + _AGO[fold(match[1])]
