"""Whom a phrase means: "director of Solace, Graeme McDonald", "its report", "a spokesperson for the Department"."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.names import Name
from ingest.readings import ADVERBIAL, KIND_NOUN, Mention, person_at_end, person_with, single, title_before
from ingest.roles import Role, ends_body, role

_LIST_OF_PLACES = re.compile(
    r"\b(?:in|across|from|of) (?:[A-Z][\w’'\-]*(?: [A-Z][\w’'\-]*)*, )+[A-Z][\w’'\- A-Z]* and [A-Z]"
)
_BRACKETS = re.compile(r"\([^()]*\)|\s[-–—]\s.*?\s[-–—](?=\s|$)")
_WHO = re.compile(r" (?:who|which|whose|whom) \S+ \S.*$")
_ASIDE = re.compile(
    r"^(?:who|which|whose|where|whom|though|although|now|then|until|formerly|via|aged|\d+$|\w+(?:ed|ing)\b|written|led|set)"
)
_LONG_ASIDE = re.compile(r"(?:\w+ing|\w+ed|who|which)\b(?: \S+){2}")


def mention(phrase: str) -> Mention | None:
    """Whom the noun phrase at the end of ``phrase`` means: the text between a clause's start and its verb.

    >>> m = mention("Responding, the director of Solace, Graeme McDonald,")
    >>> (m.name, m.office, m.body)
    ('Graeme McDonald', 'director', 'Solace')
    """
    parts = _parts(phrase)
    if not parts:
        return None
    found = _joined(parts) if len(parts) > 1 else None
    found = found or _before_aside(parts, phrase.rstrip().endswith(","))
    return found or _shift(single(parts[-1][1]), parts[-1][0])


def _shift(found: Mention | None, offset: int) -> Mention | None:
    return replace(found, start=found.start + offset) if found else None


# ---------------------------------------------------------------- the parts of a phrase


def _parts(phrase: str) -> list[tuple[int, str]]:
    """The parts between commas, with their offsets, without brackets, asides and relative clauses."""
    plain = _BRACKETS.sub(lambda m: " " * len(m.group()), phrase)
    plain = _LIST_OF_PLACES.sub(lambda m: m.group().replace(",", " "), plain)
    parts = [(m.start(), m.group().rstrip()) for m in re.finditer(r"[^,\s](?:[^,]|,(?=\d))*", plain)]
    open_end = len(parts) - 1 if not plain.rstrip().endswith(",") else len(parts)
    kept = [
        (i, at, part) for i, (at, part) in enumerate(parts) if i in {0, open_end} or not _ASIDE.match(part)
    ]
    return [(at, part if i == open_end else _WHO.sub("", part)) for i, at, part in kept]


def _before_aside(parts: list[tuple[int, str]], closed: bool) -> Mention | None:
    """The noun before an aside: "the report, Bright Futures, getting the best for families," or before one that no
    comma ends ("Cllr Lee, addressing the forum for the first time said")."""
    if len(parts) < 2 or not (closed or _LONG_ASIDE.match(parts[-1][1])):
        return None
    at, part = next(((at, part) for at, part in parts if not ADVERBIAL.match(part)), parts[0])
    found = _shift(single(part), at)
    return found if found and (closed or found.kind in {"person", "body"}) else None


def _joined(parts: list[tuple[int, str]]) -> Mention | None:
    """A person and an office side by side, in either order: the last two parts."""
    (at, before), (_, last) = parts[-2:]
    person = person_at_end(last)
    office = _office_part(before) if person and person.start == 0 else None
    if person and office:
        return _named_kind(person, office, at) or person_with(person, office, at + office.start)
    earlier, told = person_at_end(before), _apposition(last)
    if earlier is None or told is None:
        return None
    if body := _named_kind(earlier, told, at + earlier.start):
        return body
    prior = title_before(before, earlier) or Role(earlier.start, "")
    told = told if told.office else replace(told, office=prior.office)
    return person_with(earlier, replace(told, body=told.body or prior.body), at + prior.start)


def _named_kind(name: Name, told: Role, at: int) -> Mention | None:
    """ "The operator, Skerrin Line": a name beside the noun of a body is the body's."""
    kind = name.kind == "name" and re.search(rf"\b{KIND_NOUN}$", told.office)
    return Mention("body", at, body=name.text) if kind else None


def _office_part(part: str) -> Role | None:
    """A part before a name that tells what the person is: an office, or any short noun ("her successor")."""
    if ADVERBIAL.match(part):
        return None
    noun = re.match(
        r"(?:(his|her|its|their)|the|an?) ([a-z][\w’'\-]*(?: [\w’'\-]+){0,3})$", part, re.IGNORECASE
    )
    return role(part) or (Role(0, noun.group(2), "", (noun.group(1) or "").lower()) if noun else None)


def _apposition(part: str) -> Role | None:
    """What a part after a name tells of the person: an office, "from the Network", "a mother of two", or a place."""
    office = role(part)
    if office and office.start == 0:
        return office
    source = re.match(r"(?:of|from|at|with) (?:the )?", part)
    if source:
        named = ends_body(part)
        return Role(0, "", named.text if named and named.start == source.end() else "")
    noun = re.match(r"(?:the|a|an) ([a-z][\w’'\- ]+)$", part)
    short = noun.group(1) if noun and len(noun.group(1).split()) <= 5 else ""
    return Role(0, short) if noun or re.match(r"(?:the|a|an|one of)\b", part) else None
