"""A second look at the sentences that were scored: each view weighs what it is worth with the names of the sources in
the question, and what it is worth without them; a sentence gains from the paragraph that it stands in; and where it is
asked what somebody asks for, one that asks for something gains.

The first look adds the views by hand (``recipe.VIEWS``). The second is linear, too, with the coefficients that
``quality/fit_rerank.py`` finds: a view may also count against a sentence, as four-grams do that other views have
counted already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.rerank_coefficients import COEFFICIENTS
from rag.views import Candidate, scaled

Floats = NDArray[np.float32]
DEMANDED = "demanded"
AROUND = ("paragraph", "paragraph_length", "opens_paragraph", "before", "after")


# "What does the network call for?" is answered by "Ministers must …", which shares no word with it.
_DEMANDS = (
    r"ask(?:s|ed|ing)?|demand\w*|want(?:s|ed)?|call(?:s|ed|ing)? (?:for|on)|recommend\w*|propos\w*|request\w*"
    r"|urg\w+"
)
_ASKS_FOR_DEMANDS = re.compile(rf"\b(?:{_DEMANDS}|priorit\w+|wishlist|suggest\w*)\b", re.IGNORECASE)
_DEMAND = re.compile(rf"\b(?:{_DEMANDS}|should|must|ought|let us|would like)\b", re.IGNORECASE)


def measures(
    question: str,
    named: Mapping[str, Floats],
    bare: Mapping[str, Floats],
    first: Floats,
    candidates: Sequence[Candidate],
) -> dict[str, Floats]:
    """What the second look weighs, [n] each: the views of the question with the names of its sources (``named``) and
    without (``bare``), each scaled to 0..1, what stands around each candidate by the ``first`` look, and whether it is
    a demand where the question asks for demands."""
    return {
        **{name: scaled(view) for name, view in named.items()},
        **{f"{name}_bare": scaled(view) for name, view in bare.items()},
        **_around(first, candidates),
        DEMANDED: _demanded(question, candidates),
    }


def _demanded(question: str, candidates: Sequence[Candidate]) -> Floats:
    if not _ASKS_FOR_DEMANDS.search(question):
        return np.zeros(len(candidates), dtype=np.float32)
    return np.array([bool(_DEMAND.search(c.text)) for c in candidates], dtype=np.float32)


def _around(first: Floats, candidates: Sequence[Candidate]) -> dict[str, Floats]:
    """Of the paragraph of each candidate: the mean of the first look, the number of sentences, and whether it opens
    it; and the first look of the sentences beside it, 0 where there is none."""
    paragraphs: dict[tuple[str, int], list[int]] = {}
    for number, candidate in enumerate(candidates):
        paragraphs.setdefault((candidate.passage.article, candidate.sentence.paragraph), []).append(number)
    mean, count, opens = np.zeros((3, len(candidates)), dtype=np.float32)
    for own in paragraphs.values():
        mean[own], count[own], opens[own[0]] = first[own].mean(), len(own), 1
    padded = np.append(first, np.float32(0))  # the last stands for none, which is numbered -1
    before = padded[[candidate.before for candidate in candidates]]
    after = padded[[candidate.after for candidate in candidates]]
    return dict(zip(AROUND, (mean, count, opens, before, after), strict=True))


def rerank(first: Floats, measured: Mapping[str, Floats], views: Mapping[str, float], share: float) -> Floats:
    """The first look, and the second ``share`` times as heavy: [n], 0..1. A view without weight in ``views`` has none
    in the second look."""
    second = np.zeros(len(first))
    for name, values in measured.items():
        if views.get(name.removesuffix("_bare"), 1.0):
            second = second + COEFFICIENTS.get(name, 0.0) * values
    result: Floats = ((first + share * scaled(second.astype(np.float32))) / (1 + share)).astype(np.float32)
    return result
