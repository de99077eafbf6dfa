"""A briefing laid out: numbered notes for what is verified, words for what is not, and text that stays text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from made_briefing import (
    MONEY,
    NIGHT,
    SINCE,
    TODAY,
    answer,
    cited,
    edit,
    held,
    large_briefing,
    made_briefing,
    made_library,
    word_for_word,
)
from made_library import make, put

from briefing.inert import isolated, shown
from briefing.layout import OWN, Layout, Line, lay_out
from ingest.curate import erase, remove
from library.store import Library
from values import Block, Briefing, Check, Claim, Version

FAILED: tuple[Check, ...] = (
    "uncited", "misattributed", "negated", "number_differs", "date_differs", "name_differs", "words_differ",
    "nothing_to_check",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """To be read, not written to."""
    with made_library(tmp_path_factory.mktemp("data")) as opened:
        yield opened


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Library]:
    with made_library(tmp_path / "data") as opened:
        yield opened


def test_a_sentence_of_a_model_that_quotes_is_not_set_as_a_quotation(library: Library) -> None:
    spoken = Claim(f"The fund says: “{MONEY}”", (1,), "verbatim")
    side = word_for_word(MONEY, 1)
    block = replace(
        answer("a", "Why?", (spoken, side), (cited(library, "funds", MONEY, 1),)), mode="generative"
    )
    (section,) = lay_out(Briefing("b", "One", "", "", blocks=(block,)), library, TODAY).sections
    told = [(one.text, one.quoted) for one in section.lines]
    assert told == [(spoken.text, False), (f"“{MONEY}”", True)]
    assert [bool(one.name) for one in section.voices] == [False, True]


def of_one(library: Library, claim: Claim, words: str = MONEY) -> Layout:
    block = answer("a", "Why?", (claim,), (cited(library, "funds", words, 1),))
    return lay_out(Briefing("b", "One", "", "", blocks=(block,)), library, TODAY)


def only(layout: Layout) -> Line:
    (line,) = layout.lines
    return line


def test_notes_are_numbered_through_the_document_in_the_order_of_its_sentences(library: Library) -> None:
    layout = lay_out(made_briefing(library), library, TODAY)
    assert [(one.text, one.notes) for one in layout.lines] == [
        (f"“{MONEY}”", (1,)),
        (NIGHT, (2,)),
        ("It wants £90m.", ()),
        ("Orrin has long asked.", (3,)),
    ]
    assert [one.citation.quote for one in layout.notes] == [MONEY, NIGHT, SINCE]


def test_sections_say_who_says_what_and_what_an_answer_lacks(library: Library) -> None:
    heading, text, said, by_model = lay_out(made_briefing(library), library, TODAY).sections
    assert (heading.kind, heading.text) == ("heading", "Money")
    assert text.paragraphs == ("What follows is theirs.", "It is in two parts.")
    assert (said.text, said.remark, said.by_model) == ("What does Orrin want?", "Nothing says when.", False)
    assert [(one.name, one.detail) for one in said.voices] == [
        ("The Orrin Post", ", 17 September 2014"),
        ("Ada Fenn", ", councillor, Tarn parish, as reported by Tarn Gazette, 2019 (date inferred)"),
    ]
    assert by_model.by_model


def test_a_sentence_keeps_its_lead_and_what_stands_out(library: Library) -> None:
    line = next(lay_out(made_briefing(library), library, TODAY).lines)
    assert (line.lead, line.pieces) == (
        "the report",
        (("The council wants ", False), ("£30m", True), (" a year.", False)),
    )


@pytest.mark.parametrize("check", FAILED)
def test_a_sentence_that_failed_its_check_says_so_and_has_no_note(library: Library, check: Check) -> None:
    line = only(of_one(library, Claim("It wants £90m.", (1,), check)))
    assert line.fault.startswith("not verified: ")
    assert line.notes == ()


def test_the_reasons_of_a_check_are_given_in_its_own_words(library: Library) -> None:
    claim = Claim("It wants £90m.", (1,), "number_differs", ("the source says £30m",))
    assert only(of_one(library, claim)).fault == "not verified: the source says £30m"


def test_words_that_do_not_stand_in_the_stored_version_get_no_note(library: Library) -> None:
    citation = replace(cited(library, "funds", MONEY, 1), quote="The council wants £90m a year.")
    block = answer("a", "Why?", (word_for_word(citation.quote, 1),), (citation,))
    layout = lay_out(Briefing("b", "One", "", "", blocks=(block,)), library, TODAY)
    assert only(layout).fault == "not verified: the words that it cites do not stand in the stored article"
    assert layout.notes == ()


def test_a_sentence_without_citation_is_not_verified(library: Library) -> None:
    assert (
        only(of_one(library, Claim("It is so.", (), "supported"))).fault == "not verified: it cites nothing"
    )


def test_a_sentence_whose_source_is_not_kept_with_it_says_so(library: Library) -> None:
    line = only(of_one(library, word_for_word(MONEY, 1, 2)))
    assert line.fault == "verified only in part: a source that it cites is not kept with it"


def test_words_of_an_erased_text_get_no_note(changing: Library) -> None:
    briefing = made_briefing(changing)
    erase(changing, "roads")
    lines = list(lay_out(briefing, changing, TODAY).lines)
    assert lines[1].fault == "not verified: the text that it cites was erased from the library"
    assert [one.notes for one in lines] == [(1,), (), (), (2,)]


def test_what_became_of_the_words_since_is_said(changing: Library) -> None:
    briefing = made_briefing(changing)
    edit(changing, "funds", held(changing, "funds").text.replace("£30m a year", "£45m a year"))
    remove(changing, "roads")
    lines = list(lay_out(briefing, changing, TODAY).lines)
    assert [one.since for one in lines] == [
        "the article has changed since; these words are in version 1",
        "no longer in the collection; these words are in version 1",
        "",
        "",
    ]
    assert [one.status for one in lay_out(briefing, changing, TODAY).notes] == ["changed", "gone", "same"]


def test_the_references_name_each_article_with_a_note_once(library: Library) -> None:
    sources = lay_out(made_briefing(library), library, TODAY).sources
    assert [one[:20] for one in sources] == ["Quill, A. (2014) Orr", "Tarn Gazette [2019] "]


def test_a_note_says_where_the_words_stand_and_in_which_version(library: Library) -> None:
    layout = lay_out(made_briefing(library), library, TODAY)
    begun, words, ended = layout.words_of(layout.notes[0])
    mark = held(library, "funds").sha256[:8]
    assert begun == "Ada Quill, “Orrin asks for funds”, The Orrin Post, 17 September 2014, paragraph 2: “"
    assert words == MONEY
    assert ended == (
        f"” https://orrin.example/funds?a=1&b=2 (seen 21 November 2026, version 1, fingerprint {mark})."
    )


def test_a_note_names_the_page_where_the_article_has_pages(changing: Library) -> None:
    version, passages = make("paged", "On the first page.\n\nOn the second page.")
    put(changing, (replace(version, pages=(20,)), passages))
    words = "On the second page."
    block = answer("a", "Where?", (word_for_word(words, 1),), (cited(changing, "paged", words, 1),))
    (note,) = lay_out(Briefing("b", "One", "", "", blocks=(block,)), changing, TODAY).notes
    assert note.place == "page 2"


def test_own_text_is_said_to_be_the_authors(library: Library) -> None:
    assert lay_out(made_briefing(library), library, TODAY).about[-1] == OWN
    assert OWN not in of_one(library, word_for_word(MONEY, 1)).about


def test_the_document_says_what_it_was_assembled_from(library: Library) -> None:
    layout = lay_out(made_briefing(library), library, TODAY)
    assert layout.made == (
        "Assembled by software on 21 November 2026 from a collection of 2 articles, 17 September 2014 to 2019."
    )
    assert layout.subtitle == "21 November 2026. 4 sentences, 1 not verified and marked so; 3 notes."


def test_a_briefing_without_blocks_is_a_document_with_its_title(library: Library) -> None:
    layout = lay_out(Briefing("b", "Empty", "", ""), library, TODAY)
    assert (layout.title, layout.subtitle, layout.notes) == ("Empty", "21 November 2026", ())


def test_the_paragraphs_of_own_text_stay(library: Library) -> None:
    block = Block("t", "text", "One.\nStill one.\n\n\n\nTwo.")
    (section,) = lay_out(Briefing("b", "One", "", "", blocks=(block,)), library, TODAY).sections
    assert section.paragraphs == ("One.\nStill one.", "Two.")


class Counted:
    """A library that counts how often each version is read."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.reads: Counter[tuple[str, int]] = Counter()

    def version(self, article: str, number: int) -> Version | None:
        self.reads[article, number] += 1
        return self._library.version(article, number)

    def __getattr__(self, name: str) -> object:
        return getattr(self._library, name)


