"""What chosen sentences cannot do without: who speaks, what is asked for, what is announced."""

from __future__ import annotations

import pytest
from made_candidates import article, asked, scored

from rag.choose import LIST_WORDS, WORDS
from rag.companions import with_announced, with_filled, with_names

FERRY = "The ferry of Solway was the first on the coast to be taken back by a council."


# The sentence beside the best


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("What did the ferry of Solway cost?", "Its hull and engines cost £2.4m."),
        ("When was the ferry of Solway taken back?", "It has sailed under its flag since March 2014."),
        ("How many cars does the ferry of Solway carry?", "It carries 48 cars and a crew of nine."),
        ("Who runs the ferry of Solway?", "It is run by the Tarnholt Transport Trust for the county."),
    ],
)
def test_a_sentence_beside_the_best_brings_what_is_asked_for(question: str, holds: str) -> None:
    two = article(FERRY, holds)
    assert with_filled([0], 0, asked(question, two), scored(1.0, 0.5), two) == [0, 1]


def test_of_the_sentences_beside_the_best_those_after_it_come_before_the_one_ahead_of_it() -> None:
    three = article("Its harbour cost £9m.", FERRY, "Its hull cost £2.4m.")
    question = asked("What did the ferry of Solway cost?", three)
    assert with_filled([1], 1, question, scored(0.9, 1.0, 0.5), three) == [1, 2]
    assert with_filled([1], 1, question, scored(0.9, 1.0, 0.1), three) == [1, 0]


def test_a_sentence_beside_the_best_that_is_far_from_the_question_brings_nothing() -> None:
    two = article(FERRY, "Its hull and engines cost £2.4m.")
    question = asked("What did the ferry of Solway cost?", two)
    assert with_filled([0], 0, question, scored(1.0, 0.2), two) == [0]


def test_where_the_best_tells_what_is_asked_for_nothing_is_brought() -> None:
    two = article("The ferry of Solway cost £2.4m.", "Its harbour cost £9m.")
    question = asked("What did the ferry of Solway cost?", two)
    assert with_filled([0], 0, question, scored(1.0, 0.9), two) == [0]


def test_a_sentence_of_another_article_is_not_beside_the_best() -> None:
    two = [*article(FERRY), *article("A hull and two engines cost £2.4m.", name="other", first=1)]
    question = asked("What did the ferry of Solway cost?", two)
    assert with_filled([0], 0, question, scored(1.0, 0.9), two) == [0]


# A time that is told by its distance


@pytest.mark.parametrize(
    "later", ["The council took the ferry back a year later.", "It was sold the following month."]
)
def test_a_time_told_by_its_distance_brings_the_dated_sentence_before_it(later: str) -> None:
    three = article("The strike began in 2013.", "Nobody sailed for weeks.", later)
    question = asked("When did the council take the ferry back?", three)
    assert with_filled([2], 2, question, scored(0.1, 0.1, 1.0), three) == [2, 0]


@pytest.mark.parametrize(
    "later",
    ["The council took the ferry back in 2014, a year later.", "The council took the ferry back in May."],
)
def test_a_time_that_is_told_by_itself_brings_none(later: str) -> None:
    two = article("The strike began in 2013.", later)
    question = asked("When did the council take the ferry back?", two)
    assert with_filled([1], 1, question, scored(0.1, 1.0), two) == [1]


def test_where_no_sentence_before_it_is_dated_a_distance_stands_alone() -> None:
    two = article("The strike was long.", "The council took the ferry back a year later.")
    question = asked("When did the council take the ferry back?", two)
    assert with_filled([1], 1, question, scored(0.1, 1.0), two) == [1]


# Who "he" or "she" is

LEADER = "Cllr Maya Rao, who leads the county, spoke at the harbour."


@pytest.mark.parametrize(
    "told", ["She suggested a ferry for the night.", "“They need a ferry,” was the reply."]
)
def test_a_sentence_that_tells_of_he_or_she_brings_the_one_that_names_the_person(told: str) -> None:
    three = article(LEADER, "It rained.", told)
    assert with_names([2], asked("Who suggested a ferry for the night?", three), three) == [2, 0]


def test_the_nearest_person_named_before_is_the_one_who_is_meant() -> None:
    three = article(LEADER, "Cllr Tom Firth, who leads the city, replied.", "He suggested a ferry.")
    assert with_names([2], asked("Who suggested a ferry?", three), three) == [2, 1]


def test_no_person_is_brought_where_one_is_named_or_none_is_asked_for() -> None:
    two = article(LEADER, "She suggested a ferry to Cllr Tom Firth.")
    assert with_names([1], asked("Who suggested a ferry?", two), two) == [1]
    other = article(LEADER, "She suggested a ferry for the night.")
    assert with_names([1], asked("Why was a ferry suggested?", other), other) == [1]


