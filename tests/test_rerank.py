"""The second look: what it measures around a sentence, and how it moves the first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_candidates import article

from quality.fit_rerank import Example, first_right, fit
from rag.recipe import VIEWS
from rag.rerank import AROUND, DEMANDED, measures, rerank
from rag.rerank_coefficients import COEFFICIENTS
from rag.views import scaled

FERRIES = ("Ferries are late.", "They wait for the tide.", "Nobody asked the crews.")


def floats(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_it_measures_each_view_with_the_names_of_the_sources_and_without_and_the_paragraph() -> None:
    held = [*article(*FERRIES[:2]), *article(FERRIES[2], name="other", first=2)]
    views = {"words": floats(0, 5, 10)}
    found = measures("Are they late?", views, {"words": floats(3, 2, 1)}, floats(0.2, 0.6, 0.4), held)
    assert list(found) == ["words", "words_bare", *AROUND, DEMANDED]
    assert found["words"].tolist() == [0, 0.5, 1]
    assert found["words_bare"].tolist() == [1, 0.5, 0]
    before, after = found["before"], found["after"]
    assert before.tolist() == pytest.approx([0, 0.2, 0])
    assert after.tolist() == pytest.approx([0.6, 0, 0])


def test_a_paragraph_is_measured_by_the_mean_of_its_sentences() -> None:
    own = article(*FERRIES)
    held = [
        replace(one, sentence=replace(one.sentence, paragraph=number // 2)) for number, one in enumerate(own)
    ]
    found = measures("Are they late?", {}, {}, floats(0.2, 0.6, 0.5), held)
    assert found["paragraph"].tolist() == pytest.approx([0.4, 0.4, 0.5])
    assert found["paragraph_length"].tolist() == [2, 2, 1]
    assert found["opens_paragraph"].tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("question", "demanded"),
    [("What do the crews call for?", [0, 1, 1]), ("What do the crews earn?", [0, 0, 0])],
)
def test_demands_are_told_from_other_sentences_where_it_is_asked_for_them(
    question: str, demanded: list[float]
) -> None:
    held = article("The crews met.", "They want longer shifts.", "The tide must be waited for.")
    assert measures(question, {}, {}, floats(0.5, 0.4, 0.3), held)[DEMANDED].tolist() == demanded


def test_every_view_has_its_coefficients_and_nothing_else_has() -> None:
    assert set(COEFFICIENTS) == {*VIEWS, *(f"{name}_bare" for name in VIEWS), *AROUND, DEMANDED}


def test_the_second_look_moves_the_first_by_its_share() -> None:
    first, measured = floats(0.6, 0.5), {"words": floats(0, 1)}
    assert COEFFICIENTS["words"] > 0
    assert rerank(first, measured, VIEWS, 0.0).tolist() == pytest.approx(first.tolist())
    assert rerank(first, measured, VIEWS, 1.0).tolist() == pytest.approx([0.3, 0.75])


def test_a_view_that_the_recipe_leaves_out_has_no_second_look_either() -> None:
    first, measured = floats(0.6, 0.5), {"words": floats(0, 1), "words_bare": floats(1, 0)}
    assert rerank(first, measured, {**VIEWS, "words": 0.0}, 1.0).tolist() == pytest.approx([0.3, 0.25])


def test_without_candidates_apart_the_first_look_stands() -> None:
    views = {"words": floats(4)}
    alone = measures("Are they late?", views, views, floats(0.5), article(FERRIES[0]))
    order = rerank(floats(0.5), alone, VIEWS, 1.5)
    assert order.tolist() == pytest.approx((floats(0.5) / 2.5).tolist())
    assert scaled(order).tolist() == [0]


def test_what_shows_the_evidence_is_learnt_from_examples() -> None:
    """The first measure tells which sentence answers, the second says nothing, and is left as good as alone."""
    rows = np.array([[0.9, 0.1], [0.2, 0.1], [0.1, 0.9]]), np.array([[0.1, 0.5], [0.8, 0.5], [0.3, 0.4]])
    shown = np.array([True, False, False]), np.array([False, True, False])
    held = [Example("own", ("tells", "noise"), *one) for one in zip(rows, shown, strict=True)] * 20
    tells, noise = fit(held)
    assert tells > 5 * abs(noise)
    assert first_right(held, np.array([tells, noise])) == 1
    assert first_right(held, np.array([-tells, noise])) == 0
