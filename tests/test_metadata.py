"""What web pages and front matter state of themselves, and what of it is believed."""

from __future__ import annotations

from ingest.clean import mark
from ingest.describe import describe
from ingest.load import load_bytes
from values import Description, Document

PARTS = ("title", "publisher", "author", "published", "updated", "url", "kind")
STORY = """Six councils in Harrowmere have asked ministers to replace 23 grants with one settlement.

Board chair Osric Pemble said: ‘We do not want a larger cheque. We want one cheque.’

A spokesperson for the department said that it welcomed the paper and would reply before the summer recess."""


def to_description(text: str, name: str = "article.txt") -> tuple[Document, Description]:
    document = load_bytes(text.encode(), name)
    return document, describe(document, mark(document))


def facts(text: str, name: str = "article.txt") -> dict[str, tuple[str | None, str]]:
    """The parts that are known, as value and how."""
    _, description = to_description(text, name)
    parts = {key: getattr(description, key) for key in PARTS}
    return {key: (part.value, part.known) for key, part in parts.items() if part.known != "unknown"}


LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Care Today"},
{"@type": "NewsArticle",
"headline": "Two councils pool buses", "datePublished": "2025-05-09T06:45:00+01:00", "dateModified": "2025-05-10",
"author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Orr"}]}]}</script>
<link rel="canonical" href="https://care.example/buses"><meta property="article:published_time" content="2025-05-08">"""


def to_page(head: str, top: str = "") -> str:
    body = "".join(f"<p>{words}</p>" for words in STORY.split("\n\n"))
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><article>{top}{body}</article><footer>© 2016 "
        "Old Press Ltd</footer></body></html>"
    )


def test_what_a_page_states_of_itself_is_stated_and_says_where() -> None:
    page = to_page(LINKED, "<h1>Two councils pool buses</h1><p>9 May 2025</p>")
    assert facts(page, "page.html") == {
        "title": ("Two councils pool buses", "stated"),
        "publisher": ("Care Today", "stated"),
        "author": ("Ann Lee; Bo Orr", "stated"),
        "published": ("2025-05-09", "stated"),
        "updated": ("2025-05-10", "stated"),
        "url": ("https://care.example/buses", "stated"),
        "kind": ("news", "inferred"),
    }
    document, description = to_description(page, "page.html")
    assert description.published.because == "the page's metadata (JSON-LD datePublished)"
    assert description.published.clue is not None
    assert document.text[slice(*description.published.clue)] == "9 May 2025"


def test_the_copyright_year_of_a_page_is_no_date() -> None:
    assert "published" not in facts(to_page("<title>x</title>"), "page.html")


def test_the_visible_byline_wins_over_broken_metadata() -> None:
    page = to_page(
        '<meta name="author" content="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">',
        "<h1>Buses</h1><p>By Linnet Oswald, 4 February 2025</p>",
    )
    known = facts(page, "page.html")
    assert known["author"] == ("Linnet Oswald", "stated")
    assert known["published"] == ("2025-02-04", "stated")


def test_a_name_beside_the_headline_that_the_page_does_not_vouch_for_is_no_author() -> None:
    assert "author" not in facts(
        to_page("<title>Buses</title>", "<h1>Buses</h1><p>Apple Pay</p>"), "page.html"
    )


def test_the_name_of_the_site_is_cut_from_the_title() -> None:
    head = (
        "<title>Two councils pool buses | Politics | The Examiner</title><meta "
        'property="og:site_name" content="The Examiner">'
    )
    assert facts(to_page(head), "page.html")["title"] == ("Two councils pool buses", "stated")


def test_front_matter_states() -> None:
    text = (
        '---\ntitle: "Buses: a plan"\nauthor: Ann Lee\ndate: 20/02/2025\nsource: '
        f"https://x.example/a\n---\n\n{STORY}\n"
    )
    known = facts(text, "note.md")
    assert known["title"] == ("Buses: a plan", "stated")
    assert known["published"] == ("2025-02-20", "stated")
    assert known["url"] == ("https://x.example/a", "stated")
