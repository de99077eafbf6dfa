"""Answering beside the page: one thread for one question, so that a click elsewhere does not lose its answer.

The page looks in from time to time and draws the answer as far as it is checked; on another page, or where a filter is
changed, the thread goes on, and its outcome waits in the conversation.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from threading import Event, Thread, Timer
from typing import TYPE_CHECKING

from briefing.wording import shortened
from values import Answer, DeskError, Problem, Turn

if TYPE_CHECKING:
    from rag.desk import Desk

PATIENCE = 3.0  # seconds for which an outcome waits for a page that takes it
LONGEST = 300  # code points of a question without an answer that are shown again
BROKEN = (
    "Something went wrong inside the desk; the window where it was started has the details. "
    "Ask again. If it happens again, stop the desk and start it again."
)


class Answering:
    """A question that is being answered. ``answer`` is what there is of it so far, ``outcome`` what became of it.

    It begins at once. ``desk`` may take its time to open, and raises DeskError where it cannot be opened. ``left`` is
    called where nobody takes the outcome: the page was reloaded meanwhile, closed, or is another one.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        question: str,
        history: Sequence[Turn],
        filters: Mapping[str, str],
        left: Callable[[], object] | None = None,
    ) -> None:
        self.question = question
        self.answer: Answer | None = None
        self.outcome: Answer | Problem | None = None
        self._asked = (tuple(history), dict(filters))
        self._stop = Event()
        self._news = Event()
        self._leaving = Timer(PATIENCE, left) if left else None
        self._thread = Thread(target=self._run, args=(desk,), name="answering", daemon=True)
        self._thread.start()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop: what was checked until then is kept."""
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()

    def taken(self) -> None:
        """Say that somebody has taken the outcome, or that nobody wants it any more."""
        if self._leaving:
            self._leaving.cancel()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until there is something of the answer to show, or its end; whether there is."""
        return self._news.wait(seconds)

    def finish(self, seconds: float | None = None) -> None:
        """Wait until its end."""
        self._thread.join(seconds)

    def _run(self, desk: Callable[[], Desk]) -> None:
        try:
            self.outcome = self._read(desk()) or self._problem(BROKEN)
        except DeskError as error:
            self.outcome = self._problem(str(error))
        except (
            Exception
        ):  # the edge of the thread: whatever is wrong inside, the page says one plain sentence
            logging.getLogger(__name__).exception("A question could not be answered: %r", self.question[:200])
            self.outcome = self._problem(BROKEN)
        self._news.set()
        if self._leaving:
            self._leaving.daemon = True
            self._leaving.start()

    def _read(self, desk: Desk) -> Answer | None:
        """The last of the answers that the desk gives, each shown as it comes."""
        last = None
        for last in desk.stream(self.question, *self._asked, self._stop):
            self.answer = last
            if last.mode == "generative":
                self._news.set()
        return last

    def _problem(self, reason: str) -> Problem:
        return Problem(shortened(self.question, LONGEST), reason)
