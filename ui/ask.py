"""The Ask page: the conversation, its questions and the evidence. It draws values and decides nothing."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

from ui.component import ConversationView, Welcome, draw
from ui.conversation import Conversation, Problem, citations_of
from ui.evidence import EvidenceView, evidence
from ui.opened import Opened
from ui.turn import TurnView, answer_view, problem_view
from ui.words import collection, shortened
from values import Answer, DeskError

if TYPE_CHECKING:
    from rag.desk import Desk

INTRO = (
    "Ask about the articles in the collection: answers quote them word for word, "
    "and the mark behind each sentence opens the article at those words."
)
OPENING = "Opening the library."
SEARCHING = "Searching the collection."
LONGEST = 300  # code points of a question without an answer that are shown again
BROKEN = (
    "Something went wrong inside the desk; the window where it was started has the details. "
    "Ask again. If it happens again, stop the desk and start it again."
)


def ask_page(opened: Opened) -> None:
    """Draw what there is; then do the next thing that takes time (answer, or open the desk), and draw again."""
    import streamlit as st

    conversation: Conversation = st.session_state.setdefault("asked", Conversation())
    typed = st.chat_input("Ask about the collection", submit_mode="disable")
    if typed is not None:
        conversation.ask(typed)
    desk = opened.desk() if opened.ready else None
    with st.sidebar:
        _draw_side(desk, conversation)
    events = {"asked": conversation.ask, "opened": conversation.show, "closed": conversation.close}
    draw(_view(opened, desk, conversation), events)
    if conversation.pending:
        conversation.take(_answer(opened, conversation))
        st.rerun()
    if desk is None and _news_of_opening(opened, conversation):
        st.rerun()


def _answer(opened: Opened, conversation: Conversation) -> Answer | Problem:
    question = conversation.pending
    try:
        return opened.desk().ask(question, conversation.history())
    except DeskError as error:
        return Problem(shortened(question, LONGEST), str(error))
    except Exception:  # the edge: whatever is wrong inside, the page says one plain sentence
        logging.getLogger(__name__).exception("A question could not be answered: %r", question[:200])
        return Problem(shortened(question, LONGEST), BROKEN)


def _news_of_opening(opened: Opened, conversation: Conversation) -> bool:
    """Wait until the desk is open or has failed to open; True where the page has something new to say."""
    before = conversation.trouble
    try:
        opened.desk()
        conversation.trouble = ""
    except DeskError as error:
        conversation.trouble = str(error)
    except Exception:  # as above
        logging.getLogger(__name__).exception("The library could not be opened.")
        conversation.trouble = BROKEN
    return not conversation.trouble or conversation.trouble != before


def _draw_side(desk: Desk | None, conversation: Conversation) -> None:
    import streamlit as st

    st.subheader("Collection", anchor=False)
    for line in collection(desk.library.articles(), date.today()) if desk else []:
        st.text(line)
    if conversation.turns:
        st.button("New conversation", on_click=conversation.clear)


def _view(opened: Opened, desk: Desk | None, conversation: Conversation) -> ConversationView:
    today = date.today()
    return {
        "welcome": None
        if conversation.turns or conversation.pending
        else _welcome(opened, desk, conversation),
        "turns": [_turn(turn, today) for turn in conversation.turns],
        "pending": conversation.pending,
        "waiting": SEARCHING if desk else OPENING,
        "status": conversation.status,
        "drawer": _drawer(desk, conversation, today) if desk else None,
    }


def _welcome(opened: Opened, desk: Desk | None, conversation: Conversation) -> Welcome:
    waiting = conversation.trouble or ("" if desk else OPENING)
    return {"intro": INTRO, "waiting": waiting, "starters": list(opened.starters()) if desk else []}


def _turn(turn: Answer | Problem, today: date) -> TurnView:
    if isinstance(turn, Problem):
        return problem_view(turn.question, turn.reason)
    return answer_view(turn, today)


def _drawer(desk: Desk, conversation: Conversation, today: date) -> EvidenceView | None:
    place = conversation.open
    answer = conversation.turns[place.turn] if place else None
    if place is None or not isinstance(answer, Answer):
        return None
    citation = citations_of(answer, place.kind)[place.index]
    version = desk.library.version(citation.article, citation.version)
    return evidence(answer, place.turn, place.kind, place.index, version, today)
