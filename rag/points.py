"""What a sentence speaks of, beside its figures and beside who says it, to tell whether two speak of the same thing.

Precision comes first: two sentences are about the same only where one says nothing of the matter that the other does
not say too, where their names, years and times fit together, and where both tell of what is, or both of what may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.names import Name
from rag.attribution import said
from rag.facts import Word, facts, rarity
from rag.naming import initials, plain_words
from rag.opposites import base, opposites
from rag.particulars import proper_names
from rag.views import counted
from rag.words import SMALL_WORDS, fold, stem
from values import Article, Passage, Sentence, Speaker

SHARED = 0.8  # of the weight of the shorter of two points
LEAST = 2  # words that two points share
_SAME = """cost costs price bill|spend spent spending|pay paid|save saved saving savings|child children kids
rise rose risen increase grow grew growth raise|fall fell fallen drop decrease decline reduce reduction
lose lost loss|close closed closure shut|build built|need require|duty requirement obligation law
scrap abolish remove|mayor mayors|plan proposal scheme idea"""
_EMPTY = """estimate put stand total figure number amount sum overall altogether current currently now today far expect
project forecast reckon believe think already least most year annual week month day hour per cent percent some show
call say claim argue warn report find calculate count roughly approximately""".split()
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id)|according to|claims?|claimed|argue[sd]?|warn(?:s|ed)?|estimate[sd]?|reckons?|calculate[sd]?"
    r"|reports?|reported|shows?|finds?|found|believes?|thinks?|has counted|told|adds?|added|predict(?:s|ed)?)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|could|should|may|might|shall|plans? to|planned|aims?|is to|are to|expect(?:s|ed)|forecast"
    r"|project(?:s|ed)|proposed|needs?|target)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()–—]|\s-\s|\b(?:but|while|whilst|whereas|although|which|who)\b", re.IGNORECASE)
_STOP = re.compile(rf"{_BREAK.pattern}|\band\b(?! \d)", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|this|these|those|he|she)\b|^(?:that|there)\b", re.IGNORECASE
)
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


@dataclass(frozen=True, slots=True)
class Point:
    """The stems of the words that carry the matter, the names, each as its stems, and whether it tells of what may
    be. ``leans``: a word in it stands for something said before."""

    words: frozenset[str]
    names: frozenset[frozenset[str]]
    ahead: bool
    leans: bool


def sides_of(article: Article, passage: Passage) -> list[Side]:
    """The sentences of a passage."""
    held = passage.sentences
    return [Side(article, passage, one, held[max(0, at - 3) : at]) for at, one in enumerate(held)]


# ---------------------------------------------------------------- reading


@lru_cache(maxsize=4096)
def point(text: str, speaker: Speaker, told: tuple[tuple[int, int], ...]) -> Point:
    """What is said in some stretches of a sentence, without figures, dates and names; ``speaker`` says it."""
    stated = facts(text)
    taken = [(f.start, f.end) for f in stated.figures] + [(m.start, m.end) for m in stated.moments]
    taken += [(n.start, n.end) for n in proper_names(stated)]
    words = frozenset(
        canon(word.folded)
        for word in stated.words
        if (not word.small or stem(word.folded) in _CANON)
        and not word.negates
        and _within(word.start, told)
        and not _within(word.start, taken)
    )
    said_there = " ".join(text[a:b] for a, b in told)
    names = [n for n in proper_names(stated) if not _speaks(n, speaker) and not _in_saying(n, text)]
    return Point(
        words - _EMPTY_STEMS,
        frozenset(_stems(n.text) for n in names),
        bool(_AHEAD.search(said_there)),
        bool(_LEANS.search(said_there)),
    )


def clause(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The stretches that speak of what stands at ``text[start:end]``, without who says it: from the figure before it,
    or the sentence's start, to the next break."""
    stated = facts(text)
    stop = next((m.start() for m in _STOP.finditer(text, end)), len(text))
    earlier = [f.end for f in stated.figures if f.end <= start and f.kind not in ("year", "ordinal")]
    begin = 0
    if earlier:
        begin = next((m.end() for m in _STOP.finditer(text, max(earlier), start)), 0)
    cuts = [begin, *(m.start() for m in _BREAK.finditer(text, begin, start)), stop]
    pieces = [(a, b) for a, b in pairwise(cuts)]
    kept = [(a, b) for a, b in pieces if a <= start < b or not _SAYS.search(text[a:b])]
    saying = _saying(text)
    parts = [part for a, b in kept for part in ((a, min(b, saying[0])), (max(a, saying[1]), b))]
    return tuple((a, b) for a, b in parts if a < b)


def clause_after(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """From a place to the next break."""
    stop = next((m.start() for m in _BREAK.finditer(text, start)), len(text))
    return ((start, stop),) if start < stop else ()


@lru_cache(maxsize=4096)
def _saying(text: str) -> tuple[int, int]:
    """Where it is said who says it; past the end where it is not said."""
    found = said(text)
    return (found.start, found.end) if found else (len(text), len(text))


def _in_saying(name: Name, text: str) -> bool:
    """Whether a name stands where it is said who says it, or alone between commas, as somebody's name does."""
    start, end = _saying(text)
    cuts = [0, *(m.start() for m in _BREAK.finditer(text)), len(text)]
    a, b = next((a, b) for a, b in pairwise(cuts) if a <= name.start < b)
    return start <= name.start < end or bool(_SAYS.search(text[a:b])) or text[a:b].strip(" ,.”") == name.text


def _speaks(name: Name, speaker: Speaker) -> bool:
    """Whether a name is that of the speaker, or of the speaker's body."""
    return bool(name.text) and _stems(name.text) in (_stems(speaker.name), _stems(speaker.body))


def _within(place: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)


@lru_cache(maxsize=4096)
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in plain_words(name))


@lru_cache(maxsize=8192)
def canon(word: str) -> str:
    """The stem of a word's plain form, or of the first of those that mean the same here: "price" → "cost"."""
    plain = base(Word(0, 0, word, stem(word)))
    return _CANON.get(plain, plain)


def against(word: str) -> frozenset[str]:
    """The canonical stems of the opposites of a canonical stem: "scrap" → "keep" among them."""
    return frozenset(map(canon, opposites(Word(0, 0, word, word))))


_CANON = {
    stem(word): stem(group.split()[0])
    for line in _SAME.splitlines()
    for group in line.split("|")
    for word in group.split()
}
_SMALL = frozenset(map(stem, SMALL_WORDS))
_EMPTY_STEMS = frozenset(map(stem, _EMPTY))


# ---------------------------------------------------------------- comparing


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
        _named(_stems(name.text), other.around)
        for name in proper_names(facts(one.around))
        if _stems(name.text) not in _publishers(one, other)
    )


def _publishers(*sides: Side) -> set[frozenset[str]]:
    return {_stems(side.article.current.description.publisher.value or "") for side in sides}


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
        return bool(mine & theirs)
    published = (other if mine else one).article.current.description.published.value or ""
    return published[:4].isdigit() and int(published[:4]) in (mine or theirs)


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
