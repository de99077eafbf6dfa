"""Pieces of a rendered document, in reading order → the text of the version, its spans and its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from values import Span, SpanKind

KEPT = "kept"  # why a span is body where the format itself keeps it apart from the page around it


@dataclass(frozen=True, slots=True)
class Piece:
    """One block: its text, what it is, and the offsets in its text at which a new page starts (``(3, 120)`` for
    page 3 at offset 120; offset 0 where the page starts with the block)."""

    text: str
    kind: SpanKind = "body"
    why: str = KEPT
    flags: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()


def lay_out(pieces: Sequence[Piece], count: int = 0) -> tuple[str, tuple[Span, ...], tuple[int, ...]]:
    """The text with two newlines between blocks, one span for each, and where pages 2 to ``count`` start.

    A page on which nothing stands starts where the next one does. A document of one page has the end of the text
    there, so that its page is known.
    """
    spans: list[Span] = []
    starts: dict[int, int] = {}
    position = 0
    for piece in pieces:
        spans.append(Span(position, position + len(piece.text), piece.kind, piece.why, piece.flags))
        for page, offset in piece.pages:
            starts.setdefault(page, position + offset)
        position += len(piece.text) + 2
    text = "\n\n".join(piece.text for piece in pieces)
    pages: list[int] = []
    for page in range(count, 1, -1):
        pages.append(starts.get(page, pages[-1] if pages else len(text)))
    return text, tuple(spans), (len(text),) if count == 1 else tuple(reversed(pages))
