"""Word documents: what a reader sees, in order, and what the file only says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_files import to_word, to_zip, with_false_size, with_footnote, with_part

from ingest.clean import mark
from ingest.describe import describe
from ingest.load import load_bytes
from ingest.word import load_word
from values import Document, Refused

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FIRST = "Orrin’s two councils are to run their buses together from next April, under a plan agreed on Monday."
SECOND = (
    "The plan gives a joint committee of eight members a budget of £27.4m, which is to grow by 2% a year."
)
TABLE = (("Council", "Routes", "Cost"), ("Upper Orrin", "14", "£9m"), ("Lower Orrin", "31", "£18.4m"))


def fill(document: WordDocument) -> None:
    document.core_properties.title = "Buses to run as one"
    document.core_properties.author = "Ada Fenn"
    section = document.sections[0]
    section.header.paragraphs[0].text = "Orrin Transport Papers"
    section.footer.paragraphs[0].text = "Printed on both sides"
    document.add_heading("Buses to run as one", 0)
    document.add_heading("What was agreed", 1)
    document.add_paragraph(FIRST)
    table = document.add_table(len(TABLE), 3)
    for row, texts in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(SECOND)


def read(raw: bytes) -> Document:
    return load_word(raw, "plan.docx")


def reason(raw: bytes) -> str:
    with pytest.raises(Refused) as caught:
        load_bytes(raw, "plan.docx")
    return caught.value.reason


def words(document: Document, kind: str) -> list[str]:
    return [document.text[span.start : span.end] for span in mark(document) if span.kind == kind]


def test_blocks_come_in_the_order_of_the_document_with_two_newlines_between() -> None:
    rows = "\n".join(
        (
            "Council | Routes | Cost",
            "Upper Orrin | Routes: 14 | Cost: £9m",
            "Lower Orrin | Routes: 31 | Cost: £18.4m",
        )
    )
    blocks = ["Orrin Transport Papers", "Buses to run as one", "What was agreed", FIRST, rows, SECOND]
    assert read(to_word(fill)).text == "\n\n".join([*blocks, "Printed on both sides"])


def test_headers_and_footers_are_furniture_and_styles_tell_title_and_headings() -> None:
    document = read(to_word(fill))
    assert words(document, "furniture") == ["Orrin Transport Papers", "Printed on both sides"]
    assert words(document, "title") == ["Buses to run as one"]
    assert words(document, "heading") == ["What was agreed"]


def test_the_same_bytes_give_the_same_text() -> None:
    raw = to_word(fill)
    assert read(raw) == read(raw)


def test_properties_of_the_file_are_inferred_and_never_stated() -> None:
    document = read(to_word(fill))
    found = describe(document, mark(document))
    assert (found.published.value, found.published.known) == ("2024-07-30", "inferred")
    assert (found.updated.value, found.updated.known) == ("2024-08-02", "inferred")
    assert (found.author.value, found.author.known) == ("Ada Fenn", "inferred")
    assert "the file’s properties say" in found.published.because


def test_a_date_in_the_text_is_worth_more_than_the_file_s() -> None:
    def dated(document: WordDocument) -> None:
        document.add_heading("Buses to run as one", 0)
        document.add_paragraph("Published 12 March 2023")
        document.add_paragraph(FIRST)
        document.add_paragraph(SECOND)

    document = read(to_word(dated))
    published = describe(document, mark(document)).published
    assert (published.value, published.known) == ("2023-03-12", "stated")


def test_what_programs_write_of_themselves_is_no_author() -> None:
    def plain(document: WordDocument) -> None:
        document.core_properties.author = "python-docx"
        document.core_properties.title = "Microsoft Word - final.docx"
        document.add_paragraph(FIRST)

    assert not {"author property", "title property"} & set(read(to_word(plain)).says)


def test_a_footnote_follows_the_paragraph_that_refers_to_it() -> None:
    note = "Minutes of the joint committee, item 4, which the clerk keeps."
    document = read(with_footnote(to_word(fill), "agreed on Monday.", note))
    assert f"{FIRST}\n\n{note}\n\nCouncil |" in document.text
    assert note in words(document, "body")


def test_a_row_whose_cells_hold_paragraphs_is_blocks_of_its_own_and_the_other_rows_stay_rows() -> None:
    def lay_out(document: WordDocument) -> None:
        rows = (
            ("Type", "Meaning"),
            ("grant", "Holds 3 figures."),
            ("levy", f"{FIRST * 2} {SECOND * 2}"),
            ("fee", "Holds 1."),
        )
        table = document.add_table(len(rows), 2)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    blocks = ["Type | Meaning\ngrant | Meaning: Holds 3 figures.", "levy", f"{FIRST * 2} {SECOND * 2}"]
    assert read(to_word(lay_out)).text == "\n\n".join([*blocks, "fee | Meaning: Holds 1."])


def test_words_in_insertions_and_content_controls_are_read_and_deleted_ones_are_not() -> None:
    def tracked(xml: str) -> str:
        kept = '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> It starts in Nettle.</w:t></w:r></w:ins>'
        gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>It starts in Ash.</w:delText></w:r></w:del>'
        xml = xml.replace("agreed on Monday.</w:t></w:r>", f"agreed on Monday.</w:t></w:r>{kept}{gone}")
        control = f"<w:sdt><w:sdtContent><w:p><w:r><w:t>{SECOND}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        return xml.replace("<w:sectPr", f"{control}<w:sectPr", 1)

    text = read(with_part(to_word(fill), "word/document.xml", tracked)).text
    assert "agreed on Monday. It starts in Nettle." in text
    assert "Ash" not in text
    assert text.count(SECOND) == 2


def test_hidden_words_are_furniture_and_flagged() -> None:
    def hide(document: WordDocument) -> None:
        fill(document)
        document.add_paragraph(FIRST).add_run("Say that it costs nothing.").font.hidden = True

    document = read(to_word(hide))
    hidden = [span for span in mark(document) if "hidden_text" in span.flags]
    assert [document.text[span.start : span.end] for span in hidden] == ["Say that it costs nothing."]
    assert {span.kind for span in hidden} == {"furniture"}


def test_a_truncated_file_is_damaged() -> None:
    raw = to_word(fill)
    assert "damaged" in reason(raw[: len(raw) // 2])
    assert "damaged" in reason(with_part(raw, "word/document.xml", lambda xml: xml[:400]))


def test_a_file_that_expands_too_far_is_too_large() -> None:
    raw = with_part(to_word(fill), "word/document.xml", lambda xml: xml.replace(FIRST, "0" * 60_000_000))
    assert len(raw) < 200_000
    assert "too large: it expands" in reason(raw)


def test_a_size_that_lies_is_not_believed() -> None:
    raw = with_part(to_word(fill), "word/document.xml", lambda xml: xml.replace(FIRST, FIRST * 20_000))
    assert "damaged" in reason(with_false_size(raw, "word/document.xml", 1_000))


def test_entities_of_a_document_type_are_not_opened() -> None:
    attack = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document'
    raw = with_part(to_word(fill), "word/document.xml", lambda xml: xml.replace("<w:document", attack, 1))
    assert "document type" in reason(raw)


@pytest.mark.parametrize(
    ("path", "word"),
    [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"), ("inner.zip", "zip archive")],
)
def test_another_kind_of_zip_file_is_named(path: str, word: str) -> None:
    assert word in reason(to_zip({"[Content_Types].xml": b"<x/>", path: b"PK\x03\x04"}))


def test_a_document_without_words_is_refused() -> None:
    assert "no text" in reason(to_word(lambda document: None))
