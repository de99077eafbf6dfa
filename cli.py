"""The command `desk`: reads the call, opens what it needs, prints. All that it does is done elsewhere.

Exit codes: 0 done; 1 some input was refused, the rest is in; 2 the call or the settings are wrong; 3 another
process is writing; 4 a floor was missed or a citation changed. Heavy packages are imported where they are used, so
that `desk --help` answers at once.
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

import cli_bench
import cli_briefing
import cli_export
import cli_kept
import cli_library
import cli_quality
import cli_talks
from cli_options import Config, First, Json, Last, Publisher, Where, asks, open_held, tell, warn
from config import Settings, open_settings
from values import DeskError, LibraryBusy, SettingsError

if TYPE_CHECKING:
    from values import Receipt

app = typer.Typer(
    name="desk",
    help="Ask a collection of devolution documents, and keep it current.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="In quotation marks.")] = None,
    as_json: Json = False,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Questions, one JSON object a line.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the answers of --batch go.")] = None,
    publisher: Publisher = "",
    first: First = "",
    last: Last = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep the answer as a conversation.")] = False,
    talk: Annotated[str, typer.Option(metavar="TALK", help="Go on with a kept conversation.")] = "",
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
    if batch and (publisher or first or last or keep or talk):
        raise SettingsError(
            "--publisher, --from, --to, --keep and --talk go with one question, and not with --batch."
        )
    settings = open_settings(config, library)
    if batch and out:
        _ask_batch(settings, batch, out)
    else:
        _ask_one(settings, question or "", as_json, (publisher, first, last), keep, talk)


def _ask_one(
    settings: Settings, question: str, as_json: bool, only: tuple[str, str, str], keep: bool, talk: str
) -> None:
    from rag.cite import to_json
    from rag.desk import open_desk
    from ui.filters import read_filters
    from ui.terminal import answer_to_text

    with open_desk(settings) as desk:
        tell(desk.library)
        held = cli_kept.find_talk(desk.library, talk) if talk else None
        filters = read_filters(desk.library.articles(), *only)
        answer = desk.ask(question, cli_kept.history(held), filters)
        if keep or held:
            cli_kept.keep(desk.library, held, answer)
    typer.echo(_dump(to_json(answer)) if as_json else answer_to_text(answer, date.today()))


def _ask_batch(settings: Settings, questions: Path, answers: Path) -> None:
    from rag.batch import answer_file
    from rag.desk import open_desk

    with open_desk(settings) as desk:
        tell(desk.library)
        faults = answer_file(desk, questions, answers)
    for fault in faults:
        warn(fault)
    if faults:
        raise typer.Exit(1)


@app.command()
def ingest(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files, folders and addresses of pages; without any, the corpus that the settings name.",
        ),
    ] = None,
    as_json: Json = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Remove articles whose files are gone, however many.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read unchanged files again, as new versions.")
    ] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Fetch the pages again that came from addresses.")
    ] = False,
    config: Config = None,
    library: Where = None,
) -> None:
    """Bring files, folders and pages of the web into the library.

    A folder's articles become equal to its files. Ends with what became of each file.
    """
    from ui.terminal import receipt_to_json, receipt_to_text

    settings = open_settings(config, library)
    given = paths or ([] if refresh else [str(settings.library.corpus)])
    receipt = _sync(settings, given, yes, again, refresh)
    if receipt.withheld and not as_json and asks(f"{receipt.note} Remove them now?"):
        receipt = _sync(settings, given, True, again, False)
    typer.echo(_dump(receipt_to_json(receipt)) if as_json else receipt_to_text(receipt))
    if any(file.action == "refused" for file in receipt.files):
        raise typer.Exit(1)


def _sync(settings: Settings, given: list[str], yes: bool, again: bool, refresh: bool) -> Receipt:
    from ingest.embed import open_encoder
    from ingest.fetch import fetch_all, is_address, known_addresses
    from ingest.sync import sync
    from rag.tallies import tallies
    from ui.terminal import show_progress

    with open_held(settings) as held, show_progress() as progress:
        addresses = list(filter(is_address, given)) + (known_addresses(held.articles()) if refresh else [])
        pages, missing = fetch_all(addresses, settings.ingest.allowed_hosts)
        receipt = sync(
            [Path(path) for path in given if not is_address(path)],
            held,
            open_encoder(),
            dropped=pages,
            missing=missing,
            progress=progress,
            yes=yes,
            again=again,
            max_bytes=settings.ingest.max_file_mb * 1_000_000,
            passage_tokens=settings.ingest.passage_tokens,
        )
        held.refresh()
        tallies(held, progress)
    return receipt


@app.command()
def serve(config: Config = None, library: Where = None) -> None:
    """Start the page and print its address."""
    from ui.serve import serve as serve_page

    serve_page(open_settings(config, library))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


app.add_typer(cli_library.commands, name="library")
app.add_typer(cli_talks.commands, name="talks")
app.add_typer(cli_briefing.commands, name="briefing")
app.command("export")(cli_export.export_briefing)
app.command("check")(cli_export.check_export)
app.command("eval")(cli_quality.evaluate)
app.command()(cli_quality.verify)
app.command()(cli_quality.doctor)
app.add_typer(cli_bench.commands, name="bench")


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
    warn(sentence)
    return code


if __name__ == "__main__":
    main()
