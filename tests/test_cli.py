"""The command `desk`: its contracts, its exit codes, and one sentence for every fault."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
QUICK = (
    ROOT / "tests/data/quick.toml"
)  # reads few passages closely, so that a question takes a fifth of the time
QUESTION = "How long did the counties want settlements to last?"
ANSWER_KEYS = {
    "id",
    "question",
    "searched",
    "mode",
    "status",
    "text",
    "claims",
    "citations",
    "closest",
    "scope",
    "seconds",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the five articles."""
    folder = tmp_path_factory.mktemp("library")
    assert cli.run(["ingest", str(CORPUS), "--library", str(folder)]) == 0
    return folder


class Desk:
    """Runs commands in this process; keeps what they print."""

    def __init__(self, library: Path, printed: pytest.CaptureFixture[bytes]) -> None:
        self.library = library
        self.printed = printed
        self.out = ""
        self.err = ""

    def __call__(self, *arguments: object) -> int:
        self.printed.readouterr()
        quick = (
            ["--config", str(QUICK)]
            if arguments[0] in ("ask", "eval") and "--config" not in arguments
            else []
        )
        code = cli.run([*map(str, arguments), *quick, "--library", str(self.library)])
        out, err = self.printed.readouterr()
        self.out, self.err = out.decode(), err.decode()
        assert "Traceback" not in self.err
        return code


