"""What stands beside an answer is on the page, in the terminal and in what is copied alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from made_answers import ANSWERED, BUSES, FIRTH, READY, REPORT_SPEAKS

from briefing.copied import copied_answer, copied_talk
from rag.cite import to_json
from ui.terminal import answer_to_text
from ui.turn import answer_view
from values import Claim, Dispute, Talk

TODAY = date(2026, 11, 21)
OLD = "The source of this answer is from 17 September 2014, more than a year ago."
SIDES = (
    Claim(BUSES, (2,), "verbatim", speaker=REPORT_SPEAKS, reported=True),
    Claim(READY, (3,), "verbatim", speaker=FIRTH, reported=True),
)
DISPUTED = replace(
    ANSWERED,
    claims=ANSWERED.claims[:1],
    disputes=(Dispute("a position: the report and Tom Firth", SIDES),),
    warnings=(OLD,),
)
WRONG = Claim("Buses <b>cost</b> £430m.", (2,), "number_differs", ("£430m: the source says £43m.",))
WRITTEN = replace(DISPUTED, mode="generative", claims=(WRONG,), withheld=2)


def test_the_page_sets_the_sides_side_by_side_each_with_body_and_date() -> None:
    (differ,) = answer_view(DISPUTED, TODAY)["differ"]
    assert differ["about"] == "Sources differ on a position: the report and Tom Firth"
    assert [(side["name"], side["detail"]) for side in differ["sides"]] == [
        (
            "Lanmoor Network report",
            ", as reported by The Lanmoor Post, 17 September 2014 (given: the day before the vote)",
        ),
        (
            "Tom Firth",
            ", leader of Lanmoor, as reported by The Lanmoor Post, 17 September 2014"
            " (given: the day before the vote)",
        ),
    ]
    shown = [
        (side["quotes"][0]["marks"][0]["number"], side["quotes"][0]["index"]) for side in differ["sides"]
    ]
    assert shown == [(2, -1), (3, -1)]


def test_the_page_shows_how_old_the_sources_are() -> None:
    assert answer_view(DISPUTED, TODAY)["warnings"] == [OLD]


def test_the_terminal_shows_sides_and_age() -> None:
    text = answer_to_text(DISPUTED, TODAY)
    at = [text.index(part) for part in ("Sources differ on a position", BUSES, READY, OLD, "References")]
    assert at == sorted(at)


def test_the_terminal_says_why_a_model_did_not_write_and_what_was_searched() -> None:
    answer = replace(ANSWERED, notice="The model was late.", searched="Buses in Lanmoor?")
    lines = answer_to_text(answer, TODAY).split("\n\n")
    assert (lines[0], lines[2]) == ("Searched as: “Buses in Lanmoor?”", "The model was late.")


def test_what_is_copied_says_what_is_wrong_with_a_models_sentence_and_runs_nothing() -> None:
    copied = copied_answer(WRITTEN, TODAY)
    assert copied["text"].split("\n\n")[:2] == [
        "Buses <b>cost</b> £430m. [2] (A figure differs. £430m: the source says £43m.)",
        "3 sentences: 1 marked as wrong, 2 withheld.",
    ]
    assert "<b>" not in copied["html"]
    assert OLD in copied["html"]


def test_a_copied_conversation_numbers_the_sides_through() -> None:
    talk = Talk("1", "What?", "", "", (ANSWERED, replace(DISPUTED, question="And?")))
    text = copied_talk(talk, TODAY)["text"]
    assert f"“{BUSES}” [2]" in text.split("Sources differ")[1]


def test_the_json_holds_sides_age_notice_and_what_was_left_out() -> None:
    made = to_json(replace(WRITTEN, notice="Late."))
    assert [side["text"] for side in made["disputes"][0]["sides"]] == [BUSES, READY]
    assert (made["warnings"], made["notice"], made["withheld"]) == ([OLD], "Late.", 2)
