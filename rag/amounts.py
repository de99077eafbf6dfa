"""The figures and dates of a statement against those of its sources.

A figure must stand in a sentence that is about the same: the best ones, or one that shares words with the statement.
The same sum may be written in any usual way; "nearly half" may be 48 %, "over 600" may be 612.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator

from rag.comparison import Comparison, Finding
from rag.figures import Figure
from rag.moments import Moment, to_words
from rag.pairing import mixed_up, other_date
from rag.particulars import amounts, other_words
from rag.sources import Told
from rag.support import states

Key = tuple[str, float, str]  # what two writings of a figure have in common
_DAYS = {"hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400, "day": 1.0, "week": 7.0, "fortnight": 14.0}
_MONTHS = {"month": 1.0, "year": 12.0, "decade": 120.0, "century": 1200.0}
_NEARLY = 0.8  # of a statement's words, that a sentence has which says the same
_LOOSE = re.compile(
    r"\b(?:(?P<near>about|around|roughly|some|approximately|approx\.?|circa|close to|just|almost|nearly)"
    r"|(?P<more>over|more than|above|upwards of|exceeding|exceeds)"
    r"|(?P<less>under|less than|fewer than|below))\W*(?:a |an |the |£|\$|€)*$",
    re.IGNORECASE,
)


def figure_findings(seen: Comparison) -> Iterator[Finding]:
    """Each figure that the sources do not tell, with what they tell in its place."""
    for figure in amounts(seen.facts):
        told = any(
            agree(figure, other, _bound(seen, figure, one, other))
            for one in seen.about
            for other in one.facts.figures
        )
        placed = _in_place(seen, figure) or (_mixed_up(seen, figure) if told else "")
        if told and not placed:
            continue
        text = seen.facts.text[figure.start : figure.end].strip()
        instead = placed or _first(figure.kind, seen.best)
        asked = not instead and any(agree(figure, other) for other in seen.asked.figures)
        yield Finding(None, _echo(text)) if asked else Finding("number_differs", _reason(text, instead))


def agree(figure: Figure, other: Figure, bound: str = "") -> bool:
    """Whether two figures are the same amount; ``bound`` ("near", "more", "less") is what the first one says of it.

    >>> from rag.figures import figures
    >>> [agree(*figures(text)) for text in ("£6bn, 6 billion pounds", "18 months, 2 years", "two thirds, 67%")]
    [True, False, True]
    """
    if figure.kind != other.kind and {figure.kind, other.kind} - {"count", "year", "ordinal"}:
        return _bare(figure, other)
    one, two = _size(figure), _size(other)
    if one[1] != two[1]:
        return False
    return _same(one[0], two[0], bound) or (figure.kind == "percent" and _rounds(one[0], two[0]))


def _bare(figure: Figure, other: Figure) -> bool:
    """A number whose unit stands apart: "£6573 a year … compared to only £4965" against "4965"."""
    return "count" in (figure.kind, other.kind) and figure.value == other.value and figure.value >= 20


def _size(figure: Figure) -> tuple[float, str]:
    """The amount in the smallest unit of its kind: days, months, pence are not mixed with others."""
    if figure.unit in _DAYS:
        return figure.value * _DAYS[figure.unit], "days"
    if figure.unit in _MONTHS:
        return figure.value * _MONTHS[figure.unit], "months"
    return figure.value, figure.unit


def _same(one: float, two: float, bound: str) -> bool:
    if one == two or math.isinf(one) or math.isinf(two):
        return one == two
    if abs(one - two) <= 1e-6 * max(abs(one), abs(two)):
        return True
    if bound == "near":
        return abs(one - two) <= 0.1 * abs(two)
    if bound == "more":
        return one < two <= 1.25 * one
    return bound == "less" and 0.8 * one <= two < one


def _rounds(one: float, two: float) -> bool:
    """Percentages that differ by rounding only: two thirds and 67 %."""
    return round(one) == round(two) and (one == int(one)) != (two == int(two))


def _bound(seen: Comparison, figure: Figure, told: Told, other: Figure) -> str:
    """What the statement says of its figure, unless the source says it too ("over 600" for "over 500")."""
    here, there = (
        _LOOSE.search(text[max(0, one.start - 24) : one.start])
        for text, one in ((seen.facts.text, figure), (told.text, other))
    )
    return here.lastgroup or "" if here and not there else ""


def _in_place(seen: Comparison, figure: Figure) -> str:
    """The figure of the source in whose place a near copy has this one."""
    if not (seen.copied and seen.alignment and seen.beside):
        return ""
    for departure in seen.alignment.departures:
        if not any(unit.start < figure.end and figure.start < unit.end for unit in departure.here):
            continue
        places = [(unit.start, unit.end) for unit in departure.there]
        for other in seen.beside.facts.figures:
            there = any(start < other.end and other.start < end for start, end in places)
            same = agree(figure, other, _bound(seen, figure, seen.beside, other))
            if there and other.kind == figure.kind and not same and not _said_elsewhere(seen, figure):
                return seen.beside.text[other.start : other.end].strip()
    return ""


def _said_elsewhere(seen: Comparison, figure: Figure) -> bool:
    """Whether another sentence than the one copied says nearly all of the statement, with its figure."""
    own = {word.stem for word in other_words(seen.facts) if states(word)}
    for one in seen.told:
        says = len(own & one.facts.stems) >= max(1, _NEARLY * len(own))
        if says and one is not seen.beside and any(other.key == figure.key for other in one.facts.figures):
            return True
    return False


def _mixed_up(seen: Comparison, figure: Figure) -> str:
    """The figure of the source with whose words this one stands, where the sentence has its own words for it too."""
    for one in seen.best:
        if any(other.key == figure.key for other in one.facts.figures):
            other = mixed_up(figure, seen.facts, one.facts)
            return one.text[other.start : other.end].strip() if other else ""
    return ""


def _first(kind: str, told: Iterable[Told]) -> str:
    for one in told:
        for other in one.facts.figures:
            if other.kind == kind:
                return one.text[other.start : other.end].strip()
    return ""


def _reason(text: str, instead: str) -> str:
    return f"{text}: the source says {instead}." if instead else f"{text} stands nowhere in the words cited."


def _echo(text: str) -> str:
    return f"{text} is what the question says; the words cited do not tell it."


# ---------------------------------------------------------------- dates


def date_findings(seen: Comparison) -> Iterator[Finding]:
    """Each date that the sources do not tell, with the one that they tell in its place."""
    keys = {figure.key for figure in amounts(seen.facts)}
    for moment in seen.facts.moments:
        other = _paired(seen, moment, keys) if keys else None
        if _told_so(seen, moment) and not _moved(seen, moment) and not other:
            continue
        text = to_words(moment)
        if other:
            yield Finding("date_differs", _reason(text, to_words(other)))
            continue
        told = [other for one in seen.best for other in one.facts.moments]
        told.sort(key=lambda other: _form(other) != _form(moment))
        instead = to_words(told[0]) if told else ""
        if not instead and any(moment.within(other) for other in seen.asked.moments):
            yield Finding(None, _echo(text))
        else:
            yield Finding("date_differs", _reason(text, instead if instead != text else ""))


def _told_so(seen: Comparison, moment: Moment) -> bool:
    """Whether a sentence about the same tells the date; the year may come from elsewhere in the source."""
    near = seen.told if moment.years == 100 else seen.about
    others = [other for one in near for other in one.facts.moments]
    if any(moment.within(other) for other in others) or _month_named(seen, moment):
        return True
    years = {other.year for one in seen.told for other in one.facts.moments} | _published(seen)
    return any(
        moment.agrees(other) and (moment.day is None or other.day is not None) for other in others
    ) and (moment.year is None or moment.year in years)


def _paired(seen: Comparison, moment: Moment, keys: Collection[Key]) -> Moment | None:
    """The date that the sources give to the statement's figure (of ``keys``), where none of them gives it this one."""
    found = [other_date(moment, seen.facts, one.facts) for one in seen.about]
    for one, other in zip(seen.about, found, strict=True):
        has = any(figure.key in keys for figure in one.facts.figures)
        if has and other is None and any(moment.within(date) for date in one.facts.moments):
            return None
    return next(filter(None, found), None)


def _form(moment: Moment) -> tuple[bool, ...]:
    """Which parts of a date it tells."""
    return moment.year is None, moment.month is None, moment.day is None, moment.weekday is None


def _month_named(seen: Comparison, moment: Moment) -> bool:
    """Whether a month that stands alone ("the March for Work") is written so in the source, whatever it means."""
    if moment.month is None or moment.year or moment.day:
        return False
    word = re.compile(rf"\b{re.escape(seen.facts.text[moment.start : moment.end])}\b")
    return any(word.search(one.text) for one in seen.about)


def _published(seen: Comparison) -> set[int | None]:
    return {int(source.dated[:4]) for source in seen.sources if source.dated[:4].isdigit()}


def _moved(seen: Comparison, moment: Moment) -> bool:
    """Whether a near copy has this date where its source has another."""
    if not (seen.copied and seen.alignment and seen.beside):
        return False
    for departure in seen.alignment.departures:
        if any(unit.start < moment.end and moment.start < unit.end for unit in departure.here):
            at = [(unit.start, unit.end) for unit in departure.there]
            there = [o for o in seen.beside.facts.moments if any(a < o.end and o.start < b for a, b in at)]
            return bool(there) and not any(moment.agrees(other) for other in there)
    return False
