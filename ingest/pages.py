"""Saved web pages and Markdown → Document: the text of the version and the spans that the format itself tells."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.blocks import Block, render
from ingest.dates import is_dateline
from ingest.decode import decode
from ingest.kept import choose, choose_lead, extract_lines, from_data, unveil
from ingest.lines import Line
from ingest.markdown import mark_markdown, read_front_matter
from ingest.metadata import read_metadata
from ingest.opening import find_frame, is_byline
from values import Document, Refused, Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HTML_LOADER = "html 1"
MARKDOWN_LOADER = "markdown 1"
DEEPEST = 2000  # elements inside elements; beyond this the parser would drop what follows
_ATTRIBUTES = 1_000  # of one tag
_LONGEST = (
    5_000_000  # characters between two tags; a picture that a page holds as text may have some millions
)
_TRUSTED_DEPTH = 250  # beyond this trafilatura's own parser would
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_BYLINE_CLASS = re.compile(r"by-?line|author|writer|contributor|reporter|dateline|timestamp|\bdate\b")
_WESTERN = frozenset(("utf-8", "iso8859-1", "cp1252", "ascii", "latin-1"))


def load_markdown(raw: bytes, name: str) -> Document:
    """Markdown: the decoded file unchanged; its front matter, headings and pictures are spans already."""
    text, encoding = decode(raw, name)
    end, says = read_front_matter(text)
    front = [Span(0, len(text[:end].rstrip()), "furniture", "front matter")] if end else []
    spans = front + mark_markdown(text, end, says.get("title", ""))
    if not any(char.isalnum() for char in text[end:]):
        raise Refused(
            name, "has no text in it, only blanks, signs or front matter. Check that it was saved completely."
        )
    return Document(
        name, raw, text, f"{MARKDOWN_LOADER}, {encoding}", says, tuple(sorted(spans, key=lambda s: s.start))
    )


def load_html(raw: bytes, name: str) -> Document:
    """A saved web page, as the text of all its blocks with two newlines between them.

    1. Decoded as UTF-8, else as declared, else as Windows-1252. 2. Parsed; refused where it is nested too deep.
    3. Rendered block by block, with what is hidden. 4. The blocks that trafilatura keeps are body.
    5. Title, byline and dateline are told apart around them; the rest is furniture. Raises Refused.
    """
    page, encoding = decode_page(raw, name)
    _check_shape(page, name)
    root, depth = _parse(page, name)
    blocks = render(root)
    lines = extract_lines(page) if depth <= _TRUSTED_DEPTH else []
    blocks = unveil(blocks, lines)
    blocks += from_data(blocks, lines)
    if not any(char.isalnum() for block in blocks if not block.hidden for char in block.text):
        raise Refused(
            name, "has no text to read. It may be filled in by a script: print the page to text and add that."
        )
    kept = choose(blocks, lines)
    says = read_metadata(root)
    text, laid = _lay_out(blocks)
    title = _find_title(blocks, says.get("title", ""), min(kept, default=0))
    kept |= choose_lead(blocks, kept, title)
    spans = _mark_blocks(blocks, laid, kept, title, says.get("author", ""))
    return Document(name, raw, text, f"{HTML_LOADER}, {encoding}", says, tuple(spans))


def decode_page(raw: bytes, name: str) -> tuple[str, str]:
    """The page as text: UTF-8 where it fits, else the charset that it declares, else Windows-1252."""
    declared = _CHARSET.search(raw[:4096])
    try:
        known = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:
        known = ""
    if known and known not in _WESTERN and not known.startswith("utf"):
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return raw.decode(known), known
            except (UnicodeDecodeError, LookupError):
                pass
    return decode(raw, name)


def _check_shape(page: str, name: str) -> None:
    """Raises Refused for what parsers take minutes over: one tag with thousands of attributes, endless text in one."""
    for piece in page.split("<"):
        if len(piece) > 20_000 and piece.partition(">")[0].count("=") > _ATTRIBUTES:
            reason = f"has a tag with more than {_ATTRIBUTES:,} attributes; no page made for reading has."
            raise Refused(name, f"{reason} Save its text as a .txt file.")
        if len(piece) > _LONGEST:
            reason = f"has {len(piece):,} characters without a tag; the limit is {_LONGEST:,}."
            raise Refused(name, f"{reason} Save its text as a .txt file.")


def _parse(page: str, name: str) -> tuple[HtmlElement, int]:
    """The tree of the page and how deep it is."""
    from lxml import etree, html

    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page.replace("\0", ""))
    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(huge_tree=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise Refused(
            name, "cannot be read as a web page. Save it again, or save its text as a .txt file."
        ) from None
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest >= DEEPEST:
        reason = f"is nested more than {DEEPEST:,} elements deep; no page made for reading is."
        raise Refused(name, f"{reason} Save its text as a .txt file.")
    return root, deepest


def _lay_out(blocks: Sequence[Block]) -> tuple[str, list[Line]]:
    """The text of the version, and each block as a line of it."""
    lines, position = [], 0
    for block in blocks:
        lines.append(Line(position, position + len(block.text), block.text, True))
        position += len(block.text) + 2
    return "\n\n".join(block.text for block in blocks), lines


def _mark_blocks(
    blocks: Sequence[Block], lines: Sequence[Line], kept: set[int], title: int | None, author: str
) -> list[Span]:
    """One span for each block that the page tells: hidden text and what stands around the article as furniture,
    title, byline and dateline, headings, and body (``why``: kept). Where nothing was kept, only what is hidden."""
    if not kept:
        return [
            _furniture(block, line)
            for block, line in zip(blocks, lines, strict=True)
            if block.hidden or block.region
        ]
    frame = _frame(blocks, lines, kept, title, author)
    spans: list[Span] = []
    for i, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        flags = ("hidden_text",) if block.tricked else ()
        if line.start in frame:
            spans += frame[line.start]
        elif i not in kept:
            spans.append(_furniture(block, line))
        elif re.fullmatch(r"h[1-6]", block.tag) and not line.prose:
            spans.append(Span(line.start, line.end, "heading", "kept", flags))
        else:
            spans.append(Span(line.start, line.end, "body", "kept", flags))
    return spans


def _furniture(block: Block, line: Line) -> Span:
    flags = ("hidden_text",) if block.hidden or block.tricked else ()
    why = (
        ("comment" if block.tag == "comment" else "hidden text")
        if block.hidden
        else block.region or "around the article"
    )
    return Span(line.start, line.end, "furniture", why, flags)


def _frame(
    blocks: Sequence[Block], lines: Sequence[Line], kept: set[int], named: int | None, author: str
) -> dict[int, list[Span]]:
    """The spans of the title, bylines and datelines, by the start of their block."""
    first = min(kept)
    low = max(0, (first if named is None else min(named, first)) - 4)
    near = [i for i in range(low, min(len(blocks), first + 4)) if not blocks[i].hidden and i != named]
    near = [
        i for i in near if blocks[i].region not in ("navigation", "foot of the page", "form") or i in kept
    ]
    frame = find_frame([lines[i] for i in near], titled=True)
    told = [i for i in near if lines[i].start in frame.starts and _is_vouched(blocks[i], lines[i], author)]
    found = {lines[i].start: frame.spans(lines[i]) for i in told}
    if named is not None:
        found[lines[named].start] = [Span(lines[named].start, lines[named].end, "title")]
    return found


def _is_vouched(block: Block, line: Line, author: str) -> bool:
    """A name alone is a byline only where the page says so: by "By", a date, an office, the class of its element,
    or the author that its metadata names."""
    named = any(name and name in block.text for name in author.split("; "))
    return is_dateline(line.text) or is_byline(line) or named or bool(_BYLINE_CLASS.search(block.names))


def _find_title(blocks: Sequence[Block], title: str, first: int) -> int | None:
    """The top heading nearest to the article; or the block with the words of the stated title."""
    tops = [i for i, block in enumerate(blocks) if block.tag == "h1" and not block.hidden]
    wanted = re.findall(r"\w+", title.lower())
    same = [
        i
        for i, b in enumerate(blocks)
        if not b.hidden and wanted and _same(re.findall(r"\w+", b.text.lower()), wanted)
    ]
    both = [i for i in tops if i in same]
    near = [i for i in same if blocks[i].region != "navigation" and i <= first + 2]
    choice = both or near or [i for i in tops if i <= first + 1] or ([] if wanted else tops)
    return min(choice, key=lambda i: abs(i - first)) if choice else None


def _same(words: list[str], wanted: list[str]) -> bool:
    return len(words) >= 2 and words == wanted[: len(words)] and len(words) >= 0.5 * len(wanted)
