"""What a question is asked of: filters by publisher and date. What can be chosen, and what was written. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from values import Article, SettingsError


def publishers_of(articles: Iterable[Article]) -> list[str]:
    """The publishers that there are, each once without regard to case, by the alphabet."""
    named = (article.current.description.publisher.value for article in articles)
    found: dict[str, str] = {}
    for publisher in filter(None, named):
        found.setdefault(publisher.casefold(), publisher)
    return [found[key] for key in sorted(found)]


def years_of(articles: Iterable[Article]) -> list[str]:
    """Every year from the first date of publication to the last."""
    parts = [article.current.description.published for article in articles]
    dates = [date[:4] for part in parts if part.value for date in (part.value, part.to or part.value)]
    years = [int(date) for date in dates if date.isdecimal()]
    return [f"{year}" for year in range(min(years), max(years) + 1)] if years else []


def read_filters(articles: Iterable[Article], publisher: str, first: str, last: str) -> dict[str, str]:
    """What was written in a call, as ``Desk.ask`` takes it. Raises SettingsError for what cannot be meant."""
    from ingest.dates import valid

    for name, written in (("--from", first), ("--to", last)):
        if written and valid(written) != written:
            raise SettingsError(f"{name} {written}: write a date as 2014, as 2014-05 or as 2014-05-08.")
    if first and last and last < first[: len(last)]:
        raise SettingsError(f"--to {last} is before --from {first}. Change their places.")
    known = {one.casefold(): one for one in publishers_of(articles)}
    if publisher and publisher.casefold() not in known:
        nearest = get_close_matches(publisher.casefold(), known, n=1, cutoff=0)
        hint = f"The nearest is {known[nearest[0]]!r}." if nearest else "No article has a known publisher."
        raise SettingsError(f"--publisher {publisher}: no article is of this publisher. {hint}")
    given = {"publisher": known.get(publisher.casefold(), ""), "from": first, "to": last}
    return {name: value for name, value in given.items() if value}
