"""Which article each file is: by the bytes that it has, and the name that it bears.

An article stays where its bytes are: files that have them are its names, whatever they are called, and where one of
its old names is free the file was renamed. It goes on with new bytes where the file that it is shown under brings
bytes that no article has; other files with its old bytes then become an article of their own. All of this is told
from the library as it was and the files as they are, so that no order of the files makes a difference to it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.scan import Found
from library.records import slug
from library.state import ArticleRow, FileRow
from values import Action

_BY_HAND = "it was removed by hand and stays out until it is restored."
_ERASED = "its text was erased from this library on request and is not taken in again."
_DESCRIBED = "what sources.toml says of it has changed."


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    ``row`` is the name as the library knows it afterwards, ``number`` the version that its article then has.
    ``build``: that version is made, of the file ``found``, or where that is None of the bytes that the library has.
    ``old``: the bytes are those of this version of the article ``of``, which goes on with others. ``describe``: only
    the description is made anew. ``primary``: the article is shown under this name. ``forget``: a name given up.
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
class _Claim:
    """Bytes that no article had, or no longer has: the article and version that they become, by the file at path."""

    article: str
    number: int
    path: str
    action: Action
    of: str = ""
    old: int = 0


class Matcher:
    """The library as it was, and the files as they are."""

    def __init__(
        self,
        found: Mapping[str, Found],
        files: Mapping[str, FileRow],
        articles: Mapping[str, ArticleRow],
        erased: Mapping[str, str],
        again: bool = False,
    ) -> None:
        self._erased = erased
        self._found, self._files, self._articles, self._again = found, files, articles, again
        self._taken = set(articles)
        self._current: dict[str, ArticleRow] = {}
        for state in ("removed", "kept_out", "kept"):
            self._current.update({one.sha256: one for one in articles.values() if one.state == state})
        self._paths: dict[str, list[str]] = {}
        for path in sorted(files):
            self._paths.setdefault(files[path].article, []).append(path)
        self._hashes = {one.sha256 for one in found.values()}
        self._claims: dict[str, _Claim] = {}
        self._going_on = {one.id for one in articles.values() if one.state == "kept" and self._goes_on(one)}
        self._free = {id_: [p for p in paths if not self._has(p)] for id_, paths in self._paths.items()}

    def _goes_on(self, article: ArticleRow) -> bool:
        """True if the article goes on with new bytes, which it then has claimed."""
        paths = sorted(self._paths.get(article.id, ()), key=lambda path: path != article.path)
        stays = article.sha256 in self._hashes or any(map(self._has, paths))
        for path in paths[:1] if stays else paths:
            new = self._found[path].sha256 if path in self._found else ""
            if new and new not in self._current and new not in self._claims:
                self._claims[new] = _Claim(article.id, article.latest + 1, path, "changed")
                return True
        return False

    def _has(self, path: str) -> bool:
        """True if the file at a known path still has the bytes that it had, as far as this call can tell."""
        if path in self._found:
            return self._found[path].sha256 in ("", self._files[path].sha256)
        return "://" in path or os.path.lexists(path)

    def match(self, one: Found) -> Step:
        """The step for one file."""
        row = self._files.get(one.key)
        own = self._articles[row.article] if row is not None else None
        if own is not None and own.state == "kept_out":
            return _leave_out(one, own)
        if not one.sha256:  # it cannot be read, and loading it will say why
            article = own.id if own is not None else "unread"
            return Step("changed" if own else "added", _row(one, article), 0, build=True, found=one)
        if one.sha256 in self._erased:
            return _leave_out(one, self._articles[self._erased[one.sha256]])
        holder = self._current.get(one.sha256)
        if holder is not None and holder.state == "kept_out":
            return _leave_out(one, holder)
        if holder is None or holder.id in self._going_on:
            return self._claim(one, own, holder)
        if holder.state == "removed":
            return self._come_back(one, holder)
        return self._stay(one, holder, row if own is holder else None)

    def _claim(self, one: Found, own: ArticleRow | None, before: ArticleRow | None) -> Step:
        """The bytes are no article's: they become a version of the one that goes on with them, or a new article.

        ``own`` has the name, ``before`` had the bytes, and goes on with others.
        """
        if one.sha256 not in self._claims:
            self._claims[one.sha256] = self._open(one, own, before)
        claim = self._claims[one.sha256]
        row = _row(one, claim.article)
        if claim.path != one.key:
            return Step("copy", row, claim.number, of=claim.article)
        return Step(
            claim.action, row, claim.number, build=True, primary=True, found=one, of=claim.of, old=claim.old
        )

    def _open(self, one: Found, own: ArticleRow | None, before: ArticleRow | None) -> _Claim:
        if before is None and own is not None and own.state == "removed" and own.path == one.key:
            return _Claim(own.id, own.latest + 1, one.key, "added")
        article = slug(one.name, self._taken)
        self._taken.add(article)
        if before is not None:
            return _Claim(article, 1, one.key, "added", before.id, before.current)
        return _Claim(article, 1, one.key, "added", own.id if own and own.state == "kept" else "")

    def _come_back(self, one: Found, holder: ArticleRow) -> Step:
        """The bytes are those of an article that was removed because its file was gone."""
        claim = self._claims.setdefault(one.sha256, _Claim(holder.id, holder.current, one.key, "added"))
        if claim.path != one.key:
            return Step("copy", _row(one, holder.id), holder.current, of=holder.id)
        return Step("added", _row(one, holder.id), holder.current, primary=True)

    def _stay(self, one: Found, holder: ArticleRow, row: FileRow | None) -> Step:
        """The bytes are an article's, which stays as it is; ``row`` is there if the name was its own already."""
        mine = _row(one, holder.id)
        if row is None:
            return self._name(one, holder, mine)
        if one.key == holder.path and self._again:
            return Step("changed", mine, holder.latest + 1, build=True, primary=True, found=one)
        if one.key == holder.path and row.given != one.digest:
            return Step("changed", mine, holder.current, describe=True, found=one, reason=_DESCRIBED)
        return Step("unchanged", mine, holder.current)

    def _name(self, one: Found, holder: ArticleRow, mine: FileRow) -> Step:
        """A further name of an article, or a new one in the place of a name that is free."""
        free = self._free.get(holder.id, [])
        if not free:
            return Step("copy", mine, holder.current, of=holder.id)
        old = holder.path if holder.path in free else free[0]
        free.remove(old)
        forget = "" if old in self._found else old
        name = self._files[old].name
        return Step("renamed", mine, holder.current, primary=old == holder.path, of=name, forget=forget)

    def split(self) -> list[Step]:
        """Steps for copies outside this call whose article goes on with new bytes: an article of their own."""
        steps = []
        for path in sorted(self._files):
            row = self._files[path]
            if row.article in self._going_on and path not in self._found and self._has(path):
                steps.append(self._split_off(row, self._articles[row.article]))
        return steps

    def _split_off(self, row: FileRow, before: ArticleRow) -> Step:
        if row.sha256 not in self._claims:
            article = slug(row.name, self._taken)
            self._taken.add(article)
            self._claims[row.sha256] = _Claim(article, 1, row.path, "added", before.id, before.current)
        claim = self._claims[row.sha256]
        mine = replace(row, article=claim.article)
        if claim.path != row.path:
            return Step("copy", mine, claim.number, of=claim.article)
        return Step("added", mine, 1, build=True, primary=True, of=before.id, old=before.current)


def _row(one: Found, article: str) -> FileRow:
    return FileRow(one.key, one.name, article, one.sha256, one.folder, one.digest)


def _leave_out(one: Found, article: ArticleRow) -> Step:
    reason = _ERASED if article.state == "erased" else _BY_HAND
    return Step("kept_out", _row(one, article.id), article.current, reason=reason)
