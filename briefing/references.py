"""References as text: what stands in a list under copied words, formatted and plain. Pure functions."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TypedDict
from urllib.parse import urlsplit

from briefing.wording import dated_and_how, quoted, voice
from rag.days import day
from values import Answer, Citation, Claim


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
        about.author.value,
        f"“{about.title.value}”" if about.title.value else None,
        about.publisher.value,
        dated_and_how(about.published),
        f"page {citation.page}" if citation.page else None,
    ]
    sentences = [
        ", ".join(part for part in parts if part),
        f"Words cited: {quoted(citation.quote)}",
        f"Version {citation.version} of {citation.name}, seen {day(today.isoformat())}",
        safe_address(about.url.value),
    ]
    return " ".join(_stopped(sentence) for sentence in sentences if sentence)


def _stopped(words: str) -> str:
    """With a full stop at its end, unless it has one or is an address, which must stay as it is."""
    return words if words.rstrip("”\"’'").endswith((".", "?", "!")) or "://" in words[:8] else f"{words}."


def safe_address(address: str | None) -> str | None:
    """The address if a browser may be sent there: http or https with a host; otherwise None."""
    if not address or any(ord(sign) < 33 for sign in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


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
