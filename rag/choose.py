"""Which of the scored sentences make the answer, and in which order.

1. what leads
   summary     the sentences nearest to what the article says as a whole
   section     a list is the section under the heading that the question names, unless it is far from the question
   sides       a comparison takes the best sentence of each body, person or year that it names
   articles    a question across the articles takes the best of each; one of two sources without names, of two
   otherwise   the best alone
2. fill        then those nearly as good that say something else; where the best holds what is asked for, only those
               that are hardly worse
3. companions  what the chosen cannot do without: who speaks, the figure or date asked for, what is announced
4. first       where a figure, a date, a person or a place is asked for, the sentence that holds it leads
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rag.companions import is_point, length, with_announced, with_filled, with_names
from rag.figures import figures
from rag.moments import moments
from rag.question import Question
from rag.score import Scores, meets
from rag.sides import asks_to_compare, sides
from rag.slots import FIGURE_KINDS, fills
from rag.views import Candidate, fewness
from rag.words import content_stems, fold

NEARLY = 0.75  # a further sentence must score this share of the best
FILLED_SHARE = 0.8  # … where the best holds the figure, date, person or place that is asked for
LOOSER = 0.65  # … where the question asks for several things
SHARE_OF_FEW, WORDS_OF_FEW = 0.5, 110  # … where one short passage is read: more of it belongs to the answer
WORDS = 78  # how many quoted words an answer aims at
MANY_WORDS = 95  # … where the question asks for several things
LIST_WORDS = 150  # … where it is a list under a heading
HEADED = 0.65  # the share of a heading's words that a question must hold to mean its section
ALIKE = 0.7  # sentences that share this much of their content words say the same
FILLED = 0.4  # how well a figure must fit the question for its sentence to stand alone
EXACT = frozenset({*FIGURE_KINDS, "time"})  # another of the kind would be mistaken for what is asked for
FIRST = EXACT | {"person", "place"}  # what is asked for stands in one sentence: it leads
SIDE = 0.55  # the best sentence of a side must score this share of the best of all

_ACROSS = re.compile(
    r"\b(?:which|what|all|both|other|different|any|the|across|in) (?:the )?(?:articles"
    r"|sources|pieces|papers|documents|reports|bodies|organi[sz]ations|people)\b"
    r"|\bwho (?:else|all)\b|\beveryone\b|\banyone else\b|\bwho in the\b"
)
_SUMMARY = re.compile(
    r"\b(?:summar\w+|gist|tl;?dr|overview|main (?:points?|argument|message|idea|theme"
    r"|thrust)s?|key (?:points?|messages?|arguments?)"
    r"|in a nutshell|in brief|sum up|run me through)\b|\bwhat(?:'s|s| is| does) "
    r".*\b(?:article|piece|report|page|story|paper)\b.* (?:about|argue|say)\s*\??$"
)
_LISTABLE = "asks|demands|priorities|recommendations|requests|proposals|points|steps|conditions|aims|goals"
_LISTED = re.compile(rf"\b(?:{_LISTABLE})\b")
_NUMBERED = re.compile(
    rf"\b(?:two|three|four|five|six|seven) (?:\w+ )?(?:{_LISTABLE}|things|tests|reasons|options|principles|criteria"
    r"|stages|changes|powers|ways)\b"
)
_SEVERAL = re.compile(
    r"\b(?:(?:all|every|each)(?! (?:year|month|week|day|time)s?\b)|everything|list|examples?|what else|several"
    r"|various)\b"
)
_BOTH = re.compile(  # two sides, two questions, or then and now
    r"\b(?:compare[sd]?|comparison|differ(?:s|ed|ent(?:ly)?|ences?)?|versus|vs?|(?:both|either|each) sides?"
    r"|who says what|for and against|before and after|pros and cons|then and now)\b"
    r"|(?:\band|&|,|;) (?:(?:is|are) )?(?:what|whats|how|when|who|where|why|which|did|does|do|will|is|are"
    r"|on|for|against|after|before)\b"
)
_CHANGED = re.compile(
    r"\bhow (?:has|have|had|did) .*\b(?:chang|develop|mov|shift|evolv|grow|grew|progress)\w*|\boriginally\b"
    r"|\bwhat (?:became|has become|happened) |\bfirst .* now\b|\btimeline\b"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates chosen, in the order of reading, by number; ``best`` is the one that scored highest.
    ``missing`` names the sides of a comparison for which there is none; ``by_part`` tells that they were chosen by
    part (a comparison, a section, a summary)."""

    numbers: tuple[int, ...]
    best: int
    missing: tuple[str, ...] = ()
    by_part: bool = False


