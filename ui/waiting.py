"""The desk for a page that can show nothing without it: while it is being opened the page says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.ask import OPENING
from ui.opened import Opened
from values import DeskError

if TYPE_CHECKING:
    from rag.desk import Desk


def opened_desk(opened: Opened) -> Desk:
    """The desk; while it is not open yet the page says so, and where it cannot be opened why."""
    import streamlit as st

    if opened.ready:
        return opened.desk()
    with st.empty():
        st.text(OPENING)
        try:
            opened.desk()
        except DeskError as error:
            st.text(str(error))
            st.stop()
    st.rerun()
