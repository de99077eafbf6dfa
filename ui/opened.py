"""The desk of the running app: opened once, in a thread of its own, while the first page is already shown."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING

from config import Settings
from ui.adding import Adding
from ui.starters import starters
from values import Article

if TYPE_CHECKING:
    from rag.desk import Desk


Opening = Callable[[Settings], "Desk"]


def open_the_desk(settings: Settings) -> Desk:
    from rag.desk import open_desk

    return open_desk(settings)


class Opened:
    """The settings of the app and its desk. Opening begins at once, so that the first question need not wait."""

    def __init__(self, settings: Settings, opening: Opening = open_the_desk) -> None:
        self.settings = settings
        self._opening = opening
        self._lock = Lock()
        self._starters: tuple[int, tuple[str, ...]] = (-1, ())
        self._articles: tuple[int, tuple[Article, ...]] = (-1, ())
        self.adding = Adding(settings)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._future: Future[Desk] = self._thread.submit(self._open)

    def _open(self) -> Desk:
        desk = self._opening(self.settings)
        self._start_from(desk)
        # Streamlit collects garbage in full after every run of a page. What is open now stays open; without
        # this each collection walks through all of it, 0.3 s at a time.
        gc.freeze()
        return desk

    @property
    def ready(self) -> bool:
        """True where ``desk`` answers at once."""
        return self._future.done() and self._future.exception() is None

    def desk(self) -> Desk:
        """The desk, once it is open. Raises what opening raised; asked again, it is opened again."""
        with self._lock:
            if self._future.done() and self._future.exception() is not None:
                self._future = self._thread.submit(self._open)
            future = self._future
        return future.result()

    def starters(self) -> tuple[str, ...]:
        """Questions to start from, made again where the collection has changed."""
        return self._start_from(self.desk())

    def _start_from(self, desk: Desk) -> tuple[str, ...]:
        generation = desk.library.generation
        if self._starters[0] != generation:
            self._starters = (generation, starters(desk, self.settings.app.starters))
        return self._starters[1]

    def articles(self) -> tuple[Article, ...]:
        """Every article, removed ones too, read again where the collection has changed."""
        library = self.desk().library
        generation = library.generation
        if self._articles[0] != generation:
            self._articles = (generation, library.all_articles())
        return self._articles[1]

    def close(self) -> None:
        """Let go of the threads. What is open ends with the process."""
        self.adding.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)


_held: list[Opened] = []


def hold(opened: Opened) -> Opened:
    """Make ``opened`` the one that the pages of this process use."""
    _held[:] = [opened]
    return opened


def held() -> Opened | None:
    """What the pages use; None where the app was not started by ``desk serve``."""
    return _held[0] if _held else None
