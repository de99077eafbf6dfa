"""A library in memory, for measuring on other data: what ``rag.retrieve`` asks of a library, without files to ingest.

The index of words is the library's own: the same tables, tokeniser and query, in SQLite's ``:memory:``. The search by
vectors is exact. Vectors are made when first asked for, and each once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Encoder, Progress
from library import schema, words
from values import Passage, Sentence

Floats = NDArray[np.float32]


def to_passage(id_: str, heading: str, sentences: Iterable[str]) -> Passage:
    """A passage of an article of its own, made of sentences that stand side by side."""
    held, at = [], 0
    for text in sentences:
        held.append(Sentence(at, at + len(text), text, 0, heading))
        at += len(text) + 1
    text = " ".join(sentence.text for sentence in held)
    return Passage(id_, id_, 1, 0, len(text), text, heading, tuple(held))


class MemoryLibrary:
    """Passages with their words and vectors; the methods are those of ``library.store.Library``.

    ``progress`` is told how many of the passages are embedded, of how many.
    """

    def __init__(
        self, passages: Sequence[Passage], encoder: Encoder, progress: Progress | None = None
    ) -> None:
        self._held = {passage.id: passage for passage in passages}
        self._ids = list(self._held)
        self._encoder = encoder
        self._vectors: dict[str, Floats] = {}
        self._matrix = encoder.encode([passage.embedded_text for passage in passages], progress)
        self._vectors |= {p.embedded_text: v for p, v in zip(passages, self._matrix, strict=True)}
        self._connection = _index(passages)

    def __enter__(self) -> MemoryLibrary:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def passages(self, ids: Sequence[str] | None = None) -> tuple[Passage, ...]:
        return tuple(self._held[id_] for id_ in (self._ids if ids is None else ids))

    def search_words(
        self, terms: Sequence[str], limit: int, articles: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        return words.search(self._connection, terms, limit, articles)

    def search_vectors(
        self, vector: Floats, limit: int, articles: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        cosines = self._matrix @ vector
        order = [int(i) for i in np.argsort(-cosines, kind="stable")]
        kept = [i for i in order if articles is None or self._held[self._ids[i]].article in articles]
        return [(self._ids[i], float(cosines[i])) for i in kept[:limit]]

    def vectors(self, texts: Collection[str], encoder_name: str) -> dict[str, Floats]:
        """Vectors by text; ``encoder_name`` must be the name of the encoder that the library was given."""
        assert encoder_name == self._encoder.name
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if missing:
            self._vectors |= dict(zip(missing, self._encoder.encode(missing), strict=True))
        return {text: self._vectors[text] for text in texts}


def _index(passages: Sequence[Passage]) -> sqlite3.Connection:
    """The library's tables, with these passages and their words."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection, Path())
    connection.executemany(
        """INSERT INTO passages(key, id, article, version, start, "end", heading, hash, indexed)
           VALUES (?, ?, ?, 1, ?, ?, ?, '', 1)""",
        [(key, p.id, p.article, p.start, p.end, p.heading) for key, p in enumerate(passages)],
    )
    words.add(connection, [(key, p.heading, p.text) for key, p in enumerate(passages)])
    return connection
