"""References as text, in a list and in a note; the other forms that they are wanted in go by their names here."""

from __future__ import annotations

from datetime import date

from briefing.bibtex import to_bibtex
from briefing.csl import to_csl
from briefing.harvard import harvard, harvard_list
from briefing.inert import line, shown
from briefing.records import NONE, Fingerprints, fingerprint, safe_address
from briefing.ris import to_ris
from briefing.wording import dated, dated_and_how, marks_around, quoted, shortened
from rag.days import day
from values import Citation, Part

__all__ = [
    "fingerprint", "harvard", "harvard_list", "note", "note_parts",
    "reference", "safe_address", "to_bibtex", "to_csl", "to_ris",
]  # fmt: skip
LONGEST_REASON = 200  # code points of a footnote that say how a date is known


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
        line(dated_and_how(about.published)),
        f"page {citation.page}" if citation.page else "",
    ]
    told = ", ".join(part for part in parts if part)
    sentences = [
        told[0].upper() + told[1:],
        f"Words cited: {shown(quoted(citation.quote))}" if citation.quote else "The words cited were erased",
        f"Version {citation.version} of {line(citation.name)}, seen {day(today.isoformat())}",
        safe_address(about.url.value),
    ]
    return " ".join(_stopped(sentence) for sentence in sentences if sentence)


def note(citation: Citation, today: date, fingerprints: Fingerprints = NONE, place: str = "") -> str:
    """A footnote: author, title, publisher, date and how it is known where the article does not state it, page
    or other ``place`` in the article, the words cited as they stand, address, day of access, version, fingerprint.

    >>> note(citation, date(2026, 11, 21), {("a", 1): "1a2b3c4d"}, "paragraph 4")
    'Thomas Bridge, “Free councils”, LocalGov, 8 May 2014, paragraph 4: “Laws …”. https://… (seen 21 November 2026, …'
    """
    return "".join(note_parts(citation, today, fingerprints, place))


def note_parts(
    citation: Citation, today: date, fingerprints: Fingerprints = NONE, place: str = ""
) -> tuple[str, str, str]:
    """The same cut in three, for formats that mark the words cited: what stands before them, they, what follows."""
    about = citation.description
    parts = [
        line(about.author.value),
        f"“{line(about.title.value)}”" if about.title.value else line(citation.name),
        line(about.publisher.value),
        line(_dated_in_full(about.published)),
        place or (f"page {citation.page}" if citation.page else ""),
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
