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
    near = [candidates[i].text for i in (candidate.before, candidate.after) if i >= 0]
    texts = [candidate.text, candidate.sentence.heading, candidate.header, candidate.voice, *near]
    return sum((counted(text) for text in texts), Counter())


def coverage(terms: Sequence[Term], held: Counter[str]) -> float:
    """The share of the terms, weighted by idf, that a text holds; 1 where there are none."""
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if met(term, held)) / total if total else 1.0


def features(
    question: Question, scores: Scores, candidates: Sequence[Candidate], choice: Choice
) -> dict[str, float]:
    """What speaks for and against an answer among the candidates, each about 0..1 (cosines may fall below). Where
    the sentences were chosen by part, what the question names may be spread over them."""
    top = [int(i) for i in np.argsort(-scores.total, kind="stable")[:_TOP]]
    held = [window(i, candidates) for i in top]
    joint = sum((window(i, candidates) for i in choice.numbers), Counter()) if choice.by_part else Counter()
    return {
        **_nearness(question, scores, top),
        **_words_met(question, [*held, joint], [candidates[i].text for i in top]),
        **_slots_filled(question, [candidates[i] for i in top]),
        "unknown_met": _unknown_met(question, scores, top),
        "outcome": float(asks_outcome(question)),
        "summary": float(asks_for_summary(question) and bool(scores.source.max() > 0)),
    }


def _nearness(question: Question, scores: Scores, top: Sequence[int]) -> dict[str, float]:
    """How near the best candidates are by meaning, and how far ahead of the tenth the first is."""
    order = np.argsort(-scores.total, kind="stable")
    near = scores.late_near[scores.query.weights > 0.3]
    late = scores.query.weights @ scores.late / max(float(scores.query.weights.sum()), 1e-6)
    return {
        "cosine": float(scores.cosine[top[0]]),
        "cosine_max": float(scores.cosine.max()),
        "in_context": float(scores.in_context[top[0]]),
        "late": float(late[top[0]]),
        "late_max": float(late.max()),
        "gap": float(scores.total[top[0]] - scores.total[order[min(9, len(order) - 1)]]),
        "weakest": max(float(near[:, i].min()) for i in top) if len(near) else 0.5,
    }


def _words_met(question: Question, held: Sequence[Counter[str]], texts: Sequence[str]) -> dict[str, float]:
    """How much of the question's words, names and years the windows of the best candidates hold (the first is that of
    the best, the last that of all chosen), and what the collection does not hold at all."""
    names = [term for term in question.terms if term.name]
    others = [term for term in question.topic if not term.name]
    years = [Term(y, ((stem(y),),), 1.0, False, False, True) for y in question.years]
    rarest = sorted((t for t in question.topic if t.known), key=lambda t: -t.weight)[:1]
    strange = [not t.known and not t.frame for t in question.terms]
    return {
        "covered": coverage(others, held[0]),
        "covered_top": max(coverage(others, h) for h in held),
        "covered_alone": max(coverage(others, counted(t)) for t in texts),
        "rarest_missing": 1 - max(coverage(rarest, h) for h in held),
        "names_missing": 1 - max(coverage(names, h) for h in held),
        "names_missing_best": 1 - max(coverage(names, held[0]), coverage(names, held[-1])),
        "names_unknown": float(any(not t.known for t in names)),
        "strange": float(any(not t.known and is_strange(t.word) for t in question.terms)),
        "strange_pair": float(any(a and b for a, b in pairwise(strange))),
        "unknown_share": sum(not t.known for t in question.topic) / max(len(question.topic), 1),
        "years_missing": 1 - max(coverage(years, h) for h in held),
    }


def _slots_filled(question: Question, chosen: Sequence[Candidate]) -> dict[str, float]:
    """Whether the best candidates hold what the question leaves open, and say it in the voice that is asked about."""
    asked = asked_of(question)
    strict = question.wanted in STRICT
    fits = [slot_fit(question, candidate) for candidate in chosen]
    return {
        "no_slot": float(strict and max(fits) == 0),
        "no_slot_best": float(strict and fits[0] == 0),
        "figure_fit": max(fits) if question.wanted in FIGURE_KINDS else 0.5,
        "not_counted": float(max(count_fit(question, c.text) for c in chosen) == 0),
        "not_said_by": 1 - max(said_by(asked, c) for c in chosen) if asked else 0.0,
        "not_said_by_best": 1 - said_by(asked, chosen[0]) if asked else 0.0,
    }


_OUTCOME = re.compile(
    r"\b(?:ever|already|eventually|finally|in the end|so far|since then|nowadays|currently|today|now|yet|happen(?:ed)?"
    r"|outcome|result(?:ed)?|succeed(?:ed)?|implemented|turned out|become of|became of|latest|tomorrow)\b"
)


def asks_outcome(question: Question) -> bool:
    """Whether a question asks how a thing turned out or stands now: what articles of their day seldom tell."""
    return bool(_OUTCOME.search(fold(question.text)))


def _unknown_met(question: Question, scores: Scores, top: Sequence[int]) -> float:
    """How near the top candidates come, by meaning, to the words that the collection does not hold: the least of
    their best cosines; 1 where there is no such word."""
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
    likely = 0.0 if turns_away(question) else chance(features(question, scores, candidates, choice))
    return Verdict(likely, note_of(question, window(choice.best, candidates)))


def turns_away(question: Question) -> bool:
    """Whether a follow-up asks of something else: it has words of its own, and the collection holds none of them."""
    own = [t for t in question.terms if t.word not in question.earlier and not t.frame]
    return bool(question.earlier and own) and not any(t.known for t in own)


def note_of(question: Question, held: Counter[str]) -> str:
    """What the collection has near a question and what it lacks. ``held``: the stems of the nearest window."""
    own = [t for t in question.topic if t.word not in question.earlier]
    here = [t for t in own if met(t, held)]
    spoken = coverage(own, held) >= SPOKEN or any(t.name for t in here)
    near = phrases(question, here) if spoken else []
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
