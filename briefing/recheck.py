"""Check again, and what changed since: where every citation stands today, which articles came since, and an answer
beside the one that the same question gets now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.evidence import Evidence
from briefing.notebook import Notebook, sentences_of
from library.citations import Standing
from library.store import Library
from library.takedown import RUN
from rag.desk import Desk
from values import Answer, Article, Block, Briefing, Citation, CitationStatus, Claim, Problem, Talk, Turn

NOT_LOOKED = "Whether there are newer articles on this question could not be looked up"
NOT_ASKED = "This question could not be asked again"
_ALIKE = 0.55  # of the words of two claims in their order, at least this share is common: one is the other, altered


@dataclass(frozen=True, slots=True)
class Changes:
    """What an answer says now that it did not, and the other way round. ``answer`` is the new one.

    ``altered`` holds pairs, before and after: other words, another source, another speaker or another check.
    ``chosen``: what is compared are sentences that were chosen from an answer, with the new ones of the whole answer.
    ``others`` it says now, and whether it said them then is not known.
    """

    answer: Answer
    same: tuple[Claim, ...] = ()
    altered: tuple[tuple[Claim, Claim], ...] = ()
    gone: tuple[Claim, ...] = ()
    new: tuple[Claim, ...] = ()
    others: tuple[Claim, ...] = ()
    chosen: bool = False


def citations_of(kept: Talk | Briefing | Answer | Block) -> tuple[Citation, ...]:
    """Every citation that sentences rest on, in the order of reading, block by block."""
    if isinstance(kept, Answer | Block):
        return kept.citations
    parts = kept.turns if isinstance(kept, Talk) else kept.blocks
    return tuple(one for part in parts if isinstance(part, Answer | Block) for one in part.citations)


def answers_in(kept: Talk | Briefing) -> tuple[tuple[str, Answer | Block], ...]:
    """Every answer of it, after its question as it can be asked alone."""
    parts = kept.turns if isinstance(kept, Talk) else kept.blocks
    answers = [
        part
        for part in parts
        if isinstance(part, Answer) or (isinstance(part, Block) and part.kind == "answer")
    ]
    return tuple((one.searched or _asked(one)[0], one) for one in answers)


def standing_of(library: Library, citation: Citation) -> Standing:
    """Where a citation stands now: same, moved, changed, gone or erased, and its place if it has one."""
    return Evidence(library).standing(citation)


def standings(library: Library, citations: Iterable[Citation]) -> dict[Citation, Standing]:
    """Where each citation stands, in the generation that this thread reads (``library.refresh`` gives the newest)."""
    evidence = Evidence(library)
    return {citation: evidence.standing(citation) for citation in dict.fromkeys(citations)}


def counted(found: dict[Citation, Standing], citations: Iterable[Citation]) -> dict[CitationStatus, int]:
    """How many of the citations have each status; only those that occur."""
    return dict(Counter(found[citation].status for citation in citations))


def elsewhere(library: Library, citation: Citation) -> tuple[Article, ...]:
    """Other articles that are searched now and hold the cited words letter by letter: a copy, or the same article
    under a new name with an edit. Fewer words than six may be anybody's and are not looked for."""
    if len(citation.quote.split()) < RUN:
        return ()
    return tuple(
        one for one in library.articles() if one.id != citation.article and citation.quote in one.current.text
    )


def newer_articles(desk: Desk, question: str, answered: Answer | Block) -> tuple[Article, ...] | Problem:
    """The articles that came, or changed, since the question was answered, and on which the answer of the collection
    rests today; in the order of that answer. None if it is not known when it was answered. A ``Problem`` says why the
    question could not be asked.

    Nearness alone does not tell: in a small collection every article is near to every question.
    """
    desk.library.refresh()
    articles = {one.id: one for one in desk.library.articles()}
    since = {id_ for id_, one in articles.items() if one.current.added > answered.answered > ""}
    if not since:
        return ()
    asked, filters = _asked(answered)
    problem = _too_long(desk, question, asked, NOT_LOOKED)
    if problem:
        return problem
    today = desk.plain(question, filters).citations
    return tuple(articles[id_] for id_ in dict.fromkeys(one.article for one in today) if id_ in since)


