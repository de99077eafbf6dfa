"""Files that are made to harm: each is refused in a plain sentence, or read for what a reader sees of it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from made_files import Show, to_objects, to_pdf, to_stream, to_word, to_zip, with_false_size, with_part

from ingest.apart import Reader
from ingest.load import load_bytes
from values import Refused

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

WORDS = "The two councils are to run their buses together from next April."
DAMAGED = "is damaged or incomplete: "


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader(seconds=20, megabytes=200, part=0.5)
    yield made
    made.close()


def write(document: WordDocument) -> None:
    document.add_paragraph(WORDS)


def word() -> bytes:
    return to_word(write)


def with_text(change: Callable[[str], str]) -> bytes:
    return with_part(word(), "word/document.xml", change)


def with_file(raw: bytes, path: str, content: bytes) -> bytes:
    file = BytesIO(raw)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(path, content)
    return file.getvalue()


def nested(depth: int) -> bytes:
    """A zip archive of ten archives of ten archives …, of a megabyte each."""
    inner = b"0" * 1_000_000
    for _ in range(depth):
        inner = to_zip({f"{i}.zip": inner for i in range(10)})
    return inner


def reason(reader: Reader, kind: str, raw: bytes) -> str:
    with pytest.raises(Refused) as caught:
        reader.read(kind, raw, "a file")
    return caught.value.reason


def refusal(raw: bytes, name: str, limit: int = 20_000_000) -> str:
    with pytest.raises(Refused) as caught:
        load_bytes(raw, name, limit)
    return caught.value.reason


# Archives


def test_a_word_file_whose_parts_expand_too_far_together_is_refused() -> None:
    raw = word()
    for i in range(3):
        path = f"word/media/{i}.png"
        raw = with_false_size(with_file(raw, path, bytes(1_000)), path, 150_000_000)
    assert refusal(raw, "plan.docx").startswith("is too large: it expands to 451 MB when it is opened")


def test_an_archive_of_too_many_files_is_refused() -> None:
    parts = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}
    raw = to_zip(parts | {f"word/{i}": b"" for i in range(5_000)})
    assert refusal(raw, "plan.docx").startswith("is too large: it packs 5,002 files; the limit is 5,000.")


def test_an_archive_of_archives_is_refused_unopened() -> None:
    assert refusal(nested(5), "plan.docx").startswith("is a zip archive and no Word document.")


def test_an_archive_inside_a_word_file_is_not_opened(reader: Reader) -> None:
    assert (
        reader.read("word", with_file(word(), "word/embeddings/1.zip", nested(3)), "plan.docx").text == WORDS
    )


# Mark-up


def test_entities_that_multiply_are_not_opened(reader: Reader) -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 11))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><w:document'
    raw = with_text(lambda xml: xml.replace("<w:document", bomb, 1).replace(WORDS, "&e10;"))
    assert reason(reader, "word", raw).startswith(DAMAGED)


def test_a_document_nested_endlessly_is_refused(reader: Reader) -> None:
    raw = with_text(lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:sdt><w:sdtContent>" * 50_000))
    assert reason(reader, "word", raw).startswith(DAMAGED)


@pytest.mark.parametrize("tag", [b"<div>", b"<b>", b"<ul><li>"])
def test_a_page_nested_a_hundred_thousand_deep_is_refused(reader: Reader, tag: bytes) -> None:
    raw = b"<html><body><article>" + tag * 100_000 + b"So it is."
    assert reason(reader, "html", raw).startswith("is nested more than 2,000 elements deep;")


# Lines


def test_a_line_of_a_hundred_megabytes_is_refused_by_the_size_of_the_file() -> None:
    assert refusal(b"x" * 100_000_000, "a.txt").startswith(
        "is too large: 100.0 MB or more; the limit is 20 MB"
    )


@pytest.mark.parametrize(("name", "start"), [("a.txt", b""), ("a.md", b"# A\n"), ("a.html", b"<html><p>")])
def test_a_line_of_a_hundred_megabytes_is_refused_where_such_files_are_allowed(
    name: str, start: bytes
) -> None:
    assert "characters" in refusal(start + b"words and " * 10_000_000, name, 200_000_000)


# PDF

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources "
    b"<< /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"BT /F 9 Tf 50 700 Td (%s) Tj ET" % WORDS.encode()


def form(content: bytes, inner: int) -> bytes:
    """A drawing that may use the object of the number ``inner``."""
    used = b"/Resources << /Font << /F 4 0 R >> /XObject << /X %d 0 R >> >>" % inner
    return to_stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + used)


def test_a_tree_of_pages_that_is_its_own_branch_is_refused(reader: Reader) -> None:
    loop = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"
    assert reason(reader, "pdf", to_objects([CATALOG, loop])).startswith(DAMAGED)


def test_a_tree_of_pages_that_is_endlessly_deep_is_refused(reader: Reader) -> None:
    branches = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (i + 1) for i in range(2, 5_000)]
    assert reason(reader, "pdf", to_objects([CATALOG, *branches, PAGE])).startswith(DAMAGED)


def test_a_table_of_places_that_leads_back_to_itself_is_read_once(reader: Reader) -> None:
    raw = to_pdf([[Show(WORDS, 50, 700)]])
    place = raw[raw.rindex(b"startxref\n") + 10 :].split(b"\n")[0]
    assert reader.read("pdf", raw.replace(b"/Info 5 0 R", b"/Prev " + place), "a.pdf").text == WORDS


def test_a_drawing_that_draws_itself_ends(reader: Reader) -> None:
    raw = to_objects([CATALOG, ONE_PAGE, PAGE, FONT, to_stream(b"/X Do"), form(SHOWN + b" /X Do", 6)])
    assert WORDS in reader.read("pdf", raw, "a.pdf").text


def test_drawings_that_multiply_are_refused(reader: Reader) -> None:
    forms = [form(b"/X Do " * 10, 7 + i) for i in range(9)]
    raw = to_objects([CATALOG, ONE_PAGE, PAGE, FONT, to_stream(b"/X Do"), *forms, form(SHOWN, 6)])
    assert reason(reader, "pdf", raw).endswith("Save its text in a new document and add that.")


def test_a_stream_that_expands_without_end_is_refused(reader: Reader) -> None:
    packed = zlib.compress(zlib.compress(bytes(300_000_000), 1), 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(packed)
    raw = to_objects([CATALOG, ONE_PAGE, PAGE, FONT, head + packed + b"\nendstream"])
    assert reason(reader, "pdf", raw)


def test_a_page_of_more_letters_than_any_has_is_refused(reader: Reader) -> None:
    page = [Show("ab", i * 37 % 500 + 20, i * 91 % 790 + 10, 8) for i in range(60_000)]
    assert (
        reason(reader, "pdf", to_pdf([page]))
        == "has a page with more than 100,000 letters. Save its text alone."
    )


def test_a_page_on_which_every_letter_stands_before_the_last_one_is_refused(reader: Reader) -> None:
    letters = [Show("abcdef"[i % 6], 550 - i % 500, 800 - i // 500 % 790, 8) for i in range(30_000)]
    assert reason(reader, "pdf", to_pdf([letters])).startswith(
        "has a page that takes more than 0.5 seconds to read"
    )


def test_after_all_of_these_the_next_file_is_read(reader: Reader) -> None:
    assert reader.read("pdf", to_pdf([[Show(WORDS, 50, 700)]]), "a.pdf").text == WORDS
