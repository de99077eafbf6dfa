"""A briefing in Word: real footnotes for what is verified, valid, the same bytes each time, and readable elsewhere."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from made_briefing import (
    MONEY,
    NIGHT,
    SINCE,
    TODAY,
    answer,
    cited,
    large_briefing,
    made_briefing,
    made_library,
    word_for_word,
)
from made_files import to_word as to_any_word
from made_files import with_part
from made_library import make, put
from opened_word import DOCUMENT, FOOTNOTES, W, body, converted, faults, marks, notes, parts, quotes

from briefing.layout import lay_out
from briefing.word import to_word
from ingest.word import load_word
from library.store import Library
from values import Block, Briefing, Refused

CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with made_library(tmp_path_factory.mktemp("data")) as opened:
        yield opened


@pytest.fixture(scope="module")
def raw(library: Library) -> bytes:
    return to_word(lay_out(made_briefing(library), library, TODAY))


@pytest.mark.parametrize("size", [(1, 1), (30, 4)])
def test_references_footnotes_and_verified_citations_are_the_same_and_say_the_stored_words(
    library: Library, size: tuple[int, int]
) -> None:
    layout = lay_out(large_briefing(library, *size), library, TODAY)
    document = to_word(layout)
    wanted = [one.citation for one in layout.notes]
    assert marks(document) == list(notes(document)) == list(range(1, len(wanted) + 1))
    stored = [library.version(one.article, one.version) for one in wanted]
    assert quotes(document) == [
        held.text[one.start : one.end] for one, held in zip(wanted, stored, strict=True) if held
    ]


def test_a_footnote_names_everything_by_which_its_words_are_found(library: Library, raw: bytes) -> None:
    roads = library.version("roads", 1)
    assert roads is not None
    assert notes(raw)[2] == (
        " “Night work”, Tarn Gazette, 2019 (inferred: the copyright line), paragraph 2: "
        f"{NIGHT} roads.txt (seen 21 November 2026, version 1, fingerprint {roads.sha256[:8]})."
    )


def test_a_sentence_that_failed_its_check_is_marked_in_words_and_has_no_footnote(raw: bytes) -> None:
    (line,) = [one for one in body(raw).splitlines() if one.startswith("It wants £90m. [")]
    assert line == "It wants £90m. [Not verified: the source says £30m]"
    assert not any("£90m" in note for note in notes(raw).values())


def test_the_header_has_the_marking_and_the_footer_what_it_was_assembled_from(raw: bytes) -> None:
    held = parts(raw)
    assert b">OFFICIAL<" in held["word/header1.xml"]
    told = b"Assembled by software on 21 November 2026 from a collection of 2 articles"
    assert told in held["word/footer1.xml"]


def test_the_references_and_the_claim_sheet_follow_the_text(raw: bytes) -> None:
    lines = body(raw).split("\n")
    assert lines.index("References") < lines.index("Annex: claim sheet")
    assert lines[lines.index("References") + 1].startswith("Quill, A. (2014) Orrin asks for funds.")
    assert lines[-8:] == [
        "3",
        "Orrin has long asked.",
        SINCE,
        "Ada Quill, “Orrin asks for funds”, The Orrin Post, paragraph 2, version 1",
        "17 September 2014",
        "passed: supported by the words cited",
        "the same",
        "",
    ]


def test_every_part_is_valid_against_the_schema(raw: bytes) -> None:
    held = parts(raw)
    names = ["document", "footnotes", "styles", "settings", "header1", "footer1"]
    found = {name: faults(held[f"word/{name}.xml"]) for name in names}
    found["types"] = faults(held["[Content_Types].xml"], "opc-contentTypes.xsd")
    found["item"] = faults(held["customXml/itemProps1.xml"], "shared-customXmlDataProperties.xsd")
    found["app"] = faults(held["docProps/app.xml"], "shared-documentPropertiesExtended.xsd")
    for name in (one for one in held if one.endswith(".rels")):
        found[name] = faults(held[name], "opc-relationships.xsd")
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_an_empty_briefing_is_valid_too(library: Library) -> None:
    held = parts(to_word(lay_out(Briefing("b", "", "", ""), library, TODAY)))
    assert [faults(held[name]) for name in (DOCUMENT, FOOTNOTES)] == [[], []]


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(raw: bytes) -> None:
    held = parts(raw)
    targets = {
        (Path(name).parent.parent / each.get("Target")).as_posix().replace("word/../", "")
        for name in held
        if name.endswith(".rels")
        for each in etree.fromstring(held[name])
        if each.get("TargetMode") != "External"
    }
    typed = {
        each.get("PartName", "").lstrip("/") for each in etree.fromstring(held["[Content_Types].xml"])
    } - {""}
    others = {name for name in held if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert targets == others
    assert typed == others - {"customXml/item1.xml"}


def test_bookmarks_have_names_of_their_own_that_word_keeps(raw: bytes) -> None:
    held = parts(raw)
    starts = [
        one
        for name in (DOCUMENT, FOOTNOTES)
        for one in etree.fromstring(held[name]).iter(f"{W}bookmarkStart")
    ]
    names = [one.get(f"{W}name") for one in starts]
    assert len(set(names)) == len({one.get(f"{W}id") for one in starts}) == len(names) == 6
    assert max(map(len, names)) <= 40


def test_the_same_briefing_is_the_same_bytes(library: Library, raw: bytes) -> None:
    assert to_word(lay_out(made_briefing(library), library, TODAY)) == raw
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}  # no clock


def test_python_docx_opens_it_and_finds_the_styles_by_name(raw: bytes) -> None:
    import docx

    document = docx.Document(BytesIO(raw))
    styled = {one.text: one.style.name for one in document.paragraphs if one.style is not None}
    assert styled["Asks & answers"] == "Title"
    assert styled["Money"] == "Heading 1"
    assert styled[f"[the report] “{MONEY}”"] == "Quote"
    assert len(document.tables[0].rows) == 5


def test_the_desk_reads_it_as_any_word_file_with_its_footnotes(raw: bytes) -> None:
    document = load_word(raw, "asks.docx")
    for words in (MONEY, NIGHT, SINCE):
        assert document.text.count(words) >= 2  # in the text and in the note
    assert "fingerprint" in document.text
    assert document.says == {"title property": "Asks & answers", "published property": "2026-11-21"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_libreoffice_keeps_body_and_notes(soffice: str, raw: bytes, tmp_path: Path, kind: str) -> None:
    saved = converted(soffice, raw, kind, tmp_path)
    if kind == "docx":
        said = [*notes(saved).values(), body(saved)]
    else:
        said = ["".join(etree.fromstring(parts(saved)["content.xml"]).itertext())]
    flat = [" ".join(one.split()) for one in said]
    for words in (
        *(" ".join(note.split()) for note in notes(raw).values()),
        MONEY,
        "[Not verified: the source",
    ):
        assert any(words in one for one in flat), words


def test_lines_and_tabs_of_the_words_cited_stay(library: Library, tmp_path: Path) -> None:
    words = "First line\n\tand the second,  with two blanks."
    with made_library(tmp_path / "data") as own:
        put(own, make("lines", f"Before. {words} After."))
        block = answer("a", "Why?", (word_for_word(words, 1),), (cited(own, "lines", words, 1),))
        document = to_word(lay_out(Briefing("b", "One", "", "", blocks=(block,)), own, TODAY))
    assert quotes(document) == [words]
    assert b"<w:br" not in b"".join(
        parts(document).values()
    )  # the lines of a file are not those of a document


def test_the_lines_of_own_text_stay_lines(library: Library) -> None:
    block = Block("t", "text", "One.\nTwo.\n\nThree.")
    document = to_word(lay_out(Briefing("b", "One", "", "", blocks=(block,)), library, TODAY))
    root = etree.fromstring(parts(document)[DOCUMENT])
    assert ["".join(one.itertext()) for one in root.iter(f"{W}p")][2:4] == ["One.Two.", "Three."]
    assert len(list(root.iter(f"{W}br"))) == 1


# Templates


def house(change: str = "") -> bytes:
    """A template with styles of its own: Title in Courier, on a smaller page, with a text that must not come along."""

    def fill(document) -> None:  # type: ignore[no-untyped-def]
        document.styles["Title"].font.name = "Courier New"
        document.sections[0].page_width, document.sections[0].page_height = 7_000_000, 10_000_000
        document.sections[0].header.paragraphs[0].text = "House header"
        document.add_paragraph(f"House text {change}")

    return to_any_word(fill)


def test_a_house_template_gives_its_styles_and_its_page_and_nothing_else(library: Library) -> None:
    document = to_word(lay_out(made_briefing(library), library, TODAY), ("house.docx", house()))
    held = parts(document)
    assert b"Courier New" in held["word/styles.xml"]
    assert b'w:w="11024"' in held[DOCUMENT]
    assert not any(b"House" in content for content in held.values())
    assert len(notes(document)) == 3


def test_styles_that_a_template_lacks_are_added_by_name(library: Library) -> None:
    document = to_word(lay_out(made_briefing(library), library, TODAY), ("house.docx", house()))
    held = parts(document)
    named = {one.get(f"{W}val") for one in etree.fromstring(held["word/styles.xml"]).iter(f"{W}name")}
    assert {"footnote text", "Briefing Voice", "Briefing Fault", "Hyperlink"} <= named
    used = {
        one.get(f"{W}val")
        for name in (DOCUMENT, FOOTNOTES)
        for tag in ("pStyle", "rStyle", "tblStyle")
        for one in etree.fromstring(held[name]).iter(f"{W}{tag}")
    }
    ids = {one.get(f"{W}styleId") for one in etree.fromstring(held["word/styles.xml"]).iter(f"{W}style")}
    assert used - ids == set()


def test_a_document_with_a_template_is_valid(library: Library) -> None:
    held = parts(to_word(lay_out(made_briefing(library), library, TODAY), ("house.docx", house())))
    assert [faults(held[f"word/{name}.xml"]) for name in ("document", "footnotes", "styles")] == [[], [], []]


def test_a_template_may_be_a_document_that_the_desk_exported(library: Library, raw: bytes) -> None:
    layout = lay_out(made_briefing(library), library, TODAY)
    assert parts(to_word(layout, ("own.docx", raw)))["word/styles.xml"] == parts(raw)["word/styles.xml"]


def with_picture_in_numbering(text: str) -> str:
    return re.sub(
        r"(<w:numbering[^>]*>)", r'\1<w:numPicBullet w:numPicBulletId="0"><x/></w:numPicBullet>', text
    )


def test_pictures_in_the_lists_of_a_template_are_left_out(library: Library) -> None:
    template = with_part(house(), "word/numbering.xml", with_picture_in_numbering)
    held = parts(to_word(lay_out(made_briefing(library), library, TODAY), ("house.docx", template)))
    assert b"numPicBullet" not in held["word/numbering.xml"]


def test_a_theme_that_refers_to_anything_else_is_left_out(library: Library) -> None:
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"'
    layout = lay_out(made_briefing(library), library, TODAY)
    harmless = to_word(layout, ("house.docx", house()))
    template = with_part(
        house(), "word/theme/theme1.xml", lambda text: text.replace(" name=", f" {relation} name=", 1)
    )
    assert "word/theme/theme1.xml" in parts(harmless)
    assert "word/theme/theme1.xml" not in parts(to_word(layout, ("house.docx", template)))


def test_what_is_no_wordprocessing_in_the_styles_of_a_template_is_left_out(library: Library) -> None:
    foreign = '<x:pict xmlns:x="urn:x" x:src="http://x.example/p.png">words</x:pict></w:styles>'
    template = with_part(house(), "word/styles.xml", lambda text: text.replace("</w:styles>", foreign))
    template = with_part(
        template, "word/styles.xml", lambda text: text.replace("<w:rPr>", '<w:rPr><x:a xmlns:x="urn:x"/>', 3)
    )
    held = parts(to_word(lay_out(made_briefing(library), library, TODAY), ("house.docx", template)))
    assert (faults(held["word/styles.xml"]), b"urn:x" in held["word/styles.xml"]) == ([], False)


HARMFUL: dict[str, Callable[[], bytes]] = {
    "no archive": lambda: b"plain text",
    "damaged": lambda: house()[:2000],
    "a spreadsheet": lambda: with_part(b"PK\x05\x06" + b"\0" * 18, "xl/workbook.xml", lambda _: "<a/>"),
    "a declared type": lambda: with_part(
        house(), "word/styles.xml", lambda _: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    ),
    "an archive that expands": lambda: with_part(house(), "word/styles.xml", lambda _: " " * 50_000_000),
    "strict": lambda: with_part(
        house(), DOCUMENT, lambda text: text.replace("schemas.openxmlformats.org/word", "purl.oclc.org/ooxml/word")
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(HARMFUL))
def test_a_template_that_is_damaged_or_made_to_harm_is_refused_in_one_sentence(
    library: Library, kind: str
) -> None:
    layout = lay_out(made_briefing(library), library, TODAY)
    with pytest.raises(Refused) as refused:
        to_word(layout, ("house.docx", HARMFUL[kind]()))
    assert refused.value.name == "house.docx"
    assert refused.value.reason.endswith(".")


# What others wrote


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://orrin.example/ä", 1),
        ("https://orrin.example/ä b", 0),
        ("https://orrin.example\\@evil.example/", 0),
        ("file:///etc/passwd", 0),
        ("javascript:alert(1)", 0),
        ("//evil.example/share", 0),
    ],
)
def test_an_address_becomes_a_link_only_if_it_is_one_of_the_web(
    library: Library, address: str, linked: int
) -> None:
    briefing = made_briefing(library)
    first = briefing.blocks[2]
    about = first.citations[0].description
    url = replace(about.url, value=address)
    citation = replace(first.citations[0], link=address, description=replace(about, url=url))
    block = replace(first, claims=first.claims[:1], citations=(citation,))
    held = parts(to_word(lay_out(replace(briefing, blocks=(block,)), library, TODAY)))
    for name in ("document", "footnotes"):
        relations = held.get(f"word/_rels/{name}.xml.rels", b"")
        assert relations.count(b'TargetMode="External"') == linked, name
