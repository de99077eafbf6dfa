"""`desk talks` and `desk briefing`: all that the pages do with what is kept, from the command line."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from made_answers import ANSWERED, READY
from made_answers import BUSES as BUSES_RUN
from test_cli import Desk
from test_cli_library import ARTICLES, Terminal

import cli
from briefing.notebook import block_of
from briefing.recheck import compare_chosen
from library.schema import now
from ui.compared import NOT_KEPT
from ui.outline import changes_to_text

pytestmark = pytest.mark.slow

BUSES = "How many bus routes will the county keep?"
TRAMS = "And the trams in the south of the county?"
HOMES = "How many homes does the mayor want?"
KEPT = "The county will keep its 40 bus routes until 2031."


def write(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three articles, whose conversations and briefings are shared by the tests that leave it whole."""
    home = tmp_path_factory.mktemp("kept")
    assert cli.run(["ingest", str(write(home / "articles")), "--library", str(home / "library")]) == 0
    return home / "library"


@pytest.fixture
def desk(library: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    return Desk(library, capfdbinary)


def keep(desk: Desk, question: str = BUSES) -> str:
    """Ask and keep; the id of the conversation."""
    assert desk("ask", "--keep", question) == 0
    return desk.err.split("desk talks show ")[1].split()[0]


def begin(desk: Desk, title: str) -> str:
    assert desk("briefing", "new", title) == 0
    return desk.out.rpartition("(")[2].rstrip(").\n")


def outline(desk: Desk, briefing: str) -> list[str]:
    """The numbered lines of a briefing."""
    assert desk("briefing", "show", briefing) == 0
    return [line for line in desk.out.splitlines() if line[:1].isdigit()]


# Conversations


def test_an_answer_is_kept_gone_on_with_and_shown_as_it_was(desk: Desk) -> None:
    talk = keep(desk)
    answer = desk.out
    assert desk("ask", "--talk", talk, "Until when?") == 0
    assert "Kept." in desk.err
    assert desk("talks", "show", talk) == 0
    assert desk.out.startswith(f"{BUSES} ({talk}), changed today\n\n1. {BUSES}\n\n{answer}")
    assert "\n2. Until when?\n" in desk.out


def test_a_question_that_was_not_to_be_kept_is_not(desk: Desk) -> None:
    assert desk("talks", "list") == 0
    before = desk.out
    assert desk("ask", HOMES) == 0
    assert desk("talks", "list") == 0
    assert desk.out == before


def test_conversations_are_listed_and_found_by_their_words(desk: Desk) -> None:
    buses, homes = keep(desk), keep(desk, HOMES)
    assert desk("talks", "list") == 0
    assert desk.out.splitlines()[:2] == [f"{homes}  today  {HOMES}", f"{buses}  today  {BUSES}"]
    assert desk("talks", "list", "--search", "RAILWAY mayor") == 0
    assert homes in desk.out
    assert buses not in desk.out
    assert desk("talks", "list", "--search", "zeppelin") == 0
    assert desk.out == "No conversation is kept.\n"


def test_a_conversation_is_renamed_and_deleted_which_is_asked_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = keep(desk)
    assert desk("talks", "rename", talk, "The buses of Tarnholme") == 0
    assert desk("talks", "show", "the BUSES of tarnholme") == 0
    assert desk("talks", "delete", talk) == 2
    assert "Say --yes" in desk.err
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert desk("talks", "delete", talk) == 0
    assert desk("talks", "show", talk) == 2


def test_a_conversation_is_exported_as_markdown_with_its_words_and_notes(desk: Desk) -> None:
    assert desk("talks", "export", keep(desk)) == 0
    assert f"\n### {BUSES}\n" in desk.out
    assert f"> “{KEPT}”[^1]" in desk.out
    assert "\n[^1]: " in desk.out


def test_where_there_is_no_answer_the_export_says_so_with_the_closest_passages(desk: Desk) -> None:
    assert desk("talks", "export", keep(desk, "What does the moon weigh?")) == 0
    assert "\n## What does the moon weigh?\n\nThe collection does not speak of this.\n" in desk.out
    assert "\nClosest passages, which are not an answer:\n" in desk.out


def test_a_conversation_is_exported_as_json_in_the_form_of_the_contract(desk: Desk, tmp_path: Path) -> None:
    talk = keep(desk)
    assert desk("ask", BUSES, "--json") == 0
    answer = json.loads(desk.out)
    assert desk("talks", "export", talk, "--to", "json", "--out", tmp_path / "talk.json") == 0
    held = json.loads((tmp_path / "talk.json").read_text(encoding="utf-8"))
    (turn,) = held.pop("turns")
    assert sorted(held) == ["changed", "format", "id", "made", "title"]
    assert {**turn, "seconds": 0} == {**answer, "seconds": 0, "answered": turn["answered"]}


def test_a_conversation_is_exported_as_a_word_document_too(desk: Desk, tmp_path: Path) -> None:
    assert desk("talks", "export", keep(desk), "--to", "docx", "--out", tmp_path / "talk.docx") == 0
    assert (tmp_path / "talk.docx").read_bytes().startswith(b"PK")


# Briefings


def test_a_briefing_is_made_block_by_block(desk: Desk) -> None:
    briefing = begin(desk, "Transport and homes")
    assert desk("briefing", "write", briefing, "--heading", "Buses") == 0
    assert desk("briefing", "add", briefing, BUSES) == 0
    assert desk.out == "Added as block 2 of “Transport and homes”.\n"
    assert desk("briefing", "add", briefing, "--talk", keep(desk, HOMES), "--sentence", 1) == 0
    assert desk("briefing", "add", briefing, BUSES, "--passage", 1, "--at", 1) == 0
    assert desk("briefing", "write", briefing, "--text", "The board asked.") == 0
    blocks = [
        "Passage",
        "Heading: Buses",
        f"Answer to: {BUSES}",
        f"Answer to: {HOMES}",
        "Own text: The board asked.",
    ]
    assert outline(desk, briefing) == [f"{number}. {block}" for number, block in enumerate(blocks, 1)]
    assert f"- “{KEPT}” [2]" in desk.out
    assert "citations, all same." in desk.out


def test_blocks_are_moved_removed_and_written_anew(desk: Desk) -> None:
    briefing = begin(desk, "Order")
    for text in ("One.", "Two.", "Three."):
        assert desk("briefing", "write", briefing, "--text", text) == 0
    assert desk("briefing", "move", briefing, 3, 1) == 0
    assert desk("briefing", "remove", briefing, 2) == 0
    assert desk("briefing", "write", briefing, "--over", 2, "--text", "Second.") == 0
    assert outline(desk, briefing) == ["1. Own text: Three.", "2. Own text: Second."]


def test_a_briefing_is_renamed_marked_listed_and_deleted(desk: Desk) -> None:
    briefing = begin(desk, "Draft")
    assert desk("briefing", "rename", "draft", "Final") == 0
    assert desk("briefing", "mark", "final", "OFFICIAL") == 0
    assert desk("briefing", "show", "FINAL") == 0
    assert desk.out == f"OFFICIAL\nFinal ({briefing}), changed today. No citations.\n"
    assert desk("briefing", "list") == 0
    assert desk.out.splitlines()[0].split(maxsplit=1) == [briefing, "today  0 blocks  Final"]
    assert desk("briefing", "delete", briefing) == 2
    assert desk("briefing", "delete", briefing, "--yes") == 0
    assert desk("briefing", "show", briefing) == 2


def test_what_was_written_on_the_command_line_goes_to_word(desk: Desk, tmp_path: Path) -> None:
    briefing = begin(desk, "For Word")
    assert desk("briefing", "add", briefing, BUSES) == 0
    assert desk("export", briefing, "--to", "docx", "--out", tmp_path / "buses.docx") == 0
    assert desk("check", tmp_path / "buses.docx") == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", "--keep", "--batch", "x.jsonl", "--out", "y.jsonl"], "go with one question"),
        (["ask", "--talk", "nothing", "What?"], "No conversation “nothing” is kept"),
        (["talks", "show", "nothing"], "desk talks list shows those that are"),
        (["talks", "export", "nothing", "--to", "pdf"], "'pdf' is no format"),
        (["briefing", "show", "nothing"], "There is no briefing “nothing”"),
        (["briefing", "new", " "], "A title needs at least one letter"),
        (["briefing", "add", "Wrong calls"], "Give a question, or --talk"),
        (["briefing", "add", "Wrong calls", BUSES, "--sentence", 99], "sentences; choose among those"),
        (["briefing", "add", "Wrong calls", BUSES, "--passage", 99], "passages; choose among those"),
        (["briefing", "add", "Wrong calls", BUSES, "--passage", 1, "--sentence", 1], "not both"),
        (["briefing", "add", "Wrong calls", "--talk", "nothing"], "No conversation “nothing” is kept"),
        (["briefing", "write", "Wrong calls"], "Give --heading TEXT or --text TEXT"),
        (
            ["briefing", "write", "Wrong calls", "--text", "x", "--over", 3],
            "has 0 blocks, and none with the number 3",
        ),
        (["briefing", "move", "Wrong calls", 0, 1], "none with the number 0"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(
    desk: Desk, arguments: list[object], words: str
) -> None:
    desk("briefing", "new", "Wrong calls")
    assert desk(*arguments) == 2
    assert words in desk.err
    assert desk.err.count("\n") == 1


def test_a_title_cannot_order_the_terminal_about(desk: Desk) -> None:
    briefing = begin(desk, "Bell \x1b[31m\u202e rings")
    assert desk("briefing", "list") == 0
    assert "\x1b" not in desk.out
    assert "\u202e" not in desk.out
    assert desk("briefing", "delete", briefing, "--yes") == 0


# Checked again


@pytest.fixture
def own(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    """A desk whose articles may be changed: they are in ``tmp_path / "articles"``."""
    made = Desk(tmp_path / "library", capfdbinary)
    assert made("ingest", write(tmp_path / "articles")) == 0
    return made


def test_what_became_of_citations_is_told_and_ends_with_exit_code_4(own: Desk, tmp_path: Path) -> None:
    begin(own, "Buses")
    assert own("briefing", "add", "Buses", BUSES) == 0
    talk = keep(own)
    assert own("briefing", "recheck", "Buses") == 0
    assert own.out == "Buses: 1 citation, same.\n"
    then = now()
    while now() <= then:  # articles are dated to the second
        time.sleep(0.02)
    file = tmp_path / "articles" / "buses.txt"
    file.write_text(ARTICLES["buses.txt"].replace("40", "38"), encoding="utf-8")
    assert own("ingest", tmp_path / "articles") == 0
    assert own("briefing", "recheck", "Buses", "--again") == 4
    assert own.out.splitlines() == [
        "Buses: 1 citation, changed.",
        f"- buses: “{KEPT}”: changed since; these words are in version 1",
        "",
        f"Newer articles on “{BUSES}”",
        "- Buses stay in Tarnholme (buses)",
        "",
        f"Asked again: {BUSES}",
        f"- “{KEPT}”",
        f"+ “{KEPT.replace('40', '38')}”",
        "  0 sentences stayed.",
    ]
    (file.parent / "routes.txt").write_text(ARTICLES["buses.txt"] + " More was said.", encoding="utf-8")
    assert own("ingest", tmp_path / "articles") == 0
    assert own("talks", "recheck", talk) == 4
    assert f"{BUSES}: 1 citation, changed.\n- buses: " in own.out
    assert "  The same words stand in: Buses stay in Tarnholme\n" in own.out
    assert own("library", "erase", "buses", "--yes") == 0
    assert own("briefing", "recheck", "Buses") == 4
    assert own.out.startswith(
        "Buses: 1 citation, erased.\n- buses: words that were erased: erased from the library\n"
    )
    assert own("briefing", "show", "Buses") == 0
    assert "40 bus routes" not in own.out


def test_a_question_too_long_with_the_turns_before_it_is_named_and_the_others_are_asked_again(
    desk: Desk,
) -> None:
    long = f"{BUSES} " * 46 + BUSES
    talk = keep(desk, long)
    assert desk("ask", "--talk", talk, TRAMS) == 0
    assert desk("talks", "recheck", talk, "--again") == 0
    assert f"\n\nAsked again: {long}\n" in desk.out
    assert desk.out.endswith(
        f"\n\n“{TRAMS}”\n  This question could not be asked again: with what it takes from the turns before it, "
        "it has 2,015 characters, and at most 2,000 are taken. A higher [ask] max_question_characters in config.toml "
        "lets it be asked.\n"
    )


def test_a_sentence_that_may_have_been_said_then_is_marked_as_such() -> None:
    block = block_of(ANSWERED, [0])
    assert changes_to_text("What?", compare_chosen(block, None, ANSWERED)).splitlines() == [
        "Asked again: What?",
        f"? Lanmoor Network report: “{BUSES_RUN}”",
        f"? Tom Firth: {READY}",
        "  1 sentence stayed.",
        f"  Whether what stands behind ? is new is not known. {NOT_KEPT}",
    ]
