"""What a question wants: the kind of answer, and the words, names and years that carry it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import make

from rag.lexicon import build_lexicon
from rag.question import Question, understand, wanted
from rag.shorthand import written_out
from rag.words import SMALL_WORDS, words

_, PASSAGES = make(
    "plan",
    """\
The Harrowmere Counties Forum (HCF) has asked for control of franchising in Harrowmere.

Cllr Priya O’Sullivan runs the children’s homes of Tarnholt, said the leader of Tarnholt.

The council pays £6.5m for ferries. In 2014 the city of Tarnholt paid £21m for buses.""",
)
LEXICON = build_lexicon(PASSAGES)


def read(text: str) -> Question:
    return understand(text, LEXICON)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How long did the counties want settlements to last?", "duration"),
        ("For how many years would it run?", "duration"),
        ("When did the pilot start?", "time"),
        ("In what year was the library closed?", "time"),
        ("The deadline for applications?", "time"),
        ("What's the deadline for bids?", "time"),
        ("date of the vote", "time"),
        ("How much does a bus cost?", "money"),
        ("What was the bridge budgeted at?", "money"),
        ("average cost of a place", "money"),
        ("What is the price of a ticket?", "money"),
        ("how much funding did Tarnholt get", "money"),
        ("what is the funding gap", "money"),
        ("what is the bill for adult care", "money"),
        ("salary of the mayor", "money"),
        ("what is the mayor paid", "money"),
        ("What did the minister promise on the harbour bill?", "any"),
        ("How will the running costs of the ferry be paid for?", "any"),
        ("What happened to the cost of the scheme?", "any"),
        ("How far do pupils travel?", "figure"),
        ("How far has devolution got?", "any"),
        ("What percentage of children live in homes?", "percent"),
        ("What share of the budget goes to care?", "percent"),
        ("How many buses are there?", "figure"),
        ("By how much did fares rise?", "figure"),
        ("What was the turnout?", "figure"),
        ("vote count for the budget", "figure"),
        ("What was the vote tally?", "figure"),
        ("Who runs the homes?", "person"),
        ("Which councils have signed?", "person"),
        ("According to whom is it late?", "person"),
        ("Which college head objected?", "person"),
        ("Which group leader resigned?", "person"),
        ("name of the chair", "person"),
        ("What's the name of the ferry?", "person"),
        ("Name the towns that signed.", "person"),
        ("Where do the ferries leave from?", "place"),
        ("Which city has trams?", "place"),
        ("Where will the money come from?", "any"),
        ("Why are the buses late?", "reason"),
        ("Why did the cost of care rise?", "reason"),
        ("what made them drop out", "reason"),
        ("grounds for refusal", "reason"),
        ("What is the reason for the delay?", "reason"),
        ("On what grounds did they object?", "reason"),
        ("What powers do the counties want?", "list"),
        ("What does the forum call for?", "list"),
        ("Name all the powers they want.", "list"),
        ("Is the harbour open?", "yes_no"),
        ("Did they sign?", "yes_no"),
        ("Tell me about the harbour.", "any"),
        ("What does the article say about buses?", "any"),
        ("", "any"),
    ],
)
def test_the_kind_of_answer_is_told_by_how_the_question_is_put(question: str, kind: str) -> None:
    assert wanted(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is Ann Lee?", "any"),
        ("who's Ann Lee", "any"),
        ("Who is the leader of Solway?", "person"),
        ("Who said it?", "person"),
    ],
)
def test_who_somebody_is_asks_for_no_name(question: str, kind: str) -> None:
    assert read(question).wanted == kind


@given(st.text())
def test_any_text_can_be_understood(text: str) -> None:
    made = read(text)
    assert made.text == written_out(text, LEXICON.vocabulary)
    assert all(0 <= term.weight <= 1 and term.forms and term.forms[0] for term in made.terms)


@given(st.text())
def test_the_terms_are_the_words_that_carry_the_question_once_each(text: str) -> None:
    found = [term.word for term in read(text).terms]
    assert len(set(found)) == len(found)
    assert not set(found) & SMALL_WORDS
    asked = read(text)
    assert set(found) <= {*words(asked.text), *asked.corrected.values()}


@given(st.text())
def test_a_question_with_terms_has_a_topic(text: str) -> None:
    made = read(text)
    assert bool(made.topic) == bool(made.terms)
    assert set(made.topic) <= set(made.terms)


def test_a_question_is_the_same_in_typographic_quotes() -> None:
    curly = read("What did O’Sullivan say about “core homes”?")
    straight = read('What did O\'Sullivan say about "core homes"?')
    assert (curly.terms, curly.names, curly.quoted) == (straight.terms, straight.names, straight.quoted)


def test_words_that_only_frame_a_question_are_no_topic_of_it() -> None:
    assert [term.word for term in read("What does the article say about ferries?").topic] == ["ferries"]


def test_a_question_of_nothing_but_its_frame_is_about_that() -> None:
    assert [term.word for term in read("What does the article argue?").topic] == ["article", "argue"]


def test_a_slip_is_searched_as_the_word_that_was_meant() -> None:
    made = read("Will frnachising come to Tarnhlot?")
    assert made.corrected == {"frnachising": "franchising", "tarnhlot": "tarnholt"}
    assert [term.word for term in made.terms] == ["franchising", "tarnholt"]
    assert all(term.known for term in made.terms)


def test_a_word_that_the_collection_does_not_hold_is_not_known() -> None:
    assert {term.word: term.known for term in read("Do ferries run to Peru?").terms} == {
        "ferries": True,
        "run": True,
        "peru": False,
    }


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Priya O'Sullivan say in Tarnholt?", {"Priya O'Sullivan", "Tarnholt"}),
        ("what did tarnholt say", {"tarnholt"}),
        ("Does Peru have a harbour?", {"Peru"}),
        ("Tarnholt's buses?", {"Tarnholt"}),
        ("what do tarnholts buses cost", {"tarnholts"}),
        ("what did osullivan say", {"osullivan"}),
        ("what do osullivans homes cost", {"osullivans"}),
        ("what did tarnhlot say", {"tarnhlot"}),
        ("what does dorset say", {"dorset"}),
        ("what are dorset's ferries", {"dorset's"}),
        ("Buses are late, why?", set()),
        ("What does the HCF want?", {"HCF"}),
        ("WHY?", set()),
    ],
)
def test_the_names_of_a_question_are_found_however_they_are_typed(question: str, names: set[str]) -> None:
    assert set(read(question).names) == names


def test_the_terms_of_a_name_are_marked() -> None:
    assert [term.word for term in read("What did Priya O'Sullivan pay for ferries?").terms if term.name] == [
        "priya",
        "o'sullivan",
    ]


def test_the_terms_of_a_name_without_its_apostrophe_are_marked_as_those_of_the_name() -> None:
    assert [(term.word, term.name) for term in read("what do osullivans homes cost").terms] == [
        ("o'sullivan", True),
        ("homes", False),
        ("cost", False),
    ]


def test_years_and_quoted_words_are_kept() -> None:
    made = read("Was “core settlement” said in 2014, or in 2015 (2014)?")
    assert (made.years, made.quoted) == (("2014", "2015"), ("core settlement",))


def test_an_acronym_is_searched_by_its_name_too() -> None:
    (term,) = [term for term in read("What does the HCF want?").terms if term.name]
    assert ("harrowmer", "counti", "forum") in term.forms
