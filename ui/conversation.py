"""The conversation of one browser session: what was asked and answered, and which citation is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from ui.answering import Answering
from ui.words import ready
from values import Answer, Citation, Problem, Turn

if TYPE_CHECKING:
    from rag.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """An open citation: which turn (from 0), "cited" or "closest", and which of them (from 0)."""

    turn: int
    kind: str
    index: int


@dataclass(slots=True)
class Conversation:
    """Kept while the page is open. ``pending`` is a question that has no answer yet, or "", and ``answering`` the
    thread that answers it.

    ``status`` is what a screen reader is told, ``trouble`` why the library could not be opened, or "". ``filters``
    are those that the next question is asked with. ``talk`` is the id under which it is kept, or "" while nothing is;
    ``kept`` counts the turns that are.
    A click while the page is drawn draws it a second time beside itself: beginning and taking are done once.
    """

    turns: list[Answer | Problem] = field(default_factory=list)
    pending: str = ""
    answering: Answering | None = None
    open: Place | None = None
    status: str = ""
    trouble: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    talk: str = ""
    kept: int = 0
    once: Lock = field(default_factory=Lock, repr=False, compare=False)

    def ask(self, sent: object) -> None:
        """Take a question, unless one is waiting for its answer: a double click asks once."""
        if isinstance(sent, str) and not self.pending:
            self.pending, self.open, self.status = sent, None, "Searching the collection"

    def begin(self, desk: Callable[[], Desk], left: Callable[[], object] | None = None) -> None:
        """Begin to answer the waiting question, unless that has begun. ``left`` is called where no page settles it."""
        with self.once:
            if self.pending and self.answering is None:
                self.answering = Answering(desk, self.pending, self.history(), self.filters, left)

    @property
    def settled(self) -> bool:
        """Whether it is known what became of the waiting question."""
        return self.answering is not None and self.answering.outcome is not None

    def settle(self) -> bool:
        """Take what became of the waiting question, if that is known; whether it was taken."""
        with self.once:
            outcome = self.answering.outcome if self.answering else None
            if self.answering and outcome is not None:
                self.answering.taken()
                self.take(outcome)
            return outcome is not None

    @property
    def growing(self) -> Answer | None:
        """The answer to the waiting question as far as it is there; only a model's is there in part."""
        answer = self.answering.answer if self.answering else None
        return answer if answer and answer.mode == "generative" else None

    @property
    def shown(self) -> list[Answer | Problem]:
        """All that is on the page: the turns, and the answer that grows."""
        return [*self.turns, *([self.growing] if self.growing else [])]

    def take(self, turn: Answer | Problem) -> None:
        """Take what became of the waiting question."""
        self.turns.append(turn)
        self.pending, self.answering = "", None
        self.status = ready(turn) if isinstance(turn, Answer) else f"Not answered. {turn.reason}"

    def stop(self, _sent: object = None) -> None:
        """Stop the answer that grows; what was checked of it is kept."""
        if self.answering:
            self.answering.stop()

    def show(self, sent: object) -> None:
        self.open = find_place(sent, self.shown) or self.open

    def close(self, _sent: object) -> None:
        self.open = None

    def clear(self) -> None:
        """Begin again."""
        self.stop()
        if self.answering:
            self.answering.taken()
        self.turns.clear()
        self.answering, self.kept = None, 0
        self.pending, self.open, self.talk, self.status = "", None, "", "New conversation"

    def history(self) -> list[Turn]:
        """What was said so far, oldest first."""
        said = [turn for turn in self.turns if isinstance(turn, Answer)]
        pairs = [(Turn("user", one.question), Turn("assistant", _spoken(one))) for one in said]
        return [turn for pair in pairs for turn in pair]


def _spoken(answer: Answer) -> str:
    return " ".join(claim.text for claim in answer.claims) or answer.note


def find_place(sent: object, turns: list[Answer | Problem]) -> Place | None:
    """What the page sent, if it is the place of a citation that exists; otherwise None."""
    match sent:
        case {"turn": int(turn), "kind": "cited" | "closest" as kind, "index": int(index)} if (
            0 <= turn < len(turns)
        ):
            answer = turns[turn]
            offered = citations_of(answer, kind) if isinstance(answer, Answer) else ()
            return Place(turn, kind, index) if 0 <= index < len(offered) else None
    return None


def citations_of(answer: Answer, kind: str) -> tuple[Citation, ...]:
    return answer.citations if kind == "cited" else answer.closest
