"""What stands in quotation marks, with all the marks that British papers use, and apostrophes among them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.quotes import find_quotes


def quotes(text: str) -> list[str]:
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    return [text[q.start : q.end] for q in find_quotes(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “yes” and ‘no’ and \"maybe\" and 'never'.", ["“yes”", "‘no’", '"maybe"', "'never'"]),
        ("The councils’ budgets and the board's plan", []),
        ("‘The councils’ budgets are small,’ he said.", ["‘The councils’ budgets are small,’"]),
        ("to ‘reclaim children’s services’ from them", ["‘reclaim children’s services’"]),
        ("define ‘what “good” looks like’ here", ["‘what “good” looks like’"]),
        ("'He said, \"We can't,\" and I'm sorry,' he said", ["'He said, \"We can't,\" and I'm sorry,'"]),
        ("‘place shapers’ in ‘the driver’s seat’", ["‘place shapers’", "‘the driver’s seat’"]),
        ("in the ‘90s and the '80s", []),
        ("a 6\" pipe and a 4' wall", []),
        ("‘the first step' to it", ["‘the first step'"]),
    ],
)  # fmt: skip
def test_quotations_are_told_from_apostrophes(text: str, found: list[str]) -> None:
    assert quotes(text) == found


def test_a_quotation_goes_on_in_a_paragraph_that_opens_with_the_same_mark() -> None:
    text = "She said: “One.\n“Two.\n“Three.”\n“Four.”"
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    assert [quote.chain for quote in find_quotes(text, paragraphs)] == [0, 0, 0, 1]


def test_a_mark_that_is_never_closed_quotes_nothing_in_the_middle_of_a_sentence() -> None:
    assert quotes("It was “good and nobody closed it.") == []


@settings(deadline=None)
@given(st.text(alphabet="ab s.,:“”‘’\"'\n", max_size=60))
def test_quotations_lie_in_their_paragraphs_in_order_without_overlap(text: str) -> None:
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    found = find_quotes(text, paragraphs)
    assert all(any(a <= q.start < q.end <= b for a, b in paragraphs) for q in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
