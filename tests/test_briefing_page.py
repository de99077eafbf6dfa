"""The Briefing page without a browser: what it draws, and what becomes of what the page sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import ANSWERED, BUSES, READY, REPORT, VERSION, cite
from made_desk import MadeDesk, MadeLibrary, made

from briefing.layout import lay_out
from briefing.notebook import Notebook, added, block_of, new_briefing, own_text, passage_block
from briefing.recheck import compare, compare_chosen
from library.citations import Standing
from library.store import Library, open_library
from ui.again import Again
from ui.compared import compare_view
from ui.editing import Editing
from ui.paper import PaperBlock, Since, cited_places, order_rows, paper_blocks, paper_notes
from ui.rechecking import newer_summary, recheck
from ui.standing import summary
from ui.thennow import cited_view, word_by_word
from ui.writing import Writing, newer_told, newer_words, read_deeds, read_insert, read_move, read_place
from values import Article, Block, Briefing, Citation, CitationStatus, Claim, Problem, Turn, Version

TODAY = date(2026, 11, 21)
HEADING = own_text("heading", "Money")
OWN = own_text("text", "The board asked for this.")
ANSWER = replace(block_of(ANSWERED), id="answer", answered="2026-11-20T09:00:00")
PASSAGE = replace(passage_block(cite(None, BUSES)), id="passage")
BRIEFING = Briefing("b", "Lanmoor", "2026-11-20", "2026-11-20", "OFFICIAL", (HEADING, ANSWER, OWN, PASSAGE))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A real library without articles."""
    with open_library(tmp_path / "data") as opened:
        yield opened


def drawn(briefing: Briefing, found: Since = Since()) -> list[PaperBlock]:  # noqa: B008  (it is frozen)
    return paper_blocks(briefing, lay_out(briefing, MadeLibrary(directory=Path()), TODAY), found, TODAY)  # type: ignore[arg-type]


# The document


def test_a_briefing_is_drawn_in_its_order_with_numbers_through_the_document() -> None:
    blocks = drawn(BRIEFING)
    marks = [
        [mark["number"] for voice in block["voices"] for line in voice["lines"] for mark in line["marks"]]
        for block in blocks
    ]
    assert [(block["kind"], block["text"]) for block in blocks] == [
        ("heading", "Money"),
        ("answer", ANSWERED.question),
        ("text", "The board asked for this."),
        ("passage", ""),
    ]
    assert marks == [[], [1, 2, 3], [], [4]]


def test_a_mark_says_its_source_and_what_became_of_the_words() -> None:
    voices = drawn(BRIEFING)[1]["voices"]
    assert [voice["name"] for voice in voices] == ["Lanmoor Network report", "Tom Firth"]
    assert voices[0]["lines"][0]["marks"] == [
        {
            "number": 1,
            "place": "answer 0",
            "index": 0,
            "label": "Note 1: The Lanmoor Post, 17 September 2014, as quoted",
            "tip": f"“{REPORT}”\nThe Lanmoor Post, 17 September 2014",
            "word": "as quoted",
            "tone": "good",
        }
    ]


def test_a_sentence_that_failed_its_check_is_marked_and_has_no_number() -> None:
    claim = Claim("It rose.", (1,), "number_differs", ("the source says five",))
    failed = replace(ANSWER, claims=(claim,), citations=ANSWER.citations[:1])
    line = drawn(replace(BRIEFING, blocks=(failed,)))[0]["voices"][0]["lines"][0]
    assert (line["fault"], line["marks"][0]["number"], line["quoted"]) == (
        "not verified: the source says five",
        0,
        False,
    )
    assert line["marks"][0]["label"].startswith("Source, not verified: ")


def test_every_verified_citation_has_its_note() -> None:
    layout = lay_out(BRIEFING, MadeLibrary(directory=Path()), TODAY)  # type: ignore[arg-type]
    notes = paper_notes(layout, TODAY)
    assert [note["number"] for note in notes] == [1, 2, 3, 4]
    assert all(
        words in note["text"] for note, words in zip(notes, (REPORT, BUSES, READY, BUSES), strict=True)
    )


