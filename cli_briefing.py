"""`desk briefing`: documents in the making, block by block. Heavy packages are imported where they are used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli_kept import Again, chosen, find_briefing, kept_answer, recheck
from cli_options import Config, First, Last, Publisher, Where, Yes, ask_first, open_held, tell
from config import open_settings
from values import SettingsError

if TYPE_CHECKING:
    from library.store import Library
    from values import Block, Briefing

commands = typer.Typer(help="Briefings: documents made of answers, with their citations.")
Name = Annotated[str, typer.Argument(metavar="BRIEFING", help="Its title, or its id.")]
Place = Annotated[
    int, typer.Argument(metavar="N", help="The number of a block, as desk briefing show has it.")
]
Sentence = Annotated[
    list[int] | None, typer.Option(metavar="N", help="Only this sentence of the answer; may be repeated.")
]
Passage = Annotated[
    int | None,
    typer.Option(metavar="N", help="Only this cited passage of it, or closest one if it has none."),
]
At = Annotated[int | None, typer.Option(metavar="N", help="Before this block; otherwise at the end.")]


@commands.command("list")
def list_briefings(config: Config = None, library: Where = None) -> None:
    """Every briefing, the one changed last first."""
    from briefing.notebook import Notebook
    from ui.outline import briefings_to_text

    with open_held(open_settings(config, library)) as held:
        typer.echo(briefings_to_text(Notebook(held).briefings(), date.today()))


@commands.command("new")
def begin_briefing(
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    marking: Annotated[str, typer.Option(metavar="TEXT", help="Stands in its header, as OFFICIAL.")] = "",
    config: Config = None,
    library: Where = None,
) -> None:
    """Begin a briefing."""
    from briefing.notebook import Notebook, marked, new_briefing

    with open_held(open_settings(config, library)) as held:
        begun = marked(new_briefing(title), marking)
        Notebook(held).keep(begun)
    typer.echo(f"Begun: {begun.title} ({begun.id}).")


@commands.command("show")
def show_briefing(briefing: Name, config: Config = None, library: Where = None) -> None:
    """The blocks of a briefing under their numbers, and how each citation stands."""
    from ui.outline import briefing_to_text

    with open_held(open_settings(config, library)) as held:
        typer.echo(briefing_to_text(find_briefing(held, briefing), held, date.today()))


@commands.command("add")
def add_answer(
    briefing: Name,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Asked now; or see --talk.")] = "",
    talk: Annotated[str, typer.Option(metavar="TALK", help="Take a kept answer of this conversation.")] = "",
    turn: Annotated[int, typer.Option(metavar="N", help="Which of its questions, with --talk.")] = 1,
    sentence: Sentence = None,
    passage: Passage = None,
    at: At = None,
    publisher: Publisher = "",
    first: First = "",
    last: Last = "",
    config: Config = None,
    library: Where = None,
) -> None:
    """Ask a question, or take a kept answer, and add it, some of its sentences, or one of its passages."""
    if bool(question) == bool(talk):
        raise SettingsError('Give a question, or --talk: desk briefing add BRIEFING "…".')
    settings = open_settings(config, library)
    if talk:
        with open_held(settings) as held:
            _add(held, briefing, chosen(kept_answer(held, talk, turn), sentence, passage), at)
        return
    from rag.desk import open_desk
    from ui.filters import read_filters

    with open_desk(settings) as desk:
        tell(desk.library)
        find_briefing(desk.library, briefing)  # before the question is asked
        answer = desk.ask(question, filters=read_filters(desk.library.articles(), publisher, first, last))
        _add(desk.library, briefing, chosen(answer, sentence, passage), at)


@commands.command("write")
def write_block(
    briefing: Name,
    heading: Annotated[str, typer.Option(metavar="TEXT", help="A heading.")] = "",
    text: Annotated[str, typer.Option(metavar="TEXT", help="Text of your own.")] = "",
    over: Annotated[
        int | None, typer.Option(metavar="N", help="In the place of this heading or text of your own.")
    ] = None,
    at: At = None,
    config: Config = None,
    library: Where = None,
) -> None:
    """Add a heading or text of your own, or write one anew."""
    from briefing.notebook import own_text, rewritten

    if bool(heading) == bool(text):
        raise SettingsError("Give --heading TEXT or --text TEXT.")
    with open_held(open_settings(config, library)) as held:
        if over is None:
            _add(held, briefing, own_text("heading", heading) if heading else own_text("text", text), at)
        else:
            _change(held, briefing, lambda one: rewritten(one, _block_at(one, over), heading or text))
            typer.echo(f"Written anew: block {over}.")


@commands.command("move")
def move_block(
    briefing: Name,
    number: Place,
    to: Annotated[int, typer.Argument(metavar="TO", help="The number that it is to have.")],
    config: Config = None,
    library: Where = None,
) -> None:
    """Move a block to another place."""
    from briefing.notebook import moved

    with open_held(open_settings(config, library)) as held:
        _change(held, briefing, lambda one: moved(one, _block_at(one, number), to - 1))
    typer.echo("Moved.")


@commands.command("remove")
def remove_block(briefing: Name, number: Place, config: Config = None, library: Where = None) -> None:
    """Take a block out of a briefing."""
    from briefing.notebook import without

    with open_held(open_settings(config, library)) as held:
        _change(held, briefing, lambda one: without(one, _block_at(one, number)))
    typer.echo("Removed.")


@commands.command("rename")
def rename_briefing(
    briefing: Name,
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    config: Config = None,
    library: Where = None,
) -> None:
    """Give a briefing another title."""
    from briefing.notebook import renamed

    with open_held(open_settings(config, library)) as held:
        _change(held, briefing, lambda one: renamed(one, title))
    typer.echo("Renamed.")


@commands.command("mark")
def mark_briefing(
    briefing: Name,
    marking: Annotated[str, typer.Argument(metavar="TEXT", help="As OFFICIAL; without it, none.")] = "",
    config: Config = None,
    library: Where = None,
) -> None:
    """Set the marking that stands in the header of a briefing."""
    from briefing.notebook import marked

    with open_held(open_settings(config, library)) as held:
        _change(held, briefing, lambda one: marked(one, marking))
    typer.echo("Marked." if marking.strip() else "It has no marking now.")


@commands.command("delete")
def delete_briefing(briefing: Name, yes: Yes = False, config: Config = None, library: Where = None) -> None:
    """Delete a briefing."""
    from briefing.notebook import Notebook

    with open_held(open_settings(config, library)) as held:
        found = find_briefing(held, briefing)
        ask_first(f"Delete “{found.title}”? It cannot be brought back.", yes)
        Notebook(held).delete_briefing(found.id)
    typer.echo("Deleted.")


@commands.command("recheck")
def recheck_briefing(
    briefing: Name, again: Again = False, config: Config = None, library: Where = None
) -> None:
    """What became of the citations of a briefing, and which articles on its questions came since."""
    recheck(open_settings(config, library), lambda held: find_briefing(held, briefing), again)


def _block_at(briefing: Briefing, number: int) -> str:
    """The id of the block of this number, counted from 1."""
    if not 0 < number <= len(briefing.blocks):
        raise SettingsError(
            f"“{briefing.title}” has {len(briefing.blocks)} blocks, and none with the number {number}."
        )
    return briefing.blocks[number - 1].id


def _change(held: Library, briefing: str, edit: Callable[[Briefing], Briefing]) -> Briefing:
    from briefing.notebook import Notebook

    return Notebook(held).change(find_briefing(held, briefing).id, edit)


def _add(held: Library, briefing: str, block: Block, at: int | None) -> None:
    from briefing.notebook import added

    changed = _change(held, briefing, lambda one: added(one, block, None if at is None else at - 1))
    number = next(place for place, one in enumerate(changed.blocks, 1) if one.id == block.id)
    typer.echo(f"Added as block {number} of “{changed.title}”.")
