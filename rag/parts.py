"""A question that asks two things → its parts, each answered on its own; the answer says which part it lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.converse import Standalone, leans
from rag.draft import Draft
from rag.words import content_words, fold
from values import Citation

_ASKING = (
    r"(?:what|which|how|who|whom|whose|when|where|why|did|does|do|is|are|was|were|has|have|will|would|can|could"
    r"|(?:on|in|by|for|from|to|at|with) (?:what|which|whom|how))"
)
_JOINT = re.compile(rf"\?\s+(?=\w)|;\s+|,? and (?={_ASKING}\b)|, (?={_ASKING}\b)", re.IGNORECASE)
MOST = 3


def parts_of(asked: Standalone) -> tuple[Standalone, ...]:
    """The parts of what the user typed last, with the words of those before it where a part leans on them; the
    question itself where it has one part only.

    >>> [part.own for part in parts_of(Standalone(*["When did the review end, and what came after?"] * 2))]
    ['When did the review end', 'what came after?']
    """
    pieces = [piece.strip() for piece in _JOINT.split(asked.own) if piece.strip()]
    if not 1 < len(pieces) <= MOST or not all(_asks(piece) for piece in pieces):
        return (asked,)
    return tuple(_with_context(piece, asked, pieces[:at]) for at, piece in enumerate(pieces))


def _asks(piece: str) -> bool:
    """Whether a piece is a question by itself: it opens like one and has a word that carries meaning."""
    return bool(re.match(rf"(?:and |but |so )?{_ASKING}\b", fold(piece))) and bool(content_words(piece))


def _with_context(piece: str, asked: Standalone, before: Sequence[str]) -> Standalone:
    """A piece; if it leans on what stands before it, with the words of that, and of earlier turns, behind it."""
    if not leans(piece):
        return Standalone(piece, piece)
    known = set(content_words(piece))
    earlier = asked.text.removeprefix(asked.own)
    others = [word for word in content_words(" ".join([*before, earlier])) if word not in known]
    return Standalone(f"{piece} ({' '.join(others)})" if others else piece, piece)


def merge(parts: Sequence[tuple[str, Draft]]) -> Draft:
    """The drafts of the parts as one: ``answered`` if every part is, ``partial`` if some are, with what is missing."""
    answered = [draft for _, draft in parts if draft.status != "not_in_corpus"]
    if not answered:
        return parts[0][1]
    missing = [(piece, draft) for piece, draft in parts if draft.status != "answered"]
    notes = [f"Not answered: “{piece.strip(' ?')}”. {draft.note}".strip() for piece, draft in missing]
    merged = answered[0]
    for draft in answered[1:]:
        merged = _joined(merged, draft)
    return replace(merged, status="partial" if missing else "answered", note=" ".join(notes))


def _joined(one: Draft, other: Draft) -> Draft:
    """Two drafts with their citations numbered through; what both cite stands once."""
    held = {_place(citation): citation.number for citation in one.citations}
    numbers: dict[int | None, int] = {}
    citations = list(one.citations)
    for citation in other.citations:
        known = held.get(_place(citation))
        numbers[citation.number] = known or len(citations) + 1
        if not known:
            citations.append(replace(citation, number=len(citations) + 1))
    said = {claim.text for claim in one.claims}
    claims = [
        replace(c, citations=tuple(numbers[n] for n in c.citations))
        for c in other.claims
        if c.text not in said
    ]
    cited = {n for claim in [*one.claims, *claims] for n in claim.citations}
    return replace(
        one, claims=(*one.claims, *claims), citations=tuple(c for c in citations if c.number in cited)
    )


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.article, citation.start, citation.end
