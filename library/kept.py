"""What people keep in the library beside its articles: conversations, their answers, briefings, as JSON texts by id.

Each call is one short transaction of SQLite. The writer's lock is never taken: an answer is kept while an ingest
runs, and waits at most for the moment in which that commits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Literal

from library.faults import told
from library.records import from_json
from library.schema import connect, roll_back
from library.store import Library
from library.takedown import Table as AnyTable
from library.takedown import plan, taken_out
from values import Answer, Briefing, DeskError, Problem, Talk

Table = Literal["conversations", "briefings"]  # answers are rows of their own, below conversations


@dataclass(frozen=True, slots=True)
class Kept:
    """One row: ``when`` it was made or changed last, UTC; ``value`` is JSON, and "" where the row is damaged."""

    id: str
    when: str
    value: str


class Pages:
    """What is kept, over one connection and within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, table: Table) -> list[Kept]:
        """Every conversation (without its answers) or briefing, newest first."""
        return self._rows(
            f"SELECT id, changed, CAST(value AS BLOB) FROM {table} ORDER BY changed DESC, rowid DESC"
        )

    def heads(self) -> list[Kept]:
        """Every briefing without its blocks, newest first: SQLite cuts them out, which is far faster than reading."""
        cut = "CASE WHEN json_valid(value) THEN CAST(json_remove(value, '$.value.blocks') AS BLOB) END"
        return self._rows(f"SELECT id, changed, {cut} FROM briefings ORDER BY changed DESC, rowid DESC")

    def get(self, table: Table, id_: str) -> Kept | None:
        sql = f"SELECT id, changed, CAST(value AS BLOB) FROM {table} WHERE id = ?"
        return next(iter(self._rows(sql, id_)), None)

    def put(self, table: Table, row: Kept) -> None:
        """Keep a row, in the place of the one with its id."""
        self._connection.execute(
            f"INSERT INTO {table}(id, changed, value) VALUES (?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET changed = excluded.changed, value = excluded.value",
            (row.id, row.when, self._allowed(table, row.value)),
        )

    def delete(self, table: Table, id_: str) -> bool:
        """Forget a row, a conversation with its answers. True if there was one."""
        if table == "conversations":
            self._connection.execute("DELETE FROM answers WHERE conversation = ?", (id_,))
        return bool(self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (id_,)).rowcount)

    def answers(self, conversation: str | None = None) -> dict[str, list[Kept]]:
        """The turns of one conversation or of all, in their order, by conversation."""
        found: dict[str, list[Kept]] = {}
        which = "conversation = ifnull(?, conversation) ORDER BY id"
        sql = f"SELECT id, made, CAST(value AS BLOB) FROM answers WHERE {which}"
        for row in self._rows(sql, conversation):
            found.setdefault(row.id.rpartition(":")[0], []).append(row)
        return found

    def put_answer(self, conversation: str, place: int, when: str, value: str) -> None:
        """Keep the turn at ``place`` (from 0); a turn that is kept already stays when it was made."""
        self._connection.execute(
            "INSERT INTO answers(id, made, conversation, value) VALUES (?, ?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",
            (f"{conversation}:{place:06}", when, conversation, self._allowed("answers", value)),
        )

    def cut_answers(self, conversation: str, count: int) -> None:
        """Forget all turns of a conversation but the first ``count``."""
        sql = "DELETE FROM answers WHERE conversation = ? AND id >= ?"
        self._connection.execute(sql, (conversation, f"{conversation}:{count:06}"))

    def _allowed(self, table: AnyTable, value: str) -> str:
        """``value`` without what was erased since a page read it, so that no erased word comes back."""
        erased = self._connection.execute("SELECT article, number FROM versions WHERE erased").fetchall()
        named = [key for key in erased if key[0] in value]
        return taken_out(table, value.encode("utf-8"), plan(named)) if named else value

    def _rows(self, sql: str, *values: object) -> list[Kept]:
        return [Kept(id_, when, _text(value)) for id_, when, value in self._connection.execute(sql, values)]


def unreadable(connection: sqlite3.Connection) -> Iterator[str]:
    """What is kept and cannot be read, in sentences."""
    kinds: tuple[tuple[AnyTable, object], ...] = (
        ("conversations", Talk),
        ("answers", Answer | Problem),
        ("briefings", Briefing),
    )
    for table, kind in kinds:
        for id_, value in connection.execute(f"SELECT id, CAST(value AS BLOB) FROM {table} ORDER BY id"):
            try:
                from_json(kind, _text(value))  # type: ignore[arg-type]
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                yield f"{table}, {id_}: this row cannot be read."


def _text(value: bytes | None) -> str:
    """The text of a row; "" where its bytes are no text, so that one damaged row hides no other."""
    try:
        return bytes(value or b"").decode("utf-8")
    except UnicodeDecodeError:
        return ""


@contextmanager
def reading(library: Library) -> Iterator[Pages]:
    """What is kept now, whatever generation of the articles this thread reads."""
    with (
        told(library.directory),
        closing(connect(library.directory, readonly=library.readonly)) as connection,
    ):
        connection.execute("BEGIN")
        yield Pages(connection)


@contextmanager
def writing(library: Library) -> Iterator[Pages]:
    """A change of what is kept: made when the block ends, dropped if it raises. Raises ``DeskError`` in one sentence
    if the library cannot be written to."""
    if library.readonly:
        raise DeskError(
            f"{library.directory}: this library can be read but not written to, so nothing can be kept in it."
        )
    with told(library.directory), closing(connect(library.directory)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield Pages(connection)
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise
