"""What was found of an answer, in words: how its sentences fared, and where sources differ. Pure functions."""

from __future__ import annotations

from collections import Counter

from briefing.wording import count
from rag.checks import SERIOUS
from values import Answer, Check, Claim, Dispute

FAILED: dict[Check, str] = {
    "uncited": "Names no source",
    "misattributed": "Not who said it",
    "negated": "Against what the source says",
    "number_differs": "A figure differs",
    "date_differs": "A date differs",
    "name_differs": "A name differs",
    "words_differ": "Not borne out",
}


def failed(claim: Claim) -> str:
    """What is wrong with a sentence, in a few words; "" where nothing is.

    >>> failed(Claim("It cost £430m.", (1,), "number_differs"))
    'A figure differs'
    """
    return FAILED.get(claim.check, "Not borne out") if claim.check in SERIOUS else ""


def counts(answer: Answer) -> str:
    """How the sentences of a model fared: "7 sentences: 6 supported, 1 withheld"; "" for an answer without a model."""
    number = len(answer.claims) + answer.withheld
    if answer.mode != "generative" or not number:
        return ""
    fared = Counter(_fared(claim) for claim in answer.claims)
    fared["withheld"] = answer.withheld
    told = [f"{fared[one]} {one}" for one in FARED if fared[one]]
    return f"{count(number, 'sentence')}: {', '.join(told)}"


FARED = ("supported", "with nothing to check", "marked as wrong", "withheld")


def _fared(claim: Claim) -> str:
    if claim.check in SERIOUS:
        return "marked as wrong"
    return "with nothing to check" if claim.check == "nothing_to_check" else "supported"


def differ(dispute: Dispute) -> str:
    """The line over two sides: "Sources differ on a sum: £9m and £14m"."""
    return f"Sources differ on {dispute.about}"
