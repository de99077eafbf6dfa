"""Which articles a question is asked of: filters by publisher and date, and what they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from values import Article, Part, Scope, SettingsError

FILTERS = ("publisher", "from", "to")


def matching(articles: Sequence[Article], filters: Mapping[str, str]) -> list[Article]:
    """The articles that all ``filters`` let through. An empty value is no filter.

    ``publisher`` is compared without regard to case. ``from`` and ``to`` are ISO dates of any precision, both
    included; an article passes if any day on which it may have been published lies between them, and one of
    unknown date does not. Raises ``SettingsError`` for a filter that there is not.
    """
    for name in filters:
        if name not in FILTERS:
            nearest = get_close_matches(name, FILTERS, n=1, cutoff=0)[0]
            raise SettingsError(f"There is no filter {name!r}. The nearest one is {nearest!r}.")
    return [article for article in articles if _passes(article, filters)]


def scope_of(articles: Sequence[Article], filters: Mapping[str, str]) -> Scope:
    """How many articles the filters leave, and the first and the last date of publication among them."""
    left = matching(articles, filters)
    dates = sorted(
        date
        for article in left
        if (published := article.current.description.published).value
        for date in (published.value, published.to or published.value)
    )
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    return Scope(len(left), first, last, {name: value for name, value in filters.items() if value})


def _passes(article: Article, filters: Mapping[str, str]) -> bool:
    description = article.current.description
    publisher, first, last = (filters.get(name, "") for name in FILTERS)
    if publisher and (description.publisher.value or "").casefold() != publisher.casefold():
        return False
    return not (first or last) or _overlaps(description.published, first, last)


def _overlaps(published: Part, first: str, last: str) -> bool:
    if not published.value:
        return False
    return _last_day(published.to or published.value) >= first and published.value <= _last_day(
        last or "9999"
    )


def _last_day(date: str) -> str:
    """The last day that a date of year, month or day precision may mean, for comparison as text."""
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")
