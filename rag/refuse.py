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

import numpy as np

from rag.coefficients import COEFFICIENTS, INTERCEPT
from rag.extract import Choice
from rag.figures import Figure, figures
from rag.question import Question, Term
from rag.score import Scores
from rag.views import Candidate, counted, holds_type
from rag.words import stem, words

STRICT = frozenset({"money", "percent", "duration", "figure", "time", "person", "place"})
_FIGURES = {
    "money": ("money",),
    "percent": ("percent",),
    "duration": ("duration",),
    "figure": ("count", "money", "percent", "duration"),
}
NEAR_A_FIGURE = 60  # characters on each side of a figure that count as its surroundings
_TOP = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """``chance`` that the candidates answer, 0..1; ``missing`` what of the question nothing meets, in words."""

    chance: float
    note: str
    missing: tuple[str, ...]


def window(number: int, candidates: Sequence[Candidate]) -> Counter[str]:
    """The stems of a candidate and of what a reader sees with it: neighbours, heading, speaker, description."""
    candidate = candidates[number]
    near = [candidates[i].text for i in (candidate.before, candidate.after) if i >= 0]
    texts = [candidate.text, candidate.sentence.heading, candidate.header, candidate.voice, *near]
    return sum((counted(text) for text in texts), Counter())


def met(term: Term, held: Counter[str]) -> bool:
    """Whether a text with these stems holds a term in any of its writings."""
    return any(all(part in held for part in form) for form in term.forms)


def coverage(terms: Sequence[Term], held: Counter[str]) -> float:
    """The share of the terms, weighted by idf, that a text holds; 1 where there are none."""
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if met(term, held)) / total if total else 1.0


def figure_fit(question: Question, text: str) -> float:
    """How much of the question's topic stands close to a figure of the kind that is asked for, 0..1."""
    kinds = _FIGURES.get(question.wanted)
    if kinds is None:
        return 0.5
    fits = [coverage(question.topic, counted(_around(text, f))) for f in figures(text) if f.kind in kinds]
    return max(fits, default=0.0)


def _around(text: str, figure: Figure) -> str:
    return text[max(0, figure.start - NEAR_A_FIGURE) : figure.end + NEAR_A_FIGURE]


_COUNTED = re.compile(r"\bhow many ((?:[\w'’-]+ ){0,3}?[\w'’-]+?)(?= (?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should|in|of|at|from|per|work|live|need|there|to)\b|[?.,]|$)", re.IGNORECASE)


def count_fit(question: Question, text: str) -> float:
    """For "how many N": 1 where a figure in the text counts N, 0 where none does, 0.5 for other questions."""
    match = _COUNTED.search(question.text)
    if not match:
        return 0.5
    noun = stem(words(match[1])[-1]) if words(match[1]) else ""
    for figure in figures(text):
        after = [stem(w) for w in words(text[figure.start : figure.end + 40])][:6]
        if noun in after:
            return 1.0
    return 0.0


def features(question: Question, scores: Scores, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for and against an answer among the candidates, each about 0..1 (cosines may fall below)."""
    order = np.argsort(-scores.total, kind="stable")
    top = [int(i) for i in order[:_TOP]]
    best = top[0]
    held = [window(i, candidates) for i in top]
    texts = [candidates[i].text for i in top]
    names = [term for term in question.terms if term.name]
    others = [term for term in question.topic if not term.name]
    years = [Term(y, ((stem(y),),), 1.0, False, False, True) for y in question.years]
    weighty = scores.query.weights > 0.3
    late, near = scores.late[weighty], scores.late_near[weighty]
    strict = question.wanted in STRICT
    overall = scores.query.weights @ scores.late / max(float(scores.query.weights.sum()), 1e-6)
    return {
        "cosine": float(scores.cosine[best]),
        "cosine_max": float(scores.cosine.max()),
        "late": float(overall[best]),
        "late_max": float(overall.max()),
        "late_gap": float(overall.max() - np.sort(overall)[-min(8, len(overall))]),
        "gap": float(scores.total[best] - scores.total[order[min(9, len(order) - 1)]]),
        "covered": coverage(others, held[0]),
        "covered_top": max(coverage(others, h) for h in held),
        "covered_alone": max(coverage(others, counted(t)) for t in texts),
        "weakest": max(float(near[:, i].min()) for i in top) if len(near) else 0.5,
        "weakest_alone": max(float(late[:, i].min()) for i in top) if len(late) else 0.5,
        "names_missing": 1 - max(coverage(names, h) for h in held),
        "names_unknown": float(any(not t.known for t in names)),
        "unknown": 1 - coverage(others, Counter(p for t in others if t.known for f in t.forms for p in f)),
        "years_missing": 1 - max(coverage(years, h) for h in held),
        "type_missing": float(strict and holds_type(question.wanted, texts[0]) == 0),
        "type_missing_top": float(strict and not any(holds_type(question.wanted, t) for t in texts)),
        "figure_fit": max(figure_fit(question, t) for t in texts),
        "count_fit": max(count_fit(question, t) for t in texts),
        "length": min(len(question.topic), 8) / 8,
        "asks_figure": float(question.wanted in _FIGURES),
        "asks_person": float(question.wanted == "person"),
        "asks_time": float(question.wanted == "time"),
        "asks_any": float(question.wanted in ("any", "yes_no", "reason", "list")),
    }


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
    measured = features(question, scores, candidates)
    likely = chance(measured)
    held = window(choice.best, candidates)
    missing = tuple(t.word for t in question.topic if not met(t, held) and t.weight > 0.4 and not t.known)
    near = [t.word for t in question.topic if met(t, held)]
    return Verdict(likely, note_of(question, near), missing if likely < 0.6 else ())


def note_of(question: Question, near: Sequence[str]) -> str:
    """What the collection has near a question and what it lacks, in one or two sentences."""
    unknown = [name for name in question.names if not any(t.known for t in question.terms if t.word in words(name))]
    absent = [t.word for t in question.topic if not t.known and not t.name]
    speaks = f"The collection speaks of {listed(list(near)[:4])}" if near else "The collection does not speak of this"
    lacks = [f"it does not mention {listed(unknown[:3])}"] if unknown else []
    lacks += [f"it has nothing on {listed([f'“{w}”' for w in absent[:3]])}"] if absent and not unknown else []
    if question.wanted in _LACKS and not lacks:
        lacks = [_LACKS[question.wanted]]
    return speaks + (f"; {' and '.join(lacks)}." if lacks else ", but no passage answers the question.")


def listed(items: Sequence[str]) -> str:
    """"a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
