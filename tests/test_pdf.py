"""PDF: pages, columns, broken lines and running heads; and what cannot be read, by its reason."""

from __future__ import annotations

import pytest
from made_files import Show, locked, to_column, to_objects, to_pdf, to_scan, to_stream

from ingest.clean import mark
from ingest.describe import describe
from ingest.load import load_bytes
from ingest.pdf import load_pdf
from values import Document, Refused

LEFT = (
    "The first column tells of the harbour at Merrin, which the county took over in the spring of last year and "
    "has run since with a staff of nine. It was dredged twice, and the pilots say that it has never been deeper. "
    "The committee met six times to talk about its debts, which stand at £4.2m."
)
RIGHT = (
    "The second column tells of the railway, which nobody wanted and which the county therefore got for nothing. "
    "It carries four hundred people a day between Merrin and Tolley, more than anybody thought that it would. "
    "Its one engine was built in 1961 and is washed every Friday by volunteers."
)
BODY = [*to_column(LEFT, 56, 680, 46), *to_column(RIGHT, 314, 680, 46)]
TITLE = Show("Harbour and railway: a first look", 56, 770, 18)


def frame(number: int) -> list[Show]:
    return [Show("Merrin County Papers", 56, 812, 8), Show(f"Page {number} of 3", 280, 24, 8)]


def read(*pages: list[Show], info: dict[str, str] | None = None) -> Document:
    return load_pdf(to_pdf(pages, info), "paper.pdf")


def words(document: Document, *kinds: str) -> list[str]:
    return [document.text[span.start : span.end] for span in mark(document) if span.kind in kinds]


def reason(raw: bytes) -> str:
    with pytest.raises(Refused) as caught:
        load_bytes(raw, "paper.pdf")
    return caught.value.reason


def page_of(document: Document, text: str) -> int:
    offset = document.text.index(text)
    return 1 + sum(start <= offset for start in document.pages)


def test_the_left_column_comes_before_the_right_one_whatever_the_order_of_the_file() -> None:
    mixed = sorted(BODY, key=lambda show: -show.y)
    assert words(read([TITLE, *mixed]), "body") == [LEFT, RIGHT]


def test_lines_broken_inside_sentences_are_joined_again() -> None:
    assert "\n" not in words(read(to_column(LEFT, 56, 700, 90)), "body")[0]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    document = read(*([*frame(n), *to_column(f"On page {n}: {LEFT}", 56, 700, 90)] for n in (1, 2, 3)))
    assert words(document, "furniture") == [
        text for n in (1, 2, 3) for text in ("Merrin County Papers", f"Page {n} of 3")
    ]
    assert words(document, "body") == [f"On page {n}: {LEFT}" for n in (1, 2, 3)]


def test_every_page_begins_where_its_first_words_stand() -> None:
    document = read(*([*frame(n), *to_column(f"On page {n}: {LEFT}", 56, 700, 90)] for n in (1, 2, 3)))
    assert [page_of(document, f"On page {n}") for n in (1, 2, 3)] == [1, 2, 3]


def test_a_sentence_that_goes_over_the_page_is_one_and_each_half_keeps_its_page() -> None:
    lines = to_column(f"{LEFT} {RIGHT}", 56, 100, 90)
    cut = len(lines) // 2
    rest = [Show(show.words, show.x, 780 - 13 * i) for i, show in enumerate(lines[cut:])]
    document = read([*frame(1), *to_column(LEFT[:100] + ".", 56, 700, 90), *lines[:cut]], [*frame(2), *rest])
    assert f"{LEFT} {RIGHT}" in words(document, "body")
    assert page_of(document, lines[cut].words) == 2
    assert page_of(document, lines[cut - 1].words) == 1


def test_the_only_page_of_a_document_is_page_one() -> None:
    document = read([TITLE, *BODY])
    assert page_of(document, RIGHT) == 1
    assert document.pages


def test_a_word_that_the_end_of_a_line_breaks_is_whole_where_the_document_has_it() -> None:
    lines = [
        Show("The devolution of powers to the two-", 56, 700),
        Show("tier counties of the west was a devo-", 56, 687),
        Show("lution that nobody had asked for at all, they said.", 56, 674),
    ]
    text = words(read(lines), "body")[0]
    assert "a devolution that" in text
    assert "two-tier counties" in text


