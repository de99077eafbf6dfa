"""Near copies are linked to one origin; what is merely alike is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_library import HashingEncoder
from test_sync import prose

from ingest.curate import correct, erase, remove, restore
from ingest.sync import sync
from library.store import Library, open_library
from values import FileResult

pytestmark = pytest.mark.slow

STORY = """Orrinmoor asks to keep its parking fines

By Tilda Vane
4 March 2023

Orrinmoor’s five councils want to keep the £3.1m that they collect in parking fines each year, instead of passing a \
third of it to the Treasury. Leaders said that the money would pay for 14 new crossings by 2026.

“We know where the dangerous roads are,” said Perrin Lode, who chairs the transport board. “Nobody in Whitehall does.”

The Department for Local Roads said that it was considering the request, and would answer before the summer. It has \
turned down two earlier ones, in 2017 and 2019.

Residents of Lower Orrin, where 38 people were hurt last year, have held a vigil at the crossroads every Friday since \
November. Their petition has 6,400 names.

The councils will vote on 9 May. If all five agree, the fines of the first half of the year will be held back in a \
common account until the answer comes.
"""
ANOTHER_REPORT = """Councils defy Treasury over parking money

By Bram Ostler
5 March 2023

Five councils are on a collision course with ministers after threatening to withhold money from parking tickets. The \
sum at stake is £3.1m a year, according to papers for a meeting in May.

“We know where the dangerous roads are,” said Perrin Lode, who chairs the transport board. “Nobody in Whitehall does.” \
He told this paper that drivers would understand.

A spokeswoman for the Department for Local Roads confirmed that a letter had come in. Opposition members called the \
plan a stunt, and pointed out that Orrinmoor spent only half of its road safety budget in 2021.

Motoring groups were split. One said that fines should never be a source of income; another, that crossings were \
overdue and somebody had to pay for them.
"""
PAGE = """Devolution deal: {place}

The {place} devolution deal was agreed on {day}. It transfers powers and funding from central government to the \
{place} Combined Authority, which is led by {leader}.

Under the deal, the authority receives £{money}m a year for {years} years, half of it for capital. It also receives \
the adult education budget, powers over buses, and a say in the priorities of the national rail operator.

The deal is subject to the consent of the constituent councils and to parliamentary approval. An evaluation takes \
place every five years, and decides whether the next part of the funding is released.

