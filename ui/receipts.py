"""What an ingest did, in words and counts. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, get_args

from briefing.wording import count
from ui.words import since
from values import Action, FileResult, Receipt

LONGEST = 200  # files that are named one by one
TROUBLES = 8  # of them at once
TROUBLED: tuple[Action, ...] = ("refused", "kept_out")  # named at once, with the reason; the rest on request
SAID: dict[str, str] = {
    "added": "added",
    "changed": "changed",
    "unchanged": "unchanged",
    "renamed": "renamed",
    "copy": "another name of an article",
    "removed": "removed",
    "kept_out": "kept out",
    "refused": "refused",
}
FROM: dict[str, str] = {"copy": "another name of {}", "renamed": "renamed from {}"}
WARNED = {
    "instructions": "warning: text that speaks to a machine",
    "hidden_text": "warning: hidden text",
    "near_copy": "near copy of {}",
}


class Line(TypedDict):
    """A file, and what became of it."""

    name: str
    words: str


class ReceiptView(TypedDict):
    """``head`` stands out, ``counts`` follows it, ``trouble`` names the files that did not come in."""

    head: str
    counts: str
    note: str
    trouble: list[Line]
    files: list[Line]


def receipt_view(finished: str, receipt: Receipt, today: date) -> ReceiptView:
    """A receipt as the page draws it.

    >>> receipt_view("2026-11-21T14:02:00+00:00", receipt, date(2026, 11, 21))["counts"]
    '1 added, 1 changed, 3 unchanged, 1 refused, 2 passages embedded'
    """
    trouble = [file for file in receipt.files if file.action in TROUBLED]
    others = [file for file in receipt.files if file.action not in (*TROUBLED, "unchanged")]
    return {
        "head": f"Last ingest, {since(finished, today)} {_clock(finished)}.",
        "counts": counted(receipt),
        "note": _withheld(receipt.withheld) if receipt.withheld else receipt.note,
        "trouble": _lines(trouble, TROUBLES),
        "files": _lines([*trouble[TROUBLES:], *others], LONGEST),
    }


def _withheld(number: int) -> str:
    were = "1 file is" if number == 1 else f"{number:,} files are"
    return (
        f"{were} not in the folder any more, which is more than half of what came from it, so nothing was removed. "
        "Add the folder again to be asked about it."
    )


def counted(receipt: Receipt) -> str:
    """How many files became what, in the order that actions have everywhere: "1 added, 3 unchanged"."""
    counts = {action: sum(file.action == action for file in receipt.files) for action in get_args(Action)}
    parts = [
        count(number, "other name") if action == "copy" else f"{number:,} {SAID[action]}"
        for action, number in counts.items()
        if number
    ]
    embedded = sum(file.embedded for file in receipt.files)
    if embedded:
        parts.append(f"{count(embedded, 'passage')} embedded")
    return ", ".join(parts) or "no files"


def outcome(receipt: Receipt) -> str:
    """What a screen reader is told when an ingest has ended."""
    return f"Done: {counted(receipt)}."


def _clock(moment: str) -> str:
    """The time of day, where the reader is."""
    when = datetime.fromisoformat(moment)
    return f"{(when.astimezone() if when.tzinfo else when):%H:%M}"


def _lines(files: Sequence[FileResult], most: int) -> list[Line]:
    lines: list[Line] = [{"name": file.name, "words": _words(file)} for file in files[:most]]
    if len(files) > most:
        lines.append({"name": "", "words": f"and {count(len(files) - most, 'more file')}."})
    return lines


def _words(file: FileResult) -> str:
    said = SAID[file.action]
    if file.of and file.action in FROM:
        said = FROM[file.action].format(file.of)
    facts = [
        f"version {file.version}" if file.action == "changed" and file.version else "",
        count(file.passages, "passage") if file.passages else "",
        *(
            WARNED.get(flag, flag.replace("_", " ")).format(file.of or "another article")
            for flag in file.flags
        ),
    ]
    words = ", ".join([said, *filter(None, facts)])
    return f"{words}: {file.reason}" if file.reason else f"{words}."
