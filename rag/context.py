"""Sentences as the encoder reads them within their passage: "it" and "the scheme" take their meaning from around them.

Günther et al., "Late Chunking" (arXiv 2409.04701): the whole passage is read at once, and the vectors of a sentence's
words are taken out of that. A sentence alone and a sentence in its passage are two views; both together are better.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embed import TokenVectors
from rag.late import TokenCache
from rag.views import Candidate
from values import Passage

READ = 4  # of many passages, those of the nearest candidates, so many, are read whole (12 ms each, once)
FEW = 24  # so many passages are all read, unless the collection is large


def in_context(candidates: Sequence[Candidate], cache: TokenCache, large: bool = False) -> list[TokenVectors]:
    """The word vectors of each candidate as its passage gives them meaning; of a candidate whose passage is not read,
    or that stands behind what the encoder reads of it, those of the sentence alone. ``vector`` is their mean, of
    length 1."""
    passages = {c.passage.id: c.passage for c in candidates}
    if len(passages) > (READ if large else FEW):
        passages = _nearest(candidates)
    whole = dict(zip(passages, cache.get([p.text for p in passages.values()]), strict=True))
    starts = {
        key: np.array([start for start, _ in held.offsets[1:-1]], dtype=np.int64)
        for key, held in whole.items()
    }
    found = [
        _taken(c, whole[c.passage.id], starts[c.passage.id]) if c.passage.id in whole else None
        for c in candidates
    ]
    alone = iter(cache.get([c.text for c, held in zip(candidates, found, strict=True) if held is None]))
    return [held if held is not None else next(alone) for held in found]


def _nearest(candidates: Sequence[Candidate]) -> dict[str, Passage]:
    """The passages of the candidates that are nearest by themselves."""
    order = sorted(candidates, key=lambda c: -c.meaning)
    held: dict[str, Passage] = {}
    for candidate in order:
        if len(held) < READ:
            held.setdefault(candidate.passage.id, candidate.passage)
    return held


def _taken(candidate: Candidate, passage: TokenVectors, starts: NDArray[np.int64]) -> TokenVectors | None:
    """The words of a candidate out of those of its passage; None if the encoder did not read as far."""
    start = candidate.sentence.start - candidate.passage.start
    end = candidate.sentence.end - candidate.passage.start
    low, high = (int(at) + 1 for at in np.searchsorted(starts, [start, end]))
    if high <= low or passage.offsets[-2][1] < end - 1:
        return None
    vectors = passage.vectors[low:high]
    mean = vectors.mean(axis=0)
    length = float(np.linalg.norm(mean)) or 1.0
    return TokenVectors(passage.ids[low:high], passage.offsets[low:high], vectors, mean / length)
