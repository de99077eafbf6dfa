"""The tallies of words: put together they are the tally of all, and the library keeps them as long as they are true."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_collection import fill, write_collection
from made_library import ENCODER

from ingest.curate import remove
from library.schema import NAME
from library.store import Library, open_library
from rag.lexicon import build_lexicon, lexicon_of
from rag.passages import Passages, among
from rag.tallies import from_bytes, tallies, to_bytes
from rag.tally import Tally, tally, together

TEXTS = st.lists(
    st.text()
    | st.sampled_from(
        [
            "The Harrowmere Counties Forum (HCF) asked Tarnholt for a Bus Board.",
            "The Harrowmere Citizens Forum (HCF) did not.",
            "Tarnholt Borough Council and Tarnholt Bus Company said no.",
        ]
    ),
    max_size=5,
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        fill(opened, write_collection(tmp_path / "articles"), ENCODER)
        opened.refresh()
        yield opened


def stored(library: Library) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(library.directory / NAME)) as connection:
        return connection.execute("SELECT article, version FROM tallies ORDER BY article").fetchall()


@given(TEXTS, TEXTS)
def test_the_tallies_of_parts_together_are_the_tally_of_all(some: list[str], more: list[str]) -> None:
    assert together([tally(some), tally(more)]) == tally([*some, *more])


@given(TEXTS)
def test_a_tally_is_kept_as_it_was(texts: list[str]) -> None:
    made = tally(texts, ["leader"], ["Ada Quill"])
    assert from_bytes(to_bytes(made)) == made


@pytest.mark.parametrize("blob", [b"", b"x", to_bytes(Tally())[:-3], b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_what_is_no_tally_is_counted_again(blob: bytes) -> None:
    assert from_bytes(blob) is None


def test_the_words_of_a_library_are_those_of_its_passages(library: Library) -> None:
    built = build_lexicon(library.passages())
    assert lexicon_of(together(tallies(library)), [], []) == built


def test_what_was_counted_is_kept_and_read_back(library: Library) -> None:
    first = tallies(library)
    library.refresh()
    with closing(sqlite3.connect(library.directory / NAME)) as connection:
        connection.execute("BEGIN IMMEDIATE")  # nothing can be kept meanwhile: it is there already
        assert tallies(library) == first


def test_while_another_process_writes_the_words_are_counted_and_not_kept(library: Library) -> None:
    with closing(sqlite3.connect(library.directory / NAME, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        counted = tallies(library)
    assert stored(library) == []
    assert tallies(library) == counted


def test_only_what_is_new_is_counted(library: Library, tmp_path: Path) -> None:
    tallies(library)
    write = tmp_path / "articles" / "new.txt"
    write.write_text("Ferries of Oakby\n\nThe ferry of Oakby was sold.\n", encoding="utf-8")
    fill(library, tmp_path / "articles", ENCODER)
    library.refresh()
    steps: list[tuple[int, int]] = []
    tallies(library, lambda _, done, total: steps.append((done, total)))
    assert steps == [(1, 1)]


def test_a_removed_article_counts_no_more(library: Library) -> None:
    before = together(tallies(library))
    gone = library.articles()[0]
    remove(library, gone.id)
    library.refresh()
    assert together(tallies(library)).texts < before.texts


def test_nothing_of_an_erased_article_is_kept(library: Library) -> None:
    gone = library.articles()[0]
    tallies(library)
    with library.write() as change:
        change.erase(gone.id)
    assert gone.id not in {article for article, _ in stored(library)}
    library.keep_tallies("any", {(gone.id, gone.current.number): b"words"})
    assert gone.id not in {article for article, _ in stored(library)}


def test_who_says_a_sentence_is_counted_again_when_it_changes(library: Library) -> None:
    tallies(library)
    one = library.articles()[0]
    passages = [
        replace(
            passage,
            sentences=tuple(
                replace(s, speaker=replace(s.speaker, name="Nadia Sund", known="stated"))
                for s in passage.sentences
            ),
        )
        for passage in library.passages_of([one.id])
    ]
    with library.write() as change:
        change.attribute(one.current, passages)
    library.refresh()
    assert "Nadia Sund" in together(tallies(library)).names


# Passages


def test_passages_are_read_when_they_are_asked_for_and_the_last_ones_held(library: Library) -> None:
    every = library.passages()
    held = Passages(library, limit=2)
    assert [held[one.id] for one in every] == list(every)
    assert among(held, ["none", *(one.id for one in every)]) == list(every)
    assert (len(held), list(held)) == (len(every), [one.id for one in every])
    assert held.get("none") is None


def test_a_passage_that_is_held_is_not_read_again(library: Library) -> None:
    held = Passages(library)
    first = held[library.passages()[0].id]
    assert held[first.id] is first
