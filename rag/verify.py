"""Every sentence of an answer against the words that it cites, by code.

The extractive draft is word for word; it is compared all the same, with the text that the library holds, because
nothing is called verified that was not compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from values import Citation, Claim, Version


def stands(citation: Citation, text: str) -> bool:
    """Whether the words of a citation stand in a version's text at its offsets, byte for byte."""
    return text[citation.start : citation.end] == citation.quote


def verify(
    claims: Sequence[Claim], citations: Sequence[Citation], versions: Mapping[tuple[str, int], Version]
) -> tuple[Claim, ...]:
    """The claims with their check. ``versions`` holds those cited, by article and number."""
    numbered = {citation.number: citation for citation in citations if citation.number is not None}
    return tuple(_verify_one(claim, numbered, versions) for claim in claims)


def _verify_one(
    claim: Claim, numbered: Mapping[int, Citation], versions: Mapping[tuple[str, int], Version]
) -> Claim:
    lost = [str(number) for number in claim.citations if number not in numbered]
    if lost:
        reason = f"It names {' and '.join(lost)}, which the answer does not cite."
        return replace(claim, check="uncited", reasons=(reason,))
    cited = [numbered[number] for number in claim.citations]
    for citation in cited:
        version = versions.get((citation.article, citation.version))
        if version is None or not stands(citation, version.text):
            reason = f"The words cited are not in {citation.name}."
            return replace(claim, check="words_differ", reasons=(reason,))
    return claim if claim.check == "from_description" else _compare(claim, cited)


def _compare(claim: Claim, cited: Sequence[Citation]) -> Claim:
    """The claim against the words that it cites, which stand where they are said to."""
    if not cited:
        return replace(claim, check="uncited", reasons=("It names no passage.",))
    if any(claim.text in citation.quote for citation in cited):
        return replace(claim, check="verbatim", reasons=())
    reason = "It is not word for word in the passage that it cites."
    return replace(claim, check="words_differ", reasons=(reason,))
