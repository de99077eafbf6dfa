"""A file → Document: its bytes, the text of the version, and what the file says of itself.

The content decides what a file is, not its ending; every file that cannot be taken is ``Refused`` with the
cause and the remedy in a plain sentence, so that the others go on.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from ingest.apart import read_apart
from ingest.decode import decode
from values import Document, Refused

MAX_BYTES = 20 * 1_000_000
MAX_LINE = 250_000  # characters: about 40,000 words, more than any paragraph has
MAX_TEXT = 2_000_000  # characters that one file may hold: about 300,000 words
MAX_LINES = 100_000  # of one file, without empty ones; a text of 300,000 words has about 30,000
TEXT_LOADER = "text 1"

_NOT_READ = "is a {}, which is not read. Save it as Word (.docx) or as PDF and add that."
_NO_TEXT = "is {}, which holds no text to read. Leave it out, or add the text that it shows as a .txt file."
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _NOT_READ.format("Word, Excel or PowerPoint file of the old kind")),
    (b"{\\rtf", _NOT_READ.format("Word document in RTF")),
    (b"\x89PNG\r\n\x1a\n", _NO_TEXT.format("an image (PNG)")),
    (b"\xff\xd8\xff", _NO_TEXT.format("an image (JPEG)")),
    (b"GIF87a", _NO_TEXT.format("an image (GIF)")),
    (b"GIF89a", _NO_TEXT.format("an image (GIF)")),
    (b"II*\0", _NO_TEXT.format("an image (TIFF)")),
    (b"MM\0*", _NO_TEXT.format("an image (TIFF)")),
    (b"\x1f\x8b\x08", "is a compressed file (gzip). Unpack it and add what is in it."),
    (b"SQLite format 3\0", _NO_TEXT.format("a database (SQLite)")),
)
# Comments and lines are matched atomically: what a hostile file repeats is not tried in every combination.
_HTML = re.compile(
    r"\s*(?><\?xml[^>]*>\s*)?(?><!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|li|table|article|section|main|blockquote)\s*>", re.IGNORECASE
)
_XML = re.compile(r"\s*<(?:\?xml|svg|rss|feed)\b", re.IGNORECASE)
_ARCHIVED_PAGE = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?>(?:[ \t#-](?!--).*|[\w-]+[ \t]*:.*)?\r?\n){1,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
)
_HEAD = 20_000
_PDF_HEAD = 1_024  # bytes within which a PDF must begin
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a Word document under a password


def load(path: Path, name: str, limit: int = MAX_BYTES) -> Document:
    """Reads the file at ``path``, which the collection calls ``name``, up to ``limit`` bytes.

    ``name`` is the path relative to the folder that was given, or the base name of a single file; a symbolic
    link that leads out of that folder is refused. Raises Refused, never OSError.
    """
    _check_name(name)
    try:
        _check_link(path, name)
        _check_file(path.stat(), name, limit)
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        raise Refused(name, "is not there. Check the path: it may have been moved or renamed.") from None
    except PermissionError:
        raise Refused(name, "may not be read. Give yourself permission to read it.") from None
    except (OSError, ValueError, RuntimeError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise Refused(name, f"cannot be read ({cause}). Copy it to another place and add that.") from None
    return load_bytes(raw, name, limit)


def load_bytes(raw: bytes, name: str, limit: int = MAX_BYTES) -> Document:
    """The document that ``raw`` holds. Raises Refused if it is empty, binary, too large, or not read yet."""
    _check_name(name)
    _check_size(len(raw), name, limit)
    _check_magic(raw, name)
    kind = sniff(raw, name)
    document = read_apart(kind, raw, name) if kind in APART else LOADERS[kind](raw, name)
    _check_lines(document.text, name)
    if not any(char.isalnum() for char in document.text):
        raise Refused(name, "has no text in it, only blanks or signs. Check that it was saved completely.")
    return document


def sniff(raw: bytes, name: str) -> str:
    """What the bytes are, told from the bytes: "word", "pdf", "html", "markdown" or "text" (keys of LOADERS)."""
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "word"
    if raw[:_PDF_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "pdf"
    head = _head(raw, name)
    if _HTML.match(head):
        return "html"
    if name.lower().endswith((".md", ".markdown")) or _FRONT_MATTER.match(head):
        return "markdown"
    if _XML.match(head):
        raise Refused(name, "is XML data and not an article. Save the page that it belongs to as a web page.")
    if _ARCHIVED_PAGE.search(head[:2_000]):
        raise Refused(name, 'is a web archive (MHTML). Save the page as "Web page, HTML only" and add that.')
    fragment = head.lstrip().startswith("<") and len(_BLOCK_END.findall(head)) >= 2
    return "html" if fragment else "text"


def load_text(raw: bytes, name: str) -> Document:
    """Plain text: the decoded bytes as they are. What is article and what is page, ``clean.mark`` tells."""
    text, encoding = decode(raw, name)
    return Document(name=name, raw=raw, text=text, loader=f"{TEXT_LOADER}, {encoding}")


def _load_html(raw: bytes, name: str) -> Document:
    from ingest.pages import load_html

    return load_html(raw, name)


def _load_markdown(raw: bytes, name: str) -> Document:
    from ingest.pages import load_markdown

    return load_markdown(raw, name)


def _load_word(raw: bytes, name: str) -> Document:
    from ingest.word import load_word

    return load_word(raw, name)


def _load_pdf(raw: bytes, name: str) -> Document:
    from ingest.pdf import load_pdf

    return load_pdf(raw, name)


LOADERS: dict[str, Callable[[bytes, str], Document]] = {
    "text": load_text,
    "markdown": _load_markdown,
    "html": _load_html,
    "word": _load_word,
    "pdf": _load_pdf,
}
APART = frozenset(("html", "word", "pdf"))  # read by parsers that a hostile file may hang or bring down


def _check_lines(text: str, name: str) -> None:
    lines = text.splitlines()
    longest = max(map(len, lines), default=0)
    if longest > MAX_LINE:
        reason = f"has a line of {longest:,} characters; the limit is {MAX_LINE:,}. Break it into paragraphs."
        raise Refused(name, reason)
    if len(text) > MAX_TEXT:
        reason = f"is too large: it holds {len(text):,} characters of text; the limit is {MAX_TEXT:,}"
        raise Refused(name, f"{reason}. Split it.")
    if sum(map(bool, lines)) > MAX_LINES:
        raise Refused(name, f"is too large: it holds more than {MAX_LINES:,} lines of text. Split it.")


def _head(raw: bytes, name: str) -> str:
    """The beginning of the text. A page in an unknown encoding is still told by its tags, which are ASCII."""
    plain = raw[:_HEAD].decode("latin-1")
    if _HTML.match(plain.removeprefix("ï»¿")):
        return plain.removeprefix("ï»¿")
    return decode(raw, name)[0][:_HEAD]


def _check_name(name: str) -> None:
    if not name or any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        shown = name.encode("unicode_escape").decode("ascii")
        raise Refused(
            shown, "has control characters in its name, or bytes that are no UTF-8. Rename the file."
        )


def _check_link(path: Path, name: str) -> None:
    """A link may lead to another file of the folder that was given, and nowhere else."""
    parts, inside = path.absolute().parts, PurePosixPath(name).parts
    folder = Path(*parts[: -len(inside)]) if parts[-len(inside) :] == inside else path.parent
    if not path.resolve(strict=True).is_relative_to(folder.resolve()):
        reason = "is a link to a file outside the folder. Put the file itself into the folder."
        raise Refused(name, reason)


def _check_file(status: os.stat_result, name: str, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Refused(
            name, "is a folder and not a file. Give the folder to `desk ingest` to add what is in it."
        )
    if not stat.S_ISREG(status.st_mode):
        raise Refused(
            name, "is not a regular file (a device, a pipe or a socket). Save its content as a file."
        )
    _check_size(status.st_size, name, limit)


def _check_size(size: int, name: str, limit: int) -> None:
    if size == 0:
        raise Refused(name, "is empty. Check that it was saved completely.")
    if size > limit:
        cause = f"is too large: {size / 1e6:,.1f} MB or more; the limit is {limit / 1e6:g} MB"
        raise Refused(name, f"{cause} (max_file_mb in [ingest]). Split it, or raise the limit.")


def _check_magic(raw: bytes, name: str) -> None:
    head = raw[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if raw.startswith(b"\xd0\xcf\x11\xe0") and _LOCKED in raw:
        raise Refused(name, "is protected by a password. Save it without one and add that.")
    for magic, reason in _MAGIC:
        if head.startswith(magic):
            raise Refused(name, reason)
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        raise Refused(name, _NO_TEXT.format("an image (WebP)"))
    if raw[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        raise Refused(name, _NO_TEXT.format("an image (HEIC or AVIF)"))
