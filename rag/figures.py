"""Figures in running text: sums, percentages, counts, durations and years, each with its value and its place.

"£6bn", "£6 billion" and "6 billion pounds" are the same figure; so are "two fifths" and "40 %". A year is a figure
of its own kind, so that 2014 never equals a count of 2,014. Values are floats rounded to nine significant digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag.words import plain

FigureKind = Literal["money", "percent", "count", "duration", "year", "ordinal"]


@dataclass(frozen=True, slots=True)
class Figure:
    """``unit`` is the currency, the time unit, or empty. ``start`` and ``end`` are offsets in the text read."""

    kind: FigureKind
    value: float
    unit: str
    start: int
    end: int

    @property
    def key(self) -> tuple[str, float, str]:
        """What two writings of the same figure have in common."""
        return self.kind, self.value, self.unit


_ONES = {
    w: i
    for i, w in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_TIMES = {"centur": "century", "min": "minute", "hr": "hour", "sec": "second"}
_CURRENCIES = {"£": "GBP", "pound": "GBP", "$": "USD", "dollar": "USD", "€": "EUR", "euro": "EUR"}
# The four letters beyond ASCII that a pattern without regard to case takes for s, i, I and K.
_LETTERS = str.maketrans("\u017f\u0131\u0130\u212a", "siIK")

_WORDNUM = "|".join(sorted([*_ONES, *_TENS], key=len, reverse=True))
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
    rf"|(?:a|(?:{_WORDNUM})(?:[- ](?:{_WORDNUM}))?)(?=[ ]{_SCALE}\b)|(?:{_WORDNUM})(?:-(?:{_WORDNUM}))?(?![^\W\d_]))"
)
_FIGURE = re.compile(
    rf"""(?<![\w.,])(?P<sign>[£$€])?\s?
    (?P<number>{_NUMBER})
    (?:\s?(?P<short>bn|mn|mln|tn|m|k|b)(?![\w%])|(?P<scales>(?:[ -]{_SCALE})+)\b)?
    (?:\s?(?P<percent>%|per[ ]?cent(?:age)?\b(?:[ ]points?\b)?)
      |[ -](?P<part>{"|".join(_PARTS)})\b
      |[ ](?P<currency>pounds?|dollars?|euros?)\b
      |[ -](?P<time>minute|min|hour|hr|second|sec|day|week|fortnight|month|year|decade|centur)(?:s|ies|y)?\b
      |(?P<ordinal>st|nd|rd|th)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_PART = re.compile(
    r"\b(?:(?:a|one)[ -])?(half|third|quarter|fifth|tenth)\b(?= of\b| the\b)", re.IGNORECASE
)
_SHARE = re.compile(
    rf"\b(?P<some>\d{{1,3}}|{_WORDNUM}) (?:in|out of|(?:in|of|out of) every) (?P<all>\d{{1,3}}|{_WORDNUM}|a hundred)\b"
    r"(?![-,.]?\d|%| (?:per cent|million|billion|year|month|week|day|hour))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")


def _word_value(word: str) -> float:
    """ "twenty-three" → 23; "a" → 1. The words are known to be numbers."""
    return float(sum(1 if w == "a" else _ONES.get(w, _TENS.get(w, 0)) for w in re.split(r"[- ]", word)))


def _value(match: re.Match[str]) -> float:
    number = match["number"].lower()
    value = float(number.replace(",", "")) if number[-1].isdigit() else _word_value(number)
    for scale in re.findall(r"[a-z]+", (match["scales"] or match["short"] or "").lower()):
        value *= _SCALES[scale]
    return value


def _kind(match: re.Match[str], value: float) -> tuple[FigureKind, float, str]:
    """The kind, value and unit of one match: what stands beside the number decides."""
    if match["percent"]:
        return "percent", value, ""
    if match["sign"] or match["currency"]:
        mark = match["sign"] or match["currency"].lower().rstrip("s")
        return "money", value, _CURRENCIES[mark]
    if match["part"]:
        return "percent", 100 * value / _PARTS[match["part"].lower()], ""
    if match["time"]:
        return "duration", value, _TIMES.get(match["time"].lower(), match["time"].lower())
    if match["ordinal"]:
        return "ordinal", value, ""
    if _YEAR.match(match["number"]) and not (match["short"] or match["scales"]):
        return "year", value, ""
    return "count", value, ""


_LABEL = re.compile(
    r"\b(?:sections?|sch?edules?|clauses?|articles?|paragraphs?|chapters?|pages?|tables?|figures?|parts?|phases?"
    r"|stages?|steps?|levels?|tiers?|groups?|bands?|routes?|lines?|roads?|junctions?|zones?|wards?|rooms?|nos?\.?"
    r"|numbers?|items?|annex|appendix|options?|covid)[ -]$",
    re.IGNORECASE,
)


def is_label(figure: Figure, text: str) -> bool:
    """Whether a count is none, but the number of a section, a route or the like ("section 114")."""
    return figure.kind == "count" and bool(_LABEL.search(text[max(0, figure.start - 12) : figure.start]))


def _shares(flat: str) -> Iterator[Figure]:
    """ "One in five", "three out of ten", "28 of every 100": a part of a whole that is told in small numbers."""
    for match in _SHARE.finditer(flat):
        some, whole = (_small_number(match[key]) for key in ("some", "all"))
        if 0 < some < whole and (whole <= 10 or whole in (12, 20, 100)):
            yield Figure("percent", float(f"{100 * some / whole:.9g}"), "", match.start(), match.end())


def _small_number(word: str) -> float:
    word = word.lower().removeprefix("a ")
    return float(word) if word.isdigit() else _SCALES.get(word) or _word_value(word)


def figures(text: str) -> list[Figure]:
    """All figures of a text, in order of their place, without overlap.

    >>> [f.key for f in figures("two fifths of £6bn, or one in five")]
    [('percent', 40.0, ''), ('money', 6000000000.0, 'GBP'), ('percent', 20.0, '')]
    """
    flat = plain(text) if len(plain(text)) == len(text) else text
    flat = flat.translate(_LETTERS)
    found = list(_shares(flat))
    shares = [(f.start, f.end) for f in found]
    for match in _FIGURE.finditer(flat):
        if any(start < match.end() and match.start() < end for start, end in shares):
            continue
        kind, value, unit = _kind(match, _value(match))
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append(Figure(kind, float(f"{value:.9g}"), unit, start, match.end()))
    taken = [(f.start, f.end) for f in found]
    for match in _BARE_PART.finditer(flat):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            share = float(f"{100 / _PARTS[match[1].lower()]:.9g}")
            found.append(Figure("percent", share, "", match.start(), match.end()))
    return sorted(found, key=lambda f: f.start)
