"""The index of words: SQLite FTS5 over current passages, Porter stems, no diacritics; and the vocabulary as written.

BM25 is SQLite's own (k1 1.2, b 0.75), with its sign turned so that higher is better.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from library.records import count_words

_HEADING, _TEXT = 1.0, 1.0  # weights of the columns


def quoted(term: str) -> str:
    """Any text as one FTS5 phrase: nothing in it can be an operator, a column or a syntax error."""
    plain = term.replace("\0", " ").replace('"', '""').encode("utf-8", "replace").decode("utf-8")
    return f'"{plain}"'


def search(
    connection: sqlite3.Connection, terms: Sequence[str], limit: int, articles: Collection[str] | None
) -> list[tuple[str, float]]:
    """The passages that hold any of ``terms`` (a term of several words is a phrase): id and BM25, best first."""
    if not terms or limit < 1:
        return []
    within = "" if articles is None else "AND passages.article IN (SELECT value FROM json_each(:articles))"
    found = connection.execute(
        f"""SELECT passages.id, -bm25(words, {_HEADING}, {_TEXT}) AS score
            FROM words JOIN passages ON passages.key = words.rowid
            WHERE words MATCH :terms {within} ORDER BY score DESC, passages.id LIMIT :limit""",
        {
            "terms": " OR ".join(quoted(term) for term in terms),
            "articles": json.dumps(sorted(articles or ())),
            "limit": limit,
        },
    )
    return [(str(id_), float(score)) for id_, score in found]


def frequency(connection: sqlite3.Connection, term: str) -> int:
    """The number of current passages that hold ``term``."""
    found = connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (quoted(term),))
    return int(found.fetchone()[0])


def add(connection: sqlite3.Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put passages into the index: key, heading, text."""
    connection.executemany("INSERT INTO words(rowid, heading, text) VALUES (?, ?, ?)", rows)
    _count(connection, (f"{heading}\n{text}" for _, heading, text in rows), 1)


def remove(connection: sqlite3.Connection, keys: Sequence[int]) -> None:
    """Take passages out of the index."""
    listed = json.dumps(list(keys))
    held = connection.execute(
        "SELECT heading, text FROM words WHERE rowid IN (SELECT value FROM json_each(?))", (listed,)
    )
    _count(connection, [f"{heading}\n{text}" for heading, text in held], -1)
    connection.executemany("DELETE FROM words WHERE rowid = ?", [(key,) for key in keys])


def _count(connection: sqlite3.Connection, texts: Iterable[str], sign: int) -> None:
    counts: Counter[str] = count_words(texts)
    connection.executemany(
        "INSERT INTO vocabulary VALUES (?, ?) ON CONFLICT(word) DO UPDATE SET passages = passages + excluded.passages",
        [(word, sign * count) for word, count in counts.items()],
    )
    if sign < 0:
        connection.execute("DELETE FROM vocabulary WHERE passages <= 0")
