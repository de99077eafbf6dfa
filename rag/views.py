"""Views: the ways to see how near a sentence is to a question, each one number per sentence, scaled and added.

A single view picks the right sentence little more than half the time; what they agree on is better (EXPERIMENTS in
``docs/answering.md``). Each view is scaled to 0..1 over the candidates of one question before it is weighted, so
that only the order within one question counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.figures import figures, is_label
from rag.lexicon import Forms
from rag.question import Question, Term
from rag.words import SMALL_WORDS, fold, stems
from values import Passage, Sentence

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, and what stands around it. ``before`` and ``after`` are the numbers of its
    neighbours among the candidates, -1 for none; ``header`` is what is known of its article in words (title,
    publisher, author), ``about`` the names in its opening, ``voice`` who says it, ``cosine`` how near its passage is
    to the question, ``meaning`` how near it is itself."""

    passage: Passage
    sentence: Sentence
    before: int
    after: int
    header: str
    voice: str
    cosine: float = 0.0
    meaning: float = 0.0
    about: str = ""

    @property
    def text(self) -> str:
        return self.sentence.text


FEW = 12  # sentences to choose from: of more, one comes near by chance
# How much a word counts in each field beside the sentence itself.
FIELDS = {"text": 1.0, "voice": 0.7, "heading": 0.6, "near": 0.35, "header": 0.3, "rest": 0.15}
K1, B, MEAN_LENGTH = 1.2, 0.5, 25.0


@lru_cache(maxsize=4096)
def counted(text: str) -> Counter[str]:
    """How often each stem stands in a text."""
    return Counter(stems(text))


def _frequency(forms: Forms, counts: Counter[str]) -> float:
    """How often a term stands in a field; another writing counts somewhat less than the word itself."""
    own = min((counts[part] for part in forms[0]), default=0)
    other = max((min(counts[part] for part in form) for form in forms[1:]), default=0)
    return max(float(own), 0.75 * other)


def field_counts(candidate: Candidate, candidates: Sequence[Candidate]) -> dict[str, list[Counter[str]]]:
    """The stems of each field of a candidate."""
    near = [counted(candidates[i].text) for i in (candidate.before, candidate.after) if i >= 0]
    return {
        "text": [counted(candidate.text)],
        "voice": [counted(candidate.voice)],
        "heading": [counted(candidate.sentence.heading)],
        "near": near,
        "header": [counted(candidate.header), counted(candidate.about)],
        "rest": [counted(candidate.passage.text)],
    }


def term_scores(terms: Sequence[Term], candidates: Sequence[Candidate]) -> Floats:
    """BM25 over weighted fields (Robertson, Zaragoza and Taylor, CIKM 2004), per term and candidate: [m, n]."""
    scores = np.zeros((len(terms), len(candidates)), dtype=np.float32)
    for column, candidate in enumerate(candidates):
        fields = field_counts(candidate, candidates)
        length = 1 - B + B * sum(fields["text"][0].values()) / MEAN_LENGTH
        for row, term in enumerate(terms):
            frequency = sum(
                FIELDS[name] * _frequency(term.forms, counts)
                for name, held in fields.items()
                for counts in held
            )
            scores[row, column] = term.weight * frequency * (K1 + 1) / (frequency + K1 * length)
    return scores


def bigram_scores(question: Question, candidates: Sequence[Candidate]) -> Floats:
    """How many pairs of neighbouring content words of the question stand side by side in the sentence: [n]."""
    asked = _bigrams(question.text)
    return np.array([len(asked & _bigrams(c.text)) for c in candidates], dtype=np.float32)


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[tuple[str, str]]:
    kept = [s for s in stems(text) if s not in SMALL_WORDS]
    return frozenset(pairwise(kept))


def gram_scores(question: Question, candidates: Sequence[Candidate]) -> Floats:
    """The share of the question's character four-grams that the sentence holds: robust to inflection and typos."""
    asked = _grams(" ".join(term.word for term in question.topic))
    return np.array([len(asked & _grams(c.text)) / (len(asked) or 1) for c in candidates], dtype=np.float32)


@lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[str]:
    flat = f" {fold(text)} "
    return frozenset(flat[i : i + 4] for i in range(len(flat) - 3))


_PERSON = re.compile(
    r"\b(?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+|\b[A-Z]{2,}\b|\b[A-Z][a-z]+ (?:said|says|argued|called)\b"
)
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b"
    r"|\b(?:yesterday|today|tomorrow|last (?:week|month|year|night)|this (?:morning|week"
    r"|month|year)|next (?:week|month|year|parliament))\b"
    r"|\b(?:day|week|month|year|decade)s? (?:before|after|later|ago|earlier)\b|\bcoming "
    r"(?:weeks|months|years)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:before|after|during|until|since) the\b"
)
_PLACE = re.compile(
    r"\b(?:in|at|across|from|of|to|within|near|for) (?:the )?(?:[A-Z][\w'’-]+)|\b[A-Z][a-z]+shire\b"
)
_REASON = re.compile(
    r"\b(?:because|so that|in order to|due to|since|therefore|thus|as a result|to ensure"
    r"|to enable|to allow|to help|to protect"
    r"|meaning|means that|leading to|without|otherwise|reason|argu(?:ed|ing|es)|would|will"
    r"|it is crucial|rather than|given)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r",[^,]+(?:,[^,]+)* and |;|\bas well as\b|\balso\b|\bincluding\b|\bsuch as\b", re.IGNORECASE
)


def _has_figure(*kinds: str) -> Callable[[str], float]:
    return lambda text: float(any(f.kind in kinds and not is_label(f, text) for f in figures(text)))


_TYPES: dict[str, Callable[[str], float]] = {
    "person": lambda text: float(bool(_PERSON.search(text))),
    "time": lambda text: float(bool(_TIME.search(text))),
    "place": lambda text: float(bool(_PLACE.search(text))),
    "reason": lambda text: float(bool(_REASON.search(text))),
    "list": lambda text: float(bool(_LISTED.search(text))),
    "figure": _has_figure("count", "money", "percent", "duration"),
    "money": _has_figure("money"),
    "percent": _has_figure("percent"),
    "duration": _has_figure("duration"),
}


@lru_cache(maxsize=16384)
def holds_type(wanted: str, text: str) -> float:
    """1.0 where a text holds what the kind of question asks for (a sum, a date, a person …), 0.5 where any will do."""
    check = _TYPES.get(wanted)
    return check(text) if check else 0.5


def fewness(candidates: int) -> float:
    """1 where one short passage is read, 0 where a collection is searched. A sentence that is near among six says more
    than the nearest of a hundred.

    >>> [round(fewness(n), 2) for n in (4, 12, 40)]
    [0.99, 0.5, 0.01]
    """
    return 1 / (1 + (candidates / FEW) ** 4)


def standardised(values: Floats) -> Floats:
    """Less their mean, over their standard deviation; all zero where all are equal."""
    spread = float(values.std()) if len(values) else 0.0
    result: Floats = (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)
    return result


def scaled(values: Floats) -> Floats:
    """Min-max scaled to 0..1 over the candidates; all zero where all are equal."""
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)
    result: Floats = (values - low) / (high - low) if high - low > 1e-9 else np.zeros_like(values)
    return result


def combine(views: dict[str, Floats], weights: Mapping[str, float]) -> Floats:
    """The weighted mean of the scaled views: [n], 0..1."""
    total = sum(weights[name] for name in views) or 1.0
    summed = sum(weights[name] * scaled(view) for name, view in views.items())
    result: Floats = np.asarray(summed / total, dtype=np.float32)
    return result
