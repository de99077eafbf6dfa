"""A follow-up is searched with the words that it leans on, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.embed import Encoder
from rag.converse import Standalone, leans, points, stand_alone, standalone, to_vector
from values import Turn

TEXT = st.text(min_size=1, max_size=60).filter(str.strip)


def turns(*texts: str) -> list[Turn]:
    """The user's turns and the answers between them, the user's first."""
    return [Turn("assistant" if at % 2 else "user", text) for at, text in enumerate(texts)]


# Whether a question leans


@pytest.mark.parametrize(
    "question",
    [
        "What are its main demands?",
        "And in London?",
        "what about the districts",
        "Why?",
        "why's that one first",
        "anyone else managed the same?",
        "does he want one there?",
        "Does that apply to schools in the counties as well?",
        "Which of these did the minister promise to the councils?",
        "Who are the others on the board of the authority?",
        "the budget",
        "How old was she when the council appointed her as director?",
    ],
)
def test_a_question_that_points_back_or_says_little_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "What did the counties ask for on school funding in 2014?",
        "Which powers do counties want that only cities have?",
        "Is it true that the mayor of Harrowmere controls bus fares?",
        "Are there any limits to what a combined authority may borrow?",
        "What do fire crews look out for when they visit frail residents?",
        "Who is Maya Lindqvist?",
        "What is the CCN?",
        "How much does Harrowmere spend?",
        "Did the report say that rural counties must keep their ringfences?",
        "Do the districts fear that their planning powers would shrink?",
    ],
)
def test_a_question_that_says_what_it_is_about_stands_alone(question: str) -> None:
    assert not leans(question)


@given(TEXT)
def test_a_question_without_history_is_searched_as_it_is(question: str) -> None:
    assert stand_alone(question, []) == Standalone(question, question)


@given(TEXT, st.lists(TEXT, max_size=5))
def test_what_is_searched_always_holds_the_question(question: str, before: list[str]) -> None:
    found = stand_alone(question, [Turn("user", text) for text in before])
    assert found.own == question
    assert question in found.text


# What is carried


def test_the_words_of_the_turn_before_stand_in_brackets() -> None:
    assert standalone("What are its symptoms?", turns("Tell me about lung cancer.")) == (
        "What are its symptoms? (lung cancer)"
    )


def test_words_that_only_frame_a_question_and_words_it_has_are_not_carried() -> None:
    before = turns("What does the article say about rural schools?")
    assert standalone("Which schools are these?", before) == "Which schools are these? (rural)"


def test_a_chain_of_follow_ups_leans_on_its_beginning_and_on_the_last_turn() -> None:
    before = turns(
        "What is Devo Manc?", "A deal.", "Which budgets does it pool?", "Two.", "And since when?", "2015."
    )
    assert standalone("Is that enough?", before) == "Is that enough? (Devo Manc)"
    before = turns("What is Devo Manc?", "A deal.", "Which budgets does it pool?", "Health and care.")
    assert standalone("Is that enough?", before) == "Is that enough? (Devo Manc; budgets pool)"


def test_of_two_turns_the_earlier_one_is_the_one_that_stands_alone() -> None:
    before = turns("What is Devo Manc?", "A deal.", "Which budgets does it pool?", "Health and care.")
    assert standalone("Is that enough?", before, turns=2) == "Is that enough? (Devo Manc)"
    assert standalone("Is that enough?", before, turns=1) == "Is that enough?"


def test_what_came_before_a_question_that_stands_alone_is_left_behind() -> None:
    before = turns(
        "How do buses run in Harrowmere?", "Late.", "Who wrote to the Treasury about skills in 2019?", "Ada."
    )
    assert standalone("What did she want?", before).startswith(
        "What did she want? (wrote Treasury skills 2019"
    )


def test_a_question_asked_again_of_something_else_keeps_the_whole_question() -> None:
    before = turns("How many children does Harrowmere look after?", "412.")
    assert (
        standalone("And in Tarnholt?", before)
        == "How many children does Harrowmere look after? And in Tarnholt?"
    )


def test_and_with_a_question_of_its_own_asks_anew() -> None:
    before = turns("How many children does Harrowmere look after?", "412.")
    assert standalone("And who pays for them?", before) == "And who pays for them? (children Harrowmere look)"


def test_he_and_she_are_the_person_whom_the_answer_named() -> None:
    before = turns("Who chairs the network of counties?", "Chairman David Hodge said so.")
    assert standalone("What does he say about apprenticeships?", before).endswith("; David Hodge)")


def test_nothing_else_of_an_answer_is_searched() -> None:
    before = turns("What is the capital of Peru?", "The Treasury has nothing on Lima.")
    assert "Treasury" not in standalone("And why is that?", before)


# Searching by meaning


def test_a_follow_up_is_searched_midway_between_itself_and_all(minilm: Encoder) -> None:
    asked = stand_alone("What are its symptoms?", turns("Tell me about lung cancer."))
    own, whole = minilm.encode([asked.own, asked.text])
    vector = to_vector(asked, minilm)
    assert float(vector @ own) == pytest.approx(float(vector @ whole), abs=1e-5)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)


def test_a_question_that_stands_alone_is_searched_with_its_own_vector(minilm: Encoder) -> None:
    question = "What is Devo Manc?"
    vector = to_vector(Standalone(question, question), minilm)
    assert vector == pytest.approx(minilm.encode([question])[0], abs=1e-6)


# Other sets of the kind: a question after one on something else


@pytest.mark.parametrize("points_at", ["it", "they", "those", "the same", "another"])
def test_a_word_that_stands_for_something_else_points(points_at: str) -> None:
    assert points(f"What did the council of Tarnholt do about {points_at}")
