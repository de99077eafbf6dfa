"""What is known while one question is answered: the generation of the library, the question as read, and the time."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from library.schema import now
from library.store import Library
from rag.converse import Standalone
from rag.extract import header_of, names_of
from rag.lexicon import Lexicon, lexicon_of
from rag.passages import Passages
from rag.question import Question
from rag.retrieve import Found
from rag.tallies import tallies
from rag.tally import together
from values import Answer, Article, Passage, Scope, Seconds


@dataclass(frozen=True, slots=True)
class Generation:
    """What is worked out once for each generation of the library."""

    number: int
    lexicon: Lexicon
    articles: dict[str, Article]
    passages: Mapping[str, Passage]


def work_out(library: Library, terms: Mapping[str, tuple[str, ...]]) -> Generation:
    """What is known of the library's generation; ``terms`` are other writings of words."""
    articles = {article.id: article for article in library.articles()}
    held = together(tallies(library))
    headers = [*(header_of(article) for article in articles.values()), *held.offices]
    names = {name for article in articles.values() for name in names_of(article)}
    lexicon = lexicon_of(held, headers, sorted(names.union(held.names)), terms)
    return Generation(library.generation, lexicon, articles, Passages(library))


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks: as it was typed, as it is searched, and what was found for it."""

    own: str
    question: Question
    found: Sequence[Found]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was read: as it came, to stand alone, understood; and what was found for it among the articles
    ``within`` (None: all). ``parts`` where it asks several things, else none. ``trouble`` is what went wrong with the
    model before it could answer, or ""."""

    question: str
    alone: Standalone
    understood: Question
    found: Sequence[Found]
    known: Generation
    scope: Scope
    within: Collection[str] | None
    parts: tuple[Part, ...] = ()
    trouble: str = ""

    def passages(self) -> list[Passage]:
        """The passages found, the best for each part before the second best for any."""
        ranks = zip_longest(*(part.found for part in self.parts), self.found)
        return list({one.passage.id: one.passage for rank in ranks for one in rank if one}.values())


@dataclass(slots=True)
class Clock:
    """When one answer was begun (``moment``: UTC, ISO 8601) and its passages were found; ``until``: the end of a
    model's time, by ``time.monotonic()``. What the library takes in after ``moment`` the answer did not see."""

    limit: float  # seconds
    moment: str = field(default_factory=now)
    started: float = field(default_factory=time.perf_counter)
    retrieved: float = 0.0
    until: float = 0.0

    def __post_init__(self) -> None:
        self.until = time.monotonic() + max(self.limit - RESERVE, self.limit / 2)

    def part(self, share: float) -> float:
        """The end of the first part of the time that a model has."""
        return self.until - (1 - share) * self.limit

    def told(self, answer: Answer) -> Answer:
        """The answer with how long its steps took; ``seconds.verify`` is known, and the rest of the time is the
        draft's, with what goes beside it and the wait for a model."""
        total = time.perf_counter() - self.started
        retrieve, verify = self.retrieved - self.started, answer.seconds.verify
        return replace(answer, seconds=Seconds(retrieve, total - retrieve - verify, verify, total))


RESERVE = 0.2  # seconds of the time that are kept for putting the answer together
