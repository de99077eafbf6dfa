"""The Library page without a browser: adding in a thread of its own, what is listed, removed, restored, corrected."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest
from loopback import Loopback
from made_collection import BUSES, CARE, made_desk, write_collection
from made_library import HashingEncoder
from streamlit.testing.v1 import AppTest

from config import Settings
from ingest.embed import Encoder, Progress, TokenVectors
from library.store import open_library
from library.vectors import Vector
from rag.desk import Desk
from ui.adding import BUSY, STOPPED, Adding
from ui.batch import Batch, Dropped, known_before, to_batch
from ui.opened import Opened, _held, hold
from ui.visit import Place, Visit
from values import DeskError, LibraryDamaged

pytestmark = pytest.mark.slow

SENTENCES = "The ferry from Lanmoor costs nine pounds. It sails at noon.\n\nThe harbour is old.\n"


class WordEncoder(HashingEncoder):
    """The same, with a vector for each word, so that questions can be answered."""

    has_tokens = True

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return [self._tokens(text) for text in texts]

    def _tokens(self, text: str) -> TokenVectors:
        found = list(re.finditer(r"\w+|^", text))
        vectors = np.array([self._vector(one[0]) for one in found], np.float32)
        ids = vectors.argmax(axis=1).astype(np.int32)
        return TokenVectors(ids, tuple(one.span() for one in found), vectors, self._vector(text))


class Gate(WordEncoder):
    """Embeds many texts only when it is told to go on; a single question at once."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting, self.go_on = Event(), Event()

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        if len(texts) > 1:
            self.waiting.set()
            assert self.go_on.wait(20)
        return super().encode(texts, progress)


@pytest.fixture
def desk_on(tmp_path: Path) -> Iterator[Callable[[Encoder], Desk]]:
    """A function that opens a desk with the given encoder on an empty library."""
    opened: list[Desk] = []

    def open_one(encoder: Encoder) -> Desk:
        opened.append(made_desk(tmp_path / "data", encoder))
        return opened[-1]

    yield open_one
    for one in opened:
        one.library.close()


@pytest.fixture
def desk(desk_on: Callable[[Encoder], Desk]) -> Desk:
    return desk_on(WordEncoder())


@pytest.fixture
def adding(desk: Desk) -> Adding:
    return Adding(desk.settings)


def bring(adding: Adding, desk: Desk, *files: tuple[str, str], folder: Path | None = None) -> None:
    """Add files and a folder, and wait for it."""
    dropped = [Dropped(name, text.encode()) for name, text in files]
    adding.add(desk, to_batch(dropped, str(folder or "")))
    adding.wait(20)
    desk.library.refresh()


def names(desk: Desk) -> list[str]:
    return [article.name for article in desk.library.articles()]


# adding


def test_files_that_were_dropped_become_articles(adding: Adding, desk: Desk) -> None:
    bring(adding, desk, ("buses.txt", BUSES), ("care.txt", CARE))
    assert names(desk) == ["buses.txt", "care.txt"]
    assert adding.receipt is not None
    assert [file.action for file in adding.receipt.files] == ["added", "added"]
    assert adding.trouble == ""


def test_a_file_of_the_same_name_is_a_new_version(adding: Adding, desk: Desk) -> None:
    bring(adding, desk, ("buses.txt", BUSES))
    bring(adding, desk, ("buses.txt", BUSES.replace("14%", "15%")))
    (article,) = desk.library.articles()
    assert article.current.number == 2
    assert "15%" in article.current.text


def test_asking_goes_on_while_articles_are_added(desk_on: Callable[[Encoder], Desk]) -> None:
    gate = Gate()
    desk = desk_on(gate)
    adding = Adding(desk.settings)
    adding.add(desk, to_batch([Dropped("buses.txt", BUSES.encode())], ""))
    assert gate.waiting.wait(20)
    assert adding.running
    assert desk.ask("What does a bus cost?").generation == 0
    with pytest.raises(DeskError, match=BUSY):
        adding.add(desk, Batch())
    gate.go_on.set()
    adding.wait(20)
    assert desk.ask("What does a bus cost?").generation == 1


def test_what_was_stopped_changes_nothing_and_can_be_added_again(desk_on: Callable[[Encoder], Desk]) -> None:
    gate = Gate()
    desk = desk_on(gate)
    adding = Adding(desk.settings)
    adding.add(desk, to_batch([Dropped("buses.txt", BUSES.encode())], ""))
    assert gate.waiting.wait(20)
    adding.stop()
    gate.go_on.set()
    adding.wait(20)
    desk.library.refresh()
    assert (adding.trouble, names(desk)) == (STOPPED, [])
    bring(adding, desk, ("buses.txt", BUSES))
    assert names(desk) == ["buses.txt"]


