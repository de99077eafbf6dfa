"""The tables of the truth, how they are opened, and how an older library is brought up to date.

SQLite runs with a write-ahead log: readers keep the state that they began with while a writer commits, in the same
process or another. Commits are synchronous, so what was told as done is on the disk.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from values import LibraryDamaged

NAME = "desk.sqlite"

_FIRST = """
CREATE TABLE articles(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL DEFAULT '', current INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'removed', 'kept_out', 'erased')));
CREATE TABLE files(  -- every name under which an article's bytes came; path: absolute, or the address of a page
  path TEXT PRIMARY KEY, name TEXT NOT NULL, article TEXT NOT NULL REFERENCES articles(id),
  sha256 TEXT NOT NULL, folder TEXT NOT NULL, given TEXT NOT NULL);
CREATE INDEX files_by_article ON files(article);
CREATE TABLE versions(
  article TEXT NOT NULL REFERENCES articles(id), number INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  loader TEXT NOT NULL, added TEXT NOT NULL, spans TEXT NOT NULL, description TEXT NOT NULL, pages TEXT NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL, raw BLOB NOT NULL,
  PRIMARY KEY (article, number));
CREATE INDEX versions_by_hash ON versions(sha256);
CREATE TABLE passages(  -- of every version; indexed: its words are in the index, its vector in Chroma
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL, version INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, hash TEXT NOT NULL,
  indexed INTEGER NOT NULL DEFAULT 0,
  FOREIGN KEY (article, version) REFERENCES versions(article, number) ON DELETE CASCADE);
CREATE INDEX passages_by_version ON passages(article, version);
CREATE INDEX passages_indexed ON passages(indexed);
CREATE TABLE sentences(
  passage INTEGER NOT NULL REFERENCES passages(key) ON DELETE CASCADE, position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL, heading TEXT NOT NULL,
  speaker TEXT, said_on TEXT, quoted INTEGER NOT NULL, reported INTEGER NOT NULL,
  PRIMARY KEY (passage, position)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(heading, text, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE vocabulary(word TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE vectors(  -- float32, little-endian, of unit length; hash: SHA-256 of the embedded text
  key INTEGER PRIMARY KEY, hash TEXT NOT NULL, encoder TEXT NOT NULL, vector BLOB NOT NULL, UNIQUE (hash, encoder));
CREATE TABLE generation(  -- one row: what readers see now, and the sealed directory of its vectors
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1), number INTEGER NOT NULL, encoder TEXT NOT NULL,
  directory TEXT NOT NULL, manifest TEXT NOT NULL, previous TEXT NOT NULL);
INSERT INTO generation VALUES (1, 0, '', '', '', '');
CREATE TABLE corrections(
  article TEXT NOT NULL REFERENCES articles(id), part TEXT NOT NULL, value TEXT NOT NULL, made TEXT NOT NULL,
  PRIMARY KEY (article, part));
CREATE TABLE ingests(key INTEGER PRIMARY KEY, finished TEXT NOT NULL, receipt TEXT NOT NULL);
CREATE TABLE conversations(id TEXT PRIMARY KEY, changed TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE answers(id TEXT PRIMARY KEY, made TEXT NOT NULL, conversation TEXT, value TEXT NOT NULL);
CREATE TABLE briefings(id TEXT PRIMARY KEY, changed TEXT NOT NULL, value TEXT NOT NULL);
"""

_TEXTS_ARE_HASHED = "ALTER TABLE versions ADD COLUMN text_sha256 TEXT NOT NULL DEFAULT '';\n"

_COPIES_ARE_LINKED = """
CREATE TABLE signatures(  -- of the words of a body, by which near copies are found; scheme: how it was made
  article TEXT NOT NULL, version INTEGER NOT NULL, scheme TEXT NOT NULL, signature BLOB NOT NULL,
  PRIMARY KEY (article, version), FOREIGN KEY (article, version) REFERENCES versions(article, number));
CREATE TABLE copies(  -- two versions with nearly the same words, each pair once
  article TEXT NOT NULL, version INTEGER NOT NULL, other TEXT NOT NULL, other_version INTEGER NOT NULL,
  PRIMARY KEY (article, version, other, other_version)) WITHOUT ROWID;
"""

_WORDS_ARE_COUNTED = """
CREATE TABLE IF NOT EXISTS tallies(  -- of the words of a version; can be worked out again; scheme: how
  article TEXT NOT NULL, version INTEGER NOT NULL, scheme TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (article, version)) WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _TEXTS_ARE_HASHED,
    _COPIES_ARE_LINKED,
    _WORDS_ARE_COUNTED,
)  # the n-th brings a library from user_version n to n + 1


def connect(directory: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode, usable from any thread by one at a time. Raises ``sqlite3.Error``.

    ``readonly`` is for a folder that cannot be written to. If no writer is there either, SQLite cannot make the
    shared memory of the log and must be told that the file does not change.
    """
    if not readonly:
        return _connect(directory, "", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
    try:
        return _connect(directory, "?mode=ro", "SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError:
        return _connect(directory, "?mode=ro&immutable=1")


def _connect(directory: Path, how: str, *first: str) -> sqlite3.Connection:
    where = (directory / NAME).resolve().as_uri() + how
    connection = sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
    try:
        for statement in ("PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON", *first):
            connection.execute(statement).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def version_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_age(connection: sqlite3.Connection, directory: Path) -> bool:
    """True if the tables are of this program's version, False if older. Raises ``LibraryDamaged`` if newer."""
    found = version_of(connection)
    if found > len(MIGRATIONS):
        raise LibraryDamaged(
            f"{directory}: this library was made by a newer version of Devolution Desk (format {found}, this program "
            f"reads up to {len(MIGRATIONS)}). Update the program, or name another folder with --library."
        )
    return found == len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, directory: Path) -> None:
    """Make the tables, or bring older ones up to date after a copy of the file beside it. Needs the writer's lock."""
    found = version_of(connection)
    if found:
        copy_to(connection, directory / f"desk.before-format-{len(MIGRATIONS)}.sqlite")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in MIGRATIONS[found:]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: sqlite3.Connection) -> None:
    """End the transaction as if it had not been; SQLite has done so already after some faults, a full disk's too."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: ``executescript`` would commit the transaction that it runs in."""
    found, held = [], ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return found


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """A whole and consistent copy of the truth in one file, also while others read and write."""
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    unfinished.replace(target)


def now() -> str:
    """The time in UTC, ISO 8601, to the millisecond: an article may change in the second of an answer."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
