"""The invented articles that disagree, and those that only seem to, as one collection, and what a desk makes of it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from made_collection import fill

from ingest.embed import Encoder
from library.store import Library
from values import Answer, Receipt

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


def sides_of_answer(answer: Answer) -> list[str]:
    """The sides of each dispute of an answer, in one text each."""
    return [" || ".join(side.text for side in dispute.sides) for dispute in answer.disputes]
