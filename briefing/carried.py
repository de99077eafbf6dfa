"""What an exported file says of its citations, read back from the file alone: a briefing in Word, or a claim sheet.

The file may have been edited, saved by another program, or made to harm: it is opened with the limits of files that
are ingested, and whatever is not as the desk writes it is one sentence.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing import word
from briefing.anchors import (
    MARK,
    MOST,
    NAMESPACE,
    Anchor,
    bookmark_of,
    from_bookmark,
    from_json,
    unreadable,
)
from briefing.inert import bare
from briefing.sheet import as_written, words_fingerprint
from ingest.archive import Part, open_parts
from ingest.package import main_part, parse, related, relations
from ingest.word_parts import local, value
from values import DeskError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST = 50_000_000  # bytes of a file that is checked
_SEARCHED = 5_000_000  # code points of all notes in which words are searched that have lost their bookmarks
_OPEN = 8  # bookmarks that are followed at once; ours do not lie within each other
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_UNSEEN = frozenset("del moveFrom instrText delInstrText rPr pPr".split())
_PLACE = re.compile(r"(.{1,300})@(\d{1,9}):(\d{1,9})-(\d{1,9})#([0-9a-f]{0,64})", re.DOTALL)
_COPY = re.compile(r"_Copy_\d+$")  # how LibreOffice names the bookmarks of notes when it saves them
_NEEDED = ("Note", "Claim", "Exact quote", "Anchor", "Words")
EDITED = "the words cited were edited in the file"
REMOVED = "its note is no longer in the document"
SENTENCE = "its sentence was edited in the document"


@dataclass(frozen=True, slots=True)
class Carried:
    """One citation of a file: its anchor, and what was done to it in the file since the desk wrote it, in words.
    ``recorded``: the anchor's quote is the one that the desk wrote; otherwise it is what the file shows now."""

    anchor: Anchor
    edits: tuple[str, ...] = ()
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Contents:
    """``strangers`` counts notes that the desk did not write, or that were written anew."""

    citations: tuple[Carried, ...]
    strangers: int = 0


def read_carried(raw: bytes, name: str) -> Contents:
    """The citations of a briefing (.docx) or claim sheet (.csv), told by the content. Raises DeskError."""
    if len(raw) > LARGEST:
        raise DeskError(f"{name}: is too large to be a briefing; the limit is {LARGEST // 1_000_000} MB.")
    return _from_word(raw, name) if raw.startswith(b"PK") else _from_sheet(raw, name)


def _from_word(raw: bytes, name: str) -> Contents:
    """1. The anchors of the custom XML part, each with its note. 2. Notes that only their bookmarks tell of: they were
    pasted here, or a program lost that part. 3. What is left was not written by the desk."""
    part = open_parts(raw, name)
    main = main_part(part, name)
    paths = relations(part, main, name)
    anchors = _anchors(part, paths.get("customXml", []), name)
    notes = _read_notes(related(part, paths, "footnotes", name))
    said = _bookmarks(parse(part(main), name), word.BOOKMARK)
    carried = []
    for anchor in anchors or ():
        note = notes.take(anchor)
        carried.append(Carried(anchor, tuple(_edits(anchor, note, said))))
    carried += notes.take_others()
    if anchors is None and not carried:
        raise DeskError(f"{name}: holds nothing that the desk exported. Check a .docx or .csv that it wrote.")
    return Contents(tuple(carried), len(notes.texts))


@dataclass(slots=True)
class _Notes:
    """The notes of a document that no anchor has taken yet: those whose words a bookmark holds by its name, and the
    whole texts of all by their places. Some programs lose the bookmarks of notes."""

    words: dict[str, tuple[int, str]]
    texts: dict[int, str]
    searched: bool

    def take(self, anchor: Anchor) -> str | None:
        """What the note of this anchor says, and take it; None if it is not there."""
        place, words = self.words.get(bookmark_of(anchor), (-1, ""))
        if place < 0 and self.searched:
            quote = bare(anchor.quote)
            place = next((at for at, text in self.texts.items() if quote in text), -1)
            words = quote
        return None if self.texts.pop(place, None) is None else words

    def take_others(self) -> Iterator[Carried]:
        """Those of the notes that are left whose bookmarks tell where their words stand."""
        for name, (place, words) in self.words.items():
            anchor = from_bookmark(name, words)
            if anchor is not None and self.texts.pop(place, None) is not None:
                yield Carried(anchor, recorded=False)


