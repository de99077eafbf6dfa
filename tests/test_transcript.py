"""A kept conversation as a document and as JSON: everything that was asked and answered is in it."""

from __future__ import annotations

import json
from dataclasses import replace

from made_answers import ANSWERED, PARTIAL, REFUSED

from briefing.transcript import as_briefing, talk_json
from rag.cite import to_json
from values import Block, Problem, Talk

TALK = Talk(
    "abc",
    "Budgets",
    "2026-01-01",
    "2026-01-02",
    (ANSWERED, PARTIAL, REFUSED, Problem("Why?", "It was away.")),
)


def blocks(*turns: object) -> list[Block]:
    return list(as_briefing(replace(TALK, turns=turns)).blocks)  # type: ignore[arg-type]


def test_a_conversation_keeps_its_title_and_times_as_a_document() -> None:
    document = as_briefing(TALK)
    assert (document.id, document.title, document.made, document.changed) == (
        "abc",
        "Budgets",
        "2026-01-01",
        "2026-01-02",
    )


def test_an_answer_stands_under_its_question_with_all_that_it_cites() -> None:
    (block,) = blocks(ANSWERED)
    assert (block.kind, block.text) == ("answer", ANSWERED.question)
    assert (block.claims, block.citations) == (ANSWERED.claims, ANSWERED.citations)


def test_why_a_model_did_not_answer_stands_before_the_note() -> None:
    (block,) = blocks(replace(PARTIAL, notice="The model was away."))
    assert block.note == f"The model was away. {PARTIAL.note}"


def test_where_there_is_no_answer_the_closest_passages_stand_as_what_they_are() -> None:
    heading, note, label, *passages = blocks(REFUSED)
    assert (heading.kind, heading.text) == ("heading", REFUSED.question)
    assert (note.text, label.text) == (REFUSED.note, "Closest passages, which are not an answer:")
    assert [block.citations[0].quote for block in passages] == [one.quote for one in REFUSED.closest]


def test_a_question_that_failed_says_why() -> None:
    heading, reason = blocks(Problem("Why?", "It was away."))
    assert [(one.kind, one.text) for one in (heading, reason)] == [
        ("heading", "Why?"),
        ("text", "It was away."),
    ]


def test_json_has_every_turn_in_the_form_of_the_contract() -> None:
    assert json.loads(talk_json(TALK)) == {
        "format": 1,
        "id": "abc",
        "title": "Budgets",
        "made": "2026-01-01",
        "changed": "2026-01-02",
        "turns": [
            *(
                json.loads(json.dumps({**to_json(one), "answered": ""}))
                for one in (ANSWERED, PARTIAL, REFUSED)
            ),
            {"question": "Why?", "reason": "It was away."},
        ],
    }
