"""`desk check`: an exported file, months later, against the library as it is then, from the file alone."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_briefing import (
    FUNDS,
    MONEY,
    NIGHT,
    ROADS,
    SINCE,
    TODAY,
    answer,
    edit,
    held,
    made_briefing,
    made_library,
    word_for_word,
)
from made_files import to_word as to_any_word
from made_files import with_part
from made_history import History
from opened_word import FOOTNOTES, converted

from briefing.carried import EDITED, REMOVED, SENTENCE, read_carried
from briefing.check import Report, check_file, report_text
from briefing.export import Kind, export
from ingest.curate import erase, remove
from library.store import Library, open_library
from values import Briefing, DeskError

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


KINDS: tuple[Kind, ...] = ("docx", "csv")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with made_library(tmp_path / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """To be read, not written to."""
    with made_library(tmp_path_factory.mktemp("data")) as opened:
        yield opened


def word(library: Library) -> bytes:
    return export(made_briefing(library), library, "docx", TODAY)


def sheet(library: Library) -> bytes:
    return export(made_briefing(library), library, "csv", TODAY)


def checked(raw: bytes, library: Library, home: Path, name: str = "asks.docx") -> Report:
    (home / name).write_bytes(raw)
    return check_file(home / name, library)


def outcomes(report: Report) -> list[str]:
    return [one.outcome for one in report.citations]


def edits(report: Report) -> list[tuple[str, ...]]:
    return [one.edits for one in report.citations]


def test_what_nobody_touched_is_the_same(untouched: Library, tmp_path: Path) -> None:
    report = checked(word(untouched), untouched, tmp_path)
    assert (outcomes(report), report.strangers, report.holds) == (["same", "same", "same"], 0, True)
    assert [one.quote for one in report.citations] == [MONEY, NIGHT, SINCE]


def test_a_claim_sheet_is_checked_too_with_its_rows_that_have_no_note(
    untouched: Library, tmp_path: Path
) -> None:
    report = checked(sheet(untouched), untouched, tmp_path, "asks.csv")
    assert [(one.note, one.outcome) for one in report.citations] == [
        (1, "same"), (2, "same"), (0, "same"), (3, "same"),
    ]  # fmt: skip
    assert report.holds


@pytest.mark.parametrize("kind", ["docx", "csv"])
def test_moved_words_hold(library: Library, tmp_path: Path, kind: str) -> None:
    raw = word(library) if kind == "docx" else sheet(library)
    edit(library, "funds", f"A new first paragraph.\n\n{FUNDS}")
    report = checked(raw, library, tmp_path, f"asks.{kind}")
    assert {one.outcome for one in report.citations if one.article == "funds"} == {"moved"}
    assert report.holds


@pytest.mark.parametrize("kind", ["docx", "csv"])
def test_changed_words_are_told_with_what_they_are_now(library: Library, tmp_path: Path, kind: str) -> None:
    raw = word(library) if kind == "docx" else sheet(library)
    edit(library, "funds", FUNDS.replace("£30m a year", "£45m a year"))
    report = checked(raw, library, tmp_path, f"asks.{kind}")
    first = report.citations[0]
    assert (first.outcome, first.quote, first.now) == ("changed", MONEY, "The council wants £45m a year.")
    assert not report.holds


def test_words_that_were_taken_out_or_removed_or_erased_are_told(library: Library, tmp_path: Path) -> None:
    raw = word(library)
    edit(library, "funds", "Orrin asks for ten-year funds.\n\nIt got nothing.")
    remove(library, "roads")
    assert outcomes(checked(raw, library, tmp_path)) == ["gone", "gone", "gone"]
    erase(library, "roads")
    assert outcomes(checked(raw, library, tmp_path)) == ["gone", "erased", "gone"]


def test_a_library_that_was_made_anew_knows_the_words_by_their_fingerprint(
    library: Library, tmp_path: Path
) -> None:
    edit(library, "funds", f"{FUNDS}\n\nUpdated.")
    raw = word(library)
    with made_library(tmp_path / "other") as other:
        edit(other, "funds", f"Older.\n\n{FUNDS}")
        edit(other, "funds", f"{FUNDS}\n\nUpdated.")
        report = checked(raw, other, tmp_path)
    assert outcomes(report) == ["same", "same", "same"]
    assert [one.version for one in report.citations] == [3, 1, 3]


def changed_in(part: str, old: str, new: str) -> Callable[[bytes], bytes]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return lambda raw: with_part(raw, part, change)


def test_words_that_were_edited_in_the_file_are_told(untouched: Library, tmp_path: Path) -> None:
    edited = changed_in(FOOTNOTES, "wants £30m", "wants £300m")(word(untouched))
    report = checked(edited, untouched, tmp_path)
    assert edits(report) == [(EDITED,), (), ()]
    assert not report.holds


def test_words_that_a_tracked_change_takes_out_or_puts_in_count_as_edited(
    untouched: Library, tmp_path: Path
) -> None:
    begun = '<w:t xml:space="preserve">The council wants £30m a year.</w:t></w:r>'
    tracked = (
        '<w:t xml:space="preserve">The council wants </w:t></w:r>'
        '<w:del w:id="90" w:author="a"><w:r><w:delText>£30m</w:delText></w:r></w:del>'
        '<w:ins w:id="91" w:author="a"><w:r><w:t>£31m</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> a year.</w:t></w:r>'
    )
    report = checked(changed_in(FOOTNOTES, begun, tracked)(word(untouched)), untouched, tmp_path)
    assert edits(report) == [(EDITED,), (), ()]


def test_words_that_word_has_cut_into_several_runs_are_the_same(untouched: Library, tmp_path: Path) -> None:
    cut = 'The council </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>wants £30m'
    report = checked(
        changed_in(FOOTNOTES, "The council wants £30m", cut)(word(untouched)), untouched, tmp_path
    )
    assert (edits(report), report.holds) == ([(), (), ()], True)


def test_a_sentence_that_was_edited_in_the_file_is_told(untouched: Library, tmp_path: Path) -> None:
    edited = changed_in("word/document.xml", "Orrin has long asked.<", "Orrin has never asked.<")(
        word(untouched)
    )
    report = checked(edited, untouched, tmp_path)
    assert edits(report) == [(), (), (SENTENCE,)]
    assert not report.holds


def test_words_that_were_edited_in_a_claim_sheet_are_told(untouched: Library, tmp_path: Path) -> None:
    raw = sheet(untouched).decode("utf-8").replace(f",{MONEY},", ",The council wants £300m a year.,", 1)
    report = checked(raw.encode(), untouched, tmp_path, "asks.csv")
    assert edits(report) == [(EDITED,), (), (), ()]
    assert not report.holds


def test_words_and_record_changed_together_are_not_what_the_article_says(
    untouched: Library, tmp_path: Path
) -> None:
    raw = changed_in(FOOTNOTES, "wants £30m", "wants £300m")(word(untouched))
    forged = changed_in("customXml/item1.xml", "wants \\u00a330m", "wants \\u00a3300m")(raw)
    report = checked(forged, untouched, tmp_path)
    assert outcomes(report) == ["false", "same", "same"]
    assert not report.holds


def without_record(raw: bytes) -> bytes:
    """As a program saves it that drops what it does not know, or as it is when it is pasted into another document."""
    return with_part(raw, "customXml/item1.xml", lambda _: "<other/>")


def test_notes_that_were_pasted_elsewhere_are_known_by_their_bookmarks(
    untouched: Library, tmp_path: Path
) -> None:
    report = checked(without_record(word(untouched)), untouched, tmp_path)
    assert [(one.note, one.article, one.quote, one.outcome) for one in report.citations] == [
        (1, "funds", MONEY, "same"), (2, "roads", NIGHT, "same"), (3, "funds", SINCE, "same"),
    ]  # fmt: skip
    assert (report.holds, report.strangers) == (True, 0)


def test_words_that_were_edited_after_they_were_pasted_are_told(untouched: Library, tmp_path: Path) -> None:
    edited = changed_in(FOOTNOTES, "wants £30m", "wants £300m")(without_record(word(untouched)))
    report = checked(edited, untouched, tmp_path)
    assert (edits(report), report.holds) == ([(EDITED,), (), ()], False)


def test_pasted_notes_of_a_text_that_the_library_does_not_have_are_gone(
    untouched: Library, tmp_path: Path
) -> None:
    mark = held(untouched, "roads").sha256[:8]
    raw = changed_in(FOOTNOTES, f"_desk_n2_{mark}", "_desk_n2_00000000")(without_record(word(untouched)))
    assert outcomes(checked(raw, untouched, tmp_path)) == ["same", "gone", "same"]


def test_a_note_that_was_deleted_is_told_and_the_others_hold(untouched: Library, tmp_path: Path) -> None:
    def without_the_second(text: str) -> str:
        start = text.index('<w:footnote w:id="2"')
        return text[:start] + text[text.index('<w:footnote w:id="3"') :]

    report = checked(with_part(word(untouched), FOOTNOTES, without_the_second), untouched, tmp_path)
    assert (edits(report), report.holds) == ([(), (REMOVED,), ()], True)


def test_a_note_of_the_users_own_is_counted_and_not_checked(untouched: Library, tmp_path: Path) -> None:
    own = '<w:footnote w:id="9"><w:p><w:r><w:t>My own note.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    raw = changed_in(FOOTNOTES, "</w:footnotes>", own)(word(untouched))
    report = checked(raw, untouched, tmp_path)
    assert (report.strangers, report.holds) == (1, True)
    assert report_text(report).endswith("\n1 note that the desk did not write: not checked.")


def test_a_note_that_was_written_anew_does_not_pass(untouched: Library, tmp_path: Path) -> None:
    def anew(text: str) -> str:
        start = text.index('<w:footnote w:id="2"')
        rest = text[text.index('<w:footnote w:id="3"') :]
        return f'{text[:start]}<w:footnote w:id="2"><w:p><w:r><w:t>I say so.</w:t></w:r></w:p></w:footnote>{rest}'

    report = checked(with_part(word(untouched), FOOTNOTES, anew), untouched, tmp_path)
    assert (report.strangers, report.holds) == (1, False)


@pytest.mark.slow
def test_a_file_that_libreoffice_saved_again_is_checked_as_before(
    soffice: str, untouched: Library, tmp_path: Path
) -> None:
    report = checked(converted(soffice, word(untouched), "docx", tmp_path), untouched, tmp_path, "saved.docx")
    assert (outcomes(report), edits(report), report.strangers) == (["same"] * 3, [()] * 3, 0)


@pytest.mark.parametrize("part", [";", "\t"])
def test_a_sheet_that_a_spreadsheet_saved_its_own_way_is_read(
    untouched: Library, tmp_path: Path, part: str
) -> None:
    rows = list(csv.reader(io.StringIO(sheet(untouched).decode("utf-8-sig"), newline="")))
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=part).writerows(rows)
    report = checked(file.getvalue().encode("utf-16"), untouched, tmp_path, "asks.csv")
    assert outcomes(report) == ["same"] * 4


def test_the_report_says_how_many_of_each_and_what_of_every_one(library: Library, tmp_path: Path) -> None:
    raw = word(library)
    edit(library, "funds", FUNDS.replace("£30m a year", "£45m a year"))
    edit(library, "roads", f"New.\n\n{ROADS}")
    assert report_text(checked(raw, library, tmp_path)).splitlines() == [
        "asks.docx: 3 citations: 1 changed since, 1 moved within the article, 1 the same.",
        f"[1] changed since: “{MONEY}” (“Orrin asks for funds”, version 1)."
        " It says now: “The council wants £45m a year.”",
        f"[2] moved within the article: {NIGHT} (“Night work”, version 1).",
        f"[3] the same: “{SINCE}” (“Orrin asks for funds”, version 1).",
    ]


# Files that are hostile or damaged

ITEM = "customXml/item1.xml"
ANCHORS = '<citations xmlns="urn:devolution-desk:citations">{}</citations>'
NUMBER = '{{"format": 1, "notes": [{{"note": {}, "article": "funds", "version": 1, "start": 0, "end": 5}}]}}'


@pytest.mark.parametrize("place", ["5-1", "0-0", "0-999999999", "999999998-999999999"])
def test_a_place_that_no_text_has_is_not_what_the_article_says(
    untouched: Library, tmp_path: Path, place: str
) -> None:
    raw = re.sub(r"funds@1:\d+-\d+", f"funds@1:{place}", sheet(untouched).decode())
    report = checked(raw.encode(), untouched, tmp_path, "asks.csv")
    assert outcomes(report) == ["false", "same", "false", "false"]


def nothing(document: WordDocument) -> None:
    """A document as it is, with nothing added."""


WORDS = '{"format": 1, "notes": ["a", null]}'
ARTICLE, HALF = '"article": "', '"article": "\\ud800'  # the first half of a sign of two
HARMFUL: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "binary": lambda _: b"\x00\xff\xfe\x01" * 50,
    "another csv": lambda _: b"a,b\r\n1,2\r\n",
    "a csv without rows": lambda _: b"\xef\xbb\xbf",
    "a word file of somebody else": lambda _: to_any_word(nothing),
    "cut off": lambda raw: raw[: len(raw) // 2],
    "anchors that are no json": lambda raw: with_part(raw, ITEM, lambda _: ANCHORS.format("{")),
    "anchors that are words": lambda raw: with_part(raw, ITEM, lambda _: ANCHORS.format(WORDS)),
    "anchors of half a sign": lambda raw: with_part(raw, ITEM, lambda text: text.replace(ARTICLE, HALF, 1)),
    "anchors that are a list": lambda raw: with_part(raw, ITEM, lambda _: ANCHORS.format("[]")),
    "anchors nested without end": lambda raw: with_part(raw, ITEM, lambda _: ANCHORS.format("[" * 100_000)),
    "anchors of a newer desk": lambda raw: with_part(raw, ITEM, lambda _: ANCHORS.format('{"format": 99}')),
    "anchors of another kind": lambda raw: with_part(raw, ITEM, lambda _: ANCHORS.format(NUMBER.format('"x"'))),
    "anchors with parts missing": lambda raw: with_part(raw, ITEM, lambda _: ANCHORS.format(NUMBER.format(1))),
    "a declared type": lambda raw: with_part(
        raw, ITEM, lambda _: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    ),
    "notes that are no xml": lambda raw: with_part(raw, FOOTNOTES, lambda _: "<w:footnotes"),
    "an archive that expands": lambda raw: with_part(raw, ITEM, lambda _: " " * 50_000_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(HARMFUL))
def test_a_file_that_is_damaged_or_made_to_harm_is_one_sentence(
    untouched: Library, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(DeskError, match=r"^asks\.\w+: .*\.$") as told:
        checked(HARMFUL[kind](word(untouched)), untouched, tmp_path)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_one_sentence(untouched: Library, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        check_file(tmp_path / "none.docx", untouched)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    try:
        found = read_carried(raw, "a").citations
    except DeskError:
        found = ()
    assert found == ()


def test_what_a_report_prints_holds_no_sign_that_a_terminal_obeys(untouched: Library, tmp_path: Path) -> None:
    report = checked(word(untouched), untouched, tmp_path)
    evil = replace(report.citations[0], source="\x1b[2Jx\u202e", quote="\x1b]0;y\x07")
    text = report_text(replace(report, citations=(evil,), name="\x1b[31m"))
    assert {sign for sign in text if ord(sign) < 32} <= {"\n"}


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_to_the_articles_an_old_file_is_checked_rightly(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    with open_library(tmp_path / "data") as library:
        history = History(folder, library, random.Random(seed))
        history.begin(4)
        told = history.cite(12)
        claims = [word_for_word(one.citation.quote, one.citation.number or 0) for one in told]
        block = answer("a", "How much?", claims, [one.citation for one in told])
        briefing = Briefing("b", "Old", "", "", blocks=(block,))
        files = {kind: export(briefing, library, kind, TODAY) for kind in KINDS}
        for _ in range(4):
            for _ in range(3):
                history.happen()
            history.sync()
            library.refresh()
            right = [history.right(one)[0] for one in told]
            for kind, raw in files.items():
                report = checked(raw, library, tmp_path, f"old.{kind}")
                assert (outcomes(report), edits(report)) == (right, [()] * len(right))
                assert report.holds == (set(right) <= {"same", "moved"})