def test_the_parts_are_named_and_move_within_the_briefing() -> None:
    rows = order_rows(BRIEFING)
    assert [(row["label"], row["up"], row["down"]) for row in rows] == [
        ("Money", False, True),
        (ANSWERED.question, True, True),
        ("The board asked for this.", True, True),
        (f"“{BUSES}”", True, False),
    ]


@given(st.text(), st.text(min_size=1))
def test_whatever_is_written_is_drawn_as_it_is(heading: str, words: str) -> None:
    blocks = (Block("h", "heading", heading), Block("t", "text", words))
    assert [block["text"] for block in drawn(replace(BRIEFING, blocks=blocks))] == [heading, words]


# What became of the citations


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], "No citations."),
        (["same"], "1 citation, same."),
        (["same", "same"], "2 citations, all same."),
        (["same"] * 11 + ["changed"], "12 citations: 11 same, 1 changed."),
        (
            ["erased", "gone", "changed", "moved", "same"],
            "5 citations: 1 same, 1 moved, 1 changed, 1 gone, 1 erased.",
        ),
    ],
)
def test_all_citations_stand_in_one_line(statuses: list[CitationStatus], words: str) -> None:
    assert summary(statuses) == words


def view_of(citation: Citation, standing: Standing, now: Version | None) -> list[tuple[str, str]]:
    """The runs of the drawer that are marked, or stand in a line of their own."""
    cited = VERSION if standing.status != "erased" else None
    view = cited_view([("answer", 0), ("passage", 0)], 0, citation, standing, cited, now, TODAY)
    return [
        (run["mark"] or one["kind"], run["text"])
        for one in view["paragraphs"]
        for run in one["runs"]
        if run["mark"] or one["kind"] == "gap"
    ]


def test_a_citation_that_changed_is_shown_then_and_now() -> None:
    text = VERSION.text.replace("five-year", "ten-year")
    start = text.index("The report calls")
    now = replace(VERSION, number=2, text=text)
    standing = Standing("changed", 2, start, start + len(REPORT) - 1)
    assert view_of(cite(1, REPORT), standing, now)[:6] == [
        ("gap", "Then, in version 1, added yesterday"),
        ("removed", "five"),
        ("gap", "Now, in version 2, added yesterday"),
        ("added", "ten"),
        ("gap", "The whole text of version 1, as it was cited"),
        ("now", REPORT),
    ]


@given(st.text(), st.text())
def test_then_and_now_are_marked_word_by_word_and_stay_what_they_are(old: str, new: str) -> None:
    before, after = word_by_word(old, new)
    assert ("".join(run["text"] for run in before), "".join(run["text"] for run in after)) == (old, new)
    kept = ["".join(run["text"] for run in runs if not run["mark"]) for runs in (before, after)]
    assert kept[0] == kept[1]


def test_a_word_that_changed_is_marked_whole() -> None:
    before, after = word_by_word("the single line", "the one line")
    assert [run["text"] for run in (*before, *after) if run["mark"]] == ["single", "one"]


@pytest.mark.parametrize("status", ["same", "moved", "gone"])
def test_a_citation_that_did_not_change_is_shown_in_the_text_that_was_cited(status: CitationStatus) -> None:
    standing = Standing(status, 1, 0, 1) if status != "gone" else Standing("gone")
    assert view_of(cite(1, REPORT), standing, VERSION) == [("now", REPORT)]


def test_of_an_erased_text_only_what_is_kept_is_shown() -> None:
    gone = replace(cite(1, REPORT), quote="", before="", after="")
    assert view_of(gone, Standing("erased"), None) == []


# Asked again


def test_an_answer_that_stayed_as_it_was_says_so() -> None:
    view = compare_view(ANSWER, compare(ANSWER, ANSWERED), TODAY)
    assert (view["told"], view["rows"], view["useful"]) == (
        "Asked again today, the question gets the same answer.",
        [],
        False,
    )


