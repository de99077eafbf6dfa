"""What the files are, against what the library knows: the steps that make the two equal. Nothing is read or written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingest.match import Matcher, Step
from ingest.scan import Scan
from library.state import ArticleRow, FileRow


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    ``steps``, in order; ``forgotten``: names that are gone; ``stale``: names that articles had before they were
    removed, and do not come back with; ``removed``: articles that lose their last name; ``shown_as``: names that
    articles are shown under because theirs is gone; ``note``: what a person should know; ``withheld``: how many names
    are gone that were not forgotten, because a person must allow it.
    """

    steps: tuple[Step, ...]
    forgotten: tuple[FileRow, ...] = ()
    stale: tuple[FileRow, ...] = ()
    removed: tuple[str, ...] = ()
    shown_as: tuple[FileRow, ...] = ()
    note: str = ""
    withheld: int = 0


def compare(
    scan: Scan,
    files: Mapping[str, FileRow],
    articles: Mapping[str, ArticleRow],
    erased: Mapping[str, str] | None = None,
    *,
    yes: bool,
    again: bool,
) -> Plan:
    """The steps that make the library equal to what was scanned.

    1. each file is matched with an article, by bytes and name
    2. names that are gone from a folder that was scanned whole are forgotten, and articles without a name removed:
       none for an empty folder, and not more than half of a folder's unless ``yes``
    """
    matcher = Matcher({one.key: one for one in scan.found}, files, articles, erased or {}, again)
    steps = [matcher.match(one) for one in scan.found]
    steps += matcher.split()
    missing = _gone(scan, files, articles, steps)
    gone, note = _withhold(missing, scan, files, articles, yes)
    return replace(_end(steps, gone, files, articles, note), withheld=len(missing) - len(gone))


def _gone(
    scan: Scan, files: Mapping[str, FileRow], articles: Mapping[str, ArticleRow], steps: Iterable[Step]
) -> list[FileRow]:
    """Known names of kept articles that are no longer in a folder that was scanned whole."""
    taken = {path for step in steps for path in (step.row.path, step.forget)}
    folders = [folder for folder in scan.folders if any(_within(one.key, [folder]) for one in scan.found)]
    return [
        row
        for path, row in files.items()
        if path not in taken
        and _within(path, folders)
        and not _within(path, scan.closed)
        and articles[row.article].state == "kept"
    ]


def _within(path: str, folders: Iterable[str]) -> bool:
    return any(path.startswith(folder.rstrip("/") + "/") for folder in folders)


def _withhold(
    gone: list[FileRow],
    scan: Scan,
    files: Mapping[str, FileRow],
    articles: Mapping[str, ArticleRow],
    yes: bool,
) -> tuple[list[FileRow], str]:
    """Without those of a folder that would lose more than half; and in words what was not done, and why."""
    notes = []
    for folder in scan.folders:
        came = [
            row
            for row in files.values()
            if _within(row.path, [folder]) and articles[row.article].state == "kept"
        ]
        lost = [row for row in gone if _within(row.path, [folder])]
        if not any(_within(one.key, [folder]) for one in scan.found) and came:
            notes.append(f"{folder} holds no files that could be read: nothing was removed.")
        elif 2 * len(lost) > len(came) and not yes:
            notes.append(
                f"{len(lost)} of the {len(came)} files that came from {folder} are gone. That is more than half, so "
                "nothing was removed. To remove their articles, run the ingest again with --yes."
            )
            gone = [row for row in gone if row not in lost]
    return gone, " ".join(notes)


def _end(
    steps: list[Step],
    gone: list[FileRow],
    files: Mapping[str, FileRow],
    articles: Mapping[str, ArticleRow],
    note: str,
) -> Plan:
    """The plan, with the articles that have lost their last name, or the one that they were shown under."""
    back = {step.row.article for step in steps} & {
        one.id for one in articles.values() if one.state == "removed"
    }
    taken = {step.row.path for step in steps}
    stale = [row for row in files.values() if row.article in back and row.path not in taken]
    left = {path: row for path, row in files.items() if row not in gone and row not in stale}
    for step in steps:
        left.pop(step.forget, None)
        left[step.row.path] = step.row
    names: dict[str, dict[str, FileRow]] = {}
    for row in left.values():
        names.setdefault(row.article, {})[row.path] = row
    kept = [one for one in articles.values() if one.state == "kept"]
    removed = [one.id for one in kept if one.id not in names]
    shown = {step.row.article for step in steps if step.primary}
    orphans = [
        one for one in kept if one.id in names and one.id not in shown and one.path not in names[one.id]
    ]
    shown_as = [names[one.id][min(names[one.id])] for one in orphans]
    return Plan(tuple(steps), tuple(gone), tuple(stale), tuple(removed), tuple(shown_as), note)
