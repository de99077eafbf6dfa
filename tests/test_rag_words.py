"""Words as the search sees them: folded, stemmed, with the small words left out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.words import SMALL_WORDS, content_stems, content_words, fold, plain, stem, stems, words


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_words_stand_in_the_folded_text_in_their_order(text: str) -> None:
    folded, at = fold(text), 0
    for word in words(text):
        at = folded.index(word, at) + len(word)
    assert at <= len(folded)


@given(st.text())
def test_every_word_has_a_stem(text: str) -> None:
    assert len(stems(text)) == len(words(text))


@given(st.text())
def test_content_words_are_words_once_each_and_none_of_them_is_small(text: str) -> None:
    content = content_words(text)
    assert len(set(content)) == len(content)
    assert set(content) <= set(words(text)) - SMALL_WORDS


@given(st.lists(st.text(), max_size=4))
def test_the_content_stems_of_texts_are_those_of_each(texts: list[str]) -> None:
    assert content_stems(texts) == set().union(*(content_stems([text]) for text in texts))


@given(st.text())
def test_a_text_and_the_same_in_capitals_are_the_same_words(text: str) -> None:
    ascii_only = text.encode("ascii", "ignore").decode()
    assert words(ascii_only.upper()) == words(ascii_only)


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("Children’s", ["children's"]),
        ("“Quoted”", ["quoted"]),
        ("co\u00adoperate", ["cooperate"]),
        ("five\u00a0years", ["five", "years"]),
        ("café naïve", ["cafe", "naive"]),
        ("ten‑year", ["ten", "year"]),
        ("snake_case", ["snake", "case"]),
        ("o'sullivan's", ["o'sullivan's"]),
        ("s. 104", ["s", "104"]),
        ("1,500.5 homes", ["1,500.5", "homes"]),
        ("£1.2bn, 40% and 3rd", ["£1.2bn", "40%", "and", "3rd"]),
        ("", []),
        ("\x00\x07", []),
        ("🚌", []),
    ],
)
def test_typography_does_not_change_a_word(written: str, as_read: list[str]) -> None:
    assert words(written) == as_read


def test_making_a_text_plain_keeps_its_accents() -> None:
    assert plain("Café – “now”") == 'Café - "now"'


@pytest.mark.parametrize(
    "pair",
    [
        ("councils", "council"),
        ("county's", "county"),
        ("settlements", "settlement"),
        ("devolved", "devolving"),
        ("authorities", "authority"),
    ],
)
def test_forms_of_one_word_have_one_stem(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) == stem(pair[1])


def test_a_question_is_left_with_the_words_that_carry_it() -> None:
    assert content_words("How much does the county spend on its buses a year?") == [
        *("county", "spend", "buses", "year"),
    ]


def test_stems_are_the_same_whichever_thread_asks_for_them() -> None:
    made = [
        f"{start}{end}" for start in ("devolv", "settl", "counc", "fund") for end in ("ing", "ed", "ement")
    ]
    many = [f"{word}{i:x}".replace("0", "o") for i in range(60) for word in made]
    alone = [stem.__wrapped__(word) for word in many]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: [stem.__wrapped__(word) for word in many], range(8)))
    assert together == [alone] * 8
