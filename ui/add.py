"""The part of the Library page where articles are added: what is chosen, how far it is, and what must be asked."""

from __future__ import annotations

from collections.abc import Callable

from briefing.wording import count
from config import is_loopback
from ui.adding import Adding
from ui.batch import Batch, Dropped, known_before, to_batch
from ui.opened import Opened
from ui.terminal import STEPS
from ui.visit import Visit
from values import DeskError

FILES = "Drop articles: text, Word, PDF, HTML, Markdown"
ADDRESSES = "Or paste addresses of pages"
FOLDER = "Or name a folder on this machine"
EVERY = 0.5  # seconds between two looks at how far it is


def draw_add(opened: Opened, visit: Visit) -> None:
    """Files and folders to choose; or, while articles are being added, how far that is."""
    import streamlit as st

    adding = opened.adding
    with st.container(border=True, key="add"):
        if adding.running:
            _draw_progress(adding)
            return
        if adding.withheld is not None:
            _draw_question(opened, visit)
        _draw_choice(opened, visit)
        for sentence in filter(None, (visit.trouble, adding.trouble)):
            _draw_problem(sentence)


def _draw_choice(opened: Opened, visit: Visit) -> None:
    import streamlit as st

    from ingest.fetch import known_addresses

    library = opened.desk().library
    file_column, address_column, folder_column = st.columns([5, 4, 4])
    files = file_column.file_uploader(FILES, accept_multiple_files=True, key=f"files {visit.drops}")
    addresses = address_column.text_area(ADDRESSES, height=72, key=f"addresses {visit.drops}")
    folder = ""
    if is_loopback(opened.settings.app.address):
        folder = folder_column.text_input(FOLDER, key=f"folder {visit.drops}")
    for sentence in known_before(library, [file.name for file in files]):
        st.text(sentence)
    known = known_addresses(library.articles())
    with st.container(horizontal=True):
        if st.button("Add", type="primary", key="add them"):
            _begin(
                opened,
                visit,
                lambda: to_batch([Dropped(file.name, file.getvalue()) for file in files], folder, addresses),
            )
        if known and st.button(f"Fetch {count(len(known), 'page')} again", key="fetch again"):
            _begin(opened, visit, lambda: Batch(addresses=tuple(known)))


def _begin(opened: Opened, visit: Visit, choose: Callable[[], Batch]) -> None:
    """Begin to add what was chosen, or say why not."""
    import streamlit as st

    try:
        opened.adding.add(opened.desk(), choose())
    except DeskError as error:
        visit.trouble = visit.status = str(error)
        return
    visit.begin()
    st.rerun()


def _draw_question(opened: Opened, visit: Visit) -> None:
    """More than half of a folder's files are gone: are their articles to be removed?"""
    import streamlit as st

    adding = opened.adding
    batch, receipt = adding.withheld, adding.receipt
    if batch is None or receipt is None:
        return
    number = count(receipt.withheld, "file")
    st.text(
        f"{number} that came from {batch.folder} {'is' if receipt.withheld == 1 else 'are'} not there any more. "
        "That is more than half of them, so their articles were not removed."
    )

    def remove() -> None:
        try:
            adding.add(opened.desk(), batch)
            visit.begin()
        except DeskError as error:
            visit.trouble = visit.status = str(error)

    with st.container(horizontal=True):
        st.button("Remove their articles", on_click=remove)
        st.button("Keep them", on_click=adding.keep)


def _draw_progress(adding: Adding) -> None:
    import streamlit as st

    @st.fragment(run_every=EVERY)
    def look() -> None:
        if not adding.running:
            st.rerun()
        now = adding.progress
        done = f", {now.done:,} of {now.total:,}" if now.total > 1 else ""
        st.progress(now.share, text=f"{STEPS.get(now.stage, now.stage)}{done}")
        st.button("Stop", on_click=adding.stop)

    look()


def _draw_problem(sentence: str) -> None:
    import streamlit as st

    with st.container(key="problem"):
        st.text(f"Not added. {sentence}")
