"""What a widget begins with: Streamlit forgets it when its page is left."""

from __future__ import annotations


def begin_with(key: str, value: object) -> str:
    """The key of a widget, which begins with ``value``, also where its page was left and is drawn again."""
    import streamlit as st

    if key not in st.session_state:
        st.session_state[key] = value
    return key
