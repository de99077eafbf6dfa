"""The Ask page: the conversation, its questions and the evidence. It draws values and decides nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from library.scope import FILTERS
from ui.again import again_events, again_views, compare_again, since_cited
from ui.answering import BROKEN
from ui.component import ConversationView, Events, Welcome, draw_conversation
from ui.conversation import Conversation, citations_of
from ui.drawer import DrawerView
from ui.evidence import evidence
from ui.filters import publishers_of, years_of
from ui.keeping import address_events, draw_kept_side, follow_address, keep, keep_left
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
WRITING = "The model is writing; each sentence is shown once it was checked."
STOPPING = "Stopping."
EVERY = 0.2  # seconds between two looks at an answer that grows
AT_ONCE = 0.5  # seconds for which an answer is waited for before the page is drawn again and again


def ask_page(opened: Opened) -> None:
    """Draw what there is, again and again while a question is being answered, and wait for what takes time."""
    import streamlit as st

    conversation: Conversation = st.session_state.setdefault("asked", Conversation())

    def typed() -> None:
        conversation.ask(st.session_state["typed"])

    waiting = bool(conversation.pending)
    st.chat_input(
        "Ask about the collection", key="typed", on_submit=typed, submit_mode="disable", disabled=waiting
    )
    if conversation.settle():
        keep(opened, conversation)
        st.rerun()  # the place to type in opens again
    desk = opened.desk() if opened.ready else None
    if desk:
        desk.library.refresh()  # what an ingest beside this page changed is said of the kept answers
        follow_address(desk.library, conversation)
    with st.sidebar:
        _draw_side(desk, conversation, opened.adding.running)
    # After the filters: one that was chosen in the moment before the question was sent holds for it.
    conversation.begin(opened.desk, lambda: keep_left(opened, conversation))
    _draw_talk(opened, desk, conversation)
    if desk and compare_again(desk, conversation):
        st.rerun()
    if conversation.answering:
        conversation.answering.wait(AT_ONCE)
        if conversation.settled:
            st.rerun()
    elif desk is None and _news_of_opening(opened, conversation):
        st.rerun()


def _draw_talk(opened: Opened, desk: Desk | None, conversation: Conversation) -> None:
    """The conversation, drawn anew while an answer grows. What is pressed in it draws the whole page anew."""
    import streamlit as st

    st.session_state["pressed"] = False
    waiting = bool(conversation.pending)
    events: Events = {
        "asked": conversation.ask,
        "opened": conversation.show,
        "closed": conversation.close,
        "stopped": conversation.stop,
    }
    own = {**taking_events(desk.library, conversation), **again_events()} if desk else {}
    own |= address_events(desk.library, conversation) if desk else {}

    @st.fragment(run_every=EVERY if conversation.pending else None)
    def look() -> None:
        if st.session_state["pressed"] or conversation.settled or (waiting and not conversation.pending):
            st.rerun()
        draw_conversation(_view(opened, desk, conversation), _pressing({**events, **own}))

    look()


def _pressing(events: Events) -> Events:
    """The events, each of which says that something was pressed."""
    import streamlit as st

    def pressing(act: Callable[[object], None]) -> Callable[[object], None]:
        def press(sent: object) -> None:
            st.session_state["pressed"] = True
            act(sent)

        return press

    return {name: pressing(act) for name, act in events.items()}


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
        st.button("New conversation", on_click=conversation.clear, disabled=bool(conversation.pending))
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
    today, growing = date.today(), conversation.growing
    return {
        "welcome": None
        if conversation.turns or conversation.pending
        else _welcome(opened, desk, conversation),
        "turns": [_turn(turn, today, turn is growing) for turn in conversation.shown],
        "pending": conversation.pending,
        "waiting": _waiting(desk, conversation),
        "stoppable": opened.settings.llm.provider != "none",
        "status": WRITING if growing else conversation.status,
        "again": again_views(desk.library, conversation, today) if desk else [],
        "taking": taken(desk.library) if desk else None,
        "drawer": _drawer(desk, conversation, today) if desk else None,
    }


def _waiting(desk: Desk | None, conversation: Conversation) -> str:
    if conversation.answering and conversation.answering.stopping:
        return STOPPING
    if conversation.growing:
        return WRITING
    return SEARCHING if desk else OPENING


def _welcome(opened: Opened, desk: Desk | None, conversation: Conversation) -> Welcome:
    waiting = conversation.trouble or ("" if desk else OPENING)
    return {"intro": INTRO, "waiting": waiting, "starters": list(opened.starters()) if desk else []}


def _turn(turn: Answer | Problem, today: date, growing: bool) -> TurnView:
    if isinstance(turn, Problem):
        return problem_view(turn.question, turn.reason)
    return answer_view(turn, today, growing)


def _drawer(desk: Desk, conversation: Conversation, today: date) -> DrawerView | None:
    place = conversation.open
    answer = conversation.shown[place.turn] if place else None
    if place is None or not isinstance(answer, Answer):
        return None
    citation = citations_of(answer, place.kind)[place.index]
    version = desk.library.version(citation.article, citation.version)
    view = evidence(answer, place.turn, place.kind, place.index, version, today)
    return since_cited(desk.library, answer, citation, view, today)