def asks_for_summary(question: Question) -> bool:
    return bool(_SUMMARY.search(fold(question.text)))


def asks_for_several(question: Question) -> bool:
    """Whether one sentence will hardly do: a list, a comparison, two questions in one, what became of something, a
    question across articles."""
    flat = fold(question.text)
    told = (_SEVERAL, _ACROSS, _BOTH, _CHANGED, _NUMBERED)
    return question.wanted == "list" or any(one.search(flat) for one in told)


def choose(
    question: Question,
    scores: Scores,
    candidates: Sequence[Candidate],
    limit: int,
    by_part: bool = True,
) -> Choice:
    """The fewest candidates that answer, at least one, at most ``limit`` and the companions of these. Not ``by_part``:
    comparisons, lists and summaries are treated like any other question."""
    best = best_of(question, scores)
    missing: tuple[str, ...] = ()
    joint = by_part
    section = _section(question, scores, candidates) if by_part else []
    if not by_part:
        chosen = _fill([best], False, question, scores, candidates, limit)
    elif asks_for_summary(question):
        chosen = _summary(question, scores, candidates, limit)
    elif section:
        chosen = section
    else:
        parts, missing = sides(question, candidates)
        chosen = _one_of_each(parts or _articles(question, candidates), scores, limit)
        if not chosen and asks_to_compare(question):
            chosen = _one_of_each(_by_article(candidates), scores, 2)
        joint = bool(parts)
        several = joint or asks_for_several(question)
        chosen = _fill(chosen or [best], several, question, scores, candidates, limit)
    chosen = _with_companions(chosen, best, question, scores, candidates)
    if not section:
        many = asks_for_several(question)
        chosen = with_announced(chosen, LIST_WORDS if many else MANY_WORDS, candidates, many)
    numbers = arrange(chosen, candidates)
    if question.wanted in FIRST and best in numbers and not joint:
        numbers = (best, *(number for number in numbers if number != best))
    return Choice(numbers, best, missing, joint)


def _with_companions(
    chosen: list[int], best: int, question: Question, scores: Scores, candidates: Sequence[Candidate]
) -> list[int]:
    """The chosen sentences and those that tell what they leave open: who speaks, what is asked for."""
    named = with_names(chosen, question, candidates)
    return with_filled(named, best, question, scores, candidates) if question.wanted in FIRST else named


def best_of(question: Question, scores: Scores) -> int:
    """The candidate that scores highest; where a figure is asked for, the highest that holds one that fits, if it
    scores nearly as much."""
    best = int(np.argmax(scores.total))
    if question.wanted not in FIGURE_KINDS or float(scores.slot[best]) >= FILLED:
        return best
    filled = np.where(scores.slot >= FILLED, scores.total, -1.0)
    other = int(np.argmax(filled))
    return other if filled[other] >= NEARLY * float(scores.total[best]) else best


def _section(question: Question, scores: Scores, candidates: Sequence[Candidate]) -> list[int]:
    """For a list: the sentences under the heading whose words the question holds, in order; nothing where there is no
    such heading, where what stands under it is far from the question, or where it is of another year."""
    best = heading_of(question, candidates)
    if not best:
        return []
    under = [i for i, c in enumerate(candidates) if c.sentence.heading == best]
    far = float(scores.total[under].max()) < SIDE * float(scores.total.max())
    years = [term for term in question.terms if term.word in question.years]
    if far or any(meets(year, candidates[under[0]]) < 0.5 for year in years):
        return []
    article = candidates[under[0]].passage.article
    kept: list[int] = []
    for i in under:
        if candidates[i].passage.article == article and length([*kept, i], candidates) <= LIST_WORDS:
            kept.append(i)
    return kept


def heading_of(question: Question, candidates: Sequence[Candidate]) -> str:
    """For a list: the heading whose words the question holds, of equals one with a list beneath, else the longest; ""
    where there is none."""
    if not (question.wanted == "list" or _LISTED.search(fold(question.text))):
        return ""
    asked = {part for term in question.terms for form in term.forms for part in form}
    headings = {c.sentence.heading for c in candidates if c.sentence.heading}
    held = {heading: asked & content_stems([heading]) for heading in headings}
    shares = {heading: len(held[heading]) / max(len(content_stems([heading])), 1) for heading in headings}
    listed = {c.sentence.heading for c in candidates if is_point(c)}
    best = max(shares, key=lambda heading: (shares[heading], heading in listed, len(heading)), default="")
    return best if best and shares[best] >= HEADED and len(held[best]) >= 2 else ""


