"""Which blocks of a page are article, by trafilatura: its extract, laid against the blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.blocks import Block

_WORD = re.compile(r"\w+")
_GRAM = 4
_SHARE = 0.6  # of a block's word 4-grams that must stand in the extract
_NEAR = 6  # blocks between which a short line may belong to the article


def extract_lines(page: str) -> list[str]:
    """The lines that trafilatura takes for the article; none where it finds none or gives up."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(page, include_comments=False, include_formatting=False)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, MemoryError):
        return []
    return [line for line in (text or "").splitlines() if line.strip()]


def choose(blocks: Sequence[Block], lines: Sequence[str]) -> set[int]:
    """The indices of the blocks that the extract holds.

    1. Blocks of four words and more, by the share of their word 4-grams. 2. Where the same words stand twice on the
    page, the copy nearer to the rest. 3. Shorter blocks that are a whole line of the extract, near the others.
    """
    words = [tuple(_WORD.findall(block.text)) for block in blocks]
    extract = [tuple(_WORD.findall(line)) for line in lines]
    grams = set(_grams([word for line in extract for word in line]))
    seen = [i for i, block in enumerate(blocks) if not block.hidden]
    long = {i for i in seen if len(words[i]) >= _GRAM and _share(words[i], grams) >= _SHARE}
    long = _single(long, words, extract)
    short = Counter(line for line in extract if len(line) < _GRAM)
    return long | _short(seen, words, short, long)


def _grams(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))


def _share(words: Sequence[str], grams: set[tuple[str, ...]]) -> float:
    own = list(_grams(words))
    return sum(gram in grams for gram in own) / len(own)


def _single(
    chosen: set[int], words: Sequence[tuple[str, ...]], extract: Sequence[tuple[str, ...]]
) -> set[int]:
    """Without the further copies of words that the extract holds less often than the page."""
    copies: dict[tuple[str, ...], list[int]] = {}
    for i in sorted(chosen):
        copies.setdefault(words[i], []).append(i)
    firm = sorted(group[0] for group in copies.values() if len(group) == 1)
    middle = firm[len(firm) // 2] if firm else 0
    held = Counter(extract)
    kept: set[int] = set()
    for text, group in copies.items():
        limit = max(1, held[text])
        kept.update(sorted(group, key=lambda i: abs(i - middle))[:limit])
    return kept


def _short(
    seen: Sequence[int], words: Sequence[tuple[str, ...]], short: Counter[tuple[str, ...]], long: set[int]
) -> set[int]:
    """Short blocks, each as often as the extract has it, that stand among the long ones."""
    near = {i + step for i in long for step in range(-_NEAR, _NEAR + 1)}
    found: set[int] = set()
    for i in seen:
        if i in near and i not in long and short[words[i]] > 0:
            short[words[i]] -= 1
            found.add(i)
    return found
