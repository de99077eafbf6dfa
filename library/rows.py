"""Rows of the truth → values, over any connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from library.records import from_json, text_hash
from library.seal import Manifest, Sealed
from library.vectors import Row, Vector, sealed_home
from values import (
    NOBODY,
    UNKNOWN,
    Article,
    Description,
    LibraryDamaged,
    Part,
    Passage,
    Sentence,
    Span,
    Speaker,
    Version,
)

Held = tuple[Any, ...]  # a row as sqlite3 gives it
Texts = Callable[[str, int], str]  # article and number → the version's text

_PART = 4000  # vectors read at a time, about 6 MB


def read_articles(connection: sqlite3.Connection, where: str, *values: object) -> tuple[Article, ...]:
    """The articles that the condition ``where`` names, by name; ``removed`` tells which are not searched."""
    names: dict[str, list[str]] = {}
    for article, name in connection.execute("SELECT article, name FROM files ORDER BY name"):
        names.setdefault(article, []).append(name)
    found = []
    for id_, name, current, state in connection.execute(
        f"SELECT id, name, current, state FROM articles WHERE {where} ORDER BY name, id", values
    ):
        others = tuple(other for other in names.get(id_, ()) if other != name)
        for version in read_versions(connection, id_, current):
            found.append(Article(id_, name, version, others, state != "kept"))
    return tuple(found)


def read_versions(
    connection: sqlite3.Connection, article: str, number: int | None = None
) -> tuple[Version, ...]:
    """The texts that an article ever had, oldest first, or the one of this number; not those that were erased."""
    corrections = read_corrections(connection, article)
    return tuple(
        _version(row, article, corrections)
        for row in connection.execute(
            """SELECT number, name, text, text_sha256, spans, description, sha256, loader, added, pages FROM versions
               WHERE article = ? AND number = ifnull(?, number) AND NOT erased ORDER BY number""",
            (article, number),
        )
    )


def _version(row: Held, article: str, corrections: dict[str, Part]) -> Version:
    number, name, text, digest, spans, description, sha256, loader, added, pages = row
    return Version(
        article=article,
        number=number,
        name=name,
        text=checked(text, digest, article, number),
        spans=from_json(tuple[Span, ...], spans),
        description=replace(from_json(Description, description), **corrections),
        sha256=sha256,
        loader=loader,
        added=added,
        pages=from_json(tuple[int, ...], pages),
    )


def read_corrections(connection: sqlite3.Connection, article: str) -> dict[str, Part]:
    """What a person said of an article, by the name of the part of its description."""
    rows = connection.execute("SELECT part, value FROM corrections WHERE article = ?", (article,))
    return {part: from_json(Part, value) for part, value in rows}


def read_text(connection: sqlite3.Connection, article: str, number: int) -> str:
    """The text of a version alone. Raises ``LibraryDamaged`` if it is not the text that was put."""
    sql = "SELECT text, text_sha256 FROM versions WHERE article = ? AND number = ?"
    text, digest = connection.execute(sql, (article, number)).fetchone()
    return checked(text, digest, article, number)


def checked(text: str, digest: str, article: str, number: int) -> str:
    """``text``, if it has this hash (an older library has none for its texts)."""
    if digest and text_hash(text) != digest:
        raise LibraryDamaged(
            f"{article}, version {number}: its text in the library is not what was put there, so the file desk.sqlite "
            "is damaged. Put a backup in its place."
        )
    return text


def read_passages(
    connection: sqlite3.Connection, texts: Texts, where: str, *values: object
) -> dict[str, Passage]:
    """The passages that the condition ``where`` names by id, in the order of articles and places."""
    sentences: dict[int, list[Held]] = {}
    for row in connection.execute(
        f"""SELECT passage, start, "end", paragraph, heading, speaker, said_on, quoted, reported FROM sentences
            WHERE passage IN (SELECT key FROM passages WHERE {where}) ORDER BY passage, position""",
        values,
    ):
        sentences.setdefault(row[0], []).append(row)
    rows = connection.execute(
        f"""SELECT key, id, article, version, start, "end", heading, page FROM passages
            WHERE {where} ORDER BY article, version, start""",
        values,
    )
    return {
        row[1]: _passage(row, sentences.get(row[0], []), texts(row[2], row[3])) for row in rows.fetchall()
    }


def _passage(row: Held, sentences: Sequence[Held], text: str) -> Passage:
    _, id_, article, version, start, end, heading, page = row
    return Passage(
        id=id_,
        article=article,
        version=version,
        start=start,
        end=end,
        text=text[start:end],
        heading=heading,
        sentences=tuple(_sentence(held, text) for held in sentences),
        page=page,
    )


def _sentence(row: Held, text: str) -> Sentence:
    _, start, end, paragraph, heading, speaker, said_on, quoted, reported = row
    return Sentence(
        start=start,
        end=end,
        text=text[start:end],
        paragraph=paragraph,
        heading=heading,
        speaker=_speaker(speaker) if speaker else NOBODY,
        said_on=_part(said_on) if said_on else UNKNOWN,
        quoted=bool(quoted),
        reported=bool(reported),
    )


@lru_cache(maxsize=8192)
def _speaker(held: str) -> Speaker:
    """Read once for all the sentences that somebody says."""
    return from_json(Speaker, held)


@lru_cache(maxsize=8192)
def _part(held: str) -> Part:
    return from_json(Part, held)


def read_sealed(directory: Path, name: str, manifest: str) -> Sealed | None:
    """The sealed directory of vectors that the row of the generation names; None before the first."""
    return Sealed(sealed_home(directory) / name, from_json(Manifest, manifest)) if name else None


def read_index(connection: sqlite3.Connection, encoder: str, chosen: str) -> Iterator[list[Row]]:
    """The vectors of the passages that the condition ``chosen`` names, as they go into the index, in parts."""
    cursor = connection.execute(
        f"""SELECT passages.id, article, version, vector FROM passages
            JOIN vectors ON vectors.hash = passages.hash AND vectors.encoder = ?
            WHERE {chosen} ORDER BY passages.key""",
        (encoder,),
    )
    while part := cursor.fetchmany(_PART):
        yield [Row(id_, article, version, to_vector(blob)) for id_, article, version, blob in part]


def to_vector(blob: bytes) -> Vector:
    """A vector as the table holds it: float32, little-endian."""
    return np.frombuffer(blob, "<f4")
