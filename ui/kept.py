"""The kept conversations beside the Ask page: which there are, and what the page sends about them. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from briefing.wording import count, shortened
from ui.words import since
from values import Talk

SHOWN = 20  # conversations listed at a time
TITLE = 90  # code points of a title in the list
LONGEST = 200  # code points of a title, and of words that are searched
NONE_FOUND = "No conversation holds these words."


class Line(TypedDict):
    """One conversation. ``whole`` is its title in full, ``when`` its last day in words."""

    id: str
    title: str
    whole: str
    when: str
    open: bool


class KeptView(TypedDict):
    """``search`` holds the words that were searched, ``found`` says what came of it, ``more`` how many follow,
    ``notice`` what was done last."""

    entries: list[Line]
    search: str
    found: str
    more: int
    notice: str


@dataclass(slots=True)
class Shelf:
    """What one browser session does with the list: the words that it searches, how many it shows, what was done."""

    search: str = ""
    shown: int = SHOWN
    notice: str = ""


def kept_view(talks: Sequence[Talk], shelf: Shelf, current: str, today: date) -> KeptView:
    """``talks`` are those that hold what is searched, newest first; ``current`` is the id of the open one, or ""."""
    return {
        "entries": [_line(talk, current, today) for talk in talks[: shelf.shown]],
        "search": shelf.search,
        "found": _found(len(talks)) if shelf.search else "",
        "more": max(len(talks) - shelf.shown, 0),
        "notice": shelf.notice,
    }


def _line(talk: Talk, current: str, today: date) -> Line:
    when = since(talk.changed, today)
    return {
        "id": talk.id,
        "title": shortened(talk.title, TITLE),
        "whole": talk.title,
        "when": when[:1].upper() + when[1:],
        "open": talk.id == current,
    }


def _found(number: int) -> str:
    return f"{count(number, 'conversation')} found." if number else NONE_FOUND


def read_title(sent: object) -> tuple[str, str] | None:
    """Which conversation or briefing is to be called what, if the page sent such a thing; otherwise None."""
    match sent:
        case {"id": str(id), "title": str(title)} if title.strip():
            return id, one_line(title)
    return None


def one_line(sent: object, most: int = LONGEST) -> str:
    """Words that were typed into one line, not longer than they may be; "" for anything else."""
    if not isinstance(sent, str):
        return ""
    words = "".join(sign if sign.isprintable() else " " for sign in sent)
    return " ".join(words.split())[:most]
