"""The library: SQLite as the truth with its index of words, Chroma as its index of vectors, seen as one.

    with open_library(Path("data")) as library:
        library.refresh()
        for passage, score in library.search_words(["settlement"], 10): ...

Reading is safe from any number of threads. Each thread keeps the generation that it saw at its last ``refresh``, so
a question that is being answered never sees half of a commit; it is one call per question.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from library import lock
from library.change import Change
from library.commit import Checkpoint, clear, rebuild
from library.faults import plain, told
from library.records import from_json, to_json
from library.schema import NAME, check_age, connect, migrate, now
from library.scope import matching, scope_of
from library.snapshot import Snapshot
from library.state import FileRow
from library.tallies import keep
from library.vectors import Vector, reading_home, sweep
from values import Article, DeskError, LibraryBusy, Passage, Receipt, Scope, Version


def open_library(directory: Path) -> Library:
    """Open the library in ``directory``, which is made if there is none.

    1. make the tables, or bring older ones up to date after a copy
    2. compare the index of vectors with its manifest, and build it again from the truth if it differs

    Raises ``LibraryDamaged`` for a file that is no library or one of a newer version, ``LibraryBusy`` if it must be
    made or migrated while another process writes, ``DeskError`` if the folder cannot be made or read.
    """
    with told(directory):
        directory.mkdir(parents=True, exist_ok=True)
        readonly = not os.access(directory, os.W_OK)
        if readonly and not (directory / NAME).exists():
            raise DeskError(f"{directory}: there is no library here, and the folder cannot be written to.")
        if not readonly:
            _bring_up_to_date(directory)
            sweep(reading_home(directory))
        snapshot = Snapshot(directory, readonly=readonly)
        library = Library(directory, snapshot, readonly)
        if snapshot.sealed is not None and not snapshot.sealed.holds():
            library.repair()
    return library


def _bring_up_to_date(directory: Path) -> None:
    with closing(connect(directory)) as connection:
        if not check_age(connection, directory):
            with lock.writing(directory):
                if not check_age(connection, directory):
                    migrate(connection, directory)


class Library:
    """An open library; close it, or use it in a ``with`` statement. ``notices`` are lines for the person."""

    def __init__(self, directory: Path, snapshot: Snapshot, readonly: bool) -> None:
        self.directory = directory
        self.readonly = readonly
        self._notices: list[str] = []
        self._latest = snapshot
        self._here = threading.local()
        self._lock = threading.RLock()
        self._watch = connect(directory, readonly=readonly)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close everything that is held open. Closing twice is closing once."""
        self._seen.close()
        self._latest.close()
        self._watch.close()

    @property
    def _seen(self) -> Snapshot:
        """The generation that this thread reads."""
        seen: Snapshot | None = getattr(self._here, "snapshot", None)
        if seen is None:
            with self._lock:
                seen = self._here.snapshot = self._latest
        return seen

    @property
    def generation(self) -> int:
        """The generation that this thread reads; it counts commits."""
        return self._seen.generation

    @property
    def encoder_name(self) -> str:
        """The encoder whose vectors are searched; empty while there are none."""
        return self._seen.encoder

    @property
    def notices(self) -> list[str]:
        """What happened to this library that a person should know, one line each."""
        return [*self._notices, *self._seen.notices]

    def refresh(self) -> bool:
        """Let this thread read the newest generation. True if that is another than before."""
        with told(self.directory), self._lock:
            (number,) = self._watch.execute("SELECT number FROM generation").fetchone()
            if number != self._latest.generation:
                self._latest = Snapshot(self.directory, readonly=self.readonly)
            moved = self._seen is not self._latest
            self._here.snapshot = self._latest
        return moved

    def repair(self) -> None:
        """Build the index of vectors again from the truth; left to each reader if another process writes."""
        try:
            with self._writing(0) as connection:
                count = rebuild(connection, self.directory)
        except (LibraryBusy, PermissionError):
            return
        self._notices.append(
            f"The index of vectors was damaged: {count} vectors were built again from the library."
        )
        self.refresh()

    # Articles

    def articles(self) -> tuple[Article, ...]:
        """The articles that are searched, by name."""
        return self._seen.articles

    def all_articles(self) -> tuple[Article, ...]:
        """The same with those that were removed, but not those that were erased."""
        return self._seen.all_articles()

    def article(self, id_or_name: str) -> Article | None:
        """The article of this id, or else of this name, removed ones too."""
        return self._seen.article(id_or_name)

    def origin(self, article: str) -> str:
        """The article whose text a near copy repeats: of those that are searched the one published first. Every other
        article is its own."""
        return self._seen.origins.get(article, article)

    def version(self, article: str, number: int) -> Version | None:
        """One text of an article; None if there never was one, or it was erased."""
        return next(iter(self._seen.versions(article, number)), None)

    def versions(self, article: str) -> tuple[Version, ...]:
        """Every text that an article ever had, oldest first, without those that were erased."""
        return self._seen.versions(article)

    def files(self, names: Collection[str]) -> tuple[FileRow, ...]:
        """The files that articles came as under these names, each of which may stand for files of several folders."""
        return self._seen.files(names)

    def was_erased(self, article: str, number: int) -> bool:
        """True if there was such a version, and it was erased for a takedown."""
        return self._seen.was_erased(article, number)

    def scope(self, filters: Mapping[str, str] | None = None) -> Scope:
        """How many articles the filters leave, and from when to when."""
        return scope_of(self.articles(), filters or {})

    def matching(self, filters: Mapping[str, str] | None) -> frozenset[str] | None:
        """The ids of the articles that the filters leave, for the searches below; None if all are."""
        if not any((filters or {}).values()):
            return None
        return frozenset(article.id for article in matching(self.articles(), filters or {}))

    # Passages

    def passages(self, ids: Sequence[str] | None = None) -> tuple[Passage, ...]:
        """Current passages: all, by article and place, or those of ``ids`` in that order; unknown ids are left out."""
        return self._seen.passages(ids)

    def passages_of(self, articles: Sequence[str]) -> tuple[Passage, ...]:
        """The current passages of some articles, by article and place."""
        return self._seen.passages_of(articles)

    def tallies(self, scheme: str) -> dict[tuple[str, int], bytes]:
        """What was worked out of the words of versions, by article and number, and kept under this scheme."""
        return self._seen.tallies(scheme)

    def search_words(
        self, terms: Sequence[str], limit: int, articles: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``limit`` best passages that hold any of ``terms``, within ``articles``: id and BM25, best first.

        A term of several words is a phrase. Terms are stemmed; stop words are the caller's to drop.
        """
        return self._seen.search_words(terms, limit, articles)

    def search_vectors(
        self, vector: Vector, limit: int, articles: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``limit`` passages nearest to ``vector`` (float32, of unit length): id and cosine, best first."""
        return self._seen.search_vectors(vector, limit, articles)

    def vectors(self, texts: Collection[str], encoder_name: str) -> dict[str, Vector]:
        """The stored vectors of those of ``texts`` that this encoder has embedded, float32 of unit length."""
        return self._seen.vectors(texts, encoder_name)

    def document_frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """For each term, the number of current passages that hold it (or a word of the same stem)."""
        return self._seen.document_frequencies(terms)

    def vocabulary(self) -> Mapping[str, int]:
        """Every word of current passages, folded but not stemmed, and the number of passages that hold it."""
        return self._seen.vocabulary

    def counts(self) -> dict[str, int]:
        """What can be found now: articles, versions, passages, sentences, words (rows of the index), vectors."""
        return self._seen.counts()

    # Writing

    @contextmanager
    def write(self, checkpoint: Checkpoint = lambda name: None, wait: float = lock.WAIT) -> Iterator[Change]:
        """Hold the writer's lock for a change, which is made when the block ends and dropped if it raises.

        Readers, this thread among them, see it after their next ``refresh``. Raises ``LibraryBusy`` after ``wait``
        seconds, ``DeskError`` if the disk is full or the folder cannot be written to; then nothing was changed.
        """
        with self._writing(wait) as connection:
            clear(connection, self.directory)
            change = Change(connection, self.directory, checkpoint)
            try:
                yield change
            except sqlite3.Error as fault:
                raise plain(fault, self.directory) from fault
            change.commit()

    def settle(self) -> None:
        """Move what stands in SQLite's log into its file, and empty the log if nobody else reads; else the last to
        close does. This thread reads the newest generation afterwards."""
        with told(self.directory), self._lock, closing(connect(self.directory)) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            for _ in range(
                2
            ):  # the first moves all, so that what is opened then needs no log; the second empties it
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._latest = self._here.snapshot = Snapshot(self.directory, readonly=self.readonly)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Keep what an ingest did, for the page of the library."""
        with told(self.directory), closing(connect(self.directory)) as connection:
            connection.execute(
                "INSERT INTO ingests(finished, receipt) VALUES (?, ?)", (now(), to_json(receipt))
            )

    def keep_tallies(self, scheme: str, values: Mapping[tuple[str, int], bytes]) -> bool:
        """Keep what was worked out of the words of versions. False, and nothing is kept, where the library cannot be
        written to or another process is writing; it is worked out again then. Never keeps anything of erased words."""
        return not self.readonly and keep(self.directory, scheme, values)

    def receipts(self, limit: int = 10) -> list[tuple[str, Receipt]]:
        """When the last ingests ended (UTC, ISO 8601) and what they did, newest first."""
        with told(self.directory), self._lock:
            rows = self._watch.execute(
                "SELECT finished, receipt FROM ingests ORDER BY key DESC LIMIT ?", (limit,)
            )
            return [(finished, from_json(Receipt, receipt)) for finished, receipt in rows]

    @contextmanager
    def _writing(self, wait: float) -> Iterator[sqlite3.Connection]:
        with told(self.directory):
            if not os.access(self.directory, os.W_OK):
                raise PermissionError(13, "Permission denied")
        with lock.writing(self.directory, wait), closing(connect(self.directory)) as connection:
            yield connection
