"""What the commands of `desk` have in common: options, and the sentences that go to standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config import Settings
from values import SettingsError

if TYPE_CHECKING:
    from library.store import Library

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings that differ from config.toml.")
]
Where = Annotated[Path | None, typer.Option("--library", metavar="DIR", help="The folder of the library.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, in the form that README.md gives.")]

Publisher = Annotated[str, typer.Option("--publisher", metavar="NAME", help="Search only what it published.")]
First = Annotated[str, typer.Option("--from", metavar="DATE", help="Search only from this date on.")]
Last = Annotated[str, typer.Option("--to", metavar="DATE", help="Search only up to this date.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


def open_held(settings: Settings) -> Library:
    """The library of the settings, opened; what happened to it is told."""
    from library.store import open_library

    opened = open_library(settings.library.directory)
    tell(opened)
    return opened


def tell(library: Library) -> None:
    """What happened to the library that a person should know: that its vectors were built again, for example."""
    for notice in library.notices:
        warn(notice)


def warn(text: str) -> None:
    """One sentence on standard error."""
    typer.echo(f"desk: {text}", err=True)


def asks(question: str) -> bool:
    """Whether the person at the terminal says yes; False where nobody is there who could."""
    return sys.stdin.isatty() and typer.confirm(question)


def ask_first(question: str, yes: bool) -> None:
    """Go on only if ``yes``, or if the person at the terminal says so. Raises SettingsError otherwise."""
    if not yes and not asks(question):
        raise SettingsError("Nothing was changed. Say --yes to do it without being asked.")


def written(raw: bytes, out: Path | None) -> None:
    """Print the bytes of a file, or write them to ``out`` and say so. Raises SettingsError for bytes that are no text
    and would go to a terminal."""
    if out is not None:
        out.write_bytes(raw)
        typer.echo(f"Written to {out}.")
        return
    if sys.stdout.isatty() and b"\0" in raw:
        raise SettingsError("This is no text for a terminal. Say where it goes: --out FILE.")
    sys.stdout.buffer.write(raw)
