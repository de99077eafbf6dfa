"""What each step of answering without a model is worth: the project's own questions, with one step left out at a time.

`desk bench ablation` prints the table, and with --write puts it into ``docs/answering.md``. The questions are those of
the floors that nothing is fitted on, and one set that is; the coefficients of refusal stay as they are, so a step that
only moves refusal shows there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from config import Settings
from quality.eval import Report, run
from quality.floors import Gate, own_desks, read_gates
from rag.desk import Desk
from rag.recipe import RECIPE, Recipe

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "answering.md"
BEGIN, END = "<!-- ablation -->\n", "<!-- /ablation -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One variant, with the report on each set of questions in order."""

    name: str
    reports: tuple[Report, ...]


def variants() -> Iterator[tuple[str, Recipe]]:
    """The recipe as it is, then with each of its parts left out."""
    yield "as it is", RECIPE
    for view in RECIPE.views:
        views = MappingProxyType({k: 0.0 if k == view else w for k, w in RECIPE.views.items()})
        yield f"without the view `{view}`", replace(RECIPE, views=views)
    yield "without the second look", replace(RECIPE, second=0.0)
    yield "names of sources count like other words", replace(RECIPE, with_names=1.0, source=0.0)
    yield "headings do not count in late interaction", replace(RECIPE, heading=0.0)
    yield "denials count like other sentences", replace(RECIPE, denied=0.0)
    yield "comparisons, lists and summaries like other questions", replace(RECIPE, parts=False)
    yield "without the glossary", replace(RECIPE, glossary=False)


def shown_gates() -> list[Gate]:
    """The sets of questions that the table shows."""
    return [gate for gate in read_gates() if gate.unseen or gate.name == "natural"]


def ablate(settings: Settings) -> list[Row]:
    """Ask the project's own questions in every variant; one library for each folder of articles."""
    gates = shown_gates()
    with own_desks(settings) as desk_over:
        desks = {folder: desk_over(folder) for folder in dict.fromkeys(gate.articles for gate in gates)}
        return [
            Row(name, tuple(run(gate.questions, _with(desks[gate.articles], recipe)) for gate in gates))
            for name, recipe in variants()
        ]


def _with(desk: Desk, recipe: Recipe) -> Desk:
    return Desk(desk.settings, desk.library, desk.encoder, recipe)


def to_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table: right and refusal of each set of questions."""
    names = [gate.name for gate in shown_gates()]
    head = ["| step left out |", *(f" {name}: right | refusal |" for name in names)]
    lines = ["".join(head), "| --- |" + " --- | --- |" * len(names)]
    for row in rows:
        measured = [report.measures() for report in row.reports]
        cells = [f" {m['right']:.3f} | {m['refusal_rate_unanswerable']:.3f} |" for m in measured]
        lines.append(f"| {row.name} |" + "".join(cells))
    return "\n".join(lines) + "\n"


def write(table: str, document: Path = DOCUMENT) -> None:
    """Put the table between the marks of the document."""
    before, _, rest = document.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}{table}{END}{after}", "utf-8")
