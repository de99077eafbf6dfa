"""Whether the candidates answer the question at all: evidence against, weighed by a logistic model.

A passage on the topic of a question is not an answer to it. What tells them apart is small: a name, a year, a counted
noun or a kind of figure that was asked for and that no candidate is about. ``features`` measures it, ``chance`` weighs
it with the coefficients that ``quality/fit.py`` makes, and ``judge`` says in words what is there and what is missing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rag.choose import Choice, asks_for_summary
from rag.coefficients import COEFFICIENTS, INTERCEPT
from rag.lexicon import is_strange
from rag.question import Question, Term
from rag.score import Scores
from rag.slots import FIGURE_KINDS, asked_of, count_fit, met, said_by, slot_fit
from rag.views import Candidate, counted
from rag.words import fold, stem, words

STRICT = frozenset({"money", "percent", "duration", "figure", "time", "person", "place"})
_TOP = 3
SPOKEN = (
    0.35  # the share of a question's words, by weight, from which the collection is said to speak of them
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``chance`` that the candidates answer, 0..1; ``note``: what is near the question and what is missing."""

    chance: float
    note: str


def window(number: int, candidates: Sequence[Candidate]) -> Counter[str]:
    """The stems of a candidate and of what a reader sees with it: neighbours, heading, speaker, description."""
    candidate = candidates[number]
    here = [t for t in own if met(t, held)]
    spoken = coverage(own, held) >= SPOKEN or any(t.name for t in here)
    near = phrases(question, here) if spoken else []
    unknown = {t.word for t in question.topic if not t.known}
    rows = [i for i, owner in enumerate(scores.query.owners) if owner in unknown]
    return float(scores.late_near[rows][:, list(top)].max(axis=1).min()) if rows else 1.0


def chance(measured: dict[str, float]) -> float:
    """The chance that the candidates answer, 0..1."""
    z = INTERCEPT + sum(weight * measured[name] for name, weight in COEFFICIENTS.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


_LACKS = {
    "money": "it gives no sum of money for that",
    "percent": "it gives no percentage for that",
    "duration": "it gives no length of time for that",
    "figure": "it gives no figure for that",
    "time": "it gives no date for that",
    "person": "it names nobody for that",
    "place": "it names no place for that",
    "reason": "it gives no reason for that",
}


def judge(question: Question, scores: Scores, candidates: Sequence[Candidate], choice: Choice) -> Verdict:
    """Whether the candidates answer, and what in words is near the question and what is missing."""
    likely = chance(features(question, scores, candidates, choice))
    return Verdict(likely, note_of(question, window(choice.best, candidates)))


def note_of(question: Question, held: Counter[str]) -> str:
    """What the collection has near a question and what it lacks. ``held``: the stems of the nearest window."""
    own = [t for t in question.topic if t.word not in question.earlier]
    near = phrases(question, [t for t in own if met(t, held)]) if coverage(own, held) >= SPOKEN else []
    unknown = phrases(question, [t for t in question.terms if not t.known and (t.name or is_strange(t.word))])
    speaks = (
        f"The collection speaks of {listed(near[:3])}" if near else "The collection does not speak of this"
    )
    lack = f"it does not mention {listed(unknown[:2])}" if unknown else _LACKS.get(question.wanted, "")
    if near:
        return f"{speaks}; {lack}." if lack else f"{speaks}, but no passage answers the question."
    return f"{speaks}; {lack}." if unknown else f"{speaks}."


def phrases(question: Question, terms: Sequence[Term]) -> list[str]:
    """Some terms as the question has them: neighbours together, in the order of the question, possessives cut."""
    kept = {term.word for term in terms}
    found: list[list[str]] = [[]]
    for match in re.finditer(r"[^\s,;:?!()“”\"]+", question.text):
        folded = words(match[0])
        if folded and all(question.corrected.get(word, word) in kept for word in folded):
            found[-1].append(match[0].strip(".'‘’"))
        else:
            found.append([])
        if re.match(r"[,;:?!.]", question.text[match.end() : match.end() + 1]):
            found.append([])
    texts = [re.sub(r"['’]s$", "", " ".join(run)) for run in found if run]
    return list(dict.fromkeys(texts))


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
