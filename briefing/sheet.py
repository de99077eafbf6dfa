"""The claim sheet: one row for each use of a citation, for whoever checks a briefing before it goes out.

It is the annex of the Word document, and a CSV file (RFC 4180 with a byte-order mark, so that Excel reads UTF-8) that
carries in further columns what `desk check` compares.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from hashlib import sha256

from briefing.anchors import Anchor, anchor_of
from briefing.evidence import Cited
from briefing.inert import line, shown
from briefing.layout import Layout, Line
from briefing.verdict import CHECKS, PASSED
from briefing.wording import dated_and_how, title_of
from values import CitationStatus

STATUS: dict[CitationStatus, str] = {
    "same": "the same",
    "moved": "moved within the article",
    "changed": "changed since",
    "gone": "gone from the collection",
    "erased": "erased from the library",
}
COLUMNS = ("Note", "Claim", "Exact quote", "Source", "Date", "Check", "Status today", "Initials")
ANCHOR = ("Anchor", "Words")  # the columns that follow in a CSV file: what `desk check` compares
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class Row:
    """``note`` is the number of the note, or "none"; ``anchor`` is None where the sentence cites nothing."""

    note: str
    claim: str
    quote: str
    source: str
    date: str
    check: str
    status: str
    anchor: Anchor | None


def rows(layout: Layout) -> tuple[Row, ...]:
    """Every sentence with each citation that it rests on, in the order of the document."""
    return tuple(
        _row(one, cited) for one in layout.lines for cited in (one.cited or (None,))
    )  # a sentence that cites nothing has a row too


def _row(one: Line, cited: Cited | None) -> Row:
    claim = f"[{one.lead}] {one.text}" if one.lead else one.text
    words = CHECKS[one.check]
    check = one.fault or (f"passed: {words}" if one.check in PASSED else f"not verified: {words}")
    if cited is None:
        return Row("none", claim, "", "", "", check, "", None)
    citation = cited.citation
    about = citation.description
    parts = [
        line(about.author.value),
        f"“{line(title_of(about, citation.name))}”",
        line(about.publisher.value),
        cited.place,
        f"version {citation.version}",
    ]
    return Row(
        str(cited.number) if cited.number else "none",
        claim,
        shown(citation.quote),
        ", ".join(part for part in parts if part),
        line(dated_and_how(about.published)),
        check,
        STATUS[cited.status],
        anchor_of(cited, one.text),
    )


def to_csv(layout: Layout) -> bytes:
    """The sheet as CSV: UTF-8 with a byte-order mark, lines end in CR LF, every cell inert."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *ANCHOR])
    for row in rows(layout):
        cells = [row.note, row.claim, row.quote, row.source, row.date, row.check, row.status, ""]
        writer.writerow([inert(cell) for cell in (*cells, *_anchored(row))])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def _anchored(row: Row) -> tuple[str, str]:
    """The place of the words, and their own fingerprint. Neither looks like a number to a spreadsheet."""
    if row.anchor is None:
        return "", ""
    one = row.anchor
    place = f"{one.article}@{one.version}:{one.start}-{one.end}#{one.fingerprint}"
    return place, words_fingerprint(row.quote)


def words_fingerprint(words: str) -> str:
    """By which edited words are told: "sha256:" and 16 hexadecimal digits."""
    return f"sha256:{sha256(words.encode('utf-8', 'replace')).hexdigest()[:16]}"


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before one that could be, or that begins
    with an apostrophe itself, so that what was written can be told (OWASP, "CSV Injection").

    >>> inert("=cmd|' /C calc'!A0"), inert("-3 %"), inert("plain")
    ("'=cmd|' /C calc'!A0", "'-3 %", 'plain')
    """
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def as_written(cell: str) -> str:
    """A cell as it was before ``inert``."""
    return cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell
