"""What a sentence speaks of, beside its figures and beside who says it: the words that carry the matter, the names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.names import Name
from rag.attribution import said
from rag.facts import Word, facts
from rag.naming import plain_words
from rag.opposites import base, opposites
from rag.particulars import proper_names
from rag.words import stem
from values import Speaker

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
_WISHED = re.compile(
    r"\b(?:ask(?:s|ed) for|wants?|wanted|call(?:s|ed) for|seeks?|sought|requested|hope[sd]? (?:for|to)|bids? for"
    r"|demands?|demanded)\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"[^,;:]{0,60}\b(?:count|surveys?|study|studies|reports?|audit|poll|analysis|research|review|figures|data|inquiry"
    r"|inspection)\b[^,;:]{0,60}?\b(?:found|finds?|shows?|showed|puts?|reveal(?:s|ed)?|suggests?)\b(?: that)?",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:sa(?:y|ys|id)|warn(?:s|ed)?|argue[sd]?|claim(?:s|ed)?|insist(?:s|ed)?|estimate[sd]?|believe[sd]?|add(?:s|ed)"
    r"|reckon(?:s|ed)?|complain(?:s|ed)?|told \w+)(?: that)?\b(?!,)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()–—]|\s-\s|\b(?:but|while|whilst|whereas|although|which|who)\b", re.IGNORECASE)
_STOP = re.compile(
    rf"{_BREAK.pattern}|\band\b(?! \d)|\b(?:once|when|if|unless|because|after|until|though|as)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|this|these|those|he|she)\b|^(?:that|there)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Point:
    """The stems of the words that carry the matter, the names, each as its stems, and whether it tells of what may
    be. ``leans``: a word in it stands for something said before."""

    words: frozenset[str]
    names: frozenset[frozenset[str]]
    ahead: bool
    leans: bool


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
    there, until = " ".join(text[a:b] for a, b in told), max((b for _, b in told), default=0)
    held = [n for n in proper_names(stated) if n.start < until]
    names = [n for n in held if not _speaks(n, speaker) and not _in_saying(n, text)]
    return Point(
        words - _EMPTY_STEMS,
        frozenset(stems_of_name(n.text) for n in names),
        bool(_AHEAD.search(there) or _WISHED.search(text[:until])),
        bool(_LEANS.search(there)),
    )


def clause(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The stretches that speak of what stands at ``text[start:end]``, without who says it: from the figure before it,
    or the sentence's start, to the next break."""
    stated = facts(text)
    stop = next((m.start() for m in _STOP.finditer(text, end)), len(text))
    earlier = [f.end for f in stated.figures if f.end <= start and f.kind not in ("year", "ordinal")]
    lead = [m.end() for m in (_STUDY.match(text), *_TOLD.finditer(text, 0, start)) if m and m.end() <= start]
    begin = max(lead, default=0)
    if earlier:
        begin = max(begin, next((m.end() for m in _STOP.finditer(text, max(earlier), start)), 0))
    cuts = [begin, *(m.start() for m in _BREAK.finditer(text, begin, start)), stop]
    pieces = [(a, b) for a, b in pairwise(cuts)]
    kept = [(a, b) for a, b in pieces if a <= start < b or not _SAYS.search(text[a:b])]
    begins, ends = _saying(text)
    saying = (len(text), len(text)) if begins <= start < ends else (begins, ends)
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
    says = _SAYS.search(text, a, b)
    who = says is not None and (name.start < says.end() or not re.search(r"\w", text[a : says.start()]))
    return start <= name.start < end or who or text[a:b].strip(" ,.”") == name.text


def _speaks(name: Name, speaker: Speaker) -> bool:
    """Whether a name is that of the speaker, or of the speaker's body."""
    return bool(name.text) and stems_of_name(name.text) in (
        stems_of_name(speaker.name),
        stems_of_name(speaker.body),
    )


def _within(place: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)


@lru_cache(maxsize=4096)
def stems_of_name(name: str) -> frozenset[str]:
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
_EMPTY_STEMS = frozenset(map(stem, _EMPTY))
