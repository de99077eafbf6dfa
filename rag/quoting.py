"""A sentence of a model that only repeats its source is shown as what it is: a quotation that names the source.

So that no words of an article, and least of all an order that somebody planted in one, stand in an answer as if the
desk said them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.quotes import find_quotes
from rag.attribution import said, to_words
from rag.facts import NEGATORS, facts
from rag.frames import statement
from rag.particulars import proper_names
from rag.words import fold
from values import Citation, Sentence

FEWEST = 3  # words in a row: fewer are nobody's own
MOST_OWN = 0.25  # of a sentence's words: with more of its own, it does more than repeat
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
# What a model's own mark-up may have stood for in the source; skipped where words are compared.
_MARKUP = re.compile(r"\]\([^()]*\)|<[^<>]{0,300}>|\b(?:https?|ftp)://\S+|\bwww\.\S+")
_NAMED = frozenset(("person", "surname", "body", "joint", "document"))
_NESTED = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def repeated(sentence: str, text: str) -> tuple[int, int] | None:
    """Where a sentence stands in a text (start, end), word for word whatever the marks between, if it is only that.

    Words of its own that name nobody and nothing are let go ("Sure, …"); a sentence that says whose words it gives is
    a quotation already.

    >>> text = "Costs rose. It asks for £4m, see [the plan](http://x.example/y) of May."
    >>> found = repeated("It asks for £4m, see the plan of May.", text)
    >>> text[slice(*found)]
    'It asks for £4m, see [the plan](http://x.example/y) of May.'
    """
    if _quotes_somebody(sentence):
        return None
    own = _words(statement(sentence).words)
    held = [one for one in _words(text) if not _within(one, text)]
    first, length, at = _longest([word for word, _, _ in own], [word for word, _, _ in held])
    if not length or (length < min(FEWEST, len(own)) or not _lets_go(sentence, own, first, length)):
        return None
    return _whole(text, held[at][1], held[at + length - 1][2])


def _quotes_somebody(sentence: str) -> bool:
    """Whether a sentence has a quotation in it and says outside of it whose words these are."""
    quotes = find_quotes(sentence, [(0, len(sentence))])
    saying = said(sentence) if quotes else None
    if saying is None or saying.who.kind not in _NAMED:
        return False
    named = [one for one in proper_names(facts(sentence)) if saying.start <= one.start < saying.end]
    return bool(named) or saying.who.kind in ("document", "body")


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def _within(word: tuple[str, int, int], text: str) -> bool:
    return any(match.start() <= word[1] < match.end() for match in _MARKUP.finditer(text))


def _longest(own: Sequence[str], held: Sequence[str]) -> tuple[int, int, int]:
    """The longest run of words that both have: where it begins in the first, its length, where in the second."""
    best = (0, 0, 0)
    before = [0] * (len(held) + 1)
    for i, word in enumerate(own):
        row = [0] * (len(held) + 1)
        for j, other in enumerate(held):
            if word == other:
                row[j + 1] = before[j] + 1
                if row[j + 1] > best[1]:
                    best = (i - row[j + 1] + 1, row[j + 1], j - row[j + 1] + 1)
        before = row
    return best


def _lets_go(sentence: str, own: Sequence[tuple[str, int, int]], first: int, length: int) -> bool:
    """Whether the words of a sentence beside those that it repeats are few, and name, count and deny nothing."""
    rest = [*own[:first], *own[first + length :]]
    if len(rest) > MOST_OWN * len(own):
        return False
    stated = facts(statement(sentence).words)
    parts = (proper_names(stated), stated.figures, stated.moments)
    named = [(one.start, one.end) for part in parts for one in part]
    return not any(word in NEGATORS or any(a <= start < b for a, b in named) for word, start, _ in rest)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """With the mark that ends the sentence, and the sign before its first word."""
    if start and text[start - 1] in "£$€":
        start -= 1
    tail = re.compile(r"[\])%]*[.!?…]?").match(text, end)
    return start, tail.end() if tail else end


def quotation(words: str, citation: Citation, sentences: tuple[Sentence, ...]) -> str:
    """Words of a source in quotation marks, after who published them, and whose words they are where others'.

    ``sentences`` are those that the words stand in; none for words of the title.
    """
    about = citation.description
    title = about.title.value if sentences else None
    source = _line(about.publisher.value or title or citation.name)
    voices = {to_words(one.speaker) if one.reported else "" for one in sentences}
    voice = _line(voices.pop()) if len(voices) == 1 else ""
    named = f"{source} ({voice})" if voice and voice != source else source
    quoted = _line(words).translate(_NESTED)
    return f"{named}: “{quoted}”" + ("" if quoted[-1] in ".!?…" else ".")


def _line(text: str) -> str:
    return " ".join(text.split())
