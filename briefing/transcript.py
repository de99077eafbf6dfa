"""A kept conversation as a document, which is exported as any briefing is, and as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from briefing.notebook import block_of, own_text, passage_block
from rag.cite import to_json
from values import Answer, Block, Briefing, Problem, Talk

FORMAT = 1


def as_briefing(talk: Talk) -> Briefing:
    """The whole conversation as a document: each question with its answer, and what the page says beside it.

    It is laid out and exported as any briefing is, so that only verified sentences get notes. What contradicts an
    answer stands under it; where there is no answer, the reason does, and the passages that came closest.
    """
    blocks = [block for turn in talk.turns for block in _blocks(turn)]
    return Briefing(talk.id, talk.title, talk.made, talk.changed, blocks=tuple(blocks))


def _blocks(turn: Answer | Problem) -> Iterator[Block]:
    if isinstance(turn, Problem) or not turn.claims:
        yield own_text("heading", turn.question or "A question")
        said = turn.reason if isinstance(turn, Problem) else " ".join((turn.notice, turn.note)).strip()
        if said:
            yield own_text("text", said)
        if isinstance(turn, Answer) and turn.closest:
            yield own_text("text", "Closest passages, which are not an answer:")
            yield from map(passage_block, turn.closest)
        return
    block = block_of(turn)
    yield replace(block, note=" ".join(words for words in (turn.notice, block.note) if words))


def talk_json(talk: Talk) -> str:
    """The conversation as JSON: ``{"format", "id", "title", "made", "changed", "turns"}``, each turn an answer in the
    form of `desk ask --json` with ``answered``, or ``{"question", "reason"}``."""
    held = {
        "format": FORMAT,
        "id": talk.id,
        "title": talk.title,
        "made": talk.made,
        "changed": talk.changed,
        "turns": [_turn_json(turn) for turn in talk.turns],
    }
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def _turn_json(turn: Answer | Problem) -> dict[str, object]:
    if isinstance(turn, Problem):
        return {"question": turn.question, "reason": turn.reason}
    return {**to_json(turn), "answered": turn.answered}
