"""An answer says how old its sources are, and names what is newer on the same point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_answers import ANSWERED
from made_collection import made_desk
from made_disputes import TODAY, Asked, Case, cases, fill_with

from ingest.embed import Encoder
from rag.age import age_of
from rag.calendar import days_between, first_day, last_day
from values import UNKNOWN, Citation, Part

NEWER = cases("newer.toml")
FIGURES = [one for one in cases("disputes.toml") if one.expect == "newer"]


@pytest.fixture(scope="module")
def asked(minilm: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    home = tmp_path_factory.mktemp("newer")
    with made_desk(home / "data", minilm) as opened:
        fill_with(opened.library, home / "articles", minilm, [*NEWER, *FIGURES])
        yield Asked(opened)


def cited(*dates: Part) -> list[Citation]:
    """A citation of an article of its own for each date."""
    one = ANSWERED.citations[0]
    return [
        replace(one, article=f"a{at}", description=replace(one.description, published=published))
        for at, published in enumerate(dates)
    ]


def told(asked: Asked, case: Case) -> list[str]:
    """What an answer that rests on the older article says of newer ones."""
    return [line for line in asked.rest(case).warnings if line.startswith("A newer article")]


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ([Part("2026-05-08")], ""),
        ([Part("2025-11-21")], ""),
        ([Part("2014-05-08")], "The source of this answer is from 8 May 2014, more than a year ago."),
        (
            [Part("2014-05-08"), Part("2016-06")],
            "The newest source of this answer is from June 2016, more than a year ago.",
        ),
        ([Part("2014"), Part("2026-01-02")], ""),
        ([Part("2025")], ""),  # it may have come out on the last day of that year
        (
            [Part("2015-11-17", "2016-12-31")],
            "The source of this answer came out between 17 November 2015 and 31 December 2016, more than a year ago.",
        ),
        ([UNKNOWN], "It is not known when the source of this answer came out."),
        ([UNKNOWN, UNKNOWN], "It is not known when the sources of this answer came out."),
    ],
)
def test_the_age_of_the_newest_source_is_told(dates: list[Part], sentence: str) -> None:
    assert age_of(cited(*dates), TODAY) == sentence


@pytest.mark.parametrize("case", [one for one in NEWER if one.expect == "none"], ids=lambda one: one.name)
def test_a_newer_article_on_another_point_is_not_named(asked: Asked, case: Case) -> None:
    assert told(asked, case) == []


@pytest.mark.parametrize("case", [one for one in NEWER if one.expect == "newer"], ids=lambda one: one.name)
def test_a_newer_article_on_the_point_is_named(asked: Asked, case: Case) -> None:
    assert [case.holds(line) for line in told(asked, case)] == [True]


def test_a_newer_article_is_named_with_its_title_publisher_and_date(asked: Asked) -> None:
    (line,) = told(asked, next(one for one in NEWER if one.name == "a duty that was changed"))
    assert line == (
        "A newer article on this point is in the collection: “New rules for boards”, Care Law (1 May 2017)."
    )


def test_a_figure_that_a_later_article_replaces_is_told(asked: Asked) -> None:
    (line,) = told(asked, FIGURES[0])
    assert line == (
        "A newer article gives another figure, 26,500 people where this answer has 21,000 people: "
        "“Gorsey”, Regional Almanac (1 June 2019)."
    )


def test_a_question_that_names_its_year_is_not_sent_to_a_later_one(asked: Asked) -> None:
    case = next(one for one in NEWER if one.name == "what a body asks for")
    assert told(asked, replace(case, question="What did the Harrowmere Forum ask for in 2013?")) == []


@given(st.dates(), st.integers(4, 10))
@example(date(9999, 1, 1), 4)
def test_the_first_day_of_a_date_is_never_after_its_last(day: date, length: int) -> None:
    part = Part(day.isoformat()[: {5: 4, 6: 4, 8: 7, 9: 7}.get(length, length)])
    first, last = first_day(part), last_day(part)
    assert first is not None
    assert last is not None
    assert first <= day <= last


@given(st.dates(), st.dates())
def test_the_days_between_two_dates_are_counted_both_ways(one: date, other: date) -> None:
    first, second = Part(one.isoformat()), Part(other.isoformat())
    assert days_between(first, second) == (other - one).days
    assert days_between(second, first) == (one - other).days


def test_dates_that_overlap_are_no_days_apart() -> None:
    assert days_between(Part("2014"), Part("2014-05-08")) == 0
    assert days_between(UNKNOWN, Part("2014")) is None
