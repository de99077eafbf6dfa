"""How long an ingest takes, over made articles: the first, one where nothing changed, one where a sentence did.

Times depend on the machine, so the first ingest comes with its ratio to what the encoder alone needs for the same
texts in the same run (``of_encoder``: 1 would mean that reading, splitting and writing cost nothing). ``memory_mb`` is
the most that the process ever held.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ingest.embed import Encoder
from ingest.sync import sync
from library.state import to_texts
from library.store import Library, open_library
from quality.generator import write_articles
from values import Receipt

ADDED = "That was agreed on a wet Thursday by 19 votes to 4."  # the sentence that one article gets

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Ingest:
    """One ingest: how long it took, the texts that were embedded, and of these the passages."""

    seconds: float
    texts: int
    passages: int
    receipt: Receipt


def bench_ingest(encoder: Encoder, articles: int, progress: Progress | None = None) -> dict[str, object]:
    """The figures of the three ingests of ``articles`` made articles into a library that is thrown away."""
    with TemporaryDirectory(prefix="desk-bench-") as home:
        folder = Path(home) / "articles"
        files = write_articles(folder, articles)
        with open_library(Path(home) / "data") as library:
            encoder.encode(["The session is warm."])
            first = _ingest(folder, library, encoder, progress)
            alone = _alone(library, encoder)
            unchanged = _ingest(folder, library, encoder)
            _change(files[articles // 2])
            changed = _ingest(folder, library, encoder)
    return {
        "bench": "ingest",
        "articles": articles,
        "passages": first.receipt.counts["passages"],
        "first": {**_figures(first), "encoder_alone": round(alone, 2), "of_encoder": _ratio(alone, first)},
        "unchanged": _figures(unchanged),
        "one_sentence": _figures(changed),
        "memory_mb": memory(),
    }


def _ingest(folder: Path, library: Library, encoder: Encoder, progress: Progress | None = None) -> Ingest:
    runs, started = encoder.runs, perf_counter()
    receipt = sync([folder], library, encoder, progress=progress)
    passages = sum(file.embedded for file in receipt.files)
    return Ingest(perf_counter() - started, encoder.runs - runs, passages, receipt)


def _alone(library: Library, encoder: Encoder) -> float:
    """Seconds that the encoder needs for what the first ingest embedded."""
    titles = [article.current.description.title.value for article in library.articles()]
    texts = list(dict.fromkeys(to_texts(library.passages(), titles)))
    started = perf_counter()
    encoder.encode(texts)
    return perf_counter() - started


def _change(file: Path) -> None:
    """Add a sentence to the paragraph in the middle of an article."""
    paragraphs = file.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    long = [place for place, paragraph in enumerate(paragraphs) if paragraph.endswith((".", "”", '"'))]
    middle = long[len(long) // 2]
    paragraphs[middle] += f" {ADDED}"
    file.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def _figures(ingest: Ingest) -> dict[str, float | int]:
    return {
        "seconds": round(ingest.seconds, 2),
        "texts_embedded": ingest.texts,
        "passages_embedded": ingest.passages,
    }


def _ratio(alone: float, first: Ingest) -> float:
    return round(alone / first.seconds, 3)


def memory() -> int:
    """The most memory that this process has held, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1_000_000 if sys.platform == "darwin" else 1_000))
