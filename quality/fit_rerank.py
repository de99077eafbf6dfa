"""Fit the coefficients of ``rag/rerank.py``: which of the sentences that are near a question answers it?

    python -m quality.fit_rerank          writes rag/rerank_coefficients.py and prints what it reached

The project's own questions are used, but for those kept unseen. Of each, the chance that the second look puts on the
sentences that show its evidence is raised (a softmax over its candidates, with a ridge, by Newton's method). Nothing
is random. Whoever fits this fits ``quality/fit.py`` after it: what refuses looks at what stands first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from config import open_settings
from quality.eval import read_items
from quality.fit import gates_to_fit, to_source
from quality.floors import own_desks
from quality.judge import Item, shows
from rag.desk import Desk
from rag.recipe import RECIPE

NEAREST = 25  # of the candidates of a question, so many are told apart, by the first look
RIDGE = 10.0
STEPS = 30
OUT = Path(__file__).resolve().parents[1] / "rag" / "rerank_coefficients.py"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question of a set: ``rows`` [n, k] measure its candidates, in the order of ``names``, and ``shown`` [n] are
    those that show its evidence."""

    set: str
    names: tuple[str, ...]
    rows: Floats
    shown: NDArray[np.bool_]


def examples() -> Iterator[Example]:
    """The project's own questions that have an answer among their candidates."""
    with own_desks(open_settings()) as desk_over:
        for gate in gates_to_fit():
            opened = desk_over(gate.articles)
            desk = Desk(opened.settings, opened.library, opened.encoder, replace(RECIPE, second=0.0))
            for item in read_items(gate.questions):
                example = _example(desk, gate.name, item) if item.answerable else None
                if example is not None and example.shown.any():
                    yield example


def _example(desk: Desk, set_: str, item: Item) -> Example | None:
    if not (evidence := (*item.evidence, *item.alternatives)):
        return None
    _, candidates, scores = desk.scored(item.question, item.history)
    shown = np.array([any(shows(c.text, one) for one in evidence) for c in candidates])
    near = np.argsort(np.argsort(-scores.total, kind="stable")) < NEAREST
    kept = near | shown
    rows = np.stack(list(scores.measured.values()), axis=1).astype(np.float64)
    return Example(set_, tuple(scores.measured), rows[kept], shown[kept])


def fit(held: Sequence[Example]) -> Floats:
    """The coefficient of each measure: [k]."""
    rows = np.vstack([one.rows for one in held])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled = [(one.rows - mean) / spread for one in held]
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        slope, bend = -RIDGE * weights, RIDGE * np.eye(len(weights))
        for own, one in zip(scaled, held, strict=True):
            chance = _softmax(own @ weights)
            wanted = np.where(one.shown, chance, 0.0) / chance[one.shown].sum()
            slope += own.T @ (wanted - chance)
            bend += (own.T * chance) @ own - np.outer(own.T @ chance, own.T @ chance)
        weights = weights + np.linalg.solve(bend, slope)
    result: Floats = weights / spread
    return result


def _softmax(values: Floats) -> Floats:
    powers = np.exp(values - values.max())
    result: Floats = powers / powers.sum()
    return result


def first_right(held: Sequence[Example], weights: Floats) -> float:
    """The share of the questions whose first sentence by these weights shows their evidence."""
    return float(np.mean([one.shown[int(np.argmax(one.rows @ weights))] for one in held]))


def held_out(held: Sequence[Example]) -> dict[str, float]:
    """``first_right`` of each set by the weights fitted on the others."""
    reached = {}
    for name in dict.fromkeys(one.set for one in held):
        weights = fit([one for one in held if one.set != name])
        reached[name] = round(first_right([one for one in held if one.set == name], weights), 3)
    return reached


def write(names: Sequence[str], weights: Floats, out: Path = OUT) -> None:
    """Write the coefficients as a module."""
    head = '"""The coefficients of ``rerank``, made by ``quality/fit_rerank.py``; not written by hand."""'
    out.write_text(f"{head}\n\n{to_source(dict(zip(names, weights, strict=True)))}", "utf-8")


def main(say: Callable[[str], None] = print) -> None:
    """Gather, fit, write, and print one line of JSON on what was reached."""
    held = list(examples())
    write(held[0].names, fit(held))
    say(json.dumps({"examples": len(held), "first_right": held_out(held)}))


if __name__ == "__main__":
    main()
