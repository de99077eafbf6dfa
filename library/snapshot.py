"""One generation as a reader sees it: articles, versions, passages, words and vectors that belong together.

A snapshot is a read transaction of SQLite that stays open, so nothing that is committed later shows in it, and an
index of vectors that is opened when it is first searched. Threads may share it.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import MappingProxyType

from library import rows, words
from library.faults import told
from library.origins import read_origins
from library.records import text_hash
from library.schema import connect
from library.state import FILE_COLUMNS, FileRow
from library.vectors import Index, Vector, reading_home
from values import Article, Passage, Version

_AMONG = "indexed AND id IN (SELECT value FROM json_each(?))"
_REBUILT = "The index of vectors was damaged and has been built again for this session."


class Snapshot:
    """The library at one generation. Everything read through it agrees."""

    def __init__(self, directory: Path, *, readonly: bool = False) -> None:
        self._directory = directory
        self._lock = RLock()
        self._connection = connect(directory, readonly=readonly)
        weakref.finalize(self, self._connection.close)
        self._index: Index | None = None
        self._texts: dict[tuple[str, int], str] = {}
        self._frequencies: dict[str, int] = {}
        self.notices: list[str] = []
        self._connection.execute("BEGIN")
        sql = "SELECT number, encoder, directory, manifest FROM generation"
        number, encoder, name, manifest = self._connection.execute(sql).fetchone()
        self.generation: int = number
        self.encoder: str = encoder
        self.sealed = rows.read_sealed(directory, name, manifest)

    def close(self) -> None:
        """Closing twice is closing once."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; faults are told in a sentence."""
        with self._lock, told(self._directory):
            yield self._connection

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        with self._reading() as connection:
            return self._linked(rows.read_articles(connection, "state = 'kept'"))

    @cached_property
    def origins(self) -> dict[str, str]:
        """For each near copy, the article whose text it repeats."""
        with self._reading() as connection:
            return read_origins(connection)

    def _linked(self, found: Iterable[Article]) -> tuple[Article, ...]:
        return tuple(replace(one, origin=self.origins.get(one.id, "")) for one in found)

    def all_articles(self) -> tuple[Article, ...]:
        with self._reading() as connection:
            return self._linked(rows.read_articles(connection, "state != 'erased'"))

    def article(self, id_or_name: str) -> Article | None:
        where = "(id = ? OR name = ?) AND state != 'erased'"
        with self._reading() as connection:
            found = self._linked(rows.read_articles(connection, where, id_or_name, id_or_name))
        return min(found, key=lambda one: (one.id != id_or_name, one.removed), default=None)

    def versions(self, article: str, number: int | None = None) -> tuple[Version, ...]:
        with self._reading() as connection:
            return rows.read_versions(connection, article, number)

    def files(self, names: Collection[str]) -> tuple[FileRow, ...]:
        sql = f"SELECT {FILE_COLUMNS} FROM files WHERE name IN (SELECT value FROM json_each(?)) ORDER BY path"
        with self._reading() as connection:
            return tuple(FileRow(*row) for row in connection.execute(sql, (json.dumps(list(names)),)))

    def was_erased(self, article: str, number: int) -> bool:
        sql = "SELECT count(*) FROM versions WHERE article = ? AND number = ? AND erased"
        with self._reading() as connection:
            return bool(connection.execute(sql, (article, number)).fetchone()[0])

    def passages(self, ids: Sequence[str] | None) -> tuple[Passage, ...]:
        with self._reading() as connection:
            if ids is None:
                return tuple(rows.read_passages(connection, self._text, "indexed").values())
            found = rows.read_passages(connection, self._text, _AMONG, json.dumps(list(ids)))
        return tuple(found[id_] for id_ in ids if id_ in found)

    def passages_of(self, articles: Sequence[str]) -> tuple[Passage, ...]:
        where = "indexed AND article IN (SELECT value FROM json_each(?))"
        with self._reading() as connection:
            found = rows.read_passages(connection, self._text, where, json.dumps(list(articles)))
        return tuple(found.values())

    def tallies(self, scheme: str) -> dict[tuple[str, int], bytes]:
        sql = "SELECT article, version, value FROM tallies WHERE scheme = ?"
        with self._reading() as connection:
            return {
                (article, version): value for article, version, value in connection.execute(sql, (scheme,))
            }

    def _text(self, article: str, number: int) -> str:
        if (article, number) not in self._texts:
            self._texts[article, number] = rows.read_text(self._connection, article, number)
        return self._texts[article, number]

    def search_words(
        self, terms: Sequence[str], limit: int, articles: Collection[str] | None
    ) -> list[tuple[str, float]]:
        with self._reading() as connection:
            return words.search(connection, terms, limit, articles)

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        with self._reading() as connection:
            found = {term: self._frequencies.get(term) for term in terms}
            for term in (term for term, count in found.items() if count is None):
                self._frequencies[term] = words.frequency(connection, term)
            return {term: self._frequencies[term] for term in found}

    @cached_property
    def vocabulary(self) -> MappingProxyType[str, int]:
        with self._reading() as connection:
            return MappingProxyType(dict(connection.execute("SELECT word, passages FROM vocabulary")))

    def search_vectors(
        self, vector: Vector, limit: int, articles: Collection[str] | None
    ) -> list[tuple[str, float]]:
        with self._reading() as connection:
            if self._index is None and self.sealed is not None:
                spare = rows.read_index(connection, self.encoder, "indexed")
                self._index = Index(self.sealed, spare, reading_home(self._directory))
                self.notices += [_REBUILT] * self._index.rebuilt
        with told(self._directory):
            return self._index.search(vector, limit, articles) if self._index else []

    def vectors(self, texts: Collection[str], encoder: str) -> dict[str, Vector]:
        by_hash = {text_hash(text): text for text in texts}
        with self._reading() as connection:
            found = connection.execute(
                "SELECT hash, vector FROM vectors WHERE encoder = ? AND hash IN (SELECT value FROM json_each(?))",
                (encoder, json.dumps(list(by_hash))),
            ).fetchall()
        return {by_hash[digest]: rows.to_vector(blob) for digest, blob in found}

    def counts(self) -> dict[str, int]:
        inside = "passage IN (SELECT key FROM passages WHERE indexed)"
        return {
            "articles": self._count("articles WHERE state = 'kept'"),
            "versions": self._count("versions WHERE NOT erased"),
            "passages": self._count("passages WHERE indexed"),
            "sentences": self._count(f"sentences WHERE {inside}"),
            "words": self._count("words"),
            "vectors": self.sealed.manifest.count if self.sealed else 0,
        }

    def _count(self, what: str) -> int:
        with self._reading() as connection:
            return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
