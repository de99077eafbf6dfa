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
    numbered = {citation.number: citation for citation in citations}
    return tuple(
        _verify_one(claim, [numbered[n] for n in claim.citations if n in numbered], versions)
        for claim in claims
    )


def _verify_one(
    claim: Claim, cited: Sequence[Citation], versions: Mapping[tuple[str, int], Version]
) -> Claim:
    if claim.check == "from_description":
        return claim
    if not cited:
        return replace(claim, check="uncited", reasons=("It names no passage.",))
    for citation in cited:
        if not stands(citation, versions[citation.article, citation.version].text):
            return replace(
                claim, check="words_differ", reasons=(f"The words cited are not in {citation.name}.",)
            )
    if any(claim.text in citation.quote for citation in cited):
        return replace(claim, check="verbatim", reasons=())
    return replace(
        claim, check="words_differ", reasons=("It is not word for word in the passage that it cites.",)
    )
