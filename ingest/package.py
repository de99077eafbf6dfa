"""The parts of a Word document's package: their trees, and which part refers to which. Nothing outside is followed."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ingest.archive import Part, damaged
from values import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def parse(content: bytes, name: str) -> Element:
    """The tree of one part. A document type declaration, which Word never writes and attacks need, is refused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise damaged(name) from None
    if root.getroottree().docinfo.doctype:
        raise Refused(
            name, "declares a document type, which Word never does. Save its text as a new document."
        )
    return root


def main_part(part: Part, name: str) -> str:
    """The path of the document's main part, by the package's relations."""
    content = part("_rels/.rels")
    for relation in parse(content, name) if content else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return posixpath.normpath((relation.get("Target") or "").lstrip("/"))
    return "word/document.xml"


def relations(part: Part, main: str, name: str) -> dict[str, list[str]]:
    """The paths of the parts that the main part refers to, by kind; what lies outside the file is left out."""
    folder, file = posixpath.split(main)
    content = part(f"{folder}/_rels/{file}.rels")
    found: dict[str, list[str]] = {}
    for relation in parse(content, name) if content else ():
        if relation.get("TargetMode") != "External":
            kind = (relation.get("Type") or "").rpartition("/")[2]
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.setdefault(kind, []).append(posixpath.normpath(path))
    return found


def related(part: Part, paths: dict[str, list[str]], kind: str, name: str) -> Element | None:
    """The tree of the first part of a kind, of those that ``relations`` gave; None if there is none."""
    content = part(next(iter(paths.get(kind, [])), ""))
    return parse(content, name) if content else None
