"""Markdown: the text as it is in the file, with its front matter, headings, pictures and comments told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from values import Span

_FRONT = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)(?:\r?\n)?^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FRONT_LINE = re.compile(r"\s*$|[ \t#\[\]{}-]|!!|[\w\"' .-]++\s*+[:=]")
_FRONT_MAX = 20_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*\||\s*>")
_BARE = re.compile(
    r"\s*(?:!\[[^\]]*\]\([^)]*\)\s*|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)\s*|<[a-z/!][^>]*>\s*)+$", re.IGNORECASE
)
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:\s+\S+")
# Blanks are matched possessively: a line of nothing else is not tried in every division.
_RULE = re.compile(
    r" {0,3}(?:([-*_])[ \t]*+)(?:\1[ \t]*+){2,}$|\s*+\|?(?:\s*+:?-{2,}+:?\s*+\|)+\s*+:?-*+:?\s*+$"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_KEYS = {
    "title": "title headline",
    "author": "author authors by byline creator",
    "publisher": "publisher source site site_name organisation organization publication",
    "published": "date published publish_date published_at pubdate publication_date date_published issued",
    "updated": "updated lastmod last_updated last_modified modified updated_at date_modified",
    "url": "url link canonical canonical_url source_url address permalink",
    "kind": "kind type",
}


def read_front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Where the front matter ends (0: there is none), and what it says, in the keys of a description."""
    match = _FRONT.match(text[:_FRONT_MAX])
    if not match or not all(_FRONT_LINE.match(line) for line in match["body"].splitlines()):
        return 0, {}
    values = {
        str(key).lower().replace("-", "_"): _words(value)
        for key, value in _parse(match["fence"], match["body"]).items()
    }
    says: dict[str, str] = {}
    for key, names in _KEYS.items():
        value = next((values[name] for name in names.split() if values.get(name)), "")
        if key == "publisher" and value.startswith(("http://", "https://")):
            says.setdefault("url", value)
        elif value and not (key == "url" and not value.startswith(("http://", "https://"))):
            says[key] = value
            says[f"{key} from"] = "the front matter"
    return match.end(), says


def _parse(fence: str, body: str) -> dict[object, object]:
    """YAML or TOML; where it is neither, its lines of "key: value"."""
    import tomllib

    import yaml  # type: ignore[import-untyped]

    try:
        data = tomllib.loads(body) if fence == "+++" else yaml.safe_load(body)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return {**data}
    lines = (re.match(r"([\w -]++)\s*+[:=]\s*+(.+)", line) for line in body.splitlines())
    return {line[1].strip(): line[2].strip().strip("\"'") for line in lines if line}


def _words(value: object) -> str:
    """A value as words: text, number or date as it is, a list (of names) set apart by "; ", anything else empty."""
    if isinstance(value, list):
        return "; ".join(filter(None, (_words(item) for item in value[:20] if not isinstance(item, list))))
    if isinstance(value, dict):
        return str(value.get("name", "")) if isinstance(value.get("name"), str) else ""
    iso = getattr(value, "isoformat", None)
    return (
        str(iso() if iso else value).strip()[:500]
        if value is not None and not isinstance(value, bool)
        else ""
    )


def mark_markdown(text: str, start: int, title: str) -> list[Span]:
    """The spans of ``text`` from ``start`` that its marks tell: headings (the first, or the one that equals
    ``title``, is the title), pictures, rules and comments as furniture, paragraphs as body."""
    comments = [
        Span(m.start(), m.end(), "furniture", "comment", ("hidden_text",))
        for m in _COMMENT.finditer(text, start)
    ]
    inside = [(span.start, span.end) for span in comments]
    spans = [
        span for span in _lines(text, start) if not any(a < span.end and span.start < b for a, b in inside)
    ]
    return _name_title(text, spans, title) + comments


def _name_title(text: str, spans: list[Span], title: str) -> list[Span]:
    """The first top heading before any paragraph becomes the title, and any that repeats the stated title."""
    body = next((span.start for span in spans if span.kind == "body"), len(text))
    top = [span for span in spans if span.kind == "heading" and span.start < body and span.why == "1"]
    named = [
        span
        for span in spans
        if span.kind == "heading" and title and text[span.start : span.end].strip("# \t") == title
    ]
    chosen = next(iter(named or top), None)
    return [
        Span(
            span.start,
            span.end,
            "title" if span is chosen else span.kind,
            span.why if span.kind == "furniture" else "",
        )
        for span in spans
    ]


def _lines(text: str, start: int) -> Iterator[Span]:
    """Headings (``why`` holds their level), bare pictures and rules, and paragraphs, in order."""
    paragraph: tuple[int, int] | None = None
    fenced = ""
    for match in _LINE.finditer(text, start):
        line = match[0].rstrip()
        first = match.start() + len(line) - len(line.lstrip())
        here = (first, match.start() + len(line))
        fence = _FENCE.match(line)
        if fence and not fenced:
            fenced = fence[1]
        elif fence and line.strip().startswith(fenced):
            fenced = ""
        why = "" if fenced else _kind_of(line)
        underlined = paragraph if _SETEXT.match(line) and not fenced else None
        joins = paragraph and line.strip() and not why and not _ITEM.match(line)
        if joins and not underlined:
            paragraph = (paragraph[0] if paragraph else first, here[1])
            continue
        if paragraph:
            yield Span(
                *paragraph,
                "heading" if underlined else "body",
                ("1" if "=" in line else "2") if underlined else "",
            )
        paragraph = None
        if underlined:
            yield Span(*here, "furniture", "underline of a heading")
        elif why.isdigit():
            words = here[0] + len(line.strip()) - len(line.strip().lstrip("#").lstrip())
            yield Span(here[0], here[0] + int(why), "furniture", "mark of a heading")
            yield Span(words, here[1], "heading", why)
        elif why:
            yield Span(*here, "furniture", why)
        elif line.strip():
            paragraph = here
    if paragraph:
        yield Span(*paragraph, "body")


def _kind_of(line: str) -> str:
    """The level of a heading, or why a line is no text; "" for text."""
    atx = _ATX.match(line)
    if atx and line.strip("# \t"):
        return str(len(atx[1]))
    for why, pattern in (("rule", _RULE), ("picture or mark-up", _BARE), ("address of a link", _REFERENCE)):
        if line.strip() and pattern.match(line):
            return why
    return ""
