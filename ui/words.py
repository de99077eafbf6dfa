"""Answers and the collection in plain English: status, what was searched, when. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from briefing.findings import counts
from briefing.wording import count, dated, joined, source_of
from rag.days import day, days
from values import Answer, Article, Citation, Part, Scope


def kind_words(part: Part) -> str:
    """The kind of an article: "News", "Policy page", "unknown"."""
    kind = part.value or "unknown"
    return kind if kind == "unknown" else kind.replace("_", " ").capitalize()


def status(answer: Answer) -> tuple[str, str]:
    """The first line of an answer: the words that stand out, and the rest of it."""
    if answer.status == "not_in_corpus":
        return "The collection does not answer this.", f" {searched(answer.scope)}"
    word = "Answered" if answer.status == "answered" else "Answered in part"
    cited = _cited(answer)
    articles = len({one.article for one in cited})
    parts = [_manner(answer)]
    if articles:
        parts.append(f"from {articles} of {searchable(answer.scope)}")
        parts.append(_dates_of(cited))
    return word, f"{joined(*parts)}. {_checked(answer)}"


def _cited(answer: Answer) -> list[Citation]:
    numbers = {number for claim in answer.claims for number in claim.citations}
    return [one for one in answer.citations if one.number in numbers]


def _manner(answer: Answer) -> str:
    if answer.mode == "generative":
        return "written by a model, each sentence compared with its source"
    checks = {claim.check for claim in answer.claims}
    if checks == {"verbatim"}:
        return "word for word"
    if checks == {"from_description"}:
        return "from what is known of the article"
    return "word for word, and from what is known of the article" if "verbatim" in checks else ""


def _dates_of(cited: Iterable[Citation]) -> str:
    parts = [one.description.published for one in cited]
    known = sorted(part.value for part in parts if part.value)
    if not known:
        return "date unknown"
    words = days(known[0], max(part.to or part.value or "" for part in parts))
    return words if len(known) == len(parts) else f"{words}, some without a date"


def _checked(answer: Answer) -> str:
    number = len(answer.citations)
    if not number:
        return "No citation."
    erased = sum(one.status == "erased" for one in answer.citations)
    told = "in the text as quoted" if not erased else "erased from the library since"
    some = f"{erased:,} " if 0 < erased < number else "all " if number > 1 else ""
    return f"{count(number, 'citation')}, {some}{told}."


def ready(answer: Answer) -> str:
    """What a screen reader says when an answer has come: "Answer ready, 3 citations, all word for word"."""
    if answer.status == "not_in_corpus":
        offered = len(answer.closest)
        return f"The collection does not answer this. {count(offered, 'closest passage')} offered."
    number = len(answer.citations)
    fared = counts(answer)
    if fared:
        return f"Answer ready, {fared}, {count(number, 'citation')}"
    exact = ", all word for word" if number and all(one.check == "verbatim" for one in answer.claims) else ""
    part = " in part" if answer.status == "partial" else ""
    return f"Answer ready{part}, {count(number, 'citation')}{exact}"


def searched(scope: Scope) -> str:
    """What was searched, as a sentence: "Searched 5 articles, May 2014 to 2024."."""
    if scope.filters:
        return (
            f"Searched only the {searchable(scope)}." if scope.articles else f"Searched {searchable(scope)}."
        )
    span = days(scope.first, scope.last)
    return f"Searched {count(scope.articles, 'article')}{', ' if span else ''}{span}."


def searchable(scope: Scope) -> str:
    """The articles that a question was asked of: "5 articles", "2 articles that LocalGov published since 2014"."""
    articles = count(scope.articles, "article")
    publisher, first, last = (scope.filters.get(name, "") for name in ("publisher", "from", "to"))
    when = f"from {days(first, last)}" if first and last and first != last else ""
    if not when and (first or last):
        when = (
            f"in {day(first)}" if first == last else f"since {day(first)}" if first else f"until {day(last)}"
        )
    if not publisher and not when:
        return articles
    was = "was" if scope.articles == 1 else "were"
    return f"{articles} that {publisher or was}{' published ' if when else ' published'}{when}"


def search_story(answer: Answer) -> list[str]:
    """What was searched and how, sentence by sentence, for a reader who wants to know."""
    lines = [searched(answer.scope)]
    if answer.mode == "generative":
        lines.append(_written(answer))
    if answer.mode == "extractive" and answer.claims:
        lines.append(
            "The sentences are those of the articles, chosen by meaning and by words. No model wrote them."
        )
    if answer.seconds.total:
        lines.append(f"It took {answer.seconds.total:.2f} seconds.")
    return lines


def _written(answer: Answer) -> str:
    model, server = answer.recipe.get("model", ""), answer.recipe.get("server", "")
    who = f"The model {model}{f' at {server}' if server else ''}" if model else "A model"
    return f"{who} wrote the sentences. Code compared each with the words that it cites."


def mark_label(citation: Citation) -> str:
    """The name of a citation mark for a screen reader."""
    return f"Citation {citation.number}: {source_of(citation)}, {dated(citation.description.published)}"


def collection(articles: Sequence[Article], today: date) -> list[str]:
    """The collection, line by line: how many articles, from when to when, last added when."""
    if not articles:
        return ["The collection is empty."]
    published = [article.current.description.published for article in articles]
    first = min((part.value for part in published if part.value), default=None)
    last = max((part.to or part.value or "" for part in published), default=None)
    lines = [f"{count(len(articles), 'article')}{', ' if first else ''}{days(first, last)}."]
    added = max(article.current.added for article in articles)
    return [*lines, f"Last added {since(added, today)}."] if added else lines


def since(moment: str, today: date) -> str:
    """A moment (ISO 8601) as a day: "today", "yesterday", "8 May 2014", where the reader is."""
    when = datetime.fromisoformat(moment)
    local = (when.astimezone() if when.tzinfo else when).date()
    names = {0: "today", 1: "yesterday"}
    return names.get((today - local).days, day(local.isoformat()))
