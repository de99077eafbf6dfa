"""The openings of plain articles: which line is the headline, who publishes, when and where, and what kind it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import mark
from ingest.describe import describe, read_names
from ingest.imprint import read_imprint
from ingest.load import load_bytes
from values import Description, Document, Span

HEADLINE = "Councils ask for one settlement"
STORY = """Six councils in Harrowmere have asked ministers to replace 23 grants with one settlement.

Board chair Osric Pemble said: ‘We do not want a larger cheque. We want one cheque.’

A spokesperson for the department said that it welcomed the paper and would reply before the summer recess."""
ALONE = ("Opinion", "Blog", "Letters", "News", "Comment", "Analysis", "Explainer", "Speech", "PRESS RELEASE:")


def read(*opening: str, gap: str = "\n") -> tuple[Document, tuple[Span, ...], Description]:
    document = load_bytes(f"{gap.join(opening)}\n\n{STORY}".encode(), "article.txt")
    spans = mark(document)
    return document, spans, describe(document, spans)


def kinds(*opening: str, gap: str = "\n") -> list[str]:
    """The kind of each span above the story."""
    document, spans, _ = read(*opening, gap=gap)
    return [span.kind for span in spans if span.start < document.text.index("Six councils in Harrowmere")]


# The headline


@pytest.mark.parametrize(
    "under",
    [
        "Shire Roads Network",
        "Published by the Association of Fen and Moor Authorities",
        "Roads and Local Services Committee",
        "House of Lords Select Committee on Roads",
        "Report of the Corn Hall debate, Fenmoor Region Assembly",
        "Fenmoor County Council – policy page",
        "Roads Scrutiny Committee, House of Commons",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_headline_wins_over_the_line_between_it_and_the_date(under: str, gap: str) -> None:
    _, _, description = read(HEADLINE, under, "6 June 2017", gap=gap)
    assert (description.title.value, description.published.value) == (HEADLINE, "2017-06-06")
    assert kinds(HEADLINE, under, "6 June 2017", gap=gap)[1] in ("byline", "dateline")


def test_the_chapter_of_a_report_is_a_heading_and_not_its_headline() -> None:
    opening = (HEADLINE, "Select Committee on Roads", "Chapter 3: Evidence received", "30 March 2022")
    assert read(*opening)[2].title.value == HEADLINE
    assert kinds(*opening) == ["title", "byline", "heading", "dateline"]


@pytest.mark.parametrize(
    "line",
    ["Report of the Audit Committee", "Speech by Dame Ida Orr to the guild"],
)
def test_the_only_line_above_the_date_is_the_headline_whatever_it_names(line: str) -> None:
    assert kinds(line, "6 June 2017") == ["title", "dateline"]


# The publisher


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("The Fenmoor Gazette", "The Fenmoor Gazette"),
        ("Borough Herald", "Borough Herald"),
        ("Red Lamp Review", "Red Lamp Review"),
        ("The Fenmoor Post", "The Fenmoor Post"),
        ("The Times", "The Times"),
        ("Fenmoor Notebook, Town and Country Review", "Town and Country Review"),
        ("Centre for Open Ledgers blog", "Centre for Open Ledgers"),
        ("Society of Local Authority Gardeners", "Society of Local Authority Gardeners"),
        ("Fenmoor Chronicle, Thursday 14 November 2024", "Fenmoor Chronicle"),
        ("Society of Moor Treasurers | 14 November 2024", "Society of Moor Treasurers"),
    ],
)
def test_a_line_of_nothing_but_a_name_of_a_publication_or_body_gives_an_inferred_publisher(
    line: str, publisher: str
) -> None:
    document, _, description = read(HEADLINE, "By Ida Orr, local government reporter", line)
    assert (description.publisher.value, description.publisher.known) == (publisher, "inferred")
    assert description.publisher.clue is not None
    assert document.text[slice(*description.publisher.clue)] == publisher
    assert description.author.value == "Ida Orr"
    assert "body" not in kinds(HEADLINE, "By Ida Orr, local government reporter", line)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Published by the Fenmoor Civic Society", "Fenmoor Civic Society"),
        ("Published by The Fenmoor Leader", "The Fenmoor Leader"),
        ("Issued by the Moor Mayoral Authority, June 2024", "Moor Mayoral Authority"),
        ("Published by Reach Fens Media on 3 March 2024", "Reach Fens Media"),
    ],
)
def test_published_by_states_the_publisher(line: str, publisher: str) -> None:
    document, _, description = read(HEADLINE, line)
    assert (description.publisher.value, description.publisher.known) == (publisher, "stated")
    assert document.text[slice(*(description.publisher.clue or (0, 0)))] == publisher


@pytest.mark.parametrize(
    "line",
    [
        "By Dr Ida Orr, senior fellow, Institute for Open Ledgers",
        "Ida Orr, Borough Herald",
        "Leader of Fenmoor District Council",
        "Community Governance Review",
        "Children’s Services",
        "Council Leader",
        "Published by Ida Orr",
        "The Review",
    ],
)
def test_a_person_an_office_or_a_subject_is_no_publisher(line: str) -> None:
    assert read(HEADLINE, line, "6 June 2017")[2].publisher.known == "unknown"


def test_a_heading_with_the_name_of_a_committee_is_no_publisher() -> None:
    opening = (HEADLINE, "By Ida Orr", "6 June 2017", "Audit Committee")
    assert kinds(*opening, gap="\n\n") == ["title", "byline", "dateline", "heading"]
    assert read(*opening, gap="\n\n")[2].publisher.known == "unknown"


def test_a_publication_above_the_headline_is_the_publisher() -> None:
    opening = ("The Fenmoor Gazette", HEADLINE, "By Ida Orr", "6 June 2017")
    assert kinds(*opening) == ["byline", "title", "byline", "dateline"]
    assert read(*opening)[2].publisher.value == "The Fenmoor Gazette"


def test_a_headline_that_ends_like_a_body_is_no_publisher_of_the_line_under_it() -> None:
    opening = (
        "Council Backs New Combined Authority",
        "The vote followed three years of talks",
        "6 June 2017",
    )
    assert read(*opening)[2].publisher.known == "unknown"


def test_what_is_said_of_publishing_wins_over_a_bare_name() -> None:
    opening = (HEADLINE, "Fenmoor Region Assembly", "6 June 2017", "Published by the Civic Society")
    assert read(*opening)[2].publisher.value == "Civic Society"


@given(
    st.lists(
        st.sampled_from("The Fenmoor Review of and , Council blog 3 March 2024 – Ida Published by".split())
    )
)
def test_the_name_of_a_publisher_stands_where_the_imprint_says(words: list[str]) -> None:
    line = " ".join(words)
    imprint = read_imprint(line)
    assert imprint is None or line[imprint.start : imprint.end] == imprint.name != ""


# The date, and the place


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Fenbridge, 14 November 2023", "2023-11-14", None),
        ("Fenbridge, Tuesday 14 November 2023", "2023-11-14", None),
        ("Lower Aldham, 14 November 2023", "2023-11-14", None),
        ("Policy page, last updated 3 September 2022", None, "2022-09-03"),
        ("Delivered at the Corn Hall, Lower Aldham, on 3 July 2025", "2025-07-03", None),
        ("Speech to the Gardeners’ Congress, Fenbridge, 14 October 2021", "2021-10-14", None),
        ("Fourth Report of Session 2025–26, published 22 January 2026", "2026-01-22", None),
        ("For immediate release: 27 November 2025", "2025-11-27", None),
    ],
)
def test_a_date_with_its_place_occasion_or_verb_is_a_dateline(
    line: str, published: str | None, updated: str | None
) -> None:
    _, _, description = read(HEADLINE, line, gap="\n\n")
    assert kinds(HEADLINE, line, gap="\n\n") == ["title", "dateline"]
    assert (description.published.value, description.updated.value) == (published, updated)
    assert description.author.known == "unknown"


def test_a_name_and_a_date_are_a_byline_unless_the_author_stands_beside_it() -> None:
    assert read(HEADLINE, "Marsh Cross, 6 June 2017")[2].author.value == "Marsh Cross"
    assert read(HEADLINE, "By Ida Orr", "Marsh Cross, 6 June 2017")[2].author.value == "Ida Orr"


def test_the_author_behind_a_date_is_read() -> None:
    opening = (HEADLINE, "Posted on 18 September 2025 by Ida Orr, senior fellow, Open Ledgers")
    assert kinds(*opening) == ["title", "dateline", "byline"]
    assert read(*opening)[2].author.value == "Ida Orr"


# The kind


@pytest.mark.parametrize("label", ALONE)
def test_a_label_between_headline_and_byline_is_not_of_the_article(label: str) -> None:
    assert kinds(HEADLINE, label, "Ida Orr", "6 June 2017", gap="\n\n") == [
        "title", "furniture", "byline", "dateline"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Opinion", "opinion"),
        ("Letters", "opinion"),
        ("Opinion – Ida Orr", "opinion"),
        ("Centre for Open Ledgers blog", "opinion"),
        ("Fenmoor County Council – policy page", "policy_page"),
        ("Fen Councils Association – press release", "news"),
    ],
)
def test_a_label_under_the_headline_tells_the_kind(line: str, kind: str) -> None:
    document, _, description = read(HEADLINE, line, "6 June 2017")
    assert (description.kind.value, description.kind.known) == (kind, "inferred")
    assert document.text[slice(*(description.kind.clue or (0, 0)))] in line


def test_a_row_of_labels_tells_no_kind() -> None:
    assert "label" not in read("News", "Opinion", HEADLINE, "Speech", "6 June 2017")[2].kind.because


# The author


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ida Orr, Social Care Correspondent", "Ida Orr"),
        ("By Ida Orr and Bo Lee, Local Democracy Reporters", "Ida Orr; Bo Lee"),
        ("Ida Orr, Borough Herald", "Ida Orr"),
    ],
)
def test_an_office_or_a_newspaper_behind_a_name_is_no_second_author(byline: str, names: str) -> None:
    assert read_names(byline) == names


def test_a_name_behind_a_label_is_the_author() -> None:
    assert kinds(HEADLINE, "Opinion – Ida Orr", "6 June 2017") == ["title", "furniture", "byline", "dateline"]
    assert read(HEADLINE, "Opinion – Ida Orr", "6 June 2017")[2].author.value == "Ida Orr"


def test_the_headline_of_a_speech_names_who_speaks() -> None:
    _, _, description = read("Speech by Dame Ida Orr to the Gardeners’ Congress", "6 June 2017")
    assert (description.author.value, description.author.known) == ("Dame Ida Orr", "stated")


def test_the_line_over_an_opinion_piece_that_says_who_writes_names_the_author() -> None:
    _, _, description = read(
        HEADLINE,
        "Ida Orr is leader of Fenmoor Council. She writes in a personal capacity.",
        "I have sat on this council for twenty years, and I say so with regret to my own voters.",
        gap="\n\n",
    )
    assert (description.author.value, description.author.known) == ("Ida Orr", "inferred")
