"""References as text: what stands in a list under copied words, formatted and plain. Pure functions."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TypedDict

from briefing.bibtex import to_bibtex
from briefing.csl import to_csl
from briefing.harvard import harvard, harvard_list
from briefing.inert import line, shown
from briefing.records import NONE, Fingerprints, fingerprint, safe_address
from briefing.ris import to_ris
from briefing.wording import dated, dated_and_how, marks_around, quoted, shortened, voice
from rag.days import day
from values import Answer, Citation, Claim, Part

__all__ = [
    "Copied", "copied_answer", "copied_reference", "fingerprint", "harvard", "harvard_list", "note", "note_parts",
    "reference", "safe_address", "said_by", "sentence", "to_bibtex", "to_csl", "to_ris",
]  # fmt: skip
LONGEST_REASON = 200  # code points of a footnote that say how a date is known


class Copied(TypedDict):
    """The same words twice: as HTML for a word processor, and as plain text for everything else."""

    html: str
    text: str


def reference(citation: Citation, today: date) -> str:
    """One reference: who, what, where, when and how that is known, the words, the address, the version.

    >>> reference(citation, date(2026, 11, 21))
    'Thomas Bridge, “Free councils”, LocalGov, 8 May 2014. Words cited: “Laws …”. Version 1 of a.txt, seen 21 …'
    """
    about = citation.description
    parts = [
        line(about.author.value),
        f"“{line(about.title.value)}”" if about.title.value else "",
        line(about.publisher.value),
        dated_and_how(about.published),
        f"page {citation.page}" if citation.page else "",
    ]
    told = ", ".join(part for part in parts if part)
    sentences = [
        told[0].upper() + told[1:],
        f"Words cited: {quoted(shown(citation.quote))}",
        f"Version {citation.version} of {line(citation.name)}, seen {day(today.isoformat())}",
        safe_address(about.url.value),
    ]
    return " ".join(_stopped(sentence) for sentence in sentences if sentence)


def note(
    citation: Citation, today: date, fingerprints: Fingerprints = NONE, paragraph: int | None = None
) -> str:
    """A footnote: author, title, publisher, date and how it is known where the article does not state it, page or
    ``paragraph`` (counted from 1), the words cited as they stand, address, day of access, version and fingerprint.

    >>> note(citation, date(2026, 11, 21), {("a", 1): "1a2b3c4d"}, paragraph=4)
    'Thomas Bridge, “Free councils”, LocalGov, 8 May 2014, paragraph 4: “Laws …”. https://… (seen 21 November 2026, …'
    """
    return "".join(note_parts(citation, today, fingerprints, paragraph))


def note_parts(
    citation: Citation, today: date, fingerprints: Fingerprints = NONE, paragraph: int | None = None
) -> tuple[str, str, str]:
    """The same cut in three, for formats that mark the words cited: what stands before them, they, what follows."""
    about = citation.description
    place = f"page {citation.page}" if citation.page else f"paragraph {paragraph}" if paragraph else ""
    parts = [
        line(about.author.value),
        f"“{line(about.title.value)}”" if about.title.value else line(citation.name),
        line(about.publisher.value),
        _dated_in_full(about.published),
        place,
    ]
    mark = fingerprints.get((citation.article, citation.version))
    seen = [f"seen {day(today.isoformat())}", f"version {citation.version}"]
    seen += [f"fingerprint {mark}"] if mark else []
    where = safe_address(about.url.value) or (line(citation.name) if about.title.value else "")
    words = shown(citation.quote)
    begun = f"{', '.join(part for part in parts if part)}: {marks_around(words)[0]}"
    ended = _stopped(quoted(words))[len(marks_around(words)[0]) + len(words) :]
    return begun, words, f"{ended} {where}{' ' if where else ''}({', '.join(seen)})."


def _dated_in_full(part: Part) -> str:
    """ "17 September 2014 (inferred: the day before the vote)", "no date"."""
    if not part.value:
        return "no date"
    if part.known == "stated":
        return dated(part)
    because = shortened(line(part.because), LONGEST_REASON)
    return f"{dated(part)} ({part.known}: {because})" if because else f"{dated(part)} ({part.known})"


def _stopped(words: str) -> str:
    """With a full stop at its end, unless it has one or is an address, which must stay as it is."""
    return words if words.rstrip("”\"’'").endswith((".", "?", "!")) or "://" in words[:8] else f"{words}."


def copied_reference(citation: Citation, today: date) -> Copied:
    text = reference(citation, today)
    return {"html": f"<p>{escape(text)}</p>", "text": text}


def copied_answer(answer: Answer, today: date) -> Copied:
    """The sentences of an answer with who says them, their marks, and the list of references."""
    by_number = {one.number: one for one in answer.citations}
    groups = [(said_by(claim, by_number), claim) for claim in answer.claims]
    text, html, before = [], [], ""
    for who, claim in groups:
        if who and who != before:
            text.append(f"{who}:")
            html.append(f"<p><strong>{escape(who)}:</strong></p>")
        before = who
        text.append(sentence(claim))
        html.append(f"<blockquote><p>{escape(sentence(claim))}</p></blockquote>")
    listed = [(one.number, reference(one, today)) for one in answer.citations]
    if listed:
        text.append("References\n" + "\n".join(f"[{number}] {words}" for number, words in listed))
        items = "".join(f"<li>{escape(words)}</li>" for _, words in listed)
        html.append(f"<p><strong>References</strong></p><ol>{items}</ol>")
    return {"html": "".join(html), "text": "\n\n".join(text)}


def sentence(claim: Claim) -> str:
    """One claim as a line of text: lead words, the sentence (in quotation marks if it is one), its marks."""
    words = quoted(claim.text) if claim.check == "verbatim" else claim.text
    marks = "".join(f" [{number}]" for number in claim.citations)
    return f"[{claim.lead.strip('[]')}] {words}{marks}" if claim.lead else f"{words}{marks}"


def said_by(claim: Claim, citations: dict[int | None, Citation]) -> str:
    cited = [citations[number] for number in claim.citations if number in citations]
    return "".join(voice(claim, cited[0])) if cited else ""
