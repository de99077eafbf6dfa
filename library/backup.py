"""A copy of the truth in one file, putting it back, and looking whether the truth is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from library import lock
from library.faults import told
from library.kept import unreadable
from library.rows import read_versions
from library.schema import NAME, check_age, connect, copy_to
from values import DeskError, LibraryDamaged


def back_up(directory: Path, target: Path) -> Path:
    """Copy the library to the file ``target``, or into the folder ``target``, while others read and write.

    The copy holds all but the index of vectors, which is built again from it. Returns the file. Raises ``DeskError``
    if there is one of this name already.
    """
    file = target / NAME if target.is_dir() else target
    if file.exists():
        raise DeskError(f"{file}: there is such a file already, and it is not overwritten. Name another one.")
    with told(file.parent), closing(connect(directory)) as connection:
        copy_to(connection, file)
    return file


def bring_back(directory: Path, backup: Path) -> None:
    """Put a copy that ``back_up`` made in the place of the library in ``directory``.

    What was there is kept beside it with the ending ``.replaced``. Raises ``LibraryDamaged`` if the copy is no whole
    library, and then changes nothing.
    """
    _check_file(backup)
    with told(directory):
        directory.mkdir(parents=True, exist_ok=True)
        with lock.writing(directory):
            fresh = directory / f"{NAME}.unfinished"
            fresh.write_bytes(backup.read_bytes())
            for name in (
                NAME,
                f"{NAME}-wal",
                f"{NAME}-shm",
            ):  # a log of another file must not be left beside it
                if (directory / name).exists():
                    (directory / name).replace(directory / f"{name}.replaced")
            fresh.replace(directory / NAME)


def copies_in(directory: Path) -> list[Path]:
    """The copies of itself that a library keeps in its folder: from before a change of its format, and what a backup
    took the place of. What is erased later still stands in them."""
    return sorted([*directory.glob("desk.before-format-*.sqlite"), *directory.glob(f"{NAME}*.replaced")])


def _check_file(backup: Path) -> None:
    if not backup.is_file():
        raise DeskError(f"{backup}: there is no such file.")
    try:
        with closing(
            sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            check_age(connection, backup)
            whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            whole = whole and bool(connection.execute("SELECT count(*) FROM generation").fetchone()[0])
    except sqlite3.Error:
        whole = False
    if not whole:
        raise LibraryDamaged(f"{backup}: this is no whole copy of a library. Name another one.")


def check(directory: Path) -> list[str]:
    """What is wrong with the truth, in sentences; nothing if it is whole. Reads all of it (about 0.5 s for 100 MB)."""
    found: list[str] = []
    try:
        with told(directory), closing(connect(directory)) as connection:
            found += [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            found += [
                f"{row[0]}: a row points nowhere." for row in connection.execute("PRAGMA foreign_key_check")
            ]
            connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")
            for (article,) in connection.execute("SELECT id FROM articles ORDER BY id").fetchall():
                read_versions(connection, article)
            found += unreadable(connection)
    except DeskError as fault:
        found.append(str(fault))
    return found
