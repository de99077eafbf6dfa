"""A draft without a model: the sentences of the collection that answer a question, and in which order.

    candidates  the sentences of the retrieved passages, each with what stands around it
    score       how near each is (``score.py``)
    choose      the fewest that answer: the best, those nearly as good, one for each side of a comparison
    arrange     by article, best first, and within an article as the text has them
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.about import date_words
from rag.question import Question
from rag.retrieve import Found
from rag.score import Scores
from rag.views import Candidate, counted
from rag.words import content_stems, fold
from values import Article, Passage, Sentence

NEARLY = 0.88  # a further sentence must score this share of the best
LOOSER = 0.72  # … where the question asks for several things
WORDS = 70  # how many quoted words an answer aims at
MANY_WORDS = 120  # … where the question asks for several things
ALIKE = 0.7  # sentences that share this much of their content words say the same

_SEVERAL = re.compile(
    r"\b(?:all|both|every|everything|each|list|examples?|compare[ds]?|versus|vs|difference|differ|overview|summar\w+|gist"
    r"|tl;?dr|main points|and what|what else|which (?:\w+ )?(?:articles|sources|people|bodies))\b"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates chosen, in the order of reading, by number; ``best`` is the one that scored highest."""

    numbers: tuple[int, ...]
    best: int


def voice_of(sentence: Sentence) -> str:
    """Who says a sentence, in words, for matching names."""
    speaker = sentence.speaker
    return " ".join(part for part in (speaker.name, speaker.office, speaker.body) if part)


def header_of(article: Article) -> str:
    """What is known of an article, in words, for matching names."""
    described = article.current.description
    parts = [part.value for part in (described.title, described.publisher, described.author) if part.value]
    return " ".join([*parts, date_words(described.published)] if described.published.value else parts)


def candidates_of(found: Sequence[Found], articles: Mapping[str, Article]) -> list[Candidate]:
    """The sentences of the passages found, in the order of their articles' texts, with their neighbours."""
    passages = sorted((f.passage for f in found), key=lambda p: (p.article, p.start))
    flat = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    headers = {key: header_of(article) for key, article in articles.items()}
    return [
        Candidate(
            passage=passage,
            sentence=sentence,
            before=i - 1 if i and _adjoin(flat[i - 1], flat[i]) else -1,
            after=i + 1 if i + 1 < len(flat) and _adjoin(flat[i], flat[i + 1]) else -1,
            header=headers.get(passage.article, ""),
            voice=voice_of(sentence),
        )
        for i, (passage, sentence) in enumerate(flat)
    ]


def _adjoin(one: tuple[Passage, Sentence], other: tuple[Passage, Sentence]) -> bool:
    """Whether one sentence stands directly before another in the same version: nothing between but white space, or
    a heading."""
    same = (one[0].article, one[0].version) == (other[0].article, other[0].version)
    return same and other[1].paragraph - one[1].paragraph <= 1


def asks_for_several(question: Question) -> bool:
    """Whether one sentence will hardly do: a list, a comparison, a summary."""
    return question.wanted == "list" or bool(_SEVERAL.search(fold(question.text)))


def choose(question: Question, scores: Scores, candidates: Sequence[Candidate], limit: int) -> Choice:
    """The fewest candidates that answer: the best, then those nearly as good that say something else."""
    several = asks_for_several(question)
    share, words = (LOOSER, MANY_WORDS) if several else (NEARLY, WORDS)
    order = [int(i) for i in np.argsort(-scores.total, kind="stable")]
    best = order[0]
    chosen = [best]
    for number in order[1 : 4 * limit]:
        if len(chosen) >= limit or scores.total[number] < share * scores.total[best]:
            break
        length = sum(len(candidates[i].text.split()) for i in [*chosen, number])
        if length <= words and not any(alike(candidates[number], candidates[i]) for i in chosen):
            chosen.append(number)
    return Choice(arrange(chosen, candidates), best)


def alike(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences say the same: most content words of the shorter stand in the other."""
    a, b = content_stems([one.text]), content_stems([other.text])
    return len(a & b) >= ALIKE * min(len(a), len(b)) if a and b else one.text == other.text


def arrange(chosen: Sequence[int], candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Best article first (the order given is by score), and within an article as the text has them."""
    articles = list(dict.fromkeys(candidates[i].passage.article for i in chosen))
    place = {name: at for at, name in enumerate(articles)}
    return tuple(sorted(chosen, key=lambda i: (place[candidates[i].passage.article], candidates[i].sentence.start)))


_OPENING = re.compile(r"^[\"“‘']?(?:It|They|He|She|This|These|Those|That|Its|Their|His|Her)\b(?: \w+)?")


def needs_lead(text: str) -> bool:
    """Whether a sentence opens with a word that points back to the sentence before it."""
    return bool(_OPENING.match(text))


def emphasis(question: Question, text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a chosen sentence that answer: figures and dates where they are asked for."""
    from rag.figures import figures

    kinds = {
        "figure": ("count", "money", "percent", "duration"),
        "money": ("money",),
        "percent": ("percent",),
        "duration": ("duration",),
        "time": ("year",),
    }.get(question.wanted, ())
    return tuple((f.start, f.end) for f in figures(text) if f.kind in kinds)


def shared(question: Question, candidate: Candidate) -> int:
    """How many of the question's topic words stand in the sentence or its heading."""
    held = counted(candidate.text) + counted(candidate.sentence.heading)
    return sum(any(all(part in held for part in form) for form in term.forms) for term in question.topic)
