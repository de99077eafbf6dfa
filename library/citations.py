"""What became of cited words when their article went on: a citation outlives every re-ingest.

Position is never identity: the words are. Where the same words stand in several places, each place of the old text is
paired with the place of the new one that has most of the same text around it, so that a citation never comes to point
at another passage that happens to say the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from library.alignment import align, common, sentences, words
from values import Article, CitationStatus, Version

_LIKE = 0.65  # words in common, of all words of both: an edited sentence, not another one (see tests/test_citations.py)
_ELSEWHERE = 0.85  # the same where it does not stand in the place of the cited words
_MOST = 0.5  # of the letters of several cited sentences, at least this share must still be there
_KEPT = 0.75  # of the letters of the cited words, at least this share stayed where sentences were joined or parted
_PAIRS = 2500
_AROUND = 2000  # code points on each side that tell one place from another


class Texts(Protocol):
    """What is asked of a library here; whoever looks many citations up may answer from memory."""

    def version(self, article: str, number: int, /) -> Version | None: ...

    def article(self, id_or_name: str, /) -> Article | None: ...

    def was_erased(self, article: str, number: int, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a citation stands now. ``version``, ``start`` and ``end`` are the place of its words, or of what they
    were changed into, in the current version; None where they are gone or erased."""

    status: CitationStatus
    version: int | None = None
    start: int | None = None
    end: int | None = None


def status(library: Texts, article: str, version: int, start: int, end: int, quote: str) -> Standing:
    """What became of a citation.

    ``same``: the words stand where they stood. ``moved``: the words stand elsewhere in the current version.
    ``changed``: they were edited; the range is what they are now. ``gone``: they were taken out, or the article was
    removed. ``erased``: the text that was cited was erased from the library.
    """
    cited = library.version(article, version)
    if cited is None:
        return Standing("erased" if library.was_erased(article, version) else "gone")
    held = library.article(article)
    if held is None or held.removed:
        return Standing("gone")
    now = held.current
    if now.number == version and cited.text[start:end] == quote:
        return Standing("same", version, start, end)
    found = locate(cited.text, now.text, start, end)
    if found is None:
        return Standing("gone")
    kind: CitationStatus = "changed"
    if now.text[found[0] : found[1]] == quote:
        kind = "same" if found[0] == start else "moved"
    return Standing(kind, now.number, *found)


