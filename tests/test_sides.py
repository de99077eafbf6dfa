"""Questions that set two sources or two times beside each other."""

from __future__ import annotations

import pytest
from made_candidates import article, asked

from rag.sides import asks_to_compare, lacks_all_sides

TWO = [*article("The county has two ferries."), *article("The city has one.", name="other", first=1)]


@pytest.mark.parametrize(
    "question",
    [
        "Compare the two plans for the ferries.",
        "How many ferries does each report count?",
        "Is the number of ferries the same in the later article?",
        "What does the paper say of the ferries as against the article?",
        "How has the number of ferries changed between 2014 and 2019?",
        "ferries: county vs city",
    ],
)
def test_two_sources_or_times_are_compared(question: str) -> None:
    assert asks_to_compare(asked(question, TWO))


@pytest.mark.parametrize(
    "question",
    ["How many ferries has the county?", "What does the report say of ferries?", "Who changed the ferries?"],
)
def test_one_source_is_not_compared(question: str) -> None:
    assert not asks_to_compare(asked(question, TWO))


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Compare the ferries of Kent and Surrey.", True),
        ("Compare the ferries of Solway and Surrey.", False),
        ("Compare the ferries of Solway and Tyneham.", False),
        ("What are the ferries of Kent?", False),
        ("How many ferries are there?", False),
    ],
)
def test_a_comparison_lacks_all_sides_where_nothing_is_about_any_of_them(
    question: str, lacking: bool
) -> None:
    held = [*article("Solway has two ferries."), *article("Tyneham has one.", name="other", first=1)]
    assert lacks_all_sides(asked(question, held), held) == lacking
