"""A directory that must not differ by one bit from what was written: sealed by the hash of every file in it."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a sealed directory holds: passages, the digest of their ids, how many rows were ever put into it, and for
    every file its SHA-256."""

    count: int
    ids: str
    written: int
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A generation's directory, and what it must hold."""

    directory: Path
    manifest: Manifest

    def holds(self) -> bool:
        """True if every file is there and is, to the bit, what was written."""
        try:
            return {
                name: _sha256(self.directory / name) for name in _names(self.directory)
            } == self.manifest.files
        except OSError:
            return False


def hash_files(directory: Path) -> dict[str, str]:
    """Flush every file of a directory to the disk; their hashes by name."""
    names = _names(directory)
    for name in [*names, *{str(Path(name).parent) for name in names}]:
        _flush(directory / name)
    return {name: _sha256(directory / name) for name in names}


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _names(directory: Path) -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_sealed(sealed: Sealed, target: Path) -> bool:
    """Copy a sealed directory; False, and nothing left, if it is not what was sealed."""
    target.mkdir(parents=True)
    try:
        if set(_names(sealed.directory)) == set(sealed.manifest.files) and all(
            _copy_file(sealed.directory / name, target / name) == digest
            for name, digest in sealed.manifest.files.items()
        ):
            return True
    except FileNotFoundError:
        pass  # the generation was removed by a later commit while it was copied
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    shutil.rmtree(target, ignore_errors=True)
    return False


def _copy_file(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as old, target.open("wb") as new:
        while piece := old.read(_PIECE):
            digest.update(piece)
            new.write(piece)
    return digest.hexdigest()
