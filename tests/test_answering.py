"""Answering beside the page: one thread for one question, stopped with what was checked, and no answer lost."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event, Thread
from threading import enumerate as threads
from typing import Any

import pytest
from made_answers import ANSWERED, REFUSED
from made_desk import MadeDesk, made

from rag.desk import Desk
from ui.answering import BROKEN, Answering
from ui.conversation import Conversation, Place
from ui.turn import answer_view
from ui.words import ready, search_story, status
from values import Answer, Claim, DeskError, Problem, Turn

TODAY = date(2026, 11, 21)
SOON = 5.0  # seconds, far more than is needed
WRITTEN = replace(
    ANSWERED,
    mode="generative",
    claims=(
        Claim("The report calls for five-year budgets.", (1,), "supported"),
        Claim("Buses cost £430m.", (2,), "number_differs", ("£430m stands nowhere in the words cited.",)),
        Claim("Here is more.", (), "nothing_to_check"),
    ),
    withheld=1,
    recipe={"model": "made", "server": "127.0.0.1:8080"},
)
FIRST = replace(WRITTEN, claims=WRITTEN.claims[:1], citations=WRITTEN.citations[:1], withheld=0)


@dataclass
class SlowDesk(MadeDesk):
    """Says one sentence, then waits until it is let go on or stopped."""

    go_on: Event = field(default_factory=Event)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Mapping[str, str] | None = None,
        stop: Event | None = None,
    ) -> Iterator[Answer]:
        self.asked.append((question, tuple(history)))
        yield replace(FIRST, question=question)
        while not (stop and stop.is_set()) and not self.go_on.wait(0.01):
            pass
        stopped = bool(stop and stop.is_set())
        yield replace(FIRST if stopped else WRITTEN, question=question, note="Stopped." if stopped else "")


def answering(desk: MadeDesk, question: str = "What?") -> Answering:
    return Answering(lambda: made(desk), question, (), {})


def until_growing(talk: Conversation) -> None:
    assert talk.answering is not None
    assert talk.answering.wait(SOON)
    assert talk.growing is not None


@pytest.fixture
def desk() -> Iterator[SlowDesk]:
    held = SlowDesk()
    yield held
    held.go_on.set()


def begun(desk: SlowDesk, question: str = "What?") -> Conversation:
    """A conversation in which the answer to a question grows."""
    talk = Conversation()
    talk.ask(question)
    talk.begin(lambda: made(desk))
    until_growing(talk)
    return talk


def test_an_answer_without_a_model_is_the_outcome() -> None:
    one = answering(MadeDesk())
    one.finish(SOON)
    assert one.outcome == replace(ANSWERED, question="What?", searched="What?")


def test_what_is_checked_is_there_before_the_end(desk: SlowDesk) -> None:
    one = answering(desk)
    assert one.wait(SOON)
    assert (one.answer, one.outcome) == (replace(FIRST, question="What?"), None)


def test_stop_keeps_what_was_checked(desk: SlowDesk) -> None:
    one = answering(desk)
    one.wait(SOON)
    one.stop()
    one.finish(SOON)
    assert one.outcome == replace(FIRST, question="What?", note="Stopped.")


def test_what_the_desk_does_not_take_is_a_problem_in_its_words() -> None:
    one = answering(MadeDesk(), " ")
    one.finish(SOON)
    assert one.outcome == Problem("", "The question is empty. Write one and ask again.")


def test_a_desk_that_cannot_be_opened_is_a_problem() -> None:
    def opening() -> Desk:
        raise DeskError("The library is missing.")

    one = Answering(opening, "What?", (), {})
    one.finish(SOON)
    assert one.outcome == Problem("What?", "The library is missing.")


def test_a_fault_inside_is_one_plain_sentence(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        one = answering(MadeDesk(), "a fault")
        one.finish(SOON)
    assert one.outcome == Problem("a fault", BROKEN)


def test_a_question_is_answered_in_one_thread_however_often_the_page_is_drawn(desk: SlowDesk) -> None:
    talk = begun(desk)
    drawing = [Thread(target=talk.begin, args=(lambda: made(desk),)) for _ in range(8)]
    for one in drawing:
        one.start()
    for one in drawing:
        one.join()
    assert len(desk.asked) == 1
    assert [one.name for one in threads() if one.name == "answering"] == ["answering"]


def test_an_outcome_is_taken_once_however_often_the_page_is_drawn(desk: SlowDesk) -> None:
    talk = begun(desk)
    desk.go_on.set()
    assert talk.answering
    talk.answering.finish(SOON)
    assert [talk.settle() for _ in range(3)] == [True, False, False]
    assert (len(talk.turns), talk.pending) == (1, "")


def test_clicks_meanwhile_do_not_lose_the_answer(desk: SlowDesk) -> None:
    talk = begun(desk)
    talk.filters = {"publisher": "LocalGov"}
    talk.show({"turn": 0, "kind": "cited", "index": 0})
    assert talk.open == Place(0, "cited", 0)
    talk.ask("Another?")
    desk.go_on.set()
    assert talk.answering
    talk.answering.finish(SOON)
    assert talk.settle()
    assert talk.turns == [replace(WRITTEN, question="What?")]
    assert talk.open == Place(0, "cited", 0)


def test_a_new_conversation_stops_the_answer_that_grows(desk: SlowDesk) -> None:
    talk = begun(desk)
    growing = talk.answering
    talk.clear()
    assert growing
    growing.finish(SOON)
    assert growing.outcome is not None
    assert (talk.turns, talk.settle(), talk.shown) == ([], False, [])


def test_only_what_a_model_writes_is_shown_in_part() -> None:
    talk = Conversation()
    talk.ask("What?")
    talk.begin(lambda: made(MadeDesk()))
    assert talk.answering
    talk.answering.finish(SOON)
    assert (talk.growing, talk.shown) == (None, [])


# ---------------------------------------------------------------- as the page draws it


def quotes(view: Any) -> list[Any]:
    return [quote for block in view["blocks"] for quote in block["quotes"]]


def test_a_growing_answer_offers_nothing_of_the_whole() -> None:
    view = answer_view(FIRST, TODAY, growing=True)
    assert (view["word"], view["rest"], view["copied"], view["story"]) == ("Being written.", "", None, [])
    assert [quote["index"] for quote in quotes(view)] == [-1]


def test_a_models_sentences_stand_in_one_block_without_marks_of_quotation() -> None:
    view = answer_view(WRITTEN, TODAY)
    assert [(block["name"], len(block["quotes"])) for block in view["blocks"]] == [("", 3)]
    assert [(one["quoted"], one["before"]) for one in quotes(view)] == [(False, "")] * 3


def test_a_sentence_that_failed_says_what_is_wrong() -> None:
    told = [(one["failed"], one["reasons"]) for one in quotes(answer_view(WRITTEN, TODAY))]
    assert told == [
        ("", []),
        ("A figure differs", ["£430m stands nowhere in the words cited."]),
        ("", []),
    ]


def test_the_sentences_of_a_model_are_counted_by_how_they_fared() -> None:
    counted = "4 sentences: 1 supported, 1 with nothing to check, 1 marked as wrong, 1 withheld"
    assert answer_view(WRITTEN, TODAY)["counts"] == counted
    assert ready(WRITTEN) == f"Answer ready, {counted}, 3 citations"
    assert answer_view(ANSWERED, TODAY)["counts"] == ""


def test_who_wrote_an_answer_is_told() -> None:
    assert status(WRITTEN)[1].startswith(
        ", written by a model, each sentence compared with its source, from 1 of 5"
    )
    assert "The model made at 127.0.0.1:8080 wrote the sentences." in search_story(WRITTEN)[1]


def test_the_question_as_it_was_searched_is_shown_where_it_differs() -> None:
    assert answer_view(REFUSED, TODAY)["searched"] == "What does a bus cost? report"
    assert answer_view(ANSWERED, TODAY)["searched"] == ""