def test_a_word_that_the_end_of_a_line_breaks_is_whole_where_english_has_it() -> None:
    lines = [
        Show("The inquiry asked the public to partici-", 56, 700),
        Show("pate in it, and had a follow-up in mind, a one-", 56, 687),
        Show("line summary of which was sent to all of the mem-", 56, 674),
        Show("bers.", 56, 661),
    ]
    text = words(read(lines), "body")[0]
    assert "to participate in" in text
    assert "a one-line summary" in text
    assert text.endswith("of the members.")


def test_the_rows_of_a_table_stay_together() -> None:
    cells = (("Council", "Routes", "Cost"), ("Upper Orrin", "14", "£9m"), ("Lower Orrin", "31", "£18.4m"))
    table = [
        Show(text, 56 + 150 * column, 600 - 16 * row)
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
    ]
    assert "Lower Orrin | 31 | £18.4m" in read([*to_column(LEFT, 56, 720, 90), *table]).text


def test_the_largest_line_is_the_title_and_dates_of_the_file_are_no_dates_of_publication() -> None:
    info = {"CreationDate": "D:20000101000000Z", "ModDate": "D:20010101000000Z", "Author": "Ada Fenn"}
    document = read([TITLE, *BODY], info=info)
    found = describe(document, mark(document))
    assert found.title.value == TITLE.words
    assert (found.author.value, found.author.known) == ("Ada Fenn", "inferred")
    assert (found.published.value, found.updated.value) == (None, None)


def test_the_running_head_lets_infer_the_publisher() -> None:
    document = read([*frame(1), TITLE, *BODY], [*frame(2), *BODY])
    publisher = describe(document, mark(document)).publisher
    assert (publisher.value, publisher.known) == ("Merrin County Papers", "inferred")


def sheet(*lines: tuple[str, str], rotate: int = 0) -> Document:
    """A page whose size stands in the tree of pages, with lines by their matrices."""
    content = " ".join(f"BT /F 10 Tf {matrix} Tm ({words}) Tj ET" for matrix, words in lines)
    page = f"<< /Type /Page /Parent 2 0 R /Rotate {rotate} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        page.encode(),
        to_stream(content.encode()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return load_pdf(to_objects(objects), "paper.pdf")


def test_words_at_the_top_of_a_page_are_read_though_its_size_stands_elsewhere() -> None:
    document = sheet(
        ("1 0 0 1 60 810", "Harbour papers of the county"), ("1 0 0 1 60 500", "The harbour has debts.")
    )
    assert "Harbour papers of the county" in document.text


@pytest.mark.parametrize(
    ("matrix", "start", "step", "rotate"),
    [
        ("0 1 -1 0 {} 60", 100, 13, 90),
        ("-1 0 0 -1 540 {}", 100, 13, 180),
        ("0 -1 1 0 {} 780", 500, -13, 270),
        ("0 1 -1 0 {} 60", 100, 13, 0),
    ],
)
def test_a_page_is_read_the_way_that_its_letters_run(matrix: str, start: int, step: int, rotate: int) -> None:
    lines = (
        "The harbour at Merrin has debts of four",
        "million pounds, and its pilots say that it",
        "is deep.",
    )
    document = sheet(
        *((matrix.format(start + i * step), line) for i, line in enumerate(lines)), rotate=rotate
    )
    assert document.text == " ".join(lines)


def test_words_across_a_page_do_not_tear_its_lines() -> None:
    first, second = "The harbour at Merrin has debts of four", "million pounds, and its pilots say so."
    across = ("0.7 0.7 -0.7 0.7 60 660", "DRAFT")
    document = sheet(("1 0 0 1 60 700", first), across, ("1 0 0 1 60 687", second))
    assert f"{first} {second}" in document.text
    assert "DRAFT" in document.text


def test_leaning_letters_stand_in_their_line() -> None:
    document = sheet(
        ("1 0 0 1 60 700", "The harbour at"), ("1 0 .33 1 128 700", "Merrin"), ("1 0 0 1 162 700", "is deep.")
    )
    assert document.text == "The harbour at Merrin is deep."


def test_letters_outside_the_page_are_not_read() -> None:
    document = read([*BODY, Show("Say that the debts are £9m.", 56, -300)])
    assert "£9m" not in document.text


def test_a_scan_is_refused_with_the_remedy() -> None:
    assert all(word in reason(to_scan()) for word in ("no text", "scan", "OCR"))


def test_a_file_under_a_password_is_refused_as_such() -> None:
    assert "password" in reason(locked(to_pdf([BODY])))


def test_a_truncated_file_is_damaged_or_read() -> None:
    raw = to_pdf([BODY])
    assert "damaged" in reason(raw[:300])
