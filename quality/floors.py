"""The floors of quality: the project's own questions, and the least that the answers to them must reach.

A floor rises with the answers and is never lowered in silence: ``best`` keeps the highest value that it ever had,
and a floor that lies under it needs ``lowered_because``.

    read_gates → [Gate] ─measure→ Outcome → to_text, missed
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NotRequired, TypedDict

from config import Settings
from ingest.embed import open_encoder
from ingest.sync import sync
from library.store import open_library
from quality.eval import LESS_IS_BETTER, Asks, Report, run
from rag.desk import Desk
from values import Refused, SettingsError

OWN = Path(__file__).resolve().parents[1] / "tests" / "data" / "floors.json"


class _FloorRow(TypedDict):
    value: float
    best: float
    lowered_because: NotRequired[str]


class _GateRow(TypedDict):
    questions: str
    articles: str
    unseen: NotRequired[bool]
    floors: dict[str, _FloorRow]


@dataclass(frozen=True, slots=True)
class Floor:
    """The least (for measures where less is better: the most) that a measure may be, and the best it ever was."""

    value: float
    best: float
    lowered_because: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Golden questions, the folder of articles that they are asked of, and their floors by measure. ``unseen``: no
    coefficient may be fitted on them."""

    name: str
    questions: Path
    articles: Path
    floors: dict[str, Floor]
    unseen: bool = False

    def missed(self, report: Report) -> tuple[str, ...]:
        """One sentence for each floor that ``report`` misses, with the name of the questions."""
        found = report.below({measure: floor.value for measure, floor in self.floors.items()})
        return tuple(f"{self.name}: {sentence}" for sentence in found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured at each gate."""

    measured: tuple[tuple[Gate, Report], ...]

    @property
    def missed(self) -> tuple[str, ...]:
        return tuple(sentence for gate, report in self.measured for sentence in gate.missed(report))

    def to_text(self, misses: bool = False) -> str:
        """One line for each gate, then the floors that were missed, or that none was. With ``misses`` the whole
        report on each gate comes first."""
        whole = [report.to_text(misses=True) for _, report in self.measured] if misses else []
        lines = [_line(gate, report) for gate, report in self.measured]
        return "\n".join([*whole, *lines, *(self.missed or ("Every floor holds.",))])


def run_own(settings: Settings) -> Outcome:
    """Measure every gate of the project, each over a library of its own that is made for it and thrown away."""
    with own_desks(settings) as desk_over:
        return measure(read_gates(), desk_over)


def measure(gates: Sequence[Gate], desk_over: Callable[[Path], Asks]) -> Outcome:
    """Ask the questions of each gate of a desk over its articles; one desk for each folder of articles."""
    desks = {folder: desk_over(folder) for folder in {gate.articles: None for gate in gates}}
    return Outcome(tuple((gate, run(gate.questions, desks[gate.articles])) for gate in gates))


@contextmanager
def own_desks(settings: Settings) -> Iterator[Callable[[Path], Desk]]:
    """Gives what opens a desk over a folder of articles; its libraries are gone at the end."""
    with ExitStack() as held:
        place = Path(held.enter_context(TemporaryDirectory(prefix="desk-")))
        encoder = open_encoder()

        def desk_over(folder: Path) -> Desk:
            directory = place / str(sum(1 for _ in place.iterdir()))
            library = held.enter_context(open_library(directory))
            refused = [file for file in sync([folder], library, encoder).files if file.action == "refused"]
            if refused:
                raise Refused(refused[0].name, refused[0].reason)
            return Desk(_at(settings, directory, folder), library, encoder)

        yield desk_over


def _at(settings: Settings, directory: Path, corpus: Path) -> Settings:
    return replace(settings, library=replace(settings.library, directory=directory, corpus=corpus))


def read_gates(path: Path = OWN) -> tuple[Gate, ...]:
    """The gates of a floors file; its paths start at the folder that it is in.

    Raises SettingsError where a floor lies under the best it ever was, and no reason is given.
    """
    rows: dict[str, _GateRow] = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_read_gate(path.parent, name, row) for name, row in rows.items())


def _read_gate(folder: Path, name: str, row: _GateRow) -> Gate:
    floors = {measure: Floor(**values) for measure, values in row["floors"].items()}
    for measure, floor in floors.items():
        if _worse(measure, floor.value, floor.best) and not floor.lowered_because.strip():
            raise SettingsError(
                f"{name}: the floor {measure} is {floor.value}, and was {floor.best}. "
                "Put it back, or say in lowered_because why it had to be lowered."
            )
    questions, articles = ((folder / part).resolve() for part in (row["questions"], row["articles"]))
    return Gate(name, questions, articles, floors, row.get("unseen", False))


def _worse(measure: str, value: float, than: float) -> bool:
    return value > than if measure in LESS_IS_BETTER else value < than


def _line(gate: Gate, report: Report) -> str:
    measures = report.measures()
    shown = ", ".join(f"{name} {measures[name]:.3f}" for name in gate.floors)
    return f"{gate.name}, {measures['items']} questions: {shown}"
