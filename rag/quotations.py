"""The quotations of a statement against the words of its sources, mark for mark.

Apostrophes, quotation marks, capitals and spaces are folded when words are compared; whether what is shown is exact is
told. What is left out of a quotation ("…") or put in ("[the]") parts it into pieces that must stand in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.quotes import find_quotes
from rag.attribution import said
from rag.comparison import Comparison, Finding, holds
from rag.facts import facts
from rag.naming import calls
from rag.sources import Source, folded
from rag.support import states

_LEFT_OUT = re.compile(r"\s*(?:\[[^\[\]]{0,60}\]|…|\.{3,})\s*")
_QUESTION = re.compile(r"\b(?:questions?|asked|asks|query)\W*$", re.IGNORECASE)
_MARKS = re.compile(r"[,.;:!?](?!\d)")
_EDGES = " .,;:!?"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words at ``text[start:end]`` of a statement, marks not included."""

    start: int
    end: int
    text: str

    @property
    def pieces(self) -> list[str]:
        """The parts of it that must stand in the source as they are."""
        parts = (part.strip(_EDGES) for part in _LEFT_OUT.split(self.text))
        return [part for part in parts if re.search(r"\w", part)]


def quotations(text: str) -> list[Quotation]:
    """The quotations of a sentence, in order; the question repeated, and quoted talk about the answer, are none.

    >>> [one.text for one in quotations("He wants “one cheque”, not ‘two’.")]
    ['one cheque', 'two']
    """
    found = []
    for quote in find_quotes(text, [(0, len(text))]):
        start, end = quote.start + 1, quote.end - quote.closed
        asked = text[start:end].rstrip().endswith("?") and _QUESTION.search(text[: quote.start])
        if not asked and any(states(word) for word in facts(text[start:end]).words):
            found.append(Quotation(start, end, text[start:end]))
    return found


def quotation_findings(seen: Comparison) -> Iterator[Finding]:
    """Quotations that do not stand in the sources, or not in the one that is named; others that are not exact."""
    named = _named(seen)
    for one in quotations(seen.facts.text):
        if holds(folded(seen.asked.text), folded(one.text).strip(_EDGES)):
            continue  # the question repeated
        holding = [source for source in seen.sources if stands_in(one, source)]
        if not holding:
            yield Finding(
                "words_differ", f"The words “{one.text}” do not stand in the source.{_nearest(seen, one)}"
            )
        elif named and not any(source in named for source in holding):
            yield Finding(
                "misattributed", f"“{one.text}” stands in {holding[0].name}, not in {named[0].name}."
            )
        elif not _exact(one, holding):
            yield Finding(None, f"“{one.text}” differs from the source in marks, capitals or spaces.")


def stands_in(quotation: Quotation, source: Source) -> bool:
    """Whether the pieces of a quotation stand in a source, one after the other."""
    text, at = _unmarked(folded(source.text)), 0
    for piece in quotation.pieces:
        wanted = _unmarked(folded(piece)).strip("\"' ")
        if not holds(text[at:], wanted):
            return False
        at += text[at:].find(wanted) + len(wanted)
    return bool(quotation.pieces)


def _unmarked(text: str) -> str:
    """Without commas and full stops, but for those of figures: "Hello, Dolly" is "Hello Dolly"."""
    return " ".join(_MARKS.sub(" ", text).split())


def _exact(quotation: Quotation, holding: list[Source]) -> bool:
    """Letter for letter, but for the capital at its beginning."""
    return any(
        all(piece in source.text or piece[1:] in source.text for piece in quotation.pieces)
        for source in holding
    )


def _named(seen: Comparison) -> list[Source]:
    """The sources that the statement names, where there are several to choose from."""
    saying = said(seen.facts.text)
    if len(seen.sources) < 2 or saying is None:
        return []
    who = f"{saying.who.name} {saying.who.office} {saying.who.body}"
    return [source for source in seen.sources if calls(source, who)]


def _nearest(seen: Comparison, quotation: Quotation) -> str:
    """The sentence of the sources that has most of the quoted words, where one has more than half."""
    wanted = {word.stem for word in facts(quotation.text).words}
    best = max(seen.told, key=lambda one: len(one.facts.stems & wanted), default=None)
    if best is None or len(best.facts.stems & wanted) * 2 <= len(wanted):
        return ""
    return f" It says: “{best.text}”"


def quoted_weight(seen: Comparison) -> float:
    """The part of the statement's words that stands in quotation marks."""
    spans = [(one.start, one.end) for one in quotations(seen.facts.text)]
    own = [word for word in seen.facts.words if not word.small]
    inside = [word for word in own if any(start <= word.start < end for start, end in spans)]
    return len(inside) / len(own) if own else 0.0
