"""Word and PDF files made for the tests: sound ones by what they show, and damaged or harmful ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def to_word(fill: Callable[[WordDocument], None]) -> bytes:
    """A Word document, empty but for what ``fill`` puts into it; without the properties of the template."""
    import docx

    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.created = datetime(2024, 7, 30, 9)
    document.core_properties.modified = datetime(2024, 8, 2, 15)
    fill(document)
    return _save(document)


def _save(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(raw: bytes, path: str, change: Callable[[str], str]) -> bytes:
    """The file with one part of its archive changed, or added where there was none."""
    packed = zipfile.ZipFile(BytesIO(raw))
    parts = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    parts[path] = change(parts.get(path, b"").decode()).encode()
    return to_zip(parts)


def to_zip(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in parts.items():
            packed.writestr(path, content)
    return file.getvalue()


def with_footnote(raw: bytes, after: str, note: str) -> bytes:
    """The Word file with a footnote to the paragraph that ends with ``after``."""
    reference = '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    raw = with_part(
        raw, "word/document.xml", lambda xml: xml.replace(f"{after}</w:t></w:r>", after + reference)
    )
    raw = with_part(
        raw,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            "</Relationships>",
            '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'footnotes" Target="footnotes.xml"/></Relationships>',
        ),
    )
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    words = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {note}</w:t></w:r></w:p></w:footnote>'
    return with_part(
        raw, "word/footnotes.xml", lambda _: f"<w:footnotes {_W}>{separator}{words}</w:footnotes>"
    )


def with_false_size(raw: bytes, path: str, size: int) -> bytes:
    """The zip file with a size declared for one part that is not its own."""
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(path.encode()))
    return raw[: at + 24] + struct.pack("<I", size) + raw[at + 28 :]


@dataclass(frozen=True, slots=True)
class Show:
    """Words on a page, at ``x`` and ``y`` points from its lower left corner."""

    words: str
    x: float
    y: float
    size: float = 10
    bold: bool = False


def to_pdf(pages: Sequence[Sequence[Show]], info: dict[str, str] | None = None) -> bytes:
    """A PDF of pages in A4 with Helvetica, written by hand; ``info`` are the properties of the file."""
    fonts = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< " + b" ".join(b"/%s (%s)" % (k.encode(), _escape(v)) for k, v in (info or {}).items()) + b" >>",
    ]
    for i, shows in enumerate(pages):
        size = "/MediaBox [0 0 595 842]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {size} /Resources {fonts} /Contents {7 + 2 * i} 0 R >>".encode()
        )
        objects.append(to_stream(b"\n".join(map(_show, shows))))
    return to_objects(objects)


def _show(one: Show) -> bytes:
    font = "F2" if one.bold else "F1"
    return f"BT /{font} {one.size} Tf {one.x} {one.y} Td (".encode() + _escape(one.words) + b") Tj ET"


def _escape(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def to_stream(content: bytes, head: bytes = b"") -> bytes:
    """An object of a PDF that holds ``content``, packed; ``head`` are the keys of its dictionary."""
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), head, packed)


def to_objects(objects: Sequence[bytes], trailer: bytes = b"/Info 5 0 R") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalog."""
    raw, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return (
        raw
        + head
        + table
        + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, len(raw))
    )


def to_scan() -> bytes:
    """A PDF of one page that shows a picture and no text."""
    image = to_stream(
        b"\0\xff" * 50,
        b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    resources = b"/Resources << /XObject << /I 4 0 R >> >> /Contents 6 0 R"
    return to_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + resources + b" >>",
            image,
            b"<< >>",
            to_stream(b"500 0 0 700 50 50 cm /I Do"),
        ]
    )


def locked(raw: bytes) -> bytes:
    """The PDF with an encryption that its reader has no password for."""
    key = b"<" + b"ab" * 32 + b">"
    lock = b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 /Length 40 >>" % (
        key,
        key,
    )
    return raw.replace(b"/Info 5 0 R", b"/Info 5 0 R " + lock)


def to_column(text: str, x: float, y: float, width: int, size: float = 10) -> list[Show]:
    """A text in lines of at most ``width`` letters, 13 points apart, from ``y`` down."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [Show(line, x, y - 13 * i, size) for i, line in enumerate(lines)]
