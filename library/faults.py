"""Faults of the disk and of SQLite, told in a sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from values import DeskError, LibraryBusy, LibraryDamaged

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_NOT_WRITTEN = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
_FULL_SENTENCE = (
    "the disk is full, or a limit on file sizes was reached. Nothing was changed; make space and try again."
)
_READONLY_SENTENCE = (
    "this folder cannot be written to. Nothing was changed; allow writing, or name another with --library."
)
_DAMAGED_SENTENCE = (
    "the library's file desk.sqlite is damaged. Put a backup in its place, or start anew in another folder."
)


@contextmanager
def told(directory: Path) -> Iterator[None]:
    """Turn what the disk, SQLite or Chroma raise inside the block into a ``DeskError`` that names ``directory``."""
    try:
        yield
    except (OSError, sqlite3.Error) as fault:
        raise plain(fault, directory) from fault
    except BaseException as fault:
        # Chroma's Rust half raises its own kinds, among them a panic that is no Exception.
        if type(fault).__module__.split(".")[0] in ("chromadb", "pyo3_runtime"):
            raise plain(fault, directory) from fault
        raise


def plain(fault: BaseException, directory: Path) -> DeskError:
    """The error for a person; an unknown fault keeps its own words."""
    if isinstance(fault, sqlite3.Error):
        return _plain_sqlite(fault, directory)
    words, number = str(fault), fault.errno if isinstance(fault, OSError) else None
    if number in _FULL or "disk is full" in words or "No space left" in words or "File too large" in words:
        return DeskError(f"{directory}: {_FULL_SENTENCE}")
    if number in _READONLY or "readonly database" in words or "Permission denied" in words:
        return DeskError(f"{directory}: {_READONLY_SENTENCE}")
    return DeskError(
        f"{directory}: the library could not be read or written ({words or type(fault).__name__})."
    )


def _plain_sqlite(fault: sqlite3.Error, directory: Path) -> DeskError:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamaged(f"{directory}: {_DAMAGED_SENTENCE}")
    if code == sqlite3.SQLITE_BUSY:
        return LibraryBusy(f"{directory}: another process is writing to the library. Try again in a moment.")
    if code == sqlite3.SQLITE_FULL or getattr(fault, "sqlite_errorcode", 0) in _NOT_WRITTEN:
        return DeskError(f"{directory}: {_FULL_SENTENCE}")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return DeskError(f"{directory}: {_READONLY_SENTENCE}")
    return DeskError(f"{directory}: the library could not be read or written ({fault}).")
