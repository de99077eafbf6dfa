"""Any value that a person keeps, for laws: all fields of all kinds, with whatever text hypothesis makes."""

from __future__ import annotations

from hypothesis import strategies as st

from values import Answer, Briefing, Part, Seconds, Speaker, Talk

_SECONDS = st.floats(0, 1e6, allow_nan=False)
st.register_type_strategy(Seconds, st.builds(Seconds, _SECONDS, _SECONDS, _SECONDS, _SECONDS))
st.register_type_strategy(Speaker, st.builds(Speaker, st.text(max_size=5), st.just(""), st.text(max_size=5)))
st.register_type_strategy(
    Part, st.builds(Part, st.none() | st.text(max_size=8), clue=st.none() | st.just((3, 9)))
)

ANSWERS = st.from_type(Answer)
TALKS = st.from_type(Talk)
BRIEFINGS = st.from_type(Briefing)
