"""From an answer into a briefing: what was chosen on the Ask page, into which briefing, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from briefing.notebook import added, block_of, new_briefing, passage_block, without
from briefing.wording import shortened
from ui.conversation import citations_of
from ui.drawer import Deed
from values import Answer, Block, Briefing, Problem

if TYPE_CHECKING:
    from briefing.notebook import Notebook

TITLE = 50  # code points of a briefing's title where it is only named
What = Literal["answer", "claim", "cited", "closest"]
NAMES: dict[What, str] = {
    "answer": "the answer",
    "claim": "the sentence",
    "cited": "the words cited",
    "closest": "the passage",
}


class Choice(TypedDict):
    id: str
    title: str


class TakeView(TypedDict):
    """``briefings`` can be chosen, the last one changed first; ``notice`` says what was added last, to the briefing
    ``into`` (its id, or ""), and ``undo`` takes it out again."""

    briefings: list[Choice]
    notice: str
    into: str
    undo: Deed | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page sent: which turn (from 0), what of it, which of these (from 0), and the briefing, or "" for a new
    one."""

    turn: int
    what: What
    index: int
    briefing: str


@dataclass(slots=True)
class Taking:
    """What was added last in this browser session: in words, to which briefing, as which block. ``made``: the briefing
    was begun with it."""

    notice: str = ""
    into: str = ""
    block: str = ""
    made: bool = False

    def forget(self) -> None:
        """Begin again with nothing added."""
        self.notice = self.into = self.block = ""
        self.made = False

    def take(self, notebook: Notebook, sent: object, turns: Sequence[Answer | Problem]) -> None:
        """Add what the page sent to the briefing that it names, or to a new one that is called as the question was.
        Raises DeskError."""
        wanted = read_wanted(sent, turns)
        if wanted is None:
            return
        block = chosen(wanted, turns)
        made = not wanted.briefing
        if made:
            briefing = added(new_briefing(turns[wanted.turn].question), block)
            notebook.keep(briefing)
        else:
            briefing = notebook.change(wanted.briefing, lambda held: added(held, block))
        self.notice, self.into, self.block = _told(wanted, briefing, made), briefing.id, block.id
        self.made = made

    def take_back(self, notebook: Notebook) -> None:
        """Take out again what was added last, and the briefing with it that was begun by that. Raises DeskError."""
        if not self.block:
            return
        left = notebook.change(self.into, lambda held: without(held, self.block))
        if self.made and not left.blocks:
            notebook.delete_briefing(left.id)
        self.forget()
        self.notice = f"Taken out of “{shortened(left.title, TITLE)}” again."


def take_view(briefings: Sequence[Briefing], taking: Taking) -> TakeView:
    undo: Deed = {"name": "undo", "label": "Take it out again", "event": "untaken", "value": True}
    return {
        "briefings": [{"id": one.id, "title": shortened(one.title, TITLE)} for one in briefings],
        "notice": taking.notice,
        "into": taking.into,
        "undo": undo if taking.block else None,
    }


def take_deed(turn: int, kind: str, index: int) -> Deed:
    """The button of the drawer that adds what is open there."""
    value = {"turn": turn, "what": kind, "index": index}
    return {"name": "take", "label": "Add to briefing", "event": "taken", "value": value}


def read_wanted(sent: object, turns: Sequence[Answer | Problem]) -> Wanted | None:
    """What the page sent, if there is such a thing; otherwise None."""
    match sent:
        case {
            "turn": int(turn),
            "what": "answer" | "claim" | "cited" | "closest" as what,
            "index": int(index),
            "briefing": str(briefing),
        } if 0 <= turn < len(turns):
            answer = turns[turn]
            if isinstance(answer, Answer) and 0 <= index < _number(answer, what):
                return Wanted(turn, what, index, briefing)
    return None


def _number(answer: Answer, what: What) -> int:
    """How many there are to choose from."""
    if what in ("answer", "claim"):
        return min(len(answer.claims), 1 if what == "answer" else len(answer.claims))
    return len(citations_of(answer, what))


def chosen(wanted: Wanted, turns: Sequence[Answer | Problem]) -> Block:
    """What was chosen, as a block of a briefing."""
    answer = turns[wanted.turn]
    assert isinstance(answer, Answer)
    if wanted.what == "answer":
        return block_of(answer)
    if wanted.what == "claim":
        return block_of(answer, (wanted.index,))
    return passage_block(citations_of(answer, wanted.what)[wanted.index])


def _told(wanted: Wanted, briefing: Briefing, made: bool) -> str:
    new = "the new briefing " if made else ""
    return f"Added {NAMES[wanted.what]} to {new}“{shortened(briefing.title, TITLE)}”."
