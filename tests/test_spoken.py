"""What a model writes becomes plain sentences with the keys that were issued, however it is cut into pieces."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences
from rag.spoken import Spoken, plain_text, read, split, spoken

ISSUED = {"KQZT", "BXWR"}
PROSE = (
    "Fares rose by 14%. [KQZT] Cllr. Tom Firth, of No. 10 High St., asked for £6.5m on 4 Jan. 2019 [BXWR]. "
    "“We are ready,” he said. [KQZT] “Why now?” Dr Maya Lindqvist asked the board. [BXWR] They (e.g. Oakby. And "
    "others) agreed [KQZT, BXWR]. So it ends… [KQZT] The U.K. Government did not.\n"
    "- It was 5 p.m. in Tarnholt. [BXWR]\n\n## A heading\nThe articles do not say when."
)


def told(text: str, *pieces: int) -> list[Spoken]:
    """The sentences of a text that is cut at some places."""
    cuts = [0, *sorted(pieces), len(text)]
    return list(spoken([text[a:b] for a, b in pairwise(cuts)], ISSUED))


@given(st.lists(st.integers(0, len(PROSE)), max_size=40))
def test_the_pieces_make_no_difference(places: list[int]) -> None:
    assert told(PROSE, *places) == told(PROSE)


def test_a_reply_is_read_as_it_is_meant() -> None:
    assert told(PROSE) == [
        Spoken("Fares rose by 14%.", ("KQZT",)),
        Spoken("Cllr. Tom Firth, of No. 10 High St., asked for £6.5m on 4 Jan. 2019.", ("BXWR",)),
        Spoken("“We are ready,” he said.", ("KQZT",)),
        Spoken("“Why now?” Dr Maya Lindqvist asked the board.", ("BXWR",)),
        Spoken("They (e.g. Oakby. And others) agreed.", ("KQZT", "BXWR")),
        Spoken("So it ends…", ("KQZT",)),
        Spoken("The U.K. Government did not.", ()),
        Spoken("It was 5 p.m. in Tarnholt.", ("BXWR",)),
        Spoken("The articles do not say when.", ()),
    ]


def test_a_sentence_is_given_as_soon_as_the_next_has_begun() -> None:
    seen = []

    def pieces() -> object:
        for word in "Fares rose by 14%. [KQZT] They fell in the city of Tarnholt last year.".split(" "):
            seen.append(word)
            yield word + " "

    first = next(spoken(pieces(), ISSUED))  # type: ignore[arg-type]
    assert (first.text, seen[-1]) == ("Fares rose by 14%.", "They")


@pytest.mark.parametrize(
    "written",
    [
        "Fares rose. [KQZT]",
        "Fares rose [KQZT].",
        "Fares rose.[KQZT]",
        "Fares rose. (KQZT)",
        "Fares rose. 【KQZT】",
        "Fares rose. **[KQZT]**",
        "Fares rose. [Passage KQZT]",
        "Fares rose. [KQZT](https://evil.example/?q=x)",
        "Fares rose. [KQZT] [ZXWV]",
        "Fares rose. [1] [KQZT]",
        "Fares rose.[^1] [KQZT]",
        "Fares rose 【3†source】 [KQZT].",
        "Fares rose [Source 2] [KQZT].",
        "Fares rose [DOC-7] [KQZT].",
        "1. **Fares rose.** [KQZT]",
        "> - Fares rose. [KQZT]",
        "<p>Fares rose.</p> [KQZT]",
        "<think>The user wants fares. Let me see.</think>\n\nFares rose. [KQZT]",
    ],
)
def test_a_key_is_read_in_any_usual_form_and_other_marks_are_dropped(written: str) -> None:
    assert told(written) == [Spoken("Fares rose.", ("KQZT",))]


def test_a_key_that_was_not_issued_is_dropped() -> None:
    assert told("Fares rose. [ZXWV] They fell. [FGHJ, KQZT]") == [
        Spoken("Fares rose.", ()),
        Spoken("They fell.", ("KQZT",)),
    ]


def test_keys_end_a_sentence_whatever_comes_next() -> None:
    assert told(
        "It cost £1.2m. [KQZT] [BXWR] nobody knows why. [KQZT] “We are ready.” [BXWR] said Tom Firth."
    ) == [
        Spoken("It cost £1.2m.", ("KQZT", "BXWR")),
        Spoken("nobody knows why.", ("KQZT",)),
        Spoken("“We are ready.” said Tom Firth.", ("BXWR",)),
    ]


def test_an_acronym_in_brackets_stays() -> None:
    assert told("The department (DCLG) pays. [KQZT]") == [Spoken("The department (DCLG) pays.", ("KQZT",))]


def test_a_passage_that_is_named_by_its_key_in_words_is_called_the_article() -> None:
    assert read("According to passage KQZT, fares rose.", ISSUED) == Spoken(
        "According to the article, fares rose.", ("KQZT",)
    )


def test_thinking_that_never_ends_is_no_answer() -> None:
    assert told("<think>Fares rose. [KQZT] And so on.") == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("![Fares](https://evil.example/pixel.png?d=1) rose.", "Fares rose."),
        ("![Fares][ref] rose.", "Fares rose."),
        ("[Fares](javascript:alert(1)) rose.", "Fares rose."),
        ("<script>alert(1)</script>Fares rose.", "alert(1) Fares rose."),
        ("<img src=x onerror=alert(1)>Fares rose.", "Fares rose."),
        ("<!-- hidden --> Fares rose.", "Fares rose."),
        ('<iframe srcdoc="<b>x</b>"></iframe>Fares rose.', "Fares rose."),
        ("Fares ***really*** `rose`.", "Fares really rose."),
        ("Fares\u202e rose\u200b.", "Fares rose."),
        ("Fares\x1b[31m rose.", "Fares [31m rose."),
        ("Fares \ud800rose.", "Fares rose."),
        ("5 * 3 is less than < 20", "5 * 3 is less than < 20"),
        ("snake_case_names stay", "snake_case_names stay"),
    ],
)
def test_nothing_of_mark_up_is_kept(written: str, plain: str) -> None:
    assert plain_text(written) == plain


@given(st.text())
def test_plain_text_is_one_line_of_what_can_be_seen(text: str) -> None:
    plain = plain_text(text)
    assert plain == "".join(c for c in plain if c.isprintable())
    assert not re.search(r"<[a-zA-Z!/][^<>]*>|!\[[^\[\]]*\]\(", plain)


@given(st.text(alphabet="ab.!? \n[]()*_“”'KQZT1<>#-…", max_size=200))
def test_any_reply_is_read_without_a_fault(text: str) -> None:
    for one in spoken([text], ISSUED):
        assert one.text
        assert set(one.keys) <= ISSUED


@given(st.text(alphabet=st.characters(exclude_characters="\r\n#"), max_size=200))
def test_no_word_is_lost_or_moved(text: str) -> None:
    whole = "".join(split([text], set()))
    assert re.findall(r"\w+", whole) == re.findall(r"\w+", text) or "[" in text


def test_a_reply_without_an_end_of_a_sentence_is_read_in_stretches() -> None:
    assert len(told("late " * 2_000)) > 1


def test_sentences_are_cut_where_those_of_articles_are() -> None:
    line = "Fares rose by 14%. Cllr. Tom Firth agreed. “We are ready,” he said."
    assert [one.text for one in told(line)] == [line[a:b] for a, b in split_sentences(line)]
