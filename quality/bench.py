"""`desk bench`: our pipeline on anybody's data of the same form, and its speed; one value for each run, as JSON.

``bench_retrieval`` and ``bench_extract`` read the sets that a folder holds (``sets.py`` names the files);
``bench_speed.py`` needs no data. The same data give the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quality import bench_extract as extract
from quality import bench_retrieval as retrieval
from values import SettingsError

if TYPE_CHECKING:
    from config import AskSettings
    from ingest.embed import Encoder

Progress = Callable[[str, int, int], None]


def in_silence(step: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def bench_retrieval(
    folder: Path,
    encoder: Encoder,
    ask: AskSettings,
    limit: int | None = None,
    progress: Progress | None = None,
) -> dict[str, object]:
    """nDCG@10 of the search on each set of the folder. Raises SettingsError where it holds none."""
    figures = {
        task.name: retrieval.measure(task, encoder, progress or in_silence, ask.follow_up_turns)
        for task in retrieval.read_tasks(folder, limit)
    }
    return _report("retrieval", folder, figures, "scifact_*, mtragun_* or squad2_*")


def bench_extract(
    folder: Path,
    encoder: Encoder,
    ask: AskSettings,
    limit: int | None = None,
    progress: Progress | None = None,
) -> dict[str, object]:
    """The choice of sentences on each set of the folder. Raises SettingsError where it holds none."""
    figures = {
        task.name: extract.measure(task, encoder, progress or in_silence, ask.sentences, ask.answer_threshold)
        for task in extract.read_tasks(folder, limit)
    }
    return _report("extract", folder, figures, "squad2_* or clapnq")


def _report(name: str, folder: Path, figures: Mapping[str, object], files: str) -> dict[str, object]:
    if not figures:
        raise SettingsError(
            f"{folder}: holds none of the sets {files} (.jsonl.gz or .jsonl). Name another folder."
        )
    return {"bench": name, "sets": figures}
