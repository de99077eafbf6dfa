"""The door of the browser app: its pages. Started by ``desk serve``; draws, decides nothing."""

from __future__ import annotations


def main() -> None:
    import streamlit as st

    from ui.address import arrive
    from ui.ask import ask_page
    from ui.briefing import briefing_page
    from ui.library import library_page
    from ui.opened import held
    from ui.taking import GOING

    opened = held()
    if opened is None:
        st.text("Start the desk with the command: desk serve")
        st.stop()

    def ask() -> None:
        ask_page(opened)

    def library() -> None:
        library_page(opened)

    def briefing() -> None:
        briefing_page(opened)

    written = st.Page(briefing, title="Briefing")
    pages = [st.Page(ask, title="Ask", default=True), st.Page(library, title="Library"), written]
    page = st.navigation(pages, position="top")
    st.set_page_config(
        page_title="Devolution Desk",
        page_icon=_icon(),
        layout="centered" if page.title == "Ask" else "wide",
        initial_sidebar_state=250,
    )
    if GOING in st.session_state:
        st.switch_page(written, query_params={"briefing": st.session_state.pop(GOING)})
    arrive(page.title)
    page.run()


def _icon() -> str:
    from pathlib import Path

    return str(Path(__file__).with_name("ui") / "desk.svg")


if __name__ == "__main__":
    main()
