"""From what was retrieved to a draft: claims with their citations, or an honest no with the closest passages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from config import AskSettings
from rag.about import Aspect, Statement, choose_articles, state
from rag.cite import cite
from rag.choose import Choice, choose
from rag.extract import candidates_of, emphasis, needs_lead
from rag.late import TokenCache
from rag.lexicon import Lexicon
from rag.question import Question
from rag.refuse import judge
from rag.retrieve import Found
from rag.score import score
from rag.views import Candidate
from values import AnswerStatus, Article, Citation, Claim


EMPTY = "The collection is empty. Add articles to it with `desk ingest FOLDER`."


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
) -> Draft:
    """The sentences that answer, word for word; or, where the candidates do not answer, what is near and missing."""
    candidates = candidates_of(found, articles)
    if not candidates:
        return Draft("not_in_corpus", EMPTY if not articles else "The collection holds nothing near this question.")
    scores = score(question, candidates, tokens, lexicon)
    choice = choose(question, scores, candidates, ask.sentences)
    verdict = judge(question, scores, candidates, choice)
    if verdict.chance < ask.answer_threshold:
        closest = tuple(closest_of(found, articles)[: ask.closest])
        return Draft("not_in_corpus", verdict.note, closest=closest)
    claims, citations = claims_of(question, choice, candidates, articles)
    if verdict.missing:
        return Draft("partial", verdict.note, claims, citations)
    return Draft("answered", "", claims, citations)


def closest_of(found: Sequence[Found], articles: Mapping[str, Article]) -> list[Citation]:
    """The passages nearest to the question, as citations without a number."""
    return [
        cite(articles[f.passage.article].current, f.passage.start, f.passage.end, None, f.passage)
        for f in found
        if f.passage.article in articles
    ]


def claims_of(
    question: Question, choice: Choice, candidates: Sequence[Candidate], articles: Mapping[str, Article]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """The chosen sentences as claims, numbered in the order of reading."""
    claims, citations = [], []
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
        return " ".join(dict.fromkeys(part for part in (speaker.name or speaker.body, speaker.office if not speaker.name else "") if part))
    return ""


def draft_about(
    question: str,
    aspect: Aspect,
    found: Sequence[Found],
    articles: Mapping[str, Article],
    within: Collection[str] | None,
) -> Draft:
    """What the description of the article meant says, citing its clue in the text where it has one."""
    held = [article for article in articles.values() if within is None or article.id in within]
    chosen = choose_articles(question, held, list(dict.fromkeys(f.passage.article for f in found)))
    stated = [(article, state(article, aspect)) for article in chosen]
    known = [(article, statement) for article, statement in stated if statement.part.value is not None]
    if not known:
        note = " ".join(statement.text for _, statement in stated) or EMPTY
        return Draft("not_in_corpus", note, closest=tuple(closest_of(found, articles)[:1]))
    claims, citations = [], []
    for article, statement in known:
        citations.append(_clue(article, statement, len(citations) + 1))
        claims.append(Claim(statement.text, (len(citations),), "from_description"))
    note = " ".join(s.text for _, s in stated if s.part.value is None)
    return Draft("answered", note, tuple(claims), tuple(citations))


def _clue(article: Article, statement: Statement, number: int) -> Citation:
    """The citation of what a description rests on: its clue in the text, else the first line of the article."""
    version = article.current
    if statement.part.clue:
        return cite(version, *statement.part.clue, number)
    first = next((span for span in version.spans if span.kind != "furniture"), version.spans[0])
    line = version.text[first.start : first.end].split("\n")[0].rstrip()
    return cite(version, first.start, first.start + len(line), number)
