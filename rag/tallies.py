"""The tally of every current version, kept in the library, so that only what is new is counted."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from library.store import Library
from rag.tally import Tally, tally
from values import Passage

# Whose code decides what is counted: a tally that other code made is made again.
_COUNTING = ("rag.tally", "rag.words", "ingest.names", "ingest.capitals", "ingest.nouns")
_AT_ONCE = 100  # versions whose passages are read at a time

Key = tuple[str, int]  # article and version


Progress = Callable[[str, int, int], None]  # the step, how many are done, of how many


def tallies(library: Library, progress: Progress | None = None) -> list[Tally]:
    """The tallies of the articles that are searched, by id. What is not kept yet is counted, and kept if the library
    can be written to just now. An ingest calls it, so that no question has to wait for it."""
    scheme = _scheme()
    wanted = sorted((article.id, article.current.number) for article in library.articles())
    held = {key: found for key, blob in library.tallies(scheme).items() if (found := from_bytes(blob))}
    fresh: dict[Key, Tally] = {}
    missing = [key for key in wanted if key not in held]
    for start in range(0, len(missing), _AT_ONCE):
        fresh |= _count(library, missing[start : start + _AT_ONCE])
        if progress:
            progress("count", len(fresh), len(missing))
    if fresh:
        library.keep_tallies(scheme, {key: to_bytes(one) for key, one in fresh.items()})
    return [fresh[key] if key in fresh else held[key] for key in wanted]


def _count(library: Library, keys: Sequence[Key]) -> dict[Key, Tally]:
    found: dict[Key, list[Passage]] = {key: [] for key in keys}
    for passage in library.passages_of([article for article, _ in keys]):
        found[passage.article, passage.version].append(passage)
    return {key: tally_of(passages) for key, passages in found.items()}


def tally_of(passages: Sequence[Passage]) -> Tally:
    """The tally of the passages of a version, with who speaks in them."""
    speakers = {sentence.speaker for passage in passages for sentence in passage.sentences}
    offices = [speaker.office for speaker in speakers if speaker.office]
    names = [name for speaker in speakers for name in (speaker.name, speaker.body) if name]
    return tally([passage.embedded_text for passage in passages], offices, names)


@cache
def _scheme() -> str:
    """Sixteen digits that change with the code that counts."""
    digest = sha256()
    for name in _COUNTING:
        spec = find_spec(name)
        digest.update(Path(spec.origin).read_bytes() if spec and spec.origin else b"")
    return digest.hexdigest()[:16]


def to_bytes(one: Tally) -> bytes:
    return zlib.compress(json.dumps(asdict(one), ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def from_bytes(blob: bytes) -> Tally | None:
    """What ``to_bytes`` was given; None for bytes that it did not make."""
    try:
        held = json.loads(zlib.decompress(blob))
        return Tally(**{**held, "offices": tuple(held["offices"]), "names": tuple(held["names"])})
    except (zlib.error, ValueError, TypeError, KeyError):
        return None
