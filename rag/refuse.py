"""Whether the candidates answer the question at all: evidence against, weighed by logistic models.

A passage on the topic of a question is not an answer to it. What tells them apart is small: a name, a year, a counted
noun or a kind of figure that was asked for and that no candidate is about. ``features`` measures it, ``chance`` weighs
it with the coefficients that ``quality/fit.py`` makes, of a collection and of a passage, and ``judge`` says in words
what is there and what is missing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.choose import Choice, asks_for_several, asks_for_summary
from rag.coefficients import COLLECTION, PASSAGE
from rag.lexicon import is_strange
from rag.question import Question, Term
from rag.score import Scores
from rag.sides import lacks_all_sides
from rag.slots import (
    FIGURE_KINDS,
    UNSURE,
    asked_of,
    count_fit,
    met,
    names_holder,
    said_by,
    slot_fit,
)
from rag.views import Candidate, counted, fewness
from rag.words import fold, stem, words

INTERCEPT = "intercept"  # its name among the coefficients
FAR = 0.3  # the cosine of the nearest sentence below which a question is about something else
SHORT, LONG = 8, 16  # words of a question, between which its length tells something
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
    texts = [
        candidate.text,
        candidate.sentence.heading,
        candidate.header,
        candidate.about,
        candidate.voice,
        *near,
    ]
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
    best = int(np.argmax(scores.total))
    chosen = [candidates[i] for i in choice.numbers]
    joint = sum((window(i, candidates) for i in choice.numbers), Counter()) if choice.by_part else Counter()
    return {
        **_nearness(scores, best),
        **_words_met(question, window(best, candidates), joint),
        **_slots_filled(question, candidates[best], chosen),
        **_form(question),
        "only_planned": float(only_planned(question, candidates[choice.best].text)),
        "summary": float(asks_for_summary(question) and bool(scores.source.max() > 0)),
    }


def _form(question: Question) -> dict[str, float]:
    """How a question is put: what is asked of one thing in few words is what a collection lacks most often; of several
    things it seldom lacks all."""
    asked = len(question.text.split())
    return {
        "several": float(asks_for_several(question)),
        "length": (min(max(asked, SHORT), LONG) - SHORT) / (LONG - SHORT),
    }


def _nearness(scores: Scores, best: int) -> dict[str, float]:
    """How near the candidates come by meaning."""
    return {
        "cosine_max": float(scores.cosine.max()),
        "in_context": float(scores.in_context[best]),
        "far": max(0.0, FAR - float(scores.cosine.max())),
    }


def _words_met(question: Question, held: Counter[str], joint: Counter[str]) -> dict[str, float]:
    """How much of the question's words, names and years the window of the best candidate holds, or that of all that
    were chosen by part; and whether it has words that the collection does not hold at all."""
    names = [term for term in question.terms if term.name]
    others = [term for term in question.topic if not term.name]
    years = [Term(y, ((stem(y),),), 1.0, False, False, True) for y in question.years]
    return {
        "covered": coverage(others, held),
        "names_missing": 1 - max(coverage(names, held), coverage(names, joint)),
        "strange": float(any(not t.known and is_strange(t.word) for t in question.terms)),
        "years_missing": 1 - max(coverage(years, held), coverage(years, joint)),
    }


def _slots_filled(question: Question, best: Candidate, chosen: Sequence[Candidate]) -> dict[str, float]:
    """Whether the best candidate, or all that were chosen, hold what the question leaves open, and say it in the voice
    that is asked about."""
    asked = asked_of(question)
    figure = question.wanted in FIGURE_KINDS
    fit = slot_fit(question, best)
    return {
        "no_person": float(question.wanted == "person" and fit <= UNSURE),
        "no_figure": float(figure and fit == 0),
        "no_time": float(question.wanted in ("time", "place") and fit == 0),
        "no_holder": float(not names_holder(question, [one.text for one in chosen])),
        "figure_fit": max(slot_fit(question, one) for one in chosen) if figure else 0.5,
        "not_counted": float(max(count_fit(question, c.text) for c in chosen) == 0),
        "not_said_by": 1 - said_by(asked, best) if asked else 0.0,
    }


_OUTCOME = re.compile(
    r"^(?:and |but |so )?(?:did|was|were|has|have|had|who won)\b|\b(?:how did|actually|ever|came (?:out )?of|became of"
    r"|results?|findings?|conclu\w+|outcome|turnout|happened|in the end|deci\w+|reply|replied|verdict|won|found)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|would|should|could|may|might|must|(?:is|are|was|were) to|(?:plan|intend|hope|aim|expect|due)\w* to"
    r"|call(?:s|ed|ing)? (?:for|on)|ask(?:s|ed|ing)? (?:for|that)|asked [\w '&]+ to"
    r"|promis\w+|meets? on|urg\w+|propos\w+|wants?|recommend\w*|demand\w*)\b"
)


def only_planned(question: Question, text: str) -> bool:
    """Whether a question asks what was done or how a thing turned out, and not for what anybody plans or asks, and a
    sentence tells what is planned or asked for."""
    flat = fold(question.text)
    return bool(_OUTCOME.search(flat) and not _PLANNED.search(flat) and _PLANNED.search(fold(text)))


def chance(measured: dict[str, float], candidates: int) -> float:
    """The chance that the candidates answer, 0..1: the model of a collection and that of a passage, mixed by how few
    there are."""
    held, few = {**measured, INTERCEPT: 1.0}, fewness(candidates)
    z = (1 - few) * _weighed(held, COLLECTION) + few * _weighed(held, PASSAGE)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def _weighed(measured: dict[str, float], coefficients: Mapping[str, float]) -> float:
    return sum(weight * measured[name] for name, weight in coefficients.items())


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
    likely = 0.0
    if not (turns_away(question) or lacks_all_sides(question, candidates)):
        likely = chance(features(question, scores, candidates, choice), len(candidates))
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
