"""The form in which a person corrects what is known of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.wording import title_of
from ui.correcting import FIELDS, apply, corrections, filled
from ui.visit import Place, Visit
from ui.words import kind_words
from values import DeskError, Part

if TYPE_CHECKING:
    from library.store import Library
    from values import Article

HINT = "Change what is wrong. Empty a field to go back to what the text says. Dates: 8 May 2014, May 2014 or 2014."
ROWS = (("title",), ("publisher", "author"), ("published", "to"), ("kind", "url"))


def draw_correct(library: Library, visit: Visit) -> None:
    """The form over the page, for the article that is being corrected."""
    import streamlit as st

    article = library.article(visit.correcting)
    if article is None:
        visit.correcting = ""
        return

    def dismissed() -> None:
        visit.correcting = ""

    @st.dialog("Correct the description", on_dismiss=dismissed)
    def ask() -> None:
        draw_form(library, visit, article)

    ask()


def draw_form(library: Library, visit: Visit, article: Article) -> None:
    import streamlit as st

    from ingest.sources import KINDS

    before = filled(article.current.description)
    kinds = list(dict.fromkeys([before["kind"], *(kind_words(Part(kind)) for kind in KINDS)]))
    form: dict[str, str] = {}
    with st.form("correct", border=False):
        st.text(HINT)
        for pair in ROWS:
            for column, field in zip(st.columns(len(pair)), pair, strict=True):
                key = f"correct {article.id} {field}"
                form[field] = (
                    column.selectbox(FIELDS[field], kinds, key=key)
                    if field == "kind"
                    else column.text_input(FIELDS[field], before[field], key=key)
                )
        because = st.text_input("How do you know it?", key=f"correct {article.id} because")
        sent = st.form_submit_button("Save", type="primary")
    if sent:
        _save(library, visit, article, form, because)


def _save(library: Library, visit: Visit, article: Article, form: dict[str, str], because: str) -> None:
    import streamlit as st

    try:
        apply(library, article.id, corrections(article.current.description, form, because), because)
    except DeskError as error:
        with st.container(key="problem-in-form"):
            st.text(f"Not saved. {error}")
        return
    visit.correcting = ""
    visit.say(f"Corrected “{title_of(article.current.description, article.name)}”.")
    visit.open = Place(article.id)
    st.rerun()
