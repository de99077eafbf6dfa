"""Figures as measurements, to tell whether two of them can both be right: how exact each is meant to be, and by what
it is counted.

"About £6bn" and "£6.1bn" agree, "more than 5,000" and "5,840" agree, "£6m a year" and "£30m over five years" are not
compared at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.amounts import agree
from rag.facts import Facts, Word, facts
from rag.figures import Figure, figures
from rag.particulars import amounts

DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4, "year": 365.25, "decade": 3652.5}
NEAR = 0.15  # how far a figure may be from one that is said to be "about" so much
NOUN = 4  # words after a figure that may name what is counted
_BOUND = re.compile(
    r"\b(?:(?P<near>about|around|roughly|some|approximately|approx\.?|circa|close to|just|almost|nearly|an estimated"
    r"|estimated at)"
    r"|(?P<more>(?:just |well )?over|(?:no )?(?:more|fewer|less) than|above|upwards of|exceeding|exceeds|at least"
    r"|a minimum of|from)"
    r"|(?P<less>under|below|up to|at most|as (?:many|much) as|a maximum of))\W*(?:a |an |the |£|\$|€)*$",
    re.IGNORECASE,
)
_FEWER = re.compile(r"(?<!no )(?:fewer|less) than\W*$|no more than\W*$", re.IGNORECASE)
_AFTER = re.compile(
    r"\W*(?:(?P<less>at most|at the most|or less|or fewer)|(?P<more>or more|at least|plus)|or so)\b"
)
_TIME = r"(?:year|month|week|day|hour|night|quarter|term|decade|annum)"
_EACH = re.compile(
    rf"\b(?:a|an|each|every) ({_TIME}|head|pupil|child|person|household|resident)\b|\bper ([a-z]+)\b"
    r"|\b(annual|yearly|monthly|weekly|daily|hourly)(?:ly)?\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"\b(annual|yearly|monthly|weekly|daily|hourly)(?:ly)?\b", re.IGNORECASE)
_OVER = re.compile(
    rf"\b(?:over|across|within|in|for|during|spread over)(?: the)?(?: \w+)? (?P<over>[\w-]+) {_TIME}s\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s*(?:to|[-–—]|and|or)\s*[£$€]?\s*$")
# A figure in a condition states nothing: "If you sell within five years, …".
_CONDITION = re.compile(
    r"\b(?:if|unless|when|whenever|where|whether|once|provided)\b[^,;:.]*$", re.IGNORECASE
)
_ENDS = re.compile(r"[,;:()–—]|\.\s")
_PASSED = frozenset("of the its their our his her all or more".split())
_OFTEN = {
    "annum": "year",
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with the range that it stands for, lengths of time in days. ``rate`` is by what it is counted ("year",
    "over five"), or ""; ``noun`` holds the stems of the words right after it, which name what is counted."""

    figure: Figure
    low: float
    high: float
    bound: str
    rate: str
    noun: tuple[str, ...]

    @property
    def same_kind(self) -> tuple[str, str, str]:
        """What two measures must have in common to be compared."""
        return self.figure.kind, "" if self.figure.unit in DAYS else self.figure.unit, self.rate


@lru_cache(maxsize=4096)
def measures(text: str) -> tuple[Measure, ...]:
    """The sums, percentages, counts and lengths of time in a sentence; the two ends of a range are one measure.

    >>> [(m.low, m.high, m.rate, m.noun) for m in measures("It spends £5m to £6m a year on 37 old halls.")]
    [(5000000.0, 6000000.0, 'year', ()), (37.0, 37.0, '', ('old', 'hall'))]
    """
    if not figures(text) or text.rstrip().endswith("?"):  # reading all facts takes ten times as long
        return ()
    stated = facts(text)
    kinds = ("money", "percent", "count", "duration")
    told = [f for f in amounts(stated) if f.kind in kinds and not _CONDITION.search(text, 0, f.start)]
    return tuple(_read(stated, pair) for pair in _pairs(told, text))


