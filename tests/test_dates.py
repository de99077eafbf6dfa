"""Dates in British text: found day first, with their precision."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import find_dates, is_dateline, valid


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("03/02/2020, 8th May 2014 and March 2023", ["2020-02-03", "2014-05-08", "2023-03"]),
        ("31/02/2020 and 30 February 2021 are no dates", []),
        ("version 1.10.2020.4 of page 3/4", []),
        ("on the 3rd of May, 2012", ["2012-05-03"]),
        ("03/25/2023 can only be read month first", ["2023-03-25"]),
    ],
)
def test_dates_are_found_with_their_precision(text: str, values: list[str]) -> None:
    found = find_dates(text)
    assert [one.value for one in found] == values
    assert all(text[one.start : one.end].strip() for one in found)


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_day_is_read_back_from_the_ways_it_is_written(day: date) -> None:
    for pattern in ("%d/%m/%Y", "%d %B %Y", "%A %d %b %Y", "%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y"):
        written = day.strftime(pattern)
        assert [found.value for found in find_dates(f"on {written}.")] == [str(day)], written
        assert is_dateline(written)


def test_only_dates_that_exist_are_valid() -> None:
    assert valid("2014") == "2014"
    assert valid("2014-05-08T10:00:00Z") == "2014-05-08"
    assert valid("2014-13") is None
    assert valid("2014-02-30") is None
    assert valid("next week") is None
