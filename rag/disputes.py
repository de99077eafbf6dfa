"""Where sources contradict each other on a point of an answer: on a figure, or on a position.

The sides are quoted side by side with who says them and when, and never blended. A figure that a later article
replaces is no dispute, it is the age of the answer (``age.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.cite import cite
from rag.contrasts import Contrast
from rag.extract import needs_lead
from rag.matter import Side
from values import Citation, Claim, Dispute

MOST = 3  # disputes that one answer shows
KINDS: dict[str, str] = {
    "money": "a sum",
    "percent": "a percentage",
    "count": "a number",
    "duration": "a length of time",
}


def disputes(
    citations: Sequence[Citation], found: Sequence[Contrast]
) -> tuple[tuple[Dispute, ...], tuple[Citation, ...]]:
    """The disputes of an answer, and its citations with those that the sides need."""
    held = list(citations)
    made: list[Dispute] = []
    seen: set[frozenset[tuple[str, int]]] = set()
    for contrast in (one for one in found if not one.newer):
        key = frozenset((side.article.id, side.sentence.start) for side in (contrast.one, contrast.other))
        if key in seen or len(made) == MOST:
            continue
        seen.add(key)
        made.append(
            Dispute(_about(contrast), tuple(_claim(side, held) for side in (contrast.one, contrast.other)))
        )
    return tuple(made), tuple(held)


def _claim(side: Side, held: list[Citation]) -> Claim:
    """A side as a claim, word for word; its citation is added to those held."""
    version, sentence = side.article.current, side.sentence
    place = (version.article, sentence.start, sentence.end)
    number = next((c.number for c in held if (c.article, c.start, c.end) == place), None)
    if number is None:
        number = len(held) + 1
        held.append(cite(version, sentence.start, sentence.end, number, side.passage))
    lead = (sentence.speaker.name or sentence.speaker.body) if needs_lead(sentence.text) else ""
    return Claim(
        text=sentence.text,
        citations=(number,),
        check="verbatim",
        speaker=sentence.speaker,
        said_on=sentence.said_on,
        lead=lead,
        reported=sentence.reported,
    )


def _about(contrast: Contrast) -> str:
    """What the sides differ on, in words: "a sum: £9m and £14m", "a position: the Guild and the Union"."""
    if contrast.figures is not None:
        return f"{KINDS[contrast.kind]}: {contrast.figures[0]} and {contrast.figures[1]}"
    who = [_who(side) for side in (contrast.one, contrast.other)]
    return f"a position: {who[0]} and {who[1]}" if all(who) else "a position"


def _who(side: Side) -> str:
    speaker, about = side.sentence.speaker, side.article.current.description
    told = (speaker.name or speaker.body or speaker.office) if side.sentence.reported else ""
    return told or about.publisher.value or ""
