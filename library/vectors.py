"""The index of vectors: Chroma, one sealed directory per generation. The only module that knows where vectors live.

Chroma gives no transaction over two calls, damages an index that two processes write to, writes to its directory
whenever it is merely opened, answers silently from half of its data when a file is missing, and crashes on a damaged
one. So a generation is written once and **sealed**: a manifest, kept in SQLite, holds the SHA-256 of every file.
Nobody opens a sealed directory in place. A reader copies it to a directory of its own, comparing as it copies
(46 MB at 10,000 vectors, about 0.05 s), and a directory that differs by one bit is not used but built again from the
vectors in SQLite, without the encoder.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import uuid
import weakref
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from library.seal import Manifest, Sealed, copy_sealed, hash_files
from values import LibraryDamaged

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from chromadb.api.types import Where
    from filelock import FileLock

Vector = NDArray[np.float32]

_COLLECTION = "passages"
_BATCH = 5000  # Chroma takes at most 5,461 rows in a call


def sealed_home(directory: Path) -> Path:
    """Where a library's sealed generations are."""
    return directory / "vectors"


def reading_home(directory: Path) -> Path:
    """Where its readers have their own copies."""
    return directory / "reading"


@dataclass(frozen=True, slots=True)
class Row:
    """One passage's vector as it goes into the index."""

    id: str
    article: str
    version: int
    vector: Vector


def ids_digest(ids: Collection[str]) -> str:
    """The digest of a set of passage ids."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def write_fresh(target: Path, rows: Iterator[Sequence[Row]]) -> Sealed:
    """Build a generation from nothing. ``rows`` come in parts of any size."""
    target.mkdir(parents=True)
    return _write(target, 0, (), rows)


def write_next(
    target: Path, base: Sealed, gone: Sequence[str], rows: Iterator[Sequence[Row]]
) -> Sealed | None:
    """Build a generation as a copy of ``base`` without ``gone`` and with ``rows``; None if ``base`` is damaged."""
    if not copy_sealed(base, target):
        return None
    return _write(target, base.manifest.written, gone, rows)


def _write(target: Path, written: int, gone: Sequence[str], rows: Iterator[Sequence[Row]]) -> Sealed:
    client = _open(target)
    try:
        collection = client.get_or_create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 400}},
        )
        for start in range(0, len(gone), _BATCH):
            collection.delete(ids=list(gone[start : start + _BATCH]))
        for part in rows:
            for start in range(0, len(part), _BATCH):
                _add(collection, part[start : start + _BATCH])
                written += len(part[start : start + _BATCH])
    finally:
        client.close()
    return _seal(target, written)


def _add(collection: ChromaCollection, rows: Sequence[Row]) -> None:
    collection.add(
        ids=[row.id for row in rows],
        embeddings=np.stack([row.vector for row in rows]),
        metadatas=[{"article": row.article, "version": row.version} for row in rows],
    )


def _seal(target: Path, written: int) -> Sealed:
    """Open once more what was written, count it, flush it to the disk, and note the hash of every file."""
    client = _open(target)
    try:
        ids = _ids(client.get_collection(_COLLECTION, embedding_function=None))
    finally:
        client.close()
    return Sealed(target, Manifest(len(ids), ids_digest(ids), written, hash_files(target)))


def _ids(collection: ChromaCollection) -> list[str]:
    found: list[str] = []
    while part := collection.get(include=[], limit=_BATCH, offset=len(found))["ids"]:
        found.extend(part)
    return found


def _open(directory: Path) -> Client:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.config import Settings

    # Without this a file .env in the current folder could turn anything on.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
    client = chromadb.PersistentClient(str(directory), settings=settings)
    assert isinstance(client, Client)  # the interface it is annotated with has no close()
    return client


class Index:
    """One generation open for search, in a directory of this process alone, which goes when it is closed."""

    def __init__(self, sealed: Sealed, rows: Iterator[Sequence[Row]], reading: Path) -> None:
        """``rows`` are used, and ``rebuilt`` is True, only if ``sealed`` is damaged or gone."""
        home, lock = _own_directory(reading)
        self._close = weakref.finalize(self, _discard, home, lock)
        try:
            self.rebuilt = not copy_sealed(sealed, home / "index")
            if self.rebuilt:
                write_fresh(home / "index", rows)
            client = _open(home / "index")
            self._close.detach()
            self._close = weakref.finalize(self, _discard, home, lock, client)
            self._collection = client.get_collection(_COLLECTION, embedding_function=None)
            self._count = self._collection.count()
            if self._count != sealed.manifest.count:
                raise LibraryDamaged(
                    f"{sealed.directory}: {self._count} vectors of {sealed.manifest.count} could be restored. "
                    "Put a backup in the library's place."
                )
        except BaseException:
            self.close()
            raise

    def search(self, vector: Vector, limit: int, articles: Collection[str] | None) -> list[tuple[str, float]]:
        """The ``limit`` passages nearest to ``vector``: id and cosine, best first."""
        if self._count == 0 or limit < 1 or (articles is not None and not articles):
            return []
        found = self._collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=min(limit, self._count),
            where=None if articles is None else _within(articles),
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        return [(id_, 1.0 - float(away)) for id_, away in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        """Close the index and remove its directory. Closing twice is closing once."""
        self._close()


def _discard(home: Path, lock: FileLock, client: Client | None = None) -> None:
    if client is not None:
        client.close()
    shutil.rmtree(home, ignore_errors=True)
    lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)


def _within(articles: Collection[str]) -> Where:
    """Chroma's condition for a choice of articles."""
    chosen: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": [*sorted(articles)]}
    return {"article": chosen}


def _own_directory(reading: Path) -> tuple[Path, FileLock]:
    """A new directory for a reader, and the lock that tells others that its reader lives.

    In the library's folder, because ``/tmp`` may be memory; elsewhere only if that folder cannot be written to.
    """
    from filelock import FileLock

    name = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    for parent in (reading, Path(tempfile.gettempdir()) / f"devolution-desk-{os.getuid()}"):
        try:
            parent.mkdir(mode=0o700, exist_ok=True)
            if parent.stat().st_uid != os.getuid():
                raise PermissionError(errno.EACCES, "Permission denied", str(parent))
            lock = FileLock(parent / f"{name}.lock", thread_local=False)
            lock.acquire()
            (parent / name).mkdir(mode=0o700)
            return parent / name, lock
        except OSError as fault:
            refused = fault
    raise refused


def sweep(reading: Path) -> None:
    """Remove what readers that were killed have left behind."""
    from filelock import FileLock, Timeout

    for lock_file in reading.glob("*.lock"):
        lock = FileLock(lock_file)
        with suppress(Timeout, OSError):
            lock.acquire(timeout=0)
            shutil.rmtree(lock_file.with_suffix(""), ignore_errors=True)
            lock_file.unlink(missing_ok=True)
            lock.release()
