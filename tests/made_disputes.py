"""The invented articles that disagree, and those that only seem to, as one collection, and what a desk makes of it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from made_answers import ANSWERED
from made_collection import fill

from ingest.embed import Encoder
from library.store import Library
from rag.beside import with_other_sources
from rag.cite import cite
from rag.desk import Desk
from rag.lexicon import build_lexicon
from rag.question import understand
from rag.retrieve import Found
from values import Answer, Claim, Passage, Receipt

TODAY = date(2026, 11, 21)
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Case:
    """``expect`` is "dispute", "newer" or "none"; ``sides`` are words of what must stand side by side."""

    name: str
    question: str
    expect: str
    sides: tuple[str, ...]
    articles: tuple[dict[str, str], ...]

    def holds(self, text: str) -> bool:
        """Whether a text has the words of all sides."""
        return all(side in text for side in self.sides)


def cases(name: str) -> list[Case]:
    rows = tomllib.loads((DATA / name).read_text(encoding="utf-8"))["case"]
    return [
        Case(r["name"], r["question"], r["expect"], tuple(r.get("sides", ())), tuple(r["article"]))
        for r in rows
    ]


def fill_with(library: Library, folder: Path, encoder: Encoder, held: Sequence[Case]) -> Receipt:
    """All articles of some cases in one library."""
    folder.mkdir(parents=True)
    sources = []
    for number, case in enumerate(held):
        for side, article in enumerate(case.articles):
            name = f"{number:02}-{side}.txt"
            (folder / name).write_text(article["text"] + "\n", encoding="utf-8")
            told = [f'{key} = "{article[key]}"' for key in ("publisher", "published") if article.get(key)]
            sources.append("\n".join([f'[article."{name}"]', *told, 'because = "it was made up so"']))
    (folder / "sources.toml").write_text("\n\n".join(sources), encoding="utf-8")
    return fill(library, folder, encoder)


class Asked:
    """A desk on a collection of cases; each answer is made to rest on one article, whatever the desk would choose."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._articles = {one.id: one for one in desk.library.articles()}
        self._lexicon = build_lexicon(desk.library.passages(), [], [], {})
        self._found: dict[str, list[Found]] = {}

    def found(self, question: str) -> list[Found]:
        if question not in self._found:
            self._found[question] = self.desk.search(question)
        return self._found[question]

    def rest(self, case: Case, at: int = 0) -> Answer:
        """The answer that cites the nearest sentence of an article of the case, with what stands beside it."""
        found = self.found(case.question)
        own = next(one for one in found if self._is(case.articles[at], one.passage))
        sides = [s for s in own.passage.sentences if any(side in s.text for side in case.sides)]
        nearest = own.passage.sentences[max(range(len(own.sentences)), key=own.sentences.__getitem__)]
        sentence = sides[0] if sides else nearest
        version = self._articles[own.passage.article].current
        citation = cite(version, sentence.start, sentence.end, 1, own.passage)
        claim = Claim(sentence.text, (1,), "verbatim")
        answer = replace(ANSWERED, question=case.question, claims=(claim,), citations=(citation,))
        return self.beside(answer)

    def beside(self, answer: Answer) -> Answer:
        understood = understand(answer.question, self._lexicon)
        return with_other_sources(answer, understood, self.found(answer.question), self._articles, TODAY)

    def _is(self, article: dict[str, str], passage: Passage) -> bool:
        about = self._articles[passage.article].current.description
        told = (about.publisher.value, about.published.value)
        return told == (article["publisher"], article["published"])


def sides_of_answer(answer: Answer) -> list[str]:
    """The sides of each dispute of an answer, in one text each."""
    return [" || ".join(side.text for side in dispute.sides) for dispute in answer.disputes]
