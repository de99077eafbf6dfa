"""Kept conversations and briefings: values that are stored whole in the library, and how they are made and changed.

notebook = Notebook(library)
notebook.keep_talk(with_turn(new_talk(answer.question), answer))
notebook.change(briefing.id, lambda held: added(held, block_of(answer)))
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from briefing.findings import differ
from briefing.written import (
    Turn,
    briefing_from_json,
    get_talk,
    put_briefing,
    put_head,
    put_talk,
    put_turn,
    readable,
    said_in,
    talk_from_json,
    with_turns,
)
from library import kept
from library.kept import Kept
from library.records import fold
from library.schema import now
from library.store import Library
from values import Answer, Block, Briefing, Citation, Claim, DeskError, Talk

T = TypeVar("T")


class Notebook:
    """What is kept in an open library. Cheap to make; may be used from any thread, and beside any ingest.

    Writing raises ``DeskError`` in one sentence where the library cannot be written to.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    # Conversations

    def listed(self, search: str = "") -> tuple[Talk, ...]:
        """As ``talks``, but without their turns: for a list, which is shown often."""
        return tuple(talk for talk, _ in self._found(search, with_answers=False))

    def talks(self, search: str = "") -> tuple[Talk, ...]:
        """The conversations with all their turns, newest first; those in which every word of ``search`` occurs, in
        whatever case, in the title, the questions or the answers. What cannot be read is left out."""
        return tuple(with_turns(talk, answers) for talk, answers in self._found(search, with_answers=True))

    def _found(self, search: str, with_answers: bool) -> list[tuple[Talk, Sequence[Kept]]]:
        """The conversations that a search finds, without their turns, and the rows of these if they are needed."""
        wanted = fold(search).split()
        with kept.reading(self._library) as pages:
            rows = pages.all("conversations")
            answers = pages.answers() if wanted or with_answers else {}
        found = [(talk, answers.get(talk.id, ())) for talk in readable(talk_from_json, rows)]
        return [one for one in found if not wanted or _holds(*one, wanted)]

    def talk(self, id_: str) -> Talk | None:
        """One conversation as it was; None if there is none. A turn that cannot be read is a ``Problem`` that says so.
        Raises ``LibraryDamaged`` if the conversation itself cannot be read."""
        with kept.reading(self._library) as pages:
            return get_talk(pages, id_)

    def keep_talk(self, talk: Talk) -> None:
        """Keep a conversation as it is given, in the place of the one with its id."""
        with kept.writing(self._library) as pages:
            put_talk(pages, talk)

    def add_turn(self, id_: str, turn: Turn) -> Talk:
        """Add a turn to a kept conversation, also where another page has added to it meanwhile. Returns it."""
        with kept.writing(self._library) as pages:
            talk = with_turn(_there(get_talk(pages, id_), "conversation"), turn)
            put_head(pages, talk)
            put_turn(pages, talk, len(talk.turns) - 1)
        return talk

    def rename_talk(self, id_: str, title: str) -> None:
        with kept.writing(self._library) as pages:
            talk = _there(get_talk(pages, id_), "conversation")
            put_head(pages, replace(talk, title=_titled(title)))

    def delete_talk(self, id_: str) -> None:
        """Deleting twice is deleting once."""
        with kept.writing(self._library) as pages:
            pages.delete("conversations", id_)

    # Briefings

    def briefings(self) -> tuple[Briefing, ...]:
        """Every briefing, the one changed last first. What cannot be read is left out."""
        with kept.reading(self._library) as pages:
            rows = pages.all("briefings")
        return readable(briefing_from_json, rows)

    def shelved(self) -> tuple[Briefing, ...]:
        """As ``briefings``, but without their blocks: for a list, which is shown often."""
        with kept.reading(self._library) as pages:
            rows = pages.heads()
        return readable(briefing_from_json, rows)

    def briefing(self, id_or_title: str) -> Briefing | None:
        """The briefing of this id, or else of this title, in whatever case; of several the one changed last."""
        with kept.reading(self._library) as pages:
            row = pages.get("briefings", id_or_title)
        if row is not None:
            return briefing_from_json(row.value, row.id)
        title = fold(id_or_title).split()
        return next((one for one in self.briefings() if fold(one.title).split() == title), None)

    def keep(self, briefing: Briefing) -> None:
        """Keep a briefing as it is given, in the place of the one with its id."""
        with kept.writing(self._library) as pages:
            put_briefing(pages, briefing)

    def change(self, id_: str, edit: Callable[[Briefing], Briefing]) -> Briefing:
        """Change the briefing as it is kept now, also where another page has changed it meanwhile. Returns it."""
        with kept.writing(self._library) as pages:
            row = _there(pages.get("briefings", id_), "briefing")
            briefing = edit(briefing_from_json(row.value, id_))
            put_briefing(pages, briefing)
        return briefing

    def delete_briefing(self, id_: str) -> None:
        """Deleting twice is deleting once."""
        with kept.writing(self._library) as pages:
            pages.delete("briefings", id_)


# What is kept, and its changes: values


def new_talk(first_question: str) -> Talk:
    """A conversation without turns, titled by its first question."""
    made = now()
    return Talk(_id(), _titled(first_question), made, made)


def with_turn(talk: Talk, turn: Turn) -> Talk:
    return replace(talk, turns=(*talk.turns, turn), changed=now())


