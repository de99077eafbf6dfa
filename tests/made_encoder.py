"""The encoder itself for many tests: it works out the vectors of a text once, and counts each time it is asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.embed import MiniLM, TokenVectors, open_encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 3_000  # texts; about 100 MB


class Remembering(MiniLM):
    """Gives what ``MiniLM`` gives, bit for bit: the vector of a text does not depend on what is embedded beside it."""

    def __init__(self, held: MiniLM) -> None:
        super().__init__(held._session, held._tokenizer, held.threads)
        self._rows = lru_cache(KEPT)(held._vector)
        self._tokens = lru_cache(KEPT)(held._token_vectors)

    def _vector(self, text: str) -> NDArray[np.float32]:
        return self._rows(text)

    def _token_vectors(self, text: str) -> TokenVectors:
        return self._tokens(text)


def open_remembering() -> Remembering:
    """The encoder built in, opened once for all tests of a process."""
    return Remembering(open_encoder())