def _pairs(found: list[Figure], text: str) -> Iterator[tuple[Figure, Figure]]:
    """Each figure with itself, or with the other end of its range."""
    at = 0
    while at < len(found):
        one, two = found[at], found[min(at + 1, len(found) - 1)]
        joined = two is not one and _JOINS.fullmatch(text[one.end : two.start])
        alike = one.kind == two.kind or (one.kind == "count" and two.kind in ("money", "percent", "duration"))
        yield (one, two) if joined and alike else (one, one)
        at += 2 if joined and alike else 1


def _read(stated: Facts, ends: tuple[Figure, Figure]) -> Measure:
    first, last = ends
    before, after = stated.text[max(0, first.start - 28) : first.start], stated.text[last.end :]
    values = sorted(end.value * DAYS.get(last.unit, 1.0) for end in (first, last))
    return Measure(
        last, values[0], values[1], _bound(before, after), _rate(stated.text, ends), _noun(stated, last)
    )


def _bound(before: str, after: str) -> str:
    if _FEWER.search(before):
        return "less"
    match = _BOUND.search(before) or _AFTER.match(after)
    if not match:
        return ""
    return match.lastgroup or "near"


def _rate(text: str, ends: tuple[Figure, Figure]) -> str:
    """By what a figure is counted: what is said so after it, up to the next figure, or right before it."""
    start, end = ends[0].start, ends[1].end
    others = [f.start for f in facts(text).figures if f.start >= end and f.kind not in ("duration", "year")]
    stop = min([*(m.start() for m in _ENDS.finditer(text, end)), *others, len(text)])
    after = text[end:stop]
    if ends[1].kind != "duration" and (match := _OVER.search(after)):
        return f"over {match['over'].lower()}"
    match = _EACH.search(after) or _ADVERB.search(" ".join(text[:start].split()[-4:]))
    if not match:
        return ""
    word = next(part for part in match.groups() if part).lower()
    return _OFTEN.get(word, word)


def _noun(stated: Facts, figure: Figure) -> tuple[str, ...]:
    found: list[Word] = []
    at = figure.end
    for word in (one for one in stated.words if one.start >= figure.end):
        apart = stated.text[at : word.start].strip(" -")
        if word.folded in _PASSED and not found and not apart:
            at = word.end
            continue
        if word.small or apart or len(found) == NOUN:
            break
        found.append(word)
        at = word.end
    return tuple(word.stem for word in found)


def consistent(one: Measure, other: Measure) -> bool:
    """Whether two measures of the same thing can both be right, as exactly as each is told.

    >>> [consistent(*measures(text)) for text in ("about £6bn; £6.1bn", "more than 5,000; 5,840", "£9m; £14m")]
    [True, True, False]
    """
    if one.low <= other.high and other.low <= one.high:
        return True
    return any(_allows(a, b) for a, b in ((one, other), (other, one))) or _rounded(one, other)


def _allows(one: Measure, other: Measure) -> bool:
    """Whether what the first says of its figure ("about", "at least", "up to") lets the second be right."""
    if agree(one.figure, other.figure, one.bound):
        return True
    if one.bound == "near" or one.figure.unit != other.figure.unit:
        return abs(one.low - other.low) <= NEAR * max(one.low, other.low)
    return (one.bound == "more" and other.high >= one.low) or (one.bound == "less" and other.low <= one.high)


def _rounded(one: Measure, other: Measure) -> bool:
    """Whether the rounder of two figures, neither of them a range, is the other one rounded."""
    if one.low != one.high or other.low != other.high:
        return False
    digits = sorted((_digits(one), _digits(other)))[0]
    return digits < 15 and _to(one.figure.value, digits) == _to(other.figure.value, digits)


def _digits(measure: Measure) -> int:
    """How many digits of a value are meant: of £6bn one, of 412 three; a whole number under a hundred is exact."""
    value = measure.figure.value
    if value == 0:
        return 15
    text = f"{value:.9g}" if value < 1e9 else f"{value:.0f}"
    kept = len(text.replace(".", "").strip("0"))
    whole = measure.figure.kind != "money" and value < 100 and value == int(value)
    return 15 if whole else max(kept, 1)


def _to(value: float, digits: int) -> float:
    return round(value, digits - 1 - math.floor(math.log10(abs(value)))) if value else 0.0
