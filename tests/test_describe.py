"""What is known of an article, and how: on the five articles, on invented texts and pages, and on what is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import mark
from ingest.dates import find_dates, is_dateline, valid
from ingest.describe import describe, read_names, read_sources
from ingest.infer import shorten
from ingest.load import load_bytes
from values import UNKNOWN, Description, Document, Part, SettingsError

CORPUS = Path(__file__).parent.parent / "corpus"
PARTS = ("title", "publisher", "author", "published", "updated", "url", "kind")
STORY = """Six councils in Harrowmere have asked ministers to replace 23 grants with one settlement.

Board chair Osric Pemble said: ‘We do not want a larger cheque. We want one cheque.’

A spokesperson for the department said that it welcomed the paper and would reply before the summer recess."""


def to_description(
    text: str, name: str = "article.txt", given: dict[str, str] | None = None
) -> tuple[Document, Description]:
    document = load_bytes(text.encode(), name)
    return document, describe(document, mark(document), given)


def facts(
    text: str, name: str = "article.txt", given: dict[str, str] | None = None
) -> dict[str, tuple[str | None, str]]:
    """The parts that are known, as value and how."""
    _, description = to_description(text, name, given)
    parts = {key: getattr(description, key) for key in PARTS}
    return {key: (part.value, part.known) for key, part in parts.items() if part.known != "unknown"}


def corpus_facts(name: str, given: dict[str, str] | None = None) -> dict[str, tuple[str | None, str]]:
    return facts((CORPUS / name).read_text(encoding="utf-8"), name, given)


# The five articles: what their texts say and let infer, and what sources.toml adds

FROM_THE_TEXT: dict[str, dict[str, tuple[str | None, str]]] = {
    "000_3d27ec2dcfb41f04.txt": {
        "title": (
            'A report by the County Council Network calls for a "radical devolution" of powers to its members',
            "inferred",
        ),
        "publisher": ("Children & Young People Now", "stated"),
        "kind": ("news", "inferred"),
    },
    "001_521c5c6b6dcf227e.txt": {
        "title": ("Counties Demand Devolved Powers - What 'One Place, One Budget' Could Achieve", "stated"),
        "published": ("2014-09-23", "stated"),
        "updated": ("2014-11-22", "stated"),
        "kind": ("opinion", "inferred"),
    },
    "002_e1f518e11e73c70b.txt": {
        "title": ("Children’s Services", "stated"),
        "publisher": ("CCN", "inferred"),
        "published": ("2023", "inferred"),
        "kind": ("policy_page", "inferred"),
    },
    "003_fb556400170ae792.txt": {
        "title": ("Free councils from children’s director role, chiefs plead", "stated"),
        "author": ("Thomas Bridge", "stated"),
        "published": ("2014-05-08", "stated"),
        "kind": ("news", "inferred"),
    },
    "004_a4a8c603539e6b32.txt": {
        "title": ("Local authorities are leaders in ‘place shaping’", "inferred"),
        "author": ("Alison O’Sullivan", "stated"),
        "kind": ("opinion", "inferred"),
    },
}


@pytest.mark.parametrize("name", FROM_THE_TEXT)
def test_each_of_the_five_texts_gives_what_it_says_and_no_more(name: str) -> None:
    assert corpus_facts(name) == FROM_THE_TEXT[name]


def test_what_the_texts_do_not_say_is_given_with_its_reason() -> None:
    sources = read_sources(CORPUS / "sources.toml")
    for name, keys in sources.items():
        _, description = to_description((CORPUS / name).read_text(encoding="utf-8"), name, keys)
        given = {
            key: getattr(description, key) for key in PARTS if getattr(description, key).known == "given"
        }
        assert set(given) == set(keys) & set(PARTS)
        assert all(part.because and part.clue is None for part in given.values())


def test_the_given_parts_of_the_corpus_are_these() -> None:
    sources = read_sources(CORPUS / "sources.toml")
    _, page = to_description(
        (CORPUS / "002_e1f518e11e73c70b.txt").read_text(encoding="utf-8"),
        "x",
        sources["002_e1f518e11e73c70b.txt"],
    )
    assert (page.published.value, page.published.to, page.published.known) == (
        "2023-02-02",
        "2024-12-31",
        "given",
    )
    assert corpus_facts("001_521c5c6b6dcf227e.txt", sources["001_521c5c6b6dcf227e.txt"])["author"] == (
        "David Hodge",
        "given",
    )
    assert corpus_facts("000_3d27ec2dcfb41f04.txt", sources["000_3d27ec2dcfb41f04.txt"])["published"] == (
        "2014-09-17",
        "given",
    )


def test_the_range_that_a_policy_page_supports_has_its_clue() -> None:
    document, page = to_description((CORPUS / "002_e1f518e11e73c70b.txt").read_text(encoding="utf-8"))
    assert (page.published.value, page.published.to) == ("2023", "2024")
    assert page.published.clue is not None
    assert document.text[slice(*page.published.clue)] == "in 2024 and beyond"


# Laws


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                *STORY.splitlines(),
                "By Ann Lee",
                "3 March 2023",
                "Updated 04/05/2023",
                "© 2016 The Press",
                "Thank you for visiting The Press and more",
                "Key Asks",
                "In 2023 it was so.",
                "in 2024 and beyond",
            ]
        ),
        max_size=12,
    )
)
def test_every_clue_lies_in_the_text_and_every_part_has_its_reason(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = Document("x", b"", text, "test")
    description = describe(document, mark(document))
    for part in (getattr(description, key) for key in PARTS):
        assert part.known == "unknown" or (part.value and part.because)
        assert part.known != "unknown" or part == UNKNOWN
        assert part.clue is None or text[slice(*part.clue)].strip()


# Dates


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("07/06/2024 09:30 BST | Updated 11/06/2024 16:05 BST", "2024-06-07", "2024-06-11"),
        ("14 March 2025 | Marla Quillfeather", "2025-03-14", None),
        ("Thomas Bridge 08 May 2014", "2014-05-08", None),
        ("By Jane Doe, Friday 3rd March 2023", "2023-03-03", None),
        ("Published: 3 March 2023", "2023-03-03", None),
        ("Last updated: 3 March 2023", None, "2023-03-03"),
        ("First published on 1 May 2022; last updated on 2 June 2023", "2022-05-01", "2023-06-02"),
        ("2025-05-09T06:45:00+01:00", "2025-05-09", None),
        ("Posted on March 2019", "2019-03", None),
        ("23.09.14", "2014-09-23", None),
        ("06:00, 21 FEB 2024", "2024-02-21", None),
        ("Page last reviewed: 04/05/2023", None, "2023-05-04"),
    ],
)
def test_datelines_are_read_day_first(line: str, published: str | None, updated: str | None) -> None:
    known = facts(f"{line}\n\nCouncils ask for one settlement\n\n{STORY}")
    assert known.get("published", (None, ""))[0] == published
    assert known.get("updated", (None, ""))[0] == updated


def test_a_date_under_its_label_is_read_with_it() -> None:
    known = facts(
        f"Councils ask for one settlement\nPublished\n3 October 2023\nUpdated\n5 October 2023\n{STORY}"
    )
    assert (known["published"], known["updated"]) == (("2023-10-03", "stated"), ("2023-10-05", "stated"))


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY}\n\n© 2016 The Examiner Ltd. All rights reserved.",
        f"{STORY}\n\nLatest Publications\n\nTimelines: Policies\nAnnouncement Date: 03/02/2020",
        f"{STORY}\n\nRelated stories\nBridge closed\n17 May 2023\nBridge opened\n2 April 2022",
        f"{STORY}\n\nThe paper was adopted on 14 March 2025 and takes effect in April 2026.",
        f"Senior Planner\n£41,204 - £45,718 per annum\nClosing date: 9 December 2022\n\n{STORY}",
    ],
)
def test_dates_of_furniture_and_of_events_are_no_dates_of_publication(text: str) -> None:
    assert "published" not in facts(text)
    assert "updated" not in facts(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("03/02/2020, 8th May 2014 and March 2023", ["2020-02-03", "2014-05-08", "2023-03"]),
        ("31/02/2020 and 30 February 2021 are no dates", []),
        ("version 1.10.2020.4 of page 3/4", []),
        ("on the 3rd of May, 2012", ["2012-05-03"]),
        ("03/25/2023 can only be read month first", ["2023-03-25"]),
    ],
)
def test_dates_are_found_with_their_precision(text: str, values: list[str]) -> None:
    found = find_dates(text)
    assert [date.value for date in found] == values
    assert all(text[date.start : date.end].strip() for date in found)


@settings(deadline=None)
@given(
    st.dates(
        min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2049, 12, 31)
    )
)
def test_every_day_is_read_back_from_the_ways_it_is_written(day: object) -> None:
    for pattern in ("%d/%m/%Y", "%d %B %Y", "%A %d %b %Y", "%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y"):
        written = day.strftime(pattern)  # type: ignore[attr-defined]
        assert [found.value for found in find_dates(f"on {written}.")] == [str(day)], written
        assert is_dateline(written)


def test_only_dates_that_exist_are_valid() -> None:
    assert valid("2014") == "2014"
    assert valid("2014-05-08T10:00:00Z") == "2014-05-08"
    assert valid("2014-13") is None
    assert valid("2014-02-30") is None
    assert valid("next week") is None


# Authors, publishers, titles, kinds


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("By Rhona Castleford Local Democracy Reporter", "Rhona Castleford"),
        ("Ottoline Frayne and Desmond Achebe-Hale", "Ottoline Frayne; Desmond Achebe-Hale"),
        ("Alison O’Sullivan, ex-President of the Association of Directors", "Alison O’Sullivan"),
        ("Words by Casimir Dole", "Casimir Dole"),
        ("By Lanmoor Democratic Services", "Lanmoor Democratic Services"),
        ("Written by Dr Ada M. Fenn, Bo Orr and Cy de Vere", "Dr Ada M. Fenn; Bo Orr; Cy de Vere"),
    ],
)
def test_names_are_read_from_bylines(byline: str, names: str) -> None:
    assert read_names(byline) == names


def test_the_life_of_the_author_under_an_opinion_piece_names_the_author_as_inferred() -> None:
    piece = (
        "I believe the authority should sign it, and I would say so to anyone who asks me at the bus stop.\n\n"
        * 3
    )
    text = (
        f"Why Buses Matter\n\n{piece}Hesper Dunnow is a former chair of the Passengers' Forum. She "
        "writes in a personal capacity."
    )
    document, description = to_description(text)
    assert (description.author.value, description.author.known) == ("Hesper Dunnow", "inferred")
    assert description.author.clue is not None
    assert document.text[slice(*description.author.clue)].startswith("Hesper Dunnow is a former chair")


def test_somebody_described_under_a_news_story_is_not_its_author() -> None:
    assert "author" not in facts(f"{STORY}\n\nOsric Pemble is a former chair of the Harrowmere board.")


def test_a_publisher_that_thanks_its_visitors_is_stated_though_the_prompt_is_furniture() -> None:
    document, description = to_description(
        f"{STORY}\n\nRegister Now to Continue Reading\nThank you for visiting Family Services "
        "Fortnightly and making use of our archive."
    )
    assert (description.publisher.value, description.publisher.known) == (
        "Family Services Fortnightly",
        "stated",
    )
    assert description.publisher.clue is not None
    assert "Family Services Fortnightly" in document.text[slice(*description.publisher.clue)]


def test_the_holder_of_the_copyright_is_an_inferred_publisher() -> None:
    assert facts(f"{STORY}\n\n© 2024 The Fenbridge Examiner Ltd. Registered in Fenbridge.")["publisher"] == (
        "The Fenbridge Examiner",
        "inferred",
    )


def test_the_body_that_speaks_in_a_policy_page_is_its_inferred_publisher() -> None:
    text = (
        f"Skills\n\n{STORY}\n\nLooking ahead, the Wexcombe Partnership will press for a settlement. "
        "The Partnership has warned of cuts.\n\nSkills - Key Asks\n\nConfirm the allocations for at "
        "least three years, and before teaching begins."
    )
    assert facts(text)["publisher"] == ("Wexcombe Partnership", "inferred")
    assert facts(text)["kind"] == ("policy_page", "inferred")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (STORY, "news"),
        (f"Opinion\n\nOne settlement, please\n\n{STORY}", "opinion"),
        (
            "I have sat on this council for 20 years. In my view it should go.\n\nI say so with regret, "
            "for it was my life and I loved it.",
            "opinion",
        ),
        (
            "Questions\n\nWho decides?\n\nThe joint committee decides, with eight members from the two "
            "councils.\n\nWho pays?\n\nThe government pays half of it, and the two councils the rest.\n\n"
            "When?\n\nIt is to begin in April of next year, after the election.",
            "guidance",
        ),
        (
            "Roads\n\nExecutive summary\n\nThis report sets out the case for one fund for roads in the "
            "county.\n\nRecommendations\n\nThe fund should be worth sixty million pounds in each of four "
            "years.",
            "report",
        ),
        ("The bridge stands by the mill. It was built in 1802 and is painted green.", None),
    ],
)
def test_the_kind_is_inferred_with_a_reason_or_unknown(text: str, kind: str | None) -> None:
    _, description = to_description(text)
    assert description.kind.value == kind
    assert description.kind.known == ("inferred" if kind else "unknown")


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "A commission (the first) on the dale has called for a trust, arguing that it is needed.",
            "A commission on the dale has called for a trust",
        ),
        (
            "Local authorities are leaders in ‘place shaping’.",
            "Local authorities are leaders in ‘place shaping’",
        ),
        (
            "A report by the Network - which represents 37 councils - calls for powers.",
            "A report by the Network calls for powers",
        ),
    ],
)
def test_a_title_is_derived_from_the_first_sentence(sentence: str, title: str) -> None:
    assert shorten(sentence) == title
    assert len(shorten(sentence * 9)) <= 111


# Pages and front matter

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


# What is given


def test_what_a_person_gave_wins_over_the_text() -> None:
    given_keys = {
        "title": "Another title",
        "published": "2015-11",
        "published_to": "2016",
        "because": "the editor says so",
    }
    document, description = to_description(
        f"Ann Lee 14 March 2025\n\nOne settlement\n\n{STORY}", given=given_keys
    )
    assert description.title == Part("Another title", None, "given", "the editor says so")
    assert description.published == Part("2015-11", "2016", "given", "the editor says so")
    assert description.author.known == "stated"
    assert document.text


def test_a_reason_for_one_key_wins_over_the_reason_for_all() -> None:
    keys = {"author": "A", "title": "T", "because": "all", "because_author": "one"}
    _, description = to_description(STORY, given=keys)
    assert (description.author.because, description.title.because) == ("one", "all")


def test_a_missing_sources_file_gives_nothing(tmp_path: Path) -> None:
    assert read_sources(tmp_path / "sources.toml") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[article."a.txt"]\npublsher = "x"\nbecause = "y"',
            ["publsher", "a.txt", "nearest known one is publisher"],
        ),
        (
            '[article."a.txt"]\npublished = "8 May 2014"\nbecause = "y"',
            ["published", "a.txt", "8 May 2014", '"2014-05-08"'],
        ),
        ('[article."a.txt"]\npublished = "2014-02-30"\nbecause = "y"', ["2014-02-30", "no date"]),
        ('[article."a.txt"]\npublisher = "x"', ["publisher", "no reason", "because"]),
        ('[article."a.txt"]\npublisher = ""\nbecause = "y"', ["publisher", "no words"]),
        ('[article."a.txt"]\nkind = "essay"\nbecause = "y"', ["kind", "essay", "opinion"]),
        ('[article."a.txt"]\nurl = "x.example"\nbecause = "y"', ["url", "https://"]),
        (
            '[article."a.txt"]\npublished = "2016"\npublished_to = "2015"\nbecause = "y"',
            ["published_to", "before"],
        ),
        ('[article."a.txt"]\npublished_to = "2015"\nbecause = "y"', ["published_to", "Add the first date"]),
        ('[articles."a.txt"]\ntitle = "x"', ["articles", "[article."]),
        ("[article.a.txt]\ntitle = 'x'\nbecause = 'y'", ["in quotes"]),
        ('[article."a.txt"\n', ["not valid TOML", "line"]),
    ],
)
def test_a_mistake_in_sources_names_the_file_the_key_and_the_remedy(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_sources(path)
    assert all(word in str(error.value) for word in [str(path), *words]), str(error.value)


def test_dates_may_stand_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[article."a.txt"]\npublished = 2014-05-08\nbecause = "y"', encoding="utf-8")
    assert read_sources(path) == {"a.txt": {"published": "2014-05-08", "because": "y"}}
