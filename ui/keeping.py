"""The conversation of the Ask page and what is kept of it: each answer at once, and all of it again after a reload."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefing.notebook import Notebook, new_talk
from ui.address import follow, returned
from ui.carry import draw_carry_talk
from ui.component import Events, draw_kept
from ui.conversation import Conversation
from ui.kept import SHOWN, Shelf, kept_view, one_line, read_title
from ui.opened import Opened
from values import Answer, DeskError

if TYPE_CHECKING:
    from library.store import Library

NOT_THERE = "This conversation is not kept any more."
ANSWERING = "Wait until the answer is there, or stop it, and open the conversation then."
DELETED = "This conversation was deleted on another page. The next answer keeps all of it again."
UNKEPT = "This answer is shown but not kept: {}"


def keep(opened: Opened, conversation: Conversation) -> None:
    """Keep the last turn, and all before it that is not kept yet. A conversation is kept from its first answer on;
    where it was continued on another page meanwhile, what was said there comes into it."""
    turn = conversation.turns[-1]
    if not opened.ready or (not conversation.talk and not isinstance(turn, Answer)):
        return
    notebook = Notebook(opened.desk().library)
    try:
        held = notebook.talk(conversation.talk) if conversation.talk else None
        if held:
            for one in conversation.turns[conversation.kept :]:
                held = notebook.add_turn(conversation.talk, one)
                conversation.kept += 1
            conversation.turns[:] = held.turns
        else:
            talk = replace(new_talk(turn.question), turns=tuple(conversation.turns))
            notebook.keep_talk(talk)
            conversation.talk = talk.id
        conversation.kept = len(conversation.turns)
    except DeskError as error:
        conversation.status = UNKEPT.format(error)


def keep_left(opened: Opened, conversation: Conversation) -> None:
    """Keep an answer that no page has taken: a reload in the middle of it, or a page that was closed, loses nothing."""
    if conversation.settle():
        keep(opened, conversation)


def reopen(library: Library, conversation: Conversation, id_: object) -> str:
    """Show a kept conversation as it was; what stands against it in a sentence, or ""."""
    if conversation.pending:
        return ANSWERING
    try:
        talk = Notebook(library).talk(id_) if isinstance(id_, str) else None
    except DeskError as error:
        return str(error)
    if talk is None:
        return NOT_THERE
    conversation.clear()
    conversation.turns[:] = talk.turns
    conversation.kept = len(talk.turns)
    conversation.talk, conversation.status = talk.id, f"Conversation opened: {talk.title}"
    return ""


def follow_address(library: Library, conversation: Conversation) -> None:
    """Show the conversation that the address names, where the reader went there."""
    if conversation.pending:
        return
    came = follow("talk", conversation.talk)
    if came:
        _shelf().notice = reopen(library, conversation, came)


def address_events(library: Library, conversation: Conversation) -> Events:
    """What is done where the reader goes back to the conversation before, or to none."""

    def go_back(sent: object) -> None:
        id_ = returned("talk", sent)
        if id_:
            _shelf().notice = reopen(library, conversation, id_)
        elif id_ == "" and not conversation.pending:
            conversation.clear()

    return {"returned": go_back}


def draw_kept_side(library: Library, conversation: Conversation) -> None:
    """The kept conversations, if there are any: to search, open, rename, export and delete."""
    import streamlit as st

    shelf = _shelf()
    entries = Notebook(library).listed(shelf.search)
    if not entries and not shelf.search and not shelf.notice and not conversation.talk:
        return
    st.subheader("Conversations", anchor=False)
    events = _Events(library, conversation, shelf)
    view = kept_view(entries, shelf, conversation.talk, date.today(), conversation.turns)
    draw_kept(
        view,
        {
            "searched": events.searched,
            "more": events.more,
            "reopened": events.reopened,
            "renamed": events.renamed,
            "deleted": events.deleted,
        },
    )
    if not conversation.talk:
        return
    if any(
        one.id == conversation.talk for one in (entries if not shelf.search else Notebook(library).listed())
    ):
        draw_carry_talk(library, conversation.talk)
    else:
        st.text(DELETED)


def _shelf() -> Shelf:
    import streamlit as st

    shelf: Shelf = st.session_state.setdefault("shelf", Shelf())
    return shelf


class _Events:
    """What the list sends, and what is done about it."""

    def __init__(self, library: Library, conversation: Conversation, shelf: Shelf) -> None:
        self._library, self._conversation, self._shelf = library, conversation, shelf

    def searched(self, sent: object) -> None:
        self._shelf.search, self._shelf.shown, self._shelf.notice = one_line(sent), SHOWN, ""

    def more(self, _sent: object) -> None:
        self._shelf.shown += SHOWN

    def reopened(self, sent: object) -> None:
        self._shelf.notice = reopen(self._library, self._conversation, sent)

    def renamed(self, sent: object) -> None:
        named = read_title(sent)
        if named is not None:
            self._do(f"Renamed to “{named[1]}”.", lambda: Notebook(self._library).rename_talk(*named))

    def deleted(self, sent: object) -> None:
        if not isinstance(sent, str):
            return
        self._do("Deleted.", lambda: Notebook(self._library).delete_talk(sent))
        if sent == self._conversation.talk:
            self._conversation.clear()

    def _do(self, told: str, act: Callable[[], None]) -> None:
        try:
            act()
        except DeskError as error:
            told = str(error)
        self._shelf.notice = told
