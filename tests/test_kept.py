"""What is kept beside the articles: rows by id, in short transactions that wait for no ingest."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from made_library import make, put

from ingest.curate import remove
from library import kept
from library.backup import back_up, bring_back, check
from library.kept import Kept
from library.lock import writing
from library.records import to_json
from library.schema import connect
from library.snapshot import Snapshot
from library.store import Library, open_library
from values import DeskError, LibraryBusy, Problem, Talk

HOLDER = """
import sys
from pathlib import Path
from library.lock import writing
from library.records import to_json
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
ONE, TWO = Kept("one", "2026-01-01", "{}"), Kept("two", "2026-01-02", "[]")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        yield opened


def keep(library: Library, *rows: Kept) -> None:
    with kept.writing(library) as pages:
        for row in rows:
            pages.put("briefings", row)


def rows(library: Library) -> list[Kept]:
    with kept.reading(library) as pages:
        return pages.all("briefings")


def test_rows_come_newest_first_and_each_id_once(library: Library) -> None:
    keep(library, TWO, ONE)
    assert rows(library) == [TWO, ONE]
    newer = Kept("one", "2026-01-03", "null")
    keep(library, newer)
    assert rows(library) == [newer, TWO]


def test_answers_come_in_their_order_and_go_with_their_conversation(library: Library) -> None:
    with kept.writing(library) as pages:
        pages.put("conversations", ONE)
        for place in range(12):
            pages.put_answer("one", place, "2026", str(place))
        pages.cut_answers("one", 11)
        assert [row.value for row in pages.answers("one")["one"]] == [str(place) for place in range(11)]
        assert pages.delete("conversations", "one")
        assert not pages.delete("conversations", "one")
        assert pages.answers() == {}


def test_an_answer_that_is_kept_stays_when_it_was_made(library: Library) -> None:
    with kept.writing(library) as pages:
        pages.put_answer("one", 0, "2026-01-01", "a")
        pages.put_answer("one", 0, "2026-01-02", "b")
        assert pages.answers() == {"one": [Kept("one:000000", "2026-01-01", "b")]}


def test_a_change_that_fails_leaves_nothing(library: Library) -> None:
    def change() -> None:
        with kept.writing(library) as pages:
            pages.put("briefings", ONE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert rows(library) == []


def test_a_row_whose_bytes_are_no_text_hides_no_other(library: Library) -> None:
    keep(library, ONE, TWO)
    with closing(connect(library.directory)) as connection:
        connection.execute("UPDATE briefings SET value = CAST(x'ff00' AS TEXT) WHERE id = 'two'")
    assert rows(library) == [Kept("two", "2026-01-02", ""), ONE]


def test_rows_that_cannot_be_read_are_found_when_the_library_is_checked(library: Library) -> None:
    talk = Kept("talk", "2026", to_json(Talk("talk", "Rail", "2026", "2026")))
    with kept.writing(library) as pages:
        pages.put("conversations", talk)
        pages.put_answer("talk", 0, "2026", to_json(Problem("Why?", "It was away.")))
    assert check(library.directory) == []
    keep(library, Kept("one", "2026", "{}"))
    assert check(library.directory) == ["briefings, one: this row cannot be read."]


def test_something_is_kept_while_another_process_holds_the_lock_of_the_writer(library: Library) -> None:
    command = [sys.executable, "-c", HOLDER, str(library.directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LibraryBusy), writing(library.directory, wait=0):
            pass
        keep(library, ONE)
        holder.communicate()
    assert rows(library) == [ONE]


def test_what_is_kept_during_the_commit_of_an_ingest_waits_and_both_are_there(library: Library) -> None:
    put(library, make("buses", "Buses are late."))
    keeper = threading.Thread(target=keep, args=(library, ONE))

    def meanwhile(step: str) -> None:
        if step == "vectors":
            keeper.start()
            assert rows(library) == []

    with library.write(meanwhile) as change:
        change.set_state("buses", "removed")
    keeper.join()
    library.refresh()
    assert (rows(library), library.articles()) == ([ONE], ())


def test_a_library_that_is_only_read_says_in_a_sentence_that_it_cannot_keep(library: Library) -> None:
    keep(library, ONE)
    with Library(library.directory, Snapshot(library.directory, readonly=True), readonly=True) as locked:
        assert rows(locked) == [ONE]
        with pytest.raises(
            DeskError, match=r"^\S+: this library can be read but .* nothing can be kept in it\.$"
        ):
            keep(locked, TWO)


def test_what_is_kept_outlives_ingests_restarts_and_backups(library: Library, tmp_path: Path) -> None:
    keep(library, ONE)
    put(library, make("buses", "Buses are late."))
    remove(library, "buses")
    copy = back_up(library.directory, tmp_path)
    library.close()
    bring_back(tmp_path / "elsewhere", copy)
    for directory in (library.directory, tmp_path / "elsewhere"):
        with open_library(directory) as again:
            assert rows(again) == [ONE]
