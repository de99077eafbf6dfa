"""Capitalised words and the runs that they form: the raw material of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.nouns import BODY_NOUNS

_TITLES = (
    r"(?:Cllrs?|Couns?|Councillors?|Sir|Dame|Lord|Lady|Baroness|Baron|Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Mx|Rev|Reverend|"
    r"Canon|Bishop|Ald|Alderman|Judge|Justice|Rt Hon|Hon|Capt|Captain|Col|Colonel|Major|General|Father|Sister)"
)
TITLE = re.compile(rf"{_TITLES}\b\.?$")
OFFICE_WORDS = frozenset(
    """chair chairman chairwoman chairperson leader president director secretary minister mayor spokesperson
    spokesman spokeswoman head vice deputy chief senior former managing founder treasurer trustee convenor fellow
    economist analyst adviser advisor commissioner manager officer member partner councillor author acting interim
    shadow ex-president ex-leader ex-chair ex-minister cabinet
    chancellor ambassador prime premier governor""".split()
)
_NOT_IN_NAMES = frozenset(
    """the a an its his her their our my your this that these those it he she they we i you in on at by for from to
    with of as and but or if when while where after before since because although however meanwhile last next then
    now today yesterday tomorrow also according speaking responding writing commenting asked under over during both
    not no yes what who why how which there here instead despite following so some all many most few several one two
    three four five six seven eight nine ten more other another each every any such even only just about monday
    tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december q""".split()
)
_JOINS = {"of", "for", "and", "&", "the", "on", "de", "la", "von", "van"}
_WORD = re.compile(r"(?:[^\W\d_]\.){1,3}(?=\s)|[^\W_]+(?:[’'\-.&][^\W_]+)*|&")
ACRONYM = re.compile(r"(?=.{2,10}$)(?!Ma?c[A-Z][a-z])(?:[A-Z]{2,}s?|[A-Z]+[a-z]?[A-Z]+)$")
_PRONOUN = re.compile(r"(i|you|he|she|it|we|they|that|there|here|who|what)[’']")
_COMPOUND = re.compile(r"-of-|-based$|-old$")
_LONGEST_RUN = 40  # words; no name is as long
_GAP = re.compile(r"[’']?[ \u00a0]+\n?|[’']?\n|\.[ \u00a0]")
_LIST = re.compile(r"[A-Z]\w+(?:,? [A-Z]\w+)* and [A-Z]")
NO_BODIES = frozenset(
    "UK US EU MP MPs MSP MS AM PM CEO OBE CBE MBE QC KC BST GMT VAT GDP GVA AND THE".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word at its place in a text. ``plain`` is without a possessive ending, ``bare`` the same in lower case.

    ``capital``: written large, and not only as the first word of a sentence ("The", "Mother-of-three").
    """

    start: int
    end: int
    text: str
    plain: str
    bare: str
    capital: bool

    @property
    def possessive(self) -> bool:
        return len(self.plain) < len(self.text)

    @property
    def is_noun_of_body(self) -> bool:
        return self.capital and self.bare in BODY_NOUNS


def _word(match: re.Match[str]) -> Word:
    text = match.group()
    plain = text[:-2] if text.endswith(("’s", "'s")) else text
    bare = plain.lower()
    if "’" in bare or "'" in bare:  # "We’ve" is "we"
        pronoun = _PRONOUN.match(bare)
        bare = pronoun.group(1) if pronoun else bare
    capital = text[0].isupper() and bare not in _NOT_IN_NAMES and not _COMPOUND.search(text)
    return Word(match.start(), match.end(), text, plain, bare, capital)


def runs(text: str, start: int, end: int) -> Iterator[list[Word]]:
    """Stretches of capitalised words and the joining words between them, that nothing but spaces separates."""
    run: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        word = _word(match)
        if run and not (
            (len(run) < _LONGEST_RUN and _adjoins(text, run[-1], word)) or _lists(text, run, word)
        ):
            yield from _ended(run)
            run = []
        if word.capital or (run and word.text in _JOINS):
            run.append(word)
        elif run:
            yield from _ended(run)
            run = []
    yield from _ended(run)


def _lists(text: str, run: list[Word], right: Word) -> bool:
    """ "Department for Levelling Up, Housing and Communities": a comma inside the name of a department."""
    gap = text[run[-1].end : right.start]
    return gap == ", " and run[0].bare in {"department", "ministry"} and bool(_LIST.match(text, right.start))


def _adjoins(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    if not _GAP.fullmatch(gap):
        return False
    return not gap.startswith(".") or bool(TITLE.search(left.text))


def _ended(run: list[Word]) -> Iterator[list[Word]]:
    while run and not run[-1].capital:
        run = run[:-1]
    if run:
        yield run
