"""Kept conversations and briefings: whole values there and back, found again, and changed without losing anything."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_answers import ANSWERED, PARTIAL, REFUSED, cite
from made_values import ANSWERS, BRIEFINGS, TALKS

from briefing.notebook import (
    Notebook,
    added,
    block_of,
    marked,
    moved,
    new_briefing,
    new_talk,
    own_text,
    passage_block,
    renamed,
    rewritten,
    with_turn,
    without,
)
from briefing.written import (
    answer_from_json,
    answer_to_json,
    briefing_from_json,
    briefing_to_json,
    talk_from_json,
    talk_to_json,
)
from library.schema import connect
from library.store import Library, open_library
from values import Answer, Block, Briefing, Claim, DeskError, Dispute, LibraryDamaged, Problem, Talk

WILD = settings(max_examples=25, suppress_health_check=list(HealthCheck))
UNANSWERED = Problem("What is “devolution”?", "The library could not be opened.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def notebook(library: Library) -> Notebook:
    return Notebook(library)


def talk_of(*turns: Answer | Problem) -> Talk:
    talk = new_talk(turns[0].question)
    for turn in turns:
        talk = with_turn(talk, turn)
    return talk


def damage(library: Library, sql: str) -> None:
    with closing(connect(library.directory)) as connection:
        assert connection.execute(sql).rowcount


# Values as JSON


@WILD
@given(ANSWERS)
def test_an_answer_is_the_same_after_json(answer: Answer) -> None:
    assert answer_from_json(answer_to_json(answer)) == answer


@WILD
@given(TALKS)
def test_a_conversation_is_the_same_after_json(talk: Talk) -> None:
    assert talk_from_json(talk_to_json(talk)) == talk


@WILD
@given(BRIEFINGS)
def test_a_briefing_is_the_same_after_json(briefing: Briefing) -> None:
    assert briefing_from_json(briefing_to_json(briefing)) == briefing


def test_half_a_character_and_signs_that_json_escapes_come_back() -> None:
    talk = new_talk('\ud800 "\\\u2028 \x00')
    assert talk_from_json(talk_to_json(talk).encode("utf-8").decode("utf-8")) == talk


def test_what_an_older_program_kept_is_read() -> None:
    old = '{"format":1,"value":{"id":"a","title":"Rail","made":"2026","changed":"2026"}}'
    assert briefing_from_json(old) == Briefing("a", "Rail", "2026", "2026")


@pytest.mark.parametrize("read", [talk_from_json, answer_from_json, briefing_from_json])
def test_what_a_newer_program_kept_is_refused_in_a_sentence(read: object) -> None:
    assert callable(read)
    with pytest.raises(LibraryDamaged, match=r"newer version .* Update the program to read it\."):
        read('{"format":2,"value":{}}', "x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"format":"1","value":{}}',
        '{"format":1,"value":{}}',
        '{"format":1,"value":{"id":1,"title":"","made":"","changed":""}}',
        '{"format":1,"value":{"id":"a","title":"","made":"","changed":"","turns":[3]}}',
        '{"format":1,"value":{"id":"a","title":"","made":"","changed":"","turns":{}}}',
    ],
)
def test_what_is_damaged_is_said_to_be(text: str) -> None:
    with pytest.raises(LibraryDamaged, match="The conversation x is damaged"):
        talk_from_json(text, "x")


# Conversations


def test_a_conversation_is_reopened_exactly_as_it_was(library: Library, notebook: Notebook) -> None:
    talk = talk_of(ANSWERED, UNANSWERED, PARTIAL, REFUSED)
    notebook.keep_talk(talk)
    library.close()
    with open_library(library.directory) as again:
        assert Notebook(again).talk(talk.id) == talk
        assert Notebook(again).talks() == (talk,)
        assert Notebook(again).talk("another") is None


def test_conversations_come_newest_first_with_or_without_their_turns(notebook: Notebook) -> None:
    old, new = talk_of(ANSWERED), talk_of(PARTIAL)
    notebook.keep_talk(new)
    notebook.keep_talk(replace(old, changed="2026-01-01"))
    assert [talk.id for talk in notebook.talks()] == [new.id, old.id]
    assert notebook.listed() == (replace(new, turns=()), replace(old, turns=(), changed="2026-01-01"))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", True),
        ("  ", True),
        ("FIVE-YEAR", True),
        ("lanmoor five-year", True),
        ("budgets cost", True),
        ("five-year zeppelin", False),
        ("verbatim", False),
    ],
)
def test_conversations_are_searched_by_all_their_words_in_any_case(
    notebook: Notebook, search: str, found: bool
) -> None:
    talk = replace(talk_of(ANSWERED, REFUSED), title="Lanmoor and its costs")
    notebook.keep_talk(talk)
    assert notebook.talks(search) == (talk,) * found
    assert notebook.listed(search) == (replace(talk, turns=()),) * found


def test_a_conversation_is_renamed_and_deleted(notebook: Notebook) -> None:
    talk = talk_of(ANSWERED, PARTIAL)
    notebook.keep_talk(talk)
    notebook.rename_talk(talk.id, " Rail \n and buses ")
    assert notebook.talk(talk.id) == replace(talk, title="Rail and buses")
    with pytest.raises(DeskError, match="at least one letter"):
        notebook.rename_talk(talk.id, " \n")
    notebook.delete_talk(talk.id)
    notebook.delete_talk(talk.id)
    assert notebook.talks() == ()
    with pytest.raises(DeskError, match="deleted meanwhile"):
        notebook.add_turn(talk.id, REFUSED)


def test_two_pages_that_add_to_one_conversation_lose_nothing(notebook: Notebook) -> None:
    talk = new_talk("How long?")
    notebook.keep_talk(talk)
    adders = [threading.Thread(target=notebook.add_turn, args=(talk.id, ANSWERED)) for _ in range(8)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    held = notebook.talk(talk.id)
    assert held is not None
    assert held.turns == (ANSWERED,) * 8


def test_a_shorter_conversation_in_its_place_leaves_no_turn_behind(notebook: Notebook) -> None:
    talk = talk_of(ANSWERED, PARTIAL, REFUSED)
    notebook.keep_talk(talk)
    notebook.keep_talk(replace(talk, turns=(PARTIAL,)))
    held = notebook.talk(talk.id)
    assert held is not None
    assert held.turns == (PARTIAL,)


def test_a_damaged_turn_hides_neither_its_conversation_nor_others(
    library: Library, notebook: Notebook
) -> None:
    talk = talk_of(ANSWERED, PARTIAL)
    notebook.keep_talk(talk)
    damage(library, "UPDATE answers SET value = '{' WHERE id LIKE '%:000000'")
    (held,) = notebook.talks()
    assert held.turns[1] == PARTIAL
    assert isinstance(held.turns[0], Problem)
    assert "is damaged and cannot be read" in held.turns[0].reason


def test_going_on_with_a_conversation_leaves_a_damaged_turn_as_it_is(
    library: Library, notebook: Notebook
) -> None:
    talk = talk_of(ANSWERED)
    notebook.keep_talk(talk)
    damage(library, "UPDATE answers SET value = '{}'")
    assert notebook.add_turn(talk.id, PARTIAL).turns[1] == PARTIAL
    with closing(connect(library.directory)) as connection:
        values = [value for (value,) in connection.execute("SELECT value FROM answers ORDER BY id")]
    assert values == ["{}", answer_to_json(PARTIAL)]


@pytest.mark.parametrize(("table", "what"), [("conversations", "conversation"), ("briefings", "briefing")])
def test_a_damaged_row_hides_no_other(library: Library, notebook: Notebook, table: str, what: str) -> None:
    talks, briefings = [talk_of(ANSWERED) for _ in "ab"], [new_briefing(name) for name in "ab"]
    for talk, briefing in zip(talks, briefings, strict=True):
        notebook.keep_talk(talk)
        notebook.keep(briefing)
    gone, read = (
        (talks[0].id, notebook.talk) if table == "conversations" else (briefings[0].id, notebook.briefing)
    )
    damage(library, f"UPDATE {table} SET value = substr(value, 1, 40) WHERE id = '{gone}'")
    held = notebook.talks() if table == "conversations" else notebook.briefings()
    assert held == ((talks if table == "conversations" else briefings)[1],)
    with pytest.raises(LibraryDamaged, match=f"The {what} {gone} is damaged"):
        read(gone)


# Briefings


def test_a_briefing_is_found_by_its_id_or_its_title(notebook: Notebook) -> None:
    briefing = added(new_briefing(" Rail in\nLanmoor "), block_of(ANSWERED))
    notebook.keep(briefing)
    assert notebook.briefings() == (briefing,)
    assert notebook.briefing(briefing.id) == briefing == notebook.briefing("rail  IN lanmoor")
    assert notebook.briefing("rail") is None
    notebook.delete_briefing(briefing.id)
    notebook.delete_briefing(briefing.id)
    assert notebook.briefings() == ()


def test_two_pages_that_change_one_briefing_lose_nothing(notebook: Notebook) -> None:
    briefing = new_briefing("Rail")
    notebook.keep(briefing)

    def work(name: str) -> None:
        notebook.change(briefing.id, lambda held: added(held, own_text("text", name)))

    workers = [threading.Thread(target=work, args=(name,)) for name in "abcdefgh"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    (held,) = notebook.briefings()
    assert {block.text for block in held.blocks} == set("abcdefgh")


def test_a_change_of_a_briefing_that_is_gone_is_refused(notebook: Notebook) -> None:
    with pytest.raises(DeskError, match="This briefing is not kept any more"):
        notebook.change("gone", lambda held: held)


def test_blocks_are_moved_and_taken_out_and_keep_their_ids() -> None:
    blocks = [own_text("text", name) for name in "abc"]
    briefing = new_briefing("Rail")
    for block in blocks:
        briefing = added(briefing, block)
    a, b, c = (block.id for block in blocks)

    def order(held: Briefing) -> list[str]:
        return [block.id for block in held.blocks]

    assert order(moved(briefing, a, 2)) == [b, c, a]
    assert order(moved(briefing, c, 0)) == [c, a, b]
    assert order(moved(briefing, b, 99)) == [a, c, b]
    assert order(moved(briefing, b, -5)) == [b, a, c]
    assert order(without(briefing, b)) == [a, c]
    with pytest.raises(DeskError, match="no block"):
        moved(briefing, "z", 0)


def test_a_whole_answer_becomes_a_block_with_its_question_note_and_citations() -> None:
    block = block_of(PARTIAL)
    assert block == Block(
        id=block.id,
        kind="answer",
        text=PARTIAL.question,
        claims=PARTIAL.claims,
        citations=PARTIAL.citations,
        note=PARTIAL.note,
        answered=block.answered,
        searched=PARTIAL.searched,
        filters=PARTIAL.scope.filters,
        whole=True,
    )


def test_a_whole_answer_brings_what_other_sources_say_and_how_old_it_is() -> None:
    first, second, third = ANSWERED.claims
    dispute = Dispute("a sum: £9m and £14m", (first, third))
    answer = replace(
        ANSWERED,
        claims=(first, second),
        disputes=(dispute,),
        note="Lacks the cost.",
        warnings=("It is old.",),
    )
    block = block_of(answer)
    assert block.claims == (first, second, third)
    assert {one.number for one in block.citations} == {1, 2, 3}
    assert block.note == "Lacks the cost. Sources differ on a sum: £9m and £14m. It is old."
    assert block_of(answer, [1]).claims == (second,)
    assert block_of(answer, [1]).note == ""


def test_chosen_sentences_bring_the_citations_that_they_rest_on_and_no_other() -> None:
    last = len(ANSWERED.claims) - 1
    block = block_of(ANSWERED, [last, last])
    assert block.claims == (ANSWERED.claims[last],)
    assert {one.number for one in block.citations} == set(ANSWERED.claims[last].citations)
    assert block.note == ""
    for wrong in ([], [-1], [len(ANSWERED.claims)]):
        with pytest.raises(DeskError, match="This answer has"):
            block_of(ANSWERED, wrong)


def test_a_passage_alone_cites_its_own_words() -> None:
    citation = cite(None, "five-year budgets")
    block = passage_block(citation)
    assert (block.kind, block.citations) == ("passage", (replace(citation, number=1),))
    assert block.claims == (Claim("five-year budgets", (1,), "verbatim"),)


def test_own_text_keeps_its_lines_and_a_heading_has_one() -> None:
    assert own_text("text", " One.\n\nTwo. ").text == "One.\n\nTwo."
    assert own_text("heading", " One \n two ").text == "One two"
    with pytest.raises(DeskError, match="A heading needs"):
        own_text("heading", "\n")


def test_only_own_words_are_rewritten() -> None:
    text, answer = own_text("text", "One."), block_of(ANSWERED)
    briefing = added(added(new_briefing("Rail"), text), answer)
    assert rewritten(briefing, text.id, "Two.").blocks == (replace(text, text="Two."), answer)
    with pytest.raises(DeskError, match="keeps its words"):
        rewritten(briefing, answer.id, "Two.")


def test_a_briefing_is_renamed_and_marked() -> None:
    briefing = marked(renamed(new_briefing("Rail"), " Roads "), " OFFICIAL \n")
    assert (briefing.title, briefing.marking) == ("Roads", "OFFICIAL")
    assert marked(briefing, "").marking == ""


def test_a_library_of_an_older_program_keeps_answers(library: Library) -> None:
    library.close()
    with closing(sqlite3.connect(library.directory / "desk.sqlite")) as connection:
        connection.executescript("DROP TABLE copies; DROP TABLE signatures; PRAGMA user_version = 2;")
    with open_library(library.directory) as again:
        talk = talk_of(ANSWERED)
        Notebook(again).keep_talk(talk)
        assert Notebook(again).talks() == (talk,)
