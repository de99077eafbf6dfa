"""The styles of a Word document by their names: the desk's own, and those of a house template.

Of a template only what says how text looks is taken: styles, numbering of headings, theme fonts and colours, size and
margins of the page. Its text, pictures, headers, links and macros are not even read.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from briefing.wml import R, W, el, root
from ingest.archive import open_parts
from ingest.package import main_part, parse, related, relations
from ingest.word_parts import local, one, value
from values import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OWN = Path(__file__).with_name("styles.xml")
_KEPT = ("docDefaults", "latentStyles", "style")
_XML = "http://www.w3.org/XML/1998/namespace"
_MARGINS = ("top", "right", "bottom", "left", "header", "footer")
_LEAST, _MOST = 5_000, 32_000  # twentieths of a point: the sides of a page


@dataclass(frozen=True, slots=True)
class Page:
    """Size and margins of an upright page in twentieths of a point; A4 with 2.5 cm unless a template has others."""

    width: int = 11906
    height: int = 16838
    margins: dict[str, int] = field(
        default_factory=lambda: {
            "top": 1418, "right": 1418, "bottom": 1418, "left": 1418, "header": 709, "footer": 567
        }
    )  # fmt: skip

    def inner(self, wide: bool) -> int:
        """The width that text has, on an upright or on a ``wide`` page."""
        sides = self.margins["left"] + self.margins["right"]
        return (self.height if wide else self.width) - sides


@dataclass(frozen=True, slots=True)
class Styles:
    """What a document looks like. ``ids`` leads from the name of a style, in small letters, to its id."""

    parts: dict[str, bytes]
    ids: dict[str, str]
    page: Page = field(default_factory=Page)

    def __getitem__(self, name: str) -> str:
        return self.ids[name.lower()]


def own_styles() -> Styles:
    styles = _read_own()
    return Styles({"word/styles.xml": _written(styles)}, _ids(styles))


def template_styles(raw: bytes, name: str) -> Styles:
    """The styles of a template, with those of ours that it lacks by name.

    1. The archive is checked as that of a Word file that is ingested. 2. Styles are read, whatever is not
    WordprocessingML is left out. 3. Ours are added where no style has their name. Raises Refused.
    """
    part = open_parts(raw, name)
    main = main_part(part, name)
    document = parse(part(main), name)
    if document.tag != f"{{{W}}}document":
        raise Refused(
            name, "is no Word document that can be a template. Save it in Word as a Word document (.docx)."
        )
    paths = relations(part, main, name)
    found = related(part, paths, "styles", name)
    styles = _kept(found) if found is not None else el("styles")
    _complete(styles)
    parts = {"word/styles.xml": _written(styles)}
    numbering = related(part, paths, "numbering", name)
    if numbering is not None:
        parts["word/numbering.xml"] = _written(_plain(numbering))
    theme = related(part, paths, "theme", name)
    if theme is not None and not _refers(theme):
        parts["word/theme/theme1.xml"] = etree.tostring(
            theme, xml_declaration=True, encoding="UTF-8", standalone=True
        )
    return Styles(parts, _ids(styles), _page(document))


def _read_own() -> Element:
    return etree.parse(_OWN, etree.XMLParser(remove_blank_text=True, remove_comments=True)).getroot()


def _written(part: Element) -> bytes:
    return root(local(part), deepcopy(list(part)))


def _named(styles: Element) -> Iterator[tuple[str, Element]]:
    for style in styles:
        if local(style) == "style" and value(style, "styleId"):
            yield value(one(style, "name")).lower(), style


def _ids(styles: Element) -> dict[str, str]:
    return {name: value(style, "styleId") for name, style in _named(styles)}


def _kept(styles: Element) -> Element:
    """The parts of a template's styles that the standard knows, in its order."""
    plain = _plain(styles)
    kept = [child for name in _KEPT for child in plain if local(child) == name]
    return el("styles", kept)


def _plain(element: Element) -> Element:
    """The element with nothing in it but WordprocessingML: no pictures, no extensions, no references elsewhere."""
    made = el(local(element))
    for key, text in element.attrib.items():
        if key.startswith((f"{{{W}}}", f"{{{_XML}}}")):
            made.set(key, text)
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(f"{{{W}}}") and local(child) not in (
            "numPicBullet", "lvlPicBulletId"
        ):  # fmt: skip
            made.append(_plain(child))
    return made


def _refers(theme: Element) -> bool:
    """True where anything in it refers to another part or file."""
    return any(key.startswith(f"{{{R}}}") for element in theme.iter() for key in element.attrib)


def _complete(styles: Element) -> None:
    """Add our styles that are missing by name, resting on the template's where it has those that ours rest on."""
    held, own = _ids(styles), dict(_named(_read_own()))
    names = {value(style, "styleId"): name for name, style in own.items()}
    taken = set(held.values())
    for name, style in own.items():
        if name in held:
            continue
        added = deepcopy(style)
        added.attrib.pop(f"{{{W}}}default", None)
        for child in added:
            if local(child) in ("basedOn", "next", "link"):
                child.set(f"{{{W}}}val", held.get(names[value(child)], value(child)))
        if value(style, "styleId") in taken:
            added.set(f"{{{W}}}styleId", f"Desk{value(style, 'styleId')}")
        held[name] = value(added, "styleId")
        styles.append(added)


def _page(document: Element) -> Page:
    """The page of the template's last section, where its numbers are those of a page."""
    section = one(document, "body", "sectPr")
    size, margins = one(section, "pgSz"), one(section, "pgMar")
    sides = sorted(_number(size, key) for key in ("w", "h"))
    found = {key: _number(margins, key) for key in _MARGINS}
    page = Page()
    if all(_LEAST <= side <= _MOST for side in sides) and all(
        0 < m < min(sides) // 3 for m in found.values()
    ):
        page = Page(sides[0], sides[1], found)
    return page


def _number(element: Element | None, key: str) -> int:
    text = value(element, key)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
