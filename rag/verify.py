"""Every sentence of an answer against the words that it cites, by code: the same for any model, and for none.

The extractive draft is word for word; it is compared all the same, with the text that the library holds, because
nothing is called verified that was not compared. What a model wrote goes through all of rag.checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.checks import SERIOUS, check
from rag.sources import cited
from values import Citation, Claim, Passage, Version


@dataclass(frozen=True, slots=True)
class Given:
    """What the sentences of one answer are checked with. ``versions`` holds those cited, by article and number;
    ``passages`` may hold those cited, by id, which saves reading their articles again."""

    citations: Mapping[int, Citation]
    versions: Mapping[tuple[str, int], Version]
    passages: Mapping[str, Passage]
    question: str
    written: bool


# Each sentence that a model wrote is held to what a sentence of a short answer is held to, however many there are: so
# it can be checked before the next one is written, and what was found then holds for the whole answer.
HELD_AS = 2


def stands(citation: Citation, text: str) -> bool:
    """Whether the words of a citation stand in a version's text at its offsets, byte for byte."""
    return text[citation.start : citation.end] == citation.quote


def verify(
    claims: Sequence[Claim],
    citations: Sequence[Citation],
    versions: Mapping[tuple[str, int], Version],
    *,
    written: bool = False,
    question: str = "",
    passages: Mapping[str, Passage] | None = None,
) -> tuple[Claim, ...]:
    """The claims with their check and its reasons. ``versions`` holds those cited, by article and number.

    ``written``: a model wrote the sentences, so that they need not be word for word. While it still writes, they may be
    given one by one, with the citations known so far: each is checked by itself, whatever stands before or after it,
    so that ``verify([a, b], …) == verify([a], …) + verify([b], …)``.
    """
    numbered = {citation.number: citation for citation in citations if citation.number is not None}
    given = Given(numbered, versions, passages or {}, question, written)
    return tuple(_verify_one(claim, given) for claim in claims)


def verified(claims: Sequence[Claim]) -> bool:
    """Whether an answer may be called verified: something in it was compared, and nothing of it failed."""
    compared = [claim.check for claim in claims if claim.check != "nothing_to_check"]
    return bool(compared) and not any(check in SERIOUS for check in compared)


def _verify_one(claim: Claim, given: Given) -> Claim:
    lost = [str(number) for number in claim.citations if number not in given.citations]
    if lost:
        reason = f"It names {' and '.join(lost)}, which the answer does not cite."
        return replace(claim, check="uncited", reasons=(reason,))
    found = [given.citations[number] for number in claim.citations]
    for citation in found:
        version = given.versions.get((citation.article, citation.version))
        if version is None or not stands(citation, version.text):
            reason = f"The words cited are not in {citation.name}."
            return replace(claim, check="words_differ", reasons=(reason,))
    if given.written:
        return _check(claim, found, given)
    return claim if claim.check == "from_description" else _compare(claim, found)


def _check(claim: Claim, found: Sequence[Citation], given: Given) -> Claim:
    """A sentence that a model wrote, with all checks."""
    sources = [
        cited(one, given.versions[one.article, one.version], given.passages.get(one.passage)) for one in found
    ]
    made = check(claim.text, sources, given.question, HELD_AS, claim.speaker)
    return replace(claim, check=made.check, reasons=made.reasons)


def _compare(claim: Claim, found: Sequence[Citation]) -> Claim:
    """A sentence taken from its passage, against the words that it cites, which stand where they are said to."""
    if not found:
        return replace(claim, check="uncited", reasons=("It names no passage.",))
    if any(claim.text in citation.quote for citation in found):
        return replace(claim, check="verbatim", reasons=())
    reason = "It is not word for word in the passage that it cites."
    return replace(claim, check="words_differ", reasons=(reason,))