def test_new_gone_and_altered_sentences_stand_side_by_side() -> None:
    altered = replace(ANSWERED.claims[0], text="The report calls for ten-year budgets.")
    other = Claim("A ferry runs at noon.", (3,), "verbatim")
    new = replace(ANSWERED, claims=(altered, ANSWERED.claims[1], other))
    view = compare_view(ANSWER, compare(ANSWER, new), TODAY)
    sides = [
        (row["kind"], row["then"] and row["then"]["text"], row["now"] and row["now"]["text"])
        for row in view["rows"]
    ]
    assert sides == [
        ("altered", f"“{REPORT}”", "“The report calls for ten-year budgets.”"),
        ("gone", READY, None),
        ("new", None, "“A ferry runs at noon.”"),
        ("same", None, f"“{BUSES}”"),
    ]
    assert view["told"] == "Asked again today, of the sentences: 1 new, 1 gone, 1 altered, 1 the same."


CHOSEN = block_of(ANSWERED, [0])


def test_chosen_sentences_that_stayed_say_so_of_themselves() -> None:
    view = compare_view(CHOSEN, compare_chosen(CHOSEN, ANSWERED, ANSWERED), TODAY)
    assert (view["told"], view["rows"], view["useful"]) == (
        "Asked again today, the question gets the chosen sentence as before.",
        [],
        False,
    )


def test_what_may_have_been_said_then_is_not_called_new() -> None:
    view = compare_view(CHOSEN, compare_chosen(CHOSEN, None, ANSWERED), TODAY)
    assert (view["told"], view["useful"]) == (
        "Asked again today, the question gets the chosen sentence as before. It has 2 more sentences; whether those "
        "are new is not known. Of the answer of then, only the chosen sentences are kept.",
        False,
    )
    assert [(row["name"], row["now"] and row["now"]["text"]) for row in view["rows"]] == [
        ("Said now", f"“{BUSES}”"),
        ("Said now", READY),
        ("The same", f"“{REPORT}”"),
    ]


OLD = replace(ANSWER, answered="2014-11-20T09:00:00")
LONG = replace(OLD, id="long", searched="What? " * 400)


def test_where_one_question_is_too_long_that_is_said_of_it_and_the_others_are_checked() -> None:
    briefing, writing = replace(BRIEFING, blocks=(LONG, OLD)), Writing(checking=True)
    checked(briefing, writing)
    assert writing.checked == "1 newer article on the other questions. 1 question could not be asked again."
    assert {id_: newer_told(found) for id_, found in writing.newer.items()} == {
        "answer": "New or changed since, on the same question: “Counties of Lanmoor ask for five-year budgets”.",
        "long": "Whether there are newer articles on this question could not be looked up: with what it takes from the "
        "turns before it, it has 2,400 characters, and at most 2,000 are taken. A higher [ask] max_question_characters "
        "in config.toml lets it be asked.",
    }


def test_a_block_whose_question_is_too_long_says_so_in_place_of_a_comparison() -> None:
    briefing, writing = replace(BRIEFING, blocks=(LONG,)), Writing(asking="long")
    checked(briefing, writing)
    assert writing.compared == {}
    assert newer_told(writing.newer["long"]) == writing.status
    assert writing.status.startswith("This question could not be asked again: ")


def test_a_kept_answer_whose_question_is_too_long_says_so_in_place_of_a_comparison() -> None:
    found, long = Again(), replace(ANSWERED, question="What? " * 400, answered="2014-11-20T09:00:00")
    status = found.found(0, long, made(MadeDesk()), [Turn("user", "Why?")])
    assert status.startswith("This question could not be asked again: it has 2,400 characters")
    assert (found.compared, newer_told(found.newer[0])) == ({}, status)


def test_a_kept_answer_too_long_as_it_was_searched_is_still_compared() -> None:
    found, long = Again(), replace(ANSWERED, searched="What? " * 400, answered="2014-11-20T09:00:00")
    found.found(0, long, made(MadeDesk()), [Turn("user", "Why?")])
    assert (
        compare_view(long, found.compared[0], TODAY)["told"]
        == "Asked again today, the question gets the same answer."
    )
    assert newer_told(found.newer[0]).startswith(
        "Whether there are newer articles on this question could not be"
    )


