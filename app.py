"""The door of the browser app: its pages. Started by ``desk serve``; draws, decides nothing."""

from __future__ import annotations


def main() -> None:
    import streamlit as st

    from ui.ask import ask_page
    from ui.opened import held

    st.set_page_config(
        page_title="Devolution Desk", page_icon=_icon(), layout="centered", initial_sidebar_state=250
    )
    opened = held()
    if opened is None:
        st.text("Start the desk with the command: desk serve")
        st.stop()

    def ask() -> None:
        ask_page(opened)

    st.navigation([st.Page(ask, title="Ask", default=True)], position="top").run()


def _icon() -> str:
    from pathlib import Path

    return str(Path(__file__).with_name("ui") / "desk.svg")


if __name__ == "__main__":
    main()
