"""The lines of a text with their offsets, and what their shape says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.wording import read_sign

# What ends a sentence, with the quotation marks, brackets and footnote marks that may follow it.
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]*_]{0,4}(?:\[\d+\])?$")
_BULLET = re.compile(
    r"^(?:[-–—*•·▪●◦‣]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?:\s+|$)"
)
_TITLES = (
    r"(?:(?:Cllr|Councillor|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Rev|Mr|Mrs|Ms|Miss|The Rt Hon)\.? )"
)
_PART = r"[A-ZÀ-Þ](?:\.|[\w’'-]+)"
NAME = rf"{_TITLES}*{_PART} (?:(?:{_PART}|de|van|von|der|la|bin|al) ){{0,3}}{_PART}"
NAMES = re.compile(rf"{NAME}(?:(?:, | and | & |; ){NAME}){{0,4}}")
OFFICE = re.compile(
    r"\b(?:director|chair(?:man|woman|person)?|chief|(?:vice[- ])?president|leader|secretary|minister|professor|editor"
    r"|reporter|correspondent|head|fellow|researcher|officer|member|mayor|councillor|founder|manager|writer"
    r"|journalist|analyst|lecturer|adviser|advisor|consultant|commissioner|treasurer|columnist|economist|partner)\b",
    re.IGNORECASE,
)
# "Ann Lee is a former director of …": who somebody is.
LIFE = re.compile(
    rf"^({NAME}) (?:is|was|has been) (?:an?|the|our|currently|former|co-|(?:\w+[ -]){{0,2}}(?i:{OFFICE.pattern}))"
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BREAK = re.compile(r"(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])")
# Where a sentence ends and something follows, at once or after one space.
_SEAM = re.compile(r"(?<=[a-z\d)][.!?])[\"'”’»)]{0,2}(?=[A-Z])|(?<=[.!?\"”’)])[ \u00a0](?=[A-Z])")
_LONG = 3000  # beyond this many code points only a line's beginning is read for its wording


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
        return _WORD.findall(self.text[:_LONG])

    @property
    def final(self) -> bool:
        """True where the line ends like a sentence."""
        return bool(_FINAL.search(self.text[-12:]))

    @property
    def bullet(self) -> bool:
        return bool(_BULLET.match(self.text[:20]))

    @property
    def prose(self) -> bool:
        """True for a sentence or more: enough words, and an end like a sentence's (or very many words)."""
        count = len(self.words)
        return (count >= 8 and self.final) or count >= 25


def split_lines(text: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """The lines of ``text[start:end]`` that hold something to read, in order."""
    stop = len(text) if end is None else end
    found: list[Line] = []
    gap, position = True, start
    for i, raw in enumerate(_BREAK.split(text[start:stop])):
        if i % 2 == 0:
            line = _trim(raw, position, gap)
            found += [line] if line else []
            gap = line is None
        position += len(raw)
    return tuple(line for block in _blocks(found) for line in _unwrap(text, block))


def _trim(raw: str, position: int, gap: bool) -> Line | None:
    begin = position + len(raw) - len(raw.lstrip())
    kept = raw.strip()
    return Line(begin, begin + len(kept), kept, gap) if kept else None


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    block: list[Line] = []
    for line in lines:
        if line.gap and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _unwrap(text: str, block: list[Line]) -> list[Line]:
    """One line for a paragraph that was broken at a fixed width: lines about equally long, broken inside sentences."""
    inner = [len(line.text) for line in block[:-1]]
    if not inner or any(line.bullet for line in block[1:]):
        return block
    even = min(inner) >= 45 and max(inner) <= 100 and max(inner) - min(inner) <= 25
    broken = sum(not line.final for line in block[:-1]) >= 0.6 * len(inner)
    broken = broken and sum(line.text[0].islower() for line in block[1:]) >= 0.4 * len(inner)
    if not (even and broken and len(block[-1].text) <= max(inner) + 5):
        return block
    start, end = block[0].start, block[-1].end
    return [Line(start, end, text[start:end], block[0].gap)]


def unglue(line: Line) -> list[Line]:
    """The line cut where page wording is stuck to its sentence: "…for early support.Read more" gives two."""
    if len(line.text) > _LONG:
        return [line]
    for match in _SEAM.finditer(line.text):
        head, tail = line.text[: match.start()].rstrip(), line.text[match.end() :]
        glued = match.end() == match.start()
        if len(head) < 40 or not _is_label(tail, glued):
            continue
        cut = line.start + match.end()
        return [Line(line.start, line.start + len(head), head, line.gap), Line(cut, line.end, tail, False)]
    return [line]


def _is_label(tail: str, glued: bool) -> bool:
    """A few words with the wording of a page; or, stuck on without a space, a few words that are no sentence."""
    if len(tail) > 90 or len(tail.split()) > 10:
        return False
    sign = read_sign(tail)
    ends = bool(_FINAL.search(tail))
    return sign.weight >= 5 if not glued else sign.weight >= 3 or (not ends and len(tail.split()) <= 6)
