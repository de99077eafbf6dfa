"""What speaks for and against an answer among the sentences that were found."""

from __future__ import annotations

import pytest
from made_candidates import article, asked, scored

from rag.choose import Choice
from rag.desk import Desk
from rag.refuse import features


def measured(question: str, *sentences: str) -> dict[str, float]:
    """The features where the first sentence is the best."""
    candidates = article(*sentences)
    totals = scored(*(1 - number / 10 for number in range(len(sentences))))
    return features(asked(question, candidates), totals, candidates, Choice((0,), 0))


PLANNED = "The county plans to open two homes by 2022."
DONE = "The county opened two homes in 2022."


@pytest.mark.parametrize(
    ("question", "sentence", "planned"),
    [
        ("Did the county open two homes?", PLANNED, 1.0),
        ("How did the opening of the homes go?", "The director said that the county would open two.", 1.0),
        ("What came of the two homes?", "The forum calls for two homes.", 1.0),
        ("Did the county open two homes?", DONE, 0.0),
        ("What does the county plan for homes?", PLANNED, 0.0),
    ],
)
def test_a_plan_speaks_against_an_answer_where_it_is_asked_what_was_done(
    question: str, sentence: str, planned: float
) -> None:
    assert measured(question, sentence)["only_planned"] == planned


def test_only_the_best_sentence_tells_whether_there_is_but_a_plan() -> None:
    assert measured("Did the county open two homes?", DONE, PLANNED)["only_planned"] == 0.0


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What did Zorbury say about homes?", 1.0),
        ("According to Zorbury, how many homes are there?", 1.0),
        ("What did the county say about homes?", 0.0),
        ("How many homes are there in Zorbury?", 0.0),
    ],
)
def test_words_of_somebody_whom_the_collection_does_not_know_are_no_answer(
    question: str, unknown: float
) -> None:
    assert measured(question, DONE)["asked_unknown"] == unknown


@pytest.mark.parametrize(
    ("question", "sentences", "missing"),
    [
        ("How many homes were opened in 2022?", (DONE,), 0.0),
        ("How many homes were opened in 2019?", (DONE,), 1.0),
        ("How many homes were opened in 2019?", (DONE, "That was in 2019."), 0.0),
        ("How many homes were opened in 2019?", (DONE, "It rained.", "That was in 2019."), 1.0),
        ("How many homes were opened?", (DONE,), 0.0),
    ],
)
def test_the_year_asked_for_must_stand_in_the_best_sentence_or_beside_it(
    question: str, sentences: tuple[str, ...], missing: float
) -> None:
    assert measured(question, *sentences)["years_missing_best"] == missing


def test_a_year_that_stands_in_another_of_the_best_sentences_is_not_missing_from_all() -> None:
    held = measured("How many homes were opened in 2019?", DONE, "It rained.", "That was in 2019.")
    assert (held["years_missing"], held["years_missing_best"]) == (0.0, 1.0)


def test_the_words_of_one_whom_no_article_names_are_not_made_up(desk: Desk) -> None:
    assert desk.ask("What did the Archbishop of Zorbury say about village routes?").status == "not_in_corpus"
