"""Kept answers after the collection changed: how their citations stand, what is newer, the answer of today."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from briefing.recheck import Changes, ask_again, newer_articles, standing_of
from library.citations import Standing
from ui.answering import BROKEN
from ui.compared import ASKED, AgainView, State, compare_view
from ui.component import Events
from ui.conversation import Conversation
from ui.drawer import DrawerView
from ui.standing import TONES, status_words, summary
from ui.thennow import with_standing
from ui.writing import newer_told
from values import Answer, Article, Citation, DeskError, Problem, Turn

if TYPE_CHECKING:
    from library.store import Library
    from rag.desk import Desk

CHANGED = "The collection has changed since this was answered."


@dataclass(slots=True)
class Again:
    """What one session found out of the turns of the conversation ``talk``, by their places (from 0). ``asking`` is the
    turn whose question is to be asked again, or None. ``known`` holds standings by generation and citation."""

    talk: str = ""
    asking: int | None = None
    newer: dict[int, tuple[Article, ...] | Problem] = field(default_factory=dict)
    compared: dict[int, Changes] = field(default_factory=dict)
    known: dict[tuple[int, Citation], Standing] = field(default_factory=dict)

    def follow(self, talk: str) -> None:
        """Begin anew where another conversation is open."""
        if talk != self.talk:
            self.talk, self.asking, self.newer, self.compared = talk, None, {}, {}

    def standing(self, library: Library, citation: Citation) -> Standing:
        key = (library.generation, citation)
        if key not in self.known:
            self.known = {held: value for held, value in self.known.items() if held[0] == key[0]}
            self.known[key] = standing_of(library, citation)
        return self.known[key]

    def ask(self, sent: object) -> None:
        """Have the question of a turn asked again."""
        self.asking = sent if isinstance(sent, int) else None

    def found(self, at: int, turn: Answer, desk: Desk, before: Sequence[Turn]) -> str:
        """Look for newer articles and ask the question of a turn again, after what was said ``before``; what came of
        it in a sentence."""
        self.newer[at] = newer_articles(desk, turn.searched or turn.question, turn)
        changes = ask_again(desk, turn, before)
        if isinstance(changes, Problem):
            self.newer[at] = changes
            return changes.reason
        self.compared[at] = changes
        return ASKED

    def leave(self, sent: object) -> None:
        """Put the comparison of a turn away."""
        if isinstance(sent, int):
            self.compared.pop(sent, None)
            self.newer.pop(sent, None)


def again() -> Again:
    """What this session found out."""
    import streamlit as st

    held: Again = st.session_state.setdefault("again", Again())
    return held


def again_events() -> Events:
    """What is done where a question is to be asked again, or the comparison put away."""
    return {"compared": again().ask, "left": again().leave}


def again_views(library: Library, conversation: Conversation, today: date) -> list[AgainView | None]:
    """For each turn how it stands, or None where the collection is the one that it was answered from."""
    held = again()
    held.follow(conversation.talk)
    return [_view(library, at, turn, held, today) for at, turn in enumerate(conversation.turns)]


def since_cited(
    library: Library, answer: Answer, citation: Citation, view: DrawerView, today: date
) -> DrawerView:
    """The drawer of a citation, with what became of its words where the collection has changed since."""
    if answer.generation == library.generation:
        return view
    standing = again().standing(library, citation)
    cited = library.version(citation.article, citation.version)
    now = library.version(citation.article, standing.version) if standing.version else None
    return with_standing(view, citation, standing, cited, now, today)


def _view(library: Library, at: int, turn: Answer | Problem, held: Again, today: date) -> AgainView | None:
    if not isinstance(turn, Answer) or turn.generation == library.generation:
        return None
    found = {one: held.standing(library, one) for one in turn.citations}
    newer, changes = held.newer.get(at, ()), held.compared.get(at)
    return {
        "told": f"{CHANGED} {summary([one.status for one in found.values()])}",
        "states": states(found),
        "newer": newer_told(newer),
        "compare": compare_view(turn, changes, today) if changes else None,
    }


def states(found: Mapping[Citation, Standing]) -> list[State]:
    """The citations that are not as they were, in words."""
    return [
        {
            "number": citation.number or 0,
            "word": status_words(standing.status, citation.version),
            "tone": TONES[standing.status],
        }
        for citation, standing in found.items()
        if standing.status != "same"
    ]


def compare_again(desk: Desk, conversation: Conversation) -> bool:
    """Ask the question again that is to be, and look for newer articles; whether there was one."""
    held = again()
    held.follow(conversation.talk)
    at, held.asking = held.asking, None
    turn = conversation.turns[at] if at is not None and 0 <= at < len(conversation.turns) else None
    if at is None or not isinstance(turn, Answer):
        return False
    before = Conversation(turns=conversation.turns[:at]).history()
    try:
        conversation.status = held.found(at, turn, desk, before)
    except DeskError as error:
        conversation.status = str(error)
    except Exception:  # the edge: whatever is wrong inside, the page says one plain sentence
        logging.getLogger(__name__).exception("A question could not be asked again.")
        conversation.status = BROKEN
    return True
