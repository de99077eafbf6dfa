"""Where sentences end: cases by hand, whole values, and laws over text of every kind."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.paragraphs import BLANKS, split_paragraphs
from ingest.split import split_sentences

LAW = settings(deadline=None)  # other work on the machine must not fail a test
CORPUS = Path(__file__).parent.parent / "corpus"
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|U[0-9A-F]{8}|[nr])")


def _cases() -> list[str]:
    """The lines of sentences.txt with their escapes read; "¦" stands where one sentence ends and the next begins."""
    lines = (Path(__file__).parent / "data" / "sentences.txt").read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line and not line.startswith("#"))
    return [_ESCAPE.sub(lambda found: found[0].encode().decode("unicode_escape"), line) for line in kept]


def _sentences(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[first:last] for first, last in split_sentences(text, start, end)]


PIECES = st.sampled_from(
    "The council agreed|it|Cllr.|Dr.|p.m.|s. 104|No. 10|£1.2bn|e.g.|U.K.|J. R.|3.5|…|...|. |.|? |! | |  |\n|\n\n|\r\n|"
    "\r|\u00a0|\u2003|\u200b|\ufeff|\u2028|\u2029|“|”|‘|’|\"|'|(|)|[1]|🙂|👩\u200d👧|e\u0301|\u0301|- |• |1. |-|a|A|"
    "We want one cheque.|he said.|councils.Alison |said Vance".split("|")
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))
REPEATING = st.tuples(st.lists(PIECES, max_size=8).map("".join), st.integers(1, 12)).map(
    lambda t: t[0] * t[1]
)


@pytest.mark.parametrize("case", _cases())
def test_a_sentence_ends_where_a_reader_ends_it(case: str) -> None:
    wanted = [part.strip(BLANKS) for part in case.split("¦")]
    assert _sentences(case.replace("¦", "")) == wanted


@LAW
@given(st.one_of(TEXTS, REPEATING))
def test_sentences_are_in_order_and_hold_every_character_that_is_not_blank(text: str) -> None:
    found = split_sentences(text)
    ends = [0, *(end for _, end in found)]
    assert all(before <= start < end for before, (start, end) in zip(ends, found, strict=False))
    outside = [
        text[left:right] for left, right in zip(ends, [*(s for s, _ in found), len(text)], strict=True)
    ]
    assert "".join(outside).strip(BLANKS) == ""


@LAW
@given(st.one_of(TEXTS, REPEATING))
def test_no_sentence_begins_or_ends_with_a_blank(text: str) -> None:
    assert all(part and part.strip(BLANKS) == part for part in _sentences(text))


@LAW
@given(st.one_of(TEXTS, REPEATING))
def test_every_sentence_lies_within_one_paragraph(text: str) -> None:
    paragraphs = split_paragraphs(text)
    for start, end in split_sentences(text):
        assert sum(first <= start and end <= last for first, last in paragraphs) == 1


@LAW
@given(TEXTS)
def test_text_that_repeats_itself_gives_the_same_sentences_at_both_places(text: str) -> None:
    once, shift = split_sentences(text), len(text) + 2
    again = [(start + shift, end + shift) for start, end in once]
    assert split_sentences(f"{text}\n\n{text}") == once + again


@settings(LAW, max_examples=400)
@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_a_range_gives_what_its_text_alone_would_give(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    alone = [(first + start, last + start) for first, last in split_sentences(part)]
    assert split_sentences(text, start, min(start + length, len(text))) == (
        alone if start < len(text) else []
    )


@LAW
@given(st.one_of(TEXTS, REPEATING))
def test_splitting_a_sentence_again_finds_no_paragraph_break_in_it(text: str) -> None:
    for part in _sentences(text):
        assert not re.search(r"(?>\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)|\u2029", part)


def test_a_quotation_over_two_paragraphs_ends_with_each_paragraph() -> None:
    text = (CORPUS / "003_fb556400170ae792.txt").read_text(encoding="utf-8")
    start = text.index("Responding to the report")
    end = text.index("Vice chair of the")
    last_words = [part.split()[-1] for part in _sentences(text, start, end)]
    assert last_words == ["services.", "lost.", "priorities.’"]


def test_an_article_of_one_line_a_paragraph_is_not_taken_for_wrapped_text() -> None:
    text = (CORPUS / "000_3d27ec2dcfb41f04.txt").read_text(encoding="utf-8")
    found = _sentences(text, 0, text.index("Register Now"))
    assert len(found) == 14
    assert all("\n" not in part for part in found)


@pytest.mark.parametrize(
    "text",
    [". " * 50_000, "(a. B) " * 20_000, "." * 100_000, "A. " * 30_000, ".”" + "“" * 100_000, "?”A " * 20_000],
    ids=["stops", "brackets", "dots", "initials", "quotes", "questions"],
)
def test_hostile_text_is_split_in_time_that_grows_with_its_length(text: str) -> None:
    begun = time.perf_counter()
    split_sentences(text)
    assert time.perf_counter() - begun < 5
