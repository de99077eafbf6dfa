"""What a model writes → its sentences as plain text, each as soon as it is complete, with the keys that it names.

Nothing of a model's mark-up is kept: of an image its description, of a link its words, of HTML what stands between the
tags. Keys that were not issued, and whatever else looks like a mark of a source, are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.sentences import split_paragraph
from rag.prompt import KEY

LONGEST = 2_000  # characters without an end of a sentence that are waited for
LOOK = 3  # words that must follow before it is certain that a sentence has ended
AHEAD = 400  # characters after a sentence that are looked at for that
NESTED = 4  # how deep mark-up may stand in mark-up
LOOK_QUOTED = 12  # the same after a quotation: "…" Ann Lee, leader of the council, said.

_SEPARATOR = r"(?:\s*[,;&/]\s*|\s+and\s+|\s+)"
_LABEL = r"(?:(?i:key|passage|source|article|extract|ref|reference)s?:?\s+)?"
_GROUP = re.compile(
    rf"(?P<wrap>\*\*|__|[*_`])?[\[(【〔<]\s*{_LABEL}(?P<keys>{KEY.pattern}(?:{_SEPARATOR}{_LABEL}{KEY.pattern})*)\s*[\])】〕>](?(wrap)(?P=wrap))"
    r"(?:\([^()\s]*\))?"
)
_BEFORE = re.compile(rf"(?<=[.!?…:\"”’)*_\]])[ \t]+(?=\[{KEY.pattern}\])")
# Keys close a sentence, whatever comes next; behind a quotation only where no small letter goes on with it.
_CLOSED = re.compile(
    rf"(?<=[.!?…*_])(?:\[{KEY.pattern}\])+(?=\s|$)|(?<=[:\"”’'»)])(?:\[{KEY.pattern}\])+(?=\s+(?![a-z])\S|\s*$)"
)
_MARK = re.compile(rf"\s*\[({KEY.pattern})\]")
# What looks like a mark of a source and was not issued: [1], [^2], 【3†source】, [Source 4]; at the end also [ABC-1].
_STRANGE = re.compile(
    r"\s*(?:\[\^?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]|【[^【】]{0,40}】|\[(?:source|passage|ref|document)s?[ #:]*\d*\])",
    re.IGNORECASE,
)
_STRANGE_END = re.compile(r"\s*\[(?=[^\[\]]*[A-Z0-9])[\w.#-]{1,12}\](?=[.!?…\"”’)\s]*$)")
_CALLED = r"(?:(?:[Tt]his|[Tt]he) )?(?:[Pp]assages?|[Ss]ources?|[Aa]rticles?|[Ee]xtracts?|[Tt]exts?|[Kk]eys?) [“\"'(]?"
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\s?(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\]\s?(?:\([^()]*(?:\([^()]*\)[^()]*)*\))")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|<![^<>]*>")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w])")
_LEADING = re.compile(r"^\s*(?:(?:>|[-*+•–]|\d{1,2}[.)])\s+)+")
_THINKING = ("<think>", "<thinking>", "<reasoning>")
_THOUGHT = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of a model, plain text, and the keys issued that it names, in their order."""

    text: str
    keys: tuple[str, ...]


def spoken(pieces: Iterable[str], issued: Collection[str]) -> Iterator[Spoken]:
    """The sentences of what is written piece by piece, each as soon as it is certain that it has ended.

    >>> list(spoken(["Fares rose ", "by 14%. [KQ", "ZT] They fell in **Tarnholt** [BXWR]."], {"KQZT", "BXWR"}))
    [Spoken(text='Fares rose by 14%.', keys=('KQZT',)), Spoken(text='They fell in Tarnholt.', keys=('BXWR',))]
    """
    for raw in split(_without_thinking(pieces), issued):
        one = read(raw, issued)
        if any(c.isalnum() for c in one.text):
            yield one


def split(pieces: Iterable[str], issued: Collection[str]) -> Iterator[str]:
    """The sentences as they are written, keys in one form behind them. A line is a paragraph; a heading is none."""
    held = ""
    for piece in pieces:
        held += piece
        *lines, held = held.split("\n")
        for line in lines:
            yield from _sentences(line, issued)
        if len(held) > LONGEST:
            held = held[:LONGEST] + "\n" + held[LONGEST:]
            line, _, held = held.partition("\n")
            yield from _sentences(line, issued)
        complete, held = _complete(held, issued)
        yield from complete
    yield from _sentences(held, issued)


