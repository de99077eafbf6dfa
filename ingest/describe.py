"""What is known of an article, and how: stated in its text, inferred from it, given by a person, or unknown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.dates import find_dates, valid
from values import UNKNOWN, Description, Document, Part, SettingsError, Span

KEYS = ("title", "publisher", "author", "published", "updated", "url", "kind")


def describe(document: Document, spans: tuple[Span, ...], given: dict[str, str] | None = None) -> Description:
    """The description of a document: what ``given`` says wins over what the text states or lets infer."""
    text = document.text
    found = Description(
        title=_title(text, spans),
        publisher=_publisher(text, spans),
        author=_author(text, spans),
        published=_date(text, spans, updated=False),
        updated=_date(text, spans, updated=True),
    )
    return replace(found, **_given(given or {}))


def _given(given: dict[str, str]) -> dict[str, Part]:
    return {
        key: Part(
            given[key],
            given.get(f"{key}_to"),
            "given",
            given.get(f"because_{key}") or given.get("because", ""),
        )
        for key in KEYS
        if key in given
    }


def _title(text: str, spans: Sequence[Span]) -> Part:
    for span in spans:
        if span.kind == "title":
            return Part(text[span.start : span.end], None, "stated", "the headline", (span.start, span.end))
    body = next((s for s in spans if s.kind == "body"), None)
    if body is None:
        return UNKNOWN
    first = re.split(r"(?<=[.!?])\s", text[body.start : body.end])[0]
    return Part(
        first.rstrip(".")[:90],
        None,
        "inferred",
        "derived from the first sentence",
        (body.start, body.start + len(first)),
    )


def _publisher(text: str, spans: Sequence[Span]) -> Part:
    match = re.search(r"Thank you for visiting ([A-Z].{2,60}?)(?= and |[.,!])", text)
    if not match:
        return UNKNOWN
    return Part(match[1], None, "stated", f"“{match[0]}”", match.span())


def _author(text: str, spans: Sequence[Span]) -> Part:
    for span in spans:
        if span.kind == "byline":
            name = re.sub(
                r"^(?:by|written by|posted by|author:?)\s+", "", text[span.start : span.end], flags=re.I
            )
            return Part(name.split(",")[0], None, "stated", "the byline", (span.start, span.end))
    return UNKNOWN


def _date(text: str, spans: Sequence[Span], updated: bool) -> Part:
    for span in spans:
        if span.kind == "dateline":
            for found in find_dates(text, span.start, span.end):
                before = text[span.start : found.start].lower()
                if bool(re.search(r"updated|modified|revised", before)) == updated:
                    return Part(found.value, None, "stated", "the dateline", (found.start, found.end))
    return UNKNOWN


def read_sources(path: Path) -> dict[str, dict[str, str]]:
    """``sources.toml``: for each file name the keys that a file does not say of itself. A missing file is empty."""
    if not path.exists():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML ({error}). Mend the line named.") from error
    return {name: {k: str(v) for k, v in keys.items()} for name, keys in tables.get("article", {}).items()}
