"""Twenty answers, before and after, for a reader to judge: the plainest recipe beside the one in use.

`python -m quality.twenty` writes ``docs/twenty-answers.md``. The questions are every third of a set that nothing is
fitted on (``tests/data/questions_network.jsonl``), so that nobody picked them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from config import open_settings
from quality.eval import read_items
from quality.floors import own_desks, read_gates
from rag.cite import answer_text
from rag.desk import Desk
from rag.recipe import RECIPE, Recipe
from values import Answer

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "twenty-answers.md"
PLAIN = Recipe(
    views=MappingProxyType({view: float(view in ("cosine", "words")) for view in RECIPE.views}),
    with_names=1.0,
    source=0.0,
    heading=0.0,
    denied=0.0,
    parts=False,
    glossary=False,
)
HEAD = """# Twenty answers, before and after
Every third of a set of questions that nothing is fitted on. *Before*: cosine and BM25 of the sentences alone, which
always answer. *After*: the recipe in use. Made by `python -m quality.twenty`; the words are those of the articles.
"""


def pairs(count: int = 20) -> Iterator[tuple[str, bool, Answer, Answer]]:
    """Question, whether the collection answers it, and the answers before and after."""
    gate = next(gate for gate in read_gates() if gate.name == "network")
    items = read_items(gate.questions)
    with own_desks(open_settings()) as desk_over:
        desk = desk_over(gate.articles)
        always = replace(desk.settings, ask=replace(desk.settings.ask, answer_threshold=0.0))
        plain = Desk(always, desk.library, desk.encoder, PLAIN)
        for item in items[:: max(len(items) // count, 1)][:count]:
            yield (
                item.question,
                item.answerable,
                plain.ask(item.question, item.history),
                desk.ask(item.question, item.history),
            )


def to_text(rows: Sequence[tuple[str, bool, Answer, Answer]]) -> str:
    """The document: for each question both answers, and whether there is one at all."""
    parts = [HEAD]
    for number, (question, answerable, before, after) in enumerate(rows, 1):
        there = "" if answerable else " (the collection does not answer it)"
        parts.append(
            f"## {number}. {question}{there}\n**Before.** {_told(before)}\n\n**After.** {_told(after)}\n"
        )
    return "\n".join(parts)


def _told(answer: Answer) -> str:
    status = "" if answer.status == "answered" else f"*{answer.status}.* "
    said = answer_text(answer)
    return f"{status}{said}" + (f" {answer.note}" if answer.claims and answer.note else "")


if __name__ == "__main__":
    DOCUMENT.write_text(to_text(list(pairs())), "utf-8")
