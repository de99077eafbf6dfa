"""What the files are, against what the library knows: the steps that make the two equal. Nothing is read or written.

A known name with the bytes that it had is unchanged, with new bytes a new version of its article. Bytes that an
article has under another name are a copy of it while that file still has them; where it is gone, or has become
another known article (two files that changed names), the article was renamed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingest.scan import Found, Scan
from library.change import ArticleRow, FileRow
from library.records import slug
from values import Action

_BY_HAND = "it was removed by hand and stays out until it is restored."
_ERASED = "its text was erased from this library on request and is not taken in again."
_DESCRIBED = "what sources.toml says of it has changed."


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    ``row`` is the name as the library knows it afterwards, ``number`` the version that its article then has.
    ``found`` is the file that the version is made of (None: nothing is to be made), ``old`` the version whose bytes
    it is made of where a copy becomes an article of its own. ``describe``: only the description is made anew.
    ``primary``: the article is shown under this name. ``forget``: a name that is given up.
    """

    action: Action
    row: FileRow
    number: int
    build: bool = False
    describe: bool = False
    primary: bool = False
    found: Found | None = None
    old: int = 0
    of: str = ""
    reason: str = ""
    forget: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    ``steps``, in order; ``forgotten``: names that are given up; ``removed``: articles that lose their last name;
    ``shown_as``: names that articles are shown under because theirs is gone; ``note``: what a person should know.
    """

    steps: tuple[Step, ...]
    forgotten: tuple[FileRow, ...] = ()
    removed: tuple[str, ...] = ()
    shown_as: tuple[FileRow, ...] = ()
    note: str = ""


def compare(
    scan: Scan, files: Mapping[str, FileRow], articles: Mapping[str, ArticleRow], *, yes: bool, again: bool
) -> Plan:
    """The steps that make the library equal to what was scanned.

    1. each file is matched with an article, by name and bytes
    2. copies whose article went on with other bytes become articles of their own
    3. names that are gone from a folder that was scanned whole are forgotten, and articles without a name removed:
       none for an empty folder, and not more than half of a folder's unless ``yes``
    """
    matcher = _Matcher(scan, files, articles, again)
    steps = [matcher.match(one) for one in scan.found]
    steps += matcher.split()
    gone, note = _withhold(matcher.gone(steps), scan, files, articles, yes)
    return _end(steps, gone, files, articles, note)


class _Matcher:
    """The library as it was, the files as they are, and what was decided so far."""

    def __init__(
        self, scan: Scan, files: Mapping[str, FileRow], articles: Mapping[str, ArticleRow], again: bool
    ) -> None:
        self._scan, self._files, self._articles, self._again = scan, files, articles, again
        self._found = {one.key: one for one in scan.found}
        self._taken = set(articles)
        self._fresh: dict[
            str, tuple[str, int]
        ] = {}  # bytes that came with this call: their article and version
        self._by_hash: dict[str, ArticleRow] = {}
        for state in ("removed", "erased", "kept_out", "kept"):
            self._by_hash.update({one.sha256: one for one in articles.values() if one.state == state})
        self._paths: dict[str, list[str]] = {}
        for row in files.values():
            self._paths.setdefault(row.article, []).append(row.path)
        self._moved: set[str] = set()

    def match(self, one: Found) -> Step:
        """The step for one file."""
        row = self._files.get(one.key)
        if row is not None and self._articles[row.article].state in ("kept_out", "erased"):
            return self._leave_out(one, self._articles[row.article])
        if row is not None and row.sha256 == one.sha256:
            return self._meet_again(one, row)
        if one.sha256 in self._fresh:
            article, number = self._fresh[one.sha256]
            return Step("copy", _row(one, article), number, of=article)
        holder = self._by_hash.get(one.sha256)
        step = None if holder is None else self._meet_elsewhere(one, holder)
        return step or (self._start(one) if row is None else self._meet_changed(one, row))

    def _start(self, one: Found, of: str = "") -> Step:
        """An article of its own."""
        article = slug(one.name, self._taken)
        self._taken.add(article)
        return self._build("added", one, article, 1, of)

    def _build(self, action: Action, one: Found, article: str, number: int, of: str = "") -> Step:
        if one.sha256:
            self._fresh[one.sha256] = (article, number)
        return Step(action, _row(one, article), number, build=True, primary=True, found=one, of=of)

    def _leave_out(self, one: Found, article: ArticleRow) -> Step:
        reason = _ERASED if article.state == "erased" else _BY_HAND
        return Step("kept_out", _row(one, article.id), article.current, reason=reason)

    def _meet_again(self, one: Found, row: FileRow) -> Step:
        """The name is known, and the bytes are those that it had."""
        article = self._articles[row.article]
        first = row.path == article.path
        if article.state == "removed":
            return Step("added", _row(one, article.id), article.current, primary=True)
        if not first and self._goes_on(article):
            return self._stand_alone(one, article)
        if first and self._again:
            return self._build("changed", one, article.id, article.latest + 1)
        if first and row.given != one.digest:
            return Step(
                "changed", _row(one, article.id), article.current, describe=True, found=one, reason=_DESCRIBED
            )
        return Step("unchanged", _row(one, article.id), article.current)

    def _stand_alone(self, one: Found, article: ArticleRow) -> Step:
        if one.sha256 in self._fresh:
            fresh, number = self._fresh[one.sha256]
            return Step("copy", _row(one, fresh), number, of=fresh)
        return self._start(one, of=article.id)

    def _meet_elsewhere(self, one: Found, holder: ArticleRow) -> Step | None:
        """The bytes are those of an article, under another name; None if that article goes on with other bytes."""
        if holder.state in ("kept_out", "erased"):
            return self._leave_out(one, holder)
        row = _row(one, holder.id)
        if holder.state == "removed":
            return Step("added", row, holder.current, primary=True)
        paths = [path for path in self._paths.get(holder.id, ()) if path not in self._moved]
        if any(self._holds(path, holder) for path in paths):
            return Step("copy", row, holder.current, of=holder.id)
        left = next((path for path in paths if self._is_left(path)), None)
        if left is None:
            return None
        self._moved.add(left)
        self._paths[holder.id].append(one.key)
        forget = "" if left in self._found else left
        first = left == holder.path
        of = self._files[left].name
        return Step("renamed", row, holder.current, primary=first, of=of, forget=forget)

    def _meet_changed(self, one: Found, row: FileRow) -> Step:
        """The name is known, and the bytes are new."""
        article = self._articles[row.article]
        if row.path != article.path and any(
            self._holds(path, article) for path in self._paths[article.id] if path != one.key
        ):
            return self._start(one, of=article.id)
        action: Action = "added" if article.state == "removed" else "changed"
        return self._build(action, one, article.id, article.latest + 1)

    def _holds(self, path: str, article: ArticleRow) -> bool:
        """True if the file at ``path`` still has the article's bytes, as far as this call can tell."""
        if path in self._found:
            return self._found[path].sha256 == article.sha256
        return not self._is_left(path)

    def _is_left(self, path: str) -> bool:
        """True if the article is no longer at ``path``: no file is there, or another known article's bytes."""
        if path in self._found:
            return self._found[path].sha256 in self._by_hash
        return "://" not in path and not os.path.lexists(path)

    def _goes_on(self, article: ArticleRow) -> bool:
        """True if the file under whose name the article is shown brings new bytes for it."""
        first = self._found.get(article.path)
        return first is not None and first.sha256 != "" and first.sha256 not in self._by_hash

    def split(self) -> list[Step]:
        """Steps for copies outside this call whose article goes on with other bytes."""
        steps = []
        for row in self._files.values():
            article = self._articles[row.article]
            outside = row.path not in self._found and row.path != article.path
            if (
                outside
                and article.state == "kept"
                and self._goes_on(article)
                and self._holds(row.path, article)
            ):
                steps.append(self._split_off(row, article))
        return steps

    def _split_off(self, row: FileRow, article: ArticleRow) -> Step:
        if row.sha256 in self._fresh:
            fresh, number = self._fresh[row.sha256]
            return Step("copy", replace(row, article=fresh), number, of=fresh)
        fresh = slug(row.name, self._taken)
        self._taken.add(fresh)
        self._fresh[row.sha256] = (fresh, 1)
        moved = replace(row, article=fresh)
        return Step("added", moved, 1, build=True, primary=True, of=article.id, old=article.current)

    def gone(self, steps: Iterable[Step]) -> list[FileRow]:
        """Known names of kept articles that are no longer in a folder that was scanned whole."""
        taken = {path for step in steps for path in (step.row.path, step.forget)}
        folders = [
            folder for folder in self._scan.folders if any(_within(key, [folder]) for key in self._found)
        ]
        return [
            row
            for path, row in self._files.items()
            if path not in taken
            and _within(path, folders)
            and not _within(path, self._scan.closed)
            and self._articles[row.article].state == "kept"
        ]


def _row(one: Found, article: str) -> FileRow:
    return FileRow(one.key, one.name, article, one.sha256, one.folder, one.digest)


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
    left = {path: row for path, row in files.items() if row not in gone}
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
    return Plan(tuple(steps), tuple(gone), tuple(removed), tuple(shown_as), note)
