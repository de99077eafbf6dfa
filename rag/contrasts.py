"""Sentences of other sources that cannot be right, or be followed, together with those that an answer cites.

Each sentence that is cited is laid beside the sentences that were found for the question, so that the other side is
brought in though the answer did not choose it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.calendar import days_between
from rag.figures import Figure
from rag.matter import LEAST, Side, same_matter, same_names, same_time, sides_of, telling
from rag.measures import Measure, consistent, measures
from rag.points import Point, against, clause, point
from rag.retrieve import Found
from rag.stances import Stance, stance
from values import Article, Citation

ENOUGH = 3  # words that two positions share where they name nothing
REPORTED, OWN = (
    365,
    45,
)  # days after which another figure is a newer one: of a speaker, of the articles' own voice


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two sentences that cannot both be right, or both be followed. ``kind`` is that of the ``figures`` that differ,
    or "position". ``newer``: the second replaces the first."""

    one: Side
    other: Side
    kind: str = "position"
    figures: tuple[str, str] | None = None
    newer: bool = False


def contrasts(
    citations: Sequence[Citation], found: Sequence[Found], articles: Mapping[str, Article]
) -> list[Contrast]:
    """What speaks against the sentences that are cited, among all that was found."""
    sides = [
        one
        for f in found
        if (article := articles.get(f.passage.article))
        for one in sides_of(article, f.passage)
    ]
    cited = [one for one in sides if any(_cites(citation, one) for citation in citations)]
    return [c for one in cited for other in sides if other is not one and (c := _contrast(one, other))]


def _cites(citation: Citation, side: Side) -> bool:
    same = (citation.article, citation.version) == (side.passage.article, side.passage.version)
    return same and citation.start < side.sentence.end and side.sentence.start < citation.end


# ---------------------------------------------------------------- two sentences


def _contrast(one: Side, other: Side) -> Contrast | None:
    apart = _family(one) != _family(other)
    if not apart and (one.article is not other.article or not _two_voices(one, other)):
        return None
    if not apart and _answers_back(one, other):
        return Contrast(one, other)
    if len(telling(one.text) & telling(other.text)) < LEAST:
        return None
    return _by_figure(one, other) or (_by_position(one, other) if not _same_voice(one, other) else None)


def _family(side: Side) -> str:
    return side.article.origin or side.article.id


def _voices(side: Side) -> set[str]:
    """Who speaks: the speaker and the speaker's body, or else who published the article."""
    speaker, about = side.sentence.speaker, side.article.current.description
    told = side.sentence.reported or side.sentence.quoted
    named = {one for one in (speaker.name, speaker.body) if one} or {speaker.office} - {""} if told else set()
    return named or {one for one in (about.publisher.value, about.author.value) if one}


def _same_voice(one: Side, other: Side) -> bool:
    return bool(_voices(one) & _voices(other))


def _two_voices(one: Side, other: Side) -> bool:
    """Whether one of two sentences of an article tells the words of somebody named, and the other does not."""
    named = any(side.sentence.reported and side.sentence.speaker.known == "stated" for side in (one, other))
    return named and not _same_voice(one, other)


# ---------------------------------------------------------------- figures


def _by_figure(one: Side, other: Side) -> Contrast | None:
    mine, theirs = measures(one.text), measures(other.text)
    kinds = {m.same_kind for m in mine} & {m.same_kind for m in theirs}
    for kind in sorted(kinds):
        left, right = ([m for m in held if m.same_kind == kind] for held in (mine, theirs))
        if any(consistent(a, b) for a in left for b in right):
            continue
        for a in left:
            for b in right:
                if _same_noun(a, b) and _same_point(a, b, one, other):
                    return _dated(one, other, a, b)
    return None


def _same_noun(one: Measure, other: Measure) -> bool:
    """Whether two counts count the same: what one of them ends with stands in the other."""
    if one.figure.kind != "count":
        return True
    if not one.noun or not other.noun:
        return False
    return one.noun[-1] in other.noun or other.noun[-1] in one.noun


def _same_point(a: Measure, b: Measure, one: Side, other: Side) -> bool:
    mine, theirs, pair = _point(one, a), _point(other, b), (one, other)
    return (
        same_matter(mine, theirs, pair)
        and same_names(mine, theirs, pair)
        and same_time(one, other) is not False
    )


def _point(side: Side, measure: Measure) -> Point:
    figure = measure.figure
    return point(side.text, side.sentence.speaker, clause(side.text, figure.start, figure.end))


def _dated(one: Side, other: Side, a: Measure, b: Measure) -> Contrast | None:
    """A dispute, a newer figure, or an older one, which is nothing to tell."""
    found = Contrast(one, other, a.figure.kind, (_words(a, one), _words(b, other)))
    published = (side.article.current.description.published for side in (one, other))
    gap = days_between(*published)
    same = _same_voice(one, other)
    if gap is None or same_time(one, other):
        return None if same else found
    told = one.sentence.reported or other.sentence.reported
    if not same and abs(gap) <= (REPORTED if told else OWN):
        return found
    return replace(found, newer=True) if gap > 0 else None


def _words(measure: Measure, side: Side) -> str:
    """A figure as it stands, with the noun of a count."""
    figure: Figure = measure.figure
    counted = side.text[figure.end :].split()[: len(measure.noun)] if figure.kind == "count" else []
    return " ".join([side.text[figure.start : figure.end].strip(), *counted]).rstrip('.,;:’”"')


# ---------------------------------------------------------------- positions


def _by_position(one: Side, other: Side) -> Contrast | None:
    mine, theirs = (stance(side.text, side.sentence.speaker) for side in (one, other))
    if not mine or not theirs or mine.on is None or theirs.on is None:
        return None
    if same_time(one, other) is False or not same_names(mine.on, theirs.on, (one, other), ENOUGH):
        return None
    turned = _turned(mine.on, theirs.on)
    if (mine.side == theirs.side) == (turned is None):
        return None
    left, right = turned or (mine.on, theirs.on)
    return Contrast(one, other) if same_matter(left, right, (one, other)) else None


def _turned(one: Point, other: Point) -> tuple[Point, Point] | None:
    """Two points without a word of the first and its opposite in the second ("scrapped", "kept"), if there are such."""
    for word in one.words - other.words:
        facing = against(word) & (other.words - one.words)
        if facing:
            return replace(one, words=one.words - {word}), replace(other, words=other.words - facing)
    return None


def _answers_back(one: Side, other: Side) -> bool:
    """Whether one of two sentences turns down what the other, shortly before it in the article, tells."""
    first, second = sorted((one, other), key=lambda side: side.sentence.start)
    if first.sentence not in second.before[-2:]:
        return False
    turned: Stance | None = stance(second.text, second.sentence.speaker)
    return turned is not None and turned.on is None and turned.side < 0
