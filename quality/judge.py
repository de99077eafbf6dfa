"""The judgement of one answer against one golden question.

An answer is right if it mentions what it must, says nothing forbidden, is short enough, and cites the
evidence: all of it where the question needs all, else any of it or an alternative. Printing the collection is
not answering, so there is a longest text, and long quotations support nothing. Where the collection holds no
answer, the refusal is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from values import Turn

MOST_WORDS = 150
MOST_WORDS_ALL = 250
MOST_WORDS_QUOTE = 120
MOST_WORDS_QUOTES = 300
ENOUGH = 0.99
ALL_NEEDED = frozenset({"multi", "cross", "temporal"})

_FOLD = str.maketrans("\u2018\u2019\u201c\u201d\u00a0\u2010\u2011\u2012\u2013\u2014", "''\"\" -----")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One golden question. ``evidence`` and ``alternatives`` are sentences of the articles, word for word;
    each group of ``must_mention`` needs one of its variants in the answer."""

    id: str
    question: str
    type: str
    answerable: bool
    evidence: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    must_mention: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    notes: str = ""
    all_needed: bool = False
    history: tuple[Turn, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What of an answer is judged: whether it refused, its plain text, the words that it cites in order."""

    refused: bool
    text: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of one answer. ``recall``, ``precision`` and ``first`` concern the cited words; they,
    ``mentions`` and ``too_long`` keep their defaults where the question is not answerable."""

    right: bool
    answered: bool
    refused: bool
    words: int
    citations: int
    forbidden: tuple[str, ...] = ()
    mentions: bool = True
    recall: float = 1.0
    first: bool = False
    precision: float = 0.0
    too_long: bool = False

    @property
    def why(self) -> str:
        """In words, what kept the answer from being right."""
        faults = (
            (self.refused, "refused"),
            (not self.refused and not self.answered, "no answer"),
            (self.answered and not self.mentions, "lacks what it must mention"),
            (self.answered and self.recall < ENOUGH, f"cites {self.recall:.0%} of the evidence"),
            (bool(self.forbidden), "says " + ", ".join(map(repr, self.forbidden))),
            (self.too_long, f"{self.words} words"),
        )
        return "; ".join(words for true, words in faults if true)


def judge(item: Item, reply: Reply | None) -> Judgement:
    """The judgement of ``reply`` (None: there is none) as an answer to ``item``."""
    text = _norm(reply.text) if reply else ""
    quotes = _usable(reply.quotes) if reply else ()
    refused = reply is not None and reply.refused
    forbidden = tuple(words for words in item.must_not if _norm(words) in text)
    base = Judgement(
        right=refused and not forbidden,
        answered=reply is not None and not refused,
        refused=refused,
        words=len(text.split()),
        citations=len(quotes),
        forbidden=forbidden,
    )
    return _judge_answerable(item, base, text, quotes) if item.answerable else base


def _judge_answerable(item: Item, base: Judgement, text: str, quotes: Sequence[str]) -> Judgement:
    good = item.evidence + item.alternatives
    hits = [any(shows(quote, wanted) for wanted in good) for quote in quotes]
    found = [any(shows(quote, wanted) for quote in quotes) for wanted in item.evidence]
    mentions = all(any(_norm(words) in text for words in group) for group in item.must_mention)
    recall = sum(found) / len(found) if found else 1.0
    need_all = item.all_needed or item.type in ALL_NEEDED
    any_will_do = not need_all or "any one is enough" in item.notes.lower()
    supported = recall >= ENOUGH or (any_will_do and any(hits))
    too_long = base.words > (MOST_WORDS_ALL if need_all else MOST_WORDS)
    return Judgement(
        right=base.answered and mentions and supported and not base.forbidden and not too_long,
        answered=base.answered,
        refused=base.refused,
        words=base.words,
        citations=base.citations,
        forbidden=base.forbidden,
        mentions=mentions,
        recall=recall,
        first=bool(hits) and hits[0],
        precision=sum(hits) / len(hits) if hits else 0.0,
        too_long=too_long,
    )


def shows(cited: str, wanted: str) -> bool:
    """True where cited words show a wanted sentence: the one holds the other (at least half of it), or they
    share a run of at least 60 % of the wanted words.

    >>> shows("the five-year settlements that counties want", "Five-year settlements that counties want.")
    True
    """
    cited, wanted = _norm(cited), _norm(wanted)
    if not cited or not wanted:
        return False
    if wanted in cited or (cited in wanted and len(cited) >= 0.5 * len(wanted)):
        return True
    return _longest_run(cited.split(), wanted.split()) >= 0.6 * len(wanted.split())


def _longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest run of words that stands in both."""
    longest, row = 0, [0] * (len(b) + 1)
    for word in a:
        row = [0, *(row[j] + 1 if word == other else 0 for j, other in enumerate(b))]
        longest = max(longest, *row)
    return longest


def _usable(quotes: Sequence[str]) -> tuple[str, ...]:
    """The quotations that can support something: none if together too long, else each not too long."""
    lengths = [len(quote.split()) for quote in quotes]
    if sum(lengths) > MOST_WORDS_QUOTES:
        return ()
    return tuple(quote for quote, length in zip(quotes, lengths, strict=True) if length <= MOST_WORDS_QUOTE)


def _norm(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_FOLD)).strip().lower()