def checked(briefing: Briefing, writing: Writing) -> None:
    desk = MadeDesk()
    layout = lay_out(briefing, desk.library, TODAY)  # type: ignore[arg-type]
    recheck(made(desk), briefing, layout, writing)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([], "No newer article on the same questions."),
        ([()], "No newer article on the same questions."),
        (
            [(), Problem("?", "Too long.")],
            "No newer article on the other questions. 1 question could not be asked again.",
        ),
        ([Problem("?", "Too long.")] * 2, "2 questions could not be asked again."),
    ],
)
def test_what_was_found_out_of_all_questions_is_said_in_a_line(
    found: list[tuple[Article, ...] | Problem], told: str
) -> None:
    assert newer_summary(found) == told


def test_newer_articles_are_named() -> None:
    assert newer_words(["A", "B", "C", "D"]).endswith("“A”, “B” and 2 more.")
    assert newer_words([]) == ""


# What the page sends


@pytest.mark.parametrize(
    "sent",
    [None, 7, {"block": "answer", "index": 3}, {"block": "answer", "index": -1}, {"block": "x", "index": 0}],
)
def test_only_citations_that_are_there_are_opened(sent: object) -> None:
    assert read_place(sent, BRIEFING) is None
    assert read_place({"block": "answer", "index": 2}, BRIEFING) == ("answer", 2)


@pytest.mark.parametrize("sent", [None, "up", {"id": 1, "to": 0}, {"id": "a", "to": "0"}, {"to": 1}])
def test_what_is_no_move_moves_nothing(sent: object) -> None:
    assert read_move(sent) is None


@pytest.mark.parametrize("sent", [None, {"kind": "answer", "text": "x", "at": 0}, {"kind": "text", "at": 0}])
def test_only_headings_and_own_text_are_put_in(sent: object) -> None:
    assert read_insert(sent) is None


def test_every_citation_has_its_place() -> None:
    places = [(block, index) for block, index, _ in cited_places(BRIEFING)]
    assert places == [("answer", 0), ("answer", 1), ("answer", 2), ("passage", 0)]


@pytest.fixture
def at_work(library: Library) -> tuple[Editing, Writing, Notebook]:
    """A hand on a kept briefing with two blocks, that is open."""
    notebook, writing = Notebook(library), Writing()
    briefing = added(added(new_briefing("Lanmoor"), HEADING), ANSWER)
    notebook.keep(briefing)
    writing.show(briefing.id)
    return Editing(library, writing), writing, notebook


def kept(writing: Writing, notebook: Notebook) -> Briefing:
    found = notebook.briefing(writing.briefing)
    assert found is not None
    return found


def test_every_change_is_kept_as_one_goes(at_work: tuple[Editing, Writing, Notebook]) -> None:
    hand, writing, notebook = at_work
    hand.titled("  County\nasks ")
    hand.marked("OFFICIAL")
    hand.inserted({"kind": "text", "text": "As the board wished.", "at": 1})
    hand.moved({"id": "answer", "to": 0})
    hand.written({"block": HEADING.id, "text": "Funding"})
    held = kept(writing, notebook)
    assert (held.title, held.marking) == ("County asks", "OFFICIAL")
    assert [block.text for block in held.blocks] == [ANSWERED.question, "Funding", "As the board wished."]


def test_what_is_sent_again_is_done_once_and_in_order(at_work: tuple[Editing, Writing, Notebook]) -> None:
    hand, writing, notebook = at_work
    deeds = [
        {"n": 1, "event": "inserted", "value": {"kind": "text", "text": "First.", "at": 0}},
        {"n": 2, "event": "titled", "value": "Asks"},
        {"n": 3, "event": "titled", "value": "County asks"},
        {"n": 4, "event": "deleted", "value": writing.briefing},
    ]
    for end in (1, 3, 4, 4):
        hand.deeds({"mount": "a", "queue": deeds[:end]})
    held = kept(writing, notebook)
    assert (held.title, [block.text for block in held.blocks]) == (
        "County asks",
        ["First.", "Money", ANSWERED.question],
    )
    assert writing.done == ("a", 4)
    hand.deeds({"mount": "b", "queue": deeds[1:2]})
    assert kept(writing, notebook).title == "Asks"


