"""Sentences of British news and policy prose, by rules. Why own rules: ``docs/decisions/sentences.md``.

Each place where a sentence might end is judged by the word before it and the word after it, from left to right;
the offsets are those of the text itself, so nothing is searched for afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from ingest.abbreviations import (
    AFTER_TIME,
    CLOSING,
    COUNTED,
    EXPLAINING,
    LABELLED,
    SPEAKING,
    STARTERS,
    TIMES,
    TITLES,
)
from ingest.paragraphs import BLANKS, Range, split_paragraphs, trim

_BLANK = "[" + re.escape(BLANKS) + "]"
# A place where a sentence might end: the stop, what closes after it, a footnote mark, and the gap; or no gap,
# where two paragraphs were glued together ("… councils.Alison …"). Possessive, so that runs of dots cost no time.
_STOP = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)"
    r"(?P<close>[\"'”’»)\]}*_]*+(?:\ ”)?)"
    r"(?P<note>(?:(?<=[a-z]{4}\.)\d{1,2}(?=\s+[A-Z“‘])|[¹²³⁰-⁹]+|(?:\[[^\[\]]{1,30}\]|\ \[\d{1,3}\])+)?)"
    rf"(?:(?P<gap>{_BLANK}+)|(?<=[a-z%)][.!?])(?=[“‘]?[A-Z][a-z]+[\s,’'])|(?<=[.!?][\"'”’])(?=[“‘]?[A-Z][a-z]+[\s,’']))"
)
_OPENERS = re.compile(r"[\"'“”‘’«(\[{*_–—\-\s]*+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_TOKEN_EDGE = frozenset(BLANKS + "\"'“”‘’«»([{*_/–—,;:")
_QUOTES = frozenset("\"'”’»")
_INITIAL = re.compile(r"[A-Z]\Z")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z|(?:[A-Z][a-z]{0,2}\.)+[A-Z][a-z]{0,2}\Z")
_ENUMERATOR = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})\Z")
_FIGURE = re.compile(r"[(\[]?(?:\d|[IVXLC]+\b(?!’|')|[A-Z]\b(?![’'.]))")
_DOMAIN = re.compile(r"(?:Com|Org|Net|Gov|Uk|Co|Io|Ai|Js|Eu|Info)\b")
_BRACKETED = re.compile(r"\([^()]{1,400}\)")
_NAMES = r"(?:[A-Z][\w’'-]*\.?\s+){1,6}"
_TAIL = re.compile(rf"{_NAMES}(?:{SPEAKING})\b(?P<rest>(?:\s+[a-z]+){{0,3}}\s*(?:\.|\Z))?")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as half-open ranges in ``text``.

    In order, without overlap, without blanks at their ends; every character that is not blank is in one of them. A
    paragraph's end always ends a sentence. Each sentence of a longer quotation is one of its own, and what follows
    a quotation in small letters belongs to its last:

    >>> text = "‘We want no larger cheque. We want one.’ he said. Others agreed."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['‘We want no larger cheque.', 'We want one.’ he said.', 'Others agreed.']
    """
    paragraphs = split_paragraphs(text, start, len(text) if end is None else end)
    return [sentence for paragraph in paragraphs for sentence in split_paragraph(text, *paragraph)]


def split_paragraph(text: str, start: int, end: int) -> Iterator[Range]:
    """The sentences of one paragraph (``text[start:end]``); line ends in it are blanks like others."""
    shift, stop = trim(text, start, end)
    part, begin = text[shift:stop], 0
    brackets = [match.span() for match in _BRACKETED.finditer(part)]
    for match in _STOP.finditer(part):
        following = _end(_OPENERS, part, match.end())
        if following == len(part) or _is_inside(brackets, begin, match.start()):
            continue
        if _ends(part, begin, match, following):
            yield Range(shift + begin, shift + max(match.end("close"), match.end("note")))
            begin = match.end()
    if part:
        yield Range(shift + begin, stop)


def _is_inside(brackets: list[tuple[int, int]], begin: int, at: int) -> bool:
    """Whether ``at`` is in brackets that were opened in the middle of the sentence that starts at ``begin``."""
    place = bisect(brackets, (at, at)) - 1
    return place >= 0 and begin < brackets[place][0] < at < brackets[place][1]


def _ends(text: str, begin: int, match: re.Match[str], following: int) -> bool:
    """Whether the sentence that starts at ``begin`` ends at ``match``; its next word starts at ``following``."""
    if text[following].islower():
        return False
    mark, quoted = match["mark"], not _QUOTES.isdisjoint(match["close"])
    if match["gap"] is None:
        return not _DOMAIN.match(text, following)
    if quoted and _is_attributed(text, match, following):
        return False
    if set(mark) <= {".", "…"} and mark != ".":
        return _after_ellipsis(text, begin, match, following)
    return mark != "." or quoted or not _is_abbreviated(text, begin, match.start(), following)


def _is_attributed(text: str, match: re.Match[str], following: int) -> bool:
    """“Why now?” Cllr Smith asked the board. “It must be now.” Cllr Smith said. “It must.” – Cllr Smith"""
    if text[match.end()] in "–—-":
        return True
    tail = _TAIL.match(text, following, following + 200)
    if tail is None or _word(text, following) in STARTERS:
        return False
    return tail["rest"] is not None or match["mark"] != "."


def _after_ellipsis(text: str, begin: int, match: re.Match[str], following: int) -> bool:
    """Words left out (“… Word”, “[…] Word”) go on; a sentence that trails off (“well… Word”) ends."""
    attached = match.start() > begin and text[match.start() - 1] not in BLANKS + "[("
    return attached or _word(text, following) in STARTERS


def _is_abbreviated(text: str, begin: int, stop: int, following: int) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it and the sentence goes on."""
    at = stop
    while at > begin and stop - at < 20 and text[at - 1] not in _TOKEN_EDGE:
        at -= 1
    token, word = text[at:stop], _word(text, following)
    if _ENUMERATOR.match(token) and _begins_item(text[begin:at], token):
        return True
    if token in TITLES or token in EXPLAINING:
        return True
    if token in TIMES:
        return word in AFTER_TIME or word[:1].isdigit()
    if token in COUNTED:
        return _FIGURE.match(text, following) is not None and (
            word[:1].isdigit() or token not in ("No", "no")
        )
    if _INITIAL.match(token):
        return _is_initial(text, begin, at, following)
    return (token in CLOSING or _ACRONYM.match(token) is not None) and word not in STARTERS


def _begins_item(before: str, token: str) -> bool:
    """1. First.  (a) Second.  It does two things: 1. It plans."""
    before = before.rstrip(BLANKS + "([")
    return not before or (before[-1] in ":;" and len(token) < 3)


def _is_initial(text: str, begin: int, at: int, following: int) -> bool:
    """J. R. Smith, but not: Option B. Councils …; She and I. The …"""
    before = text[max(begin, at - 20) : at].split()
    if before and before[-1] in LABELLED:
        return False
    word = _word(text, following)
    another = len(word) == 1 and text[following + 1 : following + 2] == "."
    return another or word not in STARTERS


def _word(text: str, at: int) -> str:
    match = _WORD.match(text, at, at + 40)
    return match[0] if match else ""


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
