"""Reading in a process of its own: nothing that a file does there harms the program, and the next file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from made_files import Show, to_pdf

from ingest import apart
from ingest.apart import Reader
from ingest.load import LOADERS, load_bytes
from values import Refused

pytestmark = pytest.mark.slow

PAGE = (
    b"<html><body><article><h1>Buses</h1>"
    b"<p>The two councils are to run their buses together, they said.</p></article></body></html>"
)
HUGE = b"<html><body>" + b"<p>One <b>more</b> paragraph.</p>" * 200_000


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(seconds=20)
    yield made
    made.close()


def reason(reader: Reader, kind: str, raw: bytes) -> str:
    with pytest.raises(Refused) as caught:
        reader.read(kind, raw, "a file")
    return caught.value.reason


def test_a_document_read_apart_is_the_one_that_is_read_here(reader: Reader) -> None:
    pdf = to_pdf([[Show("The two councils are to run their buses together.", 56, 700)]])
    for kind, raw in (("html", PAGE), ("pdf", pdf), ("text", b"No spans.")):
        assert reader.read(kind, raw, "a file") == LOADERS[kind](raw, "a file")


def test_a_refusal_there_is_the_refusal_here(reader: Reader) -> None:
    assert "damaged" in reason(reader, "word", b"PK\x03\x04")


def test_one_process_reads_file_after_file(reader: Reader) -> None:
    reader.read("html", PAGE, "first")
    began = time.monotonic()
    for _ in range(20):
        reader.read("html", PAGE, "next")
    assert time.monotonic() - began < 2


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    reader = Reader(seconds=0.5)
    try:
        began = time.monotonic()
        assert "took more than 0.5 seconds" in reason(reader, "html", HUGE)
        assert time.monotonic() - began < 3
        reader.seconds = 20
        assert reader.read("html", PAGE, "next").text
    finally:
        reader.close()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit memory")
def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    reader = Reader(megabytes=150)
    try:
        assert "memory" in reason(reader, "html", HUGE)
        assert reader.read("html", PAGE, "next").text
    finally:
        reader.close()


def test_a_reader_that_is_brought_down_is_a_refusal_and_the_next_file_is_read(reader: Reader) -> None:
    reader.read("html", PAGE, "first")
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGSTOP)
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(reason, reader, "html", PAGE)
        time.sleep(0.1)
        os.kill(reader._process.pid, signal.SIGKILL)
        assert "brought its reader down" in asked.result()
    assert reader.read("html", PAGE, "next").text


def test_a_reader_that_ended_for_want_of_work_is_started_again() -> None:
    reader = Reader(idle=0.2)
    try:
        reader.read("html", PAGE, "first")
        time.sleep(0.6)
        assert reader.read("html", PAGE, "next").text
    finally:
        reader.close()


def test_a_fault_of_a_loader_is_a_refusal_without_a_trace(reader: Reader) -> None:
    assert "could not be understood" in reason(reader, "no such kind", PAGE)


def test_threads_take_turns(reader: Reader) -> None:
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda n: reader.read("text", f"Number {n}".encode(), "a").text, range(40)))
    assert texts == [f"Number {n}" for n in range(40)]


def test_the_environment_s_secrets_do_not_go_along(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_TEST_SECRET", "1")
    reader.read("html", PAGE, "first")
    assert reader._process is not None
    if sys.platform == "linux":
        with open(f"/proc/{reader._process.pid}/environ", "rb") as file:
            assert b"DESK_TEST_SECRET" not in file.read()


def test_plain_text_needs_no_process() -> None:
    code = "import ingest.apart as a, ingest.load as l; l.load_bytes(b'Words.', 'a.txt'); print(a._shared._process)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "None"


def test_loading_reads_pages_apart() -> None:
    document = load_bytes(PAGE, "a.html")
    assert document == replace(LOADERS["html"](PAGE, "a.html"), raw=PAGE)
    assert apart._shared._process is not None
