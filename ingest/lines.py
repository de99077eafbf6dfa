"""The lines of a text with their offsets, and what their shape says."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What ends a sentence, with the quotation marks, brackets and footnote marks that may follow it.
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]*_]*(?:\[\d+\])?$")
_BULLET = re.compile(r"^(?:[-–—*•·▪●◦‣o]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])(?:\s+|$)")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Zero-width, bidirectional and tag characters, soft hyphens and byte-order marks: nothing that a reader sees.
_UNSEEN = r"\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f"
_EDGES = re.compile(rf"^[{_UNSEEN}]+|[{_UNSEEN}]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one paragraph where the file breaks its lines at a fixed width: ``text`` is what stands at
    ``start:end`` without the white space around it; ``gap`` says whether a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @property
    def final(self) -> bool:
        """True where the line ends like a sentence."""
        return bool(_FINAL.search(self.text))

    @property
    def bullet(self) -> bool:
        return bool(_BULLET.match(self.text))

    @property
    def prose(self) -> bool:
        """True for a sentence or more: enough words, and an end like a sentence's (or very many words)."""
        count = len(self.words)
        return (count >= 8 and self.final) or count >= 25


def split_lines(text: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """The lines of ``text[start:end]`` that hold something to read, in order."""
    found: list[Line] = []
    gap, position, stop = True, start, len(text) if end is None else end
    for raw in re.split(r"(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])", text[start:stop]):
        line = _trim(raw, position, gap)
        if line:
            found.append(line)
            gap = False
        elif position > start and not re.fullmatch(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", raw):
            gap = True
        position += len(raw)
    return _unwrap(text, found)


def _trim(raw: str, position: int, gap: bool) -> Line | None:
    head = _EDGES.match(raw)
    begin = head.end() if head else 0
    kept = _EDGES.sub("", raw)
    return Line(position + begin, position + begin + len(kept), kept, gap) if kept else None


def _unwrap(text: str, lines: list[Line]) -> tuple[Line, ...]:
    """Joins the lines of each paragraph that was broken at a fixed width (most lines about equally long)."""
    joined: list[Line] = []
    for block in _blocks(lines):
        joined += [_join(text, block)] if _wrapped(block) else block
    return tuple(joined)


def _blocks(lines: list[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _wrapped(block: list[Line]) -> bool:
    """All lines but the last are 45 to 100 characters long and nearly equal, and most break inside a sentence."""
    inner = [len(line.text) for line in block[:-1]]
    if not inner or any(line.bullet for line in block[1:]):
        return False
    even = 45 <= min(inner) and max(inner) <= 100 and max(inner) - min(inner) <= 25
    broken = sum(not line.final for line in block[:-1])
    return even and len(block[-1].text) <= max(inner) + 5 and broken >= 0.6 * len(inner)


def _join(text: str, block: list[Line]) -> Line:
    start, end = block[0].start, block[-1].end
    return Line(start, end, text[start:end], block[0].gap)
