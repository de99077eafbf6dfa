"""The articles as the library's page lists them: which, in which order, and what each line says. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from briefing.wording import dated, title_of
from ui.words import kind_words, since
from values import Article, Part

PAGE = 100  # articles listed at a time
Show = Literal["kept", "removed", "warned"]
ORDERS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "By title",
    "publisher": "By publisher",
    "added": "Last added first",
}
FLAGS = {"instructions": "speaks to a machine", "hidden_text": "has hidden text"}


class Cell(TypedDict):
    """One thing that is known of an article, under the heading ``label``, and how."""

    label: str
    value: str
    how: str


class Row(TypedDict):
    """One article in the table. ``changed``: there is an earlier version to compare with."""

    id: str
    title: str
    how: str
    name: str
    flags: list[str]
    removed: bool
    cells: list[Cell]
    versions: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are listed. ``kinds`` empty: all; ``words`` must all stand in what is known of an article."""

    show: Show = "kept"
    kinds: frozenset[str] = frozenset()
    words: str = ""
    order: str = "newest"


def listed(articles: Iterable[Article], wanted: Wanted) -> list[Article]:
    """The articles that are wanted, in the order that is."""
    words = wanted.words.casefold().split()
    left = [one for one in articles if _shown(one, wanted) and _holds(one, words)]
    key, backwards = _ORDER[wanted.order]
    return sorted(sorted(left, key=_by_title), key=key, reverse=backwards)


def shows(articles: Iterable[Article]) -> dict[Show, int]:
    """How many articles there are of each sort that can be shown; those of none are left out but for the first."""
    listed = list(articles)
    found: dict[Show, int] = {"kept": sum(not one.removed for one in listed)}
    removed = sum(one.removed for one in listed)
    warned = sum(not one.removed and bool(flags_of(one)) for one in listed)
    return found | ({"removed": removed} if removed else {}) | ({"warned": warned} if warned else {})


def kinds_of(articles: Iterable[Article]) -> dict[str, int]:
    """How many articles there are of each kind, by the words for it, in the order of the alphabet, unknown last."""
    counts = Counter(kind_words(one.current.description.kind) for one in articles if not one.removed)
    return dict(sorted(counts.items(), key=lambda item: (item[0] == "unknown", item[0])))


def flags_of(article: Article, origin: str = "") -> list[str]:
    """What a reader is warned of, in words. ``origin`` is the title of the article whose text this one repeats."""
    flags = {flag for span in article.current.spans for flag in span.flags}
    near = [f"near copy of “{origin or article.origin}”"] if article.origin else []
    return [*(words for flag, words in FLAGS.items() if flag in flags), *near]


def titles_of(articles: Iterable[Article]) -> dict[str, str]:
    """What each article is called, by its id."""
    return {article.id: title_of(article.current.description, article.name) for article in articles}


def row(article: Article, today: date, titles: Mapping[str, str]) -> Row:
    version = article.current
    about = version.description
    return {
        "id": article.id,
        "title": title_of(about, article.name),
        "how": _how(about.title) if about.title.value else "title unknown",
        "name": article.name,
        "flags": flags_of(article, titles.get(article.origin, "")),
        "removed": article.removed,
        "cells": [
            _cell("Publisher", about.publisher, about.publisher.value),
            _cell("Author", about.author, about.author.value),
            _cell("Date", about.published, dated(about.published) if about.published.value else None),
            _cell("Kind", about.kind, kind_words(about.kind) if about.kind.value else None),
        ],
        "versions": f"{version.number}, added {since(version.added, today)}",
        "changed": version.number > 1,
    }


def _cell(label: str, part: Part, value: str | None) -> Cell:
    known = value is not None and value != "unknown"
    return {"label": label, "value": value or "unknown", "how": _how(part) if known else ""}


def _how(part: Part) -> str:
    return "" if part.known == "unknown" else part.known


def _shown(article: Article, wanted: Wanted) -> bool:
    if article.removed != (wanted.show == "removed"):
        return False
    if wanted.show == "warned" and not flags_of(article):
        return False
    return not wanted.kinds or kind_words(article.current.description.kind) in wanted.kinds


def _holds(article: Article, words: Sequence[str]) -> bool:
    if not words:
        return True
    about = article.current.description
    parts = (about.title.value, about.publisher.value, about.author.value, kind_words(about.kind))
    known = " ".join([*filter(None, parts), dated(about.published), article.name, *article.names]).casefold()
    return all(word in known for word in words)


def _by_title(article: Article) -> str:
    return title_of(article.current.description, article.name).casefold()


def _by_publisher(article: Article) -> tuple[bool, str]:
    publisher = article.current.description.publisher.value
    return not publisher, (publisher or "").casefold()


def _by_date(article: Article) -> str:
    published = article.current.description.published
    return published.to or published.value or ""


def _by_first_date(article: Article) -> str:
    return article.current.description.published.value or "9999"  # those without a date come last


_ORDER: dict[str, tuple[Callable[[Article], str | tuple[bool, str]], bool]] = {
    "newest": (_by_date, True),
    "oldest": (_by_first_date, False),
    "title": (_by_title, False),
    "publisher": (_by_publisher, False),
    "added": (lambda article: article.current.added, True),
}
