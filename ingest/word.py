"""Word documents → Document: headings, paragraphs, tables and footnotes in reading order, as the reader sees them.

The parts are read with lxml and not through a model of the document, because such models leave out what stands in
tracked insertions, content controls, text boxes and footnotes. Nothing is run, and nothing outside the file is
followed: macros, links to templates and pictures are not even read.
"""

from __future__ import annotations

import re

from ingest.archive import Part, open_parts
from ingest.dates import valid
from ingest.package import main_part, parse, related, relations
from ingest.pieces import Piece, lay_out
from ingest.word_parts import Styles, Walk, local, one
from values import Document, Refused

WORD_LOADER = "word 2"
_NO_TITLE = re.compile(
    r"^(?:microsoft word\b.*|untitled.*|document\d*|title|word document|.*\.docx?|\W*)$", re.IGNORECASE
)
_NO_AUTHOR = re.compile(
    r"^(?:python-docx|microsoft.*|windows user|user\d*|admin\w*|owner|author|unknown|word|pc|\W*|\S+@\S+)$",
    re.I,
)


def load_word(raw: bytes, name: str) -> Document:
    """A Word document as the text of its blocks with two newlines between them.

    1. The archive's directory is checked. 2. The body is walked block by block; footnotes follow the paragraph that
    refers to them, a table's rows carry the labels of their columns. 3. Headers and footers are furniture.
    4. Its properties become clues (``KEY property``), never statements. Raises Refused.
    """
    part = open_parts(raw, name)
    main = main_part(part, name)
    root = parse(part(main), name)
    paths = relations(part, main, name)
    styles = Styles.read(related(part, paths, "styles", name))
    notes = [related(part, paths, kind, name) for kind in ("footnotes", "endnotes")]
    walk = Walk(styles, notes)
    body = one(root, "body")
    pieces = walk.run(body) if body is not None else []
    says = read_properties(part, name)
    pieces = [
        *_around(part, paths, "header", walk, name),
        *_titled(pieces, says),
        *_around(part, paths, "footer", walk, name),
    ]
    if not any(char.isalnum() for piece in pieces if piece.kind != "furniture" for char in piece.text):
        raise Refused(name, "has no text in it. If it shows pictures of text, add the text itself.")
    text, spans, _ = lay_out(pieces)
    return Document(name, raw, text, WORD_LOADER, says, spans)


def _around(part: Part, paths: dict[str, list[str]], kind: str, walk: Walk, name: str) -> list[Piece]:
    """The headers or footers, each text once."""
    texts = [
        piece.text
        for path in sorted(paths.get(kind, []))
        if part(path)
        for piece in walk.run(parse(part(path), name))
    ]
    why = "running head" if kind == "header" else "foot of the page"
    return [Piece(text, "furniture", why) for text in dict.fromkeys(texts)]


def _titled(pieces: list[Piece], says: dict[str, str]) -> list[Piece]:
    """With one title: the paragraph in the style "Title", or the first heading where it alone is of the top level
    or says what the properties say."""
    styled = [i for i, piece in enumerate(pieces) if piece.kind == "title"]
    named = says.get("title property", "").casefold()
    first = next((i for i, piece in enumerate(pieces) if piece.kind != "furniture"), None)
    if not styled and first is not None:
        head = pieces[first]
        alone = head.why == "heading 1" and sum(piece.why == "heading 1" for piece in pieces) == 1
        if head.kind == "heading" and (alone or " ".join(head.text.split()).casefold() == named):
            styled = [first]
    return [
        Piece(piece.text, "title" if [i] == styled[:1] else "heading", "", piece.flags)
        if piece.kind in ("title", "heading") else piece
        for i, piece in enumerate(pieces)
    ]  # fmt: skip


def read_properties(part: Part, name: str) -> dict[str, str]:
    """title, author, published (when the file was created) and updated, as clues: keys ``KEY property``, and
    ``KEY from`` for where the clue is from. What programs write of themselves is left out."""
    content = part("docProps/core.xml")
    if not content:
        return {}
    values = {local(element): " ".join((element.text or "").split()) for element in parse(content, name)}
    created, changed = (valid(values.get(key, "")[:10]) for key in ("created", "modified"))
    found = {
        "title": read_title(values.get("title", "")),
        "author": read_author(values.get("creator", "")),
        "published": created or "",
        "updated": changed if changed and created and changed > created else "",
    }
    return {f"{key} property": value for key, value in found.items() if value}


def read_title(text: str) -> str:
    """A title property, or "" for what programs put there."""
    text = " ".join(text.split())
    return "" if _NO_TITLE.match(text) or len(text) > 300 else text


def read_author(text: str) -> str:
    """An author property, or "" for a program, a role or an address."""
    text = " ".join(text.split())
    return "" if _NO_AUTHOR.match(text) or len(text) > 200 else text
