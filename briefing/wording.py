"""What is known of an article and how, who says a sentence, quotation marks: in plain English. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable

from rag.days import days
from values import Citation, Claim, Description, Part, Speaker

LONGEST_REASON = 90  # code points of a reason that fits into a line about something else


def count(number: int, one: str) -> str:
    """``count(1, "article")`` is "1 article", ``count(1200, "article")`` is "1,200 articles"."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


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


def is_quotation(claim: Claim, citations: Iterable[Citation], mode: str) -> bool:
    """Whether a sentence is words of an article as they stand, to be set in quotation marks. One that a model wrote
    brings its marks along, around what it quotes: only what is in full in the words cited is a quotation then."""
    if claim.check != "verbatim" or mode != "generative":
        return claim.check == "verbatim"
    return any(claim.text in one.quote for one in citations if one.number in claim.citations)


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
        return source_of(citation), joined("in the same article" if again else "", dated_and_how(said_on))
    where = "in the same article" if again else f"{_relation(own, description)} {source_of(citation)}"
    when = "" if again and said_on == description.published else dated_and_how(said_on)
    if not speaker.name:  # a body, its report, plan or statement, or people by their office alone
        told = f"{speaker.body} {speaker.office}".strip()
        return told[:1].upper() + told[1:], joined(_doubt(speaker, own), where, when)
    return speaker.name, joined(_office(speaker, own), where, when)


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


def joined(*parts: str) -> str:
    return "".join(f", {part}" for part in parts if part)
