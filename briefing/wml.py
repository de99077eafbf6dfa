"""The few elements of WordprocessingML (ECMA-376, part 1) that a briefing is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from lxml import etree

from briefing.records import safe_address

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = "http://www.w3.org/XML/1998/namespace"
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def el(name: str, /, *children: Element | Iterable[Element], **attributes: str | int) -> Element:
    """An element of WordprocessingML with attributes of the same namespace; children may come in groups.

    >>> el("pPr", el("pStyle", val="Title"))
    """
    made = etree.Element(f"{{{W}}}{name}", nsmap={"w": W, "r": R})
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", str(value))
    for child in children:
        made.extend([child] if etree.iselement(child) else child)
    return made


def root(name: str, *children: Element | Iterable[Element]) -> bytes:
    """A whole part with this root element."""
    made = el(name, *children)
    etree.cleanup_namespaces(made, top_nsmap={"w": W, "r": R})
    return bytes(etree.tostring(made, xml_declaration=True, encoding="UTF-8", standalone=True))


def run(words: str, style: str = "") -> Element:
    """Words in one style of letters, every sign as it is: Word shows a line end in them as a blank."""
    made = el("r", _style("rStyle", style, "rPr"))
    if words:
        text = el("t")
        text.text = words
        text.set(f"{{{_XML}}}space", "preserve")
        made.append(text)
    return made


def runs(words: str) -> list[Element]:
    """The same line by line, for text whose line ends were meant."""
    first, *others = words.split("\n")
    return [run(first), *(each for line in others for each in (el("r", el("br")), run(line)))]


def paragraph(style: str, *content: Element | Iterable[Element], more: Iterable[Element] = ()) -> Element:
    """A paragraph in one style. ``more`` holds properties that follow the style."""
    return el("p", el("pPr", el("pStyle", val=style), more), *content)


def _style(name: str, style: str, holder: str) -> list[Element]:
    return [el(holder, el(name, val=style))] if style else []


def bookmark(number: int, name: str, *content: Element) -> list[Element]:
    """``content`` between the two ends of a bookmark. Names that begin with an underscore are hidden in Word."""
    return [el("bookmarkStart", id=number, name=name), *content, el("bookmarkEnd", id=number)]


def field(code: str, shown: str) -> Element:
    """A field that Word works out, such as PAGE."""
    return el("fldSimple", run(shown), instr=f" {code} ")


def link(relation: str, *content: Element) -> Element:
    made = el("hyperlink", *content, history=1)
    made.set(f"{{{R}}}id", relation)
    return made


def target(address: str | None) -> str | None:
    """The address as a relation of the package can hold it, if a reader may be sent there; otherwise None.

    >>> target("https://example.org/a b"), target("https://example.org/ä?q=100%")
    (None, 'https://example.org/%C3%A4?q=100%25')
    """
    safe = safe_address(address)
    if safe is None or "\\" in safe:
        return None
    return percent(_BROKEN_PERCENT.sub("%25", safe), safe="/:?#@!$&'()*+,;=~%-._", errors="replace")
