"""What is to be added: files that were dropped, pages by their addresses, a folder of this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from values import DeskError

if TYPE_CHECKING:
    from ingest.scan import Found
    from library.store import Library

LONGEST = 200  # characters of a path or address in a sentence
MOST = 4  # names in one sentence


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that was dropped on the page: what its browser called it, and its bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be added. ``yes`` allows that more than half of the folder's articles are removed."""

    files: tuple[Dropped, ...] = ()
    addresses: tuple[str, ...] = ()
    folder: Path | None = None
    yes: bool = False


def to_batch(files: Sequence[Dropped], folder: str = "", addresses: str = "") -> Batch:
    """What a person chose; addresses are set apart by white space. Raises DeskError where nothing was chosen, and for
    what cannot be added together."""
    path = to_folder(folder) if folder.strip() else None
    pages = to_addresses(addresses)
    if not files and not pages and path is None:
        raise DeskError("Nothing was chosen. Drop files, paste addresses, or name a folder on this machine.")
    raws: dict[str, bytes] = {}
    for file in files:
        name = base_name(file.name)
        if name == "sources.toml":
            raise DeskError(
                "sources.toml tells of the files beside it. Leave it in their folder, and add that."
            )
        if raws.setdefault(name, file.raw) != file.raw:
            raise DeskError(f"Two of the files are called {name}. Rename one of them, and drop both again.")
    return Batch(tuple(files), pages, path)


def to_addresses(words: str) -> tuple[str, ...]:
    """The addresses that were pasted. Raises DeskError for what is none."""
    from ingest.fetch import is_address

    found = tuple(dict.fromkeys(words.split()))
    for one in found:
        if not is_address(one):
            raise DeskError(
                f"{_shown(one)}: this is no address of a page. Paste it whole, with https:// before it."
            )
    return found


def base_name(name: str) -> str:
    """By which name the library knows a file that a browser called so: never an address, nor a path."""
    return _found(name).name


def _found(name: str) -> Found:
    from ingest.scan import to_found

    return to_found(name.replace("://", "/"), b"")


def known_before(library: Library, names: Iterable[str]) -> list[str]:
    """What a person should know of files before they are added: which articles they change or stand beside."""
    dropped = {found.name: found.key for found in map(_found, names)}
    held = library.files(list(dropped))
    again = sorted({row.name for row in held if row.path == dropped[row.name]})
    beside = sorted({(row.name, row.folder) for row in held if row.folder and row.name not in again})
    told = []
    if again:
        told.append(
            f"{_listed(again)}: of this name a file was dropped before. What has changed becomes a new version of the "
            "same article. If it is another article, rename the file first."
        )
    for name, folder in beside[:MOST]:
        told.append(
            f"{name} is also a file of the folder {folder}. Dropped here, it becomes another article; to replace "
            "that one, put the file into the folder and add the folder again."
        )
    return told


def _listed(names: Sequence[str]) -> str:
    """ "a.txt, b.txt and 3 more"."""
    more = f" and {len(names) - MOST:,} more" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"


def to_folder(words: str) -> Path:
    """The folder that a person named. Raises DeskError where there is none."""
    named = words.strip().strip("\"'")
    shown = _shown(named)
    try:
        path = Path(named).expanduser()
        there = path.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise DeskError(f"{shown}: this is no path of a folder. Check it.") from None
    if not path.is_absolute():
        raise DeskError(f"{shown}: write the whole path of the folder, from / on.")
    if not there:
        raise DeskError(f"{shown}: there is no such folder on this machine. Check the path.")
    return path


def _shown(words: str) -> str:
    """Words of a person in a sentence about them."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words[:LONGEST])
