"""Citations and answers as they leave the project."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import ANSWERED, PARTIAL, REFUSED
from made_answers import VERSION as LANMOOR
from made_library import make
from sound import part

from rag.cite import AROUND, answer_text, cite, page_of, to_json
from rag.desk import Desk
from values import Claim, Part, Version

MADE, PASSAGES = make("echo", "One two. One two.\n\nThree.", url=part("https://example.org/a"))
# What can be written into a file: no half of a surrogate pair.
LETTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(LETTERS, min_size=1) | st.lists(
    st.sampled_from(["The county.", " ", "\n\n", "é", "\u00a0", "🚌", "-", ",", "“we”", "\r\n"]), min_size=1
).map("".join)


@st.composite
def cut(draw: st.DrawFn) -> tuple[Version, int, int]:
    """A version of any text, and a stretch of it."""
    text = draw(TEXT)
    start = draw(st.integers(0, len(text) - 1))
    return replace(MADE, text=text), start, draw(st.integers(start + 1, len(text)))


@given(cut())
def test_a_citation_holds_the_words_at_its_offsets_and_those_around_them(
    at: tuple[Version, int, int],
) -> None:
    version, start, end = at
    made = cite(version, start, end, 1)
    assert (made.before + made.quote + made.after) in version.text
    assert version.text[made.start : made.end] == made.quote
    assert version.text[: made.start].endswith(made.before)
    assert version.text[made.end :].startswith(made.after)


@given(cut())
def test_the_words_around_a_quote_are_as_many_as_there_are_up_to_a_limit(
    at: tuple[Version, int, int],
) -> None:
    version, start, end = at
    made = cite(version, start, end, 1)
    assert (len(made.before), len(made.after)) == (min(start, AROUND), min(len(version.text) - end, AROUND))


def test_a_sentence_that_stands_twice_is_cited_where_it_was_meant() -> None:
    first, second = cite(MADE, 0, 8, 1), cite(MADE, 9, 17, 2)
    assert first.quote == second.quote == "One two."
    assert (first.before, second.before) == ("", "One two. ")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (5, 4), (-1, 4), (0, 26), (26, 30)])
def test_a_stretch_that_is_empty_or_outside_the_text_is_not_cited(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=rf"^echo version 1 has no text at {start}:{end}\.$"):
        cite(MADE, start, end, 1)


def test_a_citation_is_the_whole_of_what_it_rests_on() -> None:
    made = cite(MADE, 19, 25, 3, PASSAGES[1])
    assert to_json(replace(ANSWERED, claims=(), citations=(made,)))["citations"] == [
        {
            "number": 3,
            "article": "echo",
            "name": "echo.txt",
            "version": 1,
            "title": {"value": None, "to": None, "known": "unknown", "because": ""},
            "publisher": {"value": None, "to": None, "known": "unknown", "because": ""},
            "author": {"value": None, "to": None, "known": "unknown", "because": ""},
            "published": {"value": None, "to": None, "known": "unknown", "because": ""},
            "url": "https://example.org/a",
            "page": None,
            "start": 19,
            "end": 25,
            "quote": "Three.",
            "before": "One two. One two.\n\n",
            "after": "",
            "passage": "echo@1:19-25",
            "link": "https://example.org/a#:~:text=Three.",
            "status": "same",
        }
    ]


# Pages


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (9, 1), (10, 2), (19, 2), (20, 3), (500, 3)])
def test_an_offset_stands_on_the_last_page_that_began_before_it(offset: int, page: int) -> None:
    assert page_of(replace(MADE, pages=(10, 20)), offset) == page


def test_a_text_without_pages_has_no_page() -> None:
    assert page_of(MADE, 3) is None


# Answers


def test_the_text_of_an_answer_is_its_sentences_each_followed_by_its_marks() -> None:
    assert answer_text(ANSWERED) == (
        "The report calls for five-year budgets. [1] Bus routes would be run by the county. [2]"
        ' "We are ready," said Tom Firth, leader of Lanmoor. [3]'
    )


def test_the_text_of_an_answer_without_a_sentence_is_its_note() -> None:
    assert answer_text(REFUSED) == "The collection speaks of bus routes, but not of what a bus costs."


@given(st.lists(st.tuples(st.text(), st.lists(st.integers(1, 99), max_size=3)), min_size=1))
def test_the_marks_in_the_text_are_the_numbers_of_the_claims(made: list[tuple[str, list[int]]]) -> None:
    claims = tuple(Claim(text.replace("[", ""), tuple(marks), "verbatim") for text, marks in made)
    marks = [
        int(piece.partition("]")[0])
        for piece in answer_text(replace(ANSWERED, claims=claims)).split(" [")[1:]
    ]
    assert marks == [number for claim in claims for number in claim.citations]


def test_a_claim_says_who_said_it_and_when_beside_its_words() -> None:
    assert to_json(ANSWERED)["claims"][2] == {
        "text": '"We are ready," said Tom Firth, leader of Lanmoor.',
        "citations": [3],
        "check": "verbatim",
        "reasons": [],
        "emphasis": [],
        "speaker": {
            "name": "Tom Firth",
            "office": "leader of Lanmoor",
            "body": "Lanmoor",
            "known": "stated",
        },
        "said_on": {
            "value": "2014-09-17",
            "to": None,
            "known": "given",
            "because": "the day before the vote",
        },
        "lead": "",
        "reported": True,
    }


def test_an_answer_is_one_object_of_the_contract() -> None:
    made = to_json(PARTIAL, "q7")
    left = {key: value for key, value in made.items() if key not in ("claims", "citations", "text")}
    assert left == {
        "id": "q7",
        "question": "What does the report call for?",
        "searched": "What does the report call for?",
        "mode": "extractive",
        "status": "partial",
        "note": "Nothing says what this would cost.",
        "closest": [],
        "scope": {"articles": 5, "from": "2014-05", "to": "2024", "filters": {}},
        "seconds": {"retrieve": 0.0, "draft": 0.0, "verify": 0.0, "total": 0.041},
        "generation": 1,
        "disputes": [],
        "warnings": [],
        "notice": "",
        "withheld": 0,
    }


def test_closest_passages_have_no_number() -> None:
    assert [citation["number"] for citation in to_json(REFUSED)["closest"]] == [None, None]


def test_a_range_of_dates_keeps_both_its_ends() -> None:
    described = replace(LANMOOR.description, published=Part("2023", "2024-05", "given", "the reforms"))
    made = cite(replace(LANMOOR, description=described), 0, 8, 1)
    published: dict[str, Any] = to_json(replace(ANSWERED, citations=(made,)))["citations"][0]["published"]
    assert published == {"value": "2023", "to": "2024-05", "known": "given", "because": "the reforms"}


def test_an_answer_goes_through_json_unchanged(desk: Desk) -> None:
    made = to_json(desk.ask("What did Tom Firth say?"))
    assert json.loads(json.dumps(made)) == made
