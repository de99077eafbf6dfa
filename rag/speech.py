"""What a model says, piece by piece, within a time that we keep ourselves: read by one thread, the only one here.

No client can be trusted to come back in time: names are looked up without a limit, and a limit for each read is none
for the whole. So one thread reads, and whoever waits stops waiting when the time is over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from queue import Empty as NothingYet
from queue import SimpleQueue
from threading import Event, Thread

from rag.faults import Empty, Late
from rag.wire import TooLong

MOST = 40_000  # characters of one answer, far more than is asked for
STEP = 0.05  # seconds between two looks at whether to stop
ENDING = 0.5  # seconds that the thread is waited for, once it was cut off
NAME = "desk-model"


class Speech:
    """A model that is speaking. It begins at once; ``pieces`` gives what it says.

    ``say`` gives the pieces and raises whatever goes wrong; ``cut`` makes it end soon, from any thread. ``until`` is
    the end of the time, by ``time.monotonic()``.
    """

    def __init__(self, say: Callable[[], Iterator[str]], cut: Callable[[], None], until: float) -> None:
        self.until = until
        self._cut = cut
        self._over = Event()
        self._said: SimpleQueue[str | BaseException | None] = SimpleQueue()
        self._thread = Thread(target=self._listen, args=(say,), name=NAME, daemon=True)
        self._thread.start()

    def pieces(self, stop: Event | None = None) -> Iterator[str]:
        """What is said, until its end or until ``stop`` is set.

        Raises Late when the time is over, Empty and TooLong for what is no answer, and whatever the client raised.
        """
        length, words = 0, False
        try:
            while not (stop and stop.is_set()):
                piece = self._next(stop)
                if piece is None:
                    if not words:
                        raise Empty
                    return
                length, words = length + len(piece), words or bool(piece.strip())
                if length > MOST:
                    raise TooLong
                yield piece
        finally:
            self.end()

    def end(self) -> None:
        """Cut the model off; nothing of it is left when this returns, or very soon after."""
        self._over.set()
        self._cut()
        self._thread.join(ENDING)

    def _next(self, stop: Event | None) -> str | None:
        """The next piece, "" where none came yet and it is to be looked whether to stop, None at the end."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise Late
        try:
            said = self._said.get(timeout=min(left, STEP) if stop else left)
        except NothingYet:
            return ""
        if isinstance(said, BaseException):
            raise said
        return said

    def _listen(self, say: Callable[[], Iterator[str]]) -> None:
        try:
            for piece in say():
                if self._over.is_set():
                    return
                self._said.put(piece)
            self._said.put(None)
        except BaseException as error:  # whatever it is, it belongs to whoever waits
            self._said.put(error)
