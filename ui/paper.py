"""The document of a briefing as the page draws it: headings, own text, who says what, marks, notes. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from briefing.evidence import Cited
from briefing.inert import inert_citation
from briefing.layout import Layout, Line, Section
from briefing.references import note
from briefing.wording import dated, quoted, shortened, source_of
from ui.compared import CompareView
from ui.standing import TONES, Tone, status_words
from ui.turn import TIP, Piece
from ui.words import since
from values import Block, Briefing, Citation

LABEL = 70  # code points of a block in the list of them


class PaperMark(TypedDict):
    """``number`` is that of the note, 0 where there is none. ``place`` names the button, ``index`` counts the citations
    of the block from 0."""

    number: int
    place: str
    index: int
    label: str
    tip: str
    word: str
    tone: Tone


class PaperLine(TypedDict):
    lead: str
    quoted: bool
    before: str
    pieces: list[Piece]
    after: str
    marks: list[PaperMark]
    fault: str


class PaperVoice(TypedDict):
    name: str
    detail: str
    lines: list[PaperLine]


class PaperBlock(TypedDict):
    """One block. ``kind``: heading, text, answer or passage. ``asked`` says when its answer was given, ``newer`` which
    articles came since, or ""; ``again``: the question can be asked again."""

    id: str
    kind: str
    text: str
    voices: list[PaperVoice]
    remark: str
    asked: str
    newer: str
    again: bool
    compare: CompareView | None


class PaperNote(TypedDict):
    number: int
    text: str


class OrderRow(TypedDict):
    """A block in the list of them: what it is, and where it can go."""

    id: str
    kind: str
    label: str
    up: bool
    down: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What was found out since a briefing was written, by the ids of its blocks."""

    newer: Mapping[str, str] = field(default_factory=dict)
    compare: Mapping[str, CompareView] = field(default_factory=dict)


def paper_blocks(briefing: Briefing, layout: Layout, found: Since, today: date) -> list[PaperBlock]:
    """The blocks of a briefing as they are laid out, in their order."""
    pairs = zip(briefing.blocks, layout.sections, strict=True)
    return [_block(block, section, found, today) for block, section in pairs]


def _block(block: Block, section: Section, found: Since, today: date) -> PaperBlock:
    asked = f"Answered {since(block.answered, today)}" if block.answered and block.kind == "answer" else ""
    return {
        "id": block.id,
        "kind": block.kind,
        "text": block.text if block.kind in ("heading", "text") else section.text,
        "voices": [
            {"name": one.name, "detail": one.detail, "lines": [_line(block, each) for each in one.lines]}
            for one in section.voices
        ],
        "remark": section.remark,
        "asked": f"{asked}{', by a language model' if section.by_model else ''}",
        "newer": found.newer.get(block.id, ""),
        "again": block.kind == "answer",
        "compare": found.compare.get(block.id),
    }


def _line(block: Block, line: Line) -> PaperLine:
    return {
        "lead": line.lead,
        "quoted": line.quoted,
        "before": line.before,
        "pieces": [{"text": text, "strong": strong} for text, strong in line.pieces],
        "after": line.after,
        "marks": [_mark(block, cited) for cited in line.cited],
        "fault": line.fault,
    }


def _mark(block: Block, cited: Cited) -> PaperMark:
    index = block.citations.index(cited.citation)
    citation = inert_citation(cited.citation)
    source = f"{source_of(citation)}, {dated(citation.description.published)}"
    word = status_words(cited.status, citation.version)
    name = f"Note {cited.number}" if cited.number else "Source, not verified"
    return {
        "number": cited.number or 0,
        "place": f"{block.id} {index}",
        "index": index,
        "label": f"{name}: {source}, {word}",
        "tip": f"{quoted(shortened(citation.quote, TIP))}\n{source}",
        "word": word,
        "tone": TONES[cited.status],
    }


def paper_notes(layout: Layout, today: date) -> list[PaperNote]:
    """The numbered notes under the document."""
    return [{"number": one.number or 0, "text": _note(one, today)} for one in layout.notes]


def _note(cited: Cited, today: date) -> str:
    key = (cited.citation.article, cited.citation.version)
    return note(cited.citation, today, {key: cited.fingerprint}, cited.place)


def order_rows(briefing: Briefing) -> list[OrderRow]:
    """The blocks by name, to be moved and taken out."""
    last = len(briefing.blocks) - 1
    return [
        {
            "id": block.id,
            "kind": block.kind,
            "label": _label(block),
            "up": at > 0,
            "down": at < last,
        }
        for at, block in enumerate(briefing.blocks)
    ]


def _label(block: Block) -> str:
    """The heading, the own text, the question of an answer, or the words of a single sentence."""
    if len(block.claims) == 1:
        return quoted(shortened(block.claims[0].text, LABEL))
    return shortened(block.text, LABEL) or "Empty"


def cited_places(briefing: Briefing) -> Iterator[tuple[str, int, Citation]]:
    """Every citation of a briefing in the order of reading: its block, its place there (from 0), and itself."""
    for block in briefing.blocks:
        for index, citation in enumerate(block.citations):
            yield block.id, index, citation
