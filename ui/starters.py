"""Questions to start from: only such as the collection answers today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from values import Answer, Article, Passage

if TYPE_CHECKING:
    from rag.desk import Desk

NUMBER = 4
TRIED = 16  # questions asked of the desk before fewer than four are shown
LONGEST = 120  # code points


def starters(desk: Desk, wished: Iterable[str]) -> tuple[str, ...]:
    """Up to four questions that the desk answers: the wished ones first, then some made from the collection."""
    library = desk.library
    made = made_from(library.articles(), library.passages())
    tried = islice(dict.fromkeys(chain(wished, made)), TRIED)
    return tuple(islice((question for question in tried if _answered(desk.ask(question))), NUMBER))


def _answered(answer: Answer) -> bool:
    return answer.status == "answered"


def made_from(articles: Iterable[Article], passages: Iterable[Passage]) -> Iterator[str]:
    """Questions about who speaks in the collection, the most quoted first, then about who wrote its articles."""
    speakers = Counter(
        sentence.speaker.name
        for passage in passages
        for sentence in passage.sentences
        if sentence.quoted and sentence.speaker.known == "stated" and sentence.speaker.name
    )
    for name, _ in speakers.most_common():
        yield from _short(f"What does {name} say?")
    for article in articles:
        title = article.current.description.title.value
        if title:
            yield from _short(f"When was “{title}” published, and who wrote it?")


def _short(question: str) -> Iterator[str]:
    words = " ".join(question.split())
    if len(words) <= LONGEST:
        yield words
