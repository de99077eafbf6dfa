"""A change of the library, staged by its caller; ``commit.py`` makes it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from library.commit import Checkpoint, commit
from library.faults import told
from library.records import text_hash, to_json
from library.rows import read_articles, read_corrections, read_passages, read_text, read_versions
from library.schema import now, roll_back
from library.vectors import Vector
from values import NOBODY, UNKNOWN, Part, Passage, Sentence, Version


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


class Change:
    """What is to be changed, staged. The writer's lock is held while it lives. Nothing shows before ``commit``."""

    def __init__(self, connection: sqlite3.Connection, directory: Path, checkpoint: Checkpoint) -> None:
        self._connection = connection
        self._directory = directory
        self._checkpoint = checkpoint
        self._staged: list[tuple[str, tuple[object, ...]]] = []
        self.encoder = str(connection.execute("SELECT encoder FROM generation").fetchone()[0])

    # What is there

    def files(self) -> dict[str, FileRow]:
        """Every name that is known, by path."""
        rows = self._connection.execute("SELECT path, name, article, sha256, folder, given FROM files")
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

    def corrections(self, article: str) -> dict[str, Part]:
        """What a person said of an article, by the name of the part of its description."""
        return read_corrections(self._connection, article)

    def texts(self) -> list[str]:
        """All that has a vector of its own in the current library: passages, sentences, titles."""
        found: list[str] = []
        for passage in read_passages(
            self._connection, None, cache(partial(read_text, self._connection))
        ).values():
            found += [passage.embedded_text, *(sentence.text for sentence in passage.sentences)]
        articles = read_articles(self._connection, "state = 'kept'")
        return found + [title for one in articles if (title := one.current.description.title.value)]

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

    # What is to be

    def store_vectors(self, vectors: Mapping[str, Vector], encoder: str) -> None:
        """Keep vectors by their embedded texts. Committed at once: they show nowhere until a passage needs them."""
        rows = [
            (text_hash(text), encoder, vector.astype("<f4").tobytes()) for text, vector in vectors.items()
        ]
        with told(self._directory):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(
                    "INSERT OR IGNORE INTO vectors(hash, encoder, vector) VALUES (?, ?, ?)", rows
                )
                self._connection.execute("COMMIT")
            except BaseException:
                roll_back(self._connection)
                raise
        self._checkpoint("vectors stored")

    def put(self, version: Version, raw: bytes, passages: Sequence[Passage], encoder: str) -> None:
        """Make ``version`` the current one of its article, which is made if there is none."""
        stretches: list[Passage | Sentence] = [*passages]
        for passage in passages:
            stretches.extend(passage.sentences)
        for one in stretches:
            if version.text[one.start : one.end] != one.text:
                raise ValueError(
                    f"{version.article}: {one.start}-{one.end} is not the text of the version there"
                )
        self.encoder = encoder
        self._stage(
            "INSERT INTO articles(id, name, current) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE "
            "SET name = excluded.name, current = excluded.current, state = 'kept'",
            *(version.article, version.name, version.number),
        )
        self._stage(
            "INSERT INTO versions(article, number, name, sha256, loader, added, spans, description, pages, text, raw) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(version.article, version.number, version.name, version.sha256, version.loader, version.added),
            *(
                to_json(version.spans),
                to_json(version.description),
                to_json(version.pages),
                version.text,
                raw,
            ),
        )
        for passage in passages:
            self._put_passage(passage)

    def _put_passage(self, passage: Passage) -> None:
        self._stage(
            'INSERT INTO passages(id, article, version, start, "end", heading, page, hash) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(passage.id, passage.article, passage.version, passage.start, passage.end, passage.heading),
            *(passage.page, text_hash(passage.embedded_text)),
        )
        for position, sentence in enumerate(passage.sentences):
            self._stage(
                "INSERT INTO sentences VALUES ((SELECT key FROM passages WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(passage.id, position, *_sentence_row(sentence)),
            )

    def put_file(self, row: FileRow) -> None:
        """Note that an article's bytes came under this name."""
        self._stage(
            "INSERT OR REPLACE INTO files(path, name, article, sha256, folder, given) VALUES (?, ?, ?, ?, ?, ?)",
            *(row.path, row.name, row.article, row.sha256, row.folder, row.given),
        )

    def drop_file(self, path: str) -> None:
        """Forget a name."""
        self._stage("DELETE FROM files WHERE path = ?", path)

    def show(self, row: FileRow) -> None:
        """Show an article under this one of its names; its id stays."""
        self._stage("UPDATE articles SET name = ?, path = ? WHERE id = ?", row.name, row.path, row.article)

    def set_state(self, article: str, state: str) -> None:
        """``kept`` is searched; ``removed`` and ``kept_out`` (by hand) are not."""
        self._stage("UPDATE articles SET state = ? WHERE id = ?", state, article)

    def describe(self, version: Version, passages: Sequence[Passage]) -> None:
        """Replace the description of a version, and who speaks in its sentences. Embeds nothing."""
        self._stage(
            "UPDATE versions SET description = ? WHERE article = ? AND number = ?",
            *(to_json(version.description), version.article, version.number),
        )
        for passage in passages:
            for sentence in passage.sentences:
                speaker, said_on, quoted, reported = _sentence_row(sentence)[4:]
                self._stage(
                    "UPDATE sentences SET speaker = ?, said_on = ?, quoted = ?, reported = ? "
                    "WHERE passage = (SELECT key FROM passages WHERE id = ?) AND start = ?",
                    *(speaker, said_on, quoted, reported, passage.id, sentence.start),
                )

    def correct(self, article: str, part: str, value: Part | None) -> None:
        """A person's word on one part of a description, which wins over all versions'; None takes it back."""
        self._stage("DELETE FROM corrections WHERE article = ? AND part = ?", article, part)
        if value is not None:
            self._stage("INSERT INTO corrections VALUES (?, ?, ?, ?)", article, part, to_json(value), now())

    def use_encoder(self, name: str) -> None:
        """Search by the vectors of this encoder from now on; every current passage must have one."""
        self.encoder = name

    def _stage(self, sql: str, *values: object) -> None:
        self._staged.append((sql, values))

    def commit(self) -> int:
        """Make the change. Returns the generation that readers see now."""
        with told(self._directory):
            return commit(self._connection, self._directory, self._staged, self.encoder, self._checkpoint)


def _sentence_row(sentence: Sentence) -> tuple[object, ...]:
    return (
        *(sentence.start, sentence.end, sentence.paragraph, sentence.heading),
        to_json(sentence.speaker) if sentence.speaker != NOBODY else None,
        to_json(sentence.said_on) if sentence.said_on != UNKNOWN else None,
        *(int(sentence.quoted), int(sentence.reported)),
    )