def ask_again(desk: Desk, answered: Answer | Block, history: Sequence[Turn] = ()) -> Changes | Problem:
    """The same question, with the same filters, asked now, beside what was answered then. ``history`` is what was
    said before it; without it the question is asked as it was searched then. A ``Problem`` says why it could not be
    asked."""
    asked, filters = _asked(answered)
    searched = asked if history else answered.searched or asked
    problem = _too_long(desk, searched, asked, NOT_ASKED)
    if problem:
        return problem
    new = desk.ask(searched, history, filters)
    if isinstance(answered, Answer) or answered.whole:
        return compare(answered, new)
    return compare_chosen(answered, chosen_from(desk.library, answered), new)


def _too_long(desk: Desk, searched: str, asked: str, what: str) -> Problem | None:
    """Why a kept question is not taken any more, if it is not: what it took from the turns before it made it longer
    than a question may be, or less is taken now than when it was asked."""
    most = desk.settings.ask.max_question_characters
    if len(searched) <= most:
        return None
    longer = "with what it takes from the turns before it, " if len(asked) <= most else ""
    return Problem(
        asked,
        f"{what}: {longer}it has {len(searched):,} characters, and at most {most:,} are taken. "
        "A higher [ask] max_question_characters in config.toml lets it be asked.",
    )


def _asked(answered: Answer | Block) -> tuple[str, dict[str, str]]:
    if isinstance(answered, Answer):
        return answered.question, answered.scope.filters
    return answered.text, answered.filters


def compare(old: Answer | Block, new: Answer) -> Changes:
    """The claims of two answers side by side."""
    before, after = _sentences(old), _sentences(new)
    pairs: list[tuple[Claim, Claim]] = []
    alike = sorted(
        ((_alike(one, other), -i, -j) for i, one in enumerate(before) for j, other in enumerate(after)),
        reverse=True,
    )
    olds, news = set(range(len(before))), set(range(len(after)))
    for share, i, j in alike:
        if share >= _ALIKE and -i in olds and -j in news:
            olds.discard(-i)
            news.discard(-j)
            pairs.append((before[-i], after[-j]))
    pairs.sort(key=lambda pair: before.index(pair[0]))
    same = [_traits(one, old) == _traits(other, new) for one, other in pairs]
    return Changes(
        answer=new,
        same=tuple(one for (one, _), equal in zip(pairs, same, strict=True) if equal),
        altered=tuple(pair for pair, equal in zip(pairs, same, strict=True) if not equal),
        gone=tuple(before[place] for place in sorted(olds)),
        new=tuple(after[place] for place in sorted(news)),
    )


def compare_chosen(block: Block, whole: Answer | None, new: Answer) -> Changes:
    """Sentences that were chosen from an answer beside the new one. What the ``whole`` answer said is not new, chosen
    or not; where it is not known, neither is what is new."""
    if whole is None:
        changes = compare(block, new)
        return replace(changes, new=(), others=changes.new, chosen=True)
    changes, held = compare(whole, new), set(block.claims)
    return replace(
        changes,
        same=tuple(one for one in changes.same if one in held),
        altered=tuple(pair for pair in changes.altered if pair[0] in held),
        gone=tuple(one for one in changes.gone if one in held),
        chosen=True,
    )


def chosen_from(library: Library, block: Block) -> Answer | None:
    """The answer that the sentences of a block were chosen from, if it is kept in a conversation."""
    turns = (turn for talk in Notebook(library).talks(block.text) for turn in talk.turns)
    return next((one for one in turns if isinstance(one, Answer) and _holds(one, block)), None)


def _holds(answer: Answer, block: Block) -> bool:
    asked = (answer.question, answer.searched, answer.scope.filters, answer.answered)
    same = asked == (block.text, block.searched, block.filters, block.answered)
    return same and set(block.claims) <= set(answer.claims)


def _sentences(held: Answer | Block) -> Sequence[Claim]:
    return held.claims if isinstance(held, Block) else sentences_of(held)


def _alike(one: Claim, other: Claim) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one.text.split(), other.text.split())


def _traits(claim: Claim, held: Answer | Block) -> tuple[object, ...]:
    """What makes a claim the same one: its words, who says them, how they were checked, the articles that they cite."""
    sources = {one.article for one in held.citations if one.number in claim.citations}
    return claim.text, claim.lead, claim.speaker, claim.check, sources
