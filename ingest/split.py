"""Body → passages → sentences. Offsets are tracked while splitting and never searched for.

The plain functions need no llama-index; ``node_parser`` wraps them for programs that use it.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.divide import cut_sentence, divide
from ingest.paragraphs import Range, split_paragraphs, wrap_width
from ingest.sentences import split_paragraph, split_sentences
from ingest.tokens import count_tokens
from values import Passage, Sentence, Span, Version

if TYPE_CHECKING:
    from llama_index.core.node_parser import NodeParser

__all__ = [
    "Paragraph",
    "PassageSpan",
    "SentenceSpan",
    "build_passages",
    "node_parser",
    "paragraphs",
    "split_passages",
    "split_sentences",
]
LIMIT = 220  # cl100k tokens; MiniLM reads 256 wordpieces


class SentenceSpan(NamedTuple):
    """A sentence as a range of the text; ``paragraph`` counts the paragraphs of the body from 0."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. Paragraphs of one ``run`` stand under one heading with nothing else between them."""

    start: int
    end: int
    number: int
    run: int
    heading: str


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """A passage as a range of the text, with its section heading ("" without) and its sentences."""

    start: int
    end: int
    heading: str
    sentences: tuple[SentenceSpan, ...]


def build_passages(version: Version, limit: int = LIMIT) -> tuple[Passage, ...]:
    """The passages of a version's body, their sentences with who says them, in the order of the text."""
    from ingest.speakers import attribute

    found = split_passages(version.text, version.spans, limit)
    plain = [
        Sentence(start, end, version.text[start:end], paragraph, passage.heading)
        for passage in found
        for start, end, paragraph in passage.sentences
    ]
    sentences = iter(attribute(version, plain))
    return tuple(_to_passage(version, one, tuple(islice(sentences, len(one.sentences)))) for one in found)


def split_passages(text: str, spans: Sequence[Span], limit: int = LIMIT) -> list[PassageSpan]:
    """The passages of the ``body`` spans: some whole paragraphs each, at most ``limit`` cl100k tokens.

    1. The body is divided into paragraphs, and these into runs at headings and at whatever is not body.
    2. A run over the limit is divided at boundaries that depend on the words around them (``ingest.divide``).
    3. A paragraph over the limit is divided between sentences, a sentence over it at white space.

    Every character of the body that is not blank is in exactly one passage and in exactly one sentence of it.
    """
    passages: list[PassageSpan] = []
    for _, run in groupby(paragraphs(text, spans), key=lambda paragraph: paragraph.run):
        members = list(run)
        ranges = [Range(paragraph.start, paragraph.end) for paragraph in members]
        for first, last in divide(text, ranges, limit):
            passages += _split_group(text, members[first:last], limit)
    return passages


def paragraphs(text: str, spans: Sequence[Span]) -> tuple[Paragraph, ...]:
    """The paragraphs of the ``body`` spans, in order. ``heading`` spans name what follows, up to the next one."""
    width = wrap_width(text)
    found: list[Paragraph] = []
    for run, (stretch, heading) in enumerate(_runs(text, spans)):
        for start, end in split_paragraphs(text, *stretch, width):
            found.append(Paragraph(start, end, len(found), run, heading))
    return tuple(found)


def _runs(text: str, spans: Sequence[Span]) -> Iterator[tuple[Range, str]]:
    """Neighbouring body spans as one range, with their heading; other kinds of spans end a range."""
    heading, stretch = "", None
    for span in spans:
        if span.kind == "body":
            stretch = Range(stretch.start if stretch else span.start, span.end)
            continue
        if stretch:
            yield stretch, heading
            stretch = None
        if span.kind == "heading":
            heading = " ".join(text[span.start : span.end].split())
    if stretch:
        yield stretch, heading


def _split_group(text: str, group: Sequence[Paragraph], limit: int) -> Iterator[PassageSpan]:
    """One passage of whole paragraphs, or the passages of one paragraph that is over the limit."""
    start, end, heading = group[0].start, group[-1].end, group[0].heading
    sentences = [
        SentenceSpan(*sentence, paragraph.number)
        for paragraph in group
        for sentence in split_paragraph(text, paragraph.start, paragraph.end)
    ]
    if len(group) > 1 or count_tokens(text[start:end]) <= limit:
        yield PassageSpan(start, end, heading, tuple(sentences))
        return
    pieces = [piece for one in sentences for piece in cut_sentence(text, Range(one.start, one.end), limit)]
    for first, last in divide(text, pieces, limit):
        parts = tuple(SentenceSpan(*piece, group[0].number) for piece in pieces[first:last])
        yield PassageSpan(parts[0].start, parts[-1].end, heading, parts)


def _to_passage(version: Version, span: PassageSpan, sentences: tuple[Sentence, ...]) -> Passage:
    return Passage(
        id=f"{version.article}@{version.number}:{span.start}-{span.end}",
        article=version.article,
        version=version.number,
        start=span.start,
        end=span.end,
        text=version.text[span.start : span.end],
        heading=span.heading,
        sentences=sentences,
        page=bisect(version.pages, span.start) + 1 if version.pages else None,
    )


def node_parser(limit: int = LIMIT) -> NodeParser:
    """The splitter as a llama-index NodeParser: all the text of a document counts as body.

    Its nodes slice rightly out of their document also where text repeats.
    """
    from llama_index.core.node_parser import NodeParser
    from llama_index.core.node_parser.node_utils import build_nodes_from_splits
    from llama_index.core.schema import BaseNode, Document, MetadataMode, TextNode

    class DeskNodeParser(NodeParser):
        def _parse_nodes(
            self, nodes: Sequence[BaseNode], show_progress: bool = False, **_: Any
        ) -> list[BaseNode]:
            found: list[BaseNode] = []
            for node in nodes:
                text = node.get_content(MetadataMode.NONE)
                spans = split_passages(text, (Span(0, len(text), "body"),), limit)
                made = build_nodes_from_splits([text[one.start : one.end] for one in spans], node)
                for one, span in zip(made, spans, strict=True):
                    one.start_char_idx, one.end_char_idx = span.start, span.end
                found += made
            return found

        def _postprocess_parsed_nodes(
            self, nodes: list[BaseNode], parents: dict[str, Document]
        ) -> list[BaseNode]:
            ours = [(one, one.start_char_idx, one.end_char_idx) for one in nodes if isinstance(one, TextNode)]
            nodes = super()._postprocess_parsed_nodes(nodes, parents)  # it searches for the text of each node
            for one, start, end in ours:
                one.start_char_idx, one.end_char_idx = start, end
            return nodes

    return DeskNodeParser()
