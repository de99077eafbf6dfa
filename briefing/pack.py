"""The package of a Word document (ECMA-376, part 2): its parts in one zip archive, equal bytes for equal parts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import quoteattr

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip archive can name
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Relations:
    """The relations of one part, numbered as they are added; those that are there already keep their number."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str, bool], str] = {}

    def to(self, kind: str, target: str, outside: bool = False) -> str:
        """The id of a relation of this kind to a part, or to an address ``outside`` the file."""
        kind = kind if "://" in kind else f"{_RELATION}/{kind}"
        return self._held.setdefault((kind, target, outside), f"rId{len(self._held) + 1}")

    def __len__(self) -> int:
        return len(self._held)

    def xml(self) -> bytes:
        mode = {True: ' TargetMode="External"', False: ""}
        rows = "".join(
            f"<Relationship Id={quoteattr(id_)} Type={quoteattr(kind)} Target={quoteattr(target)}{mode[outside]}/>"
            for (kind, target, outside), id_ in self._held.items()
        )
        return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def package_relations() -> bytes:
    """What the package itself refers to: the document and its properties."""
    relations = Relations()
    relations.to("officeDocument", "word/document.xml")
    relations.to(_CORE, "docProps/core.xml")
    relations.to("extended-properties", "docProps/app.xml")
    return relations.xml()


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The archive, its list of content types first as readers expect; no clock, no order of chance."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for path, content in {"[Content_Types].xml": _content_types(parts), **parts}.items():
            entry = zipfile.ZipInfo(path, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return file.getvalue()


def _content_types(parts: Iterable[str]) -> bytes:
    rows = "".join(
        f'<Override PartName="/{path}" ContentType="{_KINDS[path]}"/>' for path in parts if path in _KINDS
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{rows}</Types>'.encode()
