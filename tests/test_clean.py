"""What is article and what is page, on the five articles and on invented ones in the style of many British sites."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import mark
from values import Document, Span

CORPUS = Path(__file__).parent.parent / "corpus"
SAMPLES = sorted((Path(__file__).parent / "data" / "clean").glob("*.txt"))
KINDS = {"B": "body", "H": "heading", "T": "title", "Y": "byline", "D": "dateline", "F": "furniture"}
ARTICLE = ("body", "heading")
# Of all samples together, in characters that are not blank. Raise them with the code; never lower them.
BODY_KEPT, FURNITURE_MARKED, TITLES_FOUND = 0.98, 0.98, 0.99


def to_document(text: str, name: str = "article.txt", spans: tuple[Span, ...] | None = None) -> Document:
    return Document(name, text.encode(), text, "test", {}, spans)


def read_sample(path: Path) -> tuple[str, list[tuple[int, int, str]]]:
    """A sample's text and its labelled stretches. In the file each stretch stands as "B|words", several in a line
    with "¦" between."""
    text, labels = "", []
    for line in path.read_text(encoding="utf-8").split("\n"):
        for stretch in filter(None, line.split("¦")):
            code, words = stretch.split("|", 1)
            labels.append((len(text), len(text) + len(words), KINDS[code]))
            text += words
        text += "\n"
    return text, labels


def kinds_of(text: str, spans: tuple[Span, ...]) -> list[str]:
    """The kind of each character."""
    kinds = [""] * len(text)
    for span in spans:
        kinds[span.start : span.end] = [span.kind] * (span.end - span.start)
    return kinds


def share(path: Path, label: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[int, int]:
    """How many characters labelled so are marked as wanted, and how many there are."""
    text, labels = read_sample(path)
    kinds = kinds_of(text, mark(to_document(text)))
    places = [
        i for start, end, kind in labels if kind in label for i in range(start, end) if not text[i].isspace()
    ]
    return sum(kinds[i] in wanted for i in places), len(places)


def over_all(label: tuple[str, ...], wanted: tuple[str, ...]) -> float:
    counts = [share(path, label, wanted) for path in SAMPLES]
    return sum(found for found, _ in counts) / sum(whole for _, whole in counts)


def words_of(name: str, *kinds: str) -> list[str]:
    text = (CORPUS / name).read_text(encoding="utf-8")
    return [text[span.start : span.end] for span in mark(to_document(text)) if span.kind in kinds]


def marked(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in mark(to_document(text))]


# Laws


TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\n\r\t \u00a0.:|-•£“”‘’'\u200b😀AaBb19")
    ),
    max_size=400,
)
LINES = [line for path in SAMPLES for line in read_sample(path)[0].splitlines()]
PAGES = st.lists(st.sampled_from(LINES), max_size=25).map("\n".join)


@settings(deadline=None, max_examples=150)
@given(st.one_of(TEXTS, PAGES))
def test_spans_are_sorted_do_not_overlap_and_hold_all_that_is_not_blank(text: str) -> None:
    spans = mark(to_document(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    kinds = kinds_of(text, spans)
    assert [char for char, kind in zip(text, kinds, strict=True) if not kind and not char.isspace()] == []


@settings(deadline=None, max_examples=50)
@given(PAGES)
def test_marking_twice_gives_the_same(text: str) -> None:
    assert mark(to_document(text)) == mark(to_document(text))


@settings(deadline=None, max_examples=50)
@given(PAGES)
def test_no_text_becomes_all_furniture(text: str) -> None:
    spans = mark(to_document(text))
    prose = [line for line in text.split("\n") if line.endswith(".") and len(line.split()) > 30]
    assert not prose or any(span.kind != "furniture" for span in spans)


@pytest.mark.parametrize("path", [*SAMPLES, *sorted(CORPUS.glob("*.txt"))], ids=lambda path: path.stem)
def test_cleaning_the_article_of_a_cleaned_text_changes_nothing(path: Path) -> None:
    text = read_sample(path)[0] if path in SAMPLES else path.read_text(encoding="utf-8")
    spans = mark(to_document(text))
    article = "\n\n".join(text[span.start : span.end] for span in spans if span.kind != "furniture")
    assert "furniture" not in [span.kind for span in mark(to_document(article))]


# The five articles


def test_the_registration_prompt_under_a_report_is_furniture_and_the_report_is_kept_whole() -> None:
    text = (CORPUS / "000_3d27ec2dcfb41f04.txt").read_text(encoding="utf-8")
    body, furniture = text.split("Register Now to Continue Reading")
    assert words_of("000_3d27ec2dcfb41f04.txt", "body") == body.strip().split("\n")
    assert "".join(words_of("000_3d27ec2dcfb41f04.txt", "furniture")).endswith(furniture.split("\n")[-1])


def test_an_opinion_piece_without_furniture_has_none() -> None:
    name = "001_521c5c6b6dcf227e.txt"
    assert words_of(name, "furniture") == []
    assert words_of(name, "dateline") == ["23/09/2014 08:16 BST | Updated 22/11/2014 05:59 GMT"]
    assert words_of(name, "title") == [
        "Counties Demand Devolved Powers - What 'One Place, One Budget' Could Achieve"
    ]
    assert len(words_of(name, "body")) == 10


def test_the_asks_of_a_policy_page_are_body_and_its_empty_widgets_are_not() -> None:
    name = "002_e1f518e11e73c70b.txt"
    assert words_of(name, "title") == ["Children’s Services"]
    assert words_of(name, "heading") == ["Children's Services - Key Asks"]
    assert "Funding must follow any future children’s services reform" in words_of(name, "body")
    assert words_of(name, "furniture") == [
        "Latest News on Children's Services",
        "Latest Publications",
        "Timelines: County Council Policies",
        "Announcement Date: 03/02/2020",
    ]


def test_adverts_that_speak_of_the_same_things_are_furniture() -> None:
    name = "003_fb556400170ae792.txt"
    text = (CORPUS / name).read_text(encoding="utf-8")
    body, _, page = text.partition("SIGN UP")
    assert words_of(name, "byline") == ["Thomas Bridge"]
    assert words_of(name, "dateline") == ["08 May 2014"]
    assert words_of(name, "body") == [line for line in body.split("\n")[4:] if line]
    assert words_of(name, "furniture") == [line for line in ("SIGN UP" + page).split("\n") if line]


def test_an_opening_line_of_name_and_offices_is_the_byline() -> None:
    name = "004_a4a8c603539e6b32.txt"
    assert words_of(name, "title", "furniture") == []
    assert words_of(name, "byline")[0].startswith("Alison O’Sullivan, ex-President")
    assert len(words_of(name, "body")) == 12


# The samples


def test_nearly_all_of_the_articles_is_kept() -> None:
    assert over_all(ARTICLE, ARTICLE) >= BODY_KEPT


def test_nearly_all_furniture_is_marked() -> None:
    assert over_all(("furniture",), ("furniture", "byline", "dateline")) >= FURNITURE_MARKED


def test_titles_are_told_from_labels_standfirsts_and_headings() -> None:
    assert over_all(("title",), ("title",)) >= TITLES_FOUND


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_article_loses_more_than_a_line_or_two(path: Path) -> None:
    found, whole = share(path, ARTICLE, ARTICLE)
    assert found >= 0.85 * whole


# One thing each


PROSE = "The councils have agreed to pool their budgets for roads and buses from next April, it was said on Monday."
MORE = "A joint committee of the councils will publish its budgets for buses, and for roads, every quarter."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Sign up to our free weekly newsletter for the biggest stories of the week.",
        "READ MORE: Bridge to close for six weeks",
        "Share this article",
        "We use cookies to improve your experience.",
        "Already a subscriber? Log in",
        "© 2024 The Example Press. All rights reserved.",
        "Article continues below",
        "(Image: Example Press)",
    ],
)
def test_a_line_of_page_between_two_paragraphs_is_furniture(line: str) -> None:
    assert marked(f"{PROSE}\n{line}\n{MORE}") == [("body", PROSE), ("furniture", line), ("body", MORE)]


@pytest.mark.parametrize(
    "line",
    [
        "Registration of births would move to the county, and residents could sign up for alerts.",
        "The advert cost £400, and the newsletter in which it stood went to 9,000 homes.",
        "Salaries of £28,500 to £31,000 are paid to the drivers, which is more than the county average.",
        "Members",
        "Policy",
        "15% of the grant",
    ],
)
def test_a_line_of_the_article_that_only_sounds_like_a_page_is_kept(line: str) -> None:
    assert "furniture" not in [kind for kind, _ in marked(f"{PROSE}\n{line}\n{MORE}")]


def test_a_label_stuck_to_the_end_of_a_paragraph_is_cut_off() -> None:
    assert marked(f"{PROSE}Read more\n{MORE}") == [
        ("body", PROSE),
        ("furniture", "Read more"),
        ("body", MORE),
    ]


def test_a_paragraph_broken_at_a_fixed_width_is_one_span() -> None:
    text = (
        "The county council resolved in January, by forty votes to thirty, to ask the\n"
        "minister for one single authority and not for two of them, as it had been\nadvised."
    )
    assert marked(text) == [("body", text)]


@pytest.mark.parametrize(
    "line",
    [
        "By Greater Manchester standards the sum is small, and it will be spent by the end of June.",
        "From April Kent County Council will run the buses of four districts, it was agreed on Monday.",
        "Jane Smith is the new chief executive of the county council, which she joined in May.",
        "Osric Pemble resigned from the board on 8 May 2014.",
        "On 8 May 2014 the council agreed to share its buses with two of its neighbours.",
    ],
)
def test_a_first_sentence_that_begins_like_a_byline_is_body(line: str) -> None:
    assert marked(f"{line}\n\n{PROSE}\n\n{MORE}")[0] == ("body", line)


def test_a_text_of_short_lines_only_keeps_them() -> None:
    text = "Powers by level\nLevel one\nHosting functions\nPooling services\nLevel two\nPublic transport"
    assert "furniture" not in [kind for kind, _ in marked(text)]


def test_furniture_says_why_it_is() -> None:
    text = (CORPUS / "003_fb556400170ae792.txt").read_text(encoding="utf-8")
    whys = [span.why for span in mark(to_document(text)) if span.kind == "furniture"]
    assert set(whys) == {"sign-up", "job adverts", "share links", "partner content"}


def test_spans_that_the_loader_knows_are_kept() -> None:
    text = f"---\ntitle: x\n---\n{PROSE}"
    front = Span(0, 16, "furniture", "front matter")
    spans = mark(to_document(text, spans=(front,)))
    assert spans == (front, Span(17, len(text), "body"))


def test_what_an_extractor_kept_needs_more_than_a_short_line_to_be_doubted() -> None:
    text = f"{PROSE}\n\nMore on this story\n\n{MORE}"
    kept = tuple(
        Span(text.index(line), text.index(line) + len(line), "body", "kept") for line in text.split("\n\n")
    )
    assert "furniture" not in [span.kind for span in mark(to_document(text, spans=kept))]


@pytest.mark.parametrize("path", [*SAMPLES, *sorted(CORPUS.glob("*.txt"))], ids=lambda path: path.stem)
def test_no_article_here_is_flagged(path: Path) -> None:
    text = read_sample(path)[0] if path in SAMPLES else path.read_text(encoding="utf-8")
    assert [text[span.start : span.end] for span in mark(to_document(text)) if span.flags] == []


# Bounds


def test_a_very_long_line_and_very_many_lines_take_seconds_and_not_minutes() -> None:
    assert mark(to_document("x" * 250_000))[0].kind == "body"
    assert len(mark(to_document("\n".join([PROSE, "Members", ""] * 1_000)))) == 2_000
