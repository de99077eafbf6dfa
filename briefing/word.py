"""A briefing as a Word document with real footnotes. Every part is written here; nothing of a template but its styles
gets in, and nothing that an article holds is more than text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefing.anchors import NAMESPACE, anchors_of, to_json
from briefing.annex import annex
from briefing.footnotes import SEPARATORS, footnotes, reference
from briefing.harvard import cut_at_address
from briefing.layout import MODEL, Layout, Line, Section, Voice
from briefing.pack import Relations, pack, package_relations
from briefing.styles import Styles, own_styles, template_styles
from briefing.wml import bookmark, el, field, link, paragraph, root, run, runs, target

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BOOKMARK = "_desk_claim_"
_CLAIMS = 1_000_000  # added to the number of a sentence for the id of its bookmark: those of notes lie below
_ITEM = "{6B1D0C52-7C0E-4D0B-9A5C-0D6F6F1B8A01}"  # names the custom XML part to Word; any GUID does
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def to_word(layout: Layout, template: tuple[str, bytes] | None = None) -> bytes:
    """The document as the bytes of a .docx, the same for the same layout. ``template`` is the name and the content of
    a house template. Raises Refused if that cannot be read."""
    styles = own_styles() if template is None else template_styles(template[1], template[0])
    outer, inner = Relations(), Relations()
    held = {kind: outer.to(kind, f"{kind}.xml") for kind in ("styles", "settings", "footnotes")}
    held |= {name: outer.to(name[:-1], f"{name}.xml") for name in ("header1", "footer1")}
    outer.to("customXml", "../customXml/item1.xml")
    for kind, path in (("numbering", "numbering.xml"), ("theme", "theme/theme1.xml")):
        if f"word/{path}" in styles.parts:
            outer.to(kind, path)
    parts = {
        "_rels/.rels": package_relations(),
        "docProps/core.xml": _core(layout),
        "docProps/app.xml": _application(),
        "word/document.xml": root("document", el("body", _body(layout, styles, outer, held))),
        "word/footnotes.xml": footnotes(layout, styles, lambda aim: inner.to("hyperlink", aim, True)),
        "word/header1.xml": root("hdr", paragraph(styles["briefing marking"], run(layout.marking))),
        "word/footer1.xml": _footer(layout, styles),
        "word/settings.xml": _settings(),
        **styles.parts,
        **_carried(layout),
        "word/_rels/document.xml.rels": outer.xml(),
    }
    if len(inner):
        parts["word/_rels/footnotes.xml.rels"] = inner.xml()
    return pack(parts)


def _body(layout: Layout, styles: Styles, outer: Relations, held: dict[str, str]) -> Iterator[Element]:
    """Title, sections, references, what the document is; then the annex on wide pages."""
    yield paragraph(styles["title"], run(layout.title))
    yield paragraph(styles["subtitle"], run(layout.subtitle))
    drawn = _Drawn(styles)
    for section in layout.sections:
        yield from drawn.section(section)
    known = layout.addresses
    if layout.sources:
        yield paragraph(styles["heading 1"], run("References"))
    for source in layout.sources:
        yield _source(source, known, styles, outer)
    for words in layout.about:
        yield paragraph(styles["briefing remark"], run(words))
    if any(True for _ in layout.lines):
        yield el("p", el("pPr", _page(styles, held, wide=False)))
        yield from annex(layout, styles)
    yield _page(styles, held, wide=any(True for _ in layout.lines))


class _Drawn:
    """Draws sections; counts the sentences that have notes, for their bookmarks."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._claims = 0

    def section(self, section: Section) -> Iterator[Element]:
        styles = self._styles
        if section.kind == "text":
            yield from (paragraph(styles["normal"], runs(words)) for words in section.paragraphs)
            return
        if section.text:
            style = "heading 1" if section.kind == "heading" else "heading 2"
            yield paragraph(styles[style], run(section.text))
        for voice in section.voices:
            yield from self._voice(voice)
        for words in (section.remark, MODEL if section.by_model else ""):
            if words:
                yield paragraph(styles["briefing remark"], run(words))

    def _voice(self, voice: Voice) -> Iterator[Element]:
        if voice.name or voice.detail:
            who = run(voice.name, self._styles["briefing speaker"])
            yield paragraph(self._styles["briefing voice"], who, run(voice.detail))
        for line in voice.lines:
            style = "quote" if line.quoted else "normal"
            yield paragraph(self._styles[style], self._line(line))

    def _line(self, line: Line) -> Iterator[Element]:
        """One sentence with its marks; what is not verified says so in words, and has no mark."""
        words = [run(text, self._styles["strong"] if strong else "") for text, strong in line.marked]
        if line.lead:
            yield run(f"[{line.lead}] ")
        if line.notes:
            self._claims += 1
            words = bookmark(_CLAIMS + self._claims, f"{BOOKMARK}{self._claims}", *words)
        yield from words
        noted = [one for one in line.cited if one.number is not None]
        for place, note in enumerate(noted):
            if place:
                yield run(", ", self._styles["footnote reference"])
            yield reference(note, self._styles)
        for text, style in ((line.fault, "briefing fault"), (line.since, "briefing since")):
            if text:
                yield run(f" [{text[:1].upper()}{text[1:]}]", self._styles[style])


