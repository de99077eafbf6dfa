"""The conversation of one browser session: what was asked and answered, and which citation is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.words import ready
from values import Answer, Citation, Problem, Turn


@dataclass(frozen=True, slots=True)
class Place:
    """An open citation: which turn (from 0), "cited" or "closest", and which of them (from 0)."""

    turn: int
    kind: str
    index: int


@dataclass(slots=True)
class Conversation:
    """Kept while the page is open. ``pending`` is a question that has no answer yet, or "".

    ``status`` is what a screen reader is told, ``trouble`` why the library could not be opened, or "". ``filters``
    are those that the next question is asked with. ``talk`` is the id under which it is kept, or "" while nothing is.
    """

    turns: list[Answer | Problem] = field(default_factory=list)
    pending: str = ""
    open: Place | None = None
    status: str = ""
    trouble: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    talk: str = ""

    def ask(self, sent: object) -> None:
        """Take a question, unless one is waiting for its answer: a double click asks once."""
        if isinstance(sent, str) and not self.pending:
            self.pending, self.open, self.status = sent, None, "Searching the collection"

    def take(self, turn: Answer | Problem) -> None:
        """Take what became of the waiting question."""
        self.turns.append(turn)
        self.pending = ""
        self.status = ready(turn) if isinstance(turn, Answer) else f"Not answered. {turn.reason}"

    def show(self, sent: object) -> None:
        self.open = find_place(sent, self.turns) or self.open

    def close(self, _sent: object) -> None:
        self.open = None

    def clear(self) -> None:
        """Begin again."""
        self.turns.clear()
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
