"""Questions that set two sources or two times beside each other."""

from __future__ import annotations

import pytest
from made_candidates import article, asked

from rag.sides import asks_to_compare

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
