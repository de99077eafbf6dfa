"""What the commands of `desk` have in common: options, and the sentences that go to standard error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config import Settings

if TYPE_CHECKING:
    from library.store import Library

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings that differ from config.toml.")
]
Where = Annotated[Path | None, typer.Option("--library", metavar="DIR", help="The folder of the library.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, in the form that README.md gives.")]


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
