"""Bringing articles in from the page: one thread beside it, while asking goes on over the collection as it was.

Files that were dropped are never written to a disk of their own: their bytes go into the library, and what they were
called is kept as data and never becomes a path.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from config import Settings
from ui.batch import Batch, base_name
from values import DeskError, FileResult, Receipt

if TYPE_CHECKING:
    from rag.desk import Desk

STAGES = {
    "fetch": (0.0, 0.1),
    "read": (0.1, 0.2),
    "embed": (0.2, 0.95),
    "commit": (0.95, 1.0),
}  # shares of the bar
BUSY = "Articles are being added. Wait until that has finished, and try again."
STOPPED = "You stopped it, and nothing was changed."
BROKEN = (
    "Something went wrong inside the desk while articles were added, and nothing was changed; the window where it "
    "was started has the details. Try again."
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: a stage of ``sync``, and how much of it is done."""

    stage: str = "read"
    done: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1 over all stages."""
        first, last = STAGES.get(self.stage, (0.0, 0.0))
        return first + (last - first) * (self.done / self.total if self.total else 0.0)


class Stopped(Exception):
    """Somebody stopped it; the library drops what was staged."""


class Adding:
    """The one place where articles are brought in. Every session of the page sees the same."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._stop = Event()
        self._thread: Thread | None = None
        self.progress = Progress()
        self.receipt: Receipt | None = None
        self.trouble = ""
        self.withheld: Batch | None = None

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def result(self) -> tuple[Receipt | None, str]:
        """What became of the last batch: its receipt, or what went wrong; neither while it runs."""
        return (None, "") if self.running else (self.receipt, self.trouble)

    def check_idle(self) -> None:
        """Raises DeskError while articles are being added."""
        if self.running:
            raise DeskError(BUSY)

    def add(self, desk: Desk, batch: Batch) -> None:
        """Begin to bring in a batch. Raises DeskError where another is being brought in."""
        with self._lock:
            self.check_idle()
            self._stop.clear()
            self.progress, self.receipt, self.trouble, self.withheld = Progress(), None, "", None
            self._thread = Thread(target=self._run, args=(desk, batch), name="adding", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop at the next step that tells of its progress; nothing of the batch is then in the library."""
        self._stop.set()

    def keep(self) -> None:
        """Leave the articles in whose files are gone."""
        self.withheld = None

    def wait(self, seconds: float | None = None) -> None:
        """Wait until what runs has ended."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, desk: Desk, batch: Batch) -> None:
        try:
            self.receipt = self._bring_in(desk, batch)
            if self.receipt.withheld:
                self.withheld = Batch(folder=batch.folder, yes=True)
        except Stopped:
            self.trouble = STOPPED
        except DeskError as error:
            self.trouble = str(error)
        except Exception:  # the edge of the thread: the page says one plain sentence
            logging.getLogger(__name__).exception("Articles could not be added.")
            self.trouble = BROKEN

    def _bring_in(self, desk: Desk, batch: Batch) -> Receipt:
        from ingest.sync import sync
        from rag.tallies import tallies

        ingest = self._settings.ingest
        pages, missing = self._fetch(batch.addresses)
        receipt = sync(
            [batch.folder] if batch.folder else [],
            desk.library,
            desk.encoder,
            dropped=[*((base_name(file.name), file.raw) for file in batch.files), *pages],
            missing=missing,
            progress=self._tell,
            yes=batch.yes,
            max_bytes=ingest.max_file_mb * 1_000_000,
            passage_tokens=ingest.passage_tokens,
        )
        desk.library.refresh()
        tallies(desk.library)
        return receipt

    def _fetch(self, addresses: Sequence[str]) -> tuple[list[tuple[str, bytes]], list[FileResult]]:
        """The pages at the addresses, and a row for each that could not be fetched."""
        from ingest.fetch import fetch_all

        pages: list[tuple[str, bytes]] = []
        missing: list[FileResult] = []
        for number, address in enumerate(addresses):
            self._tell("fetch", number, len(addresses))
            found, failed = fetch_all([address], self._settings.ingest.allowed_hosts)
            pages += found
            missing += failed
        return pages, missing

    def _tell(self, stage: str, done: int, total: int) -> None:
        self.progress = Progress(stage, done, total)
        if self._stop.is_set() and stage != "commit":
            raise Stopped