@pytest.mark.parametrize(
    "sent", [None, [], {"mount": 1, "queue": []}, {"mount": "a", "queue": [None, {"n": "1"}]}]
)
def test_what_is_no_deed_does_nothing(sent: object) -> None:
    assert read_deeds(sent, None) == []


def test_what_is_taken_out_can_be_put_back_where_it_was(at_work: tuple[Editing, Writing, Notebook]) -> None:
    hand, writing, notebook = at_work
    before = kept(writing, notebook).blocks
    hand.removed(HEADING.id)
    assert (kept(writing, notebook).blocks, writing.notice) == (before[1:], "Taken out: Money.")
    hand.restored(True)
    assert kept(writing, notebook).blocks == before
    hand.restored(True)
    assert kept(writing, notebook).blocks == before


def test_a_heading_that_is_emptied_is_taken_out(at_work: tuple[Editing, Writing, Notebook]) -> None:
    hand, writing, notebook = at_work
    hand.written({"block": HEADING.id, "text": "  "})
    assert [block.id for block in kept(writing, notebook).blocks] == ["answer"]
    assert writing.undo is not None


@pytest.mark.parametrize(
    ("event", "sent", "said"),
    [
        ("titled", "   ", "A title needs at least one letter."),
        ("removed", "nothing", "was removed meanwhile"),
        ("moved", {"id": "nothing", "to": 0}, "was removed meanwhile"),
        ("written", {"block": "answer", "text": "other words"}, "a citation keeps its words"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    at_work: tuple[Editing, Writing, Notebook], event: str, sent: object, said: str
) -> None:
    hand, writing, notebook = at_work
    before = kept(writing, notebook)
    getattr(hand, event)(sent)
    assert said in writing.notice
    assert kept(writing, notebook).blocks == before.blocks
    assert kept(writing, notebook).title == "Lanmoor"


def test_the_answer_of_today_takes_the_place_of_the_old_one(
    at_work: tuple[Editing, Writing, Notebook],
) -> None:
    hand, writing, notebook = at_work
    new = replace(ANSWERED, claims=ANSWERED.claims[:1])
    writing.compared["answer"] = compare(ANSWER, new)
    hand.took("answer")
    block = kept(writing, notebook).blocks[1]
    assert (block.id, [claim.text for claim in block.claims]) == ("answer", [REPORT])
    assert writing.compared == {}


def test_what_cannot_be_put_back_now_can_be_put_back_later(library: Library) -> None:
    Notebook(library).keep(BRIEFING)
    writing = Writing(briefing="b")
    hand = Editing(library, writing)
    hand.removed("answer")
    library.readonly = True
    hand.restored(True)
    library.readonly = False
    hand.restored(True)
    held = Notebook(library).briefing("b")
    assert held
    assert held.blocks == BRIEFING.blocks


def test_a_briefing_that_cannot_be_deleted_is_said(library: Library) -> None:
    writing = Writing()
    library.readonly = True
    Editing(library, writing).deleted("b")
    assert writing.notice.endswith(
        "this library can be read but not written to, so nothing can be kept in it."
    )


def test_a_briefing_is_begun_opened_and_deleted(at_work: tuple[Editing, Writing, Notebook]) -> None:
    hand, writing, notebook = at_work
    first = writing.briefing
    hand.begin()
    hand.begin()
    assert [one.title for one in notebook.briefings()] == ["A new briefing", "Lanmoor"]
    hand.deleted(writing.briefing)
    hand.reopened(first)
    assert ([one.id for one in notebook.briefings()], writing.briefing) == ([first], first)
