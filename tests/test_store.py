"""The library: what is put in is what is read, searched and counted, for every thread at its own generation."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from library.records import slug, text_hash
from library.store import Library, open_library
from library.vectors import Vector
from values import Description, Part, Passage, Sentence, Span, Version

ENCODER = "hashing 384"


def embed(text: str) -> Vector:
    """A vector that depends on the words alone: each word adds one to the place that its hash names."""
    vector = np.zeros(384, np.float32)
    for word in text.lower().split():
        vector[int(text_hash(word)[:8], 16) % 384] += 1
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def make(article: str, text: str, number: int = 1, **known: Part) -> tuple[Version, tuple[Passage, ...]]:
    """A version whose paragraphs are its passages, and each passage one sentence."""
    spans, passages, at = [], [], 0
    for position, paragraph in enumerate(text.split("\n\n")):
        end = at + len(paragraph)
        sentence = Sentence(at, end, paragraph, position)
        name = f"{article}@{number}:{at}-{end}"
        passages.append(Passage(name, article, number, at, end, paragraph, "", (sentence,)))
        spans.append(Span(at, end, "body"))
        at = end + 2
    version = Version(
        article,
        number,
        f"{article}.txt",
        text,
        tuple(spans),
        Description(**known),
        text_hash(text),
        "text",
        "2026-01-01",
    )
    return version, tuple(passages)


def put(library: Library, *made: tuple[Version, tuple[Passage, ...]]) -> None:
    with library.write() as change:
        for version, passages in made:
            change.store_vectors({one.embedded_text: embed(one.embedded_text) for one in passages}, ENCODER)
            change.put(version, version.text.encode(), passages, ENCODER)
    library.refresh()


def test_what_was_put_is_read_and_found(tmp_path: Path) -> None:
    version, passages = make(
        "counties", "Counties want five-year settlements.\n\nBuses are late in the north."
    )
    with open_library(tmp_path) as library:
        put(library, (version, passages))
        assert library.passages() == passages
        assert [one.current for one in library.articles()] == [version]
        assert [id_ for id_, _ in library.search_words(["settlement"], 5)] == [passages[0].id]
        assert library.search_vectors(embed("late buses"), 1)[0][0] == passages[1].id
