"""What the words of some texts add to what is known of the collection's own words; and how such sums are put together.

Counting takes about 2 ms a passage, so that it is done once for each version of an article and kept in the library
(``tallies.py``). Tallies put together in the order of their texts are the tally of all the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.names import bodies, learn_acronyms
from rag.words import fold, plain, stem, words

_SMALL = re.compile(r"\b[a-z][\w'-]*")
_INNER_CAPITAL = re.compile(r"(?<=[a-z,;:)] )[A-Z][\w'-]*")


@dataclass(frozen=True, slots=True)
class Tally:
    """Of ``texts`` texts: in how many each stem and each folded word stands, in how many each word stands with a
    capital inside a sentence and in how many without; the initials of bodies with the name that came first, the
    acronyms that are introduced with the name that came last, all folded; ``offices`` and ``names`` of who speaks."""

    texts: int = 0
    stems: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    capital: dict[str, int] = field(default_factory=dict)
    small: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    introduced: dict[str, str] = field(default_factory=dict)
    offices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def tally(texts: Sequence[str], offices: Iterable[str] = (), names: Iterable[str] = ()) -> Tally:
    """Count some texts, whose sentences these people and bodies say."""
    counted: Counter[str] = Counter()
    stemmed: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        held = set(words(text))
        counted.update(held)
        stemmed.update({stem(word) for word in held})
        flat = plain(text)
        capital.update({_bare(word) for word in set(_INNER_CAPITAL.findall(flat))})
        small.update({_bare(word) for word in set(_SMALL.findall(flat))})
    return Tally(
        texts=len(texts),
        stems=dict(stemmed),
        words=dict(counted),
        capital=dict(capital),
        small=dict(small),
        bodies=_initials(texts),
        introduced=_introduced(texts),
        offices=tuple(sorted(set(offices))),
        names=tuple(sorted(set(names))),
    )


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    return fold(word).removesuffix("'s")


def _initials(texts: Iterable[str]) -> dict[str, str]:
    """The initials of the bodies that texts name, with the first of these."""
    found: dict[str, str] = {}
    for text in texts:
        for body in bodies(text):
            initials = "".join(word[0] for word in plain(body.text).split() if word[0].isupper())
            if len(initials) > 2:
                found.setdefault(fold(initials), fold(body.text))
    return found


def _introduced(texts: Iterable[str]) -> dict[str, str]:
    """The acronyms that texts introduce, with the full names that they are introduced for last."""
    found: dict[str, str] = {}
    for text in texts:
        found |= {fold(short): fold(full) for short, full in learn_acronyms(text).items()}
    return found


def together(tallies: Iterable[Tally]) -> Tally:
    """One tally of all the texts of some, in their order."""
    sums: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
    initials: dict[str, str] = {}
    introduced: dict[str, str] = {}
    offices: set[str] = set()
    names: set[str] = set()
    texts = 0
    for one in tallies:
        texts += one.texts
        for whole, part in zip(sums, (one.stems, one.words, one.capital, one.small), strict=True):
            whole.update(part)
        for short, full in one.bodies.items():
            initials.setdefault(short, full)
        introduced |= one.introduced
        offices.update(one.offices)
        names.update(one.names)
    stems, counted, capital, small = sums
    return Tally(
        texts,
        stems,
        counted,
        capital,
        small,
        initials,
        introduced,
        tuple(sorted(offices)),
        tuple(sorted(names)),
    )
