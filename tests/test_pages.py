"""Saved web pages: the text of the version, what of it is article, and what a reader does not see."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import mark
from ingest.load import load_bytes
from ingest.pages import load_html
from values import Document, Refused, Span

FIRST = "Orrin’s two councils are to run their buses together from next April, under a plan agreed on Monday night."
SECOND = (
    "The plan gives a joint committee of eight members a budget of £27.4m, which is to grow by 2% a year."
)
THIRD = "Councillor Ada Fenn said that two timetables for one road had been one too many for forty years."
STORY = [FIRST, SECOND, THIRD]


def to_page(*inner: str, head: str = "", paragraphs: list[str] | None = None) -> bytes:
    """A page whose article is a headline, what ``inner`` holds, and some paragraphs."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs or STORY)
    page = f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Buses</title>{head}</head><body>"
    return (
        f"{page}<article><h1>Buses to run as one</h1>{''.join(inner)}{body}</article></body></html>".encode()
    )


def spans_of(raw: bytes) -> tuple[Document, tuple[Span, ...]]:
    document = load_html(raw, "page.html")
    return document, mark(document)


def words_of(raw: bytes, *kinds: str) -> list[str]:
    document, spans = spans_of(raw)
    return [document.text[span.start : span.end] for span in spans if span.kind in kinds]


# The rendering


def test_the_text_holds_every_block_of_the_page_with_an_empty_line_between() -> None:
    page = to_page("<nav><a href=/>Home</a></nav>")
    assert load_html(page, "x").text == "\n\n".join(["Buses to run as one", "Home", *STORY])


def test_the_rendering_is_the_same_each_time() -> None:
    page = to_page("<p hidden>Hidden words that nobody is to read here.</p>")
    assert load_html(page, "x") == load_html(page, "x")


def test_scripts_styles_and_drawings_are_left_out() -> None:
    text = load_html(
        to_page("<script>track()</script><style>p{color:red}</style><svg><text>chart</text></svg>"), "x"
    ).text
    assert not {"track", "color", "chart"} & set(text.replace("(", " ").split())


def test_entities_are_decoded_and_no_break_spaces_become_spaces() -> None:
    assert "£12m a year & more" in load_html(to_page("<p>&pound;12m&nbsp;a year &amp; more</p>"), "x").text


def test_inline_marks_do_not_cut_a_sentence_and_line_breaks_do_not_glue_it() -> None:
    text = load_html(to_page("<p>A <b>joint</b> <a href=#>com</a>mittee<br>of eight</p>"), "x").text
    assert "A joint committee\nof eight" in text


def test_two_elements_that_only_style_sets_apart_are_not_glued() -> None:
    page = to_page(
        "<div><span class=who>Ann Lee and Bo Orr-Hale</span><span class=when>2 September 2025</span></div>"
    )
    assert words_of(page, "byline") == ["Ann Lee and Bo Orr-Hale"]
    assert words_of(page, "dateline") == ["2 September 2025"]


def test_the_cells_of_a_table_row_stay_together() -> None:
    table = "<table><tr><th>Body</th><th>Members</th></tr><tr><td>Committee</td><td>8</td></tr></table>"
    assert "Body | Members\n\nCommittee | 8" in load_html(to_page(table), "x").text


def test_markup_that_was_written_out_stays_text() -> None:
    assert (
        "<script>alert(1)</script> was printed"
        in load_html(to_page("<p>&lt;script&gt;alert(1)&lt;/script&gt; was printed</p>"), "x").text
    )


# Article and page


def test_the_article_is_body_and_what_stands_around_and_between_is_furniture() -> None:
    aside = (
        "<aside class=ad><p>Advertisement</p><p>Merrow Motors: 0% finance on all hatchbacks until "
        "Sunday.</p></aside>"
    )
    page = (
        "<html><head><title>Buses</title></head><body><div id=cookies><p>We and our 214 partners "
        "store information on "
        "your device.</p></div><nav><ul><li>Home<li>Jobs</ul></nav><main><article><h1>Buses to run "
        f"as one</h1><p>{FIRST}</p>"
        f"{aside}<p>{SECOND}</p><h2>What comes next</h2><p>{THIRD}</p></article><section><h2>Comments "
        "(2)</h2><p>dave: waste of "
        "money</p></section></main><footer><p>© 2025 The Examiner Ltd</p></footer></body></html>"
    ).encode()
    assert words_of(page, "title") == ["Buses to run as one"]
    assert words_of(page, "body") == STORY
    assert words_of(page, "heading") == ["What comes next"]
    assert "dave: waste of money" in words_of(page, "furniture")


