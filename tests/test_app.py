"""The Ask page without a browser: what it hands to the component, question by question."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_answers import ANSWERED, ARTICLE, REFUSED, REPORT
from made_desk import MadeDesk, made
from streamlit.testing.v1 import AppTest

from config import Settings, open_settings
from ingest.embed import open_encoder
from ingest.sync import sync
from library.store import open_library
from rag.desk import Desk, open_desk
from ui.answering import BROKEN
from ui.conversation import Conversation, Place, find_place
from ui.opened import Opened, _held, hold
from ui.starters import made_from, starters
from values import NOBODY, LibraryDamaged, Passage, Problem, Sentence, Speaker, Turn

APP = str(Path(__file__).resolve().parents[1] / "app.py")
DAMAGED = (
    "The library in data/ cannot be opened. Bring back a copy of it, or make a new one with desk ingest."
)


@pytest.fixture
def page() -> Iterator[Callable[[Callable[[Settings], Desk]], AppTest]]:
    """A function that opens the page on the desk that the given function opens."""

    def open_page(opening: Callable[[Settings], Desk]) -> AppTest:
        settings = open_settings()
        hold(Opened(replace(settings, app=replace(settings.app, starters=())), opening))
        return AppTest.from_file(APP, default_timeout=20).run()

    yield open_page
    _held.clear()


Page = Callable[[Callable[[Settings], Desk]], AppTest]


def shown(test: AppTest) -> dict[str, Any]:
    """What the component was given to draw."""
    component = next(one for one in test.main if one.type == "bidi_component")
    return dict(json.loads(component.proto.json))


def ask(test: AppTest, question: str) -> dict[str, Any]:
    test.chat_input[0].set_value(question).run()
    assert not test.exception
    return shown(test)


def conversation(test: AppTest) -> Conversation:
    held = test.session_state["asked"]
    assert isinstance(held, Conversation)
    return held


def test_an_empty_conversation_says_what_this_is_and_offers_questions(page: Page) -> None:
    test = page(lambda _: made(MadeDesk()))
    view = shown(test)
    assert view["welcome"]["intro"].startswith("Ask about the articles in the collection")
    assert view["welcome"]["starters"] == [
        "When was “Counties of Lanmoor ask for five-year budgets” published, and who wrote it?"
    ]
    assert (view["turns"], view["drawer"]) == ([], None)
    assert [line.value for line in test.sidebar.text] == [
        "1 article, 17 September 2014.",
        test.sidebar.text[1].value,
    ]


def test_a_question_is_answered_below_the_ones_before_it(page: Page) -> None:
    test = page(lambda _: made(MadeDesk()))
    ask(test, "What does the report call for?")
    view = ask(test, "What does a bus cost?")
    assert [(turn["question"], turn["word"]) for turn in view["turns"]] == [
        ("What does the report call for?", "Answered"),
        ("What does a bus cost?", "The collection does not answer this."),
    ]
    assert view["welcome"] is None
    assert view["status"] == "The collection does not answer this. 2 closest passages offered."


def test_a_follow_up_is_asked_with_what_was_said_before(page: Page) -> None:
    desk = MadeDesk()
    test = page(lambda _: made(desk))
    ask(test, "What does the report call for?")
    ask(test, "And the buses?")
    said = " ".join(claim.text for claim in ANSWERED.claims)
    assert desk.asked[-1] == (
        "And the buses?",
        (Turn("user", "What does the report call for?"), Turn("assistant", said)),
    )


def test_an_open_citation_shows_its_article(page: Page) -> None:
    test = page(lambda _: made(MadeDesk()))
    ask(test, "What does the report call for?")
    conversation(test).show({"turn": 0, "kind": "cited", "index": 0})
    drawer = shown(test.run())["drawer"]
    cited = [run["text"] for one in drawer["paragraphs"] for run in one["runs"] if run["mark"] == "now"]
    assert (drawer["position"], cited) == ("Citation 1 of 3", [REPORT])


@pytest.mark.parametrize("question", [" ", "\n\t"])
def test_what_the_desk_does_not_take_is_told_in_a_sentence(page: Page, question: str) -> None:
    view = ask(page(lambda _: made(MadeDesk())), question)
    assert view["turns"][0]["problem"] == "The question is empty. Write one and ask again."
    assert view["status"] == "Not answered. The question is empty. Write one and ask again."


def test_a_fault_inside_is_told_in_a_sentence_and_the_page_goes_on(
    page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    test = page(lambda _: made(MadeDesk()))
    with caplog.at_level(logging.CRITICAL):
        assert ask(test, "a fault")["turns"][0]["problem"] == BROKEN
    assert ask(test, "What does the report call for?")["turns"][1]["word"] == "Answered"


def test_a_library_that_cannot_be_opened_is_told_and_tried_again(page: Page) -> None:
    desks: list[MadeDesk] = []

    def opening(_: Settings) -> Desk:
        if not desks:
            raise LibraryDamaged(DAMAGED)
        return made(desks[0])

    test = page(opening)
    assert shown(test)["welcome"]["waiting"] == DAMAGED
    assert ask(test, "What does the report call for?")["turns"][0]["problem"] == DAMAGED
    desks.append(MadeDesk())
    assert ask(test, "What does the report call for?")["turns"][1]["word"] == "Answered"


def test_a_new_conversation_begins_empty(page: Page) -> None:
    test = page(lambda _: made(MadeDesk()))
    ask(test, "What does the report call for?")
    test.sidebar.button[0].click().run()
    view = shown(test)
    assert (view["turns"], view["pending"], bool(view["welcome"])) == ([], "", True)


def test_the_page_does_nothing_unless_the_desk_was_started() -> None:
    test = AppTest.from_file(APP).run()
    assert [text.value for text in test.text] == ["Start the desk with the command: desk serve"]


def test_a_question_sent_twice_is_asked_once() -> None:
    talk = Conversation()
    talk.ask("What?")
    talk.ask("What?")
    talk.take(ANSWERED)
    assert (len(talk.turns), talk.pending) == (1, "")


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"turn": 0, "kind": "cited", "index": 2}, Place(0, "cited", 2)),
        ({"turn": 1, "kind": "closest", "index": 0}, Place(1, "closest", 0)),
        ({"turn": 0, "kind": "cited", "index": 3}, None),
        ({"turn": 0, "kind": "cited", "index": -1}, None),
        ({"turn": 0, "kind": "closest", "index": 0}, None),
        ({"turn": 2, "kind": "cited", "index": 0}, None),
        ({"turn": 9, "kind": "cited", "index": 0}, None),
        ({"turn": "0", "kind": "cited", "index": 0}, None),
        ({"turn": 0, "kind": "other", "index": 0}, None),
        ({}, None),
        ("closed", None),
        (None, None),
    ],
)
def test_only_places_that_exist_are_opened(sent: object, place: Place | None) -> None:
    assert find_place(sent, [ANSWERED, REFUSED, Problem("?", "no")]) == place


def test_questions_are_made_from_the_loudest_voice_of_each_article() -> None:
    report, author = Speaker(body="Lanmoor Network", office="report"), Speaker("Ada Quill")
    said = [
        ("lanmoor", report),
        ("lanmoor", report),
        ("lanmoor", Speaker("Tom Firth")),
        ("other", author),
        ("third", Speaker(body="Tarn City")),
        ("fourth", NOBODY),
    ]
    articles = [replace(ARTICLE, id=name) for name in ("lanmoor", "other", "third", "fourth")]
    assert list(made_from(articles, [spoken(*one) for one in said]))[:4] == [
        "What does the Lanmoor Network report call for?",
        "What does Ada Quill argue?",
        "What does Tarn City say?",
        "When was “Counties of Lanmoor ask for five-year budgets” published, and who wrote it?",
    ]


def spoken(article: str, speaker: Speaker) -> Passage:
    """A passage of one sentence that the speaker says."""
    sentence = Sentence(0, 3, "Yes.", 0, speaker=speaker)
    return Passage(f"{article}@1:0-3", article, 1, 0, 3, "Yes.", "", (sentence,))


def test_only_questions_that_the_desk_answers_are_offered_and_each_once() -> None:
    wished = ["What does a bus cost?", "What?", "What?", "Which part?", "Who?", "When?", "Where?", "Why?"]
    assert starters(made(MadeDesk()), wished) == ("What?", "Who?", "When?", "Where?")


def test_an_article_added_while_the_page_is_open_is_found_by_the_next_question(
    page: Page, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    settings = open_settings(library=tmp_path / "library")
    add(
        settings,
        corpus,
        "buses",
        "The council of Quernholm runs buses every ten minutes, the timetable says.",
    )
    test = page(lambda _: open_desk(settings))
    assert test.sidebar.text[0].value == "1 article."
    add(
        settings,
        corpus,
        "ferries",
        "The ferry from Lanmoor to Tarn island costs nine pounds, the harbour says.",
    )
    view = ask(test, "What does the ferry from Lanmoor to Tarn island cost?")
    assert "ferry from Lanmoor" in json.dumps(view["turns"][0]["blocks"])
    assert test.sidebar.text[0].value == "2 articles."


def add(settings: Settings, corpus: Path, name: str, text: str) -> None:
    (corpus / f"{name}.txt").write_text(f"News of {name}\n\n{text}\n", encoding="utf-8")
    with open_library(settings.library.directory) as library:
        sync([corpus], library, open_encoder())


def test_a_page_that_names_a_kept_conversation_in_its_address_shows_it(page: Page) -> None:
    desk = MadeDesk()
    first = page(lambda _: made(desk))
    ask(first, "What does the report call for?")
    address = dict(first.query_params)
    again = AppTest.from_file(APP, default_timeout=20)
    again.query_params["talk"] = address["talk"]
    view = shown(again.run())
    assert [turn["question"] for turn in view["turns"]] == ["What does the report call for?"]
    again.sidebar.button[0].click().run()
    assert (shown(again)["turns"], dict(again.query_params)) == ([], {})
