"""The command `desk`: reads the call, opens what it needs, prints. All that it does is done elsewhere.

Exit codes: 0 done; 1 some input was refused, the rest is in; 2 the call or the settings are wrong; 3 another
process is writing; 4 a floor was missed. Heavy packages are imported where they are used, so that `desk --help`
answers at once.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Abort, TyperException

from config import Settings, open_settings
from values import DeskError, LibraryBusy, SettingsError

if TYPE_CHECKING:
    from library.store import Library

app = typer.Typer(
    name="desk",
    help="Ask a collection of devolution documents, and keep it current.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
library_app = typer.Typer(help="What is in the collection, and how it is known.")
app.add_typer(library_app, name="library")

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings that differ from config.toml.")
]
Where = Annotated[Path | None, typer.Option("--library", metavar="DIR", help="The folder of the library.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, in the form that README.md gives.")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="In quotation marks.")] = None,
    as_json: Json = False,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Questions, one JSON object a line.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the answers of --batch go.")] = None,
    config: Config = None,
    library: Where = None,
) -> None:
    """Answer a question, with the sources."""
    if (question is None) == (batch is None):
        raise SettingsError(
            'Give a question, or a file of questions: desk ask "..." or desk ask --batch FILE.'
        )
    if (batch is None) != (out is None):
        raise SettingsError(
            "--batch and --out go together: desk ask --batch questions.jsonl --out answers.jsonl."
        )
    settings = open_settings(config, library)
    if batch and out:
        _ask_batch(settings, batch, out)
    else:
        _ask_one(settings, question or "", as_json)


def _ask_one(settings: Settings, question: str, as_json: bool) -> None:
    from rag.cite import to_json
    from rag.desk import open_desk
    from ui.terminal import answer_to_text

    with open_desk(settings) as desk:
        _tell(desk.library)
        answer = desk.ask(question)
    typer.echo(_dump(to_json(answer)) if as_json else answer_to_text(answer, date.today()))


def _ask_batch(settings: Settings, questions: Path, answers: Path) -> None:
    from rag.batch import answer_file
    from rag.desk import open_desk

    with open_desk(settings) as desk:
        _tell(desk.library)
        faults = answer_file(desk, questions, answers)
    for fault in faults:
        _warn(fault)
    if faults:
        raise typer.Exit(1)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", help="Files and folders; without any, the corpus that the settings name."
        ),
    ] = None,
    as_json: Json = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Remove articles whose files are gone, however many.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read unchanged files again, as new versions.")
    ] = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """Bring files and folders into the library.

    A folder's articles become equal to its files. Ends with what became of each file.
    """
    from ingest.embed import open_encoder
    from ingest.sync import sync
    from ui.terminal import receipt_to_json, receipt_to_text, show_progress

    settings = open_settings(config, library)
    with _open_library(settings) as held, show_progress() as progress:
        receipt = sync(
            paths or [settings.library.corpus],
            held,
            open_encoder(),
            progress=progress,
            yes=yes,
            again=again,
            max_bytes=settings.ingest.max_file_mb * 1_000_000,
            passage_tokens=settings.ingest.passage_tokens,
        )
    typer.echo(_dump(receipt_to_json(receipt)) if as_json else receipt_to_text(receipt))
    if any(file.action == "refused" for file in receipt.files):
        raise typer.Exit(1)


@app.command()
def serve(config: Config = None, library: Where = None) -> None:
    """Start the page and print its address."""
    from ui.serve import serve as serve_page

    serve_page(open_settings(config, library))


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Golden questions, one JSON object a line.")],
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
    from rag.desk import open_desk

    floors = dict(map(_read_floor, floor or []))
    with open_desk(open_settings(config, library)) as desk:
        report = run(file, desk)
    typer.echo(report.to_text(misses))
    missed = report.below(floors)
    for sentence in missed:
        _warn(sentence)
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


@app.command()
def doctor(config: Config = None, library: Where = None) -> None:
    """Check what the desk stands on, with remedies."""
    from quality.doctor import examine

    findings = examine(open_settings(config, library))
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.ok else 'wrong'}  {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(2)


@library_app.command("list")
def list_articles(config: Config = None, library: Where = None) -> None:
    """Every article: its id, version, date, publisher and title."""
    from ui.terminal import articles_to_text

    with _open_library(open_settings(config, library)) as held:
        typer.echo(articles_to_text(held.articles()))


@library_app.command("show")
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

    with _open_library(open_settings(config, library)) as held:
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


def _open_library(settings: Settings) -> Library:
    from library.store import open_library

    opened = open_library(settings.library.directory)
    _tell(opened)
    return opened


def _tell(library: Library) -> None:
    """What happened to the library that a person should know: that its vectors were built again, for example."""
    for notice in library.notices:
        _warn(notice)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _warn(text: str) -> None:
    typer.echo(f"desk: {text}", err=True)


def main() -> None:
    """Run the command. Every fault becomes one sentence; a traceback is shown with DESK_DEBUG=1 only."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = sys.argv[1:] or ["--help"]
    sys.exit(_call(arguments) if os.environ.get("DESK_DEBUG") == "1" else run(arguments))


def _call(arguments: list[str]) -> int:
    return app(arguments, prog_name="desk", standalone_mode=False) or 0


def run(arguments: list[str]) -> int:
    """Run one command. Returns its exit code; prints every fault as one sentence on standard error."""
    if arguments[:1] != ["serve"]:  # the log of a server is for whoever runs it; elsewhere it is noise
        logging.getLogger().addHandler(logging.NullHandler())
    try:
        return _call(arguments)
    except LibraryBusy as error:
        return _fail(str(error), 3)
    except DeskError as error:
        return _fail(str(error))
    except TyperException as error:
        context = getattr(error, "ctx", None)
        return _fail(
            f"{error.format_message().rstrip('.')}. See {context.command_path if context else 'desk'} --help."
        )
    except (Abort, KeyboardInterrupt):
        return _fail("stopped.", 130)
    except OSError as error:
        return _fail(f"{error.filename or 'the system'}: {error.strerror or error}.")
    except Exception as error:  # the edge: nobody above this could mend it
        name = type(error).__name__
        return _fail(f"a fault in the desk itself ({name}: {error}). DESK_DEBUG=1 shows where it is.")


def _fail(sentence: str, code: int = 2) -> int:
    _warn(sentence)
    return code


if __name__ == "__main__":
    main()
