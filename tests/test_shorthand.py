"""Places as officers type them in a hurry, and as articles write them."""

from __future__ import annotations

import pytest

from rag.shorthand import PLACES, written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how much does s yorks get", "how much does South Yorkshire get"),
        ("extra money for W mids", "extra money for West Midlands"),
        ("Gtr Manchester v lancs", "Greater Manchester v Lancashire"),
        ("e. sussex schools", "East sussex schools"),
        ("what does n wales want", "what does North wales want"),
    ],
)
def test_the_short_name_of_a_place_is_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "text", ["vitamin e and schools", "s 106 agreements", "the bucket of Bedside lamps", ""]
)
def test_what_is_no_place_stays_as_it_was_typed(text: str) -> None:
    assert written_out(text) == text


def test_a_short_form_that_the_articles_use_is_left() -> None:
    assert written_out("the staffs of Herts", {"staffs"}) == "the staffs of Hertfordshire"


@pytest.mark.parametrize("short", sorted(PLACES))
def test_writing_out_twice_is_writing_out_once(short: str) -> None:
    once = written_out(f"roads in n {short}")
    assert written_out(once) == once
