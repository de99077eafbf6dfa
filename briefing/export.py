"""A briefing as a file, in each format that it can be taken away in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from briefing.html import to_html
from briefing.layout import Layout, lay_out
from briefing.markdown import to_markdown
from briefing.references import to_bibtex, to_csl, to_ris
from briefing.sheet import to_csv
from briefing.word import to_word
from library.store import Library
from values import Briefing, DeskError, SettingsError

Kind = Literal["docx", "md", "html", "csl", "ris", "bib", "csv"]
ENDINGS: dict[Kind, str] = {
    "docx": "docx", "md": "md", "html": "html", "csl": "json", "ris": "ris", "bib": "bib", "csv": "csv"
}  # fmt: skip
LARGEST_TEMPLATE = 20_000_000  # bytes


def as_kind(text: str) -> Kind:
    """The format of this name. Raises SettingsError for any other."""
    for kind in ENDINGS:
        if kind == text.lower().removeprefix("."):
            return kind
    raise SettingsError(f"{text!r} is no format of a briefing. There are: {', '.join(ENDINGS)}.")


def export(
    briefing: Briefing,
    library: Library,
    kind: Kind,
    today: date,
    template: tuple[str, bytes] | None = None,
) -> bytes:
    """The briefing as it stands in the library today. ``template`` is the name and the bytes of a house template for
    Word, of which only the styles are taken. Raises Refused for a template that cannot be read."""
    return drawn(lay_out(briefing, library, today), kind, template)


def drawn(layout: Layout, kind: Kind, template: tuple[str, bytes] | None = None) -> bytes:
    """One layout in one format. References name the articles of verified citations, as its notes do."""
    if kind == "docx":
        return to_word(layout, template)
    if kind == "csv":
        return to_csv(layout)
    cited = [note.citation for note in layout.notes]
    marks = {(note.citation.article, note.citation.version): note.fingerprint for note in layout.notes}
    match kind:
        case "md":
            text = to_markdown(layout)
        case "html":
            text = to_html(layout)
        case "csl":
            text = to_csl(cited, layout.today, marks)
        case "ris":
            text = to_ris(cited, layout.today, marks)
        case "bib":
            text = to_bibtex(cited, layout.today, marks)
    return text.encode("utf-8", "replace")


def read_template(path: Path) -> tuple[str, bytes]:
    """A template from a file. Raises DeskError if it cannot be read, or is larger than any template."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_TEMPLATE + 1)
    except OSError as error:
        raise DeskError(f"{path}: cannot be read ({error.strerror}). Name a Word document (.docx).") from None
    if len(raw) > LARGEST_TEMPLATE:
        raise DeskError(
            f"{path}: is too large for a template; the limit is {LARGEST_TEMPLATE // 1_000_000} MB."
        )
    return path.name, raw
