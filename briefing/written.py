"""Kept values as versioned JSON, ``{"format": 1, "value": …}``, as rows, and what is said where one cannot be read.

A conversation is a row of its own without its turns, and each turn is a row: one that is damaged hides no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from library.kept import Kept, Pages
from library.records import from_json, to_json
from values import Answer, Briefing, LibraryDamaged, Problem, Talk

T = TypeVar("T")
Turn = Answer | Problem


def answer_to_json(answer: Turn) -> str:
    return to_json(answer)


def answer_from_json(text: str, id_: str = "") -> Turn:
    """The answer, or the question without one, that ``answer_to_json`` wrote.

    This and the like raise ``LibraryDamaged`` for a text that a newer version of the program wrote, or that is none of
    its kind; ``id_`` names it in the sentence.
    """
    return _read(Turn, text, "answer", id_)  # type: ignore[arg-type]


def talk_to_json(talk: Talk) -> str:
    return to_json(talk)


def talk_from_json(text: str, id_: str = "") -> Talk:
    return _read(Talk, text, "conversation", id_)


def briefing_to_json(briefing: Briefing) -> str:
    return to_json(briefing)


def briefing_from_json(text: str, id_: str = "") -> Briefing:
    return _read(Briefing, text, "briefing", id_)


def readable(read: Callable[[str, str], T], rows: Sequence[Kept]) -> tuple[T, ...]:
    """The values of those rows that can be read."""
    found = []
    for row in rows:
        try:
            found.append(read(row.value, row.id))
        except LibraryDamaged:
            continue
    return tuple(found)


def get_talk(pages: Pages, id_: str) -> Talk | None:
    """The conversation of this id with its turns. Raises ``LibraryDamaged`` if its own row cannot be read."""
    row = pages.get("conversations", id_)
    if row is None:
        return None
    return with_turns(talk_from_json(row.value, id_), pages.answers(id_).get(id_, ()))


def with_turns(head: Talk, rows: Sequence[Kept]) -> Talk:
    """A conversation with its turns; one that cannot be read is a ``Problem`` that says so."""
    return replace(head, turns=tuple(_turn(row) for row in rows))


def _turn(row: Kept) -> Turn:
    try:
        return answer_from_json(row.value, row.id)
    except LibraryDamaged as fault:
        return Problem("", str(fault))


def said_in(text: str) -> str:
    """The question, the note and the sentences of a kept answer, to be searched; "" if it cannot be read. The answer
    itself, with all its citations, is not built: that would take ten times as long."""
    try:
        held = json.loads(text)["value"]
        claims = [f"{claim.get('lead', '')} {claim['text']}" for claim in held.get("claims", ())]
        return " ".join([held["question"], held.get("note", ""), *claims])
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""


def put_talk(pages: Pages, talk: Talk) -> None:
    """Keep a conversation and all its turns."""
    put_head(pages, talk)
    for place in range(len(talk.turns)):
        put_turn(pages, talk, place)
    pages.cut_answers(talk.id, len(talk.turns))


def put_turn(pages: Pages, talk: Talk, place: int) -> None:
    """Keep one turn of a conversation, counted from 0."""
    pages.put_answer(talk.id, place, talk.changed, answer_to_json(talk.turns[place]))


def put_head(pages: Pages, talk: Talk) -> None:
    """Keep what is known of a conversation beside its turns."""
    pages.put("conversations", Kept(talk.id, talk.changed, talk_to_json(replace(talk, turns=()))))


def put_briefing(pages: Pages, briefing: Briefing) -> None:
    pages.put("briefings", Kept(briefing.id, briefing.changed, briefing_to_json(briefing)))


def _read(kind: type[T], text: str, what: str, id_: str) -> T:
    which = f"The {what} {id_}".strip()
    try:
        return from_json(kind, text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        if str(fault).startswith("written in format"):
            raise LibraryDamaged(
                f"{which} was kept by a newer version of Devolution Desk ({fault}). Update the program to read it."
            ) from fault
        raise LibraryDamaged(
            f"{which} is damaged and cannot be read. The others are as they were; a backup may still hold it."
        ) from fault