def locate(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where ``old[start:end]`` stands in ``new``: word for word if it does anywhere, else what it was changed into;
    None if it is gone.

    >>> locate("We left. It was dark.", "It was very dark.", 9, 21)
    (0, 17)
    """
    quote = old[start:end]
    if not quote.strip():
        return None
    places, others = _places(new, quote), _places(old, quote)
    place = _partner(old, new, others.index(start), others, places) if places else None
    if place is not None:
        return place, place + len(quote)
    parts = [(max(a, start), min(b, end)) for a, b in sentences(old) if a < end and b > start]
    return _changed(old, new, start, end) if len(parts) < 2 else _gather(old, new, parts)


def _gather(old: str, new: str, parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where several sentences went that no longer stand together as they did; None if most are gone."""
    places = [(locate(old, new, *part), part[1] - part[0]) for part in parts]
    found = sorted(place for place, _ in places if place is not None)
    if sum(length for place, length in places if place) < _MOST * sum(length for _, length in places):
        return None
    whole = found[0][0], max(end for _, end in found)
    if whole[1] - whole[0] <= 2 * (parts[-1][1] - parts[0][0]):
        return whole
    return max(found, key=lambda place: place[1] - place[0])


def _places(text: str, quote: str) -> list[int]:
    """Every place at which the words stand, overlapping ones too."""
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _partner(old: str, new: str, which: int, olds: list[int], news: list[int]) -> int | None:
    """The new place of the old place number ``which``; None if all new places belong to other old ones.

    The pair with most text in common around it is taken first, then the next of what is left. Words that stand in
    very many places are followed by what stayed of the text as a whole.
    """
    if len(olds) * len(news) > _PAIRS:
        start = olds[which]
        stayed = (
            piece
            for piece in align(old, new)
            if piece.kind == "same" and piece.old[0] <= start < piece.old[1]
        )
        return next(
            (place for piece in stayed if (place := start - piece.old[0] + piece.new[0]) in news), None
        )
    length_of = {
        (one, other): _around(old, new, olds[one], news[other])
        for one in range(len(olds))
        for other in range(len(news))
    }
    pairs = sorted(length_of, key=lambda pair: (-length_of[pair], abs(pair[0] - pair[1]), pair))
    taken: set[int] = set()
    placed: set[int] = set()
    for one, other in pairs:
        if one in placed or other in taken:
            continue
        if one == which:
            return news[other]
        placed.add(one)
        taken.add(other)
    return None


def _around(old: str, new: str, one: int, other: int) -> int:
    """How much text two places have in common before and after them."""
    before = common(old[max(0, one - _AROUND) : one][::-1], new[max(0, other - _AROUND) : other][::-1])
    return before + common(old[one : one + _AROUND], new[other : other + _AROUND])


def _changed(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """What the words were edited into.

    Only sentences of the new text that the old one does not have can be that. The one whose words are most like the
    cited ones is it, if it is no more like another sentence that is missing; failing that (sentences were joined or
    parted), the words of such sentences that stayed in their order.
    """
    added, missing = _surplus(new, old), _surplus(old, new)
    quote = words(old[start:end])
    cited = [(max(a, start), min(b, end)) for a, b in missing if a < end and b > start]
    best = max(added, key=lambda place: _like(quote, new, place), default=None)
    if best is not None and _like(quote, new, best) >= (
        _LIKE if _in_place(old, new, cited, best) else _ELSEWHERE
    ):
        rival = words(new[slice(*best)])
        nearest = max(missing, key=lambda place: _like(rival, old, place))
        if any(a < nearest[1] and b > nearest[0] for a, b in cited):
            return best
    kept = _kept(old, new, start, end, added)
    if sum(b - a for a, b in kept) < _KEPT * (end - start):
        return None
    whole = kept[0][0], kept[-1][1]
    # Scattered further than that, they are words of many sentences, none of which is the cited one.
    return whole if whole[1] - whole[0] <= 2 * (end - start) else None


def _in_place(old: str, new: str, cited: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    """True if the new words stand where the cited ones were taken out."""
    pieces = align(old, new)
    for number, piece in enumerate(pieces):
        if any(a < piece.old[1] and b > piece.old[0] for a, b in cited):
            beside = [one for one in pieces[max(0, number - 1) : number + 2] if one.kind == "added"]
            if any(place[0] < one.new[1] and place[1] > one.new[0] for one in (piece, *beside)):
                return True
    return False


def _surplus(text: str, other: str) -> list[tuple[int, int]]:
    """The sentences that ``text`` has and ``other`` has not, or not as often."""
    held = Counter(other[a:b] for a, b in sentences(other))
    found = []
    for start, end in sentences(text):
        held[text[start:end]] -= 1
        if held[text[start:end]] < 0:
            found.append((start, end))
    return found


def _like(quote: list[str], text: str, place: tuple[int, int]) -> float:
    """How alike two stretches are, word by word: twice the words in common order, through all words."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(quote, words(text[slice(*place)]))


def _kept(old: str, new: str, start: int, end: int, added: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the letters of ``old[start:end]`` that stayed stand in the sentences ``added``."""
    found = []
    for piece in align(old, new):
        first, last = max(start, piece.old[0]), min(end, piece.old[1])
        place = first - piece.old[0] + piece.new[0], last - piece.old[0] + piece.new[0]
        if piece.kind == "same" and first < last and any(a < place[1] and b > place[0] for a, b in added):
            found.append(place)
    return found
