"""One generation as a reader sees it: articles, versions, passages, words and vectors that belong together.

A snapshot is a read transaction of SQLite that stays open, so nothing that is committed later shows in it, and an
index of vectors opened when it is first searched. It may be shared by threads.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any

import numpy as np

from library import words
from library.records import from_json, text_hash
from library.schema import connect
from library.vectors import Index, Manifest, Row, Sealed, Vector
from values import NOBODY, UNKNOWN, Article, Description, Part, Passage, Sentence, Span, Speaker, Version

Held = tuple[Any, ...]  # a row as sqlite3 gives it

_PART = 4000  # vectors read at a time, about 6 MB


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
        found = self._one("SELECT number, encoder, directory, manifest FROM generation")
        self.generation: int = found[0]
        self.encoder: str = found[1]
        self.sealed = sealed_of(directory, found[2], found[3])

    def close(self) -> None:
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None
            self._connection.close()

    def _rows(self, sql: str, *values: object) -> list[Held]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> Held:
        return self._rows(sql, *values)[0]

    # Articles and versions

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return self._articles("state = 'kept'")

    def all_articles(self) -> tuple[Article, ...]:
        return self._articles("1")

    def article(self, id_or_name: str) -> Article | None:
        found = self._articles("(id = ? OR name = ?) AND state != 'erased'", id_or_name, id_or_name)
        return min(found, key=lambda one: (one.id != id_or_name, one.removed), default=None)

    def _articles(self, where: str, *values: object) -> tuple[Article, ...]:
        names: dict[str, list[str]] = {}
        for article, name in self._rows("SELECT article, name FROM files ORDER BY name"):
            names.setdefault(article, []).append(name)
        found = []
        for id_, name, current, state in self._rows(
            f"SELECT id, name, current, state FROM articles WHERE {where} ORDER BY name, id", *values
        ):
            version = self.version(id_, current)
            if version is not None:
                others = tuple(other for other in names.get(id_, ()) if other != name)
                found.append(Article(id_, name, version, others, state != "kept"))
        return tuple(found)

    def version(self, article: str, number: int) -> Version | None:
        return next(iter(self._versions("AND number = ?", article, number)), None)

    def versions(self, article: str) -> tuple[Version, ...]:
        return self._versions("", article)

    def _versions(self, where: str, article: str, *values: object) -> tuple[Version, ...]:
        rows = self._rows(
            f"""SELECT number, name, text, spans, description, sha256, loader, added, pages FROM versions
                WHERE article = ? AND NOT erased {where} ORDER BY number""",
            article,
            *values,
        )
        corrections = self._corrections(article) if rows else {}
        return tuple(
            Version(
                article=article,
                number=number,
                name=name,
                text=text,
                spans=from_json(tuple[Span, ...], spans),
                description=replace(from_json(Description, description), **corrections),
                sha256=sha256,
                loader=loader,
                added=added,
                pages=from_json(tuple[int, ...], pages),
            )
            for number, name, text, spans, description, sha256, loader, added, pages in rows
        )

    def _corrections(self, article: str) -> dict[str, Part]:
        rows = self._rows("SELECT part, value FROM corrections WHERE article = ?", article)
        return {part: from_json(Part, value) for part, value in rows}

    # Passages

    def passages(self, ids: Sequence[str] | None) -> tuple[Passage, ...]:
        found = self._passages(ids)
        return tuple(found.values() if ids is None else (found[id_] for id_ in ids if id_ in found))

    def _passages(self, ids: Sequence[str] | None) -> dict[str, Passage]:
        chosen = "indexed = 1" if ids is None else "indexed = 1 AND id IN (SELECT value FROM json_each(?))"
        values = () if ids is None else (json.dumps(list(ids)),)
        rows = self._rows(
            f"""SELECT key, id, article, version, start, "end", heading, page FROM passages
                WHERE {chosen} ORDER BY article, start""",
            *values,
        )
        sentences = self._sentences(chosen, values)
        return {row[1]: self._passage(row, sentences.get(row[0], ())) for row in rows}

    def _passage(self, row: Held, sentences: Iterable[Held]) -> Passage:
        _, id_, article, version, start, end, heading, page = row
        text = self._text(article, version)
        return Passage(
            id=id_,
            article=article,
            version=version,
            start=start,
            end=end,
            text=text[start:end],
            heading=heading,
            sentences=tuple(_sentence(held, text) for held in sentences),
            page=None if page is None else page,
        )

    def _sentences(self, chosen: str, values: tuple[object, ...]) -> dict[int, list[Held]]:
        found: dict[int, list[Held]] = {}
        for row in self._rows(
            f"""SELECT passage, start, "end", paragraph, heading, speaker, said_on, quoted, reported FROM sentences
                WHERE passage IN (SELECT key FROM passages WHERE {chosen}) ORDER BY passage, position""",
            *values,
        ):
            found.setdefault(row[0], []).append(row)
        return found

    def _text(self, article: str, number: int) -> str:
        if (article, number) not in self._texts:
            sql = "SELECT text FROM versions WHERE article = ? AND number = ?"
            self._texts[article, number] = self._one(sql, article, number)[0]
        return self._texts[article, number]

    def counts(self) -> dict[str, int]:
        """What can be found: one count for each kind of thing."""
        current = "indexed = 1"
        return {
            "articles": self._count("articles WHERE state = 'kept'"),
            "versions": self._count("versions WHERE NOT erased"),
            "passages": self._count(f"passages WHERE {current}"),
            "sentences": self._count(
                f"sentences WHERE passage IN (SELECT key FROM passages WHERE {current})"
            ),
            "words": self._count("words"),
            "vectors": self.sealed.manifest.count if self.sealed else 0,
        }

    def _count(self, what: str) -> int:
        return int(self._one(f"SELECT count(*) FROM {what}")[0])

    # Search

    def search_words(
        self, terms: Sequence[str], limit: int, articles: Collection[str] | None
    ) -> list[tuple[str, float]]:
        with self._lock:
            return words.search(self._connection, terms, limit, articles)

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        with self._lock:
            for term in terms:
                if term not in self._frequencies:
                    self._frequencies[term] = words.frequency(self._connection, term)
            return {term: self._frequencies[term] for term in terms}

    @cached_property
    def vocabulary(self) -> MappingProxyType[str, int]:
        rows = self._rows("SELECT word, passages FROM vocabulary")
        return MappingProxyType(dict(rows))

    def search_vectors(
        self, vector: Vector, limit: int, articles: Collection[str] | None
    ) -> list[tuple[str, float]]:
        if self.sealed is None:
            return []
        with self._lock:
            if self._index is None:
                self._index = Index(self.sealed, self._index_rows(), self._directory / "reading")
                if self._index.rebuilt:
                    self.notices.append(
                        "The index of vectors was damaged and has been built again for this session."
                    )
        return self._index.search(vector, limit, articles)

    def _index_rows(self) -> Iterator[Sequence[Row]]:
        return index_rows(self._connection, self.encoder, "indexed = 1")

    def vectors(self, texts: Collection[str], encoder: str) -> dict[str, Vector]:
        by_hash = {text_hash(text): text for text in texts}
        rows = self._rows(
            "SELECT hash, vector FROM vectors WHERE encoder = ? AND hash IN (SELECT value FROM json_each(?))",
            encoder,
            json.dumps(list(by_hash)),
        )
        return {by_hash[digest]: to_vector(blob) for digest, blob in rows}


def to_vector(blob: bytes) -> Vector:
    """A vector as the table holds it: float32, little-endian."""
    return np.frombuffer(blob, "<f4")


def sealed_of(directory: Path, name: str, manifest: str) -> Sealed | None:
    """The sealed directory that the row of the current generation names; None before the first."""
    return Sealed(directory / "vectors" / name, from_json(Manifest, manifest)) if name else None


def index_rows(connection: sqlite3.Connection, encoder: str, chosen: str) -> Iterator[list[Row]]:
    """The vectors of the passages that the condition ``chosen`` names, as they go into the index, in parts."""
    cursor = connection.execute(
        f"""SELECT passages.id, article, version, vector FROM passages
            JOIN vectors ON vectors.hash = passages.hash AND vectors.encoder = ?
            WHERE {chosen} ORDER BY passages.key""",
        (encoder,),
    )
    while part := cursor.fetchmany(_PART):
        yield [Row(id_, article, version, to_vector(blob)) for id_, article, version, blob in part]


def _sentence(row: Held, text: str) -> Sentence:
    _, start, end, paragraph, heading, speaker, said_on, quoted, reported = row
    return Sentence(
        start=start,
        end=end,
        text=text[start:end],
        paragraph=paragraph,
        heading=heading,
        speaker=from_json(Speaker, speaker) if speaker else NOBODY,
        said_on=from_json(Part, said_on) if said_on else UNKNOWN,
        quoted=bool(quoted),
        reported=bool(reported),
    )
