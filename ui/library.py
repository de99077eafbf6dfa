"""The Library page: what is in the collection and how it is known, adding to it, mending it. Draws, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefing.wording import count, title_of
from ui.add import draw_add
from ui.article import act, article_view, changed_view
from ui.component import LibraryView, draw_library, draw_receipt, draw_timeline
from ui.correct import draw_correct
from ui.drawer import DrawerView
from ui.opened import Opened
from ui.receipts import receipt_view
from ui.remember import begin_with
from ui.shelf import ORDERS, Show, Wanted, kinds_of, listed, row, shows, titles_of
from ui.timeline import timeline
from ui.visit import Visit, named, read_deed, read_place
from ui.waiting import opened_desk
from values import Article, DeskError

if TYPE_CHECKING:
    from library.store import Library

INTRO = "What the answers are drawn from, and how each thing about it is known."
SHOWS: dict[Show, str] = {"kept": "In the collection", "removed": "Removed", "warned": "With a warning"}
REMOVED = "Removed “{}”. It stays out, whatever its file does, until you restore it."
FINDING = "title, publisher, author, date or file name"
EMPTY = "The collection is empty. Drop articles above, or name a folder."


def library_page(opened: Opened) -> None:
    """Draw the collection as it is now."""
    import streamlit as st

    desk = opened_desk(opened)
    desk.library.refresh()
    visit: Visit = st.session_state.setdefault("visit", Visit())
    articles, today = opened.articles(), date.today()
    visit.end(*opened.adding.result)
    with st.sidebar:
        wanted = _draw_side(desk.library, articles, visit)
    found = listed(articles, wanted)
    st.title("Library", anchor=False)
    st.text(INTRO)
    events = _Events(opened, visit)
    line = timeline(found)
    if line is not None:
        draw_timeline(line, {"opened": events.opened})
    draw_add(opened, visit)
    for finished, receipt in desk.library.receipts(1):
        draw_receipt(receipt_view(finished, receipt, today))
    if articles:
        st.text_input("Find an article", key="words", placeholder=FINDING)
    view = _view(desk.library, articles, found, visit, today)
    draw_library(
        view,
        {"opened": events.opened, "closed": visit.close, "more": visit.more, "acted": events.acted},
    )
    if visit.correcting:
        draw_correct(desk.library, visit)


class _Events:
    """What the page sends, and what is done about it."""

    def __init__(self, opened: Opened, visit: Visit) -> None:
        self._opened, self._visit = opened, visit

    def opened(self, sent: object) -> None:
        library = self._opened.desk().library
        article = library.article(named(sent))
        place = read_place(sent, article, _numbers(library, article))
        if place is not None:
            self._visit.show(place)

    def acted(self, sent: object) -> None:
        deed = read_deed(sent)
        if deed is None:
            return
        try:
            self._do(*deed)
        except DeskError as error:
            self._visit.say(str(error))

    def _do(self, deed: str, name: str) -> None:
        """Do it, and say what was done. Raises DeskError."""
        from ingest.curate import find, remove, restore

        desk = self._opened.desk()
        if deed == "correct":
            self._visit.say("")
            self._visit.correcting = find(desk.library, name).id
            return
        self._opened.adding.check_idle()
        if deed == "remove":
            gone = remove(desk.library, name)
            self._visit.say(REMOVED.format(_title(gone)), undo=gone.id)
        else:
            self._visit.say(f"Restored “{_title(restore(desk.library, desk.encoder, name))}”.")


def _title(article: Article) -> str:
    return title_of(article.current.description, article.name)


def _numbers(library: Library, article: Article | None) -> tuple[int, ...]:
    return tuple(version.number for version in library.versions(article.id)) if article else ()


def _draw_side(library: Library, articles: tuple[Article, ...], visit: Visit) -> Wanted:
    """The collection in numbers; which articles are listed, and in which order."""
    import streamlit as st

    counts = library.counts()
    st.subheader("Collection", anchor=False)
    held = [count(counts[kind], kind[:-1]) for kind in ("articles", "versions", "passages")]
    st.text(f"{', '.join(held)}.")
    for notice in library.notices:
        st.text(notice)
    visit.listing = _draw_choices(articles, visit.listing) if articles else Wanted()
    return visit.listing


def _draw_choices(articles: tuple[Article, ...], chosen: Wanted) -> Wanted:
    """What can be listed, as far as there is a choice, with ``chosen`` chosen. The counts are part of the labels, and
    of the keys: Streamlit tells a choice by its label."""
    import streamlit as st

    there, kinds = shows(articles), kinds_of(articles)
    show: Show = "kept"
    if len(there) > 1:
        label = {one: f"{SHOWS[one]} ({number:,})" for one, number in there.items()}
        key = begin_with(f"show {there}", chosen.show if chosen.show in there else "kept")
        show = st.radio("Show", list(there), format_func=label.__getitem__, key=key)
    picked: Iterable[str] = ()
    if len(kinds) > 1:
        label_of = {kind: f"{kind} ({number:,})" for kind, number in kinds.items()}
        key = begin_with(f"kinds {kinds}", [kind for kind in kinds if kind in chosen.kinds])
        picked = st.pills(
            "Kind", list(kinds), selection_mode="multi", format_func=label_of.__getitem__, key=key
        )
    key = begin_with("order", chosen.order)
    order = st.selectbox("Order", list(ORDERS), format_func=ORDERS.__getitem__, key=key)
    return Wanted(show, frozenset(picked), str(st.session_state.get("words", "")), order)


def _view(
    library: Library, articles: Sequence[Article], found: Sequence[Article], visit: Visit, today: date
) -> LibraryView:
    titles = titles_of(articles)
    return {
        "notice": visit.notice,
        "undo": act("restore", "Restore it", visit.undo) if visit.undo else None,
        "found": _found(len(found), visit.shown) if articles else EMPTY,
        "rows": [row(article, today, titles) for article in found[: visit.shown]],
        "more": max(len(found) - visit.shown, 0),
        "status": visit.status,
        "drawer": _drawer(library, titles, visit, today),
    }


def _found(number: int, shown: int) -> str:
    if number > shown:
        return f"{shown:,} of {count(number, 'article')}"
    return count(number, "article") if number else "No article is like that."


def _drawer(library: Library, titles: Mapping[str, str], visit: Visit, today: date) -> DrawerView | None:
    place = visit.open
    article = library.article(place.article) if place else None
    if place is None or article is None:
        return None
    numbers = _numbers(library, article)
    if place.since is not None:
        after = numbers[numbers.index(place.since) + 1] if place.since in numbers[:-1] else None
        old, new = (library.version(article.id, number or 0) for number in (place.since, after))
        return changed_view(article, old, new, numbers, today) if old and new else None
    version = library.version(article.id, place.version or article.current.number)
    origin = titles.get(article.origin, "")
    return article_view(article, version, numbers, today, origin) if version else None
