"""When something was said: dates around the verb of speech, and never dates in what is said."""

from __future__ import annotations

import pytest

from ingest.said_on import said_on
from ingest.sayings import find_saying
from values import UNKNOWN, Part

FRIDAY = Part("2025-03-14", known="stated")


def dated(sentence: str, published: Part = FRIDAY) -> Part:
    saying = find_saying(sentence)
    assert saying is not None
    return said_on(sentence, (saying.start, saying.end), published)


@pytest.mark.parametrize(
    ("sentence", "value", "known"),
    [
        ("Ann Lee said on 3 March 2020 that it was late.", "2020-03-03", "stated"),
        ("Ann Lee said on Tuesday that it was late.", "2025-03-11", "inferred"),
        ("Ann Lee said on Friday that it was late.", "2025-03-14", "inferred"),
        ("Ann Lee said last Friday that it was late.", "2025-03-07", "inferred"),
        ("Ann Lee told the committee yesterday: “____.”", "2025-03-13", "inferred"),
        ("“____,” she told the forum on 4 May 2019.", "2019-05-04", "stated"),
        ("Last year the Bridge Trust said that it was late.", "2024", "inferred"),
        ("In 2019 the Bridge Trust said that it was late.", "2019", "stated"),
        ("A report published this morning by the Bridge Trust says it is late.", "2025-03-14", "inferred"),
        ("Ann Lee said that the bridge closed on 3 March 2020.", "2025-03-14", "stated"),
        ("Ann Lee said the bridge, shut last year, was late.", "2025-03-14", "stated"),
        ("The Bridge Trust has said it will open in 2030.", "2025-03-14", "stated"),
    ],
)
def test_the_day_of_a_saying_is_read_beside_its_verb(sentence: str, value: str, known: str) -> None:
    found = dated(sentence)
    assert (found.value, found.known) == (value, known)


def test_a_weekday_counts_from_nothing_where_no_day_of_publication_is_known() -> None:
    assert dated("Ann Lee said on Tuesday that it was late.", UNKNOWN) == UNKNOWN
    assert dated("Ann Lee said on Tuesday that it was late.", Part("2025", known="given")).value == "2025"


def test_last_week_is_the_range_of_its_days() -> None:
    found = dated("Ann Lee said last week that it was late.")
    assert (found.value, found.to) == ("2025-03-03", "2025-03-09")


def test_the_clue_of_a_date_is_where_it_stands() -> None:
    sentence = "Ann Lee said on 3 March 2020 that it was late."
    clue = dated(sentence).clue
    assert clue is not None
    assert sentence[slice(*clue)] == "3 March 2020"
