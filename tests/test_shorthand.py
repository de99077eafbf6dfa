"""What officers type in a hurry, and as articles write it."""

from __future__ import annotations

import pytest

from rag.shorthand import NOTES, PLACES, written_out


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how many ppl work for the govt", "how many people work for the government"),
        ("abt svcs w/o funding", "about services without funding"),
        ("cost w/ staff, per yr or in 2 yrs", "cost with staff, per year or in 2 years"),
        ("ppl w no uni", "people with no university"),
        ("no. of cttees", "number of committees"),
        ("acc to the assoc", "according to the association"),
        ("w sussex ppl", "West sussex people"),
    ],
)
def test_what_is_noted_in_short_is_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "text", ["J W Smith", "the W in WLGA", "w/c 4 May", "£w", "w's", "PPL PRS", "uniform"]
)
def test_what_only_looks_like_a_note_stays_as_it_was_typed(text: str) -> None:
    assert written_out(text) == text


def test_a_note_that_the_articles_use_themselves_is_left() -> None:
    assert written_out("what the uni pays per yr", {"uni"}) == "what the uni pays per year"


@pytest.mark.parametrize("note", sorted(NOTES))
def test_writing_a_note_out_twice_is_writing_it_out_once(note: str) -> None:
    once = written_out(f"what {note} homes")
    assert once == f"what {NOTES[note]} homes"
    assert written_out(once) == once
