"""Which blocks of a page are article, by trafilatura: its extract, laid against the blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.blocks import Block
from ingest.lines import Line
from ingest.unseen import strip_shapeless
from ingest.weigh import content_words, echo_of
from ingest.wording import read_sign

_WORD = re.compile(r"\w+")
_GRAM = 4
_SHARE = 0.6  # of a block's word 4-grams that must stand in the extract
_BRIEF = 12  # words up to which a block must stand in the extract with its very signs
_SHOWN = 40  # word 4-grams of the extract that a page shows if it shows an article
_LEAD = 12  # blocks between the title and the article at most, for a lead to be looked for
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
    whole = " ".join(" ".join(lines).split())
    long = {i for i in seen if len(words[i]) >= _GRAM and _share(words[i], grams) >= _SHARE}
    long = {i for i in long if len(words[i]) > _BRIEF or " ".join(blocks[i].text.split()) in whole}
    long = _single(long, words, extract)
    short = Counter(line for line in extract if len(line) < _GRAM)
    return long | _short(seen, words, short, long) | _fill(blocks, long)


def _fill(blocks: Sequence[Block], kept: set[int]) -> set[int]:
    """Paragraphs that the extract left out though they stand in elements of the same classes as several that it
    kept: an article that a page cuts in pieces, or whose first words are set apart."""
    classes = Counter((blocks[i].names, blocks[i].tag) for i in kept if _is_sentence(blocks[i]))
    return {
        i
        for i, block in enumerate(blocks)
        if block.tag == "p"
        and not block.hidden
        and not block.region
        and i not in kept
        and _is_sentence(block)
        and block.names
        and classes[block.names, "p"] >= 3
    }


def choose_lead(blocks: Sequence[Block], kept: set[int], title: int | None) -> set[int]:
    """The sentences between the title and the article that the extract left out, where their words come again in
    the article: a standfirst or first paragraph that a page sets in another element."""
    if title is None or not kept or not 0 < min(kept) - title <= _LEAD:
        return set()
    article = {word for i in kept for word in content_words(_line(blocks[i]))}
    between = [i for i in range(title + 1, min(kept)) if not blocks[i].hidden and not blocks[i].region]
    return {
        i
        for i in between
        if blocks[i].tag not in ("figcaption", "li", "td", "tr")
        and _is_sentence(blocks[i], 8)
        and echo_of(content_words(_line(blocks[i])), article) >= 0.3
    }


def _is_sentence(block: Block, least: int = 12) -> bool:
    line = _line(block)
    return line.prose and len(line.words) >= least and read_sign(block.text).weight < 3


def _line(block: Block) -> Line:
    return Line(0, len(block.text), block.text, True)


def unveil(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """The blocks, those that the page's style hides shown (but flagged) where the extract stands only in them: an
    article that a script was to show. Where the page shows an article too, what it hides stays hidden."""
    extract = set(_grams([word for line in lines for word in _WORD.findall(line)]))
    shown = {gram for block in blocks if not block.hidden for gram in _grams(_WORD.findall(block.text))}
    veiled = {gram for block in blocks if block.hidden for gram in _grams(_WORD.findall(block.text))}
    if len(shown & extract) >= _SHOWN or not (veiled - shown) & extract:
        return list(blocks)
    return [
        replace(block, hidden=False, tricked=True) if block.hidden and block.tag != "comment" else block
        for block in blocks
    ]


def from_data(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """The extract as further blocks where the page shows hardly any of it: an article that stands only in the
    page's data (JSON-LD) and is filled in by a script."""
    shown = set(_grams([word for block in blocks for word in _WORD.findall(block.text)]))
    wanted = [line for line in lines if len(_WORD.findall(line)) >= _GRAM]
    absent = [line for line in wanted if _share(_WORD.findall(line), shown) < _SHARE]
    if sum(map(len, absent)) <= 0.5 * sum(map(len, wanted)):
        return []
    texts = (strip_shapeless(" ".join(line.split())) for line in absent)
    return [Block(text, "p", "", tricked=tricked, names="data") for text, tricked in texts if text]


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
