"""Values as versioned JSON, and what the tables derive from values: hashes, slugs, words.

The codec reads the annotations of the dataclasses in ``values.py``: a field that is added there with a default is
still read from JSON that was written before it existed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import types
import typing
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from typing import TypeVar

FORMAT = 1
_WORD = re.compile(r"[^\W\d_]{2,}")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which UTF-8 cannot hold and JSON can, escaped
_LEAVES: dict[object, tuple[type, ...]] = {str: (str,), bool: (bool,), int: (int,), float: (int, float)}
T = TypeVar("T")


def to_json(value: object) -> str:
    """A value as JSON: ``{"format": 1, "value": …}``; fields that hold their default are left out."""
    held = json.dumps({"format": FORMAT, "value": _plain(value)}, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", held)


def from_json(kind: type[T], text: str) -> T:
    """The value that ``to_json`` wrote. Raises ``ValueError`` for JSON of a newer format, or of another shape."""
    held = json.loads(text)
    if held["format"] > FORMAT:
        raise ValueError(f"written in format {held['format']}; this program reads up to {FORMAT}")
    return typing.cast(T, _built(kind, held["value"]))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(held)
            for field in dataclasses.fields(value)
            if (held := getattr(value, field.name)) != field.default
        }
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(held) for held in value]
    return value


def _built(kind: object, held: object) -> object:
    """``held``, plain JSON, as a value of the annotation ``kind``. Raises ``ValueError`` if it has another shape."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if held is None else _built(_fitting(inner, held), held)
    if origin is tuple and isinstance(held, list):
        kinds = [inner[0]] * len(held) if inner[-1] is Ellipsis else inner
        return tuple(_built(one, item) for one, item in zip(kinds, held, strict=True))
    if origin is dict and isinstance(held, dict):
        return {key: _built(inner[1], item) for key, item in held.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and isinstance(held, dict):
        return _value(kind, held)
    if held not in inner if origin is typing.Literal else not isinstance(held, _LEAVES.get(kind, ())):
        raise ValueError(f"{kind} cannot be read from {str(held)[:40]!r}")
    return held


def _value(kind: type, held: dict[str, object]) -> object:
    kinds = _hints(kind)
    try:
        return kind(**{name: _built(kinds[name], item) for name, item in held.items() if name in kinds})
    except TypeError as fault:  # a field without a default is missing
        raise ValueError(str(fault)) from fault


def _fitting(kinds: tuple[object, ...], held: object) -> object:
    """The one kind of a union that JSON was written from: the one that knows most of its keys."""
    some = [kind for kind in kinds if kind is not types.NoneType]
    if len(some) == 1 or not isinstance(held, dict):
        return some[0]
    return max(some, key=lambda kind: len(held.keys() & _hints(typing.cast(type, kind)).keys()))


@cache
def _hints(kind: type) -> dict[str, object]:
    return typing.get_type_hints(kind)


def text_hash(text: str) -> str:
    """The key of a text in the table of vectors: the SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def slug(name: str, taken: Collection[str] = ()) -> str:
    """A readable id from a file's name or an address: lower-case ASCII, digits and hyphens, at most 64 long.

    >>> slug("Wales/Cärdiff plan.txt"), slug("a.txt", taken={"a"})
    ('wales-cardiff-plan', 'a-2')
    """
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "article"
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def fold(text: str) -> str:
    """Lower case without diacritics, as the index of words sees a text."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def count_words(texts: Iterable[str]) -> Counter[str]:
    """For each folded, unstemmed word of two letters or more, the number of ``texts`` that hold it."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(_WORD.findall(fold(text))))
    return counts
