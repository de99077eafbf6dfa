"""What the Briefing page sends, and what is done about it: every change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.notebook import (
    Notebook,
    added,
    block_in,
    block_of,
    marked,
    moved,
    new_briefing,
    own_text,
    renamed,
    rewritten,
    without,
)
from briefing.wording import shortened
from ui.address import returned
from ui.component import Events
from ui.kept import SHOWN, one_line
from ui.writing import Removed, Writing, read_deeds, read_insert, read_move, read_place, read_written
from values import Block, Briefing, DeskError

if TYPE_CHECKING:
    from library.store import Library

UNTITLED = "A new briefing"
LONGEST = 20_000  # code points of own text in one block


class Editing:
    """One session's hand on the notebook. What cannot be done is said in a sentence on the page."""

    def __init__(self, library: Library, writing: Writing) -> None:
        self._notebook = Notebook(library)
        self._writing = writing

    @property
    def of_paper(self) -> Events:
        return {
            "deeds": self.deeds,
            "opened": self.opened,
            "closed": self.closed,
            "restored": self.restored,
            "asked": self.asked,
            "took": self.took,
            "kept": self.kept,
            "returned": self.returned,
        }

    @property
    def of_order(self) -> Events:
        return {"moved": self.moved, "removed": self.removed}

    @property
    def of_listing(self) -> Events:
        return {
            "searched": self.searched,
            "reopened": self.reopened,
            "deleted": self.deleted,
            "more": self.more,
        }

    def deeds(self, sent: object) -> None:
        """Do what the page sent of what was written in it, each once and in order. It sends all again until it is told
        what was done: where the reader writes fast, or leaves the page, single events would be lost."""
        acts = {
            "titled": self.titled,
            "marked": self.marked,
            "written": self.written,
            "inserted": self.inserted,
        }
        with self._writing.once:
            for mount, n, event, value in read_deeds(sent, self._writing.done):
                self._writing.done = (mount, n)
                acts.get(event, _nothing)(value)

    def begin(self) -> None:
        """A new briefing, which is opened; where there is a new one with nothing in it, that one."""

        def act() -> None:
            held = self._notebook.briefing(UNTITLED)
            briefing = held if held and not held.blocks else new_briefing(UNTITLED)
            self._notebook.keep(briefing)
            self._writing.show(briefing.id)
            self._writing.say("")

        self._tried(act)

    def titled(self, sent: object) -> None:
        title = one_line(sent)
        self._change(lambda held: renamed(held, title), "Title kept." if title else "")

    def marked(self, sent: object) -> None:
        self._change(lambda held: marked(held, one_line(sent)), "Marking kept.")

    def written(self, sent: object) -> None:
        found = read_written(sent)
        if found is None:
            return
        block, text = found
        if text.strip():
            self._change(lambda held: rewritten(held, block, text[:LONGEST]), "Kept.")
        else:
            self.removed(block)

    def inserted(self, sent: object) -> None:
        found = read_insert(sent)
        if found is not None:
            kind, text, at = found
            self._change(lambda held: added(held, own_text(kind, text[:LONGEST]), at), f"Added the {kind}.")

    def moved(self, sent: object) -> None:
        found = read_move(sent)
        if found is not None:
            self._change(lambda held: moved(held, *found), f"Moved to place {found[1] + 1}.")

    def removed(self, sent: object) -> None:
        """Take a block out; it can be put back."""

        def act() -> None:
            gone: list[Removed] = []

            def take_out(held: Briefing) -> Briefing:
                block = block_in(held, str(sent))
                gone.append(Removed(held.id, block, held.blocks.index(block)))
                return without(held, block.id)

            self._notebook.change(self._writing.briefing, take_out)
            words = f"Taken out: {shortened(gone[0].block.text or 'a passage', 60)}."
            self._writing.say(words, gone[0])

        self._tried(act)

    def restored(self, _sent: object) -> None:
        gone = self._writing.undo
        if gone is not None:
            done = self._change(lambda held: _with(held, gone), "Put back.")
            self._writing.undo = None if done else gone

    def opened(self, sent: object) -> None:
        briefing = self._notebook.briefing(self._writing.briefing)
        place = read_place(sent, briefing) if briefing else None
        self._writing.open = place or self._writing.open

    def closed(self, _sent: object) -> None:
        self._writing.open = None

    def asked(self, sent: object) -> None:
        """Have the question of a block asked again."""
        self._writing.asking = sent if isinstance(sent, str) else ""

    def kept(self, sent: object) -> None:
        self._writing.compared.pop(str(sent), None)

    def took(self, sent: object) -> None:
        """Put the answer of today in the place of a block's own."""
        changes = self._writing.compared.pop(str(sent), None)
        if changes is None:
            return

        def put(held: Briefing) -> Briefing:
            old = block_in(held, str(sent))
            new: Block = replace(block_of(changes.answer), id=old.id, text=old.text)
            return added(without(held, old.id), new, held.blocks.index(old))

        self._change(put, "The answer of today stands in its place.")
        self._writing.newer.pop(str(sent), None)

    def searched(self, sent: object) -> None:
        self._writing.shelf.search, self._writing.shelf.shown = one_line(sent), SHOWN

    def more(self, _sent: object) -> None:
        self._writing.shelf.shown += SHOWN

    def reopened(self, sent: object) -> None:
        if isinstance(sent, str):
            self._writing.show(sent)
            self._writing.say("")

    def returned(self, sent: object) -> None:
        """Open the briefing that the reader went back to."""
        self.reopened(returned("briefing", sent))

    def deleted(self, sent: object) -> None:
        if isinstance(sent, str):

            def act() -> None:
                self._notebook.delete_briefing(sent)
                self._writing.say("Deleted.")

            self._tried(act)

    def _change(self, edit: Callable[[Briefing], Briefing], told: str) -> bool:
        """Change the open briefing; whether that was done. ``told`` is said to ears alone, since eyes see it."""

        def act() -> None:
            self._notebook.change(self._writing.briefing, edit)
            self._writing.notice, self._writing.status = "", told

        return self._tried(act)

    def _tried(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except DeskError as error:
            self._writing.say(str(error))
            return False
        return True


def _nothing(_sent: object) -> None:
    """What is done about what the page never sends."""


def _with(briefing: Briefing, gone: Removed) -> Briefing:
    """The briefing with a block put back where it stood, unless it is there already."""
    there = briefing.id != gone.briefing or any(block.id == gone.block.id for block in briefing.blocks)
    return briefing if there else added(briefing, gone.block, gone.at)
