"""Bringing articles in from the page: one thread beside it, while asking goes on over the collection as it was.

Files that were dropped are never written to a disk of their own: their bytes go into the library, and what they were
called is kept as data and never becomes a path.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from config import Settings
from values import DeskError, Receipt

if TYPE_CHECKING:
    from library.store import Library
    from rag.desk import Desk

STAGES = {"read": (0.0, 0.2), "embed": (0.2, 0.95), "commit": (0.95, 1.0)}  # shares of the bar
LONGEST = 200  # characters of a path in a sentence
MOST = 4  # names in one sentence
BUSY = "Articles are being added. Wait until that has finished, and try again."
STOPPED = "You stopped it, and nothing was changed."
BROKEN = (
    "Something went wrong inside the desk while articles were added, and nothing was changed; the window where it "
    "was started has the details. Try again."
)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that was dropped on the page: what its browser called it, and its bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be added. ``yes`` allows that more than half of the folder's articles are removed."""

    files: tuple[Dropped, ...] = ()
    folder: Path | None = None
    yes: bool = False


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
                self.withheld = replace(batch, files=(), yes=True)
        except Stopped:
            self.trouble = STOPPED
        except DeskError as error:
            self.trouble = str(error)
        except Exception:  # the edge of the thread: the page says one plain sentence
            logging.getLogger(__name__).exception("Articles could not be added.")
            self.trouble = BROKEN

    def _bring_in(self, desk: Desk, batch: Batch) -> Receipt:
        from ingest.sync import sync

        ingest = self._settings.ingest
        return sync(
            [batch.folder] if batch.folder else [],
            desk.library,
            desk.encoder,
            dropped=[(file.name, file.raw) for file in batch.files],
            progress=self._tell,
            yes=batch.yes,
            max_bytes=ingest.max_file_mb * 1_000_000,
            passage_tokens=ingest.passage_tokens,
        )

    def _tell(self, stage: str, done: int, total: int) -> None:
        self.progress = Progress(stage, done, total)
        if self._stop.is_set() and stage != "commit":
            raise Stopped


def to_batch(files: Sequence[Dropped], folder: str) -> Batch:
    """What a person chose. Raises DeskError where nothing was, and for what cannot be added together."""
    path = to_folder(folder) if folder.strip() else None
    if not files and path is None:
        raise DeskError("Nothing was chosen. Drop files, or write the path of a folder on this machine.")
    raws: dict[str, bytes] = {}
    for file in files:
        name = base_name(file.name)
        if name == "sources.toml":
            raise DeskError(
                "sources.toml tells of the files beside it. Leave it in their folder, and add that."
            )
        if raws.setdefault(name, file.raw) != file.raw:
            raise DeskError(f"Two of the files are called {name}. Rename one of them, and drop both again.")
    return Batch(tuple(files), path)


def base_name(name: str) -> str:
    """By which name the library knows a file that a browser called so."""
    from ingest.scan import to_found

    return to_found(name, b"").name


def known_before(library: Library, names: Iterable[str]) -> list[str]:
    """What a person should know of files before they are added: which articles they change or stand beside."""
    from ingest.scan import to_found

    dropped = {name: to_found(name, b"").key for name in map(base_name, names)}
    held = library.files(list(dropped))
    again = sorted({row.name for row in held if row.path == dropped[row.name]})
    beside = sorted({(row.name, row.folder) for row in held if row.folder and row.name not in again})
    told = []
    if again:
        told.append(
            f"{_listed(again)}: of this name a file was dropped before. What has changed becomes a new version of the "
            "same article. If it is another article, rename the file first."
        )
    for name, folder in beside[:MOST]:
        told.append(
            f"{name} is also a file of the folder {folder}. Dropped here, it becomes another article; to replace "
            "that one, put the file into the folder and add the folder again."
        )
    return told


def _listed(names: Sequence[str]) -> str:
    """ "a.txt, b.txt and 3 more"."""
    more = f" and {len(names) - MOST:,} more" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"


def to_folder(words: str) -> Path:
    """The folder that a person named. Raises DeskError where there is none."""
    named = words.strip().strip("\"'")
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in named[:LONGEST])
    try:
        path = Path(named).expanduser()
        there = path.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise DeskError(f"{shown}: this is no path of a folder. Check it.") from None
    if not path.is_absolute():
        raise DeskError(f"{shown}: write the whole path of the folder, from / on.")
    if not there:
        raise DeskError(f"{shown}: there is no such folder on this machine. Check the path.")
    return path
