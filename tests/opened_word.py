"""An exported Word document, opened again by other means than those that wrote it."""

from __future__ import annotations

import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from lxml import etree

SCHEMAS = Path(__file__).parent / "data" / "ooxml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOOTNOTES = "word/footnotes.xml"
DOCUMENT = "word/document.xml"


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


def faults(content: bytes, name: str = "wml.xsd") -> list[str]:
    """What the schema says against a part."""
    held = schema(name)
    held.validate(etree.fromstring(content))
    return [error.message for error in held.error_log]


def text_of(element: etree._Element) -> str:
    """What stands in an element, with Word's line ends and tabs as signs."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        (each.text or "") if each.tag == f"{W}t" else signs.get(each.tag, "") for each in element.iter()
    )


def notes(raw: bytes) -> dict[int, str]:
    """The text of each footnote by its id, without the lines between text and notes."""
    root = etree.fromstring(parts(raw)[FOOTNOTES])
    return {int(note.get(f"{W}id")): text_of(note) for note in root if note.get(f"{W}type") is None}


def marks(raw: bytes) -> list[int]:
    """The footnotes that the text refers to, in its order."""
    root = etree.fromstring(parts(raw)[DOCUMENT])
    return [int(mark.get(f"{W}id")) for mark in root.iter(f"{W}footnoteReference")]


def quotes(raw: bytes) -> list[str]:
    """The words between the ends of the bookmark of each footnote."""
    found = []
    for start in etree.fromstring(parts(raw)[FOOTNOTES]).iter(f"{W}bookmarkStart"):
        words = ""
        for each in start.itersiblings():
            if each.tag == f"{W}bookmarkEnd":
                break
            words += text_of(each)
        found.append(words)
    return found


def body(raw: bytes) -> str:
    """The text of the document, one line for each paragraph."""
    root = etree.fromstring(parts(raw)[DOCUMENT])
    return "\n".join(text_of(paragraph) for paragraph in root.iter(f"{W}p"))


def converted(soffice: str, raw: bytes, kind: str, home: Path) -> bytes:
    """The document as LibreOffice saves it, with a profile of its own."""
    source = home / "briefing.docx"
    source.write_bytes(raw)
    out = home / f"as_{kind}"
    call = [soffice, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*call, "--convert-to", kind, "--outdir", str(out), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (out / f"briefing.{kind.partition(':')[0]}").read_bytes()
