"""The Briefing page: the document as it will be, its citations and what became of them. It draws, decides nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefing.html import copied_briefing
from briefing.layout import Layout, lay_out
from briefing.notebook import Notebook
from briefing.recheck import standing_of
from ui.address import follow
from ui.carry import draw_carry
from ui.compared import compare_view
from ui.component import PaperView, draw_listing, draw_order, draw_paper
from ui.drawer import Deed, DrawerView
from ui.editing import Editing
from ui.kept import listing_view
from ui.opened import Opened
from ui.paper import Since, cited_places, order_rows, paper_blocks, paper_notes
from ui.rechecking import came_since, recheck
from ui.standing import summary
from ui.thennow import cited_view
from ui.waiting import opened_desk
from ui.writing import Writing, citation_at, newer_told
from values import Briefing

if TYPE_CHECKING:
    from library.store import Library

INTRO = (
    "A briefing collects answers, sentences and passages, in your order and with your own text between. Each keeps "
    "its source: ask a question, and press Add to briefing; or begin here."
)
NO_SUCH = "This briefing is not kept any more."
UNDO: Deed = {"name": "undo", "label": "Put it back", "event": "restored", "value": True}


def briefing_page(opened: Opened) -> None:
    """Draw the briefing that is open; then do what takes time (check, ask again), and draw again."""
    import streamlit as st

    desk = opened_desk(opened)
    library = desk.library
    library.refresh()
    writing: Writing = st.session_state.setdefault("writing", Writing())
    editing = Editing(library, writing)
    notebook = Notebook(library)
    briefings = notebook.shelved()
    briefing = _open(notebook, briefings, writing)
    layout = _laid_out(briefing, library) if briefing else None
    with st.sidebar:
        if briefing and layout:
            _draw_side(editing, writing, briefings)
            _draw_check(library, briefing, layout, writing)
    if briefing is None or layout is None:
        _draw_none(editing, writing)
        return
    left, right = st.columns([7, 3], gap="large")
    with left:
        draw_paper(_view(library, briefing, layout, writing), editing.of_paper)
    with right:
        if briefing.blocks:
            draw_carry(library, briefing, writing)
            draw_order({"copied": copied_briefing(layout), "rows": order_rows(briefing)}, editing.of_order)
    if writing.checking or writing.asking:
        recheck(desk, briefing, layout, writing)
        st.rerun()


def _open(notebook: Notebook, briefings: tuple[Briefing, ...], writing: Writing) -> Briefing | None:
    """The briefing that the address names or that was open, or else the one changed last."""
    known = {one.id for one in briefings}
    went = follow("briefing", writing.briefing if writing.briefing in known else "")
    if went:
        writing.show(went)
        writing.say("" if went in known else NO_SUCH)
    if writing.briefing not in known:
        writing.show(briefings[0].id if briefings else "")
    return notebook.briefing(writing.briefing) if writing.briefing else None


def _laid_out(briefing: Briefing, library: Library) -> Layout:
    """The layout, worked out again only where the briefing, the collection or the day is another."""
    import streamlit as st

    key = (briefing, library.generation, date.today())
    held: tuple[object, Layout] | None = st.session_state.get("layout")
    if held is None or held[0] != key:
        held = (key, lay_out(briefing, library, date.today()))
        st.session_state["layout"] = held
    return held[1]


def _draw_none(editing: Editing, writing: Writing) -> None:
    import streamlit as st

    st.title("Briefing", anchor=False)
    st.text(INTRO)
    if writing.notice:
        st.text(writing.notice)
    st.button("Begin a briefing", type="primary", on_click=editing.begin)


def _draw_side(editing: Editing, writing: Writing, briefings: tuple[Briefing, ...]) -> None:
    """The briefings to choose from."""
    import streamlit as st

    st.subheader("Briefings", anchor=False)
    draw_listing(listing_view(briefings, writing.shelf, writing.briefing, date.today()), editing.of_listing)
    st.button("New briefing", on_click=editing.begin)


def _draw_check(library: Library, briefing: Briefing, layout: Layout, writing: Writing) -> None:
    """How the citations stand, and what came since."""
    import streamlit as st

    st.subheader("Check", anchor=False)
    st.text(summary([one.status for line in layout.lines for one in line.cited]))
    for line in filter(None, (came_since(briefing, library), writing.checked)):
        st.text(line)

    def check() -> None:
        writing.checking = True

    st.button("Check again", on_click=check)


def _view(library: Library, briefing: Briefing, layout: Layout, writing: Writing) -> PaperView:
    today = date.today()
    blocks = {block.id: block for block in briefing.blocks}
    newer = {id_: newer_told(found) for id_, found in writing.newer.items()}
    compared = {
        id_: compare_view(blocks[id_], changes, today)
        for id_, changes in writing.compared.items()
        if id_ in blocks
    }
    return {
        "id": briefing.id,
        "title": briefing.title,
        "marking": briefing.marking,
        "blocks": paper_blocks(briefing, layout, Since(newer, compared), today),
        "notes": paper_notes(layout, today),
        "notice": writing.notice,
        "undo": UNDO if writing.undo else None,
        "status": writing.status,
        "done": {"mount": writing.done[0], "n": writing.done[1]} if writing.done else None,
        "drawer": _drawer(library, briefing, writing, today),
    }


def _drawer(library: Library, briefing: Briefing, writing: Writing, today: date) -> DrawerView | None:
    places = [(block, index) for block, index, _ in cited_places(briefing)]
    if writing.open not in places:
        return None
    citation = citation_at(briefing, writing.open)
    if citation is None:
        return None
    standing = standing_of(library, citation)
    cited = library.version(citation.article, citation.version)
    now = library.version(citation.article, standing.version) if standing.version else None
    return cited_view(places, places.index(writing.open), citation, standing, cited, now, today)
