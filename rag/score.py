"""How well each candidate sentence answers a question: the views, weighted and added, with and without the names of
the sources; and then a second look (``rerank.py``).

A source's name ("what does the CCN report say about hubs") says where to look and not what to look for: the question
is scored with its names and without them, and a match with the author, speaker or title is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ingest.embed import TokenVectors
from rag.context import in_context
from rag.late import QueryTokens, TokenCache, max_sim, query_tokens, token_matches, with_neighbours
from rag.lexicon import Lexicon
from rag.question import Question, Term, mend
from rag.recipe import RECIPE, Recipe
from rag.rerank import measures, rerank
from rag.slots import asked_of, met, said_by, slot_fit
from rag.views import Candidate, bigram_scores, combine, counted, gram_scores, term_scores
from rag.words import fold, words

Floats = NDArray[np.float32]
ABOUT = 0.6  # how well a sentence meets a name that only the opening of its article holds
SHORT = 4  # a sentence of fewer words ("Buses first.") seldom answers anything alone

_DENIAL = re.compile(
    r"\b(?:stops? short of|stopped short of|(?:do|does|did|will|would|has|have|had|is|are"
    r"|was|were) not|\w+n't|ruled? out"
    r"|rejects?|rejected|refuse[sd]?|neither|not (?:ask|call|want|seek)\w*|rather than)\b"
)
_ASKS_FOR_DENIAL = re.compile(
    r"\b(?:what|which|who|where|whats|why)\b.*\b(?:not|never|n't|\w+n't|doesnt|dont|didnt|isnt|arent|wont|cant|without|lack)\b"
)


@dataclass(frozen=True, slots=True)
class Scores:
    """Of n candidates: ``total`` [n] (0..1 within one question), the cosines [n] of each alone and, with the names of
    the sources in the question, in its passage, and for each token of the question how well each candidate or a
    neighbour meets it: ``late_near`` [m, n]. ``measured`` is what the second look weighed."""

    total: Floats
    cosine: Floats
    in_context: Floats
    late_near: Floats
    query: QueryTokens
    source: Floats
    vectors: Floats
    slot: Floats
    measured: Mapping[str, Floats] = field(default_factory=dict)


def source_terms(question: Question, candidates: Sequence[Candidate]) -> tuple[Term, ...]:
    """The terms of the question that name a source: a proper name that is an author, speaker, publisher or stands in
    a title or in the opening of an article, or the year of an article."""
    voices = {stem for c in candidates for text in (c.voice, c.header, c.about) for stem in counted(text)}
    sources = [t for t in question.terms if t.name or t.word in question.years]
    return tuple(t for t in sources if any(set(form) <= voices for form in t.forms))


def source_match(
    terms: Sequence[Term], candidates: Sequence[Candidate], spoken: Sequence[Term] = ()
) -> Floats:
    """The share of the named sources that each candidate comes from or speaks of: [n]. Of those whose words are asked
    for (``spoken``), it does not do that the article is about them."""
    if not terms:
        return np.zeros(len(candidates), dtype=np.float32)
    rows = [
        [meets(term, one) or ABOUT * (term not in spoken and holds(term, one.about)) for term in terms]
        for one in candidates
    ]
    result: Floats = np.array(rows, dtype=np.float32).mean(axis=1)
    return result


def meets(term: Term, candidate: Candidate) -> float:
    """1 where the candidate's speaker or own words hold the name, 0.6 where its article's description does."""
    for text, worth in ((candidate.voice, 1.0), (candidate.text, 1.0), (candidate.header, 0.6)):
        if holds(term, text):
            return worth
    return 0.0


def holds(term: Term, text: str) -> bool:
    """Whether a text holds a term in any of its writings."""
    return met(term, counted(text))


def without(question: Question, left_out: Sequence[Term]) -> Question:
    """The question without some of its terms; the question itself if nothing would be left."""
    kept = tuple(term for term in question.terms if term not in left_out)
    dropped = {term.word for term in left_out}
    text = " ".join(word for word in words(mend(question)) if word not in dropped)
    return replace(question, terms=kept, text=text) if any(not t.frame for t in kept) else question


def score(
    question: Question,
    candidates: Sequence[Candidate],
    tokens: TokenCache,
    lexicon: Lexicon,
    recipe: Recipe = RECIPE,
    large: bool = False,
) -> Scores:
    """Score the candidates of one question; they must not be empty. ``large``: the collection is, and no more is read
    of it than must be."""
    named = source_terms(question, candidates)
    bare = without(question, named)
    context = in_context(candidates, tokens, large)
    full, views = _score_one(question, candidates, context, tokens, lexicon, recipe)
    if bare is question or not named or recipe.with_names == 1:
        return _looked_at_again(question, full, views, views, candidates, recipe)
    topic, bare_views = _score_one(bare, candidates, context, tokens, lexicon, recipe)
    source = source_match(named, candidates, asked_of(question))
    total = recipe.with_names * full.total + (1 - recipe.with_names) * topic.total + recipe.source * source
    both = replace(topic, total=total, source=source, in_context=full.in_context)
    return _looked_at_again(question, both, views, bare_views, candidates, recipe)


def _looked_at_again(
    question: Question,
    scores: Scores,
    named: Mapping[str, Floats],
    bare: Mapping[str, Floats],
    candidates: Sequence[Candidate],
    recipe: Recipe,
) -> Scores:
    """The scores after a second look (``rerank.py``)."""
    measured = measures(question.text, named, bare, scores.total, candidates)
    total = rerank(scores.total, measured, recipe.views, recipe.second)
    return replace(scores, total=total, measured=measured)


def _score_one(
    question: Question,
    candidates: Sequence[Candidate],
    context: Sequence[TokenVectors],
    cache: TokenCache,
    lexicon: Lexicon,
    recipe: Recipe,
) -> tuple[Scores, dict[str, Floats]]:
    """The first look, and the views that it adds."""
    text = mend(question)
    asked, *held = cache.get([text, *(c.text for c in candidates)])
    query = query_tokens(text, asked, lexicon, question.earlier)
    late = token_matches(query, held)
    near = with_neighbours(late, [c.before for c in candidates], [c.after for c in candidates])
    near = np.maximum(near, recipe.heading * _heading_matches(query, candidates, cache))
    vectors = np.stack([h.vector for h in held])
    views = {
        "cosine": vectors @ asked.vector,
        "late": max_sim(query, late),
        "late_near": max_sim(query, near),
        "context": np.stack([h.vector for h in context]) @ asked.vector,
        "context_late": max_sim(query, token_matches(query, context)),
        **_views_of_words(question, candidates),
    }
    total = combine(views, recipe.views) - recipe.denied * _denials(question, candidates)
    total = total - recipe.other_year * _other_years(question, candidates)
    total = total - recipe.short * np.array(
        [len(c.text.split()) < SHORT for c in candidates], dtype=np.float32
    )
    none = np.zeros(len(candidates), dtype=np.float32)
    scores = Scores(total, views["cosine"], views["context"], near, query, none, vectors, views["slot"])
    return scores, views


def _views_of_words(question: Question, candidates: Sequence[Candidate]) -> dict[str, Floats]:
    """The views that need no vectors but those of the search: [n] each."""
    asked_for = asked_of(question)
    return {
        "passage": np.array([c.cosine for c in candidates], dtype=np.float32),
        "words": term_scores(question.topic, candidates).sum(axis=0),
        "grams": gram_scores(question, candidates),
        "bigrams": bigram_scores(question, candidates),
        "slot": np.array([slot_fit(question, c) for c in candidates], dtype=np.float32),
        "said_by": np.array([said_by(asked_for, c) for c in candidates], dtype=np.float32),
    }


def _denials(question: Question, candidates: Sequence[Candidate]) -> Floats:
    """For a question of what is asked for or done: 1 for each sentence that says what is not; for one of what is not,
    -0.5 for these, and so a gain: [n]."""
    denied = np.array([bool(_DENIAL.search(fold(c.text))) for c in candidates], dtype=np.float32)
    if _ASKS_FOR_DENIAL.search(fold(question.text)):
        return -0.5 * denied
    return denied if question.wanted == "list" else np.zeros_like(denied)


def _other_years(question: Question, candidates: Sequence[Candidate]) -> Floats:
    """For a question that names one year of some articles: 1 for each sentence of another year: [n]."""
    asked = [term for term in question.terms if term.word in question.years]
    if len(asked) != 1:
        return np.zeros(len(candidates), dtype=np.float32)
    away = np.array([meets(asked[0], c) == 0 for c in candidates], dtype=np.float32)
    return away if away.min() == 0 else np.zeros_like(away)


def _heading_matches(query: QueryTokens, candidates: Sequence[Candidate], cache: TokenCache) -> Floats:
    """How well the section heading above each candidate meets each token of the question: [m, n]; -1 for none."""
    headings = sorted({c.sentence.heading for c in candidates if c.sentence.heading})
    column = {heading: i for i, heading in enumerate(headings)}
    matches = token_matches(query, cache.get(headings))
    padded = np.concatenate([matches, np.full((len(query.weights), 1), -1.0, dtype=np.float32)], axis=1)
    result: Floats = padded[:, [column.get(c.sentence.heading, len(headings)) for c in candidates]]
    return result
