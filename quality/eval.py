"""Ask a desk golden questions, judge its answers, and report the shares.

    read_items → [Item] ─ask→ {id: Reply} ─evaluate→ Report

Only ``run`` needs a library; the rest is plain functions over values.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from quality.judge import Item, Judgement, Reply, judge
from rag.cite import answer_text
from values import Answer, SettingsError, Turn

# Of these measures less is better; of all others, more.
LESS_IS_BETTER = frozenset({"forbidden", "words", "citations"})


class Asks(Protocol):
    """Whoever answers questions: a ``rag.desk.Desk``."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Report:
    """The golden questions with the judgement of each answer, in the order of the file."""

    rows: tuple[tuple[Item, Judgement], ...]

    def measures(self) -> dict[str, float]:
        """Each measure by name; not a number (NaN) where no question has it."""
        every = [found for _, found in self.rows]
        yes = [found for item, found in self.rows if item.answerable]
        no = [found for item, found in self.rows if not item.answerable]
        given = [found for found in yes if found.answered]
        return {
            "items": len(every),
            "right": _mean(found.right for found in every),
            "right_answerable": _mean(found.right for found in yes),
            "answer_rate": _mean(found.answered for found in yes),
            "refusal_rate_unanswerable": _mean(found.refused for found in no),
            "evidence_recall": _mean(found.recall for found in yes),
            "first_citation_hit": _mean(found.first for found in yes),
            "citation_precision": _mean(found.precision for found in yes if found.citations),
            "mentions": _mean(found.mentions for found in yes),
            "forbidden": sum(bool(found.forbidden) for found in every),
            "words": _mean(found.words for found in given),
            "citations": _mean(found.citations for found in given),
        }

    def by_type(self) -> dict[str, tuple[int, int]]:
        """How many are right and how many there are, by the type of question, in alphabetical order."""
        kinds = sorted({item.type for item, _ in self.rows})
        groups = {kind: [found.right for item, found in self.rows if item.type == kind] for kind in kinds}
        return {kind: (sum(group), len(group)) for kind, group in groups.items()}

    def below(self, floors: Mapping[str, float]) -> tuple[str, ...]:
        """One sentence for each floor that is missed. A measure that is not a number misses its floor.

        Raises SettingsError where a floor names no measure.
        """
        measures = self.measures()
        missed = []
        for name, floor in floors.items():
            if name not in measures:
                raise SettingsError(f"The floor {name} is no measure. Known are: {', '.join(measures)}.")
            value, word = measures[name], "above" if name in LESS_IS_BETTER else "below"
            if not (value <= floor if name in LESS_IS_BETTER else value >= floor):
                missed.append(f"{name} is {value:.3f}, {word} its floor of {floor:.3f}.")
        return tuple(missed)

    def to_text(self, misses: bool = False) -> str:
        """The measures and the types as lines; with ``misses`` also each question not right, and why."""
        lines = [f"{name:28} {_show(value)}" for name, value in self.measures().items()]
        lines += [f"  {kind:20} right {right}/{of}" for kind, (right, of) in self.by_type().items()]
        wrong = [(item, found) for item, found in self.rows if misses and not found.right]
        lines += [f"- {item.id} {item.question!r}: {found.why or 'answered'}" for item, found in wrong]
        return "\n".join(lines)


def run(path: Path, desk: Asks) -> Report:
    """The report on the golden questions in the file ``path``, asked of ``desk`` one after the other."""
    items = read_items(path)
    return evaluate(items, {item.id: to_reply(desk.ask(item.question, item.history)) for item in items})


def evaluate(items: Iterable[Item], replies: Mapping[str, Reply]) -> Report:
    """The report on ``replies`` by the id of their question; a question without a reply counts as wrong."""
    return Report(tuple((item, judge(item, replies.get(item.id))) for item in items))


def to_reply(answer: Answer) -> Reply:
    """What of an answer is judged: its text as ``desk ask --json`` gives it, and the words that it cites."""
    refused = answer.status == "not_in_corpus"
    return Reply(refused, answer_text(answer), tuple(citation.quote for citation in answer.citations))


def read_items(path: Path) -> tuple[Item, ...]:
    """The golden questions of a file with one JSON object a line; keys that are not known are ignored.

    Raises SettingsError with the line, where a line is no object, lacks a key, or repeats an id.
    """
    items: dict[str, Item] = {}
    for number, line in enumerate(_read(path).split("\n"), 1):
        if line.strip():
            item = _read_item(line, f"{path}, line {number}")
            if item.id in items:
                raise SettingsError(f"{path}, line {number}: the id {item.id!r} came before. Ids are unique.")
            items[item.id] = item
    return tuple(items.values())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}). Name another file.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from None


def _read_item(line: str, where: str) -> Item:
    try:
        row = json.loads(line)
        return Item(
            id=row["id"],
            question=row["question"],
            type=row["type"],
            answerable=row["answerable"],
            evidence=tuple(row.get("evidence", ())),
            alternatives=tuple(row.get("alt_evidence", ())),
            must_mention=tuple(tuple(group) for group in row.get("must_mention", ())),
            must_not=tuple(row.get("must_not", ())),
            notes=row.get("notes", ""),
            all_needed=bool(row.get("need_all", False)),
            history=tuple(Turn(turn["role"], turn["content"]) for turn in row.get("history", ())),
            articles=tuple(row.get("articles", ())),
        )
    except json.JSONDecodeError as error:
        raise SettingsError(f"{where}: is not JSON ({error.msg}). Write one object a line.") from None
    except KeyError as error:
        raise SettingsError(
            f"{where}: lacks {error}. A question has id, question, type, answerable."
        ) from None
    except (TypeError, AttributeError):
        raise SettingsError(f"{where}: is not in the golden schema. Write one object a line.") from None


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else math.nan


def _show(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