def _sentences(line: str, issued: Collection[str]) -> list[str]:
    text = marked(line, issued)
    if text.lstrip().startswith("#"):
        return []
    return [text[start:end] for start, end in _ranges(text)]


def _ranges(text: str) -> list[tuple[int, int]]:
    """The sentences of a line: as they are in an article, and one ends where keys stand behind its stop."""
    ends = [0, *(match.end() for match in _CLOSED.finditer(text)), len(text)]
    return [place for begin, end in pairwise(ends) for place in split_paragraph(text, begin, end)]


def _complete(line: str, issued: Collection[str]) -> tuple[list[str], str]:
    """The sentences of an unfinished line that have certainly ended, and what is left of the line."""
    text = marked(line, issued)
    if text.lstrip().startswith("#"):
        return [], line
    done, end = [], 0
    for one, _ in pairwise(_ranges(text)):
        if not _settled(text[one[0] : one[1]], text[one[1] : one[1] + AHEAD]):
            break
        done.append(text[one[0] : one[1]])
        end = one[1]
    return done, text[end:] if done else line


def _settled(sentence: str, rest: str) -> bool:
    """Whether what follows a sentence shows that it has ended, whatever comes after that."""
    opened = re.match(r"\s*[*_`]*[\[(【〔<]", rest)
    if opened and not re.search(r"[\])】〕>]\S*\s", rest):
        return False
    if sentence.count("(") > sentence.count(")"):
        return False
    quoted = bool(re.search(r"[\"”’'»][)*_]*$", sentence))
    words = LOOK_QUOTED if quoted else 1 if sentence.endswith("]") else LOOK
    return len(re.findall(r"\S\s", rest)) >= words


def marked(text: str, issued: Collection[str]) -> str:
    """The text with every group of keys in one form, ``[KQZT][BXWR]``, close behind the sentence, and without marks
    of sources of the model's own."""

    def form(match: re.Match[str]) -> str:
        keys = KEY.findall(match["keys"])
        square = match.group().lstrip("*_`")[0] in "[【〔"  # round ones may be an acronym: (DCLG)
        if not square and not all(key in issued for key in keys):
            return match.group()
        return "".join(f"[{key}]" for key in keys)

    return _BEFORE.sub("", _STRANGE.sub("", _GROUP.sub(form, text)))


def read(raw: str, issued: Collection[str]) -> Spoken:
    """A sentence as plain text, and its keys.

    >>> read("- The [cost](https://x.example) is **£4m** [KQZT][ZZZZ].", {"KQZT"})
    Spoken(text='The cost is £4m.', keys=('KQZT',))
    """
    keys = [key for key in _MARK.findall(raw) if key in issued]
    text = _STRANGE_END.sub("", _MARK.sub("", raw))
    for key in issued:
        if key in text:
            keys.append(key)
            text = re.sub(rf"{_CALLED}{key}[”\"')]?", "the article", text)
            text = re.sub(rf"\s*\(?\b{key}\b\)?", "", text)
    return Spoken(plain_text(text), tuple(dict.fromkeys(keys)))


def plain_text(text: str) -> str:
    """Text without Markdown, HTML, and characters that nobody sees; white space is one space.

    >>> plain_text("![see](http://x.example/a.png) <b>Buses</b> are `late`")
    'see Buses are late'
    """
    text = _LEADING.sub("", text)
    for _ in range(NESTED):
        text = _TAG.sub(" ", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
        text = _EMPHASIS.sub(r"\2", text)
    seen = "".join(c if c.isprintable() else " " * (unicodedata.category(c) != "Cf") for c in text)
    return re.sub(r" (?=[.,;:!?](?:\s|$))", "", " ".join(seen.split())).strip("*_`|# ")


def _without_thinking(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without what a model thinks aloud before its answer, between tags of its own."""
    held, answering = "", False
    for piece in pieces:
        if answering:
            yield piece
            continue
        held += piece
        if not _may_think(held.lstrip().lower()):
            answering = True
            yield _THOUGHT.sub("", held)
    if not answering and not held.lstrip().lower().startswith(_THINKING):
        yield held


def _may_think(begun: str) -> bool:
    """Whether what is written so far is a thought that has not ended, or may become one."""
    for tag in _THINKING:
        if tag.startswith(begun) or begun.startswith(tag):
            return f"</{tag[1:]}" not in begun
    return False
