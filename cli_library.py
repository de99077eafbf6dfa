"""`desk library`: what is in the collection, how it is known, and what a person does to it by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli_options import Config, Where, Yes, ask_first, open_held
from config import open_settings
from values import Article, SettingsError, Version

if TYPE_CHECKING:
    from library.store import Library

commands = typer.Typer(help="What is in the collection, how it is known, and looking after it.")

Name = Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id or its file name.")]
Number = Annotated[int | None, typer.Option(metavar="V", help="A version; otherwise the current one.")]


@commands.command("list")
def list_articles(config: Config = None, library: Where = None) -> None:
    """Every article: its id, version, date, publisher and title."""
    from ui.terminal import articles_to_text

    with open_held(open_settings(config, library)) as held:
        typer.echo(articles_to_text(held.articles()))


@commands.command("show")
def show_article(
    article: Name,
    version: Number = None,
    text: Annotated[
        bool, typer.Option("--text", help="Print the text of the version and nothing else.")
    ] = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """What is known of an article and how, or its text."""
    from ui.terminal import version_to_text

    with open_held(open_settings(config, library)) as held:
        found = _find(held, article)
        shown = found.current if version is None else _version(held, found, version)
    if text:
        sys.stdout.buffer.write(shown.text.encode("utf-8"))
    else:
        typer.echo(version_to_text(shown))


@commands.command("diff")
def diff_versions(
    article: Name,
    first: Annotated[
        int | None, typer.Option("--from", metavar="V", help="The older version; otherwise the one before.")
    ] = None,
    last: Annotated[
        int | None, typer.Option("--to", metavar="V", help="The newer version; otherwise the current one.")
    ] = None,
    config: Config = None,
    library: Where = None,
) -> None:
    """What changed in an article between two versions, word by word."""
    from ui.terminal import changes_to_text

    with open_held(open_settings(config, library)) as held:
        found = _find(held, article)
        new = found.current if last is None else _version(held, found, last)
        earlier = [each.number for each in held.versions(found.id) if each.number < new.number]
        if first is None and not earlier:
            typer.echo(f"{found.id} has no version before version {new.number}: nothing to compare.")
            return
        old = _version(held, found, earlier[-1] if first is None else first)
    typer.echo(changes_to_text(old, new))


@commands.command("remove")
def remove_article(article: Name, config: Config = None, library: Where = None) -> None:
    """Take an article out of what is searched. It stays out, whatever its file does."""
    from ingest.curate import remove

    with open_held(open_settings(config, library)) as held:
        gone = remove(held, article)
    typer.echo(f"Removed {gone.name}. It stays out until: desk library restore {gone.id}")


@commands.command("restore")
def restore_article(article: Name, config: Config = None, library: Where = None) -> None:
    """Bring back an article that was removed."""
    from ingest.curate import restore
    from ingest.embed import open_encoder

    with open_held(open_settings(config, library)) as held:
        back = restore(held, open_encoder(), article)
    typer.echo(f"Restored {back.name}.")


@commands.command("correct")
def correct_article(
    article: Name,
    part: Annotated[str, typer.Argument(metavar="PART", help="title, publisher, author, published, …")],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="What it is; a date as 8 May 2014, May 2014 or 2014.")
    ] = "",
    because: Annotated[str, typer.Option(metavar="TEXT", help="How you know it.")] = "",
    to: Annotated[str, typer.Option(metavar="DATE", help="The last day, where a date is a range.")] = "",
    undo: Annotated[
        bool, typer.Option("--undo", help="Take an earlier correction of the part back.")
    ] = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """Say what is known of an article, and how. It wins over what the text says."""
    from ingest.curate import correct

    if bool(value) == undo:
        raise SettingsError("Give the value and --because, or --undo to take a correction back.")
    if to and part not in ("published", "updated"):
        raise SettingsError("--to ends a range of dates: it goes with published and updated.")
    with open_held(open_settings(config, library)) as held:
        correct(held, article, part, _read(part, value) or None, because, _read("published", to) or None)
    typer.echo(f"{'Taken back' if undo else 'Corrected'}: {part} of {article}.")


def _read(part: str, value: str) -> str:
    """The value as it is kept: dates as ISO of their own precision."""
    from ui.correcting import read_date

    return read_date(value) if value and part in ("published", "updated") else value


@commands.command("erase")
def erase_article(
    article: Name,
    version: Annotated[
        int | None, typer.Option(metavar="V", help="Only this earlier version; otherwise all of it.")
    ] = None,
    yes: Yes = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """Erase an article, or an earlier version of it, for good: for a takedown."""
    from ingest.curate import erase
    from library.backup import copies_in

    with open_held(open_settings(config, library)) as held:
        found = _find(held, article)
        what = found.name if version is None else f"version {version} of {found.name}"
        ask_first(f"Erase {what} for good? It cannot be brought back.", yes)
        erase(held, found.id, version)
    typer.echo(f"Erased {what}. Its citations say so from now on. Backups still hold it.")
    for copy in copies_in(held.directory):
        typer.echo(f"So does {copy}, an earlier copy of the library. Delete it if it may not be kept.")


@commands.command("backup")
def backup_library(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that the copy goes into.")],
    config: Config = None,
    library: Where = None,
) -> None:
    """Copy the library to one file, while others read and write."""
    from library.backup import back_up
    from library.faults import told
    from library.schema import now

    directory = open_settings(config, library).library.directory
    with open_held(open_settings(config, library)), told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stamp = now()[:19].replace(":", "").replace("T", "-")
        file = back_up(directory, folder / f"desk-{stamp}.sqlite")
    typer.echo(f"Backed up to {file}. To put it in the library's place: desk library bring-back {file}")


@commands.command("bring-back")
def bring_back_library(
    copy: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of backups, of which the last; or one of them.")
    ],
    yes: Yes = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """Put a backup in the place of the library, also of a damaged one."""
    from library.backup import bring_back

    settings = open_settings(config, library)
    directory = settings.library.directory
    file = max(copy.glob("desk-*.sqlite"), default=copy)
    ask_first(f"Put {file} in the place of the library in {directory}? What is there is kept beside it.", yes)
    bring_back(directory, file)
    with open_held(settings) as held:
        count = len(held.articles())
    typer.echo(f"The library in {directory} is as it was backed up, with {count:,} articles.")


def _find(held: Library, article: str) -> Article:
    from ingest.curate import find

    return find(held, article)


def _version(held: Library, article: Article, number: int) -> Version:
    found = held.version(article.id, number)
    if found is not None:
        return found
    if held.was_erased(article.id, number):
        raise SettingsError(f"Version {number} of {article.id} was erased.")
    numbers = ", ".join(str(each.number) for each in held.versions(article.id))
    raise SettingsError(f"{article.id} has no version {number}. It has {numbers}.")
