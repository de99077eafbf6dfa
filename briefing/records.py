"""Cited articles as reference managers know them: one record each, with the words cited as its notes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal
from urllib.parse import quote, urlsplit

from briefing.authors import Name, names_of
from briefing.inert import bare
from briefing.wording import how_known, quoted
from rag.days import day
from values import Citation, Description, Part, Version

Kind = Literal["news", "webpage", "report", "document"]
Fingerprints = Mapping[tuple[str, int], str]  # by article and version
NONE: Fingerprints = {}
_KINDS: dict[str, Kind] = {
    "news": "news", "opinion": "news", "policy_page": "webpage", "report": "report", "guidance": "report",
}  # fmt: skip
_UNSAFE = re.compile(r'["<>\\^`{|}]')  # no signs of an address (RFC 3986), and orders in other formats
_KEY = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One article. ``key`` is unique among articles and stays: it is made of the article's id alone. ``publisher``
    and ``url`` are "" where unknown; ``published`` is as it is known, a range with two ends. All text is one line."""

    key: str
    kind: Kind
    title: str
    authors: tuple[Name, ...]
    publisher: str
    published: Part
    url: str
    notes: tuple[str, ...]


def records(
    citations: Iterable[Citation], today: date, fingerprints: Fingerprints = NONE
) -> tuple[Record, ...]:
    """One record for each article cited, in the order in which they are first cited; described as the newest of the
    cited versions is."""
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article, []).append(citation)
    return tuple(_record(cited, today, fingerprints) for cited in by_article.values())


def _record(cited: list[Citation], today: date, fingerprints: Fingerprints) -> Record:
    newest = max(cited, key=lambda one: one.version)
    about = newest.description
    return Record(
        key=key_of(newest.article),
        kind=kind_of(about),
        title=bare(about.title.value) or bare(newest.name) or newest.article,
        authors=names_of(about),
        publisher=bare(about.publisher.value),
        published=about.published,
        url=_UNSAFE.sub(lambda sign: quote(sign[0]), safe_address(about.url.value) or ""),
        notes=(*_how(about), *_quotes(cited, fingerprints), f"Seen {day(today.isoformat())}."),
    )


def _how(about: Description) -> list[str]:
    """How the date is known where the article does not state it: reference managers have no field for that."""
    if about.published.known == "stated":
        return []
    if not about.published.value:
        return ["The date of publication is not known."]
    return [f"Date {bare(how_known(about.published))}."]


def _quotes(cited: list[Citation], fingerprints: Fingerprints) -> Iterable[str]:
    """The words cited, once each, with their page and the version of the text that they stand in."""
    told = {}
    for one in cited:
        mark = fingerprints.get((one.article, one.version))
        version = f"version {one.version}{f', fingerprint {mark}' if mark else ''} of {bare(one.name)}"
        page = f"page {one.page}, " if one.page else ""
        told[one.version, one.start, one.end] = f"Words cited: {quoted(bare(one.quote))} ({page}{version})"
    return told.values()


def kind_of(about: Description) -> Kind:
    """What a reference manager calls it: what is neither news nor a page nor a report is a page of the web if it has
    an address, otherwise a document."""
    return _KINDS.get(about.kind.value or "", "webpage" if safe_address(about.url.value) else "document")


def key_of(article: str) -> str:
    """A key that BibTeX can read, and tell from others by more than capitals: the id of the article, which is unique
    and is kept through renames.

    >>> key_of("localgov-bridge"), key_of("Über uns")
    ('localgov-bridge', 'ber-uns-b7defbf9')
    """
    plain = _KEY.sub("-", article.lower()).strip("-")
    same = plain == article and plain
    return (
        plain if same else f"{plain}-{sha256(article.encode('utf-8', 'replace')).hexdigest()[:8]}".strip("-")
    )


def fingerprint(version: Version) -> str:
    """The short fingerprint of a version: the first eight hexadecimal digits of the SHA-256 of the file as it came."""
    return version.sha256[:8]


def safe_address(address: str | None) -> str | None:
    """The address if a browser may be sent there: http or https with a host and no user's name
    before it, which looks like another host; otherwise None."""
    if not address or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    named = parts.hostname and "@" not in parts.netloc
    return address if parts.scheme in ("http", "https") and named else None


def parts_of_date(iso: str | None) -> tuple[int, ...]:
    """Year, month and day, as far as they are known; () for what is no date."""
    found: list[int] = []
    ranges = ((1000, 9999), (1, 12), (1, 31))
    for part, (least, most) in zip((iso or "").split("T")[0].split("-"), ranges, strict=False):
        if not (part.isascii() and part.isdecimal() and least <= int(part) <= most):
            break
        found.append(int(part))
    return tuple(found)


def ends_of(published: Part) -> tuple[tuple[int, ...], ...]:
    """The date as numbers: one tuple, or two for the ends of a range; () where no date is known."""
    ends = [parts for end in (published.value, published.to) if (parts := parts_of_date(end))]
    return tuple(dict.fromkeys(ends))
