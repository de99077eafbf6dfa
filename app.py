"""The door of the browser app: its pages. Started by ``desk serve``; draws, decides nothing."""

from __future__ import annotations


def main() -> None:
    import streamlit as st

    from ui.ask import ask_page
    from ui.library import library_page
    from ui.opened import held

    opened = held()
    if opened is None:
        st.text("Start the desk with the command: desk serve")
        st.stop()

    def ask() -> None:
        ask_page(opened)

    def library() -> None:
        library_page(opened)

    pages = [st.Page(ask, title="Ask", default=True), st.Page(library, title="Library")]
    page = st.navigation(pages, position="top")
    st.set_page_config(
        page_title="Devolution Desk",
        page_icon=_icon(),
        layout="wide" if page.title == "Library" else "centered",
        initial_sidebar_state=250,
    )
    page.run()


def _icon() -> str:
    from pathlib import Path

    return str(Path(__file__).with_name("ui") / "desk.svg")


if __name__ == "__main__":
    main()
