"""A question → the passages nearest to it, by meaning and by words.

Three rankings are standardised (z-scores) and added: cosine of the passage, BM25, and the best cosine of one of its
sentences (0.40, 0.35, 0.25; better than min-max and than reciprocal rank fusion on six public sets, see
``docs/answering.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Encoder
from library.store import Library
from rag.passages import among
from rag.question import Question
from rag.views import standardised
from values import Passage

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever

WEIGHTS = (0.40, 0.35, 0.25)
POOL = 60  # how many passages each ranking proposes

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its fused score (comparable within one question), cosine, BM25 and its sentences' cosines."""

    passage: Passage
    score: float
    cosine: float
    bm25: float
    sentences: tuple[float, ...]


def search_terms(question: Question) -> list[str]:
    """The words for the index of words: those of the question, mended, with their other writings."""
    return list(
        dict.fromkeys(
            part for term in question.terms for form in ((term.word,), *term.forms[1:]) for part in form
        )
    )


def retrieve(
    question: Question,
    vector: Floats,
    library: Library,
    encoder: Encoder,
    held: Mapping[str, Passage],
    limit: int,
    articles: Collection[str] | None = None,
) -> list[Found]:
    """The ``limit`` nearest passages, best first. ``vector`` is the question's own;
    ``held`` are the current passages by id; ``articles`` restricts the search."""
    by_meaning = dict(library.search_vectors(vector, POOL, articles))
    by_words = dict(library.search_words(search_terms(question), POOL, articles))
    passages = among(held, list(dict.fromkeys([*by_meaning, *by_words])))
    if not passages:
        return []
    stored = library.vectors(
        [t for p in passages for t in (p.embedded_text, *(s.text for s in p.sentences))], encoder.name
    )
    cosines = [_cosine(vector, stored.get(p.embedded_text), by_meaning.get(p.id, 0.0)) for p in passages]
    sentences = [tuple(_cosine(vector, stored.get(s.text), 0.0) for s in p.sentences) for p in passages]
    return _fuse(passages, cosines, [by_words.get(p.id, 0.0) for p in passages], sentences)[:limit]


def _cosine(vector: Floats, other: Floats | None, otherwise: float) -> float:
    return otherwise if other is None else float(vector @ other)


def _fuse(
    passages: Sequence[Passage],
    cosines: Sequence[float],
    words: Sequence[float],
    sentences: Sequence[tuple[float, ...]],
) -> list[Found]:
    rankings = (cosines, words, [max(held, default=0.0) for held in sentences])
    scores = sum(
        w * standardised(np.asarray(r, dtype=np.float32)) for w, r in zip(WEIGHTS, rankings, strict=True)
    )
    found = [
        Found(p, float(s), c, b, held)
        for p, s, c, b, held in zip(passages, np.asarray(scores), cosines, words, sentences, strict=True)
    ]
    return sorted(found, key=lambda f: (-f.score, f.passage.id))


def to_llama_index(find: Callable[[str], Sequence[Found]]) -> BaseRetriever:
    """A search as a retriever for anybody's llama-index program: nodes with the offsets of their passages.

    ``find`` gives the passages of a question, best first; ``Desk.search`` is one.
    """
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

    class PassageRetriever(BaseRetriever):
        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            return [NodeWithScore(node=_node(f.passage), score=f.score) for f in find(query_bundle.query_str)]

    def _node(passage: Passage) -> TextNode:
        told = {"article": passage.article, "version": passage.version, "heading": passage.heading}
        node = TextNode(id_=passage.id, text=passage.text, metadata=told)
        node.start_char_idx, node.end_char_idx = passage.start, passage.end
        return node

    return PassageRetriever()
