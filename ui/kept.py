"""Kept conversations and briefings in the side of a page: which there are, and what the page sends. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from briefing.copied import Copied, copied_talk
from briefing.wording import count, shortened
from ui.words import since
from values import Answer, Briefing, Problem, Talk

SHOWN = 20  # conversations listed at a time
TITLE = 90  # code points of a title in the list
LONGEST = 200  # code points of a title, and of words that are searched
MANY = 8  # briefings from which on they can be searched


class Line(TypedDict):
    """One conversation or briefing. ``whole`` is its title in full, ``when`` its last day in words."""

    id: str
    title: str
    whole: str
    when: str
    open: bool


class KeptView(TypedDict):
    """``finding`` names the line for words to search, or is "" where there is none; ``search`` holds these words, and
    ``found`` says what came of it. ``more`` says how many follow, ``notice`` what was done last. ``renames``: titles
    can be changed here. ``asks`` is asked before one is deleted. ``copied`` is the open conversation for the
    clipboard."""

    entries: list[Line]
    finding: str
    search: str
    found: str
    more: int
    notice: str
    renames: bool
    asks: str
    copied: Copied | None


@dataclass(slots=True)
class Shelf:
    """What one browser session does with the list: the words that it searches, how many it shows, what was done."""

    search: str = ""
    shown: int = SHOWN
    notice: str = ""


def kept_view(
    talks: Sequence[Talk], shelf: Shelf, current: str, today: date, said: Sequence[Answer | Problem] = ()
) -> KeptView:
    """``talks`` are those that hold what is searched, newest first; ``current`` is the id of the open one, or "", and
    ``said`` are its turns."""
    opened = [replace(talk, turns=tuple(said)) for talk in talks if talk.id == current and said]
    return {
        "entries": [_line(talk, current, today) for talk in talks[: shelf.shown]],
        "finding": "Find a conversation",
        "search": shelf.search,
        "found": _found(len(talks), "conversation") if shelf.search else "",
        "more": max(len(talks) - shelf.shown, 0),
        "notice": shelf.notice,
        "renames": True,
        "asks": "Delete this conversation and its answers for good? What a briefing holds stays there.",
        "copied": copied_talk(opened[0], today) if opened else None,
    }


def listing_view(briefings: Sequence[Briefing], shelf: Shelf, current: str, today: date) -> KeptView:
    """All briefings, the one changed last first; those are listed whose titles hold the words that are searched."""
    words = shelf.search.casefold().split()
    found = [one for one in briefings if all(word in one.title.casefold() for word in words)]
    return {
        "entries": [_line(one, current, today) for one in found[: shelf.shown]],
        "finding": "Find a briefing" if len(briefings) >= MANY else "",
        "search": shelf.search,
        "found": _found(len(found), "briefing") if words else "",
        "more": max(len(found) - shelf.shown, 0),
        "notice": shelf.notice,
        "renames": False,
        "asks": "Delete this briefing for good?",
        "copied": None,
    }


def _line(talk: Talk | Briefing, current: str, today: date) -> Line:
    when = since(talk.changed, today)
    return {
        "id": talk.id,
        "title": shortened(talk.title, TITLE),
        "whole": talk.title,
        "when": when[:1].upper() + when[1:],
        "open": talk.id == current,
    }


def _found(number: int, what: str) -> str:
    return f"{count(number, what)} found." if number else f"No {what} holds these words."


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
