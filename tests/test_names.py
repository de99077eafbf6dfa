"""Names of people and bodies, and acronyms, by capitals, titles and nouns only."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.names import bodies, learn_acronyms, names, people


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Association of Directors of Children’s Services said",
            ["Association of Directors of Children’s Services"],
        ),
        (
            "the Society of Local Authority Chief Executives (Solace)",
            ["Society of Local Authority Chief Executives"],
        ),
        ("Bath and North East Somerset Council met", ["Bath and North East Somerset Council"]),
        ("Essex Council and Kent Council met", ["Essex Council", "Kent Council"]),
        ("the Bridge Institute and the Shire Forum", ["Bridge Institute", "Shire Forum"]),
        ("the Harrow Joint Leaders’ Board", ["Harrow Joint Leaders’ Board"]),
        ("the LGA’s Children and Young People Board", ["LGA’s Children and Young People Board"]),
        ("Kirklees Council’s leader", ["Kirklees Council"]),
        ("CCN and the DfE, but not the UK", ["CCN", "DfE"]),
        ("Carers UK asked", ["Carers UK"]),
        ("the Department for Towns, Housing and Farms met", ["Department for Towns, Housing and Farms"]),
        ("The council met in May", []),
    ],
)
def test_bodies_are_found_by_the_nouns_that_they_go_by(text: str, found: list[str]) -> None:
    assert [name.text for name in bodies(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cllr Nick Forbes met Dr. Ann S. Lee", ["Cllr Nick Forbes", "Dr. Ann S. Lee"]),
        ("CCN chairman David Hodge said", ["David Hodge"]),
        ("Alison O’Sullivan, ex-President of the Association", ["Alison O’Sullivan"]),
        ("committee chair Dame Honor Tackley MP spoke", ["Dame Honor Tackley MP"]),
        ("“Yes,” said Graeme McDonald.", ["Graeme McDonald"]),
        ("the bridge in Upper Tarn is closed", []),
        ("Greater Manchester and South Yorkshire", []),
    ],
)
def test_people_are_found_by_titles_offices_and_verbs_of_speech(text: str, found: list[str]) -> None:
    assert [name.text for name in people(text)] == found


@pytest.mark.parametrize(
    ("text", "learnt"),
    [
        ("the County Councils Network (CCN) said", {"CCN": "County Councils Network"}),
        ("CCN (the County Councils Network) said", {"CCN": "County Councils Network"}),
        ("the Society of Town Clerks (SoTC)", {"SoTC": "Society of Town Clerks"}),
        ("the Society of Local Authority Chiefs (Solac)", {"Solac": "Society of Local Authority Chiefs"}),
        ("Department for Towns, Housing and Farms (DTHF)", {"DTHF": "Department for Towns, Housing and Farms"}),
        ("the Department for Education (DfE)", {"DfE": "Department for Education"}),
        ("Richard Watts (Lab) and a grant (of £3m) in Leeds (see page 4)", {}),
    ],
)  # fmt: skip
def test_acronyms_are_learnt_from_brackets_that_fit(text: str, learnt: dict[str, str]) -> None:
    assert learn_acronyms(text) == learnt


def test_the_first_introduction_of_an_acronym_counts() -> None:
    text = "the Bridge Trust (BT) and the Board of Trade (BT)"
    assert learn_acronyms(text) == {"BT": "Bridge Trust"}


@settings(deadline=None)
@given(st.text(alphabet="Aa CcNn’'.&-(){}\n\u00a0ofandthe Council", max_size=80))
def test_names_slice_to_their_text_in_order_without_overlap(text: str) -> None:
    found = names(text)
    assert all(text[name.start : name.end] == name.text for name in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
