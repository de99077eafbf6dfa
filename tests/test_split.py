"""Passages: laws over text of every kind, what an edit moves, and whole values."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.paragraphs import BLANKS
from ingest.split import PassageSpan, build_passages, node_parser, paragraphs, split_passages, split_sentences
from ingest.tokens import count_tokens
from values import Description, Span, SpanKind, Version

LAW = settings(deadline=None)  # other work on the machine must not fail a test
ROOT = Path(__file__).parent.parent
WORDS = (
    "council county board minister paper money grant transport skills housing district leader vote budget region "
    "school children care health bus rail power deal settlement mayor network report plan officer member year"
).split()
KINDS: list[SpanKind] = ["body", "body", "body", "heading", "furniture", "title"]
BLOCKS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "The council agreed.",
            "Cllr. Vance said: ‘No. We won’t.’ he added.",
            "The council agreed. " * 20,
            "x" * 900,
            "🙂 e\u0301" * 60,
            "-\r\nFree access",
            "A line\nAnother line\n\nAnd one",
            "\u00a0\u200b",
            "“So it is. " * 5,
        ]
    ),
)
TEXTS = st.lists(st.tuples(st.sampled_from(KINDS), BLOCKS), max_size=14)


def _assemble(blocks: list[tuple[SpanKind, str]], gap: str = "\n\n") -> tuple[str, tuple[Span, ...]]:
    text, spans = "", []
    for kind, block in blocks:
        spans.append(Span(len(text), len(text) + len(block), kind))
        text += block + gap
    return text, tuple(spans)


def _body(text: str) -> tuple[Span, ...]:
    return (Span(0, len(text), "body"),)


def _prose(count: int, seed: int) -> list[str]:
    """Invented paragraphs of one to three sentences."""
    rng = random.Random(seed)
    sentences = [
        f"{' '.join(rng.choices(WORDS, k=rng.randint(8, 24))).capitalize()}." for _ in range(count * 2)
    ]
    return [" ".join(rng.choices(sentences, k=rng.randint(1, 3))) for _ in range(count)]


def _texts(members: list[str]) -> Counter[str]:
    text = "\n\n".join(members)
    return Counter(text[one.start : one.end] for one in split_passages(text, _body(text)))


def _kept(text: str, ranges: list[tuple[int, int]]) -> list[int]:
    """The places of the characters in ``ranges`` that are not blank."""
    return [place for start, end in ranges for place in range(start, end) if text[place] not in BLANKS]


@LAW
@given(TEXTS, st.sampled_from(["\n\n", "\n", "\r\n", " "]), st.sampled_from([30, 220]))
def test_each_character_of_the_body_is_in_exactly_one_passage_and_no_other_is(
    blocks: list[tuple[SpanKind, str]], gap: str, limit: int
) -> None:
    text, spans = _assemble(blocks, gap)
    passages = split_passages(text, spans, limit)
    wanted = _kept(text, [(span.start, span.end) for span in spans if span.kind == "body"])
    assert _kept(text, [(one.start, one.end) for one in passages]) == wanted
    assert _kept(text, [(one.start, one.end) for passage in passages for one in passage.sentences]) == wanted


@LAW
@given(TEXTS, st.sampled_from([30, 220]))
def test_no_passage_is_over_the_limit_and_none_is_empty(
    blocks: list[tuple[SpanKind, str]], limit: int
) -> None:
    text, spans = _assemble(blocks)
    for one in split_passages(text, spans, limit):
        assert 0 < count_tokens(text[one.start : one.end]) <= limit
        assert text[one.start : one.end].strip(BLANKS) == text[one.start : one.end]


@LAW
@given(TEXTS)
def test_a_passage_begins_and_ends_with_its_first_and_last_sentence(
    blocks: list[tuple[SpanKind, str]],
) -> None:
    text, spans = _assemble(blocks)
    for one in split_passages(text, spans):
        assert (one.start, one.end) == (one.sentences[0].start, one.sentences[-1].end)


@LAW
@given(TEXTS)
def test_paragraphs_are_counted_from_nought_without_a_gap(blocks: list[tuple[SpanKind, str]]) -> None:
    text, spans = _assemble(blocks)
    numbers = [one.paragraph for passage in split_passages(text, spans) for one in passage.sentences]
    assert sorted(set(numbers)) == list(range(len(paragraphs(text, spans))))
    assert numbers == sorted(numbers)


@settings(LAW, max_examples=25)
@given(st.integers(0, 10_000), st.integers(0, 59), st.sampled_from(["insert", "edit", "remove"]))
def test_a_changed_paragraph_changes_few_passages(seed: int, place: int, change: str) -> None:
    before = _prose(90, seed)
    changed = {
        "insert": [*_prose(1, seed + 1), before[place]],
        "edit": [before[place] + " So be it."],
        "remove": [],
    }
    after = before[:place] + changed[change] + before[place + 1 :]
    assert len(_texts(before)) > 10
    assert sum((_texts(after) - _texts(before)).values()) <= 8


def test_a_changed_paragraph_changes_two_passages_on_average() -> None:
    before = _prose(60, seed=3)
    old = _texts(before)
    edited = [_texts([*before[:place], "Something new.", *before[place:]]) for place in range(60)]
    assert sum(sum((new - old).values()) for new in edited) / 60 < 2.2


def test_repeated_paragraphs_stand_where_they_stand() -> None:
    text = "\r\n\r\n".join(["The council agreed the paper. It met again."] * 60)
    passages = split_passages(text, _body(text), 100)
    assert passages[0].start == 0
    assert [text[one.start : one.end].count("agreed") for one in passages] == [
        len({sentence.paragraph for sentence in one.sentences}) for one in passages
    ]
    assert sum(len(one.sentences) for one in passages) == 120


def test_short_paragraphs_are_not_left_alone_where_they_can_join_others() -> None:
    for seed in range(20):
        text = "\n".join(_prose(30, seed))
        assert min(count_tokens(text[one.start : one.end]) for one in split_passages(text, _body(text))) >= 30


def test_a_heading_names_the_passages_below_it_and_is_in_none() -> None:
    blocks: list[tuple[SpanKind, str]] = [
        ("title", "Buses"),
        ("body", "They run late."),
        ("heading", "What  we\nask"),
        ("body", "More buses."),
        ("furniture", "SIGN UP"),
        ("body", "More drivers. More stops."),
        ("heading", "When"),
        ("body", "Soon."),
    ]
    text, spans = _assemble(blocks)
    found = [(one.heading, text[one.start : one.end]) for one in split_passages(text, spans)]
    assert found == [
        ("", "They run late."),
        ("What we ask", "More buses."),
        ("What we ask", "More drivers. More stops."),
        ("When", "Soon."),
    ]


def test_a_line_that_announces_a_list_stays_with_its_list() -> None:
    members = _prose(5, seed=1)
    for place in range(1, 5):
        text = "\n\n".join([*members[:place], "It asks for three things:", *members[place:]])
        ends = [text[: one.end] for one in split_passages(text, _body(text), 120)]
        assert not any(end.endswith("things:") for end in ends)


def test_a_paragraph_over_the_limit_is_divided_between_its_sentences() -> None:
    text = " ".join(f"Sentence {number} of the long paragraph is this one." for number in range(60))
    passages = split_passages(text, _body(text), 100)
    assert len(passages) > 6
    assert [sentence[:2] for one in passages for sentence in one.sentences] == split_sentences(text)
    assert {sentence.paragraph for one in passages for sentence in one.sentences} == {0}


@pytest.mark.parametrize("letter", ["x", "🙂", "e\u0301", "👩\u200d👧"])
def test_an_endless_word_is_cut_between_whole_characters(letter: str) -> None:
    text = letter * 2_000
    passages = split_passages(text, _body(text), 100)
    assert len(passages) > 1
    assert all((one.end - one.start) % len(letter) == 0 for one in passages)


def test_a_blank_body_and_no_body_have_no_passages() -> None:
    assert split_passages(" \u00a0\u200b\r\n", _body(" \u00a0\u200b\r\n")) == []
    assert split_passages("Title", (Span(0, 5, "title"),)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_passages_of_an_article_are_of_a_useful_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sizes = [count_tokens(text[one.start : one.end]) for one in split_passages(text, _body(text))]
    assert all(55 <= size <= 220 for size in sizes)


def test_a_version_becomes_passages_with_ids_headings_pages_and_sentences() -> None:
    text, spans = _assemble(
        [("heading", "Buses"), ("body", "They run late. Nobody knows why."), ("body", "It rains.")]
    )
    version = Version(
        "buses", 3, "buses.txt", text, spans, Description(), "", "text 1", "2025-01-01", pages=(7, 500)
    )
    (passage,) = build_passages(version)
    assert (passage.id, passage.article, passage.version, passage.page) == ("buses@3:7-50", "buses", 3, 2)
    assert passage.text == text[7:50]
    assert passage.embedded_text == "Buses\nThey run late. Nobody knows why.\n\nIt rains."
    found = [(one.text, one.paragraph, one.heading) for one in passage.sentences]
    assert found == [
        ("They run late.", 0, "Buses"),
        ("Nobody knows why.", 0, "Buses"),
        ("It rains.", 1, "Buses"),
    ]


def test_a_span_of_a_passage_is_a_plain_value() -> None:
    text = "They run late."
    assert split_passages(text, _body(text)) == [PassageSpan(0, 14, "", ((0, 14, 0),))]  # type: ignore[arg-type]


def test_nodes_of_llama_index_slice_rightly_out_of_text_that_repeats() -> None:
    from llama_index.core.schema import Document, TextNode

    text = "\n\n".join(["The council agreed the paper, and the minister was told of it by letter."] * 80)
    document = Document(text=f"A title\n\n{text}", metadata={"name": "a.txt"})
    nodes = [node for node in node_parser()([document]) if isinstance(node, TextNode)]
    assert len(nodes) > 5
    assert all(document.text[node.start_char_idx : node.end_char_idx] == node.text for node in nodes)
    spans = split_passages(document.text, _body(document.text))
    assert [(node.start_char_idx, node.end_char_idx) for node in nodes] == [
        (one.start, one.end) for one in spans
    ]
    assert all(node.ref_doc_id == document.doc_id and node.metadata == {"name": "a.txt"} for node in nodes)


def test_splitting_needs_no_llama_index_and_no_network() -> None:
    program = (
        "import socket, sys; socket.socket.connect = None\n"
        "from ingest.split import split_passages; from values import Span\n"
        "assert len(split_passages('So it is.', (Span(0, 9, 'body'),))) == 1\n"
        "assert not {'llama_index', 'requests', 'chromadb'} & set(sys.modules), sorted(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
