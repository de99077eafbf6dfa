"""How old the sources of an answer are, and whether the collection has something newer on the same point.

A newer article is on the point where a sentence of it is nearly as near to the question as the best that is cited,
its passage holds nearly as much of what the question is about, and every name of the question stands in it or over it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rag.about import date_words, name_of
from rag.calendar import first_day, last_day
from rag.contrasts import Contrast
from rag.extract import header_of
from rag.question import Question, Term
from rag.retrieve import Found
from rag.slots import met
from rag.views import counted
from values import Article, Citation

NEAR = 0.8  # of the cosine of the nearest sentence that is cited
LEAST = 0.4  # the cosine that a newer sentence has at least
COVERED = 0.75  # of the share of the question's words that the cited passages hold
YEAR = 366  # days after which a source is older than a year
LATER = 30  # days by which an article is newer
MOST = 2  # newer articles that are named


def age_warnings(
    question: Question,
    cited: Sequence[Citation],
    contrasts: Sequence[Contrast],
    found: Sequence[Found],
    articles: Mapping[str, Article],
    today: date,
) -> tuple[str, ...]:
    """What a reader should know of the age of an answer, in plain sentences: ``cited`` is what its sentences rest on,
    ``contrasts`` what was found against them, ``found`` all that was found."""
    held = {one.article for one in cited}
    figures = [one for one in contrasts if one.newer and one.figures and one.other.article.id not in held]
    told = {one.other.article.id for one in figures}
    newer = [one for one in newer_on_the_point(question, cited, found, articles) if one.id not in told]
    lines = [age_of(cited, today), *map(_figure, figures), *map(_named, newer[:MOST])]
    return tuple(dict.fromkeys(line for line in lines if line))


# ---------------------------------------------------------------- age


def _newest(cited: Sequence[Citation]) -> Citation | None:
    dated = [one for one in cited if last_day(one.description.published)]
    return max(dated, key=lambda one: last_day(one.description.published) or date.min, default=None)


def age_of(cited: Sequence[Citation], today: date) -> str:
    """What is to be said of the date of the newest source, or ""."""
    newest = _newest(cited)
    several = len({one.article for one in cited}) > 1
    if newest is None:
        return f"It is not known when the {'sources' if several else 'source'} of this answer came out."
    published = newest.description.published
    day = last_day(published)
    if day is None or (today - day).days <= YEAR:
        return ""
    which = "newest source" if several else "source"
    ranged = published.to not in (None, published.value)
    when = f"{'came out' if ranged else 'is from'} {date_words(published)}"
    return f"The {which} of this answer {when}, more than a year ago."


# ---------------------------------------------------------------- newer articles


def newer_on_the_point(
    question: Question, cited: Sequence[Citation], found: Sequence[Found], articles: Mapping[str, Article]
) -> list[Article]:
    """The articles found that are newer than all that is cited and speak of what the question asks, nearest first.
    None for a question that names its year, or of an answer without a date."""
    newest = _newest(cited)
    after = last_day(newest.description.published) if newest else None
    rest = [one for one in found if any(_holds(one, citation) for citation in cited)]
    if after is None or question.years or not rest:
        return []
    near = max(_nearest(one) for one in rest)
    covered = max(_covered(question.topic, one, articles) for one in rest)
    kept: dict[str, Article] = {}
    for one in sorted(found, key=_nearest, reverse=True):
        article = articles[one.passage.article]
        day = first_day(article.current.description.published)
        if day is None or (day - after).days < LATER or article.id in {c.article for c in cited}:
            continue
        close = _nearest(one) >= max(NEAR * near, LEAST)
        if (
            close
            and _covered(question.topic, one, articles) >= COVERED * covered
            and _names(question, one, article)
        ):
            kept.setdefault(article.origin or article.id, article)
    return list(kept.values())


def _holds(one: Found, citation: Citation) -> bool:
    passage = one.passage
    return (
        passage.article == citation.article and passage.start < citation.end and citation.start < passage.end
    )


def _nearest(one: Found) -> float:
    """The cosine of the sentence that comes nearest to the question, or of the passage."""
    return max(one.sentences, default=one.cosine)


def _covered(terms: Sequence[Term], one: Found, articles: Mapping[str, Article]) -> float:
    """The share of the question's words, by weight, that a passage or the description of its article holds."""
    held = counted(f"{one.passage.heading}\n{one.passage.text}\n{header_of(articles[one.passage.article])}")
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if met(term, held)) / total if total else 0.0


def _names(question: Question, one: Found, article: Article) -> bool:
    held = counted(f"{one.passage.text}\n{header_of(article)}")
    return all(met(term, held) for term in question.terms if term.name)


# ---------------------------------------------------------------- in words


def _named(article: Article) -> str:
    return f"A newer article on this point is in the collection: {_source(article)}."


def _figure(contrast: Contrast) -> str:
    here, there = contrast.figures or ("", "")
    source = _source(contrast.other.article)
    return f"A newer article gives another figure, {there} where this answer has {here}: {source}."


def _source(article: Article) -> str:
    about = article.current.description
    where = f", {about.publisher.value}" if about.publisher.value else ""
    return f"{name_of(article)}{where} ({date_words(about.published)})"