For more about the deal, write to the {place} Combined Authority at {street}, or telephone {phone}.
"""
ASHBURY = {
    "place": "Ashbury",
    "day": "4 May 2021",
    "leader": "Mayor Isla Croft",
    "money": "18.2",
    "years": "30",
    "street": "2 Mill Row",
    "phone": "0111 2200",
}
KELDMOOR = {
    "place": "Keldmoor",
    "day": "19 July 2022",
    "leader": "Mayor Omar Finch",
    "money": "37.5",
    "years": "20",
    "street": "8 Dock Lane",
    "phone": "0222 9310",
}


def straightened(text: str) -> str:
    return (
        text.replace("’", "'")
        .replace("“", '"')
        .replace("”", '"')
        .replace(". ", ".  ")
        .replace("14 new", "14 brand new")
    )


def without(text: str, *numbers: int) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraph for number, paragraph in enumerate(paragraphs) if number not in numbers)


def syndicated(text: str) -> str:
    return text.replace("By Tilda Vane\n4 March 2023", "6 March 2023").replace(
        "Leaders said", "Council leaders said"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


def ingest(library: Library, folder: Path, **texts: str) -> dict[str, FileResult]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return {row.name.removesuffix(".txt"): row for row in sync([folder], library, HashingEncoder()).files}


def open_in(folder: Path) -> Library:
    return open_library(folder.parent / "data")


@pytest.mark.parametrize(
    "copy",
    [
        straightened(STORY),
        STORY.replace("asks to keep its parking fines", "in row over fines"),
        without(STORY, 4),
        without(STORY, 4, 5),
        syndicated(STORY),
        "THE WEEK IN ROADS\n\n" + STORY + "\n\nSign up to our newsletter for more stories like this one.",
    ],
    ids=["quotes and blanks", "headline", "one paragraph less", "two less", "syndicated", "framed"],
)
def test_a_near_copy_stays_an_article_and_is_linked_to_its_origin(folder: Path, copy: str) -> None:
    with open_in(folder) as library:
        ingest(library, folder, story=STORY)
        row = ingest(library, folder, again=copy)["again"]
        assert (row.action, row.of, row.flags) == ("added", "story", ("near_copy",))
        assert library.origin("again") == library.origin("story") == "story"
        assert [(one.id, one.origin) for one in library.articles()] == [("again", "story"), ("story", "")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STORY, ANOTHER_REPORT),
        (PAGE.format(**ASHBURY), PAGE.format(**KELDMOOR)),
        (prose(1), prose(2)),
        ("A short note\n\nThe library is shut.", "Another note\n\nThe road is shut."),
    ],
    ids=["two reports of one event", "two pages of one template", "two articles", "two notes"],
)
def test_what_is_merely_alike_is_no_copy(folder: Path, one: str, other: str) -> None:
    with open_in(folder) as library:
        rows = ingest(library, folder, one=one, other=other)
        assert [row.flags for row in rows.values()] == [(), ()]
        assert [library.origin(name) for name in ("one", "other")] == ["one", "other"]


def test_the_origin_is_the_one_published_first_whichever_came_first(folder: Path) -> None:
    with open_in(folder) as library:
        ingest(library, folder, later=syndicated(STORY), undated=STORY.replace("4 March 2023", ""))
        rows = ingest(library, folder, story=STORY)
        assert {name: row.of for name, row in rows.items()} == {
            "later": "story",
            "undated": "story",
            "story": "",
        }
        correct(library, "undated", "published", "2023-03-01", "its web page says so")
        assert library.origin("story") == library.origin("later") == "undated"


def test_of_copies_without_dates_the_one_added_first_is_the_origin(folder: Path) -> None:
    undated = STORY.replace("4 March 2023", "")
    with open_in(folder) as library:
        ingest(library, folder, zeta=undated)
        ingest(library, folder, alpha=straightened(undated))
        assert library.origin("alpha") == "zeta"


def test_what_is_removed_or_rewritten_is_nobodys_origin_and_comes_back_as_one(folder: Path) -> None:
    with open_in(folder) as library:
        ingest(library, folder, story=STORY, twin=straightened(without(STORY, 1)))
        remove(library, "story")
        assert library.origin("twin") == "twin"
        restore(library, HashingEncoder(), "story")
        assert library.origin("twin") == "story"
        ingest(library, folder, twin=prose(5))
        assert library.origin("twin") == "twin"
        ingest(library, folder, twin=without(STORY, 4))
        assert library.origin("twin") == "story"
        erase(library, "story")
        assert library.origin("twin") == "twin"


def test_an_unchanged_ingest_signs_nothing_and_an_older_library_is_signed_once(folder: Path) -> None:
    with open_in(folder) as library:
        ingest(library, folder, story=STORY, twin=straightened(STORY))
        generation = library.generation
        ingest(library, folder)
        assert library.generation == generation
        file = library.directory / "desk.sqlite"
    with closing(sqlite3.connect(file)) as older:
        older.executescript("DROP TABLE signatures; DROP TABLE copies; PRAGMA user_version = 2")
    with open_in(folder) as library:
        assert library.origin("twin") == "twin"
        assert (library.directory / "desk.before-format-4.sqlite").exists()
        ingest(library, folder)
        assert library.origin("twin") == "story"
        generation = library.generation
        ingest(library, folder)
        assert library.generation == generation


def test_many_copies_of_one_story_have_one_origin(folder: Path) -> None:
    texts = {f"paper{number}": STORY + f"\nThis is edition {number}.\n" for number in range(60)}
    with open_in(folder) as library:
        ingest(library, folder, **texts)
        assert {one.origin for one in library.articles()} == {"", "paper0"}
        assert [one.id for one in library.articles() if not one.origin] == ["paper0"]
