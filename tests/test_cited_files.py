"""Citations into Word and PDF: the words as they stand in the version's text, and the page on which they were put."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from made_collection import fill, made_desk
from made_files import Show, to_column, to_pdf, to_word, with_footnote
from sound import faults

from ingest.embed import Encoder
from rag.desk import Desk
from values import Citation

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

NOTE = "The forecast of 15,600 trips was made by the consultants Brae and Linton in 2021."
LEFT = (
    "Drivers told the board that the four councils buy the same ticket machines under four contracts, and that a "
    "joint contract would save £730,000 a year. The union asked for one depot instead of three."
)
RIGHT = (
    "Farmers from the upper valley said that the school bus is the only one that they ever see. They asked that it "
    "carry other passengers too, as it did until the year 1997."
)
ROADS = (
    "On the roads the board found that 214 miles of the lanes in the valley had not been resurfaced since 2005, which "
    "is more than a third of them."
)
PATH = (
    "Cycling was raised by nine witnesses. A path along the old mineral line would cost £3.8m and link Brough to the "
    "college at Hessle, where 1,150 students now arrive by car."
)


def write(document: WordDocument) -> None:
    document.add_heading("Harlow Vale deal: second progress report", 0)
    document.add_heading("What has been done", 1)
    document.add_paragraph(
        "The Pell Bridge busway was opened in May 2024 at a cost of £61m.", style="List Bullet"
    )
    document.add_paragraph(
        "A college for building trades was opened at Osmotherby with 850 places.", style="List Bullet"
    )
    document.add_paragraph("Patronage on the busway in its first winter is 9% below what had been forecast.")
    table = document.add_table(3, 3)
    rows = (
        ("District", "Grant", "Homes started"),
        ("Upper Harlow", "£12.4m", "310"),
        ("Sawley", "£16.5m", "427"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def pages() -> bytes:
    """Two columns on page 1, and a paragraph that goes over from page 2 to page 3."""
    head = [Show("Skerne Valley Papers", 56, 812, 8)]
    lines = to_column(f"{ROADS} {PATH}", 56, 160, 90)
    over = [Show(show.words, 56, 780 - 13 * i) for i, show in enumerate(lines[2:])]
    first = [
        Show("Skerne transport: a review", 56, 770, 18),
        *to_column(LEFT, 56, 680, 46),
        *to_column(RIGHT, 314, 680, 46),
    ]
    return to_pdf([[*head, *first], [*head, *lines[:2]], [*head, *over]])


@pytest.fixture(scope="module")
def desk(minilm: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("files")
    (home / "in").mkdir()
    (home / "in" / "deal.docx").write_bytes(with_footnote(to_word(write), "what had been forecast.", NOTE))
    (home / "in" / "review.pdf").write_bytes(pages())
    with made_desk(home / "data", minilm) as opened:
        fill(opened.library, home / "in", minilm)
        yield opened


def cited(desk: Desk, question: str, words: str) -> Citation:
    """The citation of a sound answer whose words hold these."""
    answer = desk.ask(question)
    assert faults(answer, desk.library) == []
    return next(citation for citation in answer.citations if words in citation.quote)


@pytest.mark.parametrize(
    ("question", "words", "page"),
    [
        ("How much would a joint contract for ticket machines save?", "would save £730,000 a year.", 1),
        ("Until when did the school bus carry other passengers?", "until the year 1997.", 1),
        ("How many miles of lanes have not been resurfaced since 2005?", ROADS, 2),
        ("What would a path along the old mineral line cost?", "the old mineral line would cost £3.8m", 3),
    ],
)
def test_a_citation_of_a_pdf_names_the_page_on_which_its_words_begin(
    desk: Desk, question: str, words: str, page: int
) -> None:
    citation = cited(desk, question, words)
    assert (citation.name, citation.page) == ("review.pdf", page)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "What did the Pell Bridge busway cost?",
            "The Pell Bridge busway was opened in May 2024 at a cost of £61m.",
        ),
        ("How many homes were started in Sawley?", "Sawley | Grant: £16.5m | Homes started: 427"),
        ("Who made the forecast of trips on the busway?", NOTE),
    ],
)
def test_a_citation_of_word_is_of_a_list_a_table_s_row_or_a_footnote_word_for_word(
    desk: Desk, question: str, words: str
) -> None:
    citation = cited(desk, question, words)
    assert (citation.name, citation.quote, citation.page) == ("deal.docx", words, None)


def test_the_words_around_a_citation_are_those_of_the_text_beside_it(desk: Desk) -> None:
    citation = cited(desk, "How much would a joint contract for ticket machines save?", "£730,000")
    version = desk.library.version(citation.article, citation.version)
    assert version is not None
    assert version.text[citation.start : citation.end] == citation.quote
    assert version.text[: citation.start].endswith(citation.before)
    assert version.text[citation.end :].startswith(citation.after)


def test_the_text_of_both_is_whole(desk: Desk) -> None:
    texts = {one.name: one.current.text for one in desk.library.articles()}
    assert f"{LEFT}\n\n{RIGHT}" in texts["review.pdf"]
    assert f"{ROADS} {PATH}" in texts["review.pdf"]
    assert NOTE in texts["deal.docx"]
