"""Who a mention is: the person, body or document of the article that a name, an office or a pronoun stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cast import Cast, by_forename, full_body, office_and_body
from ingest.names import names
from ingest.nouns import DOCUMENT, OFFICE_NOUN
from ingest.people import MAN, WOMAN, forenames, same_person, surname
from ingest.readings import Mention
from ingest.roles import ends_body
from values import NOBODY, Speaker

_FRESH = 2  # sentences over which "it" and "they" reach back


def resolve(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    """Who a mention at ``at``, in sentence ``number``, is: NOBODY where that stays open."""
    found = {
        "person": _person,
        "surname": _surname,
        "body": _body,
        "document": _document,
        "group": _group,
        "pronoun": _pronoun,
        "joint": _joint,
        "open": _open,
    }[who.kind](cast, who, at, number)
    return found


def heard(cast: Cast, speaker: Speaker, number: int) -> None:
    """Remember who spoke in sentence ``number``, for the pronouns of the next ones."""
    cast.last = (number, speaker)
    if speaker.office and not speaker.name and OFFICE_NOUN.search(speaker.office):
        cast.person = speaker  # "a spokesman", until somebody with a name speaks
    if speaker.name:
        cast.person = speaker
        known = cast.people.get(surname(speaker.name))
        if known is None or (known.name and not known.office):
            cast.people[surname(speaker.name)] = speaker
        return
    cast.thing = (number, speaker)
    if DOCUMENT.fullmatch(speaker.office):
        cast.document = speaker
        cast.documents.setdefault(speaker.office, speaker)


def _owner_body(cast: Cast, who: Mention) -> str:
    """The body that "its" or "their" belongs to."""
    if who.owner in {"its", "their"}:
        return cast.thing[1].body
    return cast.person.body if who.owner in {"his", "her"} else ""


def _person(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    known = by_forename(cast, who.name) or cast.people.get(surname(who.name))
    if known is not None and not known.name:
        known = None
        if not forenames(who.name):
            return NOBODY
    if known is not None and not same_person(known.name, who.name):
        known = None
    office, body = office_and_body(cast, who.office, who.body or _owner_body(cast, who), at)
    if known is None:
        return Speaker(who.name, office, body, "stated")
    name = (
        known.name if len(known.name.split()) > len(who.name.split()) or not forenames(who.name) else who.name
    )
    if office:
        return Speaker(name, office, body or known.body, "stated")
    return Speaker(name, known.office, body or known.body, "stated")


def _surname(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    known = cast.people.get(who.name)
    if known is not None:
        return replace(known, known="stated") if known.name else NOBODY
    full = cast.full_names.get(who.name, set())
    if len(full) == 1:
        return Speaker(next(iter(full)), known="stated")
    if who.name.endswith("s") and who.name[1:].islower() and not _is_name(cast, who.name):
        return Speaker(office=who.name.lower(), known="stated")  # "Interviewees" at the start of a sentence
    return Speaker(body=full_body(cast, who.name, at), known="stated")


def _is_name(cast: Cast, word: str) -> bool:
    """Whether the article writes a word large in the middle of a sentence too."""
    return bool(re.search(rf"[a-z,’'] {re.escape(word)}\b", cast.text)) or word in cast.acronyms


def _body(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    if who.owner and (owner := _owner_body(cast, who)):
        return Speaker(body=owner, known="stated")
    if not who.definite:
        return Speaker(body=who.body, known="stated")
    return Speaker(body=full_body(cast, who.body, at), known="stated")


def _document(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    body = full_body(cast, who.body or _owner_body(cast, who), at)
    if body or not who.definite:
        return Speaker("", who.office, body, "stated")
    if who.office[0].isupper():
        return Speaker("", who.office, full_body(cast, _titled_by(cast.text, who.office), at), "stated")
    same = cast.documents.get(who.office)
    return Speaker("", who.office, (same or cast.document).body, "stated")


def _titled_by(text: str, title: str) -> str:
    """The body that stands before a title elsewhere in the article ("The CCN Plan for Government")."""
    for match in re.finditer(re.escape(title), text):
        before = re.sub(r"[’']s $", " ", text[max(0, match.start() - 80) : match.start()])
        body = ends_body(before.rstrip())
        if body:
            return body.text
    return ""


def _written(cast: Cast, phrase: str) -> str:
    """A phrase whose first word the article writes large wherever it is not first: "Warrington councils"."""
    first, _, rest = phrase.partition(" ")
    name = first[:1].upper() + first[1:]
    small = re.search(rf"(?<![\w’'-]){re.escape(first)}\b", cast.text)
    return f"{name} {rest}" if rest and first != name and not small and _is_name(cast, name) else phrase


def _group(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    office, body = office_and_body(cast, _written(cast, who.office), who.body or _owner_body(cast, who), at)
    if not who.office:
        return Speaker(body=_written(cast, who.body), known="stated")
    said, before = cast.last
    same = before.office == office or before.office.startswith(f"{office} for ")
    if not body and who.definite and same and number - said <= 2 * _FRESH:
        return replace(before, known="stated")
    return Speaker("", office, body, "stated")


def _pronoun(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    if who.owner in {"he", "she"}:
        return _he_or_she(cast, who.owner, number)
    said, speaker = cast.thing if who.owner == "it" or number - cast.last[0] > _FRESH else cast.last
    if number - said > _FRESH or speaker == NOBODY:
        return NOBODY
    return replace(speaker, known="inferred")


def _open(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    return NOBODY


def _joint(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    bodies = " and ".join(full_body(cast, one, at) for one in who.body.split(" and "))
    return Speaker(who.name, who.office, bodies, "stated")


def _he_or_she(cast: Cast, pronoun: str, number: int) -> Speaker:
    """The person spoken of last, unless a title or an earlier pronoun says that it is somebody else: then the last
    one named in the sentences before who can be meant."""
    lately = [one for said, one in reversed(cast.recent) if number - said <= _FRESH]
    for person in (cast.person, *lately):
        key = person.name or person.office
        clash = (WOMAN if pronoun == "he" else MAN).match(person.name)
        if key and not clash and cast.pronouns.get(key, pronoun) == pronoun:
            cast.pronouns[key] = pronoun
            return replace(person, known="inferred")
    return NOBODY


def named(cast: Cast, masked: str, number: int) -> None:
    """Remember the people whom sentence ``number`` names, wherever they stand in it."""
    for name in names(masked):
        known = cast.people.get(surname(name.text)) if name.kind != "body" else None
        if known and known.name:
            cast.recent.append((number, known))
