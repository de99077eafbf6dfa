"""Figures in running text: the same figure however it is written, each at its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.figures import figures

WHOLE = st.integers(1, 999_999)
SCALES = {"bn": 1e9, " billion": 1e9, "m": 1e6, " million": 1e6, "k": 1e3, " thousand": 1e3, "": 1.0}
PIECES = st.sampled_from(
    [
        *(
            "£",
            "$",
            "6",
            "57",
            "2014",
            "1,500",
            ".",
            ",",
            " ",
            "-",
            "%",
            " per cent",
            "bn",
            " million",
            "m",
            "th",
        ),
        *(
            " thousand",
            "two",
            "thirty",
            "-five",
            " thirds",
            "half",
            " of ",
            "a ",
            "dozen",
            " years",
            "-year",
            "x",
        ),
        *(" pounds", "–", "\u00a0", "\u017f", "\u0131", "\u212a", "\u0663", "(", "\n"),
    ]
)
TEXT = st.text() | st.lists(PIECES, max_size=12).map("".join)


def keys(text: str) -> list[tuple[str, float, str]]:
    return [figure.key for figure in figures(text)]


@given(TEXT)
def test_figures_come_in_order_and_do_not_overlap(text: str) -> None:
    found = figures(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXT)
def test_the_offsets_of_a_figure_slice_to_its_words(text: str) -> None:
    for figure in figures(text):
        words = text[figure.start : figure.end]
        assert words
        assert words == words.strip()


@given(TEXT)
def test_a_figure_read_alone_is_the_same_figure(text: str) -> None:
    for figure in figures(text):
        alone = text[figure.start : figure.end]
        assert keys(f"{alone} of it")[:1] == [figure.key]


@given(WHOLE, st.sampled_from(sorted(SCALES)))
def test_a_sum_is_the_same_with_its_sign_or_in_words(number: int, scale: str) -> None:
    value = float(f"{number * SCALES[scale]:.9g}")
    written = [f"£{number}{scale}", f"£{number:,}{scale}", f"{number:,}{scale} pounds"]
    assert [keys(f"It cost {text} in all.") for text in written] == [[("money", value, "GBP")]] * 3


@given(st.integers(0, 100))
def test_a_percentage_is_the_same_however_it_is_written(number: int) -> None:
    written = [f"{number}%", f"{number} per cent", f"{number} percent", f"{number}\u00a0%"]
    assert [keys(f"by {text}, it fell") for text in written] == [[("percent", float(number), "")]] * 4


@given(st.integers(1500, 2099))
def test_a_year_is_never_a_count(number: int) -> None:
    assert keys(f"in {number} and {number:,} homes") == [
        ("year", float(number), ""),
        ("count", float(number), ""),
    ]


@given(st.text(), st.text(), WHOLE)
def test_a_sum_is_found_whatever_stands_around_it(before: str, after: str, number: int) -> None:
    text = f"{before} (£{number}bn) {after}"
    place = len(before) + 2
    found = [f for f in figures(text) if f.start == place]
    assert [text[f.start : f.end] for f in found] == [f"£{number}bn"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("two fifths of £6bn", [("percent", 40.0, ""), ("money", 6e9, "GBP")]),
        ("£6573 a year", [("money", 6573.0, "GBP")]),
        ("$3.5m and €2m", [("money", 3.5e6, "USD"), ("money", 2e6, "EUR")]),
        ("23 million people", [("count", 23e6, "")]),
        ("five-year settlements", [("duration", 5.0, "year")]),
        ("for thirty-two weeks", [("duration", 32.0, "week")]),
        ("a century", []),
        ("two centuries", [("duration", 2.0, "century")]),
        ("a dozen councils", [("count", 12.0, "")]),
        ("a hundred and a half", [("count", 100.0, "")]),
        ("a million pounds", [("money", 1e6, "GBP")]),
        ("twenty three million people", [("count", 23e6, "")]),
        ("three hundred thousand homes", [("count", 300_000.0, "")]),
        ("half of the budget", [("percent", 50.0, "")]),
        ("a third of them", [("percent", 33.3333333, "")]),
        ("the 19th century", [("ordinal", 19.0, "")]),
        ("between 2014 and 2015", [("year", 2014.0, ""), ("year", 2015.0, "")]),
        ("ten per cent", [("percent", 10.0, "")]),
        ("one half of it", [("percent", 50.0, "")]),
        ("3.5 percentage points", [("percent", 3.5, "")]),
        ("the s151 officer, B4 and COVID-19", [("count", 19.0, "")]),
        ("no figure at all", []),
        ("", []),
    ],
)
def test_figures_are_read_with_their_kind_and_unit(text: str, read: list[tuple[str, float, str]]) -> None:
    assert keys(text) == read


def test_letters_that_only_look_like_others_do_not_stop_the_reading() -> None:
    assert keys("5 thou\u017fand, two \u017fixths and 3 m\u0131ll\u0131on") == [
        ("count", 5000.0, ""),
        ("percent", 33.3333333, ""),
        ("count", 3e6, ""),
    ]


def test_a_figure_beyond_all_measure_is_still_read() -> None:
    assert keys("9" * 400 + " per cent") == [("percent", float("inf"), "")]
