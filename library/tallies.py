"""What was worked out of the words of a version is kept beside it, without waiting for whoever writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from library.schema import connect, roll_back

_WAIT = 200  # milliseconds that a writer may keep us waiting

# An erased version has no words: what was worked out of them while it was erased is not kept.
_KEEP = """INSERT OR REPLACE INTO tallies(article, version, scheme, value) SELECT ?1, ?2, ?3, ?4
           WHERE EXISTS (SELECT 1 FROM versions WHERE article = ?1 AND number = ?2 AND NOT erased)"""


def keep(directory: Path, scheme: str, values: Mapping[tuple[str, int], bytes]) -> bool:
    """Keep some values in one transaction. False if that could not be done now."""
    rows = [(article, number, scheme, value) for (article, number), value in values.items()]
    try:
        with closing(connect(directory)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {_WAIT}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.executemany(_KEEP, rows)
                connection.execute("COMMIT")
            except BaseException:
                roll_back(connection)
                raise
    except sqlite3.Error:
        return False
    return True
