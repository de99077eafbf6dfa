"""What speaks for and against an answer among the sentences that were found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_candidates import article, asked, scored

from rag.choose import Choice
from rag.desk import Desk
from rag.refuse import chance, features


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
    ("question", "sentence", "missing"),
    [
        ("Who chairs the county board?", "The county board met on Tuesday.", 1.0),
        ("Who chairs the county board?", "The county board is chaired by Ms Ann Lee.", 0.0),
        ("Who is the leader of the county?", "Ms Ann Lee visited the county.", 1.0),
        ("Who is the leader of the county?", "The leader of the county, Ms Ann Lee, was pleased.", 0.0),
        ("Who opened the homes?", "The county opened two homes.", 0.0),
        ("Where does the leader of the county live?", "The county opened two homes.", 0.0),
    ],
)
def test_who_holds_an_office_is_told_by_a_sentence_that_names_the_office_and_a_person(
    question: str, sentence: str, missing: float
) -> None:
    assert measured(question, sentence)["no_holder"] == missing


@pytest.mark.parametrize(
    ("question", "feature"),
    [
        ("Who opened the homes?", "no_person"),
        ("How much did the homes cost?", "no_figure"),
        ("When were the homes opened?", "no_time"),
    ],
)
def test_a_sentence_without_the_person_the_figure_or_the_time_asked_for_speaks_against_an_answer(
    question: str, feature: str
) -> None:
    held = measured(question, "The homes were opened at last, and all were glad.")
    kinds = ("no_person", "no_figure", "no_time")
    assert {kind: held[kind] for kind in kinds} == {kind: float(kind == feature) for kind in kinds}


@pytest.mark.parametrize(("cosine", "far"), [(0.5, 0.0), (0.3, 0.0), (0.1, 0.2)])
def test_a_question_is_far_from_everything_where_no_sentence_comes_near(cosine: float, far: float) -> None:
    candidates = article(DONE)
    totals = replace(scored(1.0), cosine=np.array([cosine], dtype=np.float32))
    held = features(asked("How do I prune roses?", candidates), totals, candidates, Choice((0,), 0))
    assert held["far"] == pytest.approx(far, abs=1e-6)


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
    assert measured(question, *sentences)["years_missing"] == missing


@pytest.mark.parametrize(
    ("question", "several", "length"),
    [
        ("Who opened homes?", 0.0, 0.0),
        ("Who opened the two homes in the county town last spring?", 0.0, 3 / 8),
        ("Who opened the homes and what did they cost?", 1.0, 1 / 8),
        (f"Who opened the homes{' of the county' * 6}?", 0.0, 1.0),
    ],
)
def test_how_a_question_is_put_is_measured(question: str, several: float, length: float) -> None:
    held = measured(question, DONE)
    assert (held["several"], held["length"]) == (several, length)


def test_a_passage_has_another_model_than_a_collection() -> None:
    """Near its sentence a passage answers, where of a hundred sentences one is always near."""
    near = {**measured("Did the county open two homes?", DONE), "in_context": 0.7, "cosine_max": 0.7}
    far = {**near, "in_context": 0.2, "cosine_max": 0.2}
    few, many = (chance(near, n) - chance(far, n) for n in (5, 100))
    assert few > many > 0


def test_a_comparison_of_two_whom_no_article_names_is_not_answered(desk: Desk) -> None:
    answer = desk.ask("Compare the village routes of Zorbury and Quillham.")
    assert answer.status == "not_in_corpus"
    assert not answer.claims


def test_the_words_of_one_whom_no_article_names_are_not_made_up(desk: Desk) -> None:
    assert desk.ask("What did the Archbishop of Zorbury say about village routes?").status == "not_in_corpus"
