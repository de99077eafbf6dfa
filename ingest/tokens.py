"""Counting tokens with tiktoken's cl100k_base, from the copy that llama-index carries: nothing is downloaded."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from values import SettingsError

if TYPE_CHECKING:
    from tiktoken import Encoding

# tiktoken names a file in its cache by the sha1 of the file's address, and knows its sha256.
_FILE = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"


def count_tokens(text: str) -> int:
    """How many cl100k tokens ``text`` has. What looks like a special token ("<|endoftext|>") counts as text."""
    return len(tokenizer().encode_ordinary(text))


@cache
def tokenizer() -> Encoding:
    """tiktoken's cl100k_base (0.2 s, once). Raises SettingsError where the file that holds it is missing."""
    import tiktoken

    folder = _folder()
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        return tiktoken.get_encoding("cl100k_base")
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before


def _folder() -> Path:
    """The folder with the right file in it; tiktoken would delete a wrong one there and call the network."""
    spec = importlib.util.find_spec("llama_index")
    for place in (spec.submodule_search_locations if spec else None) or ():
        file = Path(place, "core", "_static", "tiktoken_cache", _FILE)
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == _SHA256:
            return file.parent
    raise SettingsError(
        "The tokenizer file of llama-index-core is missing or damaged. Install the project again."
    )
