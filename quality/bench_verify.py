"""How well what the sources do not say is flagged, on anybody's data of two forms.

``ragtruth_qa``: answers of models in which people have marked what is not in the passages. An answer counts as flagged
if any of its sentences is; F1 over answers, and F1 over characters (flagged sentences against marked spans).
``factscore_claims`` and ``factscore_sources``: single claims against a page; the mean of the share of wrong claims that
is flagged and the share of right ones that is not (balanced accuracy).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypedDict

from quality.sets import Row, find, read
from rag.checks import SERIOUS
from rag.verify_file import CheckedSentence, verify_answer
from values import SettingsError

Progress = Callable[[str, int, int], None]

_LABEL = re.compile(r"passage \d+:")
_JOINT = "####SPECIAL####SEPARATOR####"


class Scores(TypedDict):
    """What flagging reaches: F1 with precision and recall."""

    f1: float
    precision: float
    recall: float


class Counted:
    """True and false positives, false and true negatives."""

    def __init__(self) -> None:
        self.hit = self.alarm = self.miss = self.calm = 0

    def add(self, flagged: bool, wrong: bool, times: int = 1) -> None:
        if flagged:
            self.hit, self.alarm = self.hit + wrong * times, self.alarm + (not wrong) * times
        else:
            self.miss, self.calm = self.miss + wrong * times, self.calm + (not wrong) * times

    @property
    def scores(self) -> Scores:
        precision = self.hit / max(1, self.hit + self.alarm)
        recall = self.hit / max(1, self.hit + self.miss)
        f1 = 2 * self.hit / max(1, 2 * self.hit + self.alarm + self.miss)
        return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}

    @property
    def balanced(self) -> float:
        """The mean of the shares of wrong and of right ones that are told apart."""
        wrong, right = max(1, self.hit + self.miss), max(1, self.alarm + self.calm)
        return round((self.hit / wrong + self.calm / right) / 2, 4)


def bench_verify(
    folder: Path, limit: int | None = None, progress: Progress | None = None
) -> dict[str, object]:
    """The figures of each set that the folder holds. Raises SettingsError where it holds none."""
    report: dict[str, object] = {"bench": "verify"}
    for name, measure, files in (
        ("ragtruth_qa", _answers, ("ragtruth_qa",)),
        ("factscore", _claims, ("factscore_claims", "factscore_sources")),
    ):
        if paths := find(folder, *files):
            start = perf_counter()
            rows = [read(path) for path in paths]
            rows[0] = rows[0][:limit]
            figures = measure(rows, progress)
            report[name] = {**figures, "items": len(rows[0]), "seconds": round(perf_counter() - start, 1)}
    if len(report) == 1:
        raise SettingsError(
            f"{folder}: holds none of the sets. Name a folder with ragtruth_qa, or with factscore_claims and"
            " factscore_sources, as .jsonl or .jsonl.gz."
        )
    return report


# ---------------------------------------------------------------- answers with marked spans


def _answers(files: Sequence[Sequence[Row]], progress: Progress | None) -> dict[str, object]:
    answers, characters = Counted(), Counted()
    for done, row in enumerate(files[0], 1):
        text = str(row["answer"])
        checked = verify_answer(text, to_passages(str(row["passages"])), str(row["question"]))
        flagged = _flagged(checked)
        answers.add(bool(flagged), bool(row["hallucinated"]))
        _add_characters(characters, len(text), flagged, [(one["start"], one["end"]) for one in row["spans"]])
        if progress:
            progress("answers", done, len(files[0]))
    return {"answers": answers.scores, "characters": characters.scores}


def to_passages(text: str) -> list[str]:
    """The passages of a text that labels them "passage 1:", "passage 2:"; one where it has no labels."""
    return [part.strip() for part in _LABEL.split(text) if part.strip()]


def _flagged(checked: Iterable[CheckedSentence]) -> list[tuple[int, int]]:
    return [(one["start"], one["end"]) for one in checked if one["check"] in SERIOUS]


def _add_characters(
    counted: Counted, length: int, flagged: Sequence[tuple[int, int]], marked: Sequence[tuple[int, int]]
) -> None:
    held = [[False] * length, [False] * length]
    for row, places in zip(held, (flagged, marked), strict=True):
        for start, end in places:
            row[start:end] = [True] * (min(end, length) - start)
    for one, other in zip(*held, strict=True):
        counted.add(one, other)


# ---------------------------------------------------------------- single claims


def _claims(files: Sequence[Sequence[Row]], progress: Progress | None) -> dict[str, object]:
    pages = {(row["generator"], row["doc_no"]): str(row["text"]).replace(_JOINT, "") for row in files[1]}
    counted = Counted()
    for done, row in enumerate(files[0], 1):
        page = pages.get((row["generator"], row["doc_no"]), "")
        checked = verify_answer(str(row["claim"]), [page], str(row["question"]))
        counted.add(bool(_flagged(checked)), row["label"] != "entailment")
        if progress:
            progress("claims", done, len(files[0]))
    return {"balanced_accuracy": counted.balanced, "claims": counted.scores}
