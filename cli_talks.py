"""`desk talks`: kept conversations. Heavy packages are imported where they are used."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli_kept import Again, find_talk, recheck
from cli_options import Config, Where, Yes, ask_first, open_held, written
from config import open_settings

commands = typer.Typer(help="Kept conversations.")

Name = Annotated[str, typer.Argument(metavar="TALK", help="Its id, or its title.")]


@commands.command("list")
def list_talks(
    search: Annotated[
        str, typer.Option(metavar="WORDS", help="Only those in which all these words occur.")
    ] = "",
    config: Config = None,
    library: Where = None,
) -> None:
    """Every kept conversation, newest first."""
    from briefing.notebook import Notebook
    from ui.outline import talks_to_text

    with open_held(open_settings(config, library)) as held:
        typer.echo(talks_to_text(Notebook(held).listed(search), date.today()))


@commands.command("show")
def show_talk(talk: Name, config: Config = None, library: Where = None) -> None:
    """A conversation as it was: its questions, numbered, with their answers."""
    from ui.outline import talk_to_text

    with open_held(open_settings(config, library)) as held:
        typer.echo(talk_to_text(find_talk(held, talk), date.today()))


@commands.command("rename")
def rename_talk(
    talk: Name,
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    config: Config = None,
    library: Where = None,
) -> None:
    """Give a conversation another title."""
    from briefing.notebook import Notebook

    with open_held(open_settings(config, library)) as held:
        Notebook(held).rename_talk(find_talk(held, talk).id, title)
    typer.echo("Renamed.")


@commands.command("delete")
def delete_talk(talk: Name, yes: Yes = False, config: Config = None, library: Where = None) -> None:
    """Delete a conversation."""
    from briefing.notebook import Notebook

    with open_held(open_settings(config, library)) as held:
        found = find_talk(held, talk)
        ask_first(f"Delete “{found.title}”? It cannot be brought back.", yes)
        Notebook(held).delete_talk(found.id)
    typer.echo("Deleted.")


@commands.command("export")
def export_talk(
    talk: Name,
    to: Annotated[
        str, typer.Option(metavar="KIND", help="md, json, or another one that desk export knows.")
    ] = "md",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where it goes; otherwise to standard output.")
    ] = None,
    config: Config = None,
    library: Where = None,
) -> None:
    """Write a conversation as Markdown, as JSON, or as any document that a briefing can be."""
    from briefing.export import as_kind, export
    from briefing.transcript import as_briefing, talk_json

    kind = None if to == "json" else as_kind(to)
    with open_held(open_settings(config, library)) as held:
        found = find_talk(held, talk)
        raw = (
            export(as_briefing(found), held, kind, date.today()) if kind else talk_json(found).encode("utf-8")
        )
    written(raw, out)


@commands.command("recheck")
def recheck_talk(talk: Name, again: Again = False, config: Config = None, library: Where = None) -> None:
    """What became of the citations of a conversation, and which articles came since."""
    recheck(open_settings(config, library), lambda held: find_talk(held, talk), again)
