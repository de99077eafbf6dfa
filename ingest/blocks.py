"""A web page as blocks of text: the whole document in its order, each block with what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.unseen import (
    RuleBook,
    background,
    hides,
    is_white,
    known_hidden,
    read_sheet,
    read_style,
    strip_shapeless,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LEFT_OUT = frozenset(
    "script style head svg canvas iframe object embed audio video map datalist select textarea input meta link param "
    "source track area base col colgroup frame frameset noframes applet math".split()
)
BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav noscript ol option p pre "
    "section summary table tbody td template tfoot th thead tr ul".split()
)
REGIONS = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "foot of the page",
    "form": "form",
    "button": "button",
    "dialog": "dialog",
    "label": "form",
    "aside": "beside the article",
}
_UNSEEN_TAGS = frozenset(("noscript", "template"))
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: ``tag`` is the nearest block element (h1, p, li, tr, comment …), ``region`` the part of the page,
    ``hidden`` whether a reader does not see it, ``tricked`` whether characters without shape stood in it."""

    text: str
    tag: str
    region: str = ""
    hidden: bool = False
    tricked: bool = False
    names: str = ""


@dataclass(slots=True)
class _Open:
    """What holds at one place of the walk: inherited by what stands inside it."""

    tag: str
    region: str
    hidden: bool
    lit: bool  # some background other than white is declared
    names: str
    row: bool = False  # inside a table row whose cells stand in one line
    breaks: bool = True


@dataclass(slots=True)
class Walk:
    """The walk over a tree, which gathers text until a block ends."""

    rules: RuleBook
    plain_page: bool  # no outside style sheet: the page is white where nothing else is declared
    blocks: list[Block] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=lambda: [_Open("body", "", False, False, "")])
    buffer: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)

    def run(self, root: HtmlElement) -> list[Block]:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event in ("comment", "pi"):
                self._comment(element.text or "" if event == "comment" else "")
                self._text(element.tail)
            elif event == "start":
                if self._skipped(element):
                    walker.skip_subtree()
                    self.stack.append(self.stack[-1])
                else:
                    self._start(element)
            else:
                self._end(element)
        self._flush()
        return self.blocks

    def _skipped(self, element: HtmlElement) -> bool:
        return not isinstance(element.tag, str) or element.tag.lower() in LEFT_OUT

    def _start(self, element: HtmlElement) -> None:
        tag, outer = element.tag.lower(), self.stack[-1]
        here = self._inside(tag, element, outer)
        if here.breaks:
            self._flush()
        elif tag == "br" or self._glued(element):
            self._text_raw("\n")
        elif tag in ("td", "th") and self.buffer:
            self._text_raw(" | ")
        self.stack.append(here)
        self._text(element.text)

    def _end(self, element: HtmlElement) -> None:
        if not self._skipped(element) and self.stack[-1].breaks:
            self._flush()
        self.stack.pop()
        self._text(element.tail)

    def _glued(self, element: HtmlElement) -> bool:
        """True between "…Achebe-Hale" and "2 September", where only style sets two inline elements apart."""
        before = element.getprevious()
        if (
            before is None
            or before.tail
            or not isinstance(before.tag, str)
            or before.tag in BLOCK
            or not self.buffer
        ):
            return False
        first, second = self.buffer[-1][-1:], (element.text or "")[:1]
        return (
            (first.islower() or first in ".)")
            and (second.isupper() or second.isdigit())
            and len(element.text) > 3
        )

    def _inside(self, tag: str, element: HtmlElement, outer: _Open) -> _Open:
        classes = frozenset((element.get("class") or "").lower().split())
        style = self._style(tag, element, classes)
        lit = outer.lit or (bool(background(style)) and not is_white(background(style)))
        hidden = outer.hidden or self._hidden(tag, element, classes, style, lit)
        region = REGIONS.get(tag) or REGIONS.get(_role(element)) or outer.region
        names = f"{' '.join(sorted(classes))} {element.get('id') or ''}".strip().lower()
        cell = outer.row and tag in ("td", "th")
        breaks = tag in BLOCK and not cell
        row = _plain_row(element) if tag == "tr" else outer.row and not breaks
        names = f"{outer.names} {names}"[-400:] if names else outer.names
        return _Open(tag if breaks else outer.tag, region, hidden, lit, names, row, breaks)

    def _hidden(
        self, tag: str, element: HtmlElement, classes: frozenset[str], style: dict[str, str], lit: bool
    ) -> bool:
        """True where the element itself keeps its text from being seen. A whole page is never: styles that hide it
        until a script has run stay behind in saved copies."""
        if tag in ("html", "body"):
            return False
        if tag in _UNSEEN_TAGS or element.get("hidden") is not None or known_hidden(classes):
            return True
        white = self.plain_page and not lit and is_white(style.get("color", ""))
        return bool(style) and (white or hides(style))

    def _style(self, tag: str, element: HtmlElement, classes: frozenset[str]) -> dict[str, str]:
        style = self.rules.style(tag, classes, element.get("id") or "")
        own = element.get("style")
        return style | read_style(own) if own else style

    def _text(self, text: str | None) -> None:
        if text:
            self._text_raw(_SPACE.sub(" ", text))

    def _text_raw(self, text: str) -> None:
        (self.covered if self.stack[-1].hidden else self.buffer).append(text)

    def _comment(self, text: str) -> None:
        """A comment in words is text that nobody sees; notes of the page's makers in code are left out."""
        if len(text.split()) >= 4 and not re.search(
            r"[<>{};=]|^\s*(?:/|end |begin |start )|https?:", text, re.IGNORECASE
        ):
            self._flush()
            self._add([text], "comment", hidden=True)

    def _flush(self) -> None:
        here = self.stack[-1]
        buffer, covered, self.buffer, self.covered = self.buffer, self.covered, [], []
        self._add(buffer, here.tag, hidden=False)
        self._add(covered, here.tag, hidden=True)

    def _add(self, parts: Sequence[str], tag: str, hidden: bool) -> None:
        here = self.stack[-1]
        for piece in re.split(r"[ \t]*\n[ \t]*\n\s*", "".join(parts)):
            text, tricked = strip_shapeless(piece)
            text = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", text)).strip()
            if text.strip(" |\n"):
                self.blocks.append(Block(text, tag, here.region, hidden, tricked, here.names))


def _role(element: HtmlElement) -> str:
    roles = {
        "navigation": "nav",
        "contentinfo": "footer",
        "dialog": "dialog",
        "alertdialog": "dialog",
        "search": "form",
    }
    return roles.get((element.get("role") or "").lower(), "")


def _plain_row(row: HtmlElement) -> bool:
    """True for a table row whose cells hold no blocks: one line of a table and not the layout of a page."""
    return not any(
        isinstance(e.tag, str) and e.tag in BLOCK and e.tag not in ("td", "th")
        for cell in row
        for e in cell.iterdescendants()
    )


def render(root: HtmlElement) -> list[Block]:
    """The blocks of a page in document order, hidden ones included; scripts, styles and drawings left out."""
    rules = RuleBook([rule for sheet in root.iter("style") for rule in read_sheet(sheet.text or "")])
    linked = any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))
    return Walk(rules, not linked).run(root)
