"""Which figure belongs to what, where a sentence of a source has several of a kind.

"London gets £6,573 and the counties get £4,965": each figure has the words around it, up to the next figure, comma or
"and". A statement whose figure stands with the words of another figure has mixed them up.
"""

from __future__ import annotations

import re

from rag.facts import Facts, rarity
from rag.figures import Figure
from rag.moments import Moment
from rag.particulars import amounts, proper_names

_BREAK = re.compile(
    r"[;:()–—]|,(?!\d)|\b(?:and|but|while|whereas|against|compared|than|versus|with|or)\b", re.IGNORECASE
)
_REACH = 6  # words on each side
_CLEAR = 0.5  # by how much, in weight of shared words, another figure must fit better
_DATED = 3  # words between a figure and its date
_NAME = 1.0  # what a word of a name weighs more


def mixed_up(figure: Figure, stated: Facts, source: Facts) -> Figure | None:
    """The figure of the source whose words the statement's figure stands with, where it is another of its kind.

    >>> from rag.facts import facts
    >>> source = facts("Carrow pays 24% and Lanmoor 46%.")
    >>> stated = facts("Lanmoor pays 24%.")
    >>> other = mixed_up(stated.figures[0], stated, source)
    >>> other and source.text[other.start : other.end]
    '46%'
    """
    same = [one for one in source.figures if one.kind == figure.kind]
    own = next((one for one in same if one.key == figure.key), None)
    if own is None or len(same) < 2 or sum(one.key == figure.key for one in same) > 1:
        return None
    weights = _weights(stated)
    there = {one: _company(one, source) for one in same}
    fits = {one: _fit(_company(figure, stated), there[one], weights) for one in same}
    best = max(same, key=lambda one: fits[one])
    gain = fits[best] - fits[own]
    if swapped := next((one for one in stated.figures if one.key == best.key), None):
        company = _company(swapped, stated)
        gain += _fit(company, there[own], weights) - _fit(company, there[best], weights)
    return best if gain >= _CLEAR and not _named_so(figure, own, stated, source) else None


def other_date(moment: Moment, stated: Facts, source: Facts) -> Moment | None:
    """The date that the source gives to a figure which the statement gives this date.

    >>> from rag.facts import facts
    >>> stated = facts("Fares rose by 14% in 2020.")
    >>> found = other_date(stated.moments[0], stated, facts("Fares rose by 14% in 2019 and by 3% in 2020."))
    >>> found and found.year
    2019
    """
    figures = list(amounts(stated))
    opens = len(figures) == 1 and len(stated.text[: moment.start].split()) <= 1
    for figure in figures:
        same = [one for one in source.figures if one.key == figure.key]
        if len(same) != 1 or not (opens or moment in _dates(figure, stated)):
            continue
        dates = _dates(same[0], source)
        if dates and not any(moment.agrees(date) for date in dates):
            return dates[0]
    return None


def _dates(figure: Figure, stated: Facts) -> list[Moment]:
    """The dates that stand close behind a figure, before the next break."""
    after = [word for word in stated.words if word.start >= figure.end]
    stop = min([len(stated.text), *_breaks(stated.text, figure.end)])
    near = {word.start for word in after[: _DATED + 1] if word.start < stop}
    return [moment for moment in stated.moments if moment.start in near]


def _named_so(figure: Figure, own: Figure, stated: Facts, source: Facts) -> bool:
    """Whether both figures follow the same name: "Part 16" is no other part's number."""
    before = [_name_before(one, text) for one, text in ((figure, stated), (own, source))]
    return before[0] == before[1] != ""


def _name_before(figure: Figure, stated: Facts) -> str:
    last = next((word for word in reversed(stated.words) if word.end <= figure.start), None)
    gap = stated.text[last.end : figure.start] if last else ""
    return last.stem if last and gap == " " and stated.text[last.start].isupper() else ""


def _weights(stated: Facts) -> dict[str, float]:
    weights = {word.stem: rarity(word.folded) for word in stated.words if not word.small}
    for name in proper_names(stated):
        for word in stated.words:
            if name.start <= word.start < name.end:
                weights[word.stem] = rarity(word.folded) + _NAME
    return weights


def _company(figure: Figure, stated: Facts) -> tuple[set[str], set[str]]:
    """The stems before and after a figure that belong to it."""
    before = [word for word in stated.words if word.end <= figure.start]
    after = [word for word in stated.words if word.start >= figure.end]
    others = [(one.start, one.end) for one in stated.figures if one != figure]
    start = max(
        [0, *(end for _, end in others if end <= figure.start), *_breaks(stated.text, 0, figure.start)]
    )
    stop = min(
        [len(stated.text), *(at for at, _ in others if at >= figure.end), *_breaks(stated.text, figure.end)]
    )
    return (
        {word.stem for word in before[-_REACH:] if word.start >= start and not word.small},
        {word.stem for word in after[:_REACH] if word.start < stop and not word.small},
    )


def _breaks(text: str, start: int, end: int | None = None) -> list[int]:
    return [match.start() for match in _BREAK.finditer(text, start, len(text) if end is None else end)]


def _fit(
    here: tuple[set[str], set[str]], there: tuple[set[str], set[str]], weights: dict[str, float]
) -> float:
    """The weight of the words that stand on the same side of both figures."""
    return sum(weights.get(stem, 0.0) for one, two in zip(here, there, strict=True) for stem in one & two)