@pytest.fixture
def desk(library: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    return Desk(library, capfdbinary)


@pytest.fixture
def empty(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    """A desk whose library is not there yet."""
    return Desk(tmp_path / "library", capfdbinary)


def run_process(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    call = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, env={**os.environ, **more}, timeout=60)


# Help and mistakes in the call


def test_help_answers_at_once_and_names_every_command() -> None:
    started = time.perf_counter()
    shown = run_process("--help")
    assert time.perf_counter() - started < 1.5
    assert [
        name for name in ("ask", "ingest", "serve", "library", "eval", "doctor") if name not in shown.stdout
    ] == []
    assert (shown.returncode, shown.stderr) == (0, "")


def test_the_bare_command_shows_the_help() -> None:
    assert run_process().stdout == run_process("--help").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "No such command"),
        (["ask", "--nonsense", "x"], "No such option: --nonsense"),
        (["ask"], "Give a question"),
        (["ask", "What?", "--batch", "x.jsonl"], "Give a question"),
        (["ask", "What?", "--out", "x.jsonl"], "--batch and --out go together"),
        (["ask", "--batch", "none.jsonl", "--out", "x.jsonl"], "none.jsonl: cannot be opened"),
        (["library", "show", "nothing"], "There is no article 'nothing'"),
        (["library", "show", "000_3d27ec2dcfb41f04.txt", "--version", "9"], "no version 9"),
        (["eval", "none.jsonl"], "none.jsonl"),
        (["eval", "none.jsonl", "--floor", "right"], "--floor right"),
        (["doctor", "--config", "none.toml"], "none.toml: cannot be read"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert desk(*arguments) == 2
    assert desk.err.startswith("desk: ")
    assert words in desk.err
    assert desk.err.count("\n") == 1


def test_an_unknown_setting_is_named_with_the_nearest_known_one(desk: Desk, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[ask]\nclosset = 4\n", encoding="utf-8")
    assert desk("ask", QUESTION, "--config", config) == 2
    assert (
        desk.err
        == f"desk: {config}: unknown setting [ask] closset. The nearest known one is [ask] closest.\n"
    )


# Ask


def test_ask_prints_the_words_of_the_article_with_their_reference(desk: Desk) -> None:
    assert desk("ask", QUESTION) == 0
    assert "“The report calls for five-year local government finance settlements" in desk.out
    assert "\nReferences\n[1] " in desk.out


def test_ask_prints_json_in_the_form_of_the_contract_and_library_show_its_words(desk: Desk) -> None:
    assert desk("ask", QUESTION, "--json") == 0
    answer = json.loads(desk.out)
    assert set(answer) >= ANSWER_KEYS
    citations = answer["citations"]
    for citation in citations:
        desk("library", "show", citation["article"], "--version", citation["version"], "--text")
        assert desk.out[citation["start"] : citation["end"]] == citation["quote"]
    assert citations


def test_ask_searches_only_what_a_publisher_published_in_some_years(desk: Desk) -> None:
    assert (
        desk("ask", "--json", "--publisher", "localgov", "--from", "2014", "--to", "2014-06", QUESTION) == 0
    )
    scope = json.loads(desk.out)["scope"]
    assert scope["filters"] == {"publisher": "LocalGov", "from": "2014", "to": "2014-06"}
    assert scope["articles"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--publisher", "LocalGove", QUESTION],
        ["--from", "May", QUESTION],
        ["--to", "2014", "--batch", "a.jsonl", "--out", "b.jsonl"],
    ],
)
def test_a_filter_that_cannot_be_meant_is_one_sentence(desk: Desk, arguments: list[str]) -> None:
    assert desk("ask", *arguments) == 2
    assert desk.err.count("\n") == 1


def test_what_the_collection_does_not_hold_is_said_and_is_no_fault(desk: Desk) -> None:
    assert desk("ask", "Which metal boils at 357 degrees Celsius?") == 0
    assert desk.out.startswith("The collection does not answer this.")


@pytest.mark.parametrize("question", ["", "   ", "\x07\x1b\x01", "?!"])
def test_a_question_without_a_word_is_refused_in_a_sentence(desk: Desk, question: str) -> None:
    assert desk("ask", question) == 2
    assert desk.err.startswith("desk: The question is empty.")


def test_a_question_of_100_000_characters_is_refused_in_a_sentence(desk: Desk) -> None:
    assert desk("ask", "why " * 25_000) == 2
    assert "99,999 characters" in desk.err
    assert len(desk.err) < 300


# Ask, in a batch


def ask_batch(desk: Desk, folder: Path, *lines: str) -> tuple[int, list[dict[str, object]]]:
    (folder / "questions.jsonl").write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    code = desk("ask", "--batch", folder / "questions.jsonl", "--out", folder / "answers.jsonl")
    answers = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return code, [json.loads(answer) for answer in answers]


def test_a_batch_gives_one_answer_a_line_and_ignores_keys_that_it_does_not_know(
    desk: Desk, tmp_path: Path
) -> None:
    line = {"id": "q1", "question": QUESTION, "type": "single", "expected": "answer"}
    code, answers = ask_batch(
        desk, tmp_path, json.dumps(line), "", json.dumps({"question": "Who?", "id": "q2"})
    )
    assert code == 0
    assert [answer["id"] for answer in answers] == ["q1", "q2"]
    assert set(answers[0]) >= ANSWER_KEYS


def test_a_batch_takes_the_turns_before(desk: Desk, tmp_path: Path) -> None:
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Five years."}]
    _, answers = ask_batch(
        desk, tmp_path, json.dumps({"id": 1, "question": "And who chairs it?", "history": history})
    )
    assert "settlements" in str(answers[0]["searched"])


def test_bad_lines_of_a_batch_are_named_by_number_and_the_rest_goes_on(desk: Desk, tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "question": QUESTION})
    bad = [
        "{not json",
        "[1]",
        '{"id": 3}',
        '{"question": "x", "history": 1}',
        '{"question": "x", "history": [{}]}',
    ]
    code, answers = ask_batch(desk, tmp_path, *bad, good)
    assert code == 1
    assert re.findall(r"line (\d)", desk.err) == ["1", "2", "3", "4", "5"]
    assert [answer["id"] for answer in answers] == ["good"]


def test_questions_in_other_languages_and_signs_get_an_answer_and_no_fault(
    desk: Desk, tmp_path: Path
) -> None:
    questions = [
        "Combien d'années doivent durer les règlements ?",
        "県議会は何を求めたか",
        "🦡🦡🦡 why",
        "\udcff why",
    ]
    code, answers = ask_batch(desk, tmp_path, *(json.dumps({"question": question}) for question in questions))
    assert (code, desk.err, len(answers)) == (0, "", 4)


def test_a_question_of_a_batch_that_cannot_be_asked_is_answered_with_the_reason(
    desk: Desk, tmp_path: Path
) -> None:
    code, answers = ask_batch(
        desk, tmp_path, '{"id": "a", "question": " "}', '{"id": "b", "question": "\\ud800 why"}'
    )
    assert code == 0
    assert answers[0]["status"] == "not_in_corpus"
    assert "empty" in str(answers[0]["note"])
    assert answers[1]["id"] == "b"


def test_the_answers_of_a_batch_never_replace_its_questions(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"question": QUESTION}), encoding="utf-8")
    assert desk("ask", "--batch", file, "--out", file) == 2
    assert json.loads(file.read_text(encoding="utf-8")) == {"question": QUESTION}