def test_a_hundred_citations_read_each_version_once(library: Library) -> None:
    briefing = large_briefing(library, 25, 4)
    counted = Counted(library)
    layout = lay_out(briefing, cast(Library, counted), TODAY)
    assert len(layout.notes) == 100
    assert counted.reads == {("funds", 1): 1, ("roads", 1): 1}


ANY = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f\x00\x0b\r\nא\ufffe")
)


@given(ANY)
def test_shown_text_can_stand_in_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = shown(text)
    assert etree.fromstring(etree.tostring(element)).text in (shown(text), None)


@given(ANY)
def test_shown_text_turns_nothing_that_follows_it(text: str) -> None:
    """Every embedding and isolate that is begun is ended, and nothing is ended that was not begun inside."""
    made = isolated(text)
    if made == text:
        turning = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
        assert {unicodedata.bidirectional(sign) for sign in text} & turning == set()
        return
    inner = re.sub("[^\u202a-\u202e\u2066-\u2069]", "", made)
    opened: list[str] = []
    for sign in inner:
        if sign == "\u2069":
            while opened and opened[-1] in "\u202a\u202b\u202d\u202e":
                opened.pop()
            assert opened, "an isolate is ended that was not begun"
            opened.pop()
        elif sign == "\u202c":
            if opened and opened[-1] in "\u202a\u202b\u202d\u202e":
                opened.pop()
        else:
            opened.append(sign)
    assert opened == []
    assert made[0] == "\u2068"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_the_words_stay_between_the_signs_that_hold_them(text: str) -> None:
    words = re.sub("[\u202c\u2066-\u2069\x85\u2028\u2029\ufffe\uffff]", "", text)
    assert re.sub("[\u202c\u2066-\u2069]", "", isolated(words)) == words
