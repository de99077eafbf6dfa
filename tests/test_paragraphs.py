"""Paragraphs: blank lines, lines that are paragraphs, and text that was broken at a fixed width."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.paragraphs import BLANKS, split_paragraphs, wrap_width
from ingest.sentences import split_sentences

LAW = settings(deadline=None)  # other work on the machine must not fail a test
PROSE = (
    "Six councils in Harrow Vale have asked ministers to replace the separate grants with one settlement, saying that "
    "bidding for each pot has cost them more than it brought. The paper was adopted on Tuesday by the joint board. It "
    "proposes five headings: local transport, adult skills, housing and regeneration, employment support, and energy.",
    "Not every council is content. Nettle Borough Council voted for the paper but attached a note warning that smaller "
    "districts could lose out if the money is shared by population alone, since the board counts people and not miles.",
    "Under the plan the board would be allowed to move up to a tenth of the money between headings each year without "
    "asking. Larger moves would need a vote in which at least five of the six councils agree, and the minister would "
    "be told within a month. ‘We do not want a larger cheque. We want one cheque,’ Cllr. Dorothea Vance told them.",
)


def _paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in split_paragraphs(text)]


@LAW
@given(
    st.text(alphabet=st.one_of(st.sampled_from("\n\r\u2029\u2028\x0b\x85 \u00a0\u200b-ab."), st.characters()))
)
def test_paragraphs_hold_every_character_that_is_not_blank(text: str) -> None:
    found = split_paragraphs(text)
    starts, ends = [start for start, _ in found], [end for _, end in found]
    gaps = [text[left:right] for left, right in zip([0, *ends], [*starts, len(text)], strict=True)]
    assert "".join(gaps).strip(BLANKS) == ""
    assert all(text[start:end].strip(BLANKS) == text[start:end] != "" for start, end in found)


@LAW
@given(st.integers(45, 100), st.sampled_from(["\n", "\r\n", "\r"]), st.permutations(PROSE))
def test_text_broken_at_any_width_has_the_sentences_of_the_unbroken_text(
    width: int, line_end: str, prose: list[str]
) -> None:
    wrapped = (line_end * 2).join(textwrap.fill(one, width).replace("\n", line_end) for one in prose)
    found = [" ".join(wrapped[start:end].split()) for start, end in split_sentences(wrapped)]
    plain = "\n".join(prose)
    assert found == [plain[start:end] for start, end in split_sentences(plain)]


def test_lines_without_blank_lines_between_are_paragraphs_where_nothing_shows_a_wrap() -> None:
    text = "The board met.\nIt agreed the paper.\nNobody spoke against it, and the meeting closed at nine."
    assert _paragraphs(text) == text.split("\n")
    assert wrap_width(text) == 0


def test_a_short_line_after_wrapped_lines_ends_the_paragraph() -> None:
    text = textwrap.fill(PROSE[0], 70) + "\nBy Osric Pemble\n" + textwrap.fill(PROSE[1], 70)
    assert [len(one.split()) for one in _paragraphs(text)] == [
        len(PROSE[0].split()),
        3,
        len(PROSE[1].split()),
    ]


def test_items_of_a_list_stay_apart_in_wrapped_text() -> None:
    items = "- transport powers over buses and over trams, with the money that they need\n- skills"
    text = textwrap.fill(PROSE[0], 75) + "\n\n" + items
    assert _paragraphs(text)[1:] == items.split("\n")


def test_the_rows_of_a_table_stay_apart_in_wrapped_text() -> None:
    rows = ["| Carrow | 24% of the running costs of the board in the first full year |", "| Lund | 46% |"]
    assert _paragraphs(textwrap.fill(PROSE[0], 75) + "\n\n" + "\n".join(rows))[1:] == rows


@pytest.mark.parametrize("mark", ["-", "•", "1.", "(a)"])
def test_a_mark_alone_on_its_line_belongs_to_the_line_after_it(mark: str) -> None:
    text = f"What it gives:\n{mark}\nFree access\n{mark}\nA newsletter"
    assert _paragraphs(text) == ["What it gives:", f"{mark}\nFree access", f"{mark}\nA newsletter"]
