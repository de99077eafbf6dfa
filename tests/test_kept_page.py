"""Kept conversations beside the Ask page, and what goes from an answer into a briefing, without a browser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from made_answers import ANSWERED, BUSES, READY, REFUSED, REPORT
from made_desk import MadeDesk, made

from briefing.copied import copied_talk
from briefing.export import Kind
from briefing.notebook import Notebook, new_briefing, new_talk, with_turn
from config import open_settings
from library.kept import Kept, writing
from library.store import Library, open_library
from ui.carry import DELETED, NOT_EXPORTED, TALKS, file_name, read_template, talk_file
from ui.conversation import Conversation
from ui.keeping import UNKEPT, keep, keep_left, reopen
from ui.kept import LONGEST, Shelf, kept_view, listing_view, one_line, read_title
from ui.opened import Opened
from ui.take import Taking, Wanted, read_wanted, take_view
from values import Briefing, DeskError, Problem, Talk

TODAY = date(2026, 11, 21)
FIRST = Talk("a", "What does the report call for?", "2026-11-20T09:00:00", "2026-11-21T09:00:00")
SECOND = Talk("b", "What does a bus cost?", "2026-05-08T09:00:00", "2026-05-08T09:00:00")
NOT_ASKED = Problem("?", "The question is empty.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A real library without articles."""
    with open_library(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def opened(library: Library) -> Iterator[Opened]:
    """The desk of a page over that library."""
    desk = MadeDesk()
    desk.library = cast(object, library)  # type: ignore[assignment]
    held = Opened(open_settings(), lambda _: made(desk))
    held.desk()
    yield held
    held.close()


def talk_of(opened: Opened, conversation: Conversation) -> Talk:
    found = Notebook(opened.desk().library).talk(conversation.talk)
    assert found is not None
    return found


def said(conversation: Conversation, opened: Opened, *turns: object) -> Conversation:
    for turn in turns:
        conversation.take(turn)  # type: ignore[arg-type]
        keep(opened, conversation)
    return conversation


# The list


def test_conversations_are_listed_with_their_day_in_words() -> None:
    view = kept_view([FIRST, SECOND], Shelf(), "b", TODAY)
    assert [(line["title"], line["when"], line["open"]) for line in view["entries"]] == [
        ("What does the report call for?", "Today", False),
        ("What does a bus cost?", "8 May 2026", True),
    ]
    assert (view["found"], view["more"]) == ("", 0)


@pytest.mark.parametrize(
    ("talks", "words"),
    [([], "No conversation holds these words."), ([FIRST], "1 conversation found.")],
    ids=["none", "one"],
)
def test_a_search_says_what_it_found(talks: list[Talk], words: str) -> None:
    assert kept_view(talks, Shelf(search="bus"), "", TODAY)["found"] == words


def test_a_long_list_is_shown_in_parts() -> None:
    view = kept_view([FIRST] * 50, Shelf(shown=20), "", TODAY)
    assert (len(view["entries"]), view["more"]) == (20, 30)


def test_many_briefings_are_searched_by_their_titles() -> None:
    listed = [replace(new_briefing(f"Counties {number}"), id=f"{number}") for number in range(9)]
    view = listing_view(listed, Shelf(search="counties 7"), "", TODAY)
    assert ([line["title"] for line in view["entries"]], view["finding"]) == (
        ["Counties 7"],
        "Find a briefing",
    )


@given(st.text())
def test_a_line_that_was_typed_is_one_line_and_not_too_long(typed: str) -> None:
    line = one_line(typed)
    assert len(line) <= LONGEST
    assert line.isprintable()
    assert line == one_line(line)


@pytest.mark.parametrize("sent", [None, 7, {"id": 7, "title": "x"}, {"id": "a", "title": "  "}, {"id": "a"}])
def test_only_a_title_that_says_something_renames(sent: object) -> None:
    assert read_title(sent) is None


def test_the_open_conversation_can_be_copied_as_it_stands_on_the_page() -> None:
    view = kept_view([FIRST, SECOND], Shelf(), "b", TODAY, [ANSWERED, REFUSED])
    assert view["copied"] == copied_talk(replace(SECOND, turns=(ANSWERED, REFUSED)), TODAY)


def test_where_no_conversation_is_open_there_is_none_to_copy() -> None:
    assert kept_view([FIRST, SECOND], Shelf(), "", TODAY, [NOT_ASKED])["copied"] is None


# Keeping


def test_an_answer_that_no_page_takes_is_kept_too(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.answering.PATIENCE", 0.0)
    kept, conversation = Event(), Conversation()

    def left() -> None:
        keep_left(opened, conversation)
        kept.set()

    conversation.ask("What does the report call for?")
    conversation.begin(opened.desk, left)
    assert kept.wait(5)
    assert [turn.question for turn in talk_of(opened, conversation).turns] == [
        "What does the report call for?"
    ]
    assert conversation.pending == ""


def test_an_answer_that_a_page_took_is_kept_once(opened: Opened) -> None:
    conversation = Conversation()
    conversation.ask("What does the report call for?")
    conversation.begin(opened.desk, lambda: keep_left(opened, conversation))
    assert conversation.answering
    conversation.answering.finish(5)
    assert conversation.settle()
    keep(opened, conversation)
    keep_left(opened, conversation)
    assert len(talk_of(opened, conversation).turns) == 1


def test_an_answer_is_kept_as_soon_as_it_is_there(opened: Opened) -> None:
    conversation = said(Conversation(), opened, ANSWERED)
    assert talk_of(opened, conversation).turns == (ANSWERED,)
    said(conversation, opened, REFUSED, NOT_ASKED)
    assert talk_of(opened, conversation).turns == (ANSWERED, REFUSED, NOT_ASKED)


def test_a_conversation_is_kept_from_its_first_answer_on_with_all_before_it(opened: Opened) -> None:
    conversation = said(Conversation(), opened, NOT_ASKED)
    assert conversation.talk == ""
    said(conversation, opened, ANSWERED)
    kept = talk_of(opened, conversation)
    assert (kept.title, kept.turns) == (ANSWERED.question, (NOT_ASKED, ANSWERED))


def test_a_conversation_is_reopened_exactly_as_it_was(opened: Opened) -> None:
    before = said(Conversation(), opened, ANSWERED, REFUSED)
    after = Conversation(pending="", turns=[NOT_ASKED], status="old")
    assert reopen(opened.desk().library, after, before.talk) == ""
    assert (after.turns, after.talk) == (before.turns, before.talk)


def test_what_was_asked_on_another_page_meanwhile_comes_into_the_conversation(opened: Opened) -> None:
    here = said(Conversation(), opened, ANSWERED)
    there = Conversation()
    reopen(opened.desk().library, there, here.talk)
    said(there, opened, REFUSED)
    said(here, opened, NOT_ASKED)
    assert here.turns == [ANSWERED, REFUSED, NOT_ASKED]


def test_a_conversation_that_was_deleted_elsewhere_is_kept_again_with_its_next_answer(opened: Opened) -> None:
    conversation = said(Conversation(), opened, ANSWERED)
    Notebook(opened.desk().library).delete_talk(conversation.talk)
    said(conversation, opened, REFUSED)
    assert talk_of(opened, conversation).turns == (ANSWERED, REFUSED)


def test_an_answer_that_cannot_be_kept_is_shown_and_said(opened: Opened) -> None:
    opened.desk().library.readonly = True
    conversation = said(Conversation(), opened, ANSWERED)
    assert conversation.turns == [ANSWERED]
    assert conversation.status.startswith(UNKEPT.format(""))


def test_an_answer_that_could_not_be_kept_is_kept_with_the_next(opened: Opened) -> None:
    conversation = said(Conversation(), opened, ANSWERED)
    opened.desk().library.readonly = True
    said(conversation, opened, REFUSED)
    opened.desk().library.readonly = False
    said(conversation, opened, NOT_ASKED)
    assert conversation.turns == [ANSWERED, REFUSED, NOT_ASKED]
    assert talk_of(opened, conversation).turns == (ANSWERED, REFUSED, NOT_ASKED)


@pytest.mark.parametrize("id_", ["nothing", "", "' OR 1=1 --", "../../x", "x" * 10_000, None, 7, {"a": 1}])
def test_what_is_no_conversation_opens_none(library: Library, id_: object) -> None:
    Notebook(library).keep_talk(with_turn(new_talk("What?"), ANSWERED))
    conversation = Conversation(turns=[REFUSED])
    assert reopen(library, conversation, id_) == "This conversation is not kept any more."
    assert conversation.turns == [REFUSED]


@given(st.text())
def test_a_title_makes_a_plain_name_for_a_file(title: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}\.docx", file_name(title, "docx"))


def test_a_template_that_is_none_is_refused_with_its_reason() -> None:
    template, problem = read_template("house.docx", b"no Word file")
    assert template is None
    assert problem.startswith("house.docx: ")


# Exporting


def test_a_conversation_is_exported_as_it_is_kept_at_this_moment(library: Library) -> None:
    talk = with_turn(new_talk("What?"), ANSWERED)
    Notebook(library).keep_talk(talk)
    Notebook(library).add_turn(talk.id, REFUSED)
    text = talk_file(library, talk.id, "md", TODAY).decode()
    assert text.index(REPORT) < text.index(REFUSED.question)


@pytest.mark.parametrize("kind", TALKS)
def test_a_conversation_that_was_deleted_meanwhile_is_a_file_that_says_so(
    library: Library, kind: Kind
) -> None:
    talk = with_turn(new_talk("What?"), ANSWERED)
    Notebook(library).keep_talk(talk)
    Notebook(library).delete_talk(talk.id)
    raw = talk_file(library, talk.id, kind, TODAY)
    told = (
        "\n".join(one.text for one in Document(io.BytesIO(raw)).paragraphs)
        if kind == "docx"
        else raw.decode()
    )
    assert NOT_EXPORTED in told
    assert DELETED in told


def test_a_conversation_that_is_damaged_is_a_file_that_says_so(library: Library) -> None:
    with writing(library) as pages:
        pages.put("conversations", Kept("damaged", "2030", "{"))
    assert b"The conversation damaged is damaged and cannot be read." in talk_file(
        library, "damaged", "md", TODAY
    )


# Into a briefing


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        (("answer", 0), Wanted(0, "answer", 0, "x")),
        (("claim", 2), Wanted(0, "claim", 2, "x")),
        (("cited", 2), Wanted(0, "cited", 2, "x")),
        (("claim", 3), None),
        (("claim", -1), None),
        (("answer", 1), None),
        (("closest", 0), None),
        (("other", 0), None),
        ((None, None), None),
    ],
)
def test_only_what_an_answer_has_can_be_taken(sent: tuple[object, object], wanted: Wanted | None) -> None:
    given = {"turn": 0, "what": sent[0], "index": sent[1], "briefing": "x"}
    assert read_wanted(given, [ANSWERED]) == wanted


