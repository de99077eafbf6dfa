"""What a sentence states, as the checks read it: its words with their places, its figures, its dates and its names.

Read once for each text and kept, because the same sentences of a source are compared again and again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.embed import TOKENIZER, find_model
from ingest.names import Name, names
from ingest.tokens import tokenizer
from rag.figures import Figure, figures
from rag.moments import Moment, moments
from rag.words import SMALL_WORDS, fold, stem

_WORD = re.compile(
    r"[^\W\d_]+\d[^\W_]*|[£$€]?\d(?:[\d,.]*\d)?(?:%|(?:bn|m|k|th|st|nd|rd)\b)?|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?P<verb>[a-z]+)n't$")
_SPOILT = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
NEGATORS = frozenset("not no never nor neither none nobody nothing nowhere without".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``text[start:end]``: folded, and its stem. "don’t" is two words at one place, "do" and "not"."""

    start: int
    end: int
    folded: str
    stem: str

    @property
    def negates(self) -> bool:
        return self.folded in NEGATORS

    @property
    def small(self) -> bool:
        """A word that says nothing of the matter: an article, a pronoun, an auxiliary."""
        return self.folded in SMALL_WORDS or (len(self.folded) == 1 and not self.folded.isdecimal())


@dataclass(frozen=True, slots=True)
class Facts:
    """What one sentence states. All places are offsets in ``text``."""

    text: str
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    names: tuple[Name, ...]
    stems: frozenset[str]


@lru_cache(maxsize=8192)
def facts(text: str) -> Facts:
    """The facts of a sentence, or of any short text.

    >>> [w.folded for w in facts("It can’t cost £6bn.").words]
    ['it', 'can', 'not', 'cost', '£6bn']
    """
    found = tuple(_words(text))
    return Facts(
        text, found, tuple(figures(text)), moments(text), names(text), frozenset(w.stem for w in found)
    )


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        start, end = match.span()
        negated = _NOT.match(folded)
        if negated or folded == "cannot":
            verb = negated["verb"] if negated else "can"
            verb = _SPOILT.get(verb, verb)
            yield Word(start, end, verb, stem(verb))
            yield Word(start, end, "not", "not")
        else:
            yield Word(start, end, folded, stem(folded))


@cache
def _ranks() -> dict[str, int]:
    """Word → its place among the encoder's 30,522 word pieces, which stand in order of how common they are."""
    vocabulary: dict[str, int] = json.loads((find_model() / TOKENIZER).read_text("utf-8"))["model"]["vocab"]
    return {word: rank for word, rank in vocabulary.items() if word.isalpha()}


@lru_cache(maxsize=65536)
def is_ordinary(folded: str) -> bool:
    """Whether a word is more often written small than large: most likely no name.

    cl100k's vocabulary keeps capitals and is in order of frequency: " place" comes long before " Place", but " London"
    before " london". Words that are in it neither way are judged by the encoder's vocabulary, which has no capitals;
    adverbs, which mostly open sentences, and compounds by what they are made of.
    """
    parts = [part for part in re.split(r"[-'’]", folded) if len(part) > 1]
    if len(parts) > 1:
        return all(map(is_ordinary, parts))
    if folded in SMALL_WORDS or folded in NEGATORS:
        return True
    if folded.endswith("ly") and len(folded) > 6:
        return any(map(is_ordinary, (folded[:-2], f"{folded[:-2]}e", f"{folded[:-3]}y", folded[:-4])))
    small, large = (tokenizer().encode_ordinary(f" {word}") for word in (folded, folded.capitalize()))
    if len(small) == 1 or len(large) == 1:
        return (len(small), small[0]) < (len(large), large[0])
    return len(small) < len(large) or folded in _ranks() or stem(folded) in _ranks()


@lru_cache(maxsize=65536)
def rarity(folded: str) -> float:
    """How much one word says: 0.4 for the most common words of English, 1.3 for one that is in no vocabulary.

    The logarithm of the word's rank between 2,000 (where the word pieces of English begin) and 30,000 (Zipf's law: the
    logarithm of the rank goes with that of the frequency). Figures count as rare words.
    """
    from math import log

    ranks = _ranks()
    rank = ranks.get(folded) or ranks.get(stem(folded)) or 30_000
    return 0.3 + max(0.1, (log(rank) - log(2000)) / (log(30_000) - log(2000)))
