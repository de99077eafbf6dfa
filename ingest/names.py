"""Names in running text, by general means: capitals, titles, and the nouns that people and organisations go by.

No model and no list of names: only small lists of ordinary words. A capitalised stretch is a body where it holds a
noun such as Council or Association ("Association of Directors of Children’s Services"), a person where a title, an
office or a verb of speech stands beside it, and otherwise just a name (a place, a programme, a law).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from ingest.capitals import ACRONYM, NO_BODIES, OFFICE_WORDS, TITLE, Word, runs
from ingest.nouns import BODY_NOUNS, OFFICE_NOUN

NameKind = Literal["person", "body", "name"]

# "Islander", "Shopkeeper", "Librarian" before a full name; not the first names that end alike.
_CALLING = re.compile(
    r"(?!christ|alexand|jennif|maximil|sebast|valent|clement)[a-z]{5,}(?:er|ist|ian|man|woman|ant)"
)
_SHORT = 400  # code points of a phrase whose names are kept for a while
_IN_BRACKETS = re.compile(r"\((?:the )?([^()\n]{2,80}?)(?:[;,][^()\n]{0,80})?\)")
_COUNTRIES = frozenset("england wales scotland britain uk".split())
_HONOURS = frozenset("MP MSP MS AM MLA OBE CBE MBE QC KC PhD".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``text[start:end]``, without article, possessive ending or the acronym in brackets."""

    start: int
    end: int
    text: str
    kind: NameKind


def names(text: str, start: int = 0, end: int | None = None) -> tuple[Name, ...]:
    """Every name in ``text[start:end]``, in order, not overlapping.

    >>> [(n.text, n.kind) for n in names("Kirklees Council told Ms Ann Lee of Upper Tarn")]
    [('Kirklees Council', 'body'), ('Ms Ann Lee', 'person'), ('Upper Tarn', 'name')]
    """
    find = _remembered if len(text) <= _SHORT else _find
    return find(text, start, len(text) if end is None else end)


def _find(text: str, start: int, end: int) -> tuple[Name, ...]:
    return tuple(name for run in runs(text, start, end) for name in _cut(text, run))


@lru_cache(maxsize=2048)
def _remembered(text: str, start: int, end: int) -> tuple[Name, ...]:
    """The readings of one phrase ask for its names several times."""
    return _find(text, start, end)


def people(text: str) -> tuple[Name, ...]:
    """The names that are certainly of people: with a title, or with an office or a verb of speech beside them."""
    return tuple(name for name in names(text) if name.kind == "person" or _beside_person(text, name))


def bodies(text: str) -> tuple[Name, ...]:
    """The names of organisations, acronyms among them."""
    return tuple(name for name in names(text) if name.kind == "body")


# ---------------------------------------------------------------- names in a run


def _cut(text: str, run: list[Word]) -> Iterator[Name]:
    """The names in one run, cut at offices, at titles, and where a joining word joins two names."""
    at = 0
    while at < len(run):
        titled = TITLE.fullmatch(run[at].text) and at + 1 < len(run)
        office = run[at].bare in OFFICE_WORDS or _is_office_of(run, at)
        if not run[at].capital or (office and not titled) or _is_executive(run, at):
            at += 1
            continue
        stop = _body_end(run, at)
        if not stop:
            stop = _plain_end(run, at)
        yield from _name(text, run[at:stop])
        at = stop


def _is_office_of(run: list[Word], at: int) -> bool:
    """ "Clerk" in "Clerk Jean Oakes": the noun of an office with a full name after it."""
    name = run[at + 1 : at + 3]
    person = len(name) == 2 and all(word.capital and not word.is_noun_of_body for word in name)
    return person and bool(OFFICE_NOUN.fullmatch(run[at].bare) or _CALLING.fullmatch(run[at].bare))


def _is_executive(run: list[Word], at: int) -> bool:
    """ "Executive" in "Deputy Chief Executive Sarah Pickup", where it is an office and no body."""
    return run[at].bare == "executive" and at > 0 and run[at - 1].bare in OFFICE_WORDS


def _plain_end(run: list[Word], at: int) -> int:
    """The end of a stretch of capitals without joining words, before the next title, office or possessive."""
    stop = at + 1
    while stop < len(run) and run[stop].capital and not run[stop - 1].possessive:
        word = run[stop]
        starts_person = bool(TITLE.fullmatch(word.text)) and not TITLE.fullmatch(run[stop - 1].text)
        if word.bare in OFFICE_WORDS or starts_person:
            break
        stop += 1
    return stop


def _body_end(run: list[Word], at: int) -> int:
    """The end of the body's name that begins at ``at``, or 0: up to its last noun of a body and what that governs."""
    if TITLE.fullmatch(run[at].text):
        return 0
    stop, last = at, 0
    while stop < len(run):
        word = run[stop]
        if word.capital and (_starts_office(run, stop) or TITLE.fullmatch(word.text)):
            break
        if not word.capital and not _may_join(run, at, stop, last):
            break
        stop += 1
        if word.is_noun_of_body:
            last = stop
            if word.possessive and not _body_follows(run, stop):
                break
        elif word.possessive and not last and not _body_follows(run, stop):
            return 0
        elif last and word.capital and any(not w.capital for w in run[at:stop]):
            last = stop
    if last == at + 1 and run[at].bare not in {"parliament", "treasury"}:
        return 0
    return last


def _starts_office(run: list[Word], at: int) -> bool:
    """An office word; but "Chief Executives" in the plural belong to the name of their society."""
    plural = at + 1 < len(run) and run[at + 1].bare.endswith("s")
    return run[at].bare in OFFICE_WORDS and not plural


