"""Taking a briefing or a conversation along: files in every format, each made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from briefing.export import ENDINGS, Kind, export
from briefing.notebook import Notebook, own_text
from briefing.transcript import as_briefing
from ui.writing import Writing
from values import Briefing, DeskError

if TYPE_CHECKING:
    from library.store import Library

LABELS: dict[Kind, str] = {
    "docx": "Word, with footnotes",
    "md": "Markdown",
    "html": "HTML",
    "csv": "Claim sheet",
    "csl": "CSL-JSON",
    "ris": "RIS",
    "bib": "BibTeX",
}
MIMES: dict[Kind, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "html": "text/html",
    "csv": "text/csv",
    "csl": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
DOCUMENTS: tuple[Kind, ...] = ("csv", "md", "html")
REFERENCES: tuple[Kind, ...] = ("csl", "ris", "bib")
TALKS: tuple[Kind, ...] = ("docx", "md", "html")
NOT_EXPORTED = "This conversation could not be exported"
DELETED = "It was deleted meanwhile. While its page is open, the next answer there keeps all of it again."
LONGEST = 60  # code points of a file's name


def draw_carry(library: Library, briefing: Briefing, writing: Writing) -> None:
    """The buttons for every format, and the house template for Word."""
    import streamlit as st

    def made(kind: Kind) -> Callable[[], bytes]:
        return lambda: _now(library, briefing, kind, writing.template)

    st.subheader("Take it with you", anchor=False)
    _button(briefing.title, "docx", made("docx"), first=True)
    with st.container(horizontal=True):
        for kind in DOCUMENTS:
            _button(briefing.title, kind, made(kind))
    st.text("References")
    with st.container(horizontal=True):
        for kind in REFERENCES:
            _button(briefing.title, kind, made(kind))
    _draw_template(writing)


def draw_carry_talk(library: Library, talk_id: str) -> None:
    """Buttons for the open conversation as a document: each question with what became of it."""
    import streamlit as st

    def made(kind: Kind) -> Callable[[], bytes]:
        return lambda: talk_file(library, talk_id, kind, date.today())

    with st.popover("Export"):
        for kind in TALKS:
            _button("conversation", kind, made(kind))


def talk_file(library: Library, talk_id: str, kind: Kind, today: date) -> bytes:
    """The file of a conversation as it is kept at this moment. Where it was deleted on another page since the button
    was drawn, or cannot be read, the file says so: nothing else can be said while it is made."""
    try:
        talk = Notebook(library).talk(talk_id)
        document = as_briefing(talk) if talk else _instead(DELETED)
    except DeskError as error:
        document = _instead(str(error))
    return export(document, library, kind, today)


def _instead(reason: str) -> Briefing:
    return Briefing("", NOT_EXPORTED, "", "", blocks=(own_text("heading", reason),))


def _now(library: Library, briefing: Briefing, kind: Kind, template: tuple[str, bytes] | None) -> bytes:
    """The file of what is kept at this moment: what was typed just now is in it."""
    library.refresh()
    newest = Notebook(library).briefing(briefing.id) or briefing
    return export(newest, library, kind, date.today(), template)


def _button(title: str, kind: Kind, made: Callable[[], bytes], first: bool = False) -> None:
    import streamlit as st

    st.download_button(
        LABELS[kind],
        made,
        file_name(title, kind),
        MIMES[kind],
        key=f"export {kind}",
        type="primary" if first else "secondary",
        on_click="ignore",
    )


def _draw_template(writing: Writing) -> None:
    """A Word document of which only the styles are taken."""
    import streamlit as st

    with st.expander("House template for Word"):
        st.text("Of a Word file of yours only the styles are taken: how headings, quotations and notes look.")
        file = st.file_uploader("Template (.docx)", type=["docx"], key="template")
        if file is not None:
            writing.template, problem = read_template(file.name, file.getvalue())
            if problem:
                st.text(problem)
        if writing.template:
            st.text(f"In use: {writing.template[0]}")
            if file is None:
                st.button("Use the desk's own styles", on_click=writing.forget_template)


def read_template(name: str, raw: bytes) -> tuple[tuple[str, bytes] | None, str]:
    """A template that can be used, or None and what is wrong with it in a sentence."""
    from briefing.styles import template_styles

    try:
        template_styles(raw, name)
    except DeskError as error:
        return None, str(error)
    return (name, raw), ""


def file_name(title: str, kind: Kind) -> str:
    """A plain name for a file: letters and digits of the title, and the ending of its format.

    >>> file_name("County asks: /etc/passwd", "docx")
    'County-asks-etc-passwd.docx'
    """
    words = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in title).split()
    return f"{'-'.join(words)[:LONGEST].strip('-') or 'briefing'}.{ENDINGS[kind]}"
