"""Sentences to choose from, and what they score, made by hand: the smallest values that show a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from made_library import make

from rag.late import QueryTokens
from rag.lexicon import build_lexicon
from rag.question import Question, understand
from rag.score import Scores
from rag.views import Candidate


def article(*sentences: str, name: str = "plan", heading: str = "", first: int = 0) -> list[Candidate]:
    """The sentences of an article one behind another, as candidates that are numbered from ``first``."""
    passages = make(name, "\n\n".join(sentences), heading=heading)[1]
    last = first + len(passages) - 1
    return [
        Candidate(
            passage=passage,
            sentence=passage.sentences[0],
            before=number - 1 if number > first else -1,
            after=number + 1 if number < last else -1,
            header="",
            voice="",
        )
        for number, passage in enumerate(passages, first)
    ]


def asked(question: str, candidates: Sequence[Candidate]) -> Question:
    """The question as a collection of nothing but these sentences understands it."""
    return understand(question, build_lexicon([candidate.passage for candidate in candidates]))


def scored(*totals: float, slot: Sequence[float] = ()) -> Scores:
    """These totals for so many candidates, and how well each fills the slot; nothing else is near anything."""
    total = np.array(totals, dtype=np.float32)
    none = np.zeros_like(total)
    query = QueryTokens(np.zeros((0, 384), np.float32), np.zeros(0, np.float32), ())
    made = Scores(
        total=total,
        cosine=none,
        in_context=none,
        late_near=np.zeros((0, len(totals)), np.float32),
        query=query,
        source=none,
        vectors=np.zeros((len(totals), 384), np.float32),
        slot=none,
    )
    return replace(made, slot=np.array(slot, dtype=np.float32)) if slot else made
