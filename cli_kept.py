"""What the commands about kept conversations and briefings have in common: finding one, taking of an answer,
checking again. Heavy packages are imported where they are used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli_options import tell, warn
from config import Settings
from values import Answer, Problem, SettingsError

if TYPE_CHECKING:
    from library.store import Library
    from values import Block, Briefing, Talk, Turn

CHANGED = 4  # exit code where a citation does not stand any more as it was cited
Again = Annotated[bool, typer.Option("--again", help="Ask its questions again, and show what changed.")]


def find_talk(held: Library, talk: str) -> Talk:
    """The conversation of this id, or of this title. Raises SettingsError with what there is."""
    from briefing.notebook import Notebook
    from library.records import fold

    notebook, title = Notebook(held), fold(talk).split()
    named = [one.id for one in notebook.listed() if fold(one.title).split() == title]
    for id_ in (talk, *named[:1]):
        found = notebook.talk(id_)
        if found is not None:
            return found
    raise SettingsError(f"No conversation “{talk}” is kept. desk talks list shows those that are.")


def find_briefing(held: Library, briefing: str) -> Briefing:
    """The briefing of this id, or of this title. Raises SettingsError with what there is."""
    from briefing.notebook import Notebook

    notebook = Notebook(held)
    found = notebook.briefing(briefing)
    if found is None:
        titles = "; ".join(one.title for one in notebook.briefings()) or "none"
        raise SettingsError(f"There is no briefing “{briefing}”. There are: {titles}.")
    return found


def history(talk: Talk | None) -> Sequence[Turn]:
    """What was said in a conversation, as the next question is asked with it."""
    from ui.conversation import Conversation

    return Conversation(list(talk.turns)).history() if talk else ()


def keep(library: Library, talk: Talk | None, answer: Answer) -> None:
    """Keep an answer, in its conversation or as one of its own; say so on standard error."""
    from briefing.notebook import Notebook, new_talk, with_turn

    notebook = Notebook(library)
    if talk is None:
        talk = with_turn(new_talk(answer.question), answer)
        notebook.keep_talk(talk)
    else:
        notebook.add_turn(talk.id, answer)
    warn(f"Kept. desk talks show {talk.id} shows the conversation.")


def kept_answer(held: Library, talk: str, turn: int) -> Answer:
    """The answer to one question of a kept conversation, counted from 1."""
    found = find_talk(held, talk)
    answer = found.turns[turn - 1] if 0 < turn <= len(found.turns) else None
    if not isinstance(answer, Answer):
        raise SettingsError(f"“{found.title}” has no answer {turn}. desk talks show {found.id} shows them.")
    return answer


def chosen(answer: Answer, sentences: Sequence[int] | None, passage: int | None) -> Block:
    """What is taken of an answer: all of it, the sentences or the passage of these numbers, counted from 1."""
    from briefing.notebook import block_of, passage_block

    if sentences and passage is not None:
        raise SettingsError("Give --sentence or --passage, not both.")
    if passage is None:
        return block_of(answer, [number - 1 for number in sentences] if sentences else None)
    offered = answer.citations or answer.closest
    if not 0 < passage <= len(offered):
        raise SettingsError(f"This answer has {len(offered)} passages; choose among those.")
    return passage_block(offered[passage - 1])


def recheck(settings: Settings, find: Callable[[Library], Talk | Briefing], again: bool) -> None:
    """Print what became of all citations, which articles came since, and, if asked for, what changed in the answers.

    Ends with exit code 4 if the words of a citation do not stand any more.
    """
    from briefing.recheck import answers_in, ask_again, citations_of, elsewhere, newer_articles, standings
    from rag.desk import open_desk
    from ui.outline import changes_to_text, newer_to_text, rechecked_to_text

    with open_desk(settings) as desk:
        tell(desk.library)
        kept = find(desk.library)
        cited = citations_of(kept)
        found = standings(desk.library, cited)
        texts = [rechecked_to_text(kept.title, cited, found, partial(elsewhere, desk.library))]
        for question, answer in answers_in(kept):
            newer = newer_articles(desk, question, answer)
            texts += [] if again and isinstance(newer, Problem) else [newer_to_text(question, newer)]
            texts += [changes_to_text(question, ask_again(desk, answer))] if again else []
    typer.echo("\n\n".join(filter(None, texts)))
    if any(one.status not in ("same", "moved") for one in found.values()):
        raise typer.Exit(CHANGED)
