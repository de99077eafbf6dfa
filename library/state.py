"""What a writer needs to know before it changes anything: names, articles, bytes, and which texts have vectors."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

from library.records import from_json, text_hash
from library.rows import read_articles, read_corrections, read_passages, read_text, read_versions
from values import Description, Part, Passage, Version

FILE_COLUMNS = "path, name, article, sha256, folder, given"

Key = tuple[str, int]  # an article and the number of one of its versions


@dataclass(frozen=True, slots=True)
class FileRow:
    """A name under which an article's bytes came. ``path`` is absolute, or the address of a page; ``folder`` is what
    was synced; ``given`` is the digest of what ``sources.toml`` said of it."""

    path: str
    name: str
    article: str
    sha256: str
    folder: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as the writer sees it: ``path`` is that of the name which it is shown under, ``state`` is kept,
    removed, kept_out or erased, ``sha256`` that of its current version, ``latest`` its highest version."""

    id: str
    name: str
    path: str
    current: int
    state: str
    sha256: str
    latest: int


class State:
    """The library as its one writer finds it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def files(self) -> dict[str, FileRow]:
        """Every name that is known, by path."""
        rows = self._connection.execute(f"SELECT {FILE_COLUMNS} FROM files")
        return {row[0]: FileRow(*row) for row in rows}

    def articles(self) -> dict[str, ArticleRow]:
        """Every article that ever was, by id."""
        rows = self._connection.execute(
            """SELECT id, articles.name, path, current, state, sha256,
                      (SELECT max(number) FROM versions WHERE versions.article = articles.id)
               FROM articles JOIN versions ON versions.article = articles.id AND number = current"""
        )
        return {row[0]: ArticleRow(*row) for row in rows}

    def version(self, article: str, number: int) -> Version:
        """A version, with what a person corrected in its description."""
        return read_versions(self._connection, article, number)[0]

    def described(self, article: str, number: int) -> Description:
        """The description of a version as it was read, without corrections."""
        sql = "SELECT description FROM versions WHERE article = ? AND number = ?"
        return from_json(Description, self._connection.execute(sql, (article, number)).fetchone()[0])

    def corrections(self, article: str) -> dict[str, Part]:
        """What a person said of an article, by the name of the part of its description."""
        return read_corrections(self._connection, article)

    def passages(self, article: str | None = None, number: int = 0) -> tuple[Passage, ...]:
        """All current passages, or those of one version of an article, current or not."""
        text = cache(partial(read_text, self._connection))
        if article is None:
            return tuple(read_passages(self._connection, text, "indexed").values())
        return tuple(
            read_passages(self._connection, text, "article = ? AND version = ?", article, number).values()
        )

    def texts(self) -> list[str]:
        """All that has a vector of its own in the current library: passages, sentences, titles."""
        titles = [
            one.current.description.title.value for one in read_articles(self._connection, "state = 'kept'")
        ]
        return to_texts(self.passages(), titles)

    def erased(self) -> dict[str, str]:
        """The hashes of bytes that were erased, and the article that they were of."""
        return dict(self._connection.execute("SELECT sha256, article FROM versions WHERE erased"))

    def signatures(self, scheme: str) -> dict[Key, bytes | None]:
        """By what near copies of each article's current version are found; None where it was not made by ``scheme``."""
        rows = self._connection.execute(
            """SELECT id, current, signature FROM articles LEFT JOIN signatures
               ON article = id AND version = current AND scheme = ? WHERE state != 'erased'""",
            (scheme,),
        )
        return {(article, number): signature for article, number, signature in rows}

    def raw(self, article: str, number: int) -> bytes:
        """The bytes that a version came as."""
        sql = "SELECT raw FROM versions WHERE article = ? AND number = ?"
        return bytes(self._connection.execute(sql, (article, number)).fetchone()[0])

    def without_vector(self, texts: Iterable[str], encoder: str) -> list[str]:
        """Those of ``texts`` that this encoder has not embedded yet, each once, in their order."""
        by_hash = {text_hash(text): text for text in texts}
        rows = self._connection.execute(
            "SELECT hash FROM vectors WHERE encoder = ? AND hash IN (SELECT value FROM json_each(?))",
            (encoder, json.dumps(list(by_hash))),
        )
        for (digest,) in rows.fetchall():
            del by_hash[digest]
        return list(by_hash.values())


def to_texts(passages: Iterable[Passage], titles: Iterable[str | None] = ()) -> list[str]:
    """All that is embedded of passages and titles: each passage, each of its sentences, each title."""
    found: list[str] = []
    for passage in passages:
        found += [passage.embedded_text, *(sentence.text for sentence in passage.sentences)]
    return found + [title for title in titles if title]
