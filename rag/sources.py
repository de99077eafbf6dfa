"""What a sentence of an answer is held against: the words that it cites, sentence by sentence, with who says them.

A source is made of a citation and its version, so that every sentence has its speaker from the whole article; or of
bare text, where the speakers are those that the text itself names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.speakers import attribute
from ingest.split import paragraphs, split_sentences
from rag.facts import Facts, facts
from rag.words import fold
from values import NOBODY, Citation, Description, Passage, Sentence, Span, Speaker, Version


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of a source. ``speaker`` is whose words it reports, NOBODY where it is the article's own voice."""

    text: str
    speaker: Speaker = NOBODY
    reported: bool = False

    @property
    def facts(self) -> Facts:
        return facts(self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """Words that a sentence cites, in order. ``name`` is what reasons call them; ``header`` holds the title and the
    heading over the words; ``names`` are the title, publisher and author, by which a sentence may call it; ``dated``
    is the article's date in words; ``own`` speaks where nobody else does."""

    name: str
    text: str
    sentences: tuple[Told, ...]
    header: str = ""
    names: tuple[str, ...] = ()
    dated: str = ""
    own: Speaker = NOBODY


def read_source(text: str, name: str = "the source") -> Source:
    """A source of bare text, of which nothing is known but its words.

    >>> [(told.speaker.name, told.text) for told in read_source("It is late, Ann Lee said. It rains.").sentences]
    [('Ann Lee', 'It is late, Ann Lee said.'), ('', 'It rains.')]
    """
    version = Version("source", 1, name, text, (Span(0, len(text), "body"),), Description(), "", "", "")
    return Source(name, text, tuple(map(_told, _sentences(version))))


def cited(citation: Citation, version: Version, passage: Passage | None = None) -> Source:
    """The source that a citation names: the sentences of its version that it touches, cut to its words.

    ``passage`` is the passage of the citation, where it is at hand; its sentences are then not read again.
    """
    sentences = passage.sentences if passage else _sentences(version)
    touched = [one for one in sentences if one.start < citation.end and citation.start < one.end]
    told = tuple(_told(one, citation.start, citation.end) for one in touched)
    described = citation.description
    names = (described.title.value, described.publisher.value, described.author.value)
    heading = touched[0].heading if touched else ""
    return Source(
        citation.name,
        citation.quote,
        told,
        " ".join(filter(None, (described.title.value, heading))),
        tuple(name for name in names if name),
        described.published.value or "",
        next((one.speaker for one in sentences if not one.reported), NOBODY),
    )


@lru_cache(maxsize=64)
def _sentences(version: Version) -> tuple[Sentence, ...]:
    """The sentences of a version's body with their speakers."""
    found = [
        Sentence(start, end, version.text[start:end], paragraph.number, paragraph.heading)
        for paragraph in paragraphs(version.text, version.spans)
        for start, end in split_sentences(version.text, paragraph.start, paragraph.end)
    ]
    return attribute(version, found)


def _told(sentence: Sentence, start: int = 0, end: int | None = None) -> Told:
    """The sentence as the checks read it, without what stands outside ``start`` to ``end``."""
    last = sentence.end if end is None else min(end, sentence.end)
    text = sentence.text[max(0, start - sentence.start) : last - sentence.start]
    return Told(text, sentence.speaker if sentence.reported else NOBODY, sentence.reported)


def folded(text: str) -> str:
    """Text for comparing word for word: folded, every run of white space one space, straight marks."""
    return " ".join(fold(text).split())


def all_told(sources: Sequence[Source]) -> list[tuple[Source, Told]]:
    """Every sentence of some sources, in order, with the source that it stands in."""
    return [(source, told) for source in sources for told in source.sentences]
