"""The library: what is put in is what is read, searched and counted, for every thread at its own generation."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_library import ENCODER, Made, make, put

from library.lock import writing
from library.records import count_words, fold, from_json, slug, to_json
from library.schema import MIGRATIONS, NAME, connect, now
from library.store import Library, open_library
from values import (
    NOBODY,
    Answer,
    Citation,
    Claim,
    Description,
    DeskError,
    LibraryBusy,
    LibraryDamaged,
    Part,
    Receipt,
    Scope,
    Seconds,
    SettingsError,
    Span,
    Speaker,
    Version,
)

COUNTIES = "Counties want five-year settlements.\n\nThe café of the county council’s chairman is shut."
BUSES = "Buses are late in the north.\n\nSettlements are small in the north."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        yield opened


# Values as JSON

PART = Part("2014-05", "2014-06", "inferred", "“the day before”", (3, 9))
VERSION = Version(
    *("a", 2, "a.txt", "text", (Span(0, 4, "body", flags=("hidden_text",)),)),
    *(Description(published=PART), "0" * 64, "text 1", "2026-01-01", (4, 9)),
)
CITATION = Citation(1, "a", "a.txt", 2, Description(title=PART), 0, 4, "text", "", "", "a@2:0-4", page=3)
CLAIM = Claim("text", (1,), "verbatim", ("why",), ((0, 2),), Speaker("Ann", "", "LGA", "stated"), PART)
ANSWER = Answer(
    *("question", "searched", "extractive", "answered", "", (CLAIM,), (CITATION,), ()),
    *(Scope(1, None, "2014", {"publisher": "x"}), Seconds(0.1), 3, {"passages": "12"}),
)


@pytest.mark.parametrize("value", [PART, VERSION, CITATION, CLAIM, ANSWER, Receipt(1, (), {"added": 2})])
def test_a_value_is_the_same_after_json(value: object) -> None:
    assert from_json(type(value), to_json(value)) == value


def test_json_of_an_older_program_lacks_fields_and_is_read() -> None:
    assert from_json(Speaker, '{"format": 1, "value": {"name": "Ann", "gone": 1}}') == Speaker("Ann")


def test_json_of_a_newer_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 99"):
        from_json(Part, '{"format": 99, "value": {}}')


@given(st.text(), st.sets(st.text(max_size=3)))
def test_a_slug_is_new_plain_and_short(name: str, taken: set[str]) -> None:
    found = slug(name, taken)
    assert found not in taken
    assert 0 < len(found) <= 64
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


# Put and read


def as_shown(made: Made, library: Library) -> Version:
    """The version as it was put, but for when it was added: when readers first saw it."""
    (version, _), shown = made, library.version(made[0].article, made[0].number)
    assert shown is not None
    assert version.added < shown.added <= now()
    return replace(version, added=shown.added)


def test_what_was_put_is_read(library: Library) -> None:
    counties = make("counties", COUNTIES, title=Part("Settlements", known="stated"))
    buses = make("buses", BUSES, heading="Transport")
    put(library, counties, buses)
    assert library.passages() == (*buses[1], *counties[1])
    shown = [article.current for article in library.articles()]
    assert shown == [as_shown(buses, library), as_shown(counties, library)]
    assert library.version("buses", 1) == shown[0]
    assert library.version("buses", 2) is None


def test_passages_come_in_the_order_asked_for(library: Library) -> None:
    _, passages = made = make("counties", COUNTIES)
    put(library, made)
    ids = [passages[1].id, "unknown@1:0-1", passages[0].id]
    assert library.passages(ids) == (passages[1], passages[0])


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4))
def test_any_text_comes_back_to_the_letter(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]
) -> None:
    made = make("any", "\n\n".join(paragraphs), heading=paragraphs[0])
    with open_library(tmp_path_factory.mktemp("any")) as library:
        put(library, made)
        assert library.passages() == made[1]
        assert library.version("any", 1) == as_shown(made, library)


def test_a_sentence_keeps_who_said_it_and_when(library: Library) -> None:
    version, (first, second) = make("counties", COUNTIES)
    said = replace(
        *(first.sentences[0],),
        speaker=Speaker("David Hodge", "chairman", known="stated"),
        said_on=PART,
        quoted=True,
        reported=True,
    )
    first = replace(first, sentences=(said,), page=2)
    put(library, (version, (first, second)))
    assert library.passages([first.id]) == (first,)
    assert library.passages([second.id])[0].sentences[0].speaker is NOBODY


def test_words_that_do_not_stand_in_the_text_are_not_taken(library: Library) -> None:
    version, (first, second) = make("counties", COUNTIES)
    with pytest.raises(ValueError, match="not the text"), library.write() as change:
        change.put(version, b"", (replace(first, text="Counties want more."), second), ENCODER.name)
    assert library.refresh() is False


def test_a_new_version_takes_the_place_of_the_old_one_which_stays_readable(library: Library) -> None:
    old, new = make("buses", BUSES), make("buses", "Buses are on time.", 2)
    put(library, old)
    put(library, new)
    assert library.passages() == new[1]
    assert library.versions("buses") == (as_shown(old, library), as_shown(new, library))
    assert library.search_words(["late"], 5) == []
    assert library.counts() == {
        "articles": 1,
        "versions": 2,
        "passages": 1,
        "sentences": 1,
        "words": 1,
        "vectors": 1,
    }


def test_a_removed_article_is_not_found_and_comes_back_without_being_embedded(library: Library) -> None:
    put(library, make("counties", COUNTIES), make("buses", BUSES))
    before = library.search_words(["settlements"], 9), library.search_vectors(ENCODER.encode(["north"])[0], 9)
    with library.write() as change:
        change.set_state("buses", "removed")
    library.refresh()
    assert [one.id for one in library.articles()] == ["counties"]
    assert library.counts()["vectors"] == 2
    assert "late" not in library.vocabulary()
    article = library.article("buses")
    assert article is not None
    assert article.removed
    with library.write() as change:
        change.set_state("buses", "kept")
    library.refresh()
    assert (
        library.search_words(["settlements"], 9),
        library.search_vectors(ENCODER.encode(["north"])[0], 9),
    ) == before


def test_an_article_is_found_by_its_id_and_by_its_name(library: Library) -> None:
    put(library, make("buses", BUSES))
    assert library.article("buses") == library.article("buses.txt") == library.articles()[0]
    assert library.article("trams") is None


def test_a_correction_wins_over_the_description_and_can_be_taken_back(library: Library) -> None:
    put(library, make("buses", BUSES, title=Part("Buses", known="stated")))
    given = Part("Late buses", known="given", because="the printed edition")
    with library.write() as change:
        change.correct("buses", "title", given)
    library.refresh()
    assert library.articles()[0].current.description.title == given
    with library.write() as change:
        change.correct("buses", "title", None)
    library.refresh()
    assert library.articles()[0].current.description.title.value == "Buses"


# Words


def test_words_are_found_by_their_stem_without_diacritics_best_first(library: Library) -> None:
    _, (settlements, cafe) = counties = make("counties", COUNTIES)
    put(library, counties, make("buses", BUSES))
    assert [id_ for id_, _ in library.search_words(["settling", "settlement", "counties"], 1)] == [
        settlements.id
    ]
    assert [id_ for id_, _ in library.search_words(["cafes"], 5)] == [cafe.id]
    assert [id_ for id_, _ in library.search_words(["county council"], 5)] == [cafe.id]
    found = library.search_words(["settlements", "counties"], 9)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert all(score > 0 for _, score in library.search_words(["five"], 1))


def test_words_are_sought_only_in_the_articles_named(library: Library) -> None:
    put(library, make("counties", COUNTIES), make("buses", BUSES))
    assert {id_.split("@")[0] for id_, _ in library.search_words(["settlements"], 9, ["buses"])} == {"buses"}
    assert library.search_words(["settlements"], 9, []) == []


def test_headings_are_sought_too(library: Library) -> None:
    put(library, make("buses", "Late again.", heading="Public transport"))
    assert len(library.search_words(["transport"], 9)) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.text() | st.sampled_from(['"', "NEAR(", "a*", "^b", "-c", "heading:", "(", "\0", "OR", "\ud800"])
    )
)
def test_any_text_is_possible_as_a_term(shared: Library, terms: list[str]) -> None:
    shared.search_words(terms, 3)
    assert set(shared.document_frequencies(terms)) == set(terms)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(tmp_path_factory.mktemp("shared")) as opened:
        put(opened, make("counties", COUNTIES), make("buses", BUSES))
        yield opened


def test_frequencies_count_passages_not_words(shared: Library) -> None:
    terms = ["settlement", "the", "north", "county council", "trams"]
    assert shared.document_frequencies(terms) == dict(zip(terms, (2, 3, 2, 1, 0), strict=True))


def test_the_vocabulary_holds_words_as_written_and_the_passages_that_hold_them(shared: Library) -> None:
    expected = count_words(passage.text for passage in shared.passages())
    assert shared.vocabulary() == dict(expected)
    assert shared.vocabulary()["settlements"] == 2
    assert "cafe" in shared.vocabulary()


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# Filters


def dated(
    article: str, publisher: str, value: str | None, to: str | None = None
) -> tuple[Version, tuple[()]]:
    version, _ = make(article, "x", publisher=Part(publisher), published=Part(value, to))
    return version, ()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, None),
        ({"publisher": ""}, None),
        ({"publisher": "the LGA"}, {"may", "year"}),
        ({"from": "2014-05-08"}, {"may", "year", "range"}),
        ({"from": "2014-05-09"}, {"year", "range"}),
        ({"to": "2014-04"}, {"year"}),
        ({"to": "2014"}, {"may", "year", "range"}),
        ({"from": "2015", "to": "2015"}, {"range"}),
        ({"publisher": "CCN", "from": "2014"}, {"range"}),
    ],
)
def test_filters_leave_the_articles_that_may_lie_within(
    library: Library, filters: dict[str, str], expected: set[str] | None
) -> None:
    put(
        *(library, dated("may", "The LGA", "2014-05-08"), dated("year", "The LGA", "2014")),
        *(dated("range", "CCN", "2014-12", "2015-02"), dated("undated", "CCN", None)),
    )
    assert library.matching(filters) == expected
    assert library.scope(filters).articles == (4 if expected is None else len(expected))


def test_the_scope_has_the_first_and_the_last_date(library: Library) -> None:
    put(library, dated("may", "LGA", "2014-05-08"), dated("range", "CCN", "2014-12", "2015-02"))
    assert library.scope() == Scope(2, "2014-05-08", "2015-02")
    assert library.scope({"publisher": "ccn", "to": ""}) == Scope(
        1, "2014-12", "2015-02", {"publisher": "ccn"}
    )


def test_an_unknown_filter_is_named_with_the_nearest(library: Library) -> None:
    with pytest.raises(SettingsError, match=r"'publsher'.*'publisher'"):
        library.matching({"publsher": "x"})


# Generations


def test_a_generation_counts_commits_and_nothing_else(library: Library) -> None:
    assert (library.generation, library.refresh()) == (0, False)
    put(library, make("buses", BUSES))
    assert library.generation == 1
    with library.write():
        pass
    assert library.refresh() is False


def test_a_thread_keeps_its_generation_until_it_asks_for_the_next(library: Library) -> None:
    put(library, make("counties", COUNTIES))
    before = library.passages(), library.search_words(["north"], 5)
    other: list[object] = []

    def commit_and_read() -> None:
        put(library, make("buses", BUSES))
        other.append(library.generation)

    thread = threading.Thread(target=commit_and_read)
    thread.start()
    thread.join()
    assert other == [2]
    assert (library.passages(), library.search_words(["north"], 5)) == before
    assert library.refresh() is True
    assert len(library.search_words(["north"], 5)) == 2


def test_another_open_library_sees_a_commit_at_its_next_refresh(library: Library) -> None:
    with open_library(library.directory) as reader:
        put(library, make("buses", BUSES))
        assert reader.articles() == ()
        assert reader.refresh() is True
        assert reader.search_vectors(ENCODER.encode(["late buses"])[0], 1)[0][0] == "buses@1:0-28"


def test_readers_never_see_half_a_commit(library: Library) -> None:
    put(library, make("buses", BUSES))
    stop, seen = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            library.refresh()
            found = library.search_words(["buses"], 9)
            near = library.search_vectors(ENCODER.encode(["buses"])[0], 9)
            seen.append({id_.split(":")[0] for id_, _ in (*found, *near)})

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(2, 6):
        put(library, make("buses", f"Buses number {number}.\n\nMore buses.", number))
    stop.set()
    for thread in threads:
        thread.join()
    assert all(len(versions) == 1 for versions in seen)


def test_a_change_that_raises_changes_nothing(library: Library) -> None:
    put(library, make("buses", BUSES))
    with pytest.raises(KeyError), library.write() as change:  # noqa: PT012
        change.set_state("buses", "removed")
        raise KeyError
    assert library.refresh() is False


def test_receipts_are_kept_newest_first(library: Library) -> None:
    receipts = [Receipt(number, (), {"added": number}) for number in (1, 2, 3)]
    for receipt in receipts:
        library.keep_receipt(receipt)
    assert [receipt for _, receipt in library.receipts(2)] == [receipts[2], receipts[1]]


# The lock


def test_a_second_writer_waits_and_is_told_who_writes(library: Library) -> None:
    with library.write(), pytest.raises(LibraryBusy, match=f"process {os.getpid()} .* since ..:.. UTC"):  # noqa: SIM117
        with library.write(wait=0.1):
            pass


def test_the_lock_of_a_dead_process_is_free(library: Library) -> None:
    code = "import os; from pathlib import Path; from library.lock import writing\n"
    code += f"with writing(Path({str(library.directory)!r})): os._exit(1)"
    subprocess.run([sys.executable, "-c", code], check=False)
    with writing(library.directory, wait=0):
        held = json.loads((library.directory / "write.holder").read_text())
    assert held["pid"] == os.getpid()


# Opening


def test_opening_makes_a_library_and_opening_again_finds_it(tmp_path: Path) -> None:
    with open_library(tmp_path / "deep" / "data") as library:
        put(library, make("buses", BUSES))
    with open_library(tmp_path / "deep" / "data") as library:
        assert [one.id for one in library.articles()] == ["buses"]
        assert library.notices == []


def test_a_closed_library_leaves_no_reader_behind(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        put(library, make("buses", BUSES))
        library.search_vectors(ENCODER.encode(["x"])[0], 1)
        assert len(list((tmp_path / "reading").iterdir())) == 2
    assert list((tmp_path / "reading").iterdir()) == []


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    with connect(tmp_path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(LibraryDamaged, match=r"newer version.*Update the program"):
        open_library(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before


@pytest.mark.parametrize("content", [b"not a library" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_library_is_said_plainly(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(LibraryDamaged, match=r"desk\.sqlite is damaged.*backup"):
        open_library(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(DeskError, match="data"):
        open_library(tmp_path / "data")


def test_the_tables_keep_their_promises(library: Library) -> None:
    put(library, make("buses", BUSES))
    with connect(library.directory) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM articles")
    connection.close()
