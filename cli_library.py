"""`desk library`: what is in the collection, and how it is known."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli_options import Config, Where, open_held
from config import open_settings
from values import SettingsError

commands = typer.Typer(help="What is in the collection, and how it is known.")


@commands.command("list")
def list_articles(config: Config = None, library: Where = None) -> None:
    """Every article: its id, version, date, publisher and title."""
    from ui.terminal import articles_to_text

    with open_held(open_settings(config, library)) as held:
        typer.echo(articles_to_text(held.articles()))


@commands.command("show")
def show_article(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id or its file name.")],
    version: Annotated[
        int | None, typer.Option(metavar="V", help="A version; otherwise the current one.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Print the text of the version and nothing else.")
    ] = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """What is known of an article and how, or its text."""
    from ui.terminal import version_to_text

    with open_held(open_settings(config, library)) as held:
        found = held.article(article)
        if found is None:
            raise SettingsError(
                f"There is no article {article!r}. desk library list names those that there are."
            )
        shown = found.current if version is None else held.version(found.id, version)
        if shown is None:
            numbers = ", ".join(str(each.number) for each in held.versions(found.id))
            raise SettingsError(f"{found.id} has no version {version}. It has {numbers}.")
    if text:
        sys.stdout.buffer.write(shown.text.encode("utf-8"))
    else:
        typer.echo(version_to_text(shown))
