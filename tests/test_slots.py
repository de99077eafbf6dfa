"""The slot that a question leaves open, and whether a sentence fills it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_candidates import article
from made_library import make

from rag.lexicon import build_lexicon
from rag.question import Question, understand
from rag.slots import UNSURE, asked_of, count_fit, figure_fits, fills, slot_fit

HOMES = "Harrowmere looks after 412 children, of whom 57 live in residential homes."
COSTS = "A week in a residential home costs the county £4,300, and a week with a foster family costs £640."
FARES = "Fares in Harrowmere rose by 14% last year, while those in the city of Tarnholt fell by 3%."
LONG = "The report calls for ten-year settlements in place of the present one-year grants."
_, PASSAGES = make(
    "plan",
    "\n\n".join(
        [
            *(HOMES, COSTS, FARES, LONG),
            "The Harrowmere Counties Forum (HCF) asked Tarnholt for a word from Priya Rao of Solway.",
        ]
    ),
)
LEXICON = build_lexicon(PASSAGES)


def read(text: str) -> Question:
    return understand(text, LEXICON)


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did the Harrowmere Counties Forum want?", {"harrowmere", "counties", "forum"}),
        ("priya rao on ten-year settlements", {"priya", "rao"}),
        ("Zorbury about foster families", {"zorbury"}),
        ("spending on foster families", set()),
        ("who stressed that the single line of accountability must stay", set()),
        ("What changes did the Solway report call for?", {"solway"}),
        ("What did the report call for?", {"report"}),
    ],
)
def test_whose_words_are_asked_for_is_told_by_how_the_question_is_put(question: str, who: set[str]) -> None:
    assert {term.word for term in asked_of(read(question))} == who


@pytest.mark.parametrize(
    ("question", "sentence", "fit"),
    [
        ("How many children does it look after?", HOMES, 1.0),
        ("How many applications for children were turned down?", HOMES, 0.0),
        ("how many children rely on foster care", HOMES, 1.0),
        ("What does a week cost?", HOMES, 0.5),
    ],
)
def test_what_is_counted_must_be_what_is_asked_the_number_of(
    question: str, sentence: str, fit: float
) -> None:
    assert count_fit(read(question), sentence) == fit


@pytest.mark.parametrize(
    ("sentence", "fit"),
    [
        ("The route is run by the Solway Harbour Board.", 1.0),
        ("The route is run by Solway Ferries.", UNSURE),
        ("The route is run at a loss.", 0.0),
    ],
)
def test_a_name_that_may_be_of_a_firm_answers_who_less_surely_than_one_of_a_body(
    sentence: str, fit: float
) -> None:
    assert slot_fit(read("Who runs the route?"), article(sentence)[0]) == fit


def test_the_number_of_a_section_is_no_figure_that_answers() -> None:
    assert figure_fits(read("How big is the gap?"), "It issued a section 114 notice for Route 7.") == []


def best(question: str, sentence: str) -> str:
    """The figure of a sentence that fits a question best, as it is written."""
    fits = figure_fits(read(question), sentence)
    figure = max(fits, key=lambda fit: fit[1])[0]
    return sentence[figure.start : figure.end]


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        ("How many children live in residential homes?", HOMES, "57"),
        ("How many children does Harrowmere look after?", HOMES, "412"),
        ("What does a week in a residential home cost?", COSTS, "£4,300"),
        ("What does a week with a foster family cost?", COSTS, "£640"),
        ("By what percentage did fares in Tarnholt fall?", FARES, "3%"),
        ("By what percentage did fares in Harrowmere rise?", FARES, "14%"),
        ("How long should settlements be?", LONG, "ten-year"),
    ],
)
def test_two_figures_of_one_kind_are_told_apart_by_the_words_beside_them(
    question: str, sentence: str, figure: str
) -> None:
    assert best(question, sentence) == figure


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What does a home cost?", HOMES),
        ("What percentage lives in homes?", COSTS),
        ("How long do children stay?", HOMES),
        ("Who runs the homes?", COSTS),
    ],
)
def test_a_figure_of_another_kind_fills_no_slot(question: str, sentence: str) -> None:
    assert figure_fits(read(question), sentence) == []


@given(st.text(), st.sampled_from(["How many children are there?", "What does it cost?", "How long is it?"]))
def test_a_fit_is_a_share(text: str, question: str) -> None:
    assert all(0 <= fit <= 1 for _, fit in figure_fits(read(question), text))
    assert count_fit(read(question), text) in (0, 0.5, 1)


def test_what_is_counted_must_be_what_was_asked_for() -> None:
    asked = read("How many children does the county look after?")
    assert count_fit(asked, HOMES) == 1
    assert count_fit(asked, "The county has 412 buses.") == 0
    assert count_fit(asked, "There were children in 2014.") == 0


def test_nothing_need_be_counted_where_no_number_was_asked_for() -> None:
    assert count_fit(read("Who looks after the children?"), "Nobody.") == 0.5


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Priya Rao say about homes?", ["priya", "rao"]),
        ("Why does Tarnholt want fares to fall?", ["tarnholt"]),
        ("What has the HCF asked for?", ["hcf"]),
        ("What was the response of Solway to the report?", ["solway"]),
        ("According to Tarnholt, what do homes cost?", ["tarnholt"]),
        ("What is Tarnholt's view of fares?", ["tarnholt"]),
        ("How many homes are there?", []),
        ("What do homes cost in Tarnholt?", []),
    ],
)
def test_the_one_whose_words_are_asked_for_is_found(question: str, who: list[str]) -> None:
    assert [term.word.removesuffix("'s") for term in asked_of(read(question))] == who


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The licence lasts until 2031.", True),
        ("The licence runs from March 2014 to at least 2031.", True),
        ("The licence was for ferries.", False),
    ],
)
def test_a_time_that_something_lasts_until_tells_how_long(sentence: str, told: bool) -> None:
    assert (slot_fit(read("How long does the licence last?"), *article(sentence)) > 0.5) == told


@pytest.mark.parametrize(
    ("question", "sentence", "filled"),
    [
        ("Who runs the homes?", "They are run by Dr Maya Lindqvist of Oakby.", True),
        ("Who runs the homes with Priya Rao?", "The director, Priya Rao, runs them.", False),
        ("When do homes open?", "They open in March.", True),
        ("When do homes open?", "They open late.", False),
        ("What does a home cost?", "A bus costs £4m.", True),
    ],
)
def test_a_sentence_fills_what_is_asked_for_with_anything_of_its_kind(
    question: str, sentence: str, filled: bool
) -> None:
    assert fills(read(question), *article(sentence)) == filled
