"""A staged change is made in one step that happens wholly or not at all.

1. one SQLite transaction begins and takes what was staged
2. the database itself tells which passages are no longer current and which newly are; the index of words follows
3. the next generation of vectors is written beside the current one, opened, counted, and sealed
4. the row of the generation is turned, and the transaction commits: readers see all of it or nothing
5. what no reader needs any more is removed

Killed before the commit of step 4 the library is as before, and what step 3 left is removed at the next write; killed
after it the library is as after.
"""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from library import words
from library.records import to_json
from library.rows import read_index, read_sealed
from library.schema import roll_back
from library.seal import Sealed
from library.vectors import ids_digest, reading_home, sealed_home, sweep, write_fresh, write_next
from values import LibraryDamaged

Checkpoint = Callable[[str], None]
Statement = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Staged:
    """What is to be done: statements that come first, those that come when the passages that are no longer current
    are out of both indexes, and the encoder whose vectors are searched afterwards."""

    first: tuple[Statement, ...]
    last: tuple[Statement, ...]
    encoder: str


_CURRENT = """EXISTS (SELECT 1 FROM articles WHERE articles.id = passages.article
              AND articles.current = passages.version AND articles.state = 'kept')"""
_SPARE = 1000  # rows that may lie dead in the index of vectors before it is written anew


@dataclass(frozen=True, slots=True)
class _Generation:
    number: int
    encoder: str
    directory: str
    previous: str
    sealed: Sealed | None


def commit(connection: sqlite3.Connection, directory: Path, staged: Staged, checkpoint: Checkpoint) -> int:
    """Make it so. Returns the generation that readers see now; the old one if nothing changed.

    ``checkpoint`` is called with the name of each step as it ends. The writer's lock must be held.
    """
    before = _generation(connection, directory)
    same_encoder = staged.encoder == before.encoder or before.sealed is None
    if same_encoder and not staged.first and not staged.last:
        return before.number
    connection.execute("BEGIN IMMEDIATE")
    try:
        _execute(connection, staged.first)
        checkpoint("staged")
        gone = _turn_words(connection)
        checkpoint("words")
        sealed = _turn_vectors(connection, directory, before, gone, staged.encoder)
        checkpoint("vectors")
        _turn_generation(connection, before, sealed, staged.encoder)
        _execute(connection, staged.last)
        checkpoint("before commit")
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        clear(connection, directory)
        raise
    checkpoint("committed")
    clear(connection, directory)
    return before.number + 1


def _execute(connection: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    for sql, values in statements:
        connection.execute(sql, values)


def rebuild(connection: sqlite3.Connection, directory: Path) -> int:
    """Write the index of vectors anew from the truth, without the encoder. The writer's lock must be held."""
    before = _generation(connection, directory)
    connection.execute("BEGIN IMMEDIATE")
    try:
        sealed = _write(connection, directory, None, [], before.encoder)
        _turn_generation(connection, before, sealed, before.encoder)
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        clear(connection, directory)
        raise
    clear(connection, directory)
    return sealed.manifest.count


def clear(connection: sqlite3.Connection, directory: Path) -> None:
    """Remove all vectors but the current and the previous generation's, and what killed readers left behind."""
    now = _generation(connection, directory)
    for found in sealed_home(directory).glob("*"):
        if found.name not in (now.directory, now.previous):
            shutil.rmtree(found, ignore_errors=True)
    sweep(reading_home(directory))


def _generation(connection: sqlite3.Connection, directory: Path) -> _Generation:
    sql = "SELECT number, encoder, directory, previous, manifest FROM generation"
    number, encoder, name, previous, manifest = connection.execute(sql).fetchone()
    return _Generation(number, encoder, name, previous, read_sealed(directory, name, manifest))


def _turn_words(connection: sqlite3.Connection) -> list[str]:
    """Bring the index of words up to the current passages, mark the new ones 2, and return the ids of the others."""
    gone = connection.execute(f"SELECT key, id FROM passages WHERE indexed AND NOT {_CURRENT}").fetchall()
    words.remove(connection, [key for key, _ in gone])
    connection.executemany("UPDATE passages SET indexed = 0 WHERE key = ?", [(key,) for key, _ in gone])
    versions = connection.execute(
        f"SELECT DISTINCT article, version FROM passages WHERE NOT indexed AND {_CURRENT}"
    ).fetchall()
    for article, version in versions:
        _index_words(connection, article, version)
    return [id_ for _, id_ in gone]


def _index_words(connection: sqlite3.Connection, article: str, version: int) -> None:
    which = (article, version)
    (text,) = connection.execute(
        "SELECT text FROM versions WHERE article = ? AND number = ?", which
    ).fetchone()
    rows = connection.execute(
        'SELECT key, heading, start, "end" FROM passages WHERE article = ? AND version = ?', which
    ).fetchall()
    words.add(connection, [(key, heading, text[start:end]) for key, heading, start, end in rows])
    connection.execute("UPDATE passages SET indexed = 2 WHERE article = ? AND version = ?", which)


def _turn_vectors(
    connection: sqlite3.Connection, directory: Path, before: _Generation, gone: list[str], encoder: str
) -> Sealed | None:
    sql = "SELECT count(*), count(CASE indexed WHEN 2 THEN 1 END) FROM passages WHERE indexed"
    count, new = connection.execute(sql).fetchone()
    base = before.sealed if encoder == before.encoder else None
    if base is not None and not gone and not new:
        return base
    if base is not None and is_worn(base.manifest.written + new, count):
        base = None
    sealed = _write(connection, directory, base, gone, encoder)
    connection.execute("UPDATE passages SET indexed = 1 WHERE indexed = 2")
    return sealed


def is_worn(written: int, count: int) -> bool:
    """True if more rows lie dead in an index of vectors than live in it, beyond a few: it is then written anew."""
    return written > 2 * count + _SPARE


def _write(
    connection: sqlite3.Connection, directory: Path, base: Sealed | None, gone: list[str], encoder: str
) -> Sealed:
    """The next generation's directory, checked against the truth."""
    home = sealed_home(directory)
    sealed = base and write_next(
        home / uuid.uuid4().hex[:12], base, gone, read_index(connection, encoder, "indexed = 2")
    )
    if sealed is None:
        sealed = write_fresh(home / uuid.uuid4().hex[:12], read_index(connection, encoder, "indexed"))
    ids = [id_ for (id_,) in connection.execute("SELECT id FROM passages WHERE indexed")]
    if sealed.manifest.ids != ids_digest(ids):
        raise LibraryDamaged(
            f"{directory}: {sealed.manifest.count} of {len(ids)} passages have a vector. Nothing was changed; "
            "put a backup in the library's place, or run the ingest with --again."
        )
    return sealed


def _turn_generation(
    connection: sqlite3.Connection, before: _Generation, sealed: Sealed | None, encoder: str
) -> None:
    name, manifest = (sealed.directory.name, to_json(sealed.manifest)) if sealed else ("", "")
    connection.execute(
        "UPDATE generation SET number = ?, encoder = ?, directory = ?, previous = ?, manifest = ?",
        (
            before.number + 1,
            encoder,
            name,
            before.directory if name != before.directory else before.previous,
            manifest,
        ),
    )
