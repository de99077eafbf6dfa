"""Which sentences make an answer, and in which order: seen in what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from made_collection import BUSES, FILES
from made_library import make

from ingest.embed import Encoder
from rag.choose import alike, arrange
from rag.desk import Desk
from rag.views import Candidate
from values import Answer

CLOSED = (
    "When Oakby closed its library in 2016, the chess club lost its room and the night school lost its lamps."
)


def shown(answer: Answer) -> list[str]:
    return [claim.text for claim in answer.claims]


def candidates(texts: Mapping[str, str]) -> list[Candidate]:
    """The paragraphs of some articles as sentences to choose from."""
    made = [passage for name, text in texts.items() for passage in make(name, text)[1]]
    return [Candidate(passage, passage.sentences[0], -1, -1, "", "") for passage in made]


QUESTIONS = (
    "What did the county spend on routes and homes?",
    "Compare the children in Harrowmere and Tarnholt",
    "What do the coastal towns ask for?",
    "Summarise the article on libraries",
    "Who disagreed with the forum about the buses?",
    "How many engines has the fire brigade of Oakby?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_short(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    assert 1 <= len(answer.claims) <= desk.settings.ask.sentences + 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_sentences_of_an_article_are_shown_together_and_in_its_order(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    shown = {number for claim in answer.claims for number in claim.citations}
    places = [(one.article, one.start) for one in answer.citations if one.number in shown]
    articles = list(dict.fromkeys(article for article, _ in places))
    assert places == sorted(places, key=lambda place: (articles.index(place[0]), place[1]))


@pytest.mark.parametrize(
    "question",
    ["How many children does Harrowmere look after?", "How much does the county spend on village routes?"],
)
def test_where_a_figure_is_asked_for_the_sentence_that_holds_it_leads(desk: Desk, question: str) -> None:
    first, *_ = desk.ask(question).claims
    assert first.emphasis


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_said_twice(desk: Desk, question: str) -> None:
    said = candidates({str(i): text for i, text in enumerate(shown(desk.ask(question)))})
    assert [(one.text, other.text) for one, other in combinations(said, 2) if one.text == other.text] == []


def test_a_desk_that_may_show_one_sentence_shows_the_one_that_answers(desk: Desk, minilm: Encoder) -> None:
    ask = replace(desk.settings.ask, sentences=1)
    brief = Desk(replace(desk.settings, ask=ask), desk.library, minilm)
    assert shown(brief.ask("What does a foster family cost a week?")) == [
        "A week in a residential home costs the county £4,300, and a week with a foster family costs £640."
    ]


def test_a_comparison_shows_every_side(desk: Desk) -> None:
    said = shown(desk.ask("How many children does Harrowmere look after, compared with Tarnholt?"))
    assert "Harrowmere looks after 412 children, of whom 57 live in residential homes." in said
    assert "Tarnholt looks after 918 children." in said


def test_a_list_under_a_heading_is_shown_whole(desk: Desk) -> None:
    said = shown(desk.ask("What do the coastal towns ask for?"))
    assert [text.lstrip("- ") for text in said] == [
        "Powers to set harbour fees in each town.",
        "A ferry licence that lasts for ten years.",
        "A seat on the board of the port.",
    ]


def test_a_list_stays_under_its_heading(desk: Desk) -> None:
    answer = desk.ask("What do the coastal towns ask for?")
    assert {citation.article for citation in answer.citations} == {"asks"}
    assert not any("£2.4 million" in text for text in shown(answer))


def test_a_summary_is_of_the_article_that_was_named(desk: Desk) -> None:
    answer = desk.ask("Summarise the article on libraries")
    assert {citation.article for citation in answer.citations} == {"libraries"}
    assert len(answer.claims) > 1
    assert CLOSED in shown(answer)


def test_who_said_words_in_quotation_marks_is_named_in_what_is_shown(desk: Desk) -> None:
    said = shown(desk.ask("Who says that they lack the money and the power to set a fare?"))
    assert any("What we lack is the money" in text for text in said)
    assert any("Tom Firth" in text for text in said)


@pytest.mark.parametrize(
    ("question", "holds", "emphasis"),
    [
        ("What does a week in a residential home cost?", "£4,300", ["£4,300"]),
        ("What does a week with a foster family cost?", "£640", ["£640"]),
        ("By what percentage did fares in Tarnholt fall?", "3%", ["3%"]),
        ("How long would the ferry licence last?", "ten years", ["ten years"]),
    ],
)
def test_of_two_figures_of_one_kind_the_one_that_answers_is_emphasised(
    desk: Desk, question: str, holds: str, emphasis: list[str]
) -> None:
    first = next(claim for claim in desk.ask(question).claims if holds in claim.text)
    assert [first.text[start:end] for start, end in first.emphasis] == emphasis


# The steps


def test_the_best_article_comes_first_and_its_sentences_as_they_stand() -> None:
    two = candidates({"a": "One.\n\nTwo.\n\nThree.", "b": "Four.\n\nFive."})
    assert arrange([4, 2, 0, 3], two) == (3, 4, 0, 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The county pays for buses.", "The county pays for buses.", True),
        ("The county pays for buses.", "A county that pays for buses is here.", True),
        ("The county pays for buses.", "The city pays for trams.", False),
        ("It is.", "It is.", True),
        ("It is.", "It was.", False),
        ("The first buses would run in January 2024.", "The first buses will run in May 2024.", False),
        ("The county pays £4m for buses.", "The county pays £4m for its buses.", True),
        ("The county pays £4m for buses.", "The county pays £5m for buses.", False),
    ],
)
def test_sentences_say_the_same_that_share_most_of_their_words(one: str, other: str, same: bool) -> None:
    first, second = candidates({"a": one, "b": other})
    assert alike(first, second) == alike(second, first) == same


def test_the_questions_here_are_asked_of_the_articles_that_hold_their_answers() -> None:
    assert "“What we lack is the money" in BUSES
    assert CLOSED in FILES["libraries.txt"]
