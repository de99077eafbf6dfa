"""What became of citations, in a word and a colour, and of all of them in one line. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from briefing.wording import count
from values import CitationStatus

Tone = Literal["good", "warn", "bad"]
TONES: dict[CitationStatus, Tone] = {
    "same": "good",
    "moved": "good",
    "changed": "warn",
    "gone": "bad",
    "erased": "bad",
}
WORDS: dict[CitationStatus, str] = {
    "same": "as quoted",
    "moved": "as quoted, moved in the article",
    "changed": "changed since; these words are in version {}",
    "gone": "gone since; these words are in version {}",
    "erased": "erased from the library",
}


def status_words(status: CitationStatus, version: int) -> str:
    """What became of words that were cited from this version, to stand after the mark."""
    return WORDS[status].format(version)


def summary(statuses: Iterable[CitationStatus]) -> str:
    """All of them in one line.

    >>> summary(["same"] * 11 + ["changed"])
    '12 citations: 11 same, 1 changed.'
    """
    found = list(statuses)
    if not found:
        return "No citations."
    counts = {status: found.count(status) for status in get_args(CitationStatus)}
    parts = [f"{number:,} {status}" for status, number in counts.items() if number]
    if len(parts) == 1:
        return f"{count(len(found), 'citation')}, {'all ' if len(found) > 1 else ''}{found[0]}."
    return f"{count(len(found), 'citation')}: {', '.join(parts)}."