def test_furniture_of_a_page_says_where_it_stood() -> None:
    document, spans = spans_of(
        to_page("<nav>Home</nav><aside>Beside</aside><p hidden>Unseen words here.</p>")
    )
    whys = {document.text[span.start : span.end]: span.why for span in spans if span.kind == "furniture"}
    assert whys == {"Home": "navigation", "Beside": "beside the article", "Unseen words here.": "hidden text"}


def test_a_first_paragraph_in_another_element_is_kept() -> None:
    lead = (
        "<div class=standfirst><div>The two councils of Orrin will share one timetable and one "
        "committee for buses.</div></div>"
    )
    assert words_of(to_page(lead), "body")[0].startswith("The two councils of Orrin")


def test_an_article_that_stands_only_in_the_data_of_the_page_is_kept() -> None:
    article = {"@type": "NewsArticle", "headline": "Buses", "articleBody": "\n".join(STORY * 2)}
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps(article)}</script></head><body>'
        "<div id=app>Loading</div></body></html>"
    )
    assert FIRST in " ".join(words_of(page.encode(), "body"))


def test_a_page_of_which_nothing_is_taken_for_article_is_read_like_plain_text() -> None:
    page = (
        b"<html><body><div>Powers by level</div><div>Hosting functions</div><div>Public "
        b"transport</div></body></html>"
    )
    assert words_of(page, "body", "title", "heading") == [
        "Powers by level",
        "Hosting functions",
        "Public transport",
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=a>",
                "</div>",
                "<b>",
                "<li>",
                "<br>",
                "<!--",
                "-->",
                "<td>",
                "Some words. ",
                "£5m",
                "&lt;",
                "\u200b",
                "é",
                "<h2>",
                "<script>",
                "</script>",
                "<p hidden>",
            ]
        ),
        max_size=40,
    )
)
def test_spans_hold_the_text_of_any_page(parts: list[str]) -> None:
    raw = f"<html><body>{''.join(parts)}<p>{FIRST}</p></body></html>".encode()
    try:
        document, spans = spans_of(raw)
    except Refused:
        return
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert all(char.isspace() or i in set(covered) for i, char in enumerate(document.text))


# Encodings and limits


@pytest.mark.parametrize("declared", ["", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"])
def test_a_page_without_or_with_the_wrong_charset_is_read_rightly(declared: str) -> None:
    page = f"<html><head>{declared}</head><body><p>{FIRST} It costs £5 at the “Café”.</p></body></html>"
    for encoding in ("utf-8", "cp1252"):
        assert "£5 at the “Café”" in load_html(page.encode(encoding), "x").text


def test_a_page_in_another_declared_charset_is_read_as_declared() -> None:
    page = f"<html><head><meta charset=iso-8859-2></head><body><p>{SECOND.replace('£', '')} Łódź</p></body></html>"
    assert "Łódź" in load_html(page.encode("iso-8859-2"), "x").text


def test_a_page_nested_a_hundred_thousand_deep_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="nested more than 2,000 elements deep") as error:
        load_html(b"<html><body>" + b"<div>" * 100_000 + b"<p>x</p>", "deep.html")
    assert error.value.name == "deep.html"


def test_a_page_nested_deeper_than_the_extractor_reads_loses_nothing() -> None:
    page = (
        "<html><body>" + "<div>" * 600 + f"<p>{FIRST}</p>" + "</div>" * 600 + f"<p>{SECOND}</p></body></html>"
    )
    assert words_of(page.encode(), "body") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body></body></html>",
        b"<html><body><script>x()</script></body></html>",
        b"<html><frameset><frame src=x></frameset></html>",
    ],
)
def test_a_page_without_text_is_refused(page: bytes) -> None:
    with pytest.raises(Refused, match="no text to read"):
        load_html(page, "empty.html")


def test_a_page_is_told_by_its_bytes() -> None:
    assert load_bytes(to_page(), "page").loader.startswith("html")


@pytest.mark.parametrize(
    "inside",
    [
        b"<p " + b" ".join(b'a%d="x"' % i for i in range(20_000)) + b">Words.</p>",
        b"<p>" + b"word " * 1_100_000,
    ],
)
def test_what_parsers_take_minutes_over_is_refused_at_once(inside: bytes) -> None:
    with pytest.raises(Refused, match="Save its text"):
        load_html(b"<html><body>" + inside, "page.html")