def _read_notes(root: Element | None) -> _Notes:
    notes = [note for note in (() if root is None else root) if value(note, "type") in ("", "normal")]
    words = {
        name: (place, text)
        for place, note in enumerate(notes)
        for name, text in _bookmarks(note, MARK).items()
    }
    texts = {place: bare(_text(note)) for place, note in enumerate(notes)}
    return _Notes(words, texts, sum(map(len, texts.values())) <= _SEARCHED)


def _anchors(part: Part, paths: Sequence[str], name: str) -> tuple[Anchor, ...] | None:
    """The anchors in the custom XML part of the desk; None if there is no such part."""
    for path in paths:
        content = part(path)
        root = parse(content, name) if content else None
        if root is not None and root.tag == f"{{{NAMESPACE}}}citations":
            return from_json(root.text or "", name)
    return None


def _edits(anchor: Anchor, note: str | None, said: dict[str, str]) -> Iterator[str]:
    if note is None:
        yield REMOVED
    elif bare(note) != bare(anchor.quote):
        yield EDITED
    claim = said.get(f"{word.BOOKMARK}{anchor.sentence}")
    if claim is not None and bare(claim) != bare(anchor.claim):
        yield SENTENCE


def _bookmarks(root: Element, prefix: str) -> dict[str, str]:
    """The text between the ends of each bookmark whose name begins with ``prefix``."""
    found: dict[str, list[str]] = {}
    opened: dict[str, str] = {}
    for element in _seen(root):
        kind = local(element)
        if kind == "bookmarkStart" and value(element, "name").startswith(prefix) and len(opened) < _OPEN:
            name = _COPY.sub("", value(element, "name"))
            opened[value(element, "id")] = name
            found[name] = []
        elif kind == "bookmarkEnd":
            opened.pop(value(element, "id"), None)
        else:
            for name in opened.values():
                found[name].append(_words(element))
    return {name: "".join(words) for name, words in found.items()}


def _text(root: Element) -> str:
    return "".join(map(_words, _seen(root)))


def _words(element: Element) -> str:
    kind = local(element)
    return element.text or "" if kind == "t" else _SIGNS.get(kind, "")


def _seen(root: Element) -> Iterator[Element]:
    """The elements of a part in order, without those whose text nobody sees."""
    stack = [root]
    while stack:
        element = stack.pop()
        if local(element) and local(element) not in _UNSEEN:
            yield element
            stack += reversed(element)


def _from_sheet(raw: bytes, name: str) -> Contents:
    text = _decoded(raw)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        raise unreadable(name) from None
    labels = table[0] if table else []
    if not all(label in labels for label in _NEEDED):
        raise DeskError(
            f"{name}: is no claim sheet of the desk. Check a .docx or a .csv that the desk exported."
        )
    columns = [labels.index(label) for label in _NEEDED]
    rows = [[row[at] if at < len(row) else "" for at in columns] for row in table[1 : MOST + 1]]
    return Contents(tuple(_from_row(row, name) for row in rows if row[3]))


def _from_row(row: Sequence[str], name: str) -> Carried:
    note, claim, quote, place, words = map(as_written, row)
    found = _PLACE.fullmatch(place)
    if found is None:
        raise unreadable(name)
    quote = quote.replace("\r\n", "\n")
    version, start, end = (int(one) for one in found.groups()[1:4])
    number = int(note) if note.isascii() and note.isdecimal() and len(note) < 9 else 0
    anchor = Anchor(number, found[1], version, start, end, quote, found[5], claim, 0)
    same = words == words_fingerprint(quote)
    return Carried(anchor, () if same else (EDITED,), same)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """What parts the columns: spreadsheets of other countries save semicolons or tabs."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)
