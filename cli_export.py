"""`desk export` and `desk check`: a briefing as a file, and such a file against the library."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli_kept import CHANGED, find_briefing
from cli_options import Config, Json, Where, open_held, written
from config import open_settings
from values import SettingsError


def export_briefing(
    briefing: Annotated[str, typer.Argument(metavar="BRIEFING", help="Its title, or its id.")],
    to: Annotated[
        str, typer.Option(metavar="KIND", help="docx, md, html, csl, ris, bib or csv (the claim sheet).")
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where it goes; otherwise to standard output.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A Word document whose styles are used, with docx.")
    ] = None,
    config: Config = None,
    library: Where = None,
) -> None:
    """Write a briefing as a Word document, Markdown, HTML, references or claim sheet."""
    from briefing.export import as_kind, export, read_template

    kind = as_kind(to)
    if template is not None and kind != "docx":
        raise SettingsError("--template goes with --to docx: only a Word document has styles.")
    styles = read_template(template) if template else None
    with open_held(open_settings(config, library)) as held:
        raw = export(find_briefing(held, briefing), held, kind, date.today(), styles)
    written(raw, out)


def check_export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .docx or .csv that desk export wrote.")],
    as_json: Json = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """Check an exported briefing or claim sheet against the library, from the file alone."""
    from briefing.check import check_file, report_text

    with open_held(open_settings(config, library)) as held:
        report = check_file(file, held)
    if as_json:
        typer.echo(json.dumps({**asdict(report), "holds": report.holds}, ensure_ascii=False, indent=2))
    else:
        typer.echo(report_text(report))
    if not report.holds:
        raise typer.Exit(CHANGED)
