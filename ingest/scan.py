"""Paths → the files that could be articles, each with its name in the collection and the hash of its bytes.

Hidden files, and ``README.md`` and ``sources.toml`` at the top of a folder, are not articles.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.describe import read_sources
from ingest.fetch import is_address
from library.records import text_hash
from values import FileResult

NOT_ARTICLES = ("readme.md", "sources.toml")
Given = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A file. ``key`` is its absolute path as text that any database holds; ``sha256`` is empty if unreadable.

    ``given`` is what ``sources.toml`` says of it, ``digest`` stands for that. ``raw``: its bytes, where it came
    without a path.
    """

    path: Path
    key: str
    name: str
    folder: str
    given: Mapping[str, str]
    sha256: str = ""
    raw: bytes | None = None

    @property
    def digest(self) -> str:
        return text_hash(repr(sorted(self.given.items()))) if self.given else ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the paths hold. ``folders`` were given whole; ``closed`` are those that could not be read."""

    found: tuple[Found, ...]
    folders: tuple[str, ...]
    closed: tuple[str, ...]
    refused: tuple[FileResult, ...]


def scan(
    paths: Sequence[Path], given: Given | None, known: Mapping[str, str], skip: Path | None = None
) -> Scan:
    """Find the files under ``paths`` and hash them. A file that is met twice counts once.

    ``known`` maps the keys of files that the library knows to the folders that they came from, so that a single
    file keeps the name that it got with its folder. ``skip`` is a folder that is passed over: the library's own.
    """
    found: dict[str, Found] = {}
    folders: list[str] = []
    closed: list[str] = []
    refused: list[FileResult] = []
    for path in paths:
        whole = _whole(path)
        if whole.is_dir():
            folders.append(to_key(whole))
            files = _named(whole, _walk(whole, skip, closed), _sources(whole, given))
        elif os.path.lexists(whole):
            folder = Path(known.get(to_key(whole), whole.parent))
            files = _named(folder, [whole], _sources(folder, given))
        else:
            refused.append(FileResult(to_key(whole), "refused", reason="there is no such file or folder."))
            continue
        for file in files:
            found.setdefault(file.key, file)
    refused += [FileResult(name, "refused", reason="this folder cannot be read.") for name in closed]
    return Scan(tuple(found.values()), tuple(folders), tuple(closed), tuple(refused))


def to_found(name: str, raw: bytes) -> Found:
    """A file that came without a path: a page by its address, a file that was dropped by its base name, which is
    never used as a path."""
    if is_address(name):
        return Found(Path(), name, name, "", {}, hashlib.sha256(raw).hexdigest(), raw)
    base = name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "file"
    return Found(Path(), f"dropped://{base}", base, "", {}, hashlib.sha256(raw).hexdigest(), raw)


def _whole(path: Path) -> Path:
    """The absolute path, the same by whatever links the folder was reached; a link to a file stays one."""
    if path.is_dir():
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)


def to_key(path: Path) -> str:
    """A path as text; bytes of a file name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _sources(folder: Path, given: Given | None) -> Given:
    return read_sources(folder / "sources.toml") if given is None else given


def _walk(folder: Path, skip: Path | None, closed: list[str]) -> list[Path]:
    """The files below ``folder`` in the order of their names; folders that cannot be read are put into ``closed``."""
    found: list[Path] = []

    def note(fault: OSError) -> None:
        closed.append(to_key(Path(fault.filename)))

    for here, inner, names in os.walk(folder, onerror=note):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and Path(here, name) != skip)
        for name in sorted(names):
            top = Path(here) == folder and name.lower() in NOT_ARTICLES
            if not name.startswith(".") and not top:
                found.append(Path(here, name))
    return found


def _named(folder: Path, files: Iterable[Path], sources: Given) -> list[Found]:
    found = []
    for file in files:
        name = to_key(file.relative_to(folder)).replace(os.sep, "/")
        given = sources.get(name) or sources.get(name.rpartition("/")[2]) or {}
        found.append(Found(file, to_key(file), name, to_key(folder), given, _hash(file)))
    return found


def _hash(file: Path) -> str:
    """The hash of a regular file's bytes; empty for what cannot be read, which loading then refuses with a reason."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return ""
        with file.open("rb") as open_file:
            return hashlib.file_digest(open_file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
