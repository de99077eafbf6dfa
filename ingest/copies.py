"""Near copies: a syndicated story, an edited headline, a cut paragraph, other quotation marks. They stay articles, and
are linked.

1. the words of a body, by fives, make a MinHash signature, which the library keeps
2. LSH over all signatures names the few articles that could be copies
3. these are compared exactly: nearly all of the shorter one's fives stand in the other, and nearly all of its figures
   and names: two pages of one template share their phrases, and differ in just these

MinHash: Broder, "On the resemblance and containment of documents", 1997.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from library.change import Change
from library.state import Key
from values import Version

if TYPE_CHECKING:
    from rensa import RMinHash  # type: ignore[import-untyped]

SCHEME = "rensa 2, 256, words by 5"  # signatures of another scheme are made anew
PERMUTATIONS, BANDS, SEED = (
    256,
    64,
    1,
)  # four rows a band: half of the fives shared is found in 98 of 100 cases
ROUGHLY = 0.35  # the share of fives that two signatures must seem to have in common before texts are compared
MOST = 50  # articles that one is compared with
LEAST = 25  # words of a body below which nothing is said
WORDS = 0.7  # the share of the shorter one's fives that must stand in the other
FACTS = 0.8  # ... and of its figures and names
SIZE = 0.4  # how much of the longer one the shorter one must be
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a body, by fives, and its figures and names."""

    fives: frozenset[str]
    facts: frozenset[str]


def to_body(version: Version) -> Body:
    """What is compared of a version: its body without title, byline and furniture."""
    spans = (version.text[span.start : span.end] for span in version.spans if span.kind == "body")
    words = _WORD.findall("\n".join(spans))
    folded = [word.casefold() for word in words]
    fives = (" ".join(folded[at : at + 5]) for at in range(len(folded) - 4)) if len(words) >= LEAST else ()
    facts = (word for word in words if word[0].isupper() or any(letter.isdigit() for letter in word))
    return Body(frozenset(fives), frozenset(facts))


def are_copies(one: Body, other: Body) -> bool:
    """Whether two bodies are nearly the same text, or one of them the other cut."""
    return (
        min(len(one.fives), len(other.fives)) >= SIZE * max(len(one.fives), len(other.fives), 1)
        and _within(one.fives, other.fives) >= WORDS
        and _within(one.facts, other.facts) >= FACTS
    )


def _within(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller of two sets that is in the other; an empty one is wholly in it."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 1.0


def link_copies(made: Iterable[Version], change: Change) -> None:
    """Sign the versions that are to be current, and link them with those that they are near copies of.

    Versions of an older library that have no signature yet are signed too.
    """
    new = {(version.article, version.number): version for version in made}
    replaced = {article for article, _ in new}
    kept = {key: blob for key, blob in change.signatures(SCHEME).items() if key[0] not in replaced}
    unsigned = [*new, *(key for key, blob in kept.items() if blob is None)]
    if not unsigned:
        return

    @cache
    def body(key: Key) -> Body:
        return to_body(new[key] if key in new else change.version(*key))

    signed = {key: _opened(blob) for key, blob in kept.items() if blob}
    fresh = {key: _sign(body(key)) for key in unsigned if body(key).fives}
    for key in unsigned:
        change.sign(*key, SCHEME, fresh[key].__getstate__() if key in fresh else b"")
    for key, other in _pairs(fresh, {**signed, **fresh}):
        if are_copies(body(key), body(other)):
            change.link(key, other)


def _sign(body: Body) -> RMinHash:
    from rensa import RMinHash

    made = RMinHash(PERMUTATIONS, SEED)
    made.update(sorted(body.fives))
    return made


def _opened(blob: bytes) -> RMinHash:
    from rensa import RMinHash

    held = RMinHash(PERMUTATIONS, SEED)
    held.__setstate__(blob)
    return held


def _pairs(fresh: Mapping[Key, RMinHash], every: Mapping[Key, RMinHash]) -> Iterator[tuple[Key, Key]]:
    """Each of ``fresh`` with those of ``every`` that seem most like it."""
    from rensa import RMinHashLSH

    keys = list(every)
    index = RMinHashLSH(ROUGHLY, PERMUTATIONS, BANDS)
    index.insert_many(list(every.values()))
    for key, signature in fresh.items():
        near = [keys[at] for at in index.query(signature) if keys[at][0] != key[0]]
        like = [(signature.jaccard(every[other]), other) for other in near]
        for share, other in sorted(like, reverse=True)[:MOST]:
            if share >= ROUGHLY:
                yield key, other
