"""The opening of an article: which lines are its title, byline and dateline; and the headings inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dates import find_dates, is_dateline
from ingest.lines import Line
from values import Document, Span, SpanKind

_NAME = (
    r"(?:(?:Cllr|Councillor|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Rev|Mr|Mrs|Ms|Miss)\.? )*"
    r"(?:[A-Z](?:\.|[\w’'-]+)) (?:(?:[A-Z](?:\.|[\w’'-]+)|de|van|von|der|la|bin|al) ){0,3}[A-Z][\w’'-]+"
)
_BY = re.compile(
    rf"^(?:(?:written|posted|words|article|report(?:ing)?|story|author|comment|analysis|opinion)?\s*(?:by|:)\s*)({_NAME})",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:director|chair(?:man|woman)?|chief|president|leader|secretary|minister|professor|editor|reporter|correspondent"
    r"|head|fellow|researcher|officer|member|mayor|councillor|founder|manager|policy|writer|journalist|analyst)\b",
    re.I,
)
_ROLE = re.compile(rf"^({_NAME})(?:,| is | \||\s[-–—]) ")


def mark_opening(document: Document, lines: Sequence[Line], whys: Sequence[str]) -> list[Span]:
    """The spans of the lines: furniture with its why, title, byline, dateline, headings, body."""
    body = [line for line, why in zip(lines, whys, strict=True) if not why]
    head = _head(body)
    kinds = {line.start: "body" for line in body}
    kinds |= _name_head(head, body)
    spans: list[Span] = []
    for i, (line, why) in enumerate(zip(lines, whys, strict=True)):
        if why:
            spans.append(Span(line.start, line.end, "furniture", why))
            continue
        kind = kinds[line.start]
        if kind == "split":
            spans += _split_byline(line)
        elif kind == "body" and _is_heading(line, body):
            spans.append(Span(line.start, line.end, "heading"))
        else:
            spans.append(Span(line.start, line.end, kind))  # type: ignore[arg-type]
    return spans


def _head(body: Sequence[Line]) -> list[Line]:
    head = []
    for line in body:
        if line.prose and not is_byline(line.text, body):
            break
        head.append(line)
    return head if len(head) < len(body) else []


def is_byline(text: str, body: Sequence[Line] = ()) -> bool:
    if _BY.match(text) and len(text.split()) <= 25:
        return True
    match = _ROLE.match(text)
    return bool(
        match
        and len(text.split()) <= 40
        and _OFFICE.search(text)
        and not re.search(r"\b(?:said|says|has|was|will|is)\b", text)
    )


def _name_head(head: Sequence[Line], body: Sequence[Line]) -> dict[int, str]:
    kinds: dict[int, str] = {}
    for line in head:
        if is_dateline(line.text):
            kinds[line.start] = "dateline"
        elif find_dates(line.text) and len(line.words) <= 14:
            kinds[line.start] = "split"
        elif is_byline(line.text, body):
            kinds[line.start] = "byline"
    rest = [line for line in head if line.start not in kinds and not line.prose]
    if rest:
        kinds[max(rest[:3], key=lambda line: min(len(line.words), 6)).start] = "title"
    return kinds


def _split_byline(line: Line) -> list[Span]:
    found = find_dates(line.text)[0]
    cut = line.start + found.start
    before = line.text[: found.start].rstrip(" ,|–—-·•:")
    if not re.search(r"[A-Z]", before):
        return [Span(line.start, line.end, "dateline")]
    return [Span(line.start, line.start + len(before), "byline"), Span(cut, line.end, "dateline")]


def _is_heading(line: Line, body: Sequence[Line]) -> bool:
    """A short line without a full stop, not a list item, with something of the body after it."""
    if line.bullet or len(line.words) > 14 or (line.final and not line.text.endswith("?")):
        return False
    after = next((other for other in body if other.start > line.start), None)
    short = len(line.words) <= 7 or line.text.endswith("?")
    return after is not None and short and after.prose and line.gap
