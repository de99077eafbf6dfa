"""The one component of our own: the conversation with its citation marks, and the evidence drawer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from ui.evidence import EvidenceView
from ui.turn import TurnView

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent
KEY = "conversation"


class Welcome(TypedDict):
    """An empty conversation: what this is, what is being waited for (or ""), questions to start from."""

    intro: str
    waiting: str
    starters: list[str]


class ConversationView(TypedDict):
    """All that the component draws. ``pending`` is a question without an answer yet, ``waiting`` says so."""

    welcome: Welcome | None
    turns: list[TurnView]
    pending: str
    waiting: str
    status: str
    drawer: EvidenceView | None


@cache
def _renderer() -> ComponentRenderer:
    import streamlit as st

    source = "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("conversation.js", "drawer.js"))
    style = (HERE / "desk.css").read_text(encoding="utf-8")
    return st.components.v2.component("desk_conversation", js=source, css=style, isolate_styles=False)


def draw(view: ConversationView, on: dict[str, Callable[[object], None]]) -> None:
    """Draw the conversation. ``on`` holds what to do with "asked", "opened" and "closed", given what the page sent."""
    callbacks: dict[str, Any] = {f"on_{event}_change": _calling(event, act) for event, act in on.items()}
    _renderer()(key=KEY, data=view, **callbacks)


def _calling(event: str, act: Callable[[object], None]) -> Callable[[], None]:
    def call() -> None:
        import streamlit as st

        sent = st.session_state[KEY].get(event)
        if sent is not None:
            act(sent)

    return call
