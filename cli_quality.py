"""`desk eval`, `desk verify` and `desk doctor`: how good answers are, and what the desk stands on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli_options import Config, Where, warn
from config import open_settings
from values import SettingsError


def evaluate(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Golden questions, one JSON object a line; without one, our own floors."
        ),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every question that is not right.")] = False,
    floor: Annotated[
        list[str],
        typer.Option(metavar="MEASURE=NUMBER", help="The least that a measure may be; exit code 4 below."),
    ] = [],  # noqa: B006  typer copies it
    config: Config = None,
    library: Where = None,
) -> None:
    """Score the answers to questions with known evidence."""
    from quality.eval import run
    from quality.floors import run_own
    from rag.desk import open_desk

    if file is None:
        outcome = run_own(open_settings(config, library))
        typer.echo(outcome.to_text(misses))
        raise typer.Exit(4 if outcome.missed else 0)
    floors = dict(map(_read_floor, floor or []))
    with open_desk(open_settings(config, library)) as desk:
        report = run(file, desk)
    typer.echo(report.to_text(misses))
    missed = report.below(floors)
    for sentence in missed:
        warn(sentence)
    if missed:
        raise typer.Exit(4)


def _read_floor(text: str) -> tuple[str, float]:
    measure, _, number = text.partition("=")
    try:
        return measure, float(number)
    except ValueError:
        raise SettingsError(
            f"--floor {text}: write a measure and a number, as in --floor right=0.9."
        ) from None


def verify(
    batch: Annotated[
        Path, typer.Option(metavar="FILE", help="Answers with their passages, one JSON object a line.")
    ],
) -> None:
    """Check every sentence of answers against passages, whoever wrote them: one JSON object a line.

    A line of FILE is {"id", "question", "answer", "passages": [text]}. Says for each sentence where it stands in the
    answer, what became of it, and why.
    """
    from rag.verify_file import verify_file

    refused = False
    for checked in verify_file(batch):
        if isinstance(checked, str):
            warn(checked)
            refused = True
        else:
            typer.echo(json.dumps(checked, ensure_ascii=False))
    if refused:
        raise typer.Exit(1)


def doctor(config: Config = None, library: Where = None) -> None:
    """Check what the desk stands on, with remedies."""
    from quality.doctor import examine

    findings = examine(open_settings(config, library))
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.ok else 'wrong'}  {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(2)
