"""A desk with hand-made answers, for tests of the page that need an answer of a certain shape.

``python tests/made_desk.py PORT``, with the project's folder on the path, serves one whose answers hold nothing but
the question that was asked, in every place where an answer holds a text.
"""

from __future__ import annotations

import atexit
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from threading import Event
from typing import cast

from made_answers import ANSWERED, ARTICLE, PARTIAL, REFUSED, VERSION, cite

from config import Settings, open_settings
from library.scope import scope_of
from library.store import open_library
from rag.desk import Desk
from ui.serve import serve
from values import (
    Answer,
    Article,
    Claim,
    Description,
    DeskError,
    Part,
    Passage,
    Scope,
    Span,
    Speaker,
    Turn,
    Version,
)


def empty_library() -> Path:
    """The folder of a real library without articles, in which conversations and briefings can be kept."""
    folder = Path(mkdtemp(prefix="desk"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_library(folder).close()
    return folder


@dataclass
class MadeLibrary:
    generation: int = 1
    version_: Version = VERSION
    readonly: bool = False
    directory: Path = field(default_factory=empty_library)

    def refresh(self) -> bool:
        return False

    def was_erased(self, article: str, number: int) -> bool:
        return False

    def article(self, id_or_name: str) -> Article | None:
        return next((one for one in self.articles() if id_or_name in (one.id, one.name)), None)

    def versions(self, article: str) -> tuple[Version, ...]:
        return (self.version_,)

    def all_articles(self) -> tuple[Article, ...]:
        return self.articles()

    def scope(self, filters: Mapping[str, str] | None = None) -> Scope:
        return scope_of(self.articles(), filters or {})

    def articles(self) -> tuple[Article, ...]:
        return (replace(ARTICLE, current=self.version_),)

    def passages(self) -> tuple[Passage, ...]:
        return ()

    def passages_of(self, articles: Sequence[str]) -> tuple[Passage, ...]:
        return ()

    def version(self, article: str, number: int) -> Version | None:
        return self.version_ if (article, number) == ("lanmoor", 1) else None


@dataclass
class MadeDesk:
    """Answers by the words of the question, and remembers what it was asked."""

    library: MadeLibrary = field(default_factory=MadeLibrary)
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    filters: list[dict[str, str]] = field(default_factory=list)
    settings: Settings = field(default_factory=open_settings)

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Mapping[str, str] | None = None
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        self.filters.append(dict(filters or {}))
        if not question.strip():
            raise DeskError("The question is empty. Write one and ask again.")
        if "fault" in question:
            raise ZeroDivisionError(question)
        shape = REFUSED if "cost" in question else PARTIAL if "part" in question else ANSWERED
        return replace(shape, question=question, searched=question)

    def plain(self, question: str, filters: Mapping[str, str] | None = None) -> Answer:
        return self.ask(question, (), filters)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Mapping[str, str] | None = None,
        stop: Event | None = None,
    ) -> Iterator[Answer]:
        yield self.ask(question, history, filters)


class EchoDesk(MadeDesk):
    """Says nothing but the question, in every place where an answer holds a text."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Mapping[str, str] | None = None
    ) -> Answer:
        words = question or " "
        part = Part(words, None, "given", words, (0, len(words)))
        about = Description(part, part, part, part, part, part, part)
        spans = (Span(0, len(words), "body"), Span(len(words) + 1, 2 * len(words) + 1, "furniture", words))
        self.library.version_ = replace(
            VERSION, text=f"{words}\n{words}", spans=spans, description=about, name=words
        )
        citation = replace(
            cite(1, "five-year", about), start=0, end=len(words), quote=words, name=words, link=words
        )
        claim = Claim(
            words,
            (1,),
            "verbatim",
            (words,),
            ((0, 1),),
            Speaker(words, words, words, "inferred"),
            part,
            words,
        )
        closest = (replace(citation, number=None),)
        return replace(
            ANSWERED,
            question=words,
            searched=words * 2,
            note=words,
            claims=(claim, replace(claim, check="words_differ")),
            citations=(citation,),
            closest=closest,
        )


def made(desk: MadeDesk) -> Desk:
    return cast(Desk, desk)


def main() -> None:
    def opening(_: Settings) -> Desk:
        return made(EchoDesk())

    settings = open_settings()
    serve(replace(settings, app=replace(settings.app, port=int(sys.argv[1]))), opening)


if __name__ == "__main__":
    main()