@pytest.mark.parametrize("turn", [-1, 1, 2, "0", None])
def test_nothing_is_taken_from_a_turn_that_is_none_or_no_answer(turn: object) -> None:
    sent = {"turn": turn, "what": "answer", "index": 0, "briefing": ""}
    assert read_wanted(sent, [ANSWERED, NOT_ASKED]) is None


def take(
    library: Library, taking: Taking, what: str, index: int, briefing: str = "", turn: int = 0
) -> Briefing:
    """What the briefing is after something was taken into it."""
    sent = {"turn": turn, "what": what, "index": index, "briefing": briefing}
    taking.take(Notebook(library), sent, [ANSWERED, REFUSED])
    found = Notebook(library).briefing(taking.into)
    assert found is not None
    return found


def test_an_answer_goes_into_a_new_briefing_and_its_sentences_and_passages_after_it(library: Library) -> None:
    taking = Taking()
    begun = take(library, taking, "answer", 0)
    assert taking.notice == f"Added the answer to the new briefing “{ANSWERED.question}”."
    take(library, taking, "claim", 1, begun.id)
    assert taking.notice == f"Added the sentence to “{ANSWERED.question}”."
    take(library, taking, "cited", 2, begun.id)
    full = take(library, taking, "closest", 1, begun.id, turn=1)
    assert [(block.kind, [claim.text for claim in block.claims]) for block in full.blocks] == [
        ("answer", [REPORT, BUSES, READY]),
        ("answer", [BUSES]),
        ("passage", [READY]),
        ("passage", [REPORT]),
    ]


