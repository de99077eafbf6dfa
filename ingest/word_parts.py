"""The body of a Word document → pieces: what its elements and styles mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.pieces import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What holds no text that a reader sees in its place: deleted and moved words, field codes, drawings' second copies.
_SKIPPED = frozenset(
    "del moveFrom instrText delInstrText Fallback rPr pPr tblPr trPr tcPr sectPr sdtPr".split()
)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_LONG_CELL = 300  # characters; a cell with more holds paragraphs, and its table lays out a page
_TINY = 4  # half points; smaller letters are not made to be read
_NUMBER = re.compile(r"\d")


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def one(element: Element | None, *path: str) -> Element | None:
    """The first child at a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if local(child) == name), None)
    return element


def value(element: Element | None, key: str = "val") -> str:
    if element is None:
        return ""
    return next((text for name, text in element.attrib.items() if name.rpartition("}")[2] == key), "")


def _on(element: Element | None) -> bool:
    """True for a switch that is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Styles:
    """What each paragraph style is: ``level`` 0 for the title, 1 to 9 for headings; ``contents`` are the styles of
    tables of contents, ``hidden`` those whose text is hidden. Keys are the ids of styles."""

    level: dict[str, int] = field(default_factory=dict)
    contents: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @staticmethod
    def read(root: Element | None) -> Styles:
        found = {
            value(style, "styleId"): style
            for style in (() if root is None else root)
            if local(style) == "style"
        }
        names = {id_: value(one(style, "name")).lower() for id_, style in found.items()}
        level = {id_: rank for id_ in found if (rank := _level(id_, found, names)) is not None}
        contents = {
            id_
            for id_, name in names.items()
            if re.match(r"toc(?: \d| heading|$)|table of (?:figures|contents)", name)
        }
        hidden = {id_ for id_, style in found.items() if _on(one(style, "rPr", "vanish"))}
        return Styles(level, frozenset(contents), frozenset(hidden))


def _level(id_: str, found: dict[str, Element], names: dict[str, str]) -> int | None:
    """The level of a style, its own or that of the style that it is based on."""
    for _ in range(10):
        style = found.get(id_)
        if style is None:
            return None
        match = re.fullmatch(r"title|heading ([1-9])", names[id_])
        outline = value(one(style, "pPr", "outlineLvl"))
        if match:
            return int(match[1] or 0)
        if outline.isdigit():
            return int(outline) + 1 if int(outline) < 9 else None
        id_ = value(one(style, "basedOn"))
    return None


@dataclass(slots=True)
class _Text:
    """The words of one paragraph, those that are hidden, the notes it refers to, and the boxes that hang on it."""

    seen: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Walk:
    """Walks the body once. ``notes`` are the roots of the footnotes' and the endnotes' parts."""

    def __init__(self, styles: Styles, notes: Sequence[Element | None]) -> None:
        self.styles = styles
        self.notes = {
            (local(note), value(note, "id")): note
            for root in notes
            if root is not None
            for note in root
            if value(note, "type") in ("", "normal")
        }

    def run(self, holder: Element) -> list[Piece]:
        """The pieces of everything in ``holder``, in order, without empty ones."""
        pieces = [piece for block in _blocks(holder) for piece in self._block(block)]
        return [piece for piece in pieces if piece.text]

    def _block(self, block: Element) -> Iterator[Piece]:
        if local(block) == "tbl":
            yield from self._table(block)
            return
        text = self._read(block)
        yield from self._paragraph(block, _join(text.seen))
        if _join(text.hidden):
            yield Piece(_join(text.hidden), "furniture", "hidden text", ("hidden_text",))
        for box in text.boxes:
            yield from self.run(box)
        yield from self._notes(text.notes)

    def _notes(self, keys: Sequence[str]) -> Iterator[Piece]:
        """The notes that are referred to; each once, so that a note which refers to itself ends."""
        for key in keys:
            kind, _, id_ = key.partition(" ")
            note = self.notes.pop((kind, id_), None)
            if note is not None:
                texts = [piece.text for piece in self.run(note)]
                yield Piece("\n".join(texts), why="footnote")

    def _paragraph(self, block: Element, text: str) -> Iterator[Piece]:
        style = value(one(block, "pPr", "pStyle"))
        outline = value(one(block, "pPr", "outlineLvl"))
        level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else self.styles.level.get(style)
        if style in self.styles.contents:
            yield Piece(text, "furniture", "table of contents")
        elif style in self.styles.hidden:
            yield Piece(text, "furniture", "hidden text", ("hidden_text",))
        elif level is None:
            yield Piece(text)
        else:
            yield Piece(text, "title" if level == 0 else "heading", f"heading {level}")

    def _read(self, paragraph: Element) -> _Text:
        """The text of a paragraph; a text box's paragraphs are blocks of their own."""
        found = _Text()
        stack = [(child, False) for child in reversed(paragraph)]
        while stack:
            element, hidden = stack.pop()
            name = local(element)
            if name in _SKIPPED or not name:
                continue
            if name == "txbxContent":
                found.boxes.append(element)
                continue
            hidden = hidden or (name == "r" and _is_hidden(element))
            self._take(element, name, found.hidden if hidden else found.seen, found)
            stack += [(child, hidden) for child in reversed(element)]
        return found

    def _take(self, element: Element, name: str, words: list[str], found: _Text) -> None:
        if name == "t":
            words.append(element.text or "")
        elif name in _SIGNS and not (name == "br" and value(element, "type") in ("page", "column")):
            words.append(_SIGNS[name])
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append(f"{name.removesuffix('Reference')} {value(element, 'id')}")

    def _table(self, table: Element) -> Iterator[Piece]:
        """One block of the rows, each with its cells' labels. Where a table lays out a page (one column, or cells that
        hold paragraphs) the cells of such a row are blocks of their own."""
        rows = [list(_inside(row, "tc")) for row in _inside(table, "tr")]
        texts = [[self._cell(cell) for cell in row] for row in rows]
        lines = _to_lines(_spread(rows, texts), _is_headed(table, texts))
        wide = max(map(len, texts), default=0) >= 2
        block: list[str] = []
        cells: list[Element] = []
        for row, line, long in zip(
            rows, lines, (max(map(len, row), default=0) > _LONG_CELL for row in texts), strict=True
        ):
            if wide and not long:
                block.append(line)
                cells += row
                continue
            yield from self._rows(block, cells)
            block, cells = [], []
            for cell in row:
                yield from self.run(cell)
        yield from self._rows(block, cells)

    def _rows(self, lines: Sequence[str], cells: Sequence[Element]) -> Iterator[Piece]:
        """Rows of a table as one block, and the notes that their cells refer to."""
        yield Piece("\n".join(filter(None, lines)), why="table")
        yield from self._notes(
            [key for cell in cells for p in cell.iter() if local(p) == "p" for key in self._read(p).notes]
        )

    def _cell(self, cell: Element) -> str:
        texts = [_join(self._read(p).seen) for p in cell.iter() if local(p) == "p"]
        return " ".join(" ".join(texts).split())


