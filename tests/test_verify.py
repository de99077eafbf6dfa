"""Every sentence of an answer is compared with the words that it cites, before anything is called verified."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import make

from rag.cite import cite
from rag.verify import stands, verify
from values import Citation, Claim, Version

TEXT = "The county pays. The city pays.\n\nThe county pays."
VERSION, _ = make("money", TEXT)
VERSIONS = {("money", 1): VERSION}
FIRST, CITY, LAST = cite(VERSION, 0, 16, 1), cite(VERSION, 17, 31, 2), cite(VERSION, 33, 49, 3)
PAYS = Claim("The county pays.", (1,), "uncited")


def check(claim: Claim, *citations: Citation) -> tuple[str, tuple[str, ...]]:
    (made,) = verify([claim], citations, VERSIONS)
    return made.check, made.reasons


@given(st.text(min_size=1), st.data())
def test_whatever_is_cut_out_of_a_text_is_verbatim(text: str, data: st.DataObject) -> None:
    version = replace(VERSION, text=text)
    start = data.draw(st.integers(0, len(text) - 1))
    citation = cite(version, start, data.draw(st.integers(start + 1, len(text))), 1)
    (made,) = verify([Claim(citation.quote, (1,), "uncited")], [citation], {("money", 1): version})
    assert (made.check, made.reasons) == ("verbatim", ())


@given(st.text(min_size=1), st.text(min_size=1))
def test_what_does_not_stand_in_the_words_cited_is_never_verbatim(text: str, other: str) -> None:
    version = replace(VERSION, text=text)
    (made,) = verify(
        [Claim(other, (1,), "verbatim")], [cite(version, 0, len(text), 1)], {("money", 1): version}
    )
    assert (made.check == "verbatim") == (other in text)


def test_a_sentence_that_stands_in_what_it_cites_is_verbatim() -> None:
    assert check(PAYS, FIRST) == ("verbatim", ())


def test_a_sentence_is_verbatim_if_any_of_its_citations_holds_it() -> None:
    assert check(replace(PAYS, citations=(2, 1)), FIRST, CITY) == ("verbatim", ())


def test_a_sentence_that_cites_nothing_is_uncited() -> None:
    assert check(replace(PAYS, citations=()), FIRST) == ("uncited", ("It names no passage.",))


def test_a_number_that_leads_nowhere_is_told_although_another_leads_to_the_words() -> None:
    assert check(replace(PAYS, citations=(1, 7)), FIRST) == (
        "uncited",
        ("It names 7, which the answer does not cite.",),
    )


def test_a_sentence_that_cites_other_words_differs() -> None:
    assert check(replace(PAYS, citations=(2,)), CITY) == (
        "words_differ",
        ("It is not word for word in the passage that it cites.",),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FIRST, start=17, end=33),
        replace(FIRST, quote="The county paid."),
        replace(FIRST, end=17),
        replace(FIRST, version=2),
        replace(FIRST, article="other"),
    ],
)
def test_a_citation_whose_words_stand_elsewhere_is_told(wrong: Citation) -> None:
    assert check(PAYS, wrong) == ("words_differ", ("The words cited are not in money.txt.",))


def test_words_that_are_there_twice_stand_at_either_place_and_nowhere_else() -> None:
    moved = replace(LAST, start=16, end=32)
    assert [stands(citation, TEXT) for citation in (FIRST, LAST, moved)] == [True, True, False]


def test_a_sentence_made_of_a_description_stays_what_it_is() -> None:
    assert check(Claim("“Money” is by Ada.", (1,), "from_description"), FIRST) == ("from_description", ())


def test_a_sentence_made_of_a_description_must_cite_words_that_stand() -> None:
    made = check(Claim("“Money” is by Ada.", (1,), "from_description"), replace(FIRST, quote="By Ada"))
    assert made == ("words_differ", ("The words cited are not in money.txt.",))


def test_claims_keep_their_order_and_all_but_their_check() -> None:
    claims = [replace(PAYS, emphasis=((4, 10),)), replace(PAYS, text="The city pays.", citations=(2,))]
    assert verify(claims, [FIRST, CITY], VERSIONS) == tuple(replace(c, check="verbatim") for c in claims)


def test_an_old_version_is_compared_with_its_own_text() -> None:
    newer: Version = replace(VERSION, number=2, text="Nobody pays.")
    both = {**VERSIONS, ("money", 2): newer}
    assert [c.check for c in verify([PAYS], [FIRST], both)] == ["verbatim"]
