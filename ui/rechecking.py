"""Checking a briefing again: which articles came since, and what its questions are answered today."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from briefing.layout import Layout
from briefing.notebook import block_in
from briefing.recheck import ask_again, newer_articles
from briefing.wording import count
from ui.answering import BROKEN
from ui.standing import summary
from ui.writing import Writing
from values import Briefing, DeskError

if TYPE_CHECKING:
    from library.store import Library
    from rag.desk import Desk

NOTHING_NEW = "No newer article on the same questions."


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
            writing.compared[asking] = ask_again(desk, block_in(briefing, asking))
            writing.status = "Asked again. Then and now stand side by side."
    except DeskError as error:
        writing.say(str(error))
    except Exception:  # the edge: whatever is wrong inside, the page says one plain sentence
        logging.getLogger(__name__).exception("A briefing could not be checked again.")
        writing.say(BROKEN)


def _look_for_newer(desk: Desk, briefing: Briefing, layout: Layout, writing: Writing) -> None:
    answers = [block for block in briefing.blocks if block.kind == "answer"]
    found = {block.id: newer_articles(desk, block.searched or block.text, block) for block in answers}
    writing.newer = {id_: articles for id_, articles in found.items() if articles}
    newer = {article.id for articles in found.values() for article in articles}
    writing.checked = f"{count(len(newer), 'newer article')} on the same questions." if newer else NOTHING_NEW
    statuses = [one.status for line in layout.lines for one in line.cited]
    writing.status = f"Checked. {summary(statuses)} {writing.checked}"