def test_a_folder_that_lost_more_than_half_is_asked_about(adding: Adding, desk: Desk, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "articles")
    bring(adding, desk, folder=folder)
    for name in ("buses.txt", "care.txt", "echo.txt"):
        (folder / name).unlink()
    bring(adding, desk, folder=folder)
    assert len(names(desk)) == 5
    assert adding.withheld == Batch(folder=folder, yes=True)
    adding.add(desk, adding.withheld)
    adding.wait(20)
    desk.library.refresh()
    assert names(desk) == ["asks.md", "libraries.txt"]
    assert adding.withheld is None


def test_a_fault_of_the_library_is_a_sentence(adding: Adding, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "sources.toml").write_text("nonsense")
    bring(adding, desk, folder=tmp_path / "articles")
    assert adding.trouble.startswith(f"{tmp_path / 'articles' / 'sources.toml'}: is not valid TOML")
    assert adding.receipt is None


def test_a_fault_inside_is_a_sentence_too(
    desk_on: Callable[[Encoder], Desk], caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(HashingEncoder):
        def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
            raise ZeroDivisionError

    desk = desk_on(Broken())
    adding = Adding(desk.settings)
    with caplog.at_level(logging.CRITICAL):
        bring(adding, desk, ("buses.txt", BUSES))
    assert adding.trouble.startswith("Something went wrong inside the desk while articles were added")
    assert names(desk) == []


NAMES = {
    "../../escaped.txt": "escaped.txt",
    "/etc/cron.d/escaped": "escaped",
    "C:\\Windows\\escaped.txt": "escaped.txt",
    "\u202etxt.exe\u2066": "\u202etxt.exe\u2066",
    "CON": "CON",
    "-rf": "-rf",
    "..": "..",
    "x" * 251 + ".txt": "x" * 251 + ".txt",
    "<img src=x onerror=window.ran=1>.txt": "<img src=x onerror=window.ran=1>.txt",
    "https://bank.example/report.txt": "report.txt",
    "http://": "http",
    "": "file",
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_name_is_data_and_writes_nothing_outside_the_library(
    adding: Adding, desk: Desk, tmp_path: Path, name: str
) -> None:
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "data")}
    bring(adding, desk, (name, SENTENCES))
    assert names(desk) == [NAMES[name]]
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "data")} == before
    assert not any("escaped" in path.name or path.name in ("CON", "-rf") for path in tmp_path.rglob("*"))


def test_a_file_name_with_a_zero_is_refused_in_a_sentence(adding: Adding, desk: Desk) -> None:
    bring(adding, desk, ("a\0b.txt", SENTENCES), ("c.txt", SENTENCES + "And more."))
    assert adding.receipt is not None
    refused = [file for file in adding.receipt.files if file.action == "refused"]
    assert ["control characters" in file.reason for file in refused] == [True]
    assert names(desk) == ["c.txt"]


def test_what_is_no_address_gets_one_sentence() -> None:
    with pytest.raises(DeskError) as caught:
        to_batch([], "", "https://example.org/a example.org/b")
    assert str(caught.value) == (
        "example.org/b: this is no address of a page. Paste it whole, with https:// before it."
    )


@pytest.mark.parametrize(
    ("files", "folder", "sentence"),
    [
        ([], " ", "Nothing was chosen. Drop files, paste addresses, or name a folder on this machine."),
        ([], "articles", "articles: write the whole path of the folder, from / on."),
        ([], "/nowhere/at/all", "/nowhere/at/all: there is no such folder on this machine. Check the path."),
        ([], "/a\0b", None),
        ([], "/" + "x" * 5000, None),
        (
            [Dropped("a/x.txt", b"1"), Dropped("b/x.txt", b"2")],
            "",
            "Two of the files are called x.txt. Rename one of them, and drop both again.",
        ),
        (
            [Dropped("sources.toml", b"")],
            "",
            "sources.toml tells of the files beside it. Leave it in their folder, and add that.",
        ),
    ],
)
def test_what_cannot_be_added_gets_one_sentence(
    files: list[Dropped], folder: str, sentence: str | None
) -> None:
    with pytest.raises(DeskError) as caught:
        to_batch(files, folder)
    assert sentence in (None, str(caught.value))
    assert len(str(caught.value)) < 300


