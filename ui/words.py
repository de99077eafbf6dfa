"""Values in plain English: dates, what is known and how, who says it, what was searched. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from values import Answer, Article, Citation, Claim, Description, Part, Scope, Speaker

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
LONGEST_REASON = 90  # code points of a reason that fits into a line about something else


def count(number: int, one: str) -> str:
    """``count(1, "article")`` is "1 article", ``count(1200, "article")`` is "1,200 articles"."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def day(iso: str) -> str:
    """A date as precisely as it is known: "8 May 2014", "May 2014", "2014"; what is no date, as it came."""
    year, *rest = iso.split("-")
    if not year.isdecimal() or not all(part.isdecimal() for part in rest):
        return iso
    if not rest or not 1 <= int(rest[0]) <= 12:
        return iso
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return month if len(rest) == 1 else f"{int(rest[1])} {month}"


def days(first: str | None, last: str | None) -> str:
    """A range of dates, without the words that both ends share: "14 to 17 September 2014"; "" for no date."""
    if not first or not last or first == last:
        return day(first or last or "")
    start, end = day(first).split(" "), day(last).split(" ")
    if len(start) == len(end):
        while len(start) > 1 and start[-1] == end[len(start) - 1]:
            start.pop()
    return f"{' '.join(start)} to {' '.join(end)}"


def dated(part: Part) -> str:
    return days(part.value, part.to) if part.value else "date unknown"


def dated_and_how(part: Part) -> str:
    """The date in a line about something else: "17 September 2014 (date inferred)"."""
    if not part.value or part.known == "stated":
        return dated(part)
    if part.known == "given" and 0 < len(part.because) <= LONGEST_REASON:
        return f"{dated(part)} (given: {part.because})"
    return f"{dated(part)} (date {part.known})"


def how_known(part: Part, clue: str = "") -> str:
    """How something is known, to stand after it: 'inferred from “the day before people in Scotland vote”'."""
    if part.known == "unknown" or part.value is None:
        return f"unknown: {part.because}" if part.because else "unknown"
    if part.known == "stated":
        return "stated"
    if part.known == "inferred" and clue:
        return f"inferred from “{clue}”"
    return f"{part.known}: {part.because}" if part.because else part.known


def title_of(description: Description, name: str) -> str:
    """The title of an article, or the name of its file where it has none."""
    return description.title.value or name


def kind_words(part: Part) -> str:
    """The kind of an article: "News", "Policy page", "unknown"."""
    kind = part.value or "unknown"
    return kind if kind == "unknown" else kind.replace("_", " ").capitalize()


def source_of(citation: Citation) -> str:
    """Who published the words: the publisher, otherwise the title in quotation marks, otherwise the file."""
    description = citation.description
    if description.publisher.value:
        return description.publisher.value
    return f"“{description.title.value}”" if description.title.value else citation.name


def marks_around(text: str) -> tuple[str, str]:
    """The quotation marks to set around words that are shown as they stand: none that the words bring along.

    >>> marks_around('"Counties are also committed.'), marks_around('"For all," the report states.')
    (('', '”'), ('', ''))
    """
    if not text.startswith(('"', "“", "„", "«")):
        return "“", "”"
    inside = sum(text.count(sign) for sign in '"“”„«»')
    return "", "”" if inside % 2 else ""


def quoted(text: str) -> str:
    before, after = marks_around(text)
    return f"{before}{text}{after}"


def shortened(text: str, most: int) -> str:
    """At most about ``most`` code points, cut between words, with an ellipsis where something was left out."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    cut = words[:most].rpartition(" ")[0] or words[:most]
    return f"{cut} …"


def voice(claim: Claim, citation: Citation, again: bool = False) -> tuple[str, str]:
    """Who says a claim, and the rest of the line about it: in what office, where, and when.

    ``again``: the claim before it rests on the same article, which is then not named a second time.
    >>> voice(claim, citation)
    ("David Hodge", ", chairman, as reported by Children & Young People Now, 17 September 2014 (date inferred)")
    """
    speaker, description = claim.speaker, citation.description
    said_on = claim.said_on if claim.said_on.value else description.published
    who = speaker.name or speaker.body or speaker.office
    own = who in ("", description.publisher.value, description.author.value)
    if own and not speaker.name:
        return source_of(citation), _joined("in the same article" if again else "", dated_and_how(said_on))
    where = "in the same article" if again else f"{_relation(own, description)} {source_of(citation)}"
    when = "" if again and said_on == description.published else dated_and_how(said_on)
    if not speaker.name:  # a body, its report, plan or statement, or people by their office alone
        told = f"{speaker.body} {speaker.office}".strip()
        return told[:1].upper() + told[1:], _joined(_doubt(speaker, own), where, when)
    return speaker.name, _joined(_office(speaker, own), where, when)


def _relation(own: bool, description: Description) -> str:
    if own or not description.publisher.value:
        return "in" if own else "as reported in"
    return "as reported by"


def _office(speaker: Speaker, own: bool) -> str:
    body = speaker.body if speaker.body not in speaker.office else ""
    doubt = _doubt(speaker, own)
    words = ", ".join(part for part in (speaker.office, body) if part)
    return f"{words} ({doubt})" if words and doubt else words or doubt


def _doubt(speaker: Speaker, own: bool) -> str:
    return "speaker inferred" if speaker.known == "inferred" and not own else ""


def _joined(*parts: str) -> str:
    return "".join(f", {part}" for part in parts if part)


def status(answer: Answer) -> tuple[str, str]:
    """The first line of an answer: the words that stand out, and the rest of it."""
    if answer.status == "not_in_corpus":
        return "The collection does not answer this.", f" {searched(answer.scope)}"
    word = "Answered" if answer.status == "answered" else "Answered in part"
    cited = _cited(answer)
    articles = len({one.article for one in cited})
    parts = [_manner(answer.claims)]
    if articles:
        parts.append(f"from {articles} of {searchable(answer.scope)}")
        parts.append(_dates_of(cited))
    return word, f"{_joined(*parts)}. {_checked(answer)}"


def _cited(answer: Answer) -> list[Citation]:
    numbers = {number for claim in answer.claims for number in claim.citations}
    return [one for one in answer.citations if one.number in numbers]


def _manner(claims: Sequence[Claim]) -> str:
    checks = {claim.check for claim in claims}
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
    return f"{count(number, 'citation')}, {'all ' if number > 1 else ''}in the text as quoted."


def ready(answer: Answer) -> str:
    """What a screen reader says when an answer has come: "Answer ready, 3 citations, all word for word"."""
    if answer.status == "not_in_corpus":
        offered = len(answer.closest)
        return f"The collection does not answer this. {count(offered, 'closest passage')} offered."
    number = len(answer.citations)
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
    if answer.searched != answer.question:
        lines.append(f"The question as it was searched: “{answer.searched}”.")
    if answer.mode == "extractive" and answer.claims:
        lines.append(
            "The sentences are those of the articles, chosen by meaning and by words. No model wrote them."
        )
    if answer.seconds.total:
        lines.append(f"It took {answer.seconds.total:.2f} seconds.")
    return lines


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
