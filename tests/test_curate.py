"""What a person does by hand: take out, bring back, correct, erase; and the copy that survives a damaged library."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from made_library import HashingEncoder, make, put

from ingest.curate import correct, erase, remove, restore
from ingest.sync import sync
from library.backup import back_up, bring_back, check
from library.citations import status
from library.schema import MIGRATIONS, NAME, connect, version_of
from library.store import Library, open_library
from values import DeskError, LibraryDamaged, Part, SettingsError

SECRET = "Zanzibarquux councillors met in private."
FILLER = (
    "The county council asked ministers for a longer settlement, and said that it would publish a plan. " * 3
)
LETTER = f"County council asks for more\n\nBy Ann Smith\n\n{FILLER}\n\n{SECRET} {FILLER}\n"


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "letter.txt").write_text(LETTER, encoding="utf-8")
    (made / "other.txt").write_text(LETTER.replace(SECRET, "Homes were built in the town."), encoding="utf-8")
    return made


@pytest.fixture
def library(tmp_path: Path, folder: Path, encoder: HashingEncoder) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        sync([folder], opened, encoder)
        yield opened


def current(library: Library) -> list[str]:
    return [one.id for one in library.articles()]


def test_taken_out_and_brought_back(library: Library, folder: Path, encoder: HashingEncoder) -> None:
    before, runs = library.passages(), encoder.runs
    assert remove(library, "letter.txt").id == "letter"
    assert sync([folder], library, encoder).counts["kept_out"] == 1
    assert current(library) == ["other"]
    assert restore(library, encoder, "letter").removed is False
    assert (library.passages(), encoder.runs) == (before, runs)
    assert sync([folder], library, encoder).counts["unchanged"] == 2


def test_brought_back_under_another_encoder_it_is_embedded(library: Library, folder: Path) -> None:
    remove(library, "letter")
    other = HashingEncoder("another 384")
    sync([folder], library, other)
    runs = other.runs
    restore(library, other, "letter")
    assert other.runs > runs
    assert {id_.split("@")[0] for id_, _ in library.search_vectors(other.encode(["council"])[0], 9)} == {
        "letter",
        "other",
    }


def test_an_unknown_article_is_said_with_the_nearest(library: Library) -> None:
    with pytest.raises(SettingsError, match=r"no article 'leter\.txt'.*'letter\.txt'"):
        remove(library, "leter.txt")


def test_a_correction_wins_says_why_and_embeds_nothing(library: Library, encoder: HashingEncoder) -> None:
    runs = encoder.runs
    correct(library, "letter", "publisher", "The Echo", "the printed edition")
    assert library.articles()[0].current.description.publisher == Part(
        "The Echo", known="given", because="the printed edition"
    )
    correct(library, "letter", "publisher", None)
    assert library.articles()[0].current.description.publisher.value != "The Echo"
    assert encoder.runs == runs


def test_a_corrected_date_is_when_the_article_said_it(library: Library) -> None:
    correct(library, "letter", "published", "2014-05-08", "the printed edition")
    dates = {
        one.said_on.value for passage in library.passages() for one in passage.sentences if one.said_on.value
    }
    assert dates <= {"2014-05-08"}
    assert [version.number for version in library.versions("letter")] == [1]


@pytest.mark.parametrize(("part", "because"), [("titel", "x"), ("title", " ")])
def test_a_correction_needs_a_part_that_there_is_and_a_reason(
    library: Library, part: str, because: str
) -> None:
    with pytest.raises(DeskError, match="title"):
        correct(library, "letter", part, "A title", because)


def test_what_is_erased_is_nowhere_and_its_citations_say_so(
    library: Library, folder: Path, encoder: HashingEncoder
) -> None:
    start = library.articles()[0].current.text.index(SECRET)
    cited = ("letter", 1, start, start + len(SECRET), SECRET)
    assert status(library, *cited).status == "same"
    erase(library, "letter")
    assert status(library, *cited).status == "erased"
    assert (current(library), library.article("letter"), library.versions("letter")) == (["other"], None, ())
    assert "zanzibarquux" not in library.vocabulary()
    assert library.vectors([SECRET], encoder.name) == {}
    receipt = sync([folder], library, encoder)
    assert [file.action for file in receipt.files] == ["kept_out", "unchanged"]
    assert check(library.directory) == []
    library.close()
    for file in (path for path in library.directory.rglob("*") if path.is_file()):
        assert b"anzibarquux" not in file.read_bytes(), file


def test_an_earlier_version_is_erased_alone(library: Library, folder: Path, encoder: HashingEncoder) -> None:
    (folder / "letter.txt").write_text(LETTER.replace(SECRET, ""), encoding="utf-8")
    sync([folder], library, encoder)
    with pytest.raises(DeskError, match="current one"):
        erase(library, "letter", 2)
    with pytest.raises(SettingsError, match="no version 7"):
        erase(library, "letter", 7)
    erase(library, "letter", 1)
    assert [version.number for version in library.versions("letter")] == [2]
    assert library.was_erased("letter", 1)
    (folder / "again.txt").write_text(LETTER, encoding="utf-8")
    assert sync([folder], library, encoder).counts["kept_out"] == 1


# Copies of the truth


def test_a_copy_brings_a_damaged_library_back(
    library: Library, tmp_path: Path, encoder: HashingEncoder
) -> None:
    question = encoder.encode(["council settlement"])[0]
    expected = library.passages(), library.search_vectors(question, 9)
    copy = back_up(library.directory, tmp_path)
    assert copy == tmp_path / NAME
    library.close()
    damaged = library.directory / NAME
    damaged.write_bytes(b"\0" * 5000 + damaged.read_bytes()[5000:])
    with pytest.raises(LibraryDamaged, match="backup"):
        open_library(library.directory)
    bring_back(library.directory, copy)
    with open_library(library.directory) as opened:
        assert (opened.passages(), opened.search_vectors(question, 9)) == expected
        assert check(library.directory) == []


def test_a_copy_opens_in_a_new_place_with_its_vectors_built_again(
    library: Library, tmp_path: Path, encoder: HashingEncoder
) -> None:
    question = encoder.encode(["council settlement"])[0]
    expected = library.search_vectors(question, 9)
    bring_back(tmp_path / "new", back_up(library.directory, tmp_path / "copy.sqlite"))
    with open_library(tmp_path / "new") as opened:
        assert "built again" in opened.notices[0]
        assert dict(opened.search_vectors(question, 9)) == pytest.approx(dict(expected))


def test_a_copy_overwrites_nothing_and_only_a_whole_one_is_put_back(library: Library, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"something else")
    with pytest.raises(DeskError, match="not overwritten"):
        back_up(library.directory, tmp_path / "copy")
    with pytest.raises(LibraryDamaged, match="no whole copy"):
        bring_back(library.directory, tmp_path / "copy")
    with pytest.raises(DeskError, match="no such file"):
        bring_back(library.directory, tmp_path / "none")
    assert current(library) == ["letter", "other"]


def test_a_text_that_is_not_what_was_put_is_never_shown(library: Library) -> None:
    with closing(connect(library.directory)) as connection:
        connection.execute(
            "UPDATE versions SET text = replace(text, 'private', 'public!') WHERE article = 'letter'"
        )
        connection.execute("UPDATE generation SET number = number + 1")
    library.refresh()
    with pytest.raises(LibraryDamaged, match="letter, version 1"):
        library.version("letter", 1)
    with pytest.raises(LibraryDamaged, match="letter, version 1"):
        library.passages()
    assert "letter, version 1" in check(library.directory)[0]


def test_an_older_library_is_brought_up_to_date_after_a_copy(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1")
        connection.execute("INSERT INTO articles(id, name, current) VALUES ('old', 'old.txt', 1)")
        connection.execute(
            "INSERT INTO versions VALUES ('old', 1, 'old.txt', '0', 'text 1', '2026', "
            """'{"format":1,"value":[]}', '{"format":1,"value":{}}', '{"format":1,"value":[]}', 0, 'Text.', x'00')"""
        )
        connection.commit()
    with open_library(tmp_path) as library:
        assert library.articles()[0].current.text == "Text."
        put(library, make("new", "More."))
    (copy,) = tmp_path.glob("desk.before-format-*.sqlite")
    with closing(sqlite3.connect(copy)) as connection:
        assert version_of(connection) == 1
        assert connection.execute("SELECT text FROM versions").fetchall() == [("Text.",)]