def test_a_name_that_is_known_is_told_before_it_is_added(adding: Adding, desk: Desk, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "articles")
    bring(adding, desk, ("ferry.txt", SENTENCES), folder=folder)
    again, beside = known_before(desk.library, ["ferry.txt", "buses.txt", "other.txt"])
    assert again.startswith("ferry.txt: of this name a file was dropped before.")
    assert beside.startswith(f"buses.txt is also a file of the folder {folder}.")
    assert known_before(desk.library, ["other.txt"]) == []


class Ferry(BaseHTTPRequestHandler):
    """A page of the web that says one thing."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        body = "".join(f"<p>{line}</p>" for line in SENTENCES.split("\n\n"))
        self.wfile.write(f"<html><body><h1>A ferry</h1>{body}</body></html>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a page on this machine."""
    with Loopback(("127.0.0.1", 0), Ferry) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/ferry"
        server.shutdown()


def test_pages_are_added_by_their_addresses(desk: Desk, address: str) -> None:
    ingest = replace(desk.settings.ingest, allowed_hosts=("127.0.0.1",))
    adding = Adding(replace(desk.settings, ingest=ingest))
    adding.add(desk, to_batch([], "", f" {address}\n{address} "))
    adding.wait(20)
    desk.library.refresh()
    assert names(desk) == [address]


def test_a_page_of_this_machine_is_not_fetched_unless_the_settings_say_so(
    adding: Adding, desk: Desk, address: str
) -> None:
    adding.add(desk, to_batch([], "", address))
    adding.wait(20)
    assert adding.receipt is not None
    (file,) = adding.receipt.files
    assert (file.name, file.action) == (address, "refused")


# the page


@pytest.fixture
def page(desk: Desk) -> Iterator[Callable[[], AppTest]]:
    """A function that opens the page on the desk."""
    desk_settings = desk.settings

    def open_page() -> AppTest:
        opened = hold(Opened(desk_settings, lambda _: desk))
        opened.desk()
        return AppTest.from_function(run_page, default_timeout=20).run()

    yield open_page
    _held.clear()


def run_page() -> None:
    from ui.library import library_page
    from ui.opened import held

    opened = held()
    assert opened
    library_page(opened)


def shown(test: AppTest, name: str = "library") -> dict[str, Any]:
    """What a component was given to draw."""
    assert not test.exception
    drawn = [json.loads(one.proto.json) for one in test.main if one.type == "bidi_component"]
    key = {"library": "rows", "timeline": "ticks", "receipt": "trouble"}[name]
    return next((view for view in drawn if key in view), {})


def titles(test: AppTest) -> list[str]:
    return [row["title"] for row in shown(test)["rows"]]


def visit(test: AppTest) -> Visit:
    held = test.session_state["visit"]
    assert isinstance(held, Visit)
    return held


OpenPage = Callable[[], AppTest]


def test_an_empty_collection_says_what_to_do(page: OpenPage) -> None:
    test = page()
    assert shown(test)["found"] == "The collection is empty. Drop articles above, or name a folder."
    assert shown(test, "timeline") == shown(test, "receipt") == {}
    assert [text.value for text in test.sidebar.text] == ["0 articles, 0 versions, 0 passages."]


@pytest.fixture
def full(page: OpenPage, adding: Adding, desk: Desk, tmp_path: Path) -> AppTest:
    """The page on the five invented articles."""
    bring(adding, desk, folder=write_collection(tmp_path / "articles"))
    return page()


def test_the_page_lists_the_collection_with_its_last_ingest_and_its_times(full: AppTest) -> None:
    assert titles(full) == [
        "What the county spends on care",
        "Harrowmere wants to run its own buses",
        "A plan for the coast",
        "Forum repeats itself",
        "Libraries are the heart of a town",
    ]
    assert shown(full)["found"] == "5 articles"
    assert shown(full, "receipt")["counts"].startswith("5 added, ")
    assert [mark["id"] for mark in shown(full, "timeline")["marks"]] == ["buses", "care"]
    assert shown(full, "timeline")["note"] == "3 articles without a date."


def test_the_list_is_searched_and_ordered(full: AppTest) -> None:
    full.text_input(key="words").set_value("parish").run()
    assert titles(full) == ["Libraries are the heart of a town"]
    full.text_input(key="words").set_value("nowhere").run()
    assert shown(full)["found"] == "No article is like that."
    full.text_input(key="words").set_value("").run()
    full.selectbox(key="order").select("title").run()
    assert titles(full)[0] == "A plan for the coast"


