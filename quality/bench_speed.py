"""How long a question takes, warm: on a corpus, and on a made collection of about 10,000 passages.

Times depend on the machine, so each comes with its ratio to the time that the encoder takes for one question in the
same run. The made collection has made vectors: what search costs does not depend on what they mean, and embedding
100,000 sentences would take a quarter of an hour. Questions are embedded, and candidates read, by the real encoder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from config import Settings
from ingest.embed import Encoder
from ingest.embed import Progress as Embedding
from ingest.sync import sync
from library.store import open_library
from quality.generator import write_articles
from rag.desk import Desk
from rag.tallies import tallies
from rag.words import content_words
from values import Passage

ASKED = 30  # how many questions are timed
WARMING = 10  # how many are asked before
PER_ARTICLE = 5.7  # how many passages a made article has, on average
NAMED = 5  # how many words of a sentence a question takes

Progress = Callable[[str, int, int], None]


class MadeVectors(Encoder):
    """Stands in for an encoder where only the number of vectors counts: of each text a direction of its own."""

    def __init__(self, real: Encoder) -> None:
        self.name = real.name
        self._dimensions = real.dimensions

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode(self, texts: Sequence[str], progress: Embedding | None = None) -> NDArray[np.float32]:
        rows = np.empty((len(texts), self._dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            seed = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")
            row[:] = np.random.default_rng(seed).standard_normal(self._dimensions, dtype=np.float32)
        self.runs += len(texts)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        result: NDArray[np.float32] = rows / np.maximum(lengths, np.float32(1e-9))
        return result


def bench_speed(
    settings: Settings, encoder: Encoder, passages: int, progress: Progress | None = None
) -> dict[str, object]:
    """The times of both collections in milliseconds; ``ratio`` is the median beside ``encoder_ms``."""
    encoder_ms = round(_encoder_ms(encoder), 2)
    with TemporaryDirectory(prefix="desk-") as place:
        corpus = _measure(settings, Path(place, "a"), settings.library.corpus, encoder, encoder, progress)
        made = Path(place, "made")
        write_articles(made, max(1, round(passages / PER_ARTICLE)))
        large = _measure(settings, Path(place, "b"), made, encoder, MadeVectors(encoder), progress)
    both = {"corpus": corpus, "made": large}
    ratios = {name: {**own, "ratio": round(own["median_ms"] / encoder_ms, 1)} for name, own in both.items()}
    return {"bench": "speed", "encoder_ms": encoder_ms, "collections": ratios}


def _encoder_ms(encoder: Encoder) -> float:
    """The median time for one question, which no cache holds."""
    asked = [
        f"How much did council number {n} of the region spend on its buses?" for n in range(WARMING + ASKED)
    ]
    return median(list(_timed(lambda text: encoder.encode([text]), asked))[WARMING:])


def _measure(
    settings: Settings,
    place: Path,
    articles: Path,
    encoder: Encoder,
    embed: Encoder,
    progress: Progress | None,
) -> dict[str, float]:
    """The times of questions over the articles of a folder, in a library that is made for it."""
    own = replace(settings, library=replace(settings.library, directory=place))
    with open_library(place) as library:
        sync([articles], library, embed, progress=progress)
        library.refresh()
        tallies(library)
        passages = library.passages()
        asked = questions(passages, WARMING + ASKED)
        times = list(_timed(Desk(own, library, encoder).ask, asked))
    warm = sorted(times[WARMING:])
    return {
        "passages": len(passages),
        "questions": len(warm),
        "median_ms": round(median(warm), 1),
        "p95_ms": round(warm[int(0.95 * (len(warm) - 1))], 1),
        "first_ms": round(times[0], 1),
    }


def _timed(ask: Callable[[str], object], asked: Sequence[str]) -> Iterator[float]:
    """The milliseconds that each question takes."""
    for text in asked:
        started = perf_counter()
        ask(text)
        yield 1000 * (perf_counter() - started)


def questions(passages: Sequence[Passage], count: int, seed: int = 0) -> list[str]:
    """Questions that the passages answer: each names some words of one sentence. The same seed gives the same."""
    chance = Random(seed)
    asked = []
    for _ in range(count):
        words = content_words(chance.choice(chance.choice(passages).sentences).text)
        kept = chance.sample(range(len(words)), min(NAMED, len(words)))
        asked.append(f"What is said about {' '.join(words[at] for at in sorted(kept))}?")
    return asked
