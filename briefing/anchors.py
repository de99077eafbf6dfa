"""What an exported file carries of its citations, so that it can be checked again from itself alone.

In a Word document it is JSON in a custom XML part, and once more in the name of the bookmark around the words of each
note, which goes with the note where it is pasted into another document. In a claim sheet it is a few columns. What
comes back from a file may have been changed by anybody, and is data to compare, nothing more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from briefing.evidence import Cited
from briefing.layout import Layout
from values import DeskError

NAMESPACE = "urn:devolution-desk:citations"
FORMAT = 1
MOST = 5_000  # anchors that are read from one file
_LONGEST = 1_000_000  # code points of one text in an anchor
_LARGEST = 2**31
MARK = "_desk_n"  # begins the names of the bookmarks of notes; Word hides those that begin with an underscore
_NAME = re.compile(MARK + r"(\d{1,6})_([0-9a-f]{8})_(\d{1,9})_(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the words of one note stand: the article's id, the version, the offsets in its text, the words, and the
    short fingerprint of the version. ``claim`` is the sentence that the note belongs to, as the document shows it, and
    ``sentence`` its number among those that have notes."""

    note: int
    article: str
    version: int
    start: int
    end: int
    quote: str
    fingerprint: str
    claim: str
    sentence: int


def anchor_of(cited: Cited, claim: str, sentence: int = 0) -> Anchor:
    one = cited.citation
    place = (one.article, one.version, one.start, one.end)
    return Anchor(cited.number or 0, *place, one.quote, cited.fingerprint, claim, sentence)


def anchors_of(layout: Layout) -> tuple[Anchor, ...]:
    """One for each note, in their order."""
    noted = [line for line in layout.lines if line.notes]
    return tuple(
        anchor_of(cited, line.text, place)
        for place, line in enumerate(noted, 1)
        for cited in line.cited
        if cited.number is not None
    )


def bookmark_of(anchor: Anchor) -> str:
    """The name of the bookmark around the words of a note: 40 letters at most, or Word takes it away.

    >>> bookmark_of(Anchor(3, "free-councils", 1, 1210, 1411, "Laws …", "8b175d1e", "“Laws …”", 2))
    '_desk_n3_8b175d1e_1210_1411'
    """
    return f"{MARK}{anchor.note}_{anchor.fingerprint}_{anchor.start}_{anchor.end}"


def from_bookmark(name: str, words: str) -> Anchor | None:
    """What the name of a bookmark says of the words in it; its article and version are known by their fingerprint
    alone. None for any other bookmark."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    return Anchor(int(found[1]), "", 0, int(found[3]), int(found[4]), words, found[2], "", 0)


def to_json(anchors: Iterable[Anchor]) -> str:
    """ASCII, so that no sign of a quotation can be lost on the way."""
    return json.dumps({"format": FORMAT, "notes": [asdict(one) for one in anchors]})


def from_json(text: str, name: str) -> tuple[Anchor, ...]:
    """The anchors that a file carries. Raises DeskError for anything else than what ``to_json`` writes."""
    try:
        held = json.loads(text)
        newer = held["format"] > FORMAT
        rows = [] if newer else held["notes"]
        if newer:
            raise DeskError(
                f"{name}: was exported by a newer version of Devolution Desk. Update the program."
            )
        return tuple(read_anchor(row, name) for row in rows[:MOST])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise unreadable(name) from None


def read_anchor(row: dict[str, object], name: str) -> Anchor:
    """One anchor from plain values. Raises DeskError if any is missing, of another kind, or beyond all bounds."""
    held: dict[str, object] = {}
    for field in fields(Anchor):
        value = row.get(field.name)
        number = field.type == "int"
        fits = (
            isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST
            if number
            else isinstance(value, str) and len(value) <= _LONGEST
        )
        if not fits:
            raise unreadable(name)
        held[field.name] = value
    str(
        held["article"]
    ).encode()  # half a sign can name no article: a ValueError, as of whatever else is no text
    return Anchor(**held)  # type: ignore[arg-type]  # each was compared with its field's type above


def unreadable(name: str) -> DeskError:
    return DeskError(
        f"{name}: what it carries to be checked by is damaged. Export the briefing again from the desk."
    )
