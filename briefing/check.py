"""Check an exported briefing or claim sheet again, from the file alone: are its words still those of the articles?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from briefing.anchors import Anchor
from briefing.carried import EDITED, LARGEST, REMOVED, Carried, read_carried
from briefing.evidence import ReadOnce
from briefing.inert import bare
from briefing.records import fingerprint
from briefing.sheet import STATUS
from briefing.wording import count, quoted, shortened, title_of
from library.citations import Standing, status
from library.store import Library
from values import CitationStatus, DeskError, Version

Outcome = CitationStatus | Literal["false"]
FALSE = "not what the article says there"
_HELD = ("same", "moved")
_SHOWN = 160  # code points of words that are shown


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation. ``false``: the file names words, a place and a version that do not belong together. ``now`` is
    what the words were changed into. ``edits`` says what was done to it in the file itself."""

    note: int
    article: str
    source: str
    version: int
    quote: str
    outcome: Outcome
    now: str = ""
    edits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the citations of one file. ``strangers`` counts notes that the desk did not write."""

    name: str
    citations: tuple[Checked, ...]
    strangers: int = 0

    @property
    def holds(self) -> bool:
        """True if every citation that the file still has stands as it was exported."""
        edited = any(edit != REMOVED for one in self.citations for edit in one.edits)
        replaced = bool(self.strangers) and any(REMOVED in one.edits for one in self.citations)
        return all(one.outcome in _HELD for one in self.citations) and not edited and not replaced


def check_file(path: Path, library: Library) -> Report:
    """Compare every citation of the file with the library, as it is today.

    Raises DeskError in one sentence for a file that cannot be read, or that the desk did not export.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        reason = f"cannot be read ({error.strerror}). Name a .docx or .csv that the desk exported."
        raise DeskError(f"{path}: {reason}") from None
    contents = read_carried(raw, path.name)
    shelf = _Shelf(library)
    return Report(path.name, tuple(shelf.check(one) for one in contents.citations), contents.strangers)


class _Shelf:
    """The articles that a file cites; every one is read once."""

    def __init__(self, library: Library) -> None:
        self._library = ReadOnce(library)
        self._all = library.all_articles

    def check(self, carried: Carried) -> Checked:
        one = carried.anchor
        version = self._version(one)
        if version is None:
            erased = self._library.was_erased(one.article, one.version)
            told = (one.note, one.article, one.article or "an unknown article", one.version, one.quote)
            return Checked(*told, "erased" if erased else "gone", "", carried.edits)
        source = title_of(version.description, version.name)
        words = version.text[one.start : one.end]
        differ = bare(words) != bare(one.quote)
        found = (one.note, version.article, source, version.number, one.quote)
        if not words or (carried.recorded and differ):
            return Checked(*found, "false", "", carried.edits)
        edits = carried.edits or ((EDITED,) if differ else ())
        standing = status(self._library, version.article, version.number, one.start, one.end, words)
        return Checked(*found, standing.status, self._now(version, standing), edits)

    def _now(self, version: Version, standing: Standing) -> str:
        """What the words were changed into."""
        if standing.status != "changed" or standing.version is None:
            return ""
        current = self._library.version(version.article, standing.version)
        return current.text[standing.start : standing.end] if current else ""

    def _version(self, anchor: Anchor) -> Version | None:
        """The version with this fingerprint, otherwise the one of this number: a library that was made anew counts
        its versions anew."""
        if not anchor.article:
            return self._by_fingerprint(anchor)
        mark = anchor.fingerprint
        held = {one.number: one for one in self._library.versions(anchor.article)}
        numbered = held.get(anchor.version)
        if numbered is not None and fingerprint(numbered).startswith(mark):
            return numbered
        return next((one for one in held.values() if mark and fingerprint(one) == mark), numbered)

    def _by_fingerprint(self, anchor: Anchor) -> Version | None:
        """Of all versions with this fingerprint the one with the words in this place, or else any."""
        found = self._marked.get(anchor.fingerprint, [])
        said = bare(anchor.quote)
        fitting = (one for one in found if bare(one.text[anchor.start : anchor.end]) == said)
        return next(fitting, next(iter(found), None))

    @cached_property
    def _marked(self) -> dict[str, list[Version]]:
        """Every version of the library by its fingerprint; read only for notes that name no article."""
        marked: dict[str, list[Version]] = {}
        for article in self._all():
            for version in self._library.versions(article.id):
                marked.setdefault(fingerprint(version), []).append(version)
        return marked


def report_text(report: Report) -> str:
    """The report for a terminal: how many of each, then a line for each citation."""
    names: dict[Outcome, str] = dict(STATUS.items()) | {"false": FALSE}
    counted = Counter(one.outcome for one in report.citations)
    parts = [f"{number:,} {names[outcome]}" for outcome, number in counted.most_common()]
    edited = sum(bool(one.edits) for one in report.citations)
    parts += [f"{edited:,} edited in the file"] if edited else []
    head = f"{bare(report.name)}: {count(len(report.citations), 'citation')}{': ' if parts else ''}{', '.join(parts)}."
    lines = [_told(one, names) for one in report.citations]
    if report.strangers:
        lines.append(f"{count(report.strangers, 'note')} that the desk did not write: not checked.")
    return "\n".join([head, *lines])


def _told(one: Checked, names: dict[Outcome, str]) -> str:
    """One citation in a line: "[3] changed since: “…” (“Free councils”, version 1). It says now: “…”."""
    number = f"[{one.note}]" if one.note else "[no note]"
    words = quoted(shortened(bare(one.quote), _SHOWN))
    line = f"{number} {names[one.outcome]}: {words} (“{bare(one.source)}”, version {one.version})."
    if one.now:
        line += f" It says now: {quoted(shortened(bare(one.now), _SHOWN))}"
    return line + "".join(f" {edit[:1].upper()}{edit[1:]}." for edit in one.edits)
