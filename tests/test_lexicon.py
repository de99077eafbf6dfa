"""What the collection's own words are: how often they stand, which are names, what its acronyms mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import make

from rag.lexicon import build_lexicon, glossary, is_strange
from rag.words import fold, stem, words
from values import SettingsError

TEXT = """\
The Harrowmere Counties Forum (HCF) has asked for control of franchising in Harrowmere.

Priya O’Sullivan’s county children’s homes are run by Tarnholt, said the leader of Tarnholt.

The county council pays £6.5m for ferries, and Tarnholt pays £21m for buses.

Ferries and buses leave from the harbour."""
_, PASSAGES = make("plan", TEXT)
LEXICON = build_lexicon(PASSAGES, ["By Ada Quill, The Gull"])
HELD = sorted({word for text in (TEXT, "ada quill gull") for word in words(text)})


@given(st.text() | st.sampled_from(HELD))
def test_every_word_has_a_weight_from_nothing_to_one(text: str) -> None:
    bare = build_lexicon(PASSAGES)
    for word in words(text):
        assert 0 < bare.weight((stem(word),)) <= 1


def test_a_word_in_more_headers_than_there_are_passages_has_a_weight_above_nothing() -> None:
    assert build_lexicon(PASSAGES, ["Tarnholt"] * 9).weight(("tarnholt",)) > 0


def test_a_word_weighs_more_the_fewer_passages_hold_it() -> None:
    weights = [LEXICON.weight((stem(word),)) for word in ("unheard", "harbour", "ferries", "tarnholt", "the")]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == pytest.approx(1.0)


def test_an_empty_collection_has_a_lexicon_too() -> None:
    empty = build_lexicon([])
    assert empty.forms("county") == LEXICON.forms("county")
    assert empty.weight(("counti",)) == pytest.approx(1.0)
    assert empty.correction("cuonty") is None


@given(st.lists(st.text(), max_size=4))
def test_a_lexicon_can_be_made_of_any_text(texts: list[str]) -> None:
    made = build_lexicon(make("any", "\n\n".join(texts) or "-")[1], texts)
    assert all(made.frequencies[stem(word)] for text in texts for word in words(text))


# Acronyms and other writings


def test_an_acronym_and_its_name_stand_for_each_other() -> None:
    full = tuple(stem(word) for word in ("harrowmere", "counties", "forum"))
    assert full in LEXICON.forms("hcf")
    assert LEXICON.acronyms["hcf"] == "harrowmere counties forum"


def test_the_first_form_of_a_word_is_the_word() -> None:
    assert [LEXICON.forms(word)[0] for word in ("hcf", "councils", "peru")] == [
        ("hcf",),
        (stem("councils"),),
        ("peru",),
    ]


def test_the_glossary_works_both_ways() -> None:
    assert (stem("county"),) in LEXICON.forms("shire")
    assert ("shire",) in LEXICON.forms("county")


def test_the_words_of_one_line_stand_for_each_other() -> None:
    terms = glossary()
    assert {"paid"} <= set(terms["pay"])
    assert {"rise", "risen"} <= set(terms["rose"])


def test_a_file_of_ones_own_adds_to_the_glossary(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[terms]\n"Ferry" = ["Boat", "steam packet"]\n', encoding="utf-8")
    made = build_lexicon(PASSAGES, terms=glossary(own))
    assert ("boat",) in made.forms("ferry")
    assert (stem("steam"), stem("packet")) in made.forms("ferry")
    assert ("ferri",) in made.forms("boat")
    assert (stem("county"),) in made.forms("shire")


@pytest.mark.parametrize(
    "text",
    [
        "terms",
        "[words]\na = ['b']",
        "[terms]\na = 3",
        "[terms]\na = [3]",
        "terms = 3",
        "[terms]\na = 'boat'",
    ],
)
def test_a_glossary_of_another_form_is_named_with_the_right_one(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r'own\.toml is not of the form \[terms\] "word" = \["other'):
        glossary(own)


def test_a_glossary_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml cannot be read \(No such file"):
        glossary(tmp_path / "none.toml")


def test_a_glossary_that_is_no_text_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(b"[terms]\n\xff\xfe")
    with pytest.raises(SettingsError, match=r"own\.toml"):
        glossary(own)


# Spelling


@given(st.sampled_from(HELD))
def test_a_word_of_the_collection_is_not_mended(word: str) -> None:
    assert LEXICON.correction(word) is None


@given(st.text())
def test_whatever_is_mended_becomes_a_word_of_the_collection(text: str) -> None:
    for word in words(text):
        assert LEXICON.correction(word) in (None, *LEXICON.vocabulary)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frnachising", "franchising"),
        ("franchisng", "franchising"),
        ("harbuor", "harbour"),
        ("tarnhlot", "tarnholt"),
        ("osullivans", "o'sullivan's"),
        ("zebra", None),
        ("harbours", None),
        ("houses", None),
        ("xyz", None),
        ("104", None),
    ],
)
def test_a_slip_is_mended_to_the_nearest_word_and_nothing_else_is(typed: str, meant: str | None) -> None:
    assert LEXICON.correction(typed) == meant


def test_slips_in_every_letter_of_a_long_word_are_mended() -> None:
    slips = ["franchising"[:i] + "franchising"[i + 1 :] for i in range(1, 11)]
    assert {LEXICON.correction(slip) for slip in slips} == {"franchising"}


# Names


@pytest.mark.parametrize(
    ("word", "name"),
    [("tarnholt", True), ("harrowmere", True), ("hcf", True), ("harbour", False), ("the", False)],
)
def test_a_word_is_a_name_where_the_collection_writes_it_with_a_capital(word: str, name: bool) -> None:
    assert (word in LEXICON.name_words) == name


def test_the_words_of_headers_are_known_and_are_no_names_for_that() -> None:
    assert {"ada", "quill", "gull"} <= set(LEXICON.vocabulary)
    assert "gull" not in LEXICON.name_words


@pytest.mark.parametrize(
    ("word", "strange"),
    [
        ("tarnholt", True),
        ("lindqvist", True),
        ("county", False),
        ("councils", False),
        ("104", False),
        ("zzz", False),
    ],
)
def test_a_strange_word_is_neither_english_nor_a_figure(word: str, strange: bool) -> None:
    assert is_strange(fold(word)) == strange
