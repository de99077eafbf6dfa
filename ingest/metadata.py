"""What a web page states of itself for machines: JSON-LD, meta tags, the canonical address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.dates import find_dates, valid

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = re.compile(
    r"article|report|posting|webpage|newsarticle|review|faqpage|techarticle|creativework", re.IGNORECASE
)
# For each part of a description the meta names that state it, the surest first.
_META = {
    "title": ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title", "headline"),
    "author": (
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "parsely-author",
        "byl",
        "sailthru.author",
    ),
    "publisher": (
        "og:site_name",
        "dc.publisher",
        "dcterms.publisher",
        "citation_publisher",
        "publisher",
        "application-name",
    ),
    "published": (
        "article:published_time",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "citation_publication_date",
        "publication_date",
        "pubdate",
        "publishdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date",
        "dcterms.date",
        "og:published_time",
        "article:published",
        "date",
        "cxenseparse:recs:publishtime",
    ),
    "updated": (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "last-modified",
        "lastmod",
    ),
    "url": ("og:url",),
}
_NOBODY = re.compile(
    r"https?:|@|^\W*$|^(?:admin|administrator|editor|staff|web ?master|user\d*|root)$", re.IGNORECASE
)
_KINDS = {
    "opinionnewsarticle": "opinion",
    "report": "report",
    "newsarticle": "news",
    "reportagenewsarticle": "news",
    "faqpage": "guidance",
}


def read_metadata(root: HtmlElement) -> dict[str, str]:
    """title, author, publisher, published, updated, url, as far as the page states them, and for each of them
    ``KEY from``: where it does ("the page's metadata (article:published_time)")."""
    found: dict[str, str] = {}
    for key, value, source in [*_from_json(root), *_from_meta(root), *_from_elements(root)]:
        clean = _clean(key, value)
        if clean and key not in found:
            found[key] = clean
            found[f"{key} from"] = f"the page's metadata ({source})"
    if "title" in found:
        found["title"] = _without_site(found["title"], found.get("publisher", ""))
    return found


def _without_site(title: str, publisher: str) -> str:
    """ "Bus pass cut | Politics | The Examiner" → "Bus pass cut"."""
    parts = re.split(r" [|»·] ", title)
    head = parts[0] if len(parts[0]) >= 8 else title
    match = re.fullmatch(r"(.{8,}) [-–—:] (.{2,60})", head)
    return match[1] if match and publisher and match[2].lower() in publisher.lower() else head


def _clean(key: str, value: str) -> str:
    """The value if it can be one: a date that exists, an address of the web, words without markup."""
    text = " ".join(html.unescape(value).split()).strip()
    if key in ("published", "updated"):
        return valid(text) or next((found.value for found in find_dates(text)), "")
    if key == "url":
        return text if re.match(r"https?://[^\s<>\"]+$", text) else ""
    if key == "author":
        text = "; ".join(name for name in text.split("; ") if not _NOBODY.search(name))
    return "" if re.search(r"[<>{}]", text) or len(text) > 300 else text


def _from_meta(root: HtmlElement) -> Iterator[tuple[str, str, str]]:
    content: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and meta.get("content"):
            content.setdefault(name, []).append(meta.get("content"))
    for key, names in _META.items():
        for name in names:
            if name in content:
                values = content[name] if key == "author" else content[name][:1]
                yield key, "; ".join(dict.fromkeys(values)), name


def _from_elements(root: HtmlElement) -> Iterator[tuple[str, str, str]]:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            yield "url", link.get("href"), "canonical"
    for element in root.iter("time", "span", "abbr", "p", "div"):
        prop = (element.get("itemprop") or "").lower()
        stamp = element.get("datetime") or element.get("content") or ""
        if stamp and (prop in ("datepublished", "datemodified") or element.get("pubdate") is not None):
            yield ("updated" if prop == "datemodified" else "published"), stamp, f"time {prop or 'pubdate'}"
    names = [
        " ".join(a.itertext()) for a in root.iter("a") if "author" in (a.get("rel") or "").lower().split()
    ]
    if names:
        yield "author", "; ".join(dict.fromkeys(" ".join(name.split()) for name in names[:4])), "rel=author"
    title = next(root.iter("title"), None)
    if title is not None and not len(title):
        yield "title", title.text or "", "title"


def _from_json(root: HtmlElement) -> Iterator[tuple[str, str, str]]:
    things = [thing for script in root.iter("script") for thing in _things(script)]
    articles = [
        thing for thing in things if _ARTICLES.search(_type(thing)) and "website" not in _type(thing).lower()
    ]
    articles.sort(key=lambda thing: "datePublished" not in thing)
    for thing in articles[:3]:
        for key, name in (("title", "headline"), ("published", "datePublished"), ("updated", "dateModified")):
            if isinstance(thing.get(name), str):
                yield key, str(thing[name]), f"JSON-LD {name}"
        for key, name in (("author", "author"), ("publisher", "publisher")):
            if names := _names(thing.get(name), things):
                yield key, "; ".join(names), f"JSON-LD {name}"
        for name in ("mainEntityOfPage", "url"):
            entity = thing.get(name)
            yield (
                "url",
                str(entity.get("@id", "") if isinstance(entity, dict) else entity or ""),
                f"JSON-LD {name}",
            )
        yield "type", _KINDS.get(_type(thing).lower(), ""), f"JSON-LD {_type(thing)}"
    for thing in things:
        if _type(thing) == "WebSite" and isinstance(thing.get("name"), str):
            yield "publisher", str(thing["name"]), "JSON-LD WebSite"


def _things(script: HtmlElement) -> list[dict[str, object]]:
    """The objects of one JSON-LD script, those inside "@graph" too; nothing where it cannot be read."""
    if "ld+json" not in (script.get("type") or "").lower():
        return []
    try:
        data = json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return []
    top = data if isinstance(data, list) else [data]
    graphs = [thing.get("@graph") for thing in top if isinstance(thing, dict)]
    inner = [thing for graph in graphs if isinstance(graph, list) for thing in graph]
    return [thing for thing in [*top, *inner] if isinstance(thing, dict)][:200]


def _type(thing: dict[str, object]) -> str:
    kind = thing.get("@type", "")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _names(value: object, things: list[dict[str, object]]) -> list[str]:
    """The names of the people or bodies that a JSON-LD value holds or points to."""
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and "name" not in item and "@id" in item:
            item = next((t for t in things if t.get("@id") == item["@id"] and "name" in t), item)
        name = item.get("name") if isinstance(item, dict) else item
        names += [str(part) for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))[:8]