def _source(source: str, known: Collection[str], styles: Styles, outer: Relations) -> Element:
    """One entry of the list of references, its address as a link."""
    before, address, after = cut_at_address(source, known)
    aim = target(address)
    if aim is None:
        return paragraph(styles["bibliography"], run(source))
    shown = link(outer.to("hyperlink", aim, True), run(address, styles["hyperlink"]))
    return paragraph(styles["bibliography"], run(before), shown, run(after))


def _footer(layout: Layout, styles: Styles) -> bytes:
    """Date, size of the collection and that software assembled it; under it the page, at the right."""
    page = [run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1")]
    style = styles["footer"]
    return root(
        "ftr", paragraph(style, run(layout.made)), paragraph(style, page, more=[el("jc", val="right")])
    )


def _page(styles: Styles, held: dict[str, str], wide: bool) -> Element:
    page = styles.page
    sides = (
        {"w": page.height, "h": page.width, "orient": "landscape"}
        if wide
        else {"w": page.width, "h": page.height}
    )
    around = [_around("header", held["header1"]), _around("footer", held["footer1"])]
    return el("sectPr", around, el("pgSz", **sides), el("pgMar", **page.margins, gutter=0))


def _around(kind: str, relation: str) -> Element:
    made = el(f"{kind}Reference", type="default")
    made.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", relation)
    return made


def _settings() -> bytes:
    """Which notes are lines between text and notes, and that this is no document of an older Word."""
    lines = [el("footnote", id=id_) for id_ in SEPARATORS.values()]
    mode = el(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    return root("settings", el("footnotePr", lines), el("compat", mode))


def _carried(layout: Layout) -> dict[str, bytes]:
    """The custom XML part by which `desk check` checks the document again."""
    item = f'{_HEAD}<citations xmlns="{NAMESPACE}">{escape(to_json(anchors_of(layout)))}</citations>'
    properties = (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="{_DATA}" ds:itemID="{_ITEM}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relations = Relations()
    relations.to("customXmlProps", "itemProps1.xml")
    return {
        "customXml/item1.xml": item.encode(),
        "customXml/itemProps1.xml": properties.encode(),
        "customXml/_rels/item1.xml.rels": relations.xml(),
    }


def _core(layout: Layout) -> bytes:
    moment = f"{layout.today.isoformat()}T00:00:00Z"
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(layout.title)}</dc:title>{times}</cp:coreProperties>"
    ).encode()


def _application() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'{_HEAD}<Properties xmlns="{space}"><Application>Devolution Desk</Application></Properties>'.encode()
    )
