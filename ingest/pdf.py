"""PDF → Document: paragraphs in reading order with their pages; running heads and page numbers are furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.apart import one_part
from ingest.pdf_columns import Row, read_rows, to_rows
from ingest.pdf_letters import MOST_LETTERS, Strip, read_strips
from ingest.pdf_paragraphs import Look, Paragraph, look_at, to_paragraphs
from ingest.pieces import Piece, lay_out
from ingest.word import read_author, read_title
from values import Document, Refused

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PDF_LOADER = "pdf 2"
MOST_PAGES = 3_000
MOST_STRIPS = 10_000  # of one page; a page of small print in many columns has about 1,000
_PASSWORD = (4, 5)  # pdfium's errors for a password and for a way of encryption that it does not know
_MARGIN = 0.12  # of the height of a page: where running heads and page numbers stand
_EDGE = 0.075  # where a line alone is one, though no other page repeats it
_NUMBERED = re.compile(
    r"[-–—\[(| ]*(?:page|p\.?)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\])| ]*",
    re.IGNORECASE,
)
_LEADER = re.compile(r"\.{5,}|(?:\. ){4,}|…{3,}")  # the dots between a heading and its page
_UNREADABLE = 0.3  # of the letters: beyond this the fonts say nothing of what their letters are


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: its rows in reading order, the notes at its foot, and the lines around them."""

    number: int
    rows: tuple[Row, ...]
    around: tuple[str, ...]
    head: str = ""
    hidden: bool = False


def load_pdf(raw: bytes, name: str) -> Document:
    """A PDF as the text of its paragraphs with two newlines between them.

    1. Letters are read page by page, with their places. 2. Lines that repeat at the edges of pages are furniture.
    3. The rest is put into reading order and joined to paragraphs, over columns and pages. 4. Larger or bold lines
    are headings, the largest of the first page the title. The dates of the file are no dates of publication.
    Raises Refused: damaged, under a password, or without text.
    """
    opened = _open(raw, name)
    try:
        sheets = _read(opened, name)
        properties = {key.lower(): value for key, value in opened.get_metadata_dict(skip_empty=True).items()}
    finally:
        opened.close()
    _check_text([strip.text for strips, *_ in sheets for strip in strips], name)
    pages = _split(sheets)
    rows = [row for page in pages for row in page.rows]
    look = look_at(rows)
    says = _says(properties, pages)
    text, spans, starts = lay_out(_pieces(pages, look, says.get("title property", "")), len(pages))
    return Document(name, raw, text, PDF_LOADER, says, spans, starts)


_Sheet = tuple[list[Strip], float, bool]  # the strips of a page, its height, and whether letters are hidden


def _open(raw: bytes, name: str) -> PdfDocument:
    import pypdfium2

    try:
        with one_part():
            opened = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if error.err_code in _PASSWORD:
            raise Refused(
                name, "is password-protected. Save a copy without the password and add that."
            ) from None
        raise Refused(name, "is damaged or incomplete: it cannot be opened as a PDF. Get it again.") from None
    if len(opened) > MOST_PAGES:
        count = len(opened)
        opened.close()
        raise Refused(name, f"is too large: it has {count:,} pages; the limit is {MOST_PAGES:,}. Split it.")
    return opened


def _read(opened: PdfDocument, name: str) -> list[_Sheet]:
    """The strips of every page; a page that is damaged has none, a document of such pages is refused."""
    import pypdfium2

    sheets: list[_Sheet] = []
    broken = 0
    for number in range(len(opened)):
        try:
            with one_part():
                sheets.append(_read_sheet(opened, number))
        except OverflowError:
            reason = f"has a page with more than {MOST_LETTERS:,} letters. Save its text alone."
            raise Refused(name, reason) from None
        except pypdfium2.PdfiumError:
            broken += 1
            sheets.append(([], 0.0, False))
        if len(sheets[-1][0]) > MOST_STRIPS:
            reason = (
                f"has a page with more than {MOST_STRIPS:,} scattered pieces of text. Save its text alone."
            )
            raise Refused(name, reason)
    if broken == len(sheets):
        raise Refused(name, "is damaged or incomplete: none of its pages can be opened. Get it again.")
    return sheets


def _read_sheet(opened: PdfDocument, number: int) -> _Sheet:
    page = opened[number]
    try:
        return read_strips(page)
    finally:
        page.close()


def _check_text(texts: Sequence[str], name: str) -> None:
    letters = "".join(texts)
    if sum(char.isalnum() for char in letters) < 20:
        reason = "has no text: this PDF looks like a scan, images of pages. Supply a searchable copy (OCR)."
        raise Refused(name, reason)
    unknown = sum(char == "\ufffd" or 0xE000 <= ord(char) <= 0xF8FF for char in letters)
    if unknown > _UNREADABLE * len(letters):
        reason = "has no text that can be read: its fonts do not say what their letters are, as in a scan"
        raise Refused(name, f"{reason}. Supply a searchable copy (OCR).")


