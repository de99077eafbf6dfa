"""From what was retrieved to a draft: claims with their citations, or an honest no with the closest passages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from config import AskSettings
from rag.about import Aspect, Statement, choose_articles, line_of, state
from rag.choose import Choice, choose
from rag.cite import cite
from rag.extract import LARGE, candidates_of, emphasis, nearest, needs_lead
from rag.late import TokenCache
from rag.lexicon import Lexicon
from rag.question import Question
from rag.recipe import RECIPE, Recipe
from rag.refuse import judge, listed
from rag.retrieve import Found
from rag.score import Scores, score
from rag.views import Candidate
from values import AnswerStatus, Article, Citation, Claim

EMPTY = "The collection is empty. Add articles to it with `desk ingest FOLDER`."


FILTERED = "No article of the collection is left by the filters. Widen them to search more."


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answer says, before it is verified."""

    status: AnswerStatus
    note: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()


def draft_extract(
    question: Question,
    found: Sequence[Found],
    articles: Mapping[str, Article],
    tokens: TokenCache,
    lexicon: Lexicon,
    ask: AskSettings,
    recipe: Recipe = RECIPE,
) -> Draft:
    """The sentences that answer, word for word; or, where the candidates do not answer, what is near and missing."""
    large = lexicon.passages > LARGE
    candidates = nearest(question, candidates_of(found, articles), large)
    if not candidates:
        return Draft("not_in_corpus", EMPTY if not articles else FILTERED)
    scores = score(question, candidates, tokens, lexicon, recipe, large)
    choice = choose(question, scores, candidates, ask.sentences, recipe.parts)
    verdict = judge(question, scores, candidates, choice)
    if verdict.chance < ask.answer_threshold:
        closest = tuple(closest_of(scores, candidates, articles, ask.closest))
        return Draft("not_in_corpus", verdict.note, closest=closest)
    claims, citations = claims_of(question, choice, candidates, articles)
    if choice.missing:
        note = f"The collection has nothing by or about {listed(choice.missing)} here."
        return Draft("partial", note, claims, citations)
    return Draft("answered", "", claims, citations)


def closest_of(
    scores: Scores, candidates: Sequence[Candidate], articles: Mapping[str, Article], limit: int
) -> list[Citation]:
    """The sentences nearest to the question, one of each passage, as citations without a number."""
    nearest: dict[str, Candidate] = {}
    for at in np.argsort(-scores.total, kind="stable"):
        nearest.setdefault(candidates[int(at)].passage.id, candidates[int(at)])
    return [
        cite(articles[c.passage.article].current, c.sentence.start, c.sentence.end, None, c.passage)
        for c in list(nearest.values())[:limit]
    ]


def claims_of(
    question: Question, choice: Choice, candidates: Sequence[Candidate], articles: Mapping[str, Article]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """The chosen sentences as claims, numbered in the order of reading."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    for number, at in enumerate(choice.numbers, 1):
        candidate = candidates[at]
        sentence = candidate.sentence
        version = articles[candidate.passage.article].current
        citations.append(cite(version, sentence.start, sentence.end, number, candidate.passage))
        claims.append(
            Claim(
                text=sentence.text,
                citations=(number,),
                check="uncited",
                emphasis=emphasis(question, sentence.text),
                speaker=sentence.speaker,
                said_on=sentence.said_on,
                lead=lead_of(candidate, candidates),
                reported=sentence.reported,
            )
        )
    return tuple(claims), tuple(citations)


def lead_of(candidate: Candidate, candidates: Sequence[Candidate]) -> str:
    """What a sentence that opens with "It", "They", "This" points back to, if that is plain: who speaks before it."""
    if not needs_lead(candidate.text):
        return ""
    speaker = candidate.sentence.speaker
    if candidate.sentence.reported and not candidate.sentence.quoted and (speaker.name or speaker.body):
        return " ".join(
            dict.fromkeys(
                part
                for part in (speaker.name or speaker.body, speaker.office if not speaker.name else "")
                if part
            )
        )
    return ""


def draft_about(
    question: str,
    aspects: Sequence[Aspect],
    found: Sequence[Found],
    articles: Mapping[str, Article],
    within: Collection[str] | None,
) -> Draft:
    """What the description of the article meant says, citing its clue in the text where it has one."""
    held = [article for article in articles.values() if within is None or article.id in within]
    if articles and not held:
        return Draft("not_in_corpus", FILTERED)
    chosen = choose_articles(question, held, list(dict.fromkeys(f.passage.article for f in found)))
    stated = [(article, state(article, aspect)) for article in chosen for aspect in aspects]
    known = [(article, statement) for article, statement in stated if statement.part.value is not None]
    note = " ".join(s.text for _, s in stated if s.part.value is None)
    if not known:
        return Draft("not_in_corpus", note or EMPTY)
    citations = tuple(_clue(article, s, number) for number, (article, s) in enumerate(known, 1))
    claims = tuple(Claim(s.text, (number,), "from_description") for number, (_, s) in enumerate(known, 1))
    return Draft("partial" if note else "answered", note, claims, citations)


def _clue(article: Article, statement: Statement, number: int) -> Citation:
    """The citation of what a description rests on: its line in the text, else the first line of the article."""
    version = article.current
    line = line_of(article, statement.part)
    if line:
        return cite(version, *line, number)
    first = next((span for span in version.spans if span.kind != "furniture"), version.spans[0])
    words = version.text[first.start : first.end].split("\n")[0].rstrip()
    return cite(version, first.start, first.start + len(words), number)
