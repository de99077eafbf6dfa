"""What one browser session does on the Briefing page: which briefing is open, what was done, what was found out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from briefing.recheck import Changes
from briefing.wording import title_of
from ui.kept import Shelf
from values import Article, Block, Briefing, Citation, Problem


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that was taken out, and where it stood (from 0)."""

    briefing: str
    block: Block
    at: int


@dataclass(slots=True)
class Writing:
    """``briefing`` is the id of the open one, or "". ``open`` is the citation in the drawer: its block, and its place
    there (from 0). ``notice`` says what was done last, ``undo`` takes it back, ``status`` is what a screen reader is
    told. ``checking``: everything is to be checked again; ``asking`` is the block whose question is to be asked again,
    or "". ``newer`` and ``compared`` hold what came of it, by block; ``checked`` says it in a line. ``template`` is the
    name and the bytes of a house template for Word. ``done`` is the last deed that was done of those that one drawing
    of the page sent, and ``once`` is held while they are done."""

    briefing: str = ""
    open: tuple[str, int] | None = None
    notice: str = ""
    undo: Removed | None = None
    status: str = ""
    checking: bool = False
    asking: str = ""
    checked: str = ""
    newer: dict[str, tuple[Article, ...] | Problem] = field(default_factory=dict)
    compared: dict[str, Changes] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)
    template: tuple[str, bytes] | None = None
    done: tuple[str, int] | None = None
    once: Lock = field(default_factory=Lock, repr=False, compare=False)

    def show(self, briefing: str) -> None:
        """Open another briefing; what was found out of the one before is forgotten."""
        if briefing != self.briefing:
            self.briefing, self.open, self.undo = briefing, None, None
            self.checked, self.checking, self.asking = "", False, ""
            self.newer, self.compared = {}, {}

    def forget_template(self) -> None:
        """Go back to the desk's own styles."""
        self.template = None

    def say(self, words: str, undo: Removed | None = None) -> None:
        self.notice = self.status = words
        self.undo = undo


def read_place(sent: object, briefing: Briefing) -> tuple[str, int] | None:
    """A citation of the briefing, if the page sent one; otherwise None."""
    match sent:
        case {"block": str(block), "index": int(index)}:
            held = next((one for one in briefing.blocks if one.id == block), None)
            return (block, index) if held and 0 <= index < len(held.citations) else None
    return None


def read_move(sent: object) -> tuple[str, int] | None:
    """Which block goes where, if the page sent such a thing; otherwise None."""
    match sent:
        case {"id": str(block), "to": int(to)}:
            return block, to
    return None


def read_insert(sent: object) -> tuple[Literal["heading", "text"], str, int] | None:
    """A heading or own text and its place, if the page sent such a thing; otherwise None."""
    match sent:
        case {"kind": "heading" | "text" as kind, "text": str(text), "at": int(at)}:
            return kind, text, at
    return None


def read_written(sent: object) -> tuple[str, str] | None:
    """What was written into which block, if the page sent such a thing; otherwise None."""
    match sent:
        case {"block": str(block), "text": str(text)}:
            return block, text
    return None


def read_deeds(sent: object, done: tuple[str, int] | None) -> list[tuple[str, int, str, object]]:
    """The deeds that the page sent and that are not done yet, each with the drawing that sent it and its number there,
    in their order; [] for what is no such thing."""
    match sent:
        case {"mount": str(mount), "queue": list(queue)}:
            last = done[1] if done and done[0] == mount else 0
            read = [_deed(mount, one) for one in queue]
            return [one for one in read if one is not None and one[1] > last]
    return []


def _deed(mount: str, sent: object) -> tuple[str, int, str, object] | None:
    match sent:
        case {"n": int(n), "event": str(event), "value": value}:
            return mount, n, event, value
    return None


def newer_told(found: Sequence[Article] | Problem) -> str:
    """Which articles came since on a question, in a sentence, or why that is not known; "" for none."""
    if isinstance(found, Problem):
        return found.reason
    return newer_words([title_of(one.current.description, one.name) for one in found])


def newer_words(titles: Sequence[str]) -> str:
    """
    >>> newer_words(["A", "B", "C"])
    'New or changed since, on the same question: “A”, “B” and 1 more.'
    """
    if not titles:
        return ""
    named = [f"“{title}”" for title in titles[:2]]
    rest = len(titles) - len(named)
    listed = f"{', '.join(named)} and {rest:,} more" if rest else " and ".join(named)
    return f"New or changed since, on the same question: {listed}."


def citation_at(briefing: Briefing, place: tuple[str, int]) -> Citation | None:
    """The citation at a place, if it is still there."""
    block, index = place
    held = next((one for one in briefing.blocks if one.id == block), None)
    return held.citations[index] if held and index < len(held.citations) else None
