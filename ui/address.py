"""What the address of the page names: a conversation or a briefing by its id, so that a reload shows it again.

It is whatever somebody typed or linked to, and only ever looked up.
"""

from __future__ import annotations

LONGEST = 64  # code points of an id


def follow(name: str, current: str) -> str | None:
    """The id that the address names, where the reader came to the page with one, by a reload or a link; otherwise None:
    the address is then made to name ``current``, which is open (or ""), where that is another one than before.

    What the browser sends later is not compared: it may not have been told of the last change yet. Where the reader
    goes back, the component says so.
    """
    import streamlit as st

    key, sent = f"address {name}", st.query_params.get(name, "")[:LONGEST]
    last: str | None = st.session_state.get(key)
    came = last is None and sent not in ("", current)
    st.session_state[key] = sent if came else current
    if came:
        return sent
    if sent and not current and last != current:
        del st.query_params[name]
    elif sent != current and last != current:
        st.query_params[name] = current
    return None


def returned(name: str, sent: object) -> str | None:
    """The id that the reader went back to, "" for none, if the page sent such a thing: the address names it already."""
    import streamlit as st

    if not isinstance(sent, str):
        return None
    st.session_state[f"address {name}"] = sent[:LONGEST]
    return sent[:LONGEST]


def arrive(page: str) -> None:
    """Say which page is drawn: what another page left in the address is not followed."""
    import streamlit as st

    if st.session_state.get("page") != page:
        for key in [key for key in st.session_state if str(key).startswith("address ")]:
            del st.session_state[key]
    st.session_state["page"] = page