# Ingest and library


def test_ingest_ends_with_a_receipt_that_counts_the_library(empty: Desk) -> None:
    assert empty("ingest", CORPUS) == 0
    assert "5 files: 5 added." in empty.out
    assert re.search(r"The library now holds 5 articles, \d+ passages, \d+ sentences\.\n", empty.out)


def test_ingesting_again_changes_nothing_and_embeds_nothing(desk: Desk) -> None:
    assert desk("ingest", CORPUS, "--json") == 0
    receipt = json.loads(desk.out)
    assert {file["action"] for file in receipt["files"]} == {"unchanged"}
    assert sum(file["embedded"] for file in receipt["files"]) == 0


def test_a_file_that_is_refused_is_named_and_the_rest_is_in(empty: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_bytes((CORPUS / "003_fb556400170ae792.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    assert empty("ingest", folder) == 1
    assert "3 files: 1 added, 2 refused." in empty.out
    assert [
        name for name in ("refused    empty.txt: ", "refused    binary.txt: ") if name not in empty.out
    ] == []


def test_a_file_name_cannot_give_orders_to_the_terminal(empty: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "red\x1b[31m\u202etxt.txt").write_bytes((CORPUS / "003_fb556400170ae792.txt").read_bytes())
    empty("ingest", folder)
    empty("library", "list")
    assert "\x1b" not in empty.out
    assert "\u202e" not in empty.out


def test_ingest_without_a_path_takes_the_corpus_of_the_settings(empty: Desk, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('[library]\ncorpus = "articles"\n', encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_bytes((CORPUS / "003_fb556400170ae792.txt").read_bytes())
    assert empty("ingest", "--config", config) == 0
    assert "1 file: 1 added." in empty.out


def test_the_largest_file_is_a_setting(empty: Desk, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[ingest]\nmax_file_mb = 1\n", encoding="utf-8")
    (tmp_path / "big.txt").write_text("The county said so. " * 60_000, encoding="utf-8")
    assert empty("ingest", tmp_path / "big.txt", "--config", config) == 1
    assert "refused" in empty.out


def test_library_list_names_every_article(desk: Desk) -> None:
    assert desk("library", "list") == 0
    assert len(desk.out.splitlines()) == 6
    assert "8 May 2014" in desk.out


def test_library_show_says_what_is_known_and_how(desk: Desk) -> None:
    assert desk("library", "show", "003_fb556400170ae792.txt") == 0
    assert "Free councils from children’s director role, chiefs plead (stated)" in desk.out


def test_library_show_text_is_the_text_and_nothing_else(desk: Desk) -> None:
    for file in sorted(CORPUS.glob("*.txt")):
        assert desk("library", "show", file.name, "--text") == 0
        assert desk.out.encode() == file.read_bytes()


def test_an_empty_collection_says_how_to_fill_it(empty: Desk) -> None:
    assert empty("library", "list") == 0
    assert "desk ingest" in empty.out
    assert empty("ask", QUESTION) == 0
    assert empty.out.startswith("The collection does not answer this.")


# Faults of the library and of the machine


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A library that another process is writing to."""
    folder = tmp_path / "held"
    folder.mkdir()
    code = (
        "import sys, time; from pathlib import Path; from library.lock import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        yield folder
        other.kill()


@pytest.mark.slow
def test_a_second_writer_waits_and_then_says_who_holds_the_library(
    held: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    desk = Desk(held, capfdbinary)
    assert desk("ingest", CORPUS) == 3
    assert re.match(r"desk: .*process \d+", desk.err)


def test_a_folder_that_cannot_be_made_is_one_sentence(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    desk = Desk(Path("/dev/null/library"), capfdbinary)
    assert desk("library", "list") == 2
    assert desk.err.startswith("desk: /dev/null/library: ")


def test_a_library_of_a_newer_version_is_one_sentence(empty: Desk) -> None:
    import sqlite3

    empty("library", "list")
    with sqlite3.connect(empty.library / "desk.sqlite") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert empty("ask", QUESTION) == 2
    assert "newer" in empty.err


def test_a_fault_of_the_desk_itself_is_a_sentence_and_a_traceback_only_when_asked_for(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import cli, cli_library\ncli_library.open_settings = None\ncli.main()\n", encoding="utf-8"
    )
    call = [sys.executable, str(broken), "library", "list"]
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    plain = subprocess.run(call, capture_output=True, text=True, env=place)
    debug = subprocess.run(call, capture_output=True, text=True, env={**place, "DESK_DEBUG": "1"})
    assert (plain.returncode, "Traceback" in plain.stderr, "DESK_DEBUG=1" in plain.stderr) == (2, False, True)
    assert "Traceback" in debug.stderr


def test_a_reader_that_goes_away_is_no_fault(library: Path) -> None:
    show = f"{ROOT / 'cli.py'} library show 004_a4a8c603539e6b32.txt --text --library {library}"
    call = f"{sys.executable} {show} | head -c 1"
    done = subprocess.run(["sh", "-c", call], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("A", "")


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_the_words_come_out_in_any_locale(library: Path, locale: str) -> None:
    shown = run_process(
        "library", "list", "--library", library, LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert "children’s director role" in shown.stdout.encode("utf-8", "surrogateescape").decode()


def test_a_taken_port_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        config = tmp_path / "mine.toml"
        config.write_text(f"[app]\nport = {taken.getsockname()[1]}\n", encoding="utf-8")
        assert desk("serve", "--config", config) == 2
    assert desk.err.startswith("desk: Port ")
    assert "is taken" in desk.err


def test_the_page_refuses_an_address_that_others_can_reach(desk: Desk, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('[app]\naddress = "0.0.0.0"\n', encoding="utf-8")
    assert desk("serve", "--config", config) == 2
    assert "allow_other_addresses" in desk.err


@pytest.mark.slow
def test_nothing_is_kept_outside_the_library(tmp_path: Path) -> None:
    """Several packages keep caches, device ids and usage statistics in the home folder unless told not to."""
    home = tmp_path / "home"
    home.mkdir()
    there = {"HOME": str(home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""}
    assert run_process("ingest", CORPUS, "--library", tmp_path / "library", **there).returncode == 0
    assert run_process("ask", QUESTION, "--library", tmp_path / "library", **there).returncode == 0
    assert list(home.rglob("*")) == []


# Eval and doctor


def test_eval_scores_and_a_missed_floor_is_exit_code_4(desk: Desk, tmp_path: Path) -> None:
    quote = "The report calls for five-year local government finance settlements to allow authorities to plan ahead"
    item = {
        "id": "q1", "question": QUESTION, "type": "single", "answerable": True, "expected": "answer",
        "articles": ["000_3d27ec2dcfb41f04.txt"], "must_mention": [["five-year"]], "must_not": [],
        "evidence": [quote], "alt_evidence": [],
    }  # fmt: skip
    file = tmp_path / "golden.jsonl"
    file.write_text(json.dumps(item), encoding="utf-8")
    assert desk("eval", file, "--floor", "answer_rate=1") == 0
    assert re.search(r"answer_rate +1\.000", desk.out)
    assert desk("eval", file, "--floor", "answer_rate=1.1") == 4
    assert "answer_rate is 1.000, below its floor of 1.100" in desk.err


def test_damaged_vectors_are_built_again_and_that_is_said_in_one_line(empty: Desk) -> None:
    empty("ingest", CORPUS / "003_fb556400170ae792.txt")
    for file in (empty.library / "vectors").rglob("*.bin"):
        file.write_bytes(b"")
    assert empty("library", "list") == 0
    assert re.fullmatch(r"desk: The index of vectors was damaged: .*\n", empty.err)
    assert empty("library", "list") == 0
    assert empty.err == ""


def test_doctor_finds_everything_in_order(desk: Desk) -> None:
    assert desk("doctor") == 0
    assert {line.split()[0] for line in desk.out.splitlines()} == {"ok"}


def test_doctor_says_what_is_missing_and_makes_nothing(empty: Desk) -> None:
    assert empty("doctor") == 2
    assert re.search(r"^wrong +library: .*desk ingest", empty.out, re.MULTILINE)
    assert not empty.library.exists()
