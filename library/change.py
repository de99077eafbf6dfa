"""A change of the library, staged by its caller; ``commit.py`` makes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from library.commit import Checkpoint, Staged, Statement, commit
from library.faults import told
from library.records import text_hash, to_json
from library.rows import read_versions
from library.schema import now, roll_back
from library.state import FileRow, Key, State, to_texts
from library.takedown import plan, statements
from library.vectors import Vector
from values import NOBODY, UNKNOWN, Part, Passage, Sentence, Version

_BLANK = """UPDATE versions SET erased = 1, name = '', text = '', text_sha256 = '', raw = x'', spans = '',
            description = '', pages = '' WHERE article = ? AND number = ?"""
_SHOWN = (
    "UPDATE versions SET added = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') WHERE article = ? AND number = ?"
)
_UNCOUNTED = "DELETE FROM tallies WHERE article = ? AND version = ?"
_UNUSED = "DELETE FROM vectors WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.hash = ?)"


class Change(State):
    """What is to be changed, staged. The writer's lock is held while it lives. Nothing shows before ``commit``."""

    def __init__(self, connection: sqlite3.Connection, directory: Path, checkpoint: Checkpoint) -> None:
        super().__init__(connection)
        self._directory = directory
        self._checkpoint = checkpoint
        self._staged: list[Statement] = []
        self._last: list[Statement] = []
        self.encoder = str(connection.execute("SELECT encoder FROM generation").fetchone()[0])

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
        """Make ``version`` the current one of its article, which is made if there is none. It counts as added when
        readers see it, and not when its file was read."""
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
            "INSERT INTO versions(article, number, name, sha256, loader, added, spans, description, pages, text, "
            "text_sha256, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(version.article, version.number, version.name, version.sha256, version.loader, version.added),
            *(
                to_json(version.spans),
                to_json(version.description),
                to_json(version.pages),
                version.text,
                text_hash(version.text),
                raw,
            ),
        )
        for passage in passages:
            self._put_passage(passage)
        self._stage_last(_SHOWN, version.article, version.number)

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

    def describe(self, version: Version) -> None:
        """Replace the description of a version. Embeds nothing."""
        self._stage(
            "UPDATE versions SET description = ? WHERE article = ? AND number = ?",
            *(to_json(version.description), version.article, version.number),
        )

    def attribute(self, version: Version, passages: Sequence[Passage]) -> None:
        """Replace who says each sentence of a version, and when. Embeds nothing."""
        self._stage(_UNCOUNTED, version.article, version.number)
        for passage in passages:
            for sentence in passage.sentences:
                self._stage(
                    "UPDATE sentences SET speaker = ?, said_on = ?, quoted = ?, reported = ? WHERE start = ? AND "
                    "passage IN (SELECT key FROM passages WHERE article = ? AND version = ?)",
                    *(*_sentence_row(sentence)[4:], sentence.start, version.article, version.number),
                )

    def correct(self, article: str, part: str, value: Part | None) -> None:
        """A person's word on one part of a description, which wins over all versions'; None takes it back."""
        self._stage("DELETE FROM corrections WHERE article = ? AND part = ?", article, part)
        if value is not None:
            self._stage("INSERT INTO corrections VALUES (?, ?, ?, ?)", article, part, to_json(value), now())

    def sign(self, article: str, number: int, scheme: str, signature: bytes) -> None:
        """Keep by what near copies of a version's words are found."""
        self._stage(
            "INSERT OR REPLACE INTO signatures VALUES (?, ?, ?, ?)", article, number, scheme, signature
        )

    def link(self, one: Key, other: Key) -> None:
        """Note that two versions have nearly the same words."""
        self._stage("INSERT OR IGNORE INTO copies VALUES (?, ?, ?, ?)", *min(one, other), *max(one, other))

    def erase(self, article: str, number: int | None = None) -> None:
        """Take a version's text, bytes, passages and vectors out for good, or all of the article's. That it was, and
        the hash of its bytes, are kept: its citations say ``erased``, and it is not taken in again."""
        if number is None:
            self.set_state(article, "erased")
            self._stage("UPDATE articles SET name = id, path = '' WHERE id = ?", article)
            self._stage("DELETE FROM files WHERE article = ?", article)
            self._stage("DELETE FROM corrections WHERE article = ?", article)
        every = read_versions(self._connection, article)
        versions = [one.number for one in every if number in (None, one.number)]
        texts = [text for one in versions for text in to_texts(self.passages(article, one))]
        self._take_down(every, versions)
        for one in versions:
            self._stage_last("DELETE FROM passages WHERE article = ? AND version = ?", article, one)
            self._stage_last(_BLANK, article, one)
            self._stage_last(_UNCOUNTED, article, one)
            self._stage_last("DELETE FROM signatures WHERE article = ? AND version = ?", article, one)
            self._stage_last("DELETE FROM copies WHERE (article, version) = (?, ?)", article, one)
            self._stage_last("DELETE FROM copies WHERE (other, other_version) = (?, ?)", article, one)
        for text in texts:
            self._stage_last(_UNUSED, text_hash(text), text_hash(text))
        self._stage_last("INSERT INTO words(words) VALUES ('optimize')")
        self._stage_last("UPDATE generation SET previous = ''")

    def _take_down(self, every: Sequence[Version], versions: Sequence[int]) -> None:
        """Take the words of these of an article's versions out of what people kept."""
        erased = [one for one in every if one.number in versions]
        staying = [one.text for one in every if one.number not in versions]
        keys = [(one.article, one.number) for one in erased]
        for sql in statements(self._connection, plan(keys, [one.text for one in erased], staying)):
            self._stage_last(sql)

    def use_encoder(self, name: str) -> None:
        """Search by the vectors of this encoder from now on; every current passage must have one."""
        self.encoder = name

    def _stage(self, sql: str, *values: object) -> None:
        self._staged.append((sql, values))

    def _stage_last(self, sql: str, *values: object) -> None:
        self._last.append((sql, values))

    def commit(self) -> int:
        """Make the change. Returns the generation that readers see now."""
        staged = Staged(tuple(self._staged), tuple(self._last), self.encoder)
        with told(self._directory):
            return commit(self._connection, self._directory, staged, self._checkpoint)


def _sentence_row(sentence: Sentence) -> tuple[object, ...]:
    return (
        *(sentence.start, sentence.end, sentence.paragraph, sentence.heading),
        to_json(sentence.speaker) if sentence.speaker != NOBODY else None,
        to_json(sentence.said_on) if sentence.said_on != UNKNOWN else None,
        *(int(sentence.quoted), int(sentence.reported)),
    )
