"""Whether a sentence of a document is verified, and what became of the words that it cites: in words."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.evidence import Cited
from briefing.inert import line
from values import Check, Claim

PASSED = ("verbatim", "supported", "from_description")
CHECKS: dict[Check, str] = {
    "verbatim": "word for word",
    "supported": "supported by the words cited",
    "from_description": "from what is known of the article",
    "uncited": "it names no source",
    "misattributed": "in the source, somebody else says this",
    "negated": "the source says the opposite",
    "number_differs": "the source has another figure",
    "date_differs": "the source has another date",
    "name_differs": "the source has another name",
    "words_differ": "the source has other words",
    "nothing_to_check": "nothing in it could be compared with a source",
}


def fault_of(claim: Claim, cited: Sequence[Cited]) -> str:
    """Why a sentence is not verified, in words; "" if it is.

    >>> fault_of(Claim("It rose by £630 million.", (1,), "number_differs", ("the source says £930 million",)), ())
    'not verified: the source says £930 million'
    """
    lost = [one for one in cited if one.number is None]
    if any(one.status == "erased" for one in lost):
        part = "not verified" if len(lost) == len(cited) else "verified only in part"
        return f"{part}: the text that it cites was erased from the library"
    if claim.check not in PASSED:
        reasons = "; ".join(line(reason).rstrip(".") for reason in claim.reasons)
        return f"not verified: {reasons or CHECKS[claim.check]}"
    if lost:
        part = "not verified" if len(lost) == len(cited) else "verified only in part"
        return f"{part}: the words that it cites do not stand in the stored article"
    if len(cited) < len(set(claim.citations)):
        return "verified only in part: a source that it cites is not kept with it"
    return "" if cited or claim.check == "from_description" else "not verified: it cites nothing"


def since_of(cited: Cited) -> str:
    """What became of the words of a note since they were cited; "" where they still stand in the article."""
    where = f"these words are in version {cited.citation.version}"
    if cited.number is None:
        return ""
    if cited.status == "changed":
        return f"the article has changed since; {where}"
    return f"no longer in the collection; {where}" if cited.status == "gone" else ""
