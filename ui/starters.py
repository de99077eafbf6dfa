"""Questions to start from: only such as the collection answers today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from values import NOBODY, Answer, Article, Passage, Speaker

if TYPE_CHECKING:
    from rag.desk import Desk

NUMBER = 4
TRIED = 16  # questions asked of the desk before fewer than four are shown
READ = 100  # articles from which some are made
LONGEST = 120  # code points


def starters(desk: Desk, wished: Iterable[str]) -> tuple[str, ...]:
    """Up to four questions that the collection answers, without asking a model: the wished ones first, then some made
    from the collection."""
    tried = islice(filter(None, _candidates(desk, wished)), TRIED)
    answered = (question for question in tried if _answered(desk.plain(question)))
    return tuple(islice(_once(answered), NUMBER))


def _once(questions: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for question in questions:
        if question not in seen:
            seen.add(question)
            yield question


def _candidates(desk: Desk, wished: Iterable[str]) -> Iterator[str]:
    yield from wished
    articles = desk.library.articles()[:READ]
    yield from made_from(articles, desk.library.passages_of([article.id for article in articles]))


def _answered(answer: Answer) -> bool:
    return answer.status == "answered"


def made_from(articles: Iterable[Article], passages: Iterable[Passage]) -> Iterator[str]:
    """Questions made from the collection: for each article what its loudest voice says, then who wrote it."""
    voices: dict[str, Counter[Speaker]] = {}
    for passage in passages:
        heard = (sentence.speaker for sentence in passage.sentences)
        voices.setdefault(passage.article, Counter()).update(one for one in heard if one != NOBODY)
    listed = list(articles)
    for article in listed:
        loudest = voices.get(article.id, Counter()).most_common(1)
        yield from (_short(_about(speaker, article)) for speaker, _ in loudest)
    for article in listed:
        title = article.current.description.title.value
        yield _short(f"When was “{title}” published, and who wrote it?" if title else "")


def _about(speaker: Speaker, article: Article) -> str:
    """
    >>> _about(Speaker(body="Lanmoor Network", office="report"), article)
    'What does the Lanmoor Network report call for?'
    """
    if speaker.name:
        author = speaker.name == article.current.description.author.value
        return f"What does {speaker.name} {'argue' if author else 'say'}?"
    if speaker.office:
        return f"What does the {speaker.body} {speaker.office} call for?"
    return f"What does {speaker.body} say?"


def _short(question: str) -> str:
    """The question on one line; "" if it is too long to be a button."""
    words = " ".join(question.split())
    return words if len(words) <= LONGEST else ""
