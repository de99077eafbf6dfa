"""Correcting what is known of an article: the form's words, and what they change. Pure functions but for ``apply``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.references import safe_address
from rag.days import day
from ui.words import kind_words
from values import Description, DeskError

if TYPE_CHECKING:
    from library.store import Library

FIELDS = {
    "title": "Title",
    "publisher": "Publisher",
    "author": "Author",
    "published": "Published",
    "to": "to, where it is a range",
    "kind": "Kind",
    "url": "Web address",
}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Correction:
    """One part of a description and what it is; ``value`` None takes an earlier correction back."""

    part: str
    value: str | None
    to: str | None = None


def filled(about: Description) -> dict[str, str]:
    """What stands in the form at first, by field."""
    return {
        "title": about.title.value or "",
        "publisher": about.publisher.value or "",
        "author": about.author.value or "",
        "published": day(about.published.value or ""),
        "to": day(about.published.to or ""),
        "kind": kind_words(about.kind),
        "url": about.url.value or "",
    }


def corrections(about: Description, form: Mapping[str, str], because: str) -> list[Correction]:
    """What the form changes. Raises DeskError for what is no date or no range, and where the reason is missing."""
    before = filled(about)
    now = {field: " ".join(form[field].split()) for field in FIELDS}
    if now["url"] != before["url"] and now["url"] and not safe_address(now["url"]):
        raise DeskError("The web address is none. Copy it whole, with https:// before it.")
    changed = [field for field in ("title", "publisher", "author", "url") if now[field] != before[field]]
    found = [Correction(field, now[field] or None) for field in changed]
    if (now["published"], now["to"]) != (before["published"], before["to"]):
        found.append(_dates(now["published"], now["to"]))
    if now["kind"] != before["kind"]:
        found.append(Correction("kind", now["kind"].lower().replace(" ", "_")))
    if not found:
        raise DeskError("Nothing was changed. Change a field, or close this.")
    if any(one.value for one in found) and not because.strip():
        raise DeskError("Say how you know it; that is shown wherever the article is cited.")
    return found


def _dates(first: str, last: str) -> Correction:
    value, to = (read_date(first) if first else None), (read_date(last) if last else None)
    if to and not value:
        raise DeskError("The range has a last day and no first one. Fill in both, or none.")
    if value and to and to < value[: len(to)]:
        raise DeskError("The range ends before it begins. Change the two dates.")
    return Correction("published", value, to if to != value else None)


def read_date(words: str) -> str:
    """A date as a person writes it, as ISO of its own precision. Raises DeskError for what is none.

    >>> read_date("8 May 2014"), read_date("May 2014"), read_date("2014"), read_date("08/05/2014")
    ('2014-05-08', '2014-05', '2014', '2014-05-08')
    """
    from ingest.dates import find_dates, valid

    text = words.strip()
    if _YEAR.fullmatch(text) or valid(text) == text:
        return text
    found = find_dates(text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
        return found[0].value
    raise DeskError(f"“{text[:60]}” is no date. Write it as 8 May 2014, as May 2014 or as 2014.")


def apply(library: Library, article: str, found: Iterable[Correction], because: str) -> None:
    """Keep the corrections in the library, where they win. Raises DeskError."""
    from ingest.curate import correct

    for one in found:
        correct(library, article, one.part, one.value, because.strip(), one.to)
