"""Late interaction: how well each word of a question is met by some word of a sentence (MaxSim).

Khattab and Zaharia, "ColBERT" (SIGIR 2020), over the token vectors of the sentence encoder as it is. A question's
tokens are weighted by idf; a neighbouring sentence may meet a token too, at a discount.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Encoder, TokenVectors
from rag.lexicon import Lexicon
from rag.words import SMALL_WORDS, fold, stem

Floats = NDArray[np.float32]


class TokenCache:
    """Token vectors of sentences, computed when first asked for and kept up to ``limit`` tokens (1.5 kB each)."""

    def __init__(self, encoder: Encoder, limit: int = 40_000) -> None:
        self._encoder = encoder
        self._limit = limit
        self._held: OrderedDict[str, TokenVectors] = OrderedDict()
        self._tokens = 0
        self._lock = Lock()

    def get(self, texts: Sequence[str]) -> list[TokenVectors]:
        """One TokenVectors for each text, in order."""
        with self._lock:
            known = {text: self._held[text] for text in texts if text in self._held}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        fresh = dict(zip(missing, self._encoder.encode_tokens(missing), strict=True)) if missing else {}
        self._keep(fresh)
        return [known[text] if text in known else fresh[text] for text in texts]

    def _keep(self, fresh: dict[str, TokenVectors]) -> None:
        with self._lock:
            for text, tokens in fresh.items():
                if text not in self._held:  # another thread may have been as quick
                    self._held[text] = tokens
                    self._tokens += len(tokens.ids)
            while self._tokens > self._limit and self._held:
                _, dropped = self._held.popitem(last=False)
                self._tokens -= len(dropped.ids)


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """A question's own tokens: ``vectors`` [m, 384], ``weights`` [m] (idf, 0..1), ``owners`` [m]: the folded word
    that each piece belongs to."""

    vectors: Floats
    weights: Floats
    owners: tuple[str, ...]


def query_tokens(
    text: str, tokens: TokenVectors, lexicon: Lexicon, earlier: frozenset[str] = frozenset()
) -> QueryTokens:
    """Weigh the pieces of a question; small words count a tenth, the words of ``earlier`` turns half."""
    owners = [_word_at(text, start, end) for start, end in tokens.offsets]
    kept = [i for i, owner in enumerate(owners) if owner]
    weights = [
        0.1 if owners[i] in SMALL_WORDS else 0.1 + 0.9 * lexicon.weight((stem(owners[i]),)) for i in kept
    ]
    halved = [w / 2 if owners[i] in earlier else w for i, w in zip(kept, weights, strict=True)]
    return QueryTokens(
        tokens.vectors[kept], np.array(halved, dtype=np.float32), tuple(owners[i] for i in kept)
    )


def _word_at(text: str, start: int, end: int) -> str:
    """The folded word around a piece; empty for punctuation and the encoder's own marks."""
    if start == end or not any(c.isalnum() for c in text[start:end]):
        return ""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return fold(text[start:end])


def token_matches(query: QueryTokens, sentences: Sequence[TokenVectors]) -> Floats:
    """The best cosine of each question token within each sentence: [m, n]."""
    if not sentences or not len(query.weights):
        return np.zeros((len(query.weights), len(sentences)), dtype=np.float32)
    bounds = np.cumsum([0, *(len(s.ids) for s in sentences)])[:-1]
    similarities = query.vectors @ np.concatenate([s.vectors for s in sentences]).T
    return np.maximum.reduceat(similarities, bounds, axis=1)


def max_sim(query: QueryTokens, matches: Floats) -> Floats:
    """The idf-weighted mean of the best cosines: [n]."""
    total = float(query.weights.sum()) or 1.0
    result: Floats = (query.weights @ matches) / total
    return result


def with_neighbours(
    matches: Floats, before: Sequence[int], after: Sequence[int], discount: float = 0.85
) -> Floats:
    """Matches where a sentence's neighbours (column numbers, -1 for none) may meet a token at a discount: [m, n]."""
    padded = np.concatenate([matches, np.full((len(matches), 1), -1.0, dtype=np.float32)], axis=1)
    near = np.maximum(padded[:, list(before)], padded[:, list(after)])
    result: Floats = np.maximum(matches, discount * near)
    return result
