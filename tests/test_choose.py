"""Which sentences make an answer, and in which order: seen in what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from made_candidates import article, asked, scored
from made_collection import BUSES, FILES
from made_library import make

from ingest.embed import Encoder
from rag.choose import FIRST, alike, arrange, asks_for_several, choose, heading_of
from rag.desk import Desk
from rag.question import wanted
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
    "Compare how many children Harrowmere and Tarnholt look after",
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
    places = places[wanted(question) in FIRST :]  # that which holds what is asked for leads
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


def test_a_desk_shows_the_children_of_both_where_they_are_compared(desk: Desk) -> None:
    said = shown(desk.ask("Compare how many children Harrowmere and Tarnholt look after"))
    assert any("412 children" in text for text in said)
    assert any("918 children" in text for text in said)


# The steps

SECTION = "What the coastal towns ask for"
POINTS = ("Powers to set harbour fees.", "A ferry licence of ten years.")


def test_a_section_is_the_answer_where_its_sentences_are_near_the_question() -> None:
    held = [*article(*POINTS, heading=SECTION), *article("The towns want a crane.", name="other", first=2)]
    question = asked("What do the coastal towns ask for?", held)
    assert choose(question, scored(0.9, 0.6, 1.0), held, 5).numbers == (0, 1)


def test_a_section_that_is_far_from_the_question_does_not_take_the_place_of_the_best_sentence() -> None:
    held = [*article(*POINTS, heading=SECTION), *article("The towns want a crane.", name="other", first=2)]
    question = asked("What do the coastal towns ask for?", held)
    assert choose(question, scored(0.4, 0.3, 1.0), held, 5).numbers == (2,)


def test_a_section_ends_where_the_next_begins_however_short_its_points_are() -> None:
    first, second, third = article(*POINTS, "The plan was printed in the spring.", heading=SECTION)
    held = [first, second, replace(third, sentence=replace(third.sentence, heading="What it would cost"))]
    question = asked("What do the coastal towns ask for?", held)
    assert choose(question, scored(1.0, 0.6, 0.2), held, 5).numbers == (0, 1)


def test_of_two_headings_that_fit_the_one_above_a_list_is_the_section() -> None:
    above = "About the coastal towns and their fees"
    held = [*article("The towns met.", heading=above), *article(*POINTS, heading=SECTION, first=1)]
    listed = [*held[:1], *(replace(c, sentence=replace(c.sentence, text=c.text.lower())) for c in held[1:])]
    question = asked("List all about the fees that the coastal towns ask for.", held)
    assert heading_of(question, held) == above
    assert heading_of(question, listed) == SECTION


FERRY = (
    "The ferry is late because of the tide.",
    "The wind of the season blows hard against it.",
    "The crew is small and has other work to do.",
)


def test_of_one_short_passage_more_is_quoted_than_of_a_collection() -> None:
    few = article(*FERRY)
    many = [*few, *article(*["It rained."] * 40, name="other", first=3)]
    late = asked("Why is the ferry late?", few)
    assert choose(late, scored(1.0, 0.6, 0.3), few, 5).numbers == (0, 1)
    assert choose(late, scored(1.0, 0.6, 0.3, *[0.0] * 40), many, 5).numbers == (0,)


def test_beside_a_date_that_is_asked_for_no_more_is_quoted_of_a_short_passage_either() -> None:
    few = article("The ferry was sold on 4 May 2019.", "The wind was against it.", "The crew was small.")
    assert choose(asked("When was the ferry sold?", few), scored(1.0, 0.6, 0.3), few, 5).numbers == (0,)


def test_what_the_chosen_sentences_cannot_do_without_comes_along() -> None:
    ferry = article("The ferry of Solway was bought by a council of the coast.", "Its hull cost £2.4m.")
    cost = asked("What did the ferry of Solway cost?", ferry)
    assert choose(cost, scored(1.0, 0.5), ferry, 5).numbers == (0, 1)
    reason = article("There is one reason.", "The harbour has no crane for it.")
    late = asked("Why is the ferry late?", reason)
    assert choose(late, scored(1.0, 0.1), reason, 5).numbers == (0, 1)


PLANS = (
    "The first plan keeps both of the ferries on the river for the winter and for all of the spring.",
    "It was printed in the harbour.",
    "The second plan sells one boat to a neighbour and asks the other to carry twice as many cars.",
    "It was printed in the town.",
)


def test_two_sources_compared_without_names_give_one_sentence_of_each() -> None:
    held = [*article(*PLANS[:2]), *article(*PLANS[2:], name="other", first=2)]
    question = asked("Do the two papers say the same of the ferries?", held)
    assert choose(question, scored(1.0, 0.3, 0.56, 0.1), held, 5).numbers == (0, 2)


def test_a_source_that_is_far_from_the_question_is_not_compared() -> None:
    held = [*article(*PLANS[:2]), *article(*PLANS[2:], name="other", first=2)]
    question = asked("Do the two papers say the same of the ferries?", held)
    assert choose(question, scored(1.0, 0.3, 0.5, 0.1), held, 5).numbers == (0,)


@pytest.mark.parametrize(
    ("best", "numbers"),
    [
        ("The council of Solway took the ferry back in March 2014.", (0,)),
        ("The council of Solway took the ferry back against all advice.", (0, 1)),
    ],
)
def test_where_the_best_holds_what_is_asked_for_others_must_be_nearly_as_good(
    best: str, numbers: tuple[int, ...]
) -> None:
    held = [*article(best), *article("A strike of the crews ended in 2013.", name="other", first=1)]
    question = asked("When did the council take the ferry back?", held)
    assert choose(question, scored(1.0, 0.78), held, 5).numbers == numbers
    assert choose(question, scored(1.0, 0.9), held, 5).numbers == (0, 1)


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("What do fines bring in each year?", False),
        ("How many buses run every day?", False),
        ("What does each town pay?", True),
        ("What are all the fines?", True),
        ("List the fines of the year.", True),
        ("Who collects the fines and what are they spent on?", True),
        ("the case for and against fines", True),
        ("Do the two leaders differ over fines?", True),
        ("How has the fine changed since 2014?", True),
        ("Who collects the fines of buses and trams?", False),
        ("What is a fine for?", False),
        ("the three tests of the levy", True),
        ("What five new powers does the mayor want?", True),
        ("What do the three towns pay?", False),
    ],
)
def test_a_sum_a_year_is_one_thing_and_a_sum_for_each_town_several(question: str, several: bool) -> None:
    assert asks_for_several(asked(question, article("The towns collect fines."))) == several


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
