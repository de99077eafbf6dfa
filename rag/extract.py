"""A draft without a model: the sentences of the collection that answer a question, and in which order.

candidates  the sentences of the retrieved passages, each with what stands around it
score       how near each is (``score.py``)
choose      the fewest that answer (``choose.py``)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ingest.names import names
from rag.about import date_words
from rag.choose import heading_of
from rag.figures import figures
from rag.question import Question
from rag.retrieve import Found
from rag.slots import figure_fits
from rag.views import Candidate, combine, gram_scores, term_scores
from values import Article, Passage, Sentence, Version


def voice_of(sentence: Sentence) -> str:
    """Who says a sentence, in words, for matching names."""
    speaker = sentence.speaker
    return " ".join(part for part in (speaker.name, speaker.office, speaker.body) if part)


def names_of(article: Article) -> list[str]:
    """Who wrote and who published an article, where that is known."""
    described = article.current.description
    return [part.value for part in (described.author, described.publisher) if part.value]


def header_of(article: Article) -> str:
    """What is known of an article, in words, for matching names."""
    described = article.current.description
    parts = [part.value for part in (described.title, described.publisher, described.author) if part.value]
    published = described.published
    exact = published.value and (published.to or published.value) == published.value
    return " ".join([*parts, date_words(published)] if exact else parts)


OPENING = 600  # code points of an article that tell what it is about


def _opening(version: Version) -> str:
    """The names in the opening of an article, which tell whom and what place it is about."""
    told = ""
    for span in version.spans:
        if span.kind != "furniture" and len(told) < OPENING:
            told += f"{version.text[span.start : span.end][:OPENING]}\n"
    return _named(told[:OPENING])


@lru_cache(maxsize=512)
def _named(text: str) -> str:
    return " ".join(dict.fromkeys(name.text for name in names(text)))


def candidates_of(found: Sequence[Found], articles: Mapping[str, Article]) -> list[Candidate]:
    """The sentences of the passages found, in the order of their articles' texts, with their neighbours. A paragraph
    that gives orders to a machine answers nothing: it stays in the article, to be read there."""
    passages = sorted((f.passage for f in found), key=lambda p: (p.article, p.start))
    held = {p.article: articles[p.article] for p in passages if p.article in articles}
    orders = {key: _orders(article) for key, article in held.items()}
    flat = [
        (passage, sentence)
        for passage in passages
        for sentence in passage.sentences
        if not any(a < sentence.end and sentence.start < b for a, b in orders.get(passage.article, ()))
    ]
    near = {f.passage.id: f for f in found}
    headers = {key: header_of(article) for key, article in held.items()}
    openings = {key: _opening(article.current) for key, article in held.items()}
    return [
        Candidate(
            passage=passage,
            sentence=sentence,
            before=i - 1 if i and _adjoin(flat[i - 1], flat[i]) else -1,
            after=i + 1 if i + 1 < len(flat) and _adjoin(flat[i], flat[i + 1]) else -1,
            header=headers.get(passage.article, ""),
            about=openings.get(passage.article, ""),
            voice=voice_of(sentence),
            cosine=near[passage.id].cosine,
            meaning=_meaning(near[passage.id], sentence),
        )
        for i, (passage, sentence) in enumerate(flat)
    ]


def _meaning(found: Found, sentence: Sentence) -> float:
    """The sentence's own cosine, where the search has it."""
    at = found.passage.sentences.index(sentence) if found.sentences else -1
    return found.sentences[at] if 0 <= at < len(found.sentences) else 0.0


MANY = 120  # so many candidates are all read closely, as far as they soon are all held ready
FEW = 20  # of more than that, so many, with their neighbours
LARGE = 100  # passages; of a larger collection, what was read for one question seldom serves the next


def nearest(question: Question, candidates: Sequence[Candidate], large: bool = False) -> list[Candidate]:
    """The candidates worth reading word by word: all of a few, else the nearest by cosine, words and four-grams with
    the sentences beside them (reading one takes 2 ms; on 354 questions over 53 articles nothing was lost), and
    the section that a question for a list names. ``large``: the collection is."""
    if len(candidates) <= (2 * FEW if large else MANY):
        return list(candidates)
    views = {
        "cosine": np.array([c.meaning for c in candidates], dtype=np.float32),
        "passage": np.array([c.cosine for c in candidates], dtype=np.float32),
        "words": term_scores(question.topic, candidates).sum(axis=0),
        "grams": gram_scores(question, candidates),
    }
    order = np.argsort(
        -combine(views, {"cosine": 2.5, "passage": 1.5, "words": 2.5, "grams": 1.0}), kind="stable"
    )
    kept = {int(i) for i in order[:FEW]}
    kept |= {near for i in kept for near in (candidates[i].before, candidates[i].after) if near >= 0}
    if heading := heading_of(question, candidates):
        kept |= {i for i, candidate in enumerate(candidates) if candidate.sentence.heading == heading}
    place = {old: new for new, old in enumerate(sorted(kept))}
    return [
        replace(
            candidates[i],
            before=place.get(candidates[i].before, -1),
            after=place.get(candidates[i].after, -1),
        )
        for i in sorted(kept)
    ]


def _orders(article: Article) -> tuple[tuple[int, int], ...]:
    """The stretches of an article that address a machine."""
    return tuple((span.start, span.end) for span in article.current.spans if "instructions" in span.flags)


def _adjoin(one: tuple[Passage, Sentence], other: tuple[Passage, Sentence]) -> bool:
    """Whether one sentence stands directly before another in the same version: nothing between but white space, or
    a heading."""
    same = (one[0].article, one[0].version) == (other[0].article, other[0].version)
    if one[0] is other[0] and one[1].paragraph == other[1].paragraph:
        return not one[0].text[one[1].end - one[0].start : other[1].start - one[0].start].strip()
    return same and other[1].paragraph - one[1].paragraph <= 1


_OPENING = re.compile(r"^[\"“‘']?(?:It|They|He|She|This|These|Those|That|Its|Their|His|Her)\b(?: \w+)?")


def needs_lead(text: str) -> bool:
    """Whether a sentence opens with a word that points back to the sentence before it."""
    return bool(_OPENING.match(text))


def emphasis(question: Question, text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a chosen sentence that answer: of the figures of the kind that is asked for, those in whose
    clause most of the question stands; the years where a time is asked for."""
    if question.wanted == "time":
        return tuple((f.start, f.end) for f in figures(text) if f.kind == "year")
    fits = figure_fits(question, text)
    best = max((fit for _, fit in fits), default=0.0)
    return tuple((f.start, f.end) for f, fit in fits if fit >= 0.99 * best)