def _blocks(holder: Element) -> Iterator[Element]:
    """The paragraphs and tables of a holder, in order, those in content controls and insertions too."""
    stack = list(reversed(holder))
    while stack:
        element = stack.pop()
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name and name not in _SKIPPED:
            stack += reversed(element)


def _inside(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too, not those of tables inside."""
    stack = list(reversed(holder))
    while stack:
        element = stack.pop()
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            stack += reversed(element)


def _is_hidden(run: Element) -> bool:
    look = one(run, "rPr")
    size = value(one(look, "sz"))
    return _on(one(look, "vanish")) or (size.isdigit() and int(size) <= _TINY)


def _is_headed(table: Element, texts: Sequence[Sequence[str]]) -> bool:
    """True where the first row labels the columns: it says so, or no cell of it has a figure and others have."""
    first = next(_inside(table, "tr"), None)
    if len(texts) < 2 or not all(texts[0]):
        return False
    below = any(_NUMBER.search(text) for row in texts[1:] for text in row)
    return _on(one(first, "trPr", "tblHeader")) or (
        below and not any(_NUMBER.search(text) for text in texts[0])
    )


def _spread(rows: Sequence[Sequence[Element]], texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """The texts with a cell for every column: a cell over two columns stands in the first, one over two rows in
    both."""
    spread: list[list[str]] = []
    for row, line in zip(rows, texts, strict=True):
        cells: list[str] = []
        for cell, text in zip(row, line, strict=True):
            merged = one(cell, "tcPr", "vMerge")
            if merged is not None and value(merged) != "restart" and spread and len(cells) < len(spread[-1]):
                text = spread[-1][len(cells)]
            span = value(one(cell, "tcPr", "gridSpan"))
            cells += [text] + [""] * (min(int(span), 60) - 1 if span.isdigit() else 0)
        spread.append(cells)
    return spread


def _to_lines(rows: Sequence[Sequence[str]], headed: bool) -> list[str]:
    """ "Eastgarth | Completed: 569 | Started: 401": each row alone says what its figures are."""
    lines = [" | ".join(filter(None, row)) for row in rows[:1]]
    labels = rows[0] if rows and headed else []
    for row in rows[1:]:
        cells = []
        for i, text in enumerate(row):
            label = labels[i].rstrip(" :") if 0 < i < len(labels) else ""
            cells.append(f"{label}: {text}" if label and text else text)
        lines.append(" | ".join(filter(None, cells)))
    return lines


def _join(parts: Sequence[str]) -> str:
    lines = ("".join(parts)).replace("\xad", "").split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
