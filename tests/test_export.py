"""Every format of a briefing: what it shows, that no text of an article is more than text in it, and the command."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from made_briefing import (
    FUNDS,
    MONEY,
    NIGHT,
    TODAY,
    answer,
    cited,
    edit,
    large_briefing,
    made_briefing,
    made_library,
    word_for_word,
)
from made_library import make, put
from made_values import BRIEFINGS
from markdown_it import MarkdownIt
from opened_word import W, body, faults, notes, parts
from test_cli import Desk

from briefing.export import ENDINGS, Kind, drawn, export
from briefing.html import copied_briefing, to_html
from briefing.inert import bare
from briefing.layout import Layout, lay_out
from briefing.markdown import inert, to_markdown
from briefing.notebook import Notebook
from library.store import Library, open_library
from values import Block, Briefing, Part, Speaker

EVIL = (
    "=cmd|' /C calc'!A0 &<>\"' <img src=http://x.example/p.png onerror=alert(1)> ![p](http://x.example/p.png) "
    "</style><script>alert(2)</script> <w:p><w:r><w:t>raw</w:t></w:r></w:p> `a`{=html} $$x$$ \\input{/etc/passwd} "
    "[c](javascript:alert(3)) ]]> &#x202e; \u202eright \u2069left \x0b\x00 <!-- --> --- | # * _ ~ ^ @"
)
LINES = f"# {EVIL}\n- item\n\n<b>bold</b>\n=====\n1. one\n    code\n> quoted"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with made_library(tmp_path_factory.mktemp("data")) as opened:
        yield opened


@pytest.fixture(scope="module")
def layout(library: Library) -> Layout:
    return lay_out(made_briefing(library), library, TODAY)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Layout]:
    """A briefing in which every text that others write is ``EVIL``."""
    part = Part(EVIL, None, "given", EVIL)
    about = dict.fromkeys(("title", "publisher", "author", "published", "url"), part)
    with open_library(tmp_path_factory.mktemp("hostile")) as library:
        text = " ".join(EVIL.split())
        put(library, make("evil", f"{text}\n\nAfter.", 1, "", **about))
        citation = replace(cited(library, "evil", text, 1), name=EVIL)
        said = replace(
            word_for_word(text, 1), lead=EVIL, said_on=part, speaker=Speaker(EVIL, EVIL, EVIL, "stated")
        )
        wrong = replace(word_for_word(LINES, 1, check="words_differ"), reasons=(EVIL,))
        blocks = (
            Block("h", "heading", EVIL),
            Block("t", "text", LINES),
            answer("a", EVIL, (said, wrong), (citation,), EVIL),
        )
        yield lay_out(Briefing("b", EVIL, "", "", EVIL, blocks), library, TODAY)


# The words in each format


@pytest.mark.parametrize("kind", list(ENDINGS))
def test_every_format_is_written(library: Library, kind: Kind) -> None:
    assert export(made_briefing(library), library, kind, TODAY)


def test_markdown_is_the_same_document_with_its_notes(layout: Layout) -> None:
    text = to_markdown(layout)
    assert text.startswith(
        "**OFFICIAL**\n\n# Asks & answers\n\n21 November 2026. 4 sentences, 1 not verified"
    )
    assert f"> \\[the report\\] “{MONEY}”[^1]\n" in text
    assert f"> {NIGHT}[^2]\n" in text
    assert "It wants £90m. **\\[Not verified: the source says £30m\\]**\n" in text
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)) == text.count("[^1]") + 1 == 3


def test_html_is_the_same_document_with_its_notes_and_its_sheet(layout: Layout) -> None:
    page = html.fromstring(to_html(layout))
    assert [one.text_content() for one in page.xpath("//blockquote/p")] == [
        f"[the report] “{MONEY}”1",
        f"{NIGHT}2",
    ]
    assert [one.get("href") for one in page.xpath("//sup/a")] == ["#note-1", "#note-2", "#note-3"]
    assert [one.get("id") for one in page.xpath("//ol[@class='notes']/li")] == ["note-1", "note-2", "note-3"]
    assert [one.text_content() for one in page.xpath("//*[@class='fault']")] == [
        "[Not verified: the source says £30m]"
    ]
    assert len(page.xpath("//tbody/tr")) == 4


def test_html_needs_nothing_from_elsewhere_and_allows_nothing(layout: Layout) -> None:
    text = to_html(layout)
    assert "default-src 'none'" in text
    assert re.findall(r"<(?:script|link|img|iframe|object|embed|base|form)|src=|url\(|@import", text) == []


def test_the_link_of_a_note_leads_to_the_words(layout: Layout) -> None:
    page = html.fromstring(to_html(layout))
    links = [one.get("href") for one in page.xpath("//ol[@class='notes']//a")]
    assert links[0] == (
        "https://orrin.example/funds?a=1&b=2#:~:text=The%20council%20wants%20%C2%A330m%20a%20year."
    )


def test_what_is_copied_keeps_its_numbers_and_its_list_in_both_forms(layout: Layout) -> None:
    copied = copied_briefing(layout)
    items = html.fromstring(f"<div>{copied['html']}</div>").xpath("//ol/li")
    assert [one.get("value") for one in items] == ["1", "2", "3"]
    lines = copied["text"].split("\n\n")
    assert f"[the report] “{MONEY}” [1]" in lines
    assert "It wants £90m. [Not verified: the source says £30m]" in lines
    assert [one for one in lines if one.startswith("Notes\n[1] Ada Quill, ")] != []


def test_references_name_the_articles_of_verified_citations_only(library: Library) -> None:
    briefing = made_briefing(library)
    failed = replace(briefing.blocks[2], claims=(word_for_word(MONEY, 1, check="negated"),))
    assert export(replace(briefing, blocks=(failed,)), library, "csl", TODAY) == b"[]\n"


# What others wrote


def test_what_an_article_holds_is_text_in_every_format(hostile: Layout, library: Library) -> None:
    """One sentence for each format: the page shows the words, and nothing of them has become markup."""
    words = bare("![p](http://x.example/p.png) </style><script>alert(2)</script>")
    assert words in bare(html.fromstring(to_html(hostile)).text_content())
    assert words in bare(html.fromstring(rendered(to_markdown(hostile))).text_content())
    raw = export_of(hostile)
    assert all(words in bare(one) for one in (body(raw), *notes(raw).values()))


def export_of(layout: Layout) -> bytes:
    from briefing.word import to_word

    return to_word(layout)


def rendered(text: str) -> str:
    """Markdown as a reader that lets raw HTML through shows it."""
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


def test_nothing_of_an_article_becomes_an_element_of_html(hostile: Layout) -> None:
    page = html.fromstring(to_html(hostile))
    ours = set(
        "html head meta title style body h1 h2 h3 p b blockquote sup a ol ul li span div "
        "table thead tbody tr th td".split()
    )
    assert {one.tag for one in page.iter()} <= ours
    assert {one.get("href") for one in page.iter("a")} == {"#note-1"}
    assert {name for one in page.iter() for name in one.attrib if name.startswith("on")} == set()
    assert len(page.xpath("//style")) == 1


def test_nothing_of_an_article_becomes_an_element_of_markdown(hostile: Layout) -> None:
    page = html.fromstring(f"<div>{rendered(to_markdown(hostile))}</div>")
    assert {one.tag for one in page.iter()} <= set("div h1 h2 h3 p strong blockquote br ul li hr".split())


def test_nothing_of_an_article_becomes_an_element_of_word(hostile: Layout) -> None:
    held = parts(export_of(hostile))
    for name in ("document", "footnotes", "header1", "footer1"):
        content = held[f"word/{name}.xml"]
        assert faults(content) == []
        tags = {etree.QName(one).localname for one in etree.fromstring(content).iter()}
        assert tags & {"drawing", "pict", "object", "altChunk", "instrText", "hyperlink"} == set()
    fields = [
        one.get(f"{W}instr") for one in etree.fromstring(held["word/footer1.xml"]).iter(f"{W}fldSimple")
    ]
    assert fields == [" PAGE ", " NUMPAGES "]
    assert not any(b"External" in content for name, content in held.items() if name.endswith(".rels"))


def test_no_cell_of_a_hostile_sheet_is_a_formula(hostile: Layout) -> None:
    from briefing.sheet import to_csv

    rows = list(csv.reader(io.StringIO(to_csv(hostile).decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []
    assert any("=cmd" in cell for cell in cells)


@settings(max_examples=40)
@given(BRIEFINGS)
def test_any_briefing_is_a_valid_document_in_every_format(library: Library, briefing: Briefing) -> None:
    found = lay_out(briefing, library, TODAY)
    held = parts(export_of(found))
    assert [faults(held[f"word/{name}.xml"]) for name in ("document", "footnotes")] == [[], []]
    assert all(drawn(found, kind) for kind in ENDINGS if kind not in ("docx", "ris", "bib"))


@given(st.text(st.sampled_from("abc \n\\`*_{}[]()<>#+-.!|~^$@&=:\"'0123456789/")))
def test_any_text_in_markdown_is_shown_as_it_is(text: str) -> None:
    page = html.fromstring(f"<div>{rendered(inert(text))}</div>")
    assert {one.tag for one in page.iter()} <= {"div", "p", "br"}
    assert "".join(page.text_content().split()) == "".join(text.split())


BARE = re.compile(r"(?:https?|ftp)://|(?:^|[\s*_~(\[“])www\.", re.IGNORECASE | re.MULTILINE)


def bare_addresses(text: str) -> list[str]:
    """What GitHub would make a link of (GitHub Flavored Markdown, 6.9), beside the links that are ours."""
    return BARE.findall(re.sub(r"<https://[^<>\s]+>", "", text))


ADDRESSES = (
    "https://x.example/a?b=1&c=2",
    "HTTP://X.EXAMPLE",
    "ftp://x.example",
    "www.x.example",
    "(www.1x.example)",
    "//x.y",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_in_a_text_is_shown_as_it_is_and_is_no_link(address: str) -> None:
    text = inert(f"See {address}.")
    assert bare_addresses(text) == []
    assert html.fromstring(rendered(text)).text_content().strip() == f"See {address}."


PIECES = [
    "https",
    "http",
    "HTTP",
    "ftp",
    ":",
    "/",
    "//",
    "://",
    "www",
    "WWW.",
    ".",
    "x",
    "example",
    "1",
    " ",
    "(",
    "\n",
]


@given(st.lists(st.sampled_from([*PIECES, *"*_~[]-+\\<>&@"])).map("".join))
def test_no_address_in_any_text_becomes_a_link(text: str) -> None:
    assert bare_addresses(inert(text)) == []
    page = html.fromstring(f"<div>{rendered(inert(text))}</div>")
    assert {one.tag for one in page.iter()} <= {"div", "p", "br"}
    assert "".join(page.text_content().split()) == "".join(text.split())


def test_figures_and_abbreviations_stay_as_they_are_written() -> None:
    assert (
        inert("It costs £6.5m. No. 10 said so; and/or p. 4.")
        == "It costs £6.5m. No. 10 said so; and/or p. 4."
    )


def test_no_address_in_an_article_becomes_a_link_of_markdown(hostile: Layout) -> None:
    text = to_markdown(hostile)
    assert "x\\.example" in text
    assert bare_addresses(text) == []


def test_the_addresses_of_the_sources_are_links_of_markdown(layout: Layout) -> None:
    page = html.fromstring(f"<div>{rendered(to_markdown(layout))}</div>")
    address = "https://orrin.example/funds?a=1&b=2"
    assert [one.get("href") for one in page.iter("a")] == [
        address,
        f"{address}#:~:text=The%20council%20wants%20%C2%A330m%20a%20year.",
        f"{address}#:~:text=It%20has%20asked%20since%202014.",
    ]


FALSE = "Buses. Available at: https://evil.example/ (Accessed: 21 November 2026)"


@pytest.mark.parametrize("url", [None, "https://orrin.example/funds"])
@pytest.mark.parametrize("kind", ["docx", "md", "html"])
def test_an_address_in_the_title_of_a_source_is_no_link(tmp_path: Path, url: str | None, kind: Kind) -> None:
    with open_library(tmp_path) as library:
        about = {"title": Part(FALSE, None, "stated"), "kind": Part("report", None, "stated")}
        put(library, make("funds", FUNDS, 1, "", **about, url=Part(url, None, "stated")))
        block = answer("a", "What?", (word_for_word(MONEY, 1),), (cited(library, "funds", MONEY, 1),))
        raw = export(Briefing("b", "Asks", "", "", "", (block,)), library, kind, TODAY)
    links = linked(raw, kind)
    assert not any("evil" in one for one in links)
    assert ("https://orrin.example/funds" in links) == bool(url)


def linked(raw: bytes, kind: Kind) -> list[str]:
    """Where the links of a document lead that leave it."""
    if kind == "docx":
        held = parts(raw)["word/_rels/document.xml.rels"].decode()
        return re.findall(r'Target="(https?:[^"]*)" TargetMode="External"', held)
    text = raw.decode()
    page = html.fromstring(rendered(text) if kind == "md" else text)
    return [href for one in page.iter("a") if not (href := one.get("href") or "").startswith("#")]


# The command


@pytest.fixture
def desk(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    with made_library(tmp_path / "library") as opened:
        Notebook(opened).keep(made_briefing(opened))
    return Desk(tmp_path / "library", capfdbinary)


def test_export_writes_a_file_that_check_passes(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "asks.docx"
    assert desk("export", "asks & answers", "--to", "docx", "--out", file) == 0
    assert desk.out == f"Written to {file}.\n"
    assert desk("check", file) == 0
    assert desk.out.startswith("asks.docx: 3 citations: 3 the same.\n[1] the same: ")


def test_export_without_a_place_goes_to_standard_output(desk: Desk) -> None:
    assert desk("export", "b1", "--to", "md") == 0
    assert desk.out.startswith("**OFFICIAL**\n\n# Asks & answers\n")


def test_check_ends_with_exit_code_4_where_a_citation_changed(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "asks.csv"
    desk("export", "b1", "--to", "csv", "--out", file)
    with open_library(tmp_path / "library") as library:
        edit(library, "funds", FUNDS.replace("£30m a year", "£45m a year"))
    assert desk("check", file) == 4
    assert "[1] changed since: “The council wants £30m a year.”" in desk.out
    assert desk("check", file, "--json") == 4
    report = json.loads(desk.out)
    assert report.keys() == {"name", "strangers", "holds", "citations"}
    assert report["citations"][0] == {
        "note": 1,
        "article": "funds",
        "source": "Orrin asks for funds",
        "version": 1,
        "quote": MONEY,
        "outcome": "changed",
        "now": "The council wants £45m a year.",
        "edits": [],
    }


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            ("export", "none", "--to", "docx", "--out", "x"),
            "There is no briefing “none”. There are: Asks & answers.",
        ),
        (("export", "b1", "--to", "pdf"), "'pdf' is no format of a briefing."),
        (("export", "b1", "--to", "md", "--template", "x.docx"), "--template goes with --to docx"),
        (
            ("export", "b1", "--to", "docx", "--out", "x", "--template", "none.docx"),
            "none.docx: cannot be read",
        ),
        (("check", "none.docx"), "none.docx: cannot be read"),
    ],
)
def test_a_wrong_call_is_one_sentence(desk: Desk, call: tuple[str, ...], told: str) -> None:
    assert desk(*call) == 2
    assert desk.err.startswith(f"desk: {told}")
    assert desk.err.count("\n") == 1


def test_the_day_of_the_export_is_today(desk: Desk) -> None:
    desk("export", "b1", "--to", "md")
    today = date.today()
    assert f"{today.day} {today:%B %Y}. 4 sentences" in desk.out


def test_thirty_answers_with_a_hundred_citations_are_one_document(library: Library) -> None:
    briefing = large_briefing(library, 30, 4)
    blocks = (*briefing.blocks[:20], *(replace(one, claims=one.claims[:2]) for one in briefing.blocks[20:]))
    raw = export(replace(briefing, blocks=blocks), library, "docx", TODAY)
    assert len(notes(raw)) == 100
