"""A sentence of a model that only repeats its source is shown as what it is: a quotation that names the source.

So that no words of an article, and least of all an order that somebody planted in one, stand in an answer as if the
desk said them.
"""

from __future__ import annotations

import re

from ingest.quotes import find_quotes
from rag.attribution import to_words
from rag.frames import statement
from rag.words import fold
from values import Citation, Sentence

FEWEST = 4  # words in a row: fewer are nobody's own
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
# What a model's own mark-up may have stood for in the source; skipped where words are compared.
_MARKUP = re.compile(r"\]\([^()]*\)|<[^<>]{0,300}>|\b(?:https?|ftp)://\S+|\bwww\.\S+")
_NESTED = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def repeated(sentence: str, text: str) -> tuple[int, int] | None:
    """Where a sentence stands in a text (start, end), word for word whatever the marks between, if it is only that.

    >>> text = "Costs rose. It asks for £4m, see [the plan](http://x.example/y) of May."
    >>> found = repeated("It asks for £4m, see the plan of May.", text)
    >>> text[slice(*found)]
    'It asks for £4m, see [the plan](http://x.example/y) of May.'
    """
    if not _own_words(sentence):
        return None
    wanted = [fold(match.group()) for match in _WORD.finditer(statement(sentence).words)]
    places = [
        match
        for match in _WORD.finditer(text)
        if not any(a <= match.start() < b for a, b in map(re.Match.span, _MARKUP.finditer(text)))
    ]
    held = [fold(match.group()) for match in places]
    if len(wanted) < FEWEST:
        return None
    for at in range(len(held) - len(wanted) + 1):
        if held[at] == wanted[0] and held[at : at + len(wanted)] == wanted:
            return _whole(text, places[at].start(), places[at + len(wanted) - 1].end())
    return None


def _own_words(sentence: str) -> bool:
    """Whether a sentence has no quotation in it, or is nothing else: else it quotes, and says whom, itself."""
    quotes = [(quote.start, quote.end) for quote in find_quotes(sentence, [(0, len(sentence))])]
    outside = [m for m in _WORD.finditer(sentence) if not any(a <= m.start() < b for a, b in quotes)]
    return not quotes or not outside


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """With the mark that ends the sentence, and the sign before its first word."""
    if start and text[start - 1] in "£$€":
        start -= 1
    tail = re.compile(r"[\])%]*[.!?…]?").match(text, end)
    return start, tail.end() if tail else end


def quotation(words: str, citation: Citation, sentences: tuple[Sentence, ...]) -> str:
    """Words of a source in quotation marks, after who published them, and whose words they are where others'.

    ``sentences`` are those that the words stand in.
    """
    about = citation.description
    source = about.publisher.value or about.title.value or citation.name
    voices = {to_words(one.speaker) for one in sentences} if all(one.reported for one in sentences) else set()
    voice = voices.pop() if len(voices) == 1 else ""
    named = f"{_line(source)} ({voice})" if voice and voice != source else _line(source)
    quoted = _line(words).translate(_NESTED)
    return f"{named}: “{quoted}”" + ("" if quoted[-1] in ".!?…" else ".")


def _line(text: str) -> str:
    return " ".join(text.split())
