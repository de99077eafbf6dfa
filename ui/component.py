"""The components of our own: the conversation with its citation marks, the library, and the drawer of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from briefing.copied import Copied
from ui.compared import AgainView
from ui.drawer import Deed, DrawerView
from ui.kept import KeptView
from ui.paper import OrderRow, PaperBlock, PaperNote
from ui.receipts import ReceiptView
from ui.shelf import Row
from ui.take import TakeView
from ui.timeline import TimelineView
from ui.turn import TurnView

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent
STYLES = ("desk.css", "library.css", "briefing.css")
Events = Mapping[str, Callable[[object], None]]  # what to do with what the page sends under each name


class Welcome(TypedDict):
    """An empty conversation: what this is, what is being waited for (or ""), questions to start from."""

    intro: str
    waiting: str
    starters: list[str]


class ConversationView(TypedDict):
    """All that the component draws. ``pending`` is a question without an answer yet, ``waiting`` says so and
    ``stoppable`` whether it can be stopped, ``again`` says of each turn how it stands now, ``taking`` what can be added
    to a briefing and was."""

    welcome: Welcome | None
    turns: list[TurnView]
    pending: str
    waiting: str
    stoppable: bool
    status: str
    again: Sequence[AgainView | None]
    taking: TakeView | None
    drawer: DrawerView | None


class LibraryView(TypedDict):
    """The articles as a table. ``found`` says how many there are, ``more`` how many follow, ``notice`` what was done
    just now, in words, and ``undo`` what would take it back."""

    notice: str
    undo: Deed | None
    found: str
    rows: list[Row]
    more: int
    status: str
    drawer: DrawerView | None


class Done(TypedDict):
    """The deeds of one drawing of the page (``mount``) that were done: all up to ``n``."""

    mount: str
    n: int


class PaperView(TypedDict):
    """A briefing. ``done`` is the last deed that was done of those that the page sent, as ``Editing.deeds`` takes them.
    ``notice`` is what was done just now, ``undo`` what would take it back."""

    id: str
    title: str
    marking: str
    blocks: list[PaperBlock]
    notes: list[PaperNote]
    notice: str
    undo: Deed | None
    status: str
    done: Done | None
    drawer: DrawerView | None


class OrderView(TypedDict):
    """The parts of a briefing by name; ``copied`` is all of it for the clipboard."""

    copied: Copied
    rows: list[OrderRow]


def draw_conversation(view: ConversationView, on: Events) -> None:
    """Draw the conversation; it sends "asked", "stopped", "opened", "closed", "taken", "untaken", "went", "compared"
    and "left"."""
    _draw("conversation", ("dom.js", "conversation.js", "compare.js", "take.js", "drawer.js"), view, on)


def draw_kept(view: KeptView, on: Events) -> None:
    """Draw the kept conversations; it sends "searched", "reopened", "renamed", "deleted" and "more"."""
    _draw("kept", ("dom.js", "kept.js"), view, on)


def draw_listing(view: KeptView, on: Events) -> None:
    """Draw the briefings; it sends "searched", "reopened", "deleted" and "more"."""
    _draw("listing", ("dom.js", "kept.js"), view, on)


def draw_paper(view: PaperView, on: Events) -> None:
    """Draw the document of a briefing; ``Editing.of_paper`` names what it sends."""
    _draw("paper", ("dom.js", "fields.js", "compare.js", "paper.js", "drawer.js"), view, on)


def draw_order(view: OrderView, on: Events) -> None:
    """Draw the parts of a briefing by name; it sends "moved" and "removed"."""
    _draw("order", ("dom.js", "order.js"), view, on)


def draw_timeline(view: TimelineView, on: Events) -> None:
    """Draw when the articles were published; it sends "opened"."""
    _draw("timeline", ("dom.js", "timeline.js"), view, on)


def draw_receipt(view: ReceiptView) -> None:
    """Draw what the last ingest did."""
    _draw("receipt", ("dom.js", "receipt.js"), view, {})


def draw_library(view: LibraryView, on: Events) -> None:
    """Draw the table of articles; it sends "opened", "closed", "acted" and "more"."""
    _draw("library", ("dom.js", "library.js", "drawer.js"), view, on)


@cache
def _renderer(name: str, files: tuple[str, ...]) -> ComponentRenderer:
    import streamlit as st

    source = "\n".join((HERE / file).read_text(encoding="utf-8") for file in files)
    style = "\n".join((HERE / file).read_text(encoding="utf-8") for file in STYLES)
    return st.components.v2.component(f"desk_{name}", js=source, css=style, isolate_styles=False)


def _draw(name: str, files: tuple[str, ...], view: Mapping[str, object], on: Events) -> None:
    callbacks: dict[str, Any] = {
        f"on_{event}_change": _calling(name, event, act) for event, act in on.items()
    }
    _renderer(name, files)(key=name, data=view, **callbacks)


def _calling(key: str, event: str, act: Callable[[object], None]) -> Callable[[], None]:
    def call() -> None:
        import streamlit as st

        held = st.session_state.get(key)  # none where the reader left the page at the same moment
        sent = held.get(event) if held else None
        if sent is not None:
            act(sent)

    return call
