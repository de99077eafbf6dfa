"""Near copies that are in the library together, and the one of them that the others repeat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from library.records import from_json
from library.rows import read_corrections
from values import Description

_LINKS = """SELECT one.id, other.id FROM copies
            JOIN articles AS one ON one.id = copies.article AND one.current = copies.version
            JOIN articles AS other ON other.id = copies.other AND other.current = copies.other_version
            WHERE one.state = 'kept' AND other.state = 'kept'"""
_DESCRIBED = (
    "SELECT description FROM versions JOIN articles ON article = id AND number = current WHERE id = ?"
)
_ORDER = """SELECT id FROM articles JOIN versions ON versions.article = id AND number = 1
            ORDER BY added, articles.rowid"""


def read_origins(connection: sqlite3.Connection) -> dict[str, str]:
    """For each article that is a near copy, its origin: the one published first, then the one added first."""
    links = connection.execute(_LINKS).fetchall()
    if not links:
        return {}
    order = {id_: place for place, (id_,) in enumerate(connection.execute(_ORDER))}
    published = {id_: _published(connection, id_) for link in links for id_ in link}

    def first(id_: str) -> tuple[str, int]:
        # "~" sorts behind all figures: a year alone may mean its last day, and no date at all comes last
        return f"{published[id_]}~", order[id_]

    found = {}
    for group in groups(links):
        origin = min(group, key=first)
        found.update({id_: origin for id_ in group if id_ != origin})
    return found


def _published(connection: sqlite3.Connection, id_: str) -> str:
    (description,) = connection.execute(_DESCRIBED, (id_,)).fetchone()
    part = read_corrections(connection, id_).get("published", from_json(Description, description).published)
    return part.value or ""


def groups(links: Iterable[tuple[str, str]]) -> list[set[str]]:
    """What hangs together by links, directly or through others.

    >>> [sorted(group) for group in groups([("a", "b"), ("c", "d"), ("b", "e")])]
    [['c', 'd'], ['a', 'b', 'e']]
    """
    found: list[set[str]] = []
    for link in links:
        touched = [group for group in found if group & set(link)]
        found = [group for group in found if group not in touched]
        found.append(set(link).union(*touched))
    return found
