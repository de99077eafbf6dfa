"""Checking a briefing again: which articles came since, and what its questions are answered today."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.layout import Layout
from briefing.notebook import block_in
from briefing.recheck import ask_again, newer_articles
from briefing.wording import count
from ui.answering import BROKEN
from ui.compared import ASKED
from ui.standing import summary
from ui.writing import Writing
from values import Article, Briefing, DeskError, Problem

if TYPE_CHECKING:
    from library.store import Library
    from rag.desk import Desk


def came_since(briefing: Briefing, library: Library) -> str:
    """How many articles came or changed since the first answer of a briefing was given, in words; "" for none."""
    given = [block.answered for block in briefing.blocks if block.answered]
    came = sum(bool(given) and article.current.added > min(given) for article in library.articles())
    return f"{count(came, 'article')} came or changed since it was begun." if came else ""


def recheck(desk: Desk, briefing: Briefing, layout: Layout, writing: Writing) -> None:
    """Do what was asked for: look for newer articles on every question, or ask the question of one block again."""
    checking, asking = writing.checking, writing.asking
    writing.checking, writing.asking = False, ""
    try:
        if checking:
            _look_for_newer(desk, briefing, layout, writing)
        if asking:
            _compare(desk, briefing, asking, writing)
    except DeskError as error:
        writing.say(str(error))
    except Exception:  # the edge: whatever is wrong inside, the page says one plain sentence
        logging.getLogger(__name__).exception("A briefing could not be checked again.")
        writing.say(BROKEN)


def _look_for_newer(desk: Desk, briefing: Briefing, layout: Layout, writing: Writing) -> None:
    answers = [block for block in briefing.blocks if block.kind == "answer"]
    found = {block.id: newer_articles(desk, block.searched or block.text, block) for block in answers}
    writing.newer = {id_: one for id_, one in found.items() if one}
    writing.checked = newer_summary(list(found.values()))
    statuses = [one.status for line in layout.lines for one in line.cited]
    writing.status = f"Checked. {summary(statuses)} {writing.checked}"


def newer_summary(found: Sequence[tuple[Article, ...] | Problem]) -> str:
    """What was found out of all questions of a briefing, in a line.

    >>> newer_summary([(), Problem("?", "Too long.")])
    'No newer article on the other questions. 1 question could not be asked again.'
    """
    newer = {article.id for one in found if not isinstance(one, Problem) for article in one}
    unasked = sum(isinstance(one, Problem) for one in found)
    told = []
    if unasked < len(found) or not found:
        articles = count(len(newer), "newer article") if newer else "No newer article"
        told.append(f"{articles} on the {'other' if unasked else 'same'} questions.")
    if unasked:
        told.append(f"{count(unasked, 'question')} could not be asked again.")
    return " ".join(told)


def _compare(desk: Desk, briefing: Briefing, asking: str, writing: Writing) -> None:
    """Ask the question of one block again; where it cannot be, that is said beside the block."""
    found = ask_again(desk, block_in(briefing, asking))
    if isinstance(found, Problem):
        writing.newer[asking], writing.status = found, found.reason
    else:
        writing.compared[asking], writing.status = found, ASKED
