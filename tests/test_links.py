"""Links to the words: what they name of a quote, and that Chromium opens a page at them."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Loopback
from made_library import make
from sound import part

from ingest.load import load_bytes
from rag.cite import cite
from rag.links import link_to_words, text_directive
from values import UNKNOWN, Part, Version

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESS = part("https://example.org/a")
LETTERS = st.characters(
    exclude_categories=["Cs"]
)  # what can be written into a file: no half of a surrogate pair
WORDS = st.lists(st.text(LETTERS, min_size=1) | st.sampled_from(["the", "bus", "and,", "a-b"]), max_size=30)


def named(text: str, quote: str) -> list[str]:
    """What the link to the first place of ``quote`` names, decoded, with "-" before or after what stands around it."""
    start = text.index(quote)
    return [unquote(piece) for piece in text_directive(text, start, start + len(quote)).split(",")]


def test_a_short_quote_is_named_whole() -> None:
    text = "One day. We left, and it was - as they say - dark."
    assert named(text, "We left, and it was - as they say - dark.") == [
        "We left, and it was - as they say - dark."
    ]


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    text = "It would be run by the county from next year on, and by nobody else at all."
    assert named(text, text) == ["It would be run by", "by nobody else at all."]


def test_more_words_are_named_where_the_first_ones_stand_elsewhere_too() -> None:
    before = "The council said it would be quick. "
    quote = "The council said it would never sell the land that it holds beside the river."
    assert named(before + quote, quote) == ["The council said it would never", "it holds beside the river."]


def test_a_quote_over_several_lines_is_named_without_crossing_one() -> None:
    text = "We ask for\n\n- more buses\n- fewer cars\n\nand that is all."
    assert named(text, "more buses\n- fewer cars") == ["more buses", "- fewer cars"]


def test_words_that_stand_twice_are_named_with_what_stands_around_them() -> None:
    text = "First.\n\nBuses are late. So are trains.\n\nThen.\n\nBuses are late. Nobody minds."
    start = text.rindex("Buses are late.")
    assert text_directive(text, start, start + 15) == "Then.-,Buses%20are%20late.,-Nobody%20minds."


def test_case_and_quotation_marks_tell_no_words_apart() -> None:
    text = "“We’re ready.” Then. 'we're READY.' End."
    assert named(text, "We’re ready.") == ["“-", "We’re ready.", "-” Then. 'we're READY.' End."]


def test_half_a_word_is_not_named() -> None:
    assert text_directive("undertaking words elsewhere", 5, 22) == "words"


@given(WORDS, st.data())
def test_a_directive_has_its_own_signs_only_where_it_wrote_them(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    parts = text_directive(text, start, end).split(",")
    named = [one for one in parts if not (one.startswith("-") or one.endswith("-"))]
    assert len(named) <= 2
    assert len(parts) - len(named) <= 2
    assert all(one.isascii() and not set("-&#<>\" '") & set(one) for one in named)
    flat = " ".join(text[start:end].split())
    assert all(unquote(one) in flat for one in named)


# Addresses


def test_a_link_keeps_the_fragment_that_an_address_had() -> None:
    assert link_to_words(part("https://example.org/a?b=1#top"), "a b", 0, 3) == (
        "https://example.org/a?b=1#top:~:text=a%20b"
    )


def test_a_link_leaves_out_a_directive_that_an_address_had() -> None:
    assert link_to_words(part("https://example.org/a#:~:text=old"), "a b", 0, 3) == (
        "https://example.org/a#:~:text=a%20b"
    )


def test_a_pdf_is_opened_at_its_page() -> None:
    assert link_to_words(part("https://example.org/a.pdf"), "a b", 0, 3, page=7) == (
        "https://example.org/a.pdf#page=7:~:text=a%20b"
    )


def test_a_range_without_words_leads_to_the_page() -> None:
    assert link_to_words(ADDRESS, " \n ", 0, 3) == "https://example.org/a"


@pytest.mark.parametrize("address", [None, "", "example.org/a", "javascript:alert(1)", "file:///etc/passwd"])
def test_only_a_web_address_has_a_link(address: str | None) -> None:
    assert link_to_words(Part(address, None, "given") if address else UNKNOWN, "words", 0, 5) is None


# In Chromium

FILLER = "".join(f"<p>Paragraph {number} speaks of other things.</p>" for number in range(70))
TWICE = "Bus routes would be run by the county."
LONG = (
    "The report calls for five-year budgets, “more – much more” power (see s. 104), and – since 1,000 & more posts "
    "went – a say over 50% of rates; nothing less."
)
SENTENCES = {  # by the place in the page
    "long": LONG,
    "first": TWICE,
    "linked": "The council said: we are ready to go ahead, it’s time.",
    "second": TWICE,
    "straight": '"Straight quotes," he said.',
    "foreign": "Café owners in Llanfairpwll said: “Über-late!”",
    "same": "The council said: we are ready to go ahead, but with care and with time to think about it all.",
    "item": "Fewer cars",
    "wrapped": "A line that the page\nbreaks here.",
}


def span(name: str, html: str = "") -> str:
    return f'<span id="{name}">{html or escape(SENTENCES[name], quote=False)}</span>'


PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Counties ask for more</title>
<style>::target-text {{ background: #f0f; color: #f0f }}</style>
<body><article><h1>Counties ask for more</h1>{FILLER}
<p>{span("long")} {span("first")}</p>
<p>{span("linked", 'The council said: <em>we are</em> <a href="/x">ready</a> to go&nbsp;ahead, it&rsquo;s time.')}</p>
{FILLER}
<p>{span("second")} And so on, said everybody.</p>
<p>{span("straight")} {span("foreign", SENTENCES["foreign"].replace("pwll", "&shy;pwll"))}</p>
<p>{span("same")}</p>
<ul><li><span id="before">More buses</span></li><li>{span("item")}</li></ul>
<p>{span("wrapped", "A line that the page<br>breaks here.")}</p>
{FILLER}</article></body></html>"""


