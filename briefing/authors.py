"""Who wrote an article, as reference lists need it: family name and given names of people, all else as one name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.inert import bare
from ingest.capitals import ACRONYM, TITLE
from ingest.nouns import BODY_NOUNS, OFFICE_NOUN
from ingest.people import without_honours
from values import Description

# Words of the names of papers, of desks and of countries, which are written like names of people.
_NOT_PEOPLE = frozenset(
    """britain british daily desk echo editorial england english european gazette guardian herald ireland kingdom
    local mail news newspaper northern observer post press public royal scotland scottish staff team telegraph times
    today united wales weekly welsh world""".split()
)
_PARTICLES = frozenset("al bin da de del della den der di dos du el la le ten ter van von y".split())
_BETWEEN = re.compile(r"\s*(?:;|,\s*and\b|,|\band\b|&)\s*")
_GIVEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|(?:[^\W\d_]\.)+(?:-?[^\W\d_]\.)*")


@dataclass(frozen=True, slots=True)
class Name:
    """A person by family name and given names, or, with ``given`` empty, a name that is not taken apart."""

    family: str
    given: str = ""

    @property
    def whole(self) -> str:
        return f"{self.given} {self.family}".strip()


def names_of(about: Description) -> tuple[Name, ...]:
    """The authors of an article; a name that is not plainly one of people is not taken apart.

    >>> names_of(by("Cllr Thomas Bridge and Ursula van der Lee"))
    (Name('Bridge', 'Thomas'), Name('van der Lee', 'Ursula'))
    >>> names_of(by("Department for Housing, Communities and Local Government"))
    (Name('Department for Housing, Communities and Local Government', ''),)
    """
    author, publisher = bare(about.author.value or ""), bare(about.publisher.value or "")
    if not author:
        return ()
    people = [_person(one) for one in _BETWEEN.split(author) if one]
    found = tuple(one for one in people if one)
    return found if found and len(found) == len(people) and author != publisher else (Name(author),)


def _person(words: str) -> Name | None:
    """The parts of a name written like that of a person: two to five words with capitals, none of them a noun that
    organisations or offices go by; None for anything else."""
    parts = without_honours(words).split()
    while len(parts) > 2 and TITLE.fullmatch(parts[0]):
        parts = parts[1:]
    if not 2 <= len(parts) <= 5 or not all(map(_of_a_name, parts)) or parts[0] in _PARTICLES:
        return None
    if TITLE.fullmatch(parts[0]) or parts[-1] in _PARTICLES or "." in parts[-1]:
        return None
    cut = next((at for at, part in enumerate(parts) if part in _PARTICLES), len(parts) - 1)
    return Name(" ".join(parts[cut:]), " ".join(parts[:cut]))


def _of_a_name(word: str) -> bool:
    plain = word.casefold().rstrip(".")
    if word in _PARTICLES:
        return True
    if not _GIVEN.fullmatch(word) or not word[0].isupper() or (len(word) > 1 and ACRONYM.fullmatch(word)):
        return False
    return plain not in BODY_NOUNS | _NOT_PEOPLE and not OFFICE_NOUN.fullmatch(word)


def reversed_name(name: Name) -> str:
    """ "Bridge, T." """
    return f"{name.family}, {initials(name.given)}" if name.given else name.family


def initials(given: str) -> str:
    """ "Jean-Paul Henry" → "J.-P.H."."""
    words = re.findall(r"-?[^\W\d_][^\s.-]*", given)
    return "".join(f"-{word[1].upper()}." if word[0] == "-" else f"{word[0].upper()}." for word in words)
