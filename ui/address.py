"""What the address of the page names: a conversation or a briefing by its id, so that a reload shows it again.

It is whatever somebody typed or linked to, and only ever looked up.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

LONGEST = 64  # code points of an id
UNDER_WAY = (
    2.0  # seconds for which a browser may still send the address that it had before it was changed here
)


@dataclass(frozen=True, slots=True)
class Written:
    """The id that was written into the address last, the one that stood there before, and when (monotonic seconds)."""

    now: str
    before: str
    at: float


def follow(name: str, current: str) -> str | None:
    """The id that the address names, where the reader went there by a reload, a link or the Back button; "" where they
    went back to none. None where they stay: the address then names ``current``, which is open (or "")."""
    import streamlit as st

    key = f"address {name}"
    sent, clock = st.query_params.get(name, "")[:LONGEST], time.monotonic()
    last: Written | None = st.session_state.get(key)
    if sent != current and went(sent, last, clock):
        st.session_state[key] = Written(sent, sent, clock)
        return sent
    if sent and not current:
        del st.query_params[name]
    elif sent != current:
        st.query_params[name] = current
    if last is None or last.now != current:
        st.session_state[key] = Written(current, sent, clock)
    return None


def went(sent: str, last: Written | None, clock: float) -> bool:
    """Whether the reader went to the address that the browser sent, or it was only not told of the last one yet."""
    if last is None:
        return bool(sent)
    return sent != last.now and not (sent == last.before and clock - last.at < UNDER_WAY)


def arrive(page: str) -> None:
    """Say which page is drawn: what another page left in the address is not followed."""
    import streamlit as st

    if st.session_state.get("page") != page:
        for key in [key for key in st.session_state if str(key).startswith("address ")]:
            del st.session_state[key]
    st.session_state["page"] = page