@pytest.fixture(scope="module")
def page_address() -> Iterator[str]:
    """The address of the page on a server of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            pass

    server = Loopback(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/article"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def article(page_address: str) -> Version:
    """The page as the desk holds it."""
    made, _ = make("page", "x", url=part(page_address))
    return replace(made, text=load_bytes(PAGE.encode(), "page.html").text)


def lit(browser: Browser, link: str) -> tuple[bool, set[str]]:
    """Whether the page opened further down, and the places whose every line is marked as the words sought."""
    from PIL import Image

    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.goto(link)
    page.wait_for_timeout(200)
    rects: dict[str, list[list[float]]] = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll("span[id]")].map((one) => [one.id,
        [...one.getClientRects()].filter((r) => r.width > 3)
        .map((r) => [r.x + r.width / 2, r.y + scrollY + r.height / 2])]))"""
    )
    down = page.evaluate("scrollY") > 0
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    marked = {
        name
        for name, middles in rects.items()
        if all(picture.getpixel((int(x), int(y))) == (255, 0, 255) for x, y in middles)
    }
    return down, marked


@pytest.mark.browser
@pytest.mark.parametrize("name", SENTENCES)
def test_a_link_opens_the_page_at_the_words(browser: Browser, article: Version, name: str) -> None:
    sought = SENTENCES[name]
    start = article.text.rindex(sought) if name == "second" else article.text.index(sought)
    end = start + len(sought)
    link = cite(article, start, end, 1).link
    assert link
    assert lit(browser, link) == (True, {name})


@pytest.mark.browser
def test_a_link_to_words_in_several_blocks_marks_them_all(browser: Browser, article: Version) -> None:
    start, end = article.text.index("More buses"), article.text.index("Fewer cars") + len("Fewer cars")
    link = cite(article, start, end, 1).link
    assert link
    assert lit(browser, link) == (True, {"before", "item"})
