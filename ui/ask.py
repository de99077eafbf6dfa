"""The Ask page: the conversation, its questions and the evidence. It draws values and decides nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefing.wording import shortened
from library.scope import FILTERS
from ui.component import ConversationView, Events, Welcome, draw_conversation
from ui.conversation import Conversation, citations_of
from ui.drawer import DrawerView
from ui.evidence import evidence
from ui.filters import publishers_of, years_of
from ui.keeping import draw_kept_side, follow_address, keep
from ui.opened import Opened
from ui.remember import begin_with
from ui.taking import taken, taking_events
from ui.turn import TurnView, answer_view, problem_view
from ui.words import collection
from values import Answer, Article, DeskError, Problem

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from rag.desk import Desk

INTRO = (
    "Ask about the articles in the collection: answers quote them word for word, "
    "and the mark behind each sentence opens the article at those words."
)
OPENING = "Opening the library."
SEARCHING = "Searching the collection."
ADDING = "Articles are being added. Until that has ended, answers come from the collection as it was."
UNDATED = "Articles without a date are left out."
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
    if desk:
        follow_address(desk.library, conversation)
    with st.sidebar:
        _draw_side(desk, conversation, opened.adding.running)
    events: Events = {"asked": conversation.ask, "opened": conversation.show, "closed": conversation.close}
    taking = taking_events(desk.library, conversation) if desk else {}
    draw_conversation(_view(opened, desk, conversation), {**events, **taking})
    if conversation.pending:
        conversation.take(_answer(opened, conversation))
        keep(opened, conversation)
        st.rerun()
    if desk is None and _news_of_opening(opened, conversation):
        st.rerun()


def _answer(opened: Opened, conversation: Conversation) -> Answer | Problem:
    question = conversation.pending
    try:
        return opened.desk().ask(question, conversation.history(), conversation.filters)
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


def _draw_side(desk: Desk | None, conversation: Conversation, adding: bool) -> None:
    import streamlit as st

    articles = desk.library.articles() if desk else ()
    st.subheader("Collection", anchor=False)
    for line in collection(articles, date.today()) if desk else []:
        st.text(line)
    if adding:
        st.text(ADDING)
    conversation.filters = _draw_filters(articles, conversation.filters)
    if conversation.turns:
        st.button("New conversation", on_click=conversation.clear)
    if desk:
        draw_kept_side(desk.library, conversation)


def _draw_filters(articles: Sequence[Article], chosen: Mapping[str, str]) -> dict[str, str]:
    """The filters that can be chosen, as far as there is a choice; what ``chosen`` says is chosen already."""
    import streamlit as st

    publishers, years = publishers_of(articles), years_of(articles)
    if len(publishers) < 2 and len(years) < 2:
        return {}
    st.subheader("Search only in", anchor=False)
    filters = dict.fromkeys(FILTERS, "")
    if len(publishers) > 1:
        filters["publisher"] = _choose(st.container(), "Publisher", "publisher", publishers, chosen)
    if len(years) > 1:
        left, right = st.columns(2)
        filters["from"] = _choose(left, "From", "from", years, chosen)
        filters["to"] = _choose(
            right, "To", "to", [year for year in years if year >= filters["from"]], chosen
        )
    if filters["from"] or filters["to"]:
        st.text(UNDATED)
    return {name: value for name, value in filters.items() if value}


def _choose(
    place: DeltaGenerator, label: str, name: str, options: Sequence[str], chosen: Mapping[str, str]
) -> str:
    """A filter, or "" for none. It stays as it was where its page was left, and goes where it is no choice any more."""
    import streamlit as st

    every = ["", *options]
    if st.session_state.get(name) not in every:
        st.session_state.pop(name, None)
    before = chosen.get(name, "")
    key = begin_with(name, before if before in every else "")
    return place.selectbox(label, every, format_func=lambda one: one or "Any", key=key)


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
        "taking": taken(desk.library) if desk else None,
        "drawer": _drawer(desk, conversation, today) if desk else None,
    }


def _welcome(opened: Opened, desk: Desk | None, conversation: Conversation) -> Welcome:
    waiting = conversation.trouble or ("" if desk else OPENING)
    return {"intro": INTRO, "waiting": waiting, "starters": list(opened.starters()) if desk else []}


def _turn(turn: Answer | Problem, today: date) -> TurnView:
    if isinstance(turn, Problem):
        return problem_view(turn.question, turn.reason)
    return answer_view(turn, today)


def _drawer(desk: Desk, conversation: Conversation, today: date) -> DrawerView | None:
    place = conversation.open
    answer = conversation.turns[place.turn] if place else None
    if place is None or not isinstance(answer, Answer):
        return None
    citation = citations_of(answer, place.kind)[place.index]
    version = desk.library.version(citation.article, citation.version)
    return evidence(answer, place.turn, place.kind, place.index, version, today)
