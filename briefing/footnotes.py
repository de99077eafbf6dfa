"""Real footnotes of a Word document: one for each verified citation, its words between the ends of a bookmark, so that
they are found again when somebody has edited around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from briefing.anchors import anchor_of, bookmark_of
from briefing.evidence import Cited
from briefing.layout import Layout
from briefing.styles import Styles
from briefing.wml import bookmark, el, link, paragraph, root, run, target

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SEPARATORS = {"separator": -1, "continuationSeparator": 0}  # the ids of the two lines above notes

Linked = Callable[[str], str]  # an address outside the file → the id of its relation


def footnotes(layout: Layout, styles: Styles, linked: Linked) -> bytes:
    """The part word/footnotes.xml. The id of a footnote is the number of its note."""
    notes = (_note(layout, note, styles, linked) for note in layout.notes)
    return root("footnotes", [_separator(kind, id_) for kind, id_ in SEPARATORS.items()], notes)


def _separator(kind: str, id_: int) -> Element:
    spacing = el("pPr", el("spacing", after=0, line=240, lineRule="auto"))
    return el("footnote", el("p", spacing, el("r", el(kind))), type=kind, id=id_)


def _note(layout: Layout, note: Cited, styles: Styles, linked: Linked) -> Element:
    begun, words, ended = layout.words_of(note)
    number = note.number or 0
    mark = el("r", el("rPr", el("rStyle", val=styles["footnote reference"])), el("footnoteRef"))
    content = [
        mark,
        run(f" {begun}"),
        *bookmark(number, bookmark_of(anchor_of(note, "")), run(words)),
        *_with_link(ended, note, styles, linked),
    ]
    return el("footnote", paragraph(styles["footnote text"], content), id=number)


def _with_link(text: str, note: Cited, styles: Styles, linked: Linked) -> Iterator[Element]:
    """The text with the article's address as a link to the words, where it is an address of the web."""
    address = note.citation.description.url.value or ""
    aim = target(note.citation.link) or target(address)
    before, found, after = text.partition(address) if address and aim else (text, "", "")
    yield run(before)
    if found and aim:
        yield link(linked(aim), run(found, styles["hyperlink"]))
        yield run(after)


def reference(note: Cited, styles: Styles) -> Element:
    """The mark in the text that leads to the footnote."""
    style = el("rPr", el("rStyle", val=styles["footnote reference"]))
    return el("r", style, el("footnoteReference", id=note.number or 0))
