"""The library's drawer: one version of an article, or what changed in it, and what can be done with it. Pure."""

from __future__ import annotations

from datetime import date

from briefing.references import safe_address
from briefing.wording import count, dated, title_of
from ui.changed import Changes, changes
from ui.drawer import (
    PARTS,
    Deed,
    DrawerView,
    Row,
    came_as,
    clues_of,
    fact,
    in_words,
    known_rows,
    version_words,
)
from ui.reading import Marks, furniture, paragraphs
from ui.shelf import flags_of
from ui.words import since
from values import Article, Version

WARNINGS = {
    "speaks to a machine": "Part of the text speaks to a machine. It is kept as words and never followed.",
    "has hidden text": "Part of the text is hidden on the page that it came from. It is not searched.",
}


def article_view(
    article: Article, version: Version, numbers: tuple[int, ...], today: date, origin: str = ""
) -> DrawerView:
    """One version of an article, of those that there are (``numbers``, ascending). ``origin`` is the title of the
    article whose text this one repeats."""
    about = version.description
    current = version.number == article.current.number
    notes = [
        "" if current else "This is an earlier version. It is not searched.",
        "This article was removed. It is not searched." if article.removed else "",
        *(WARNINGS.get(flag, "") for flag in flags_of(article)),
        f"It repeats most of “{origin}”, and answers cite that." if origin else "",
    ]
    return {
        "place": article.id,
        "position": _position(version.number, numbers),
        "steps": _steps(article.id, version.number, numbers),
        "title": title_of(about, version.name),
        "summary": f"{about.publisher.value or 'publisher unknown'}, {dated(about.published)}",
        "rows": _rows(article, version, today),
        "note": " ".join(filter(None, notes)),
        "paragraphs": paragraphs(version, Marks(clues=clues_of(about))),
        "furniture": furniture(version),
        "link": safe_address(about.url.value) or "",
        "link_label": "Open the page",
        "reference": None,
        "actions": _actions(article, version.number, numbers),
    }


def changed_view(
    article: Article, old: Version, new: Version, numbers: tuple[int, ...], today: date
) -> DrawerView:
    """What became of one version in the next, word by word."""
    found = changes(old, new)
    came = since(new.added, today)
    return {
        "place": article.id,
        "position": f"What changed from version {old.number} to {new.number}",
        "steps": _changed_steps(article.id, old.number, numbers),
        "title": title_of(new.description, new.name),
        "summary": f"Version {new.number}, added {came}",
        "rows": _changed_rows(old, new),
        "note": told(found),
        "paragraphs": found.paragraphs,
        "furniture": f"Changes in page furniture: {count(found.furniture, 'line')}."
        if found.furniture
        else "",
        "link": "",
        "link_label": "",
        "reference": None,
        "actions": [_read("read", f"Read version {new.number}", article.id, new.number)],
    }


def told(found: Changes) -> str:
    """How much changed, in a sentence."""
    if not found.added and not found.removed:
        return (
            "The words of the article are the same."
            if found.furniture
            else "The text is the same, word for word."
        )
    parts = [
        f"{count(found.added, 'word')} added" if found.added else "",
        f"{count(found.removed, 'word')} taken out" if found.removed else "",
    ]
    return f"{' and '.join(filter(None, parts))}."


def _position(number: int, numbers: tuple[int, ...]) -> str:
    return f"Version {number} of {len(numbers)}" if len(numbers) > 1 else "The article"


def _rows(article: Article, version: Version, today: date) -> list[Row]:
    about = version.description
    labels = ["Publisher", "Author", "Date", *(["Updated"] if about.updated.value else []), "Kind", "Title"]
    facts = [fact("Version", version_words(version, version.number, today)), came_as(version.name)]
    others = [fact("Also as", ", ".join(article.names))] if article.names else []
    return [*known_rows(about, version, labels), *facts, *others]


def _changed_rows(old: Version, new: Version) -> list[Row]:
    """What is known otherwise of the new version than of the old."""
    pairs = {label: (in_words(label, old.description), in_words(label, new.description)) for label in PARTS}
    return [
        fact(label, f"{now or 'unknown'}, was {before or 'unknown'}")
        for label, (before, now) in pairs.items()
        if before != now
    ]


def _steps(article: str, number: int, numbers: tuple[int, ...]) -> list[Deed]:
    """To the version before and to the one after, where there are several."""
    if len(numbers) < 2:
        return []
    at = numbers.index(number)
    before = numbers[at - 1] if at else None
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    return [
        _read("previous", "Earlier version", article, before),
        _read("next", "Later version", article, after),
    ]


def _changed_steps(article: str, old: int, numbers: tuple[int, ...]) -> list[Deed]:
    """To the change before and to the one after, where there are several."""
    if len(numbers) < 3:
        return []
    at = numbers.index(old)
    before = numbers[at - 1] if at else None
    after = numbers[at + 1] if at + 2 < len(numbers) else None
    return [
        _changed("previous", "Earlier change", article, before),
        _changed("next", "Later change", article, after),
    ]


def _actions(article: Article, number: int, numbers: tuple[int, ...]) -> list[Deed]:
    at = numbers.index(number)
    changed = [_changed("changed", "What changed", article.id, numbers[at - 1])] if at else []
    if article.removed:
        return [*changed, act("restore", "Restore", article.id)]
    return [
        *changed,
        act("correct", "Correct the description", article.id),
        act("remove", "Remove", article.id),
    ]


def _read(name: str, label: str, article: str, number: int | None) -> Deed:
    value = None if number is None else {"article": article, "version": number}
    return {"name": name, "label": label, "event": "opened", "value": value}


def _changed(name: str, label: str, article: str, since_version: int | None) -> Deed:
    value = None if since_version is None else {"article": article, "since": since_version}
    return {"name": name, "label": label, "event": "opened", "value": value}


def act(deed: str, label: str, article: str) -> Deed:
    return {"name": deed, "label": label, "event": "acted", "value": {"article": article, "deed": deed}}
