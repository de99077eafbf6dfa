"""The drawer as a page draws it: where one is, what is known of an article, its text. Shapes and pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from briefing.copied import Copied
from briefing.wording import dated, how_known, shortened
from ui.words import kind_words, since
from values import Description, Part, Version

CLUE = 90  # code points of a clue that are shown in the description
PARTS = {
    "Title": "title",
    "Publisher": "publisher",
    "Author": "author",
    "Date": "published",
    "Updated": "updated",
    "Kind": "kind",
}
Range = tuple[int, int]


class Row(TypedDict):
    """One thing that is known of the article. ``clue`` names its stretch of the text, or is ""."""

    label: str
    value: str
    how: str
    clue: str


class Run(TypedDict):
    """A stretch of a paragraph. ``mark``: "now" for the citation that is open, "other" for another, "added" and
    "removed" for what changed, or ""."""

    text: str
    mark: str
    clues: list[str]


class Paragraph(TypedDict):
    kind: str
    why: str
    runs: list[Run]


class Deed(TypedDict):
    """A button: what it sends to the page when it is pressed. ``value`` None: it cannot be pressed now."""

    name: str
    label: str
    event: str
    value: object


class DrawerView(TypedDict):
    """``place`` names the button that the drawer belongs to, where the keyboard returns to. ``furniture`` counts what
    is hidden until it is asked for, or is "". ``link`` is a web address, or ""."""

    place: str
    position: str
    steps: list[Deed]
    title: str
    summary: str
    rows: list[Row]
    note: str
    paragraphs: list[Paragraph]
    furniture: str
    link: str
    link_label: str
    reference: Copied | None
    actions: list[Deed]


def known_rows(about: Description, version: Version | None, labels: Sequence[str]) -> list[Row]:
    """What is known of an article and how, with the clue where there is the text. The title stands above already."""
    return [_row(label, about, version) for label in labels]


def _row(label: str, about: Description, version: Version | None) -> Row:
    part: Part = getattr(about, PARTS[label])
    clue = version.text[part.clue[0] : part.clue[1]].strip() if version and part.clue else ""
    value = "" if label == "Title" else in_words(label, about)
    how = how_known(part, shortened(clue, CLUE))
    return {"label": label, "value": value, "how": how, "clue": label if clue else ""}


def in_words(label: str, about: Description) -> str:
    """What is known under a label: "17 September 2014", "Policy page"; "" for nothing."""
    part: Part = getattr(about, PARTS[label])
    if not part.value:
        return ""
    if label in ("Date", "Updated"):
        return dated(part)
    return kind_words(part) if label == "Kind" else part.value


def fact(label: str, value: str) -> Row:
    """A row that needs no saying how it is known."""
    return {"label": label, "value": value, "how": "", "clue": ""}


def came_as(name: str) -> Row:
    """What an article came as: a file, or the address of a page."""
    return fact("Address" if "://" in name else "File", name)


def clues_of(about: Description) -> dict[str, Range]:
    """Where in the text each thing that is known was read, by the label of its row."""
    parts: dict[str, Part] = {label: getattr(about, name) for label, name in PARTS.items()}
    return {label: part.clue for label, part in parts.items() if part.clue}


def version_words(version: Version | None, number: int, today: date) -> str:
    """ "2, added today"."""
    return f"{number}, added {since(version.added, today)}" if version and version.added else f"{number}"