def new_briefing(title: str) -> Briefing:
    made = now()
    return Briefing(_id(), _titled(title), made, made)


def renamed(briefing: Briefing, title: str) -> Briefing:
    return replace(briefing, title=_titled(title), changed=now())


def marked(briefing: Briefing, marking: str) -> Briefing:
    """With this marking in its header; "" takes it away."""
    return replace(briefing, marking=" ".join(marking.split()), changed=now())


def added(briefing: Briefing, block: Block, at: int | None = None) -> Briefing:
    """With ``block`` as its last one, or at the place ``at`` (from 0)."""
    blocks = list(briefing.blocks)
    blocks.insert(len(blocks) if at is None else max(0, at), block)
    return replace(briefing, blocks=tuple(blocks), changed=now())


def moved(briefing: Briefing, block_id: str, to: int) -> Briefing:
    """With one block at the place ``to`` (from 0; beyond an end is at that end). Raises ``DeskError`` if there is no
    such block."""
    block = block_in(briefing, block_id)
    return added(without(briefing, block_id), block, to)


def without(briefing: Briefing, block_id: str) -> Briefing:
    """Without one block. Raises ``DeskError`` if there is no such block."""
    gone = block_in(briefing, block_id)
    return replace(briefing, blocks=tuple(one for one in briefing.blocks if one is not gone), changed=now())


def rewritten(briefing: Briefing, block_id: str, text: str) -> Briefing:
    """With other words in one heading or text of the user's own. Raises ``DeskError`` for any other block."""
    old = block_in(briefing, block_id)
    if old.kind not in ("heading", "text"):
        raise DeskError("Only headings and text of your own can be rewritten; a citation keeps its words.")
    new = replace(own_text(old.kind, text), id=old.id)
    return replace(
        briefing, blocks=tuple(new if one is old else one for one in briefing.blocks), changed=now()
    )


def block_in(briefing: Briefing, block_id: str) -> Block:
    found = next((one for one in briefing.blocks if one.id == block_id), None)
    if found is None:
        raise DeskError(f"“{briefing.title}” has no block {block_id!r}: it was removed meanwhile.")
    return found


def block_of(answer: Answer, claims: Sequence[int] | None = None) -> Block:
    """An answer as a block, or those of its sentences that ``claims`` counts from 0, with the citations that they rest
    on. A whole answer brings what other sources say against it, what it lacks, and how old it is. Raises ``DeskError``
    if there is no such sentence, or no sentence at all."""
    if not answer.claims:
        raise DeskError(
            "This answer has no sentence that could be taken; its closest passages can be, each alone."
        )
    if claims is None:
        sentences, note = sentences_of(answer), _beside(answer)
    elif claims and all(0 <= place < len(answer.claims) for place in claims):
        sentences, note = tuple(answer.claims[place] for place in sorted(set(claims))), ""
    else:
        raise DeskError(f"This answer has {len(answer.claims)} sentences; choose among those.")
    cited = {number for claim in sentences for number in claim.citations}
    return Block(
        id=_id(),
        kind="answer",
        text=answer.question,
        claims=sentences,
        citations=tuple(one for one in answer.citations if one.number in cited),
        note=note,
        mode=answer.mode,
        answered=answer.answered or now(),
        searched=answer.searched,
        filters=answer.scope.filters,
        whole=claims is None,
    )


def sentences_of(answer: Answer) -> tuple[Claim, ...]:
    """The sentences of an answer, then those of other sources that say something else and are not among them."""
    said = {claim.text for claim in answer.claims}
    sides = (side for dispute in answer.disputes for side in dispute.sides)
    return (*answer.claims, *(side for side in dict.fromkeys(sides) if side.text not in said))


def _beside(answer: Answer) -> str:
    """What an answer says beside its sentences: what it lacks, where sources differ, how old they are."""
    said = (answer.note, *(f"{differ(one)}." for one in answer.disputes), *answer.warnings)
    return " ".join(words for words in said if words)


def passage_block(citation: Citation) -> Block:
    """A passage alone: its words as the one claim, which cites them."""
    cited = replace(citation, number=1)
    claim = Claim(citation.quote, (1,), "verbatim")
    return Block(id=_id(), kind="passage", claims=(claim,), citations=(cited,), answered=now())


def own_text(kind: Literal["heading", "text"], text: str) -> Block:
    """A heading, which stands on one line, or text of the user's own. Raises ``DeskError`` if it is empty."""
    words = " ".join(text.split()) if kind == "heading" else text.strip()
    if not words:
        raise DeskError(f"A {kind} needs at least one letter.")
    return Block(_id(), kind, words)


def _there(found: T | None, what: str) -> T:
    if found is None:
        raise DeskError(f"This {what} is not kept any more: it was deleted meanwhile.")
    return found


def _holds(talk: Talk, answers: Sequence[Kept], wanted: Sequence[str]) -> bool:
    said = fold(" ".join((talk.title, *(said_in(row.value) for row in answers))))
    return all(word in said for word in wanted)


def _titled(words: str) -> str:
    """A title on one line. Raises ``DeskError`` if there is nothing in it."""
    title = " ".join(words.split())
    if not title:
        raise DeskError("A title needs at least one letter.")
    return title


def _id() -> str:
    return uuid.uuid4().hex[:12]