def _articles(question: Question, candidates: Sequence[Candidate]) -> list[list[int]]:
    """For a question across the articles: the candidates of each."""
    return _by_article(candidates) if _ACROSS.search(fold(question.text)) else []


def _by_article(candidates: Sequence[Candidate]) -> list[list[int]]:
    """The candidates of each article."""
    held: dict[str, list[int]] = {}
    for i, candidate in enumerate(candidates):
        held.setdefault(candidate.passage.article, []).append(i)
    return list(held.values())


def _one_of_each(parts: Sequence[Sequence[int]], scores: Scores, limit: int) -> list[int]:
    """The best candidate of each part, if it is good enough beside the best of all, best first."""
    if not parts:
        return []
    tops = {max(part, key=lambda i: float(scores.total[i])) for part in parts}
    high = float(scores.total.max())
    good = [i for i in tops if scores.total[i] >= SIDE * high]
    return sorted(good, key=lambda i: -float(scores.total[i]))[:limit]


def _fill(
    chosen: list[int],
    several: bool,
    question: Question,
    scores: Scores,
    candidates: Sequence[Candidate],
    limit: int,
) -> list[int]:
    """Add the candidates that score nearly as much as the best and say something else, while there is room."""
    share, room = (LOOSER, MANY_WORDS) if several else (NEARLY, WORDS)
    if not several and question.wanted in FIRST and fills(question, candidates[chosen[0]]):
        share = FILLED_SHARE
    few = 0.0 if question.wanted in EXACT else fewness(len(candidates))
    share, most = share + few * (SHARE_OF_FEW - share), room + few * (WORDS_OF_FEW - room)
    chosen = list(chosen)
    slot = max(float(scores.slot[i]) for i in chosen)
    least = share * float(scores.total.max())
    for number in map(int, np.argsort(-scores.total, kind="stable")[: 6 * limit]):
        if len(chosen) >= limit or scores.total[number] < least:
            break
        if number in chosen or length([*chosen, number], candidates) > most:
            continue
        if not several and _beside_the_figure(number, slot, question, scores):
            continue
        if not any(alike(candidates[number], candidates[i]) for i in chosen):
            chosen.append(number)
    return chosen


def _beside_the_figure(number: int, best: float, question: Question, scores: Scores) -> bool:
    """For a question of a figure that the best sentence holds (fitting by ``best``): whether a further sentence holds
    none, or one that fits less well and would be mistaken for it."""
    return question.wanted in FIGURE_KINDS and best >= FILLED and float(scores.slot[number]) < 0.9 * best


def _summary(question: Question, scores: Scores, candidates: Sequence[Candidate], limit: int) -> list[int]:
    """The sentences nearest to the whole of the article that the question means, early ones first among equals."""
    held = max(
        _by_article(candidates),
        key=lambda own: float(scores.total[own].max() + 2 * scores.source[own].mean()),
    )
    vectors = scores.vectors[held]
    central = vectors @ vectors.mean(axis=0)
    early = np.linspace(0.12, 0.0, len(held))
    order = [held[int(i)] for i in np.argsort(-(central + early), kind="stable")]
    chosen: list[int] = []
    for number in order:
        fits = length([*chosen, number], candidates) <= MANY_WORDS
        if len(chosen) < limit and fits and not any(alike(candidates[number], candidates[i]) for i in chosen):
            chosen.append(number)
    return chosen or order[:1]


def alike(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences say the same: the same figures and dates, and most words of the shorter in the other."""
    if _told(one.text) != _told(other.text):
        return False
    a, b = content_stems([one.text]), content_stems([other.text])
    return len(a & b) >= ALIKE * min(len(a), len(b)) if a and b else one.text == other.text


@lru_cache(maxsize=4096)
def _told(text: str) -> frozenset[object]:
    """The figures and dates of a text, however they are written."""
    dates = {(one.year, one.month, one.day) for one in moments(text)}
    return frozenset({figure.key for figure in figures(text)} | dates)


def arrange(chosen: Sequence[int], candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Best article first (the order given is by score), and within an article as the text has them."""
    articles = list(dict.fromkeys(candidates[i].passage.article for i in chosen))
    place = {name: at for at, name in enumerate(articles)}
    return tuple(
        sorted(chosen, key=lambda i: (place[candidates[i].passage.article], candidates[i].sentence.start))
    )
