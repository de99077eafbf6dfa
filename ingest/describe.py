"""What is known of an article, and how: stated in its text, inferred from it, given by a person, or unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.dates import Found, find_dates, valid
from ingest.imprint import read_imprint
from ingest.infer import (
    Reading,
    infer_kind,
    infer_publisher,
    infer_title,
    infer_years,
    read,
    speaks_for_itself,
)
from ingest.lines import LIFE, NAME, NAMES, OFFICE
from ingest.opening import BY
from ingest.sources import KINDS, PARTS, read_sources
from values import UNKNOWN, Description, Document, Part, Span

__all__ = ["describe", "read_sources"]

_LATER = re.compile(r"updated?|modified|amended|revised|reviewed|changed|edited", re.IGNORECASE)
_FIRST = re.compile(r"published|posted|issued|released|created|delivered", re.IGNORECASE)
_VISIT = re.compile(
    r"(?:thank you|thanks) for (?:visiting|reading|subscribing to) ([A-Z].{2,60}?)(?= and | today|[.,!\n]|$)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?:Speech|Address|Lecture|Remarks|(?:Written |Oral )?Statement|Letter|Evidence) (?:by|from) ({NAME})"
    r"(?= (?:to|at|on|in|about|for)\b|[,:–—]|$)"
)
_WRITES = re.compile(r"\b(?:writes|is writing|in a personal capacity)\b")
_PROPERTIES = {"published": "that it was created on", "updated": "that it was last changed on"}


def describe(document: Document, spans: tuple[Span, ...], given: dict[str, str] | None = None) -> Description:
    """What is known of a document: what a person gave wins, then what the text states, then what it lets infer.

    ``given`` holds keys of ``sources.toml``. A date in furniture, of a copyright line or of the file is no date
    of publication.
    """
    reading = read(document.text, spans)
    says = _Says(document, spans)
    kind = says.kind() or _kind(reading, document)
    found = Description(
        title=_title(reading, says),
        publisher=_publisher(reading, says),
        author=_author(reading, says, kind),
        published=says.date("published")
        or _date(reading, later=False)
        or says.clue("published")
        or _undated(reading, kind),
        updated=says.date("updated") or _date(reading, later=True) or says.clue("updated") or UNKNOWN,
        url=_address(document.name) or says.part("url") or UNKNOWN,
        kind=kind,
    )
    return replace(found, **_given(given or {}))


def _given(given: dict[str, str]) -> dict[str, Part]:
    """The parts that a person gave, each with its own reason or the one for all."""
    return {
        key: Part(
            given[key],
            given.get("published_to") if key == "published" else None,
            "given",
            given.get(f"because_{key}") or given.get("because", ""),
        )
        for key in PARTS
        if given.get(key)
    }


class _Says:
    """What the format says of the document (front matter, the page's metadata), with the words in the text that
    agree as the clue."""

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        self.says = document.says
        self.text = document.text
        self.spans = spans

    def part(self, key: str) -> Part | None:
        value = self.says.get(key, "").strip()
        if not value:
            return None
        return Part(value, None, "stated", self._because(key), self._clue(value))

    def clue(self, key: str) -> Part | None:
        """What the properties of the file let infer (``KEY property``): they are kept by programs, and may be those
        of a template or of a copy."""
        value = self.says.get(f"{key} property", "").strip()
        because = self.says.get(
            f"{key} from", f"the file’s properties say {_PROPERTIES.get(key, key)} {value}"
        )
        return Part(value, None, "inferred", because, self._clue(value)) if value else None

    def kind(self) -> Part | None:
        part = self.part("kind")
        return part if part and part.value in KINDS else None

    def date(self, key: str) -> Part | None:
        value = valid(self.says.get(key, "")) or next(
            (f.value for f in find_dates(self.says.get(key, ""))), None
        )
        if not value:
            return None
        shown = next(
            (found for span in self._ordered() for found in self._dates(span) if found.value == value), None
        )
        return Part(value, None, "stated", self._because(key), (shown.start, shown.end) if shown else None)

    def _because(self, key: str) -> str:
        return self.says.get(f"{key} from", "what the file says of itself")

    def _dates(self, span: Span) -> tuple[Found, ...]:
        return find_dates(self.text, span.start, min(span.end, span.start + 2000))

    def _ordered(self) -> list[Span]:
        """The spans that may hold a clue, those that state it first."""
        rank = {"dateline": 0, "byline": 1, "title": 2, "heading": 3}
        front = [s for s in self.spans if s.why == "front matter"]
        frame = sorted((s for s in self.spans if s.kind in rank), key=lambda s: (rank[s.kind], s.start))
        return front + frame

    def _clue(self, value: str) -> tuple[int, int] | None:
        body = sorted(s.start for s in self.spans if s.kind == "body")
        head = [s for s in self.spans if s.start < (body[2] if len(body) > 2 else len(self.text))]
        for span in [*self._ordered(), *head]:
            at = self.text.find(value, span.start, span.end)
            if at >= 0:
                return at, at + len(value)
        return None


def _kind(reading: Reading, document: Document) -> Part:
    """What the text lets infer; where that is nothing, or no more than a "we", what the page calls itself."""
    kind = infer_kind(reading)
    called = document.says.get("type", "")
    if called and (kind.value is None or (kind.value == "opinion" and "“we”" in kind.because)):
        return Part(called, None, "inferred", document.says.get("type from", ""))
    dated = any(s.kind == "dateline" for s in reading.spans) or "published" in document.says
    signed = any(s.kind == "byline" for s in reading.spans) or "author" in document.says
    if kind.value is None and dated and signed and not speaks_for_itself(reading):
        return Part("news", None, "inferred", "it is signed and dated, and speaks in the third person")
    return kind


def _title(reading: Reading, says: _Says) -> Part:
    metadata = says.part("title")
    for words, span in reading.lines("title"):
        because = metadata.because if metadata and metadata.value == words and span.why else "the headline"
        return Part(" ".join(words.lstrip("# ").split()), None, "stated", because, (span.start, span.end))
    return metadata or says.clue("title") or infer_title(reading)


def _publisher(reading: Reading, says: _Says) -> Part:
    """The format's word; the page's; the imprint; a copyright line or the body that speaks; or the running head."""
    found = (
        says.part("publisher") or _stated_publisher(reading) or _imprint(reading) or infer_publisher(reading)
    )
    return found if found.value else says.clue("publisher") or UNKNOWN


def _stated_publisher(reading: Reading) -> Part | None:
    """ "Thank you for visiting …": the page names itself, often in its furniture."""
    match = _VISIT.search(reading.text)
    if not match or not match[1][0].isupper():
        return None
    return Part(match[1], None, "stated", f"“{match[0]}”", match.span())


def _imprint(reading: Reading) -> Part | None:
    """ "Published by X" in the opening; or a name on a line of its own there, a publication's before a body's."""
    lines = [pair for kind in ("byline", "dateline") for pair in reading.lines(kind)]
    found = [(one, words, span) for words, span in lines if (one := read_imprint(words))]
    if not found:
        return None
    one, words, span = min(found, key=lambda item: (not item[0].stated, not item[0].press, item[2].start))
    because = (
        f"“{_cut(words)}”" if one.stated else f"the opening names it on a line of its own: “{_cut(words)}”"
    )
    clue = (span.start + one.start, span.start + one.end)
    return Part(one.name, None, "stated" if one.stated else "inferred", because, clue)


def _author(reading: Reading, says: _Says, kind: Part) -> Part:
    """The byline; the format's word; the headline of a speech; or, in an opinion piece, the life of the author."""
    for words, span in reading.lines("byline"):
        names = "" if read_imprint(words) else read_names(words)
        if names:
            return Part(names, None, "stated", f"the byline “{_cut(words)}”", (span.start, span.end))
    metadata = says.part("author")
    if metadata:
        return metadata
    return _speaker(reading) or _life(reading, kind) or says.clue("author") or UNKNOWN


def _speaker(reading: Reading) -> Part | None:
    """Whose the headline says that the words are: "Speech by Dame Ann Lee to the congress"."""
    for words, span in reading.lines("title"):
        match = _SPOKEN.match(words)
        if match and not read_imprint(match[1]):
            because = f"the headline “{_cut(words)}”"
            return Part(
                match[1], None, "stated", because, (span.start + match.start(1), span.start + match.end(1))
            )
    return None


def _life(reading: Reading, kind: Part) -> Part | None:
    """Whose life the lines under an opinion piece tell, or the line over it, if that says that he or she writes."""
    body = reading.lines("body")
    over = [("first", *pair) for pair in body[:1] if _WRITES.search(pair[0])]
    for place, words, span in [*over, *(("last", *pair) for pair in body[-3:])]:
        life = LIFE.match(words)
        if life and kind.value == "opinion":
            because = f"the {place} lines tell who the author is: “{_cut(words)}”"
            return Part(life[1], None, "inferred", because, (span.start, span.end))
    return None


def _cut(words: str, limit: int = 80) -> str:
    words = " ".join(words.split()).strip(" ,|–—-·•:(")
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + "…"


def read_names(byline: str) -> str:
    """The names in a byline, set apart by "; ": without "By", offices and places; "" where it names nobody.

    >>> read_names("By Ann Lee and Bo Orr, local democracy reporters")
    'Ann Lee; Bo Orr'
    """
    opening = BY.match(byline)
    rest = byline[opening.end() :] if opening else byline
    names = NAMES.match(rest)
    if not names:
        body = re.split(r"[,|(]", rest)[0].strip()
        return body if opening and body else ""
    first, *others = (match[0] for match in re.finditer(NAME, names[0]))
    singles = [
        first,
        *(one for one in others if not OFFICE.search(one.split()[-1].rstrip("s")) and not read_imprint(one)),
    ]
    return "; ".join(filter(None, map(_without_office, re.split(r" and |, | & |; ", "; ".join(singles)))))


def _without_office(name: str) -> str:
    """ "Rhona Castleford Local Democracy Reporter" → "Rhona Castleford"."""
    words = name.split()
    if len(words) > 2 and OFFICE.search(" ".join(words[2:])):
        return " ".join(words[:2])
    return "" if OFFICE.fullmatch(words[-1]) and len(words) <= 2 else name


def _date(reading: Reading, later: bool) -> Part | None:
    """The date that a dateline gives for publication, or (``later``) for its last change."""
    label = ""
    for words, span in reading.lines("dateline"):
        position = span.start
        for found in find_dates(reading.text, span.start, span.end):
            label = reading.text[position : found.start] or label
            changed = bool(_LATER.search(label)) and not _FIRST.search(_LATER.split(label)[-1])
            if changed == later:
                return Part(
                    found.value, None, "stated", f"the dateline “{_cut(words)}”", (found.start, found.end)
                )
            position, label = found.end, ""
        if not find_dates(words):
            label = words
    return None


def _address(name: str) -> Part | None:
    """The address by which a page was asked for, where that is its name."""
    fetched = re.match(r"https?://\S+$", name)
    return Part(name, None, "given", "the address that it was fetched from") if fetched else None


def _undated(reading: Reading, kind: Part) -> Part:
    return infer_years(reading) if kind.value == "policy_page" else UNKNOWN
