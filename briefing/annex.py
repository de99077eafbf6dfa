"""The claim sheet as a table of the Word document, on wide pages of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.layout import Layout
from briefing.sheet import COLUMNS, rows
from briefing.styles import Styles
from briefing.wml import el, paragraph, run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHARES = (6, 21, 26, 17, 10, 11, 9, 9)  # of the width, column by column, in parts of all of them


def annex(layout: Layout, styles: Styles) -> list[Element]:
    """The heading and the table: a row for each sentence with each citation that it rests on."""
    inner = styles.page.inner(wide=True)
    widths = [inner * share // sum(_SHARES) for share in _SHARES]
    head = _row(COLUMNS, widths, styles, first=True)
    body = [
        _row(
            (one.note, one.claim, one.quote, one.source, one.date, one.check, one.status, ""), widths, styles
        )
        for one in rows(layout)
    ]
    properties = el(
        "tblPr",
        el("tblStyle", val=styles["briefing sheet"]),
        el("tblW", w=sum(widths), type="dxa"),
        el("tblLayout", type="fixed"),
        el("tblLook", val="0020"),
    )
    grid = el("tblGrid", [el("gridCol", w=width) for width in widths])
    return [
        paragraph(styles["heading 1"], run("Annex: claim sheet")),
        paragraph(
            styles["briefing remark"],
            run("Every sentence with the words that it rests on, for whoever checks it before it goes out."),
        ),
        el("tbl", properties, grid, head, body),
    ]


def _row(texts: Sequence[str], widths: Sequence[int], styles: Styles, first: bool = False) -> Element:
    """``first``: the labels, which are repeated on every page."""
    cells = [
        el(
            "tc",
            el("tcPr", el("tcW", w=width, type="dxa")),
            paragraph(styles["briefing cell"], run(text, styles["strong"] if first else "")),
        )
        for text, width in zip(texts, widths, strict=True)
    ]
    repeated = [el("tblHeader")] if first else []
    return el("tr", el("trPr", el("cantSplit"), repeated), cells)
