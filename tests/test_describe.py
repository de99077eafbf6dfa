"""What is known of an article, and how: on the five articles, on invented texts and pages, and on what is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import mark
from ingest.describe import describe, read_sources
from ingest.load import load_bytes
from values import UNKNOWN, Description, Document, Part

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
