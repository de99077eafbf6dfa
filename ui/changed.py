"""What changed from one version of an article to the next, word by word, as the drawer shows it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from briefing.wording import count
from library.alignment import Piece, align
from ui.drawer import Paragraph, Range, Run
from ui.reading import gap
from values import Span, Version

MARKS = {"same": "", "added": "added", "removed": "removed"}
LONGEST = 120_000  # code points of changed lines that are drawn


@dataclass(frozen=True, slots=True)
class Changes:
    """``added`` and ``removed`` count words of the article, ``furniture`` lines of the page around it."""

    paragraphs: list[Paragraph]
    added: int
    removed: int
    furniture: int


@dataclass(slots=True)
class _Line:
    """A line of the old text, the new one, or both; ``framed``: it lies in page furniture."""

    runs: list[Run] = field(default_factory=list)
    framed: bool = True

    @property
    def changed(self) -> bool:
        return any(run["mark"] and run["text"].strip() for run in self.runs)

    def words(self, mark: str) -> int:
        return sum(len(run["text"].split()) for run in self.runs if run["mark"] == mark)


def changes(old: Version, new: Version) -> Changes:
    """The lines of which something was added or taken out, and between them how much stayed as it was."""
    lines = [line for line in _lines(align(old.text, new.text), old.spans, new.spans) if _says(line)]
    body = [line for line in lines if line.changed and not line.framed]
    return Changes(
        paragraphs=list(_short(_drawn(lines))),
        added=sum(line.words("added") for line in body),
        removed=sum(line.words("removed") for line in body),
        furniture=sum(line.changed and line.framed for line in lines),
    )


def _says(line: _Line) -> bool:
    return any(run["text"].strip() for run in line.runs)


def _lines(pieces: Iterable[Piece], old: Sequence[Span], new: Sequence[Span]) -> Iterator[_Line]:
    before = [(span.start, span.end) for span in old if span.kind == "furniture"]
    after = [(span.start, span.end) for span in new if span.kind == "furniture"]
    line = _Line()
    for piece in pieces:
        frames, start = (before, piece.old[0]) if piece.kind == "removed" else (after, piece.new[0])
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                yield line
                line = _Line()
            if text.strip():
                line.framed = line.framed and _within(start, frames)
            if text:
                line.runs.append({"text": text, "mark": MARKS[piece.kind], "clues": []})
            start += len(text) + 1
    yield line


def _within(place: int, frames: Iterable[Range]) -> bool:
    return any(start <= place < end for start, end in frames)


def _drawn(lines: Iterable[_Line]) -> Iterator[Paragraph]:
    for changed, group in groupby(lines, lambda line: line.changed):
        found = list(group)
        if changed:
            for line in found:
                yield {"kind": "furniture" if line.framed else "body", "why": "", "runs": line.runs}
        else:
            yield gap(f"{count(len(found), 'line')} unchanged")


def _short(drawn: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """As many as can be read; where there are more, a line says so."""
    size = 0
    for paragraph in drawn:
        size += sum(len(run["text"]) for run in paragraph["runs"])
        if size > LONGEST:
            yield gap("There is more; it is not shown here.")
            return
        yield paragraph
