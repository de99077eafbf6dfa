"""What the address of the page names: a conversation or a briefing by its id, so that a reload shows it again.

It is whatever somebody typed or linked to, and only ever looked up.
"""

from __future__ import annotations

LONGEST = 64  # code points of an id


def follow(name: str, current: str) -> str | None:
    """The id that the address names, where the reader went there by a reload, a link or the Back button; "" where they
    went back to none. None where they stay: the address then names ``current``, which is open (or "")."""
    import streamlit as st

    key, now = f"address {name}", st.query_params.get(name, "")[:LONGEST]
    last = st.session_state.get(key)
    if now != current and (bool(now) if last is None else now != last):
        st.session_state[key] = now
        return now
    if not current:
        st.query_params.pop(name, None)
    elif now != current:
        st.query_params[name] = current
    st.session_state[key] = current
    return None


def arrive(page: str) -> None:
    """Say which page is drawn: what another page left in the address is not followed."""
    import streamlit as st

    if st.session_state.get("page") != page:
        for key in [key for key in st.session_state if str(key).startswith("address ")]:
            del st.session_state[key]
    st.session_state["page"] = page