def test_a_person_of_another_article_is_not_who_is_meant() -> None:
    two = [*article(LEADER), *article("She suggested a ferry for the night.", name="other", first=1)]
    assert with_names([1], asked("Who suggested a ferry?", two), two) == [1]


# What is announced

POINTS = ["- harbours set their own fees", "- ferries have licences of ten years", "- towns sit on the board"]


def test_a_sentence_that_ends_in_a_colon_brings_the_points_that_it_announces() -> None:
    list_of_three = article("The principal recommendations of the report on the coast are that:", *POINTS)
    assert with_announced([0], WORDS, list_of_three) == [0, 1, 2, 3]


def test_a_very_short_sentence_brings_the_next_one_alone() -> None:
    three = article("There is one reason.", "The harbour has no crane for it.", "The crane was sold.")
    assert with_announced([0], WORDS, three) == [0, 1]


def test_a_sentence_that_says_something_brings_nothing() -> None:
    two = article("The harbour of Solway has had no crane since the flood.", "The crane was sold.")
    assert with_announced([0], WORDS, two) == [0]


def test_what_is_announced_is_brought_as_far_as_there_is_room() -> None:
    long = " ".join(["word"] * (WORDS - 10))
    three = article("The report on the coast recommends all of the following:", "- fees", long)
    assert with_announced([0], WORDS, three) == [0, 1]
    assert with_announced([0], LIST_WORDS, three) == [0, 1, 2]


def test_the_points_of_a_list_take_the_place_of_other_sentences() -> None:
    long = " ".join(["word"] * (WORDS - 10))
    five = article(long, "The report on the coast recommends all of the following:", *POINTS)
    assert with_announced([1, 0], WORDS, five) == [1, 2, 3, 4]


def test_a_list_ends_where_a_sentence_is_no_point_of_it() -> None:
    five = article(
        "The report asks that:", *POINTS[:2], "The minister was not convinced of it.", "Nor was I."
    )
    assert with_announced([0], WORDS, five) == [0, 1, 2]


ROW = [
    "The commission on the coast makes some recommendations.",
    "First, harbours should be free to set their own fees.",
    "It is their water, and they alone know what it costs.",
    "Second, ferries should have longer licences.",
    "Third, towns should sit on the board.",
]


def test_first_brings_second_and_third_where_several_things_are_asked_for() -> None:
    row = article(*ROW)
    assert with_announced([1], LIST_WORDS, row, several=True) == [1, 3, 4]
    assert with_announced([3], LIST_WORDS, row, several=True) == [3, 1, 4]
    assert with_announced([0], LIST_WORDS, row, several=True) == [0, 1, 3, 4]
    assert with_announced([1], LIST_WORDS, row) == [1]


def test_the_first_of_a_row_may_stand_within_its_sentence() -> None:
    row = article(
        "This leads to our first test: who pays?", "The second is whether it lasts.", "Thirdly, who decides?"
    )
    assert with_announced([0], LIST_WORDS, row, several=True) == [0, 1, 2]
    alone = article("It was our first test of the year.", "The second is whether it lasts.")
    assert with_announced([0], LIST_WORDS, alone, several=True) == [0]


def test_all_points_of_a_list_take_the_place_of_others_where_several_things_are_asked_for() -> None:
    long = " ".join(["word"] * (WORDS - 20))
    five = article(long, "The report on the coast recommends all of the following:", *POINTS)
    assert with_announced([1, 0], WORDS, five) == [1, 0, 2]
    assert with_announced([1, 0], WORDS, five, several=True) == [1, 2, 3, 4]


def test_what_goes_on_with_also_is_brought_where_several_things_are_asked_for() -> None:
    three = article(
        "The network calls for free harbours on all of the coast.",
        "It has also asked for longer licences.",
        "The minister was not convinced of it.",
    )
    assert with_announced([0], LIST_WORDS, three, several=True) == [0, 1]
    assert with_announced([0], LIST_WORDS, three) == [0]


def test_a_point_brings_the_list_that_it_is_of_where_several_things_are_asked_for() -> None:
    four = article("The principal recommendations of the report on the coast are that:", *POINTS)
    assert with_announced([2], LIST_WORDS, four, several=True) == [2, 0, 1, 3]


def test_first_without_a_second_brings_nothing() -> None:
    two = article(ROW[1], ROW[2])
    assert with_announced([0], LIST_WORDS, two, several=True) == [0]


def test_what_is_chosen_already_is_not_brought_again() -> None:
    list_of_three = article("The principal recommendations of the report on the coast are that:", *POINTS)
    assert with_announced([0, 2], WORDS, list_of_three) == [0, 2, 1, 3]