def test_an_article_is_opened_with_its_text_and_closed(full: AppTest) -> None:
    visit(full).show(Place("care"))
    drawer = shown(full.run())["drawer"]
    assert drawer["title"] == "What the county spends on care"
    assert any("412 children" in run["text"] for one in drawer["paragraphs"] for run in one["runs"])
    visit(full).close()
    assert shown(full.run())["drawer"] is None


def test_files_are_dropped_and_the_receipt_follows(full: AppTest, desk: Desk) -> None:
    full.file_uploader[0].set_value([("ferry.txt", SENTENCES.encode(), "text/plain")]).run()
    full.button(key="add them").click().run()
    opened = _held[0]
    opened.adding.wait(20)
    full.run()
    assert shown(full, "receipt")["counts"].startswith("1 added, ")
    assert shown(full)["status"].startswith("Done: 1 added")
    assert shown(full)["found"] == "6 articles"


def test_adding_nothing_says_what_to_do(full: AppTest) -> None:
    full.button(key="add them").click().run()
    assert [text.value for text in full.main.text][-1] == (
        "Not added. Nothing was chosen. Drop files, paste addresses, or name a folder on this machine."
    )


def test_a_name_that_is_known_is_told_on_the_page(full: AppTest, tmp_path: Path) -> None:
    full.file_uploader[0].set_value([("care.txt", b"Other", "text/plain")]).run()
    told = [text.value for text in full.main.text]
    assert any(line.startswith("care.txt is also a file of the folder") for line in told)


def test_a_folder_that_lost_most_is_asked_about_on_the_page(full: AppTest, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    for name in ("buses.txt", "care.txt", "echo.txt"):
        (folder / name).unlink()
    full.text_input(key="folder 0").set_value(str(folder)).run()
    full.button(key="add them").click().run()
    adding = _held[0].adding
    adding.wait(20)
    full.run()
    assert [text.value for text in full.main.text][1] == (
        f"3 files that came from {folder} are not there any more. That is more than half of them, "
        "so their articles were not removed."
    )
    next(one for one in full.button if one.label == "Remove their articles").click().run()
    adding.wait(20)
    full.run()
    assert shown(full)["found"] == "2 articles"
    assert [one.label for one in full.button] == ["Add"]


def test_the_form_keeps_a_correction_with_its_reason(full: AppTest, desk: Desk) -> None:
    visit(full).correcting = "care"
    full.run()
    full.text_input(key="correct care publisher").set_value("The Harrowmere Post")
    full.text_input(key="correct care because").set_value("its masthead")
    next(one for one in full.button if one.label == "Save").click().run()
    desk.library.refresh()
    article = desk.library.article("care")
    assert article is not None
    publisher = article.current.description.publisher
    assert (publisher.value, publisher.known, publisher.because) == (
        "The Harrowmere Post",
        "given",
        "its masthead",
    )
    drawer = shown(full.run())["drawer"]
    assert drawer["rows"][0]["how"] == "given: its masthead"


def test_a_form_without_a_reason_is_not_saved(full: AppTest) -> None:
    visit(full).correcting = "care"
    full.run()
    full.text_input(key="correct care publisher").set_value("The Harrowmere Post")
    next(one for one in full.button if one.label == "Save").click().run()
    assert any(text.value.startswith("Not saved. Say how you know it") for text in full.text)


def test_a_library_that_cannot_be_opened_is_told(desk: Desk) -> None:
    def opening(_: Settings) -> Desk:
        raise LibraryDamaged("The library cannot be opened. Bring back a copy of it.")

    hold(Opened(desk.settings, opening))
    test = AppTest.from_function(run_page, default_timeout=20).run()
    _held.clear()
    assert [text.value for text in test.text] == ["The library cannot be opened. Bring back a copy of it."]


def test_other_machines_are_offered_no_folders_of_this_one(desk: Desk) -> None:
    app = replace(desk.settings.app, address="0.0.0.0", allow_other_addresses=True)
    hold(Opened(replace(desk.settings, app=app), lambda _: desk)).desk()
    test = AppTest.from_function(run_page, default_timeout=20).run()
    _held.clear()
    assert not test.exception
    assert [one.label for one in test.text_input] == []


def test_the_library_tells_under_which_names_files_came(desk: Desk, adding: Adding, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "articles")
    bring(adding, desk, ("care.txt", SENTENCES), folder=folder)
    assert [(row.article, row.folder) for row in desk.library.files(["care.txt"])] == [
        ("care", str(folder)),
        ("care-2", ""),
    ]
    with open_library(desk.library.directory) as other:
        assert other.files([]) == ()