def test_what_was_added_last_is_taken_out_again(library: Library) -> None:
    taking = Taking()
    begun = take(library, taking, "answer", 0)
    take(library, taking, "claim", 1, begun.id)
    taking.take_back(Notebook(library))
    left = Notebook(library).briefing(begun.id)
    assert left is not None
    assert [block.text for block in left.blocks] == [ANSWERED.question]
    assert taking.notice == f"Taken out of “{ANSWERED.question}” again."
    taking.take_back(Notebook(library))
    assert Notebook(library).briefing(begun.id) == left


def test_a_briefing_that_was_begun_with_what_is_taken_back_goes_too(library: Library) -> None:
    taking = Taking()
    take(library, taking, "answer", 0)
    taking.take_back(Notebook(library))
    assert Notebook(library).briefings() == ()


def test_a_briefing_that_is_gone_takes_nothing(library: Library) -> None:
    with pytest.raises(DeskError, match="not kept any more"):
        take(library, Taking(), "answer", 0, "gone")


def test_briefings_are_listed_without_their_blocks_and_a_damaged_one_hides_no_other(library: Library) -> None:
    taking = Taking()
    begun = take(library, taking, "answer", 0)
    with writing(library) as pages:
        pages.put("briefings", Kept("damaged", "2030", "{"))
    assert Notebook(library).shelved() == (replace(begun, blocks=()),)


def test_the_page_is_told_of_the_briefings_and_of_what_was_added() -> None:
    taking = Taking("Added.", "b", "block")
    view = take_view([replace(new_briefing("One"), id="b")], taking)
    assert (view["briefings"], view["notice"], view["into"]) == ([{"id": "b", "title": "One"}], "Added.", "b")
    assert view["undo"] is not None
