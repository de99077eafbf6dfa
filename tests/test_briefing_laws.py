"""Laws over random briefings: whatever is done to the document and to the articles, blocks, words and statuses hold."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_history import History, Telling, answer_of

from briefing.layout import Layout, lay_out
from briefing.notebook import Notebook, added, block_of, moved, new_briefing, own_text, passage_block, without
from library.store import Library, open_library
from values import Block, Briefing

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 22)
PLACE = st.integers(0, 12)
STEPS = st.lists(st.tuples(st.sampled_from(["add", "move", "remove"]), PLACE, PLACE), max_size=30)


@given(STEPS)
def test_a_briefing_is_ordered_as_a_list_is(steps: Sequence[tuple[str, int, int]]) -> None:
    briefing, blocks = new_briefing("Order"), list[Block]()
    for step, one, other in steps:
        if step == "add":
            blocks.insert(one, block := own_text("text", f"{one} {other}"))
            briefing = added(briefing, block, one)
        elif blocks:
            block = blocks.pop(one % len(blocks))
            if step == "move":
                blocks.insert(other, block)
                briefing = moved(briefing, block.id, other)
            else:
                briefing = without(briefing, block.id)
        assert briefing.blocks == tuple(blocks)


class Author:
    """Somebody who works at one briefing while the articles change, and what the briefing must then be."""

    def __init__(self, history: History, notebook: Notebook) -> None:
        self.history, self.notebook, self.chance = history, notebook, history.chance
        self.blocks: list[Block] = []
        self.told: dict[str, list[Telling]] = {}  # what the sentences of each block cite, in their order
        self.briefing = new_briefing("Random")
        notebook.keep(self.briefing)

    def work(self) -> None:
        """One thing that an author does, in the library and in mind."""
        match self.chance.randrange(6):
            case 0:
                self._add(
                    own_text(self.chance.choice(("heading", "text")), f"Own words {len(self.blocks)}"), []
                )
            case 1 | 2:
                self._cite()
            case 3 if self.blocks:
                block, to = self.chance.choice(self.blocks), self.chance.randrange(len(self.blocks))
                self.blocks.remove(block)
                self.blocks.insert(to, block)
                self._change(lambda held: moved(held, block.id, to))
            case 4 if len(self.blocks) > 6:
                block = self.chance.choice(self.blocks)
                self.blocks.remove(block)
                self._change(lambda held: without(held, block.id))
            case _:
                self._reorder()

    def _cite(self) -> None:
        """Add an answer, some of its sentences, or one of its passages."""
        found = self.history.cite(self.chance.randrange(1, 5))
        if not found:
            return
        answer = answer_of(found)
        if self.chance.random() < 0.3:
            self._add(passage_block(found[0].citation), found[:1])
            return
        some = sorted(self.chance.sample(range(len(found)), self.chance.randrange(1, len(found) + 1)))
        self._add(block_of(answer, some), [found[place] for place in some])

    def _add(self, block: Block, told: list[Telling]) -> None:
        at = self.chance.randrange(len(self.blocks) + 1)
        self.blocks.insert(at, block)
        self.told[block.id] = told
        self._change(lambda held: added(held, block, at))

    def _reorder(self) -> None:
        self.chance.shuffle(self.blocks)
        for place, block in enumerate(self.blocks):
            self._change(lambda held, id_=block.id, to=place: moved(held, id_, to))

    def _change(self, edit: object) -> None:
        assert callable(edit)
        self.briefing = self.notebook.change(self.briefing.id, edit)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_to_a_briefing_and_to_the_articles_words_and_statuses_hold(
    tmp_path: Path, seed: int
) -> None:
    folder, chance = tmp_path / "articles", random.Random(seed)
    folder.mkdir()
    library = open_library(tmp_path / "data")
    history = History(folder, library, chance)
    history.begin(4)
    author = Author(history, Notebook(library))
    for _ in range(5):
        for _ in range(6):
            author.work()
        for _ in range(3):
            history.happen()
        history.sync()
        library.close()
        library = history.library = open_library(tmp_path / "data")  # as after a restart
        author.notebook = Notebook(library)
        held = author.notebook.briefing(author.briefing.id)
        assert held is not None
        same_blocks(held, author)
        notes_hold(lay_out(held, library, TODAY), held, library, author)
    library.close()


def same_blocks(held: Briefing, author: Author) -> None:
    """The blocks are those that were added, in their order, but for what was erased."""
    assert [block.id for block in held.blocks] == [block.id for block in author.blocks]
    for block, mine in zip(held.blocks, author.blocks, strict=True):
        statuses = [author.history.right(one)[0] for one in author.told[block.id]]
        assert block == mine or "erased" in statuses
        for citation, status in zip(block.citations, statuses, strict=True):
            assert bool(citation.quote) == (status != "erased")


def notes_hold(layout: Layout, held: Briefing, library: Library, author: Author) -> None:
    """As it is laid out, every citation has its status, and each note the words of the stored version, in one row."""
    told = [one for block in held.blocks for one in author.told[block.id]]
    lines = list(layout.lines)
    assert [len(line.cited) for line in lines] == [1] * len(told)
    for line, one in zip(lines, told, strict=True):
        (cited,) = line.cited
        assert cited.status == author.history.right(one)[0]
        assert (cited.number is None) == (cited.status == "erased") == bool(line.fault)
        if cited.number is not None:
            version = library.version(cited.citation.article, cited.citation.version)
            assert version is not None
            assert (
                version.text[cited.citation.start : cited.citation.end]
                == line.text.strip("“”")
                == one.line.text
            )
    assert [note.number for note in layout.notes] == list(range(1, len(layout.notes) + 1))
