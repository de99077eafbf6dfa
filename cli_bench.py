"""`desk bench`: the pipeline measured on anybody's data of the same form, and its speed; one line of JSON each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli_options import Config
from config import open_settings

commands = typer.Typer(help="Measure the search, the choice of sentences, and the speed.")

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files of the sets are.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Only the first N questions of each set.")
]


@commands.command("retrieval")
def retrieval(folder: Folder, limit: Limit = None, config: Config = None) -> None:
    """How well passages are found: nDCG@10 on the scifact, mtragun and squad2 files of a folder."""
    from ingest.embed import open_encoder
    from quality.bench import bench_retrieval
    from ui.terminal import show_progress

    settings = open_settings(config)
    with show_progress() as progress:
        _print(bench_retrieval(folder, open_encoder(), settings.ask, limit, progress))


@commands.command("extract")
def extract(folder: Folder, limit: Limit = None, config: Config = None) -> None:
    """How well the sentences that answer are picked: on the squad2 and clapnq files of a folder."""
    from ingest.embed import open_encoder
    from quality.bench import bench_extract
    from ui.terminal import show_progress

    settings = open_settings(config)
    with show_progress() as progress:
        _print(bench_extract(folder, open_encoder(), settings.ask, limit, progress))


@commands.command("verify")
def verify(folder: Folder, limit: Limit = None) -> None:
    """How well what no source says is flagged: on the ragtruth_qa and factscore files of a folder."""
    from quality.bench_verify import bench_verify
    from ui.terminal import show_progress

    with show_progress() as progress:
        _print(bench_verify(folder, limit, progress))


@commands.command("speed")
def speed(
    passages: Annotated[
        int, typer.Option(min=1, metavar="N", help="About how many passages the made collection has.")
    ] = 10_000,
    config: Config = None,
) -> None:
    """How long a question takes: over the corpus, and over a made collection of 10,000 passages."""
    from ingest.embed import open_encoder
    from quality.bench_speed import bench_speed
    from ui.terminal import show_progress

    with show_progress() as progress:
        _print(bench_speed(open_settings(config), open_encoder(), passages, progress))


@commands.command("ingest")
def ingest(
    articles: Annotated[
        int, typer.Option(min=2, metavar="N", help="How many articles the made collection has.")
    ] = 2_000,
) -> None:
    """How long an ingest takes: the first, one where nothing changed, one where a sentence did."""
    from ingest.embed import open_encoder
    from quality.bench_ingest import bench_ingest
    from ui.terminal import show_progress

    with show_progress() as progress:
        _print(bench_ingest(open_encoder(), articles, progress))


@commands.command("fuzz")
def fuzz(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where a file of each kind is.")],
    times: Annotated[
        int, typer.Option("--times", min=1, metavar="N", help="How often each file is changed.")
    ] = 5000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Which changes are made.")] = 1,
) -> None:
    """Whether files that were changed at random crash or hang an ingest; exit code 4 if any does."""
    from quality.bench_fuzz import bench_fuzz
    from ui.terminal import show_progress

    with show_progress() as progress:
        report = bench_fuzz(folder, times, seed, progress)
    _print(report)
    if report["failures"]:
        raise typer.Exit(4)


@commands.command("ablation")
def ablation(
    write: Annotated[bool, typer.Option("--write", help="Put the table into docs/answering.md.")] = False,
    config: Config = None,
) -> None:
    """What each step of answering is worth: our own questions with one step left out at a time."""
    from quality import ablation as steps

    table = steps.to_table(steps.ablate(open_settings(config)))
    typer.echo(table.rstrip("\n"))
    if write:
        steps.write(table)


def _print(report: dict[str, object]) -> None:
    typer.echo(json.dumps(report, ensure_ascii=False))
