"""The parts of a Word file, read from its zip archive only after the archive's directory has been checked.

What the directory declares may be a lie, so the reading itself is capped too; archives inside are never opened.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from values import Refused

MOST_ENTRIES = 5_000
LARGEST_PART = (
    40_000_000  # bytes of one part that is read, unpacked: a book of a thousand pages has about 10 MB
)
LARGEST_WHOLE = 400_000_000  # bytes of all parts, pictures included, as the directory declares them
STEEPEST = 400  # unpacked bytes for one packed byte; text in XML reaches about 40
_SMALL = 2_000_000  # below this a steep ratio does no harm
_OTHERS = (
    ("xl/", "an Excel workbook. Add what is in it as a Word file or as plain text."),
    ("ppt/", "a PowerPoint presentation. Save it as PDF and add that."),
    ("META-INF/container.xml", "an e-book (EPUB). Save it as PDF or as plain text and add that."),
    ("content.xml", "an OpenDocument file. Save it as Word (.docx) and add that."),
    ("Index/", "a Pages or Numbers document. Export it as Word (.docx) and add that."),
)
_DAMAGED = "is damaged or incomplete: it cannot be opened as a Word document. Get it again, or save it anew."
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
    IndexError,
    NotImplementedError,
    struct.error,
)

Part = Callable[[str], bytes]


def open_parts(raw: bytes, name: str) -> Part:
    """A function from the path of a part to its bytes, empty where there is no such part.

    Raises Refused, and the function does: for what is damaged, of another kind, protected, or expands too large.
    """
    try:
        packed = zipfile.ZipFile(BytesIO(raw))
    except _FAULTS:
        raise Refused(name, _DAMAGED) from None
    entries = _check(packed.infolist(), name)

    def read(path: str) -> bytes:
        entry = entries.get(path.lstrip("/").lower())
        return _read(packed, entry, name) if entry else b""

    return read


def damaged(name: str) -> Refused:
    return Refused(name, _DAMAGED)


def _check(found: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    if len(found) > MOST_ENTRIES:
        reason = f"is too large: it packs {len(found):,} files; the limit is {MOST_ENTRIES:,}"
        raise Refused(name, f"{reason}. Save its text as a new document.")
    entries = {entry.filename.lower(): entry for entry in found}
    if "[content_types].xml" not in entries:
        raise Refused(name, _other_kind([entry.filename for entry in found]))
    whole = sum(entry.file_size for entry in found)
    if whole > LARGEST_WHOLE:
        raise Refused(name, _too_large(whole, LARGEST_WHOLE))
    for entry in found:
        _check_entry(entry, name)
    if not any(path.startswith("word/") for path in entries):
        raise Refused(name, _other_kind([entry.filename for entry in found]))
    return entries


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    text = entry.filename.lower().endswith((".xml", ".rels"))
    if text and entry.file_size > LARGEST_PART:
        raise Refused(name, _too_large(entry.file_size, LARGEST_PART))
    if entry.file_size > _SMALL and entry.file_size > STEEPEST * max(1, entry.compress_size):
        raise Refused(name, _too_large(entry.file_size, STEEPEST * entry.compress_size))
    if entry.flag_bits & 1:
        raise Refused(name, "is protected by a password. Save it without one and add that.")


def _too_large(size: int, limit: int) -> str:
    cause = f"is too large: it expands to {size / 1e6:,.0f} MB when it is opened; the limit is {limit / 1e6:,.0f} MB"
    return f"{cause}, as a harmful file does. Save its text as a new document."


def _other_kind(names: list[str]) -> str:
    for start, kind in _OTHERS:
        if any(name.startswith(start) for name in names):
            return f"is {kind}"
    return "is a zip archive and no Word document. Unpack it and add the files that are in it."


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with packed.open(entry) as file:
            content = file.read(LARGEST_PART + 1)
    except _FAULTS:
        raise Refused(name, _DAMAGED) from None
    if len(content) > LARGEST_PART:
        raise Refused(name, _too_large(len(content), LARGEST_PART))
    return content
