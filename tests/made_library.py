"""What the tests of the library share: a real, small encoder that needs no model, and versions made by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ingest.embed import Encoder, Progress
from library.records import text_hash
from library.store import Library
from library.vectors import Vector
from values import Description, Part, Passage, Sentence, Span, Version

Made = tuple[Version, tuple[Passage, ...]]


class HashingEncoder(Encoder):
    """Each word adds one to the place that its hash names: deterministic, and like words give like vectors."""

    def __init__(self, name: str = "hashing 384") -> None:
        self.name = name
        self.runs = 0

    @property
    def dimensions(self) -> int:
        return 384

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        self.runs += len(texts)
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, 384)

    def _vector(self, text: str) -> Vector:
        vector = np.zeros(384, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[int(text_hash(word)[:8], 16) % 384] += 1
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


ENCODER = HashingEncoder()


def make(article: str, text: str, number: int = 1, heading: str = "", **known: Part) -> Made:
    """A version whose paragraphs are its passages, each passage one sentence."""
    spans, passages, at = [], [], 0
    for position, paragraph in enumerate(text.split("\n\n")):
        end = at + len(paragraph)
        name = f"{article}@{number}:{at}-{end}"
        sentence = Sentence(at, end, paragraph, position, heading)
        passages.append(Passage(name, article, number, at, end, paragraph, heading, (sentence,)))
        spans.append(Span(at, end, "body"))
        at = end + 2
    digest = text_hash(text)
    described = Description(**known)
    version = Version(
        article, number, f"{article}.txt", text, tuple(spans), described, digest, "text 1", "2026-01-01"
    )
    return version, tuple(passages)


def put(library: Library, *made: Made) -> None:
    """Commit versions, and read the generation that they make."""
    with library.write() as change:
        for version, passages in made:
            texts = [passage.embedded_text for passage in passages]
            change.store_vectors(dict(zip(texts, ENCODER.encode(texts), strict=True)), ENCODER.name)
            change.put(version, version.text.encode(), passages, ENCODER.name)
    library.refresh()
