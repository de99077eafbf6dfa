"""The claim sheet: a row for each sentence and citation, and no cell that a spreadsheet could run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_briefing import MONEY, NIGHT, SINCE, TODAY, made_briefing, made_library, word_for_word

from briefing.layout import Layout, lay_out
from briefing.sheet import Row, as_written, inert, rows, to_csv
from library.store import Library
from values import Claim

FUNDS = "Ada Quill, “Orrin asks for funds”, The Orrin Post, paragraph 2, version 1"
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "'=1",
    '=HYPERLINK("http://x")',
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with made_library(tmp_path_factory.mktemp("data")) as opened:
        yield opened


@pytest.fixture(scope="module")
def layout(library: Library) -> Layout:
    return lay_out(made_briefing(library), library, TODAY)


def read(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_every_sentence_has_a_row_for_each_citation_with_its_check(layout: Layout) -> None:
    found = [replace(row, anchor=None) for row in rows(layout)]
    said = "17 September 2014"
    assert found == [
        Row("1", f"[the report] “{MONEY}”", MONEY, FUNDS, said, "passed: word for word", "the same", None),
        Row(
            "2", NIGHT, NIGHT, "“Night work”, Tarn Gazette, paragraph 2, version 1", "2019 (date inferred)",
            "passed: word for word", "the same", None,
        ),
        Row("none", "It wants £90m.", MONEY, FUNDS, said, "not verified: the source says £30m", "the same", None),
        Row(
            "3", "Orrin has long asked.", SINCE, FUNDS, said, "passed: supported by the words cited", "the same",
            None,
        ),
    ]  # fmt: skip


def test_a_sentence_that_cites_nothing_has_a_row_too(library: Library) -> None:
    briefing = made_briefing(library)
    block = replace(briefing.blocks[2], claims=(Claim("It is so.", (), "uncited"),))
    (row,) = rows(lay_out(replace(briefing, blocks=(block,)), library, TODAY))
    assert row == Row("none", "It is so.", "", "", "", "not verified: it names no source", "", None)


def test_the_file_is_what_spreadsheets_read(layout: Layout) -> None:
    raw = to_csv(layout)
    assert raw.startswith(b"\xef\xbb\xbfNote,Claim,Exact quote,Source,Date,Check,Status today,Initials,")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 5


def test_the_columns_of_the_file_are_those_of_the_sheet(layout: Layout) -> None:
    head, first, *_ = read(to_csv(layout))
    assert dict(zip(head, first, strict=True)) | {"Anchor": "", "Words": ""} == {
        "Note": "1",
        "Claim": f"[the report] “{MONEY}”",
        "Exact quote": MONEY,
        "Source": FUNDS,
        "Date": "17 September 2014",
        "Check": "passed: word for word",
        "Status today": "the same",
        "Initials": "",
        "Anchor": "",
        "Words": "",
    }


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_could_be_a_formula_is_text(library: Library, formula: str) -> None:
    briefing = made_briefing(library)
    block = replace(briefing.blocks[2], claims=(word_for_word(formula, 1, check="words_differ"),))
    cells = read(to_csv(lay_out(replace(briefing, blocks=(block,)), library, TODAY)))[1]
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []


@given(st.text() | st.text("=+-@\t\r' a"))
def test_no_cell_begins_as_a_formula_and_every_cell_can_be_read_back(text: str) -> None:
    cell = inert(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert not cell.startswith(("\t", "\r"))
    assert as_written(cell) == text
