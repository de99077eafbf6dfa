"""What the Ask page sends to be added to a briefing, and what it is told of the briefings there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.notebook import Notebook
from ui.component import Events
from ui.conversation import Conversation
from ui.take import TakeView, Taking, take_view
from values import DeskError

if TYPE_CHECKING:
    from library.store import Library

GOING = "go to briefing"  # the key of the session under which app.py finds the briefing to open


def taken(library: Library) -> TakeView:
    """The briefings that can be chosen, and what was added last."""
    return take_view(Notebook(library).shelved(), _taking())


def taking_events(library: Library, conversation: Conversation) -> Events:
    """What is done where something is to be added, taken out again, or its briefing opened."""
    taking = _taking()

    def told(act: Callable[[], None]) -> None:
        try:
            act()
        except DeskError as error:
            taking.forget()
            taking.notice = str(error)
        conversation.status = taking.notice

    def take(sent: object) -> None:
        told(lambda: taking.take(Notebook(library), sent, conversation.turns))

    def take_back(_sent: object) -> None:
        told(lambda: taking.take_back(Notebook(library)))

    return {"taken": take, "untaken": take_back, "went": _go}


def _taking() -> Taking:
    import streamlit as st

    taking: Taking = st.session_state.setdefault("taking", Taking())
    return taking


def _go(sent: object) -> None:
    import streamlit as st

    if isinstance(sent, str):
        st.session_state[GOING] = sent