def _may_join(run: list[Word], at: int, stop: int, last: int) -> bool:
    """Whether the joining word at ``stop`` lies inside a name: "Institute for Places", "Bath and Wells Council"."""
    if last:
        following = next((w for w in run[stop:] if w.capital), None)
        governed = run[last - 1].is_noun_of_body and last == stop
        ends = governed or (not run[last - 1].possessive and _another_follows(run, stop))
        if run[stop].text in {"and", "&"} and ends:
            return False
        return following is not None and not _starts_office(run, run.index(following))
    most = 1 if run[stop].text == "of" else 2
    short = run[stop].text in {"and", "&", "the", "of"} and stop - at <= most
    return short and any(w.is_noun_of_body for w in run[stop + 1 : stop + 5])


def _another_follows(run: list[Word], stop: int) -> bool:
    """After "and": "the Shire Forum", "Kent Council", a name of its own."""
    chunk = list(takewhile(lambda word: word.capital, run[stop + 1 :]))
    return run[stop + 1].text == "the" or (len(chunk) > 1 and chunk[-1].is_noun_of_body)


def _body_follows(run: list[Word], stop: int) -> bool:
    return any(word.is_noun_of_body for word in run[stop : stop + 5])


def _name(text: str, words: list[Word]) -> Iterator[Name]:
    while words and not words[-1].capital:
        words = words[:-1]
    if not words:
        return
    start, end = words[0].start, words[-1].end
    if words[-1].possessive:
        end -= 2
    yield Name(start, end, text[start:end], _kind(words))


def _kind(words: list[Word]) -> NameKind:
    plain = [w for w in words if w.text not in _HONOURS]
    if TITLE.fullmatch(words[0].text) and len(words) > 1:
        return "person"
    if len(words) > 1 and (any(w.is_noun_of_body for w in words) or _has_acronym(plain[1:][-2:])):
        return "body"
    if len(words) > 1 and (_leads_body(words[0]) or words[-1].bare in _COUNTRIES):
        return "body"
    if len(words) == 1 and _has_acronym(plain) and words[0].plain != "UK":
        return "body"
    return "person" if len(plain) < len(words) and plain else "name"


def _leads_body(word: Word) -> bool:
    """ "NHS Severnside", "Healthwatch Kent": an acronym of three letters or more, or a name such as -watch, leads."""
    return (len(word.plain) > 2 and _is_acronym(word)) or word.bare.endswith("watch")


def _is_acronym(word: Word) -> bool:
    shouted = word.bare in BODY_NOUNS
    return (
        bool(ACRONYM.match(word.plain))
        and not shouted
        and (word.plain == "UK" or word.plain not in NO_BODIES)
    )


def _has_acronym(words: list[Word]) -> bool:
    return any(_is_acronym(w) for w in words)


# ---------------------------------------------------------------- people and acronyms

_SAYS = (
    r"(?:said|says|told|added|adds|argued|argues|warned|warns|wrote|writes|claimed|claims|insisted|explained)"
)
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w.’'\-]*(?: [^\W\d_a-z][\w.’'\-]*){1,3}$")


def _beside_person(text: str, name: Name) -> bool:
    """A name of two to four words with an office before or after it, or a verb of speech."""
    if name.kind != "name" or not _FULL_NAME.match(name.text):
        return False
    before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 60]
    office_before = re.search(rf"{OFFICE_NOUN.pattern},? $", before, re.IGNORECASE)
    office_after = re.match(
        rf", (?:the |a |an )?(?:[a-z]+ ){{0,3}}{OFFICE_NOUN.pattern}", after, re.IGNORECASE
    )
    return bool(
        office_before or office_after or re.match(rf" {_SAYS}\b", after) or re.search(rf"\b{_SAYS} $", before)
    )


def learn_acronyms(text: str) -> dict[str, str]:
    """Acronym → full name, from "County Councils Network (CCN)" and from "CCN (County Councils Network)".

    The first introduction of an acronym counts. Capitals in brackets that do not fit the words before are left out.

    >>> learn_acronyms("the Society of Local Authority Chief Executives (Solace) and CCN (County Councils Network)")
    {'Solace': 'Society of Local Authority Chief Executives', 'CCN': 'County Councils Network'}
    """
    learnt: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        inside = match.group(1)
        before = re.split(r"[()\n]", text[max(0, match.start() - 120) : match.start()])[-1]
        for short, full in ((inside, _full_name(before, inside)), _turned(before, inside)):
            if full:
                learnt.setdefault(short, full)
    return learnt


def _turned(before: str, inside: str) -> tuple[str, str]:
    short = before.split()[-1] if before.split() else ""
    full = _full_name(inside, short)
    return short, full if full == inside else ""


def _full_name(before: str, acronym: str) -> str:
    """The words at the end of ``before`` that ``acronym`` abbreviates, or ""."""
    if not re.fullmatch(r"[A-Z][A-Za-z&]{1,9}", acronym):
        return ""
    words = list(re.finditer(r"[^\W_]+(?:[’'\-][^\W_]+)*[’']?", before))
    for take in range(2, min(len(words), 12) + 1):
        taken = words[-take:]
        if taken[0].group()[0].isupper() and _abbreviates(acronym, [w.group() for w in taken]):
            return before[taken[0].start() : taken[-1].end()]
    return ""


def _abbreviates(acronym: str, words: list[str]) -> bool:
    """Whether the letters are the words' initials, in order; small words may be left out, capitals may not."""
    letters, at = acronym.replace("&", "a").lower(), 0
    for word in words:
        if at < len(letters) and word[0].lower() == letters[at]:
            at += 1
        elif word[0].isupper():
            return False
    return at == len(letters)