def _split(sheets: Sequence[_Sheet]) -> list[_Page]:
    """The pages with their running heads and page numbers told from the rest."""
    edges = [_at_edge(to_rows(strips), height) for strips, height, _ in sheets]
    common = Counter(key for rows in edges for key in {_shape(row.text) for row in rows})
    body = look_at([row for strips, *_ in sheets for row in to_rows(strips)]).size
    pages = []
    for number, ((strips, height, hidden), rows) in enumerate(zip(sheets, edges, strict=True), 1):
        whole = to_rows(strips)
        around = [row for row in rows if common[_shape(row.text)] >= 2 or _is_numbered(row.text)]
        alone = [row for row in rows if row not in around and _stands_alone(row, whole, height, body)]
        taken = sorted([*around, *alone], key=lambda row: -row.y0)
        rest = [strip for strip in strips if not any(_holds(row, strip) for row in taken)]
        head = next((row.text for row in taken if row.y0 > height / 2 and not _is_numbered(row.text)), "")
        pages.append(
            _Page(number, tuple(read_rows(rest, number)), tuple(row.text for row in taken), head, hidden)
        )
    return pages


def _at_edge(rows: Sequence[Row], height: float) -> list[Row]:
    return [row for row in rows if row.y0 > (1 - _MARGIN) * height or row.y1 < _MARGIN * height]


def _shape(text: str) -> str:
    """A line without its numbers, which differ from page to page."""
    return re.sub(r"\d+|\b[ivxlc]+$|^[ivxlc]+\b", "#", " ".join(text.lower().split()))


def _is_numbered(text: str) -> bool:
    return bool(_NUMBERED.fullmatch(text.strip()))


def _stands_alone(row: Row, rows: Sequence[Row], height: float, body: float) -> bool:
    """True for a short line at the very edge of the page, no larger than the text, and apart from it."""
    edge = row.y0 > (1 - _EDGE) * height or row.y1 < _EDGE * height
    near = min((abs(other.y0 - row.y0) for other in rows if other != row), default=height)
    return edge and row.size <= body and len(row.text.split()) <= 14 and near > 2 * body


def _holds(row: Row, strip: Strip) -> bool:
    return row.y0 - 1 <= strip.middle <= row.y1 + 1 and row.x0 - 1 <= strip.x0 and strip.x1 <= row.x1 + 1


def _pieces(pages: Sequence[_Page], look: Look, named: str) -> list[Piece]:
    """All blocks in order. What stands around a page comes before its paragraphs, or after one that goes over from
    the page before; notes come before a paragraph that goes over to the next page: so that pages stay in order."""
    notes = {page.number: _notes(page.rows, look) for page in pages}
    rows = [row for page in pages for row in page.rows if row not in notes[page.number]]
    paragraphs = to_paragraphs(rows, look)
    title = _find_title(paragraphs, look, named)
    pieces: list[Piece] = []
    for page in pages:
        pieces += [Piece(text, "furniture", "running head", (), ((page.number, 0),)) for text in page.around]
        own = [one for one in paragraphs if one.pages[0][0] == page.number]
        after = own[-1:] if own and len(own[-1].pages) > 1 else []
        below = to_paragraphs(notes[page.number], look)
        for one in [*own[: len(own) - len(after)], *below, *after]:
            pieces.append(_piece(one, look, title))
    return pieces


def _notes(rows: Sequence[Row], look: Look) -> list[Row]:
    """The rows in small letters at the foot of each column."""
    found: list[Row] = []
    for part in {row.part for row in rows}:
        column = [row for row in rows if row.part == part]
        while len(column) > 1 and column[-1].size < 0.9 * look.size:
            found.append(column.pop())
    return [row for row in rows if row in found] if len(found) < len(rows) else []


def _piece(one: Paragraph, look: Look, title: Paragraph | None) -> Piece:
    if one is title:
        return Piece(one.text, "title", "", (), one.pages)
    if _LEADER.search(one.text):
        return Piece(one.text, "furniture", "table of contents", (), one.pages)
    if _is_heading(one, look):
        return Piece(one.text, "heading", "kept", (), one.pages)
    return Piece(one.text, pages=one.pages)


def _is_heading(one: Paragraph, look: Look) -> bool:
    short = len(one.rows) <= 3 and len(one.text) <= 160 and not one.text.endswith((".", ",", ";"))
    larger = one.size >= 1.12 * look.size or (one.bold and not look.bold and one.size >= 0.95 * look.size)
    return short and larger and any(char.isalpha() for char in one.text)


def _find_title(paragraphs: Sequence[Paragraph], look: Look, named: str) -> Paragraph | None:
    """On the first page with text, what the properties call the title, or the largest heading."""
    first = [one for one in paragraphs if one.rows[0].page == paragraphs[0].rows[0].page]
    same = [one for one in first if named and one.text.casefold() == named.casefold()]
    large = [one for one in first if _is_heading(one, look) and one.size >= 1.25 * look.size]
    return next(iter(same), None) or max(large, key=lambda one: one.size, default=None)


def _says(properties: dict[str, str], pages: Sequence[_Page]) -> dict[str, str]:
    """What the file's properties let infer, as clues; its dates are those of the file. A running head names the
    series or the publisher, unless it is the title or of one page among many."""
    found = {
        "title": read_title(properties.get("title", "")),
        "author": read_author(properties.get("author", "")),
    }
    says = {f"{key} property": value for key, value in found.items() if value}
    heads = Counter(page.head for page in pages if page.head)
    head, count = heads.most_common(1)[0] if heads else ("", 0)
    words = re.findall(r"[^\W\d_]{4,}", head)
    named = len(words) >= 2 and all(word[0].isupper() for word in words) and len(head) <= 80
    if named and count >= len(pages) / 3 and head.casefold() not in found["title"].casefold():
        says |= {"publisher property": head, "publisher from": f"the running head says “{head}”"}
    return says
