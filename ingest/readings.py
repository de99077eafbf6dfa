"""Whom a phrase without commas means: the readings of its last noun as a person, a document, a group or a body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.capitals import TITLE
from ingest.names import Name, names
from ingest.nouns import BODY_NOUNS, COMMON, DOCUMENT, GROUP_NOUN, STOP
from ingest.people import without_honours
from ingest.roles import Role, ends_body, inside_body, lower_first, name_at_end, role, role_head

MentionKind = Literal["person", "surname", "body", "document", "group", "pronoun", "joint", "own", "open"]

_GROUP = re.compile(rf"\b{GROUP_NOUN}(?= (?:of|in|for|at|from|on|across|within|with)\b|$)", re.IGNORECASE)
_BODY_GROUPS = re.compile(
    r"\b(?:councils|authorities|unions|charities|boards|trusts|colleges|schools|universities|firms|companies"
    r"|businesses|departments|organisations|bodies|groups|counties|governments)\b"
)
KIND_NOUN = (
    r"(?:charity|think ?tank|union|group|company|firm|watchdog|consultancy|foundation|network|body|organisation"
    r"|regulator|campaign|coalition|alliance|association|society|publisher|newspaper|agency|quango|operator"
    r"|developer|contractor|supplier|manufacturer|retailer|housebuilder|co-operative|cooperative|start-up|business)"
)
_KIND_OF_BODY = re.compile(rf"\b(?:(?:the|a|an) )?(?:[\w’'\-]+ ){{0,3}}{KIND_NOUN} $", re.IGNORECASE)
_LARGE = r"[A-Z][\w’'&\-]*"
_DESCRIBED = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]n?) )?(?:(?<!\S)[\w’'\-]+ ){{0,3}}\b{KIND_NOUN} "
    rf"({_LARGE}(?: (?:(?:in|of|for|to|with|the|and|on|by|at|&) ){{0,2}}{_LARGE})*)$"
)
_OF = r"(?:of|in|on|at|by|for|to|with|from|about|into|against|between|among|over|after|before|during|under|than)"
_AFTER_PREPOSITION = re.compile(rf"\b{_OF} $", re.IGNORECASE)
_DOCUMENT_TAIL = re.compile(
    r" (?:\w+ ){0,5}?(?:by|from|of|for|on|into|in|about)\b| (?:that|which) (?:the|a|its) "
)
_RELEASED = re.compile(
    r" (?:that|which) (?:the |an? )?(?P<by>[\w’' ]+?) (?:has |had )?\w+(?:ed|wrote|sent)\b"
)
_AUTHOR = re.compile(r"\b(?:by|from) (?:the |an? )?")
_WRITTEN_FOR = re.compile(r"\b(?:of|for) (?:the |an? )?")
_QUANTITY = re.compile(
    r"(?:\d[\d.]*%|\d+ per cent|(?:an?|one|two|three)[ -](?:third|quarter|fifth|tenth)s?|(?:almost |over )?half"
    r"|a majority)$",
    re.IGNORECASE,
)
_TITLE_BEGINS = re.compile(
    r"(?:^|[,–—-]|\b(?:week|year|month|night|morning|today|yesterday|later|earlier|but|and|while|when|as|where))\s*$",
    re.IGNORECASE,
)
_ANYONE = re.compile(r"\b(?:an?|one|another|the) ((?:[a-z][\w’'\-]* ){0,3}[a-z][\w’'\-]+)$", re.IGNORECASE)
ADVERBIAL = re.compile(
    r"^(?:\w+ing|in|at|on|after|before|for|with|by|under|during|despite|following|from|since|as|when|while|although"
    r"|last|next|this|if|because|to|of|over|within|across|among|amid|given|unlike|like)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(he|she|it|they)$", re.IGNORECASE)
_TIME = re.compile(
    r",? (?:(?:on|last|this|next|in|at) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|week|month|year|night|morning|\d{4})|yesterday|today"
    r"|tonight)$",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(r"(?:one|another|others|some|many|several|most|both|all)$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|[Ww]e|[Ww]hich|[Ww]ho|[Tt]hat|[Tt]here|[Nn]obody|[Nn]o[ -]one|[Ww]hat|[Yy]ou)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Whom a phrase means, as far as the phrase itself tells. ``start`` is where the noun phrase begins in it.

    ``body`` may be generic ("commission"); ``owner`` holds a possessive pronoun ("its leader"), or the pronoun that
    the mention is. Kinds: a "surname" may also be a body of one word; "own" is the writer; "open" cannot be told.
    """

    kind: MentionKind
    start: int
    name: str = ""
    office: str = ""
    body: str = ""
    owner: str = ""
    definite: bool = True


def single(part: str) -> Mention | None:
    """The noun phrase at the end of a part without commas: of all readings the one that begins first.

    One that a preposition governs ("in a letter to ministers the council") is no subject.
    """
    part = _TIME.sub("", part)
    if _ONE_OF_THEM.match(part):
        return Mention("open", 0)
    if _OWN.search(part):
        return Mention("own", len(part))
    if pronoun := _PRONOUN.search(part):
        return Mention("pronoun", pronoun.start(), owner=pronoun.group(1).lower())
    ways = (titled_person, _document, _role_alone, _group, _quantity, _body, _surname)
    readings = [one for read in ways if (one := read(part))]
    free = [one for one in readings if not _AFTER_PREPOSITION.search(part[: one.start])]
    return min(free or readings, key=lambda one: one.start, default=None)


def person_at_end(part: str) -> Name | None:
    """A full name, or a title with a surname, at the end of ``part``; names of bodies are none."""
    last = name_at_end(part)
    if last is None or last.kind == "body" or (last.kind == "name" and " " not in last.text):
        return None
    return None if _KIND_OF_BODY.search(part[: last.start]) else last


def person_with(person: Name, office: Role, start: int) -> Mention:
    return Mention("person", start, without_honours(person.text), office.office, office.body, office.owner)


def title_before(part: str, person: Name) -> Role | None:
    """The office, or whatever noun, that stands right before a person's name."""
    before = part[: person.start].rstrip()
    found = role(before, loose=True)
    if found:
        return found
    head = role_head(part, person.start)
    if head and not head.possessor and not _TITLE_BEGINS.search(part[: head.start]):
        return None
    return replace(head, office=lower_first(head.office.strip())) if head and head.office.strip() else None


def titled_person(part: str) -> Mention | None:
    """A name at the end with the office before it, or "Ines Harkaway of the Institute"."""
    person = person_at_end(part)
    if person:
        office = title_before(part, person) or Role(person.start, "")
        return person_with(person, office, office.start)
    body = ends_body(part)
    link = re.search(r"(?: of| at| from) (?:the )?$", part[: body.start]) if body else None
    earlier = person_at_end(part[: link.start()]) if link else None
    if not (body and earlier):
        return None
    office = title_before(part[: earlier.end], earlier) or Role(earlier.start, "")
    return person_with(earlier, replace(office, body=body.text), office.start)


def _role_alone(part: str) -> Mention | None:
    """ "The minister", "a spokesperson for the Department", "one council leader"."""
    found = role(part, loose=True)
    if found is None:
        return None
    definite = not re.match(r"an?\b", part[found.start :], re.IGNORECASE)
    return Mention("group", found.start, "", found.office, found.body, found.owner, definite)


def _document(part: str) -> Mention | None:
    """ "A report by the Network", "its report", "Network research", "the government’s review of skills"."""
    for match in DOCUMENT.finditer(part):
        tail = part[match.end() :]
        if (tail and not _DOCUMENT_TAIL.match(tail)) or inside_body(part, match):
            continue
        head = role_head(part, match.start())
        bare = head and head.start == match.start() and match.start() > 0
        if head is None or bare:
            continue
        if re.match(r"(?:our|my)\b", part[head.start :], re.IGNORECASE):
            return Mention("own", head.start)
        indefinite = re.match(r"(?:an?|one|another|some)\b", part[head.start :], re.IGNORECASE)
        body = head.body or head.possessor or _named_after(head.office) or _author(tail)
        return Mention(
            "document", head.start, "", _title_or_noun(part, match), body, head.owner, not indefinite
        )
    return None


def _named_after(modifiers: str) -> str:
    """ "An Ofsted report": capitals before the noun are whose it is."""
    words = modifiers.split()
    return modifiers.strip() if words and all(word[0].isupper() for word in words) else ""


def _title_or_noun(part: str, noun: re.Match[str]) -> str:
    """ "Plan for Government" where it is written as a title, else "plan"."""
    titled = re.match(r"[A-Z]\w+(?: (?:of|for|on|to|the|and))* [A-Z]\w+(?: [A-Z]\w+)*$", part[noun.start() :])
    return titled.group() if titled else noun.group().lower()


def _author(tail: str) -> str:
    """Whose a document is: "by the Network", "from the think tank Policy Bench", "of the council"."""
    released = _RELEASED.match(tail)  # "a report that the alliance released today"
    if released:
        return released.group("by")
    by = _AUTHOR.search(tail)
    if by:
        named = next(iter(names(tail, by.end())), None)
        generic = re.match(r"(?:[a-z’'\-]+ ){0,2}?([a-z]+)\b", tail[by.end() :])
        plain = generic.group() if generic and generic.group(1) in BODY_NOUNS else ""
        return named.text if named else plain
    written_for = _WRITTEN_FOR.search(tail)
    named = (
        next((n for n in names(tail, written_for.end()) if n.kind == "body"), None) if written_for else None
    )
    return named.text if named else ""


def _group(part: str) -> Mention | None:
    """ "Ministers", "six councils in Harrowmere", "analysts at the Centre", "campaigners for unpaid carers"."""
    match = next((m for m in _GROUP.finditer(part) if not inside_body(part, m)), None)
    if match is None:
        return None
    head = role_head(part, match.start()) or Role(match.start(), "")
    if head.body.islower():  # "local authority chiefs"
        head = role_head(part, head.start) or head
    with_other = re.search(r"(?:[\w’'\-]+ )?[\w\-]+s (?:and|or) $", part[: head.start])
    start = with_other.start() if with_other and not ADVERBIAL.match(part) else head.start
    text = re.sub(r"^(?:the|a|an|its|their|his|her|our) ", "", part[start : match.end()], flags=re.IGNORECASE)
    return _group_mention(start, lower_first(text), part[match.end() :].replace("  ", ", "))


def _quantity(part: str) -> Mention | None:
    """ "54%", "two thirds": people of a survey."""
    match = _QUANTITY.search(part)
    return Mention("document", match.start(), "", "survey") if match else None


def _group_mention(start: int, noun: str, after: str) -> Mention:
    """``after`` is what follows the noun: the group's body, or what tells it from others."""
    named = next((n for n in names(after) if n.kind == "body"), None)
    if named:
        return Mention("group", start, "", noun, named.text)
    whole = f"{noun}{after}" if len(after.split()) <= 6 else noun
    as_body = bool(_BODY_GROUPS.search(noun))
    return Mention("group", start, "", "" if as_body else whole, whole if as_body else "")


def anyone(part: str) -> Mention | None:
    """Any noun phrase at the end, for places where only a speaker can stand: "one former colleague"."""
    match = _ANYONE.search(part.rstrip())
    if match is None or match.group(1).split()[-1] in STOP:
        return None
    return Mention("group", match.start(), "", match.group(1), definite=False)


def _body(part: str) -> Mention | None:
    """A named body at the end, or "the county council"; before it may stand what kind of body it is."""
    described = _DESCRIBED.search(part)
    if described:
        return Mention("body", described.start(), body=described.group(1))
    last = name_at_end(part)
    kind = _KIND_OF_BODY.search(part[: last.start]) if last else None
    if last and (kind or last.kind == "body"):
        start = kind.start() if kind else _article_start(part, last.start)
        return Mention("body", start, body=last.text)
    noun = _generic_noun(part)
    head = role_head(part, noun.start()) if noun else None
    if noun is None or head is None or (head.start and head.start == noun.start()):
        return None
    article = re.match(r"(the|a|an|this|its|their|his|her) ", part[head.start :], re.IGNORECASE)
    text = part[head.start + article.end() :] if article else part[head.start :]
    text = lower_first(text) if text.split()[0].lower() in COMMON | BODY_NOUNS else text
    definite = not (article and article.group(1).lower() in {"a", "an"})
    return Mention("body", head.start, body=text.rstrip(), owner=head.owner, definite=definite)


def _generic_noun(part: str) -> re.Match[str] | None:
    """The noun of an unnamed body: the last word, or the one that "on Skerrowdale", "for the North" follows."""
    for word in reversed(list(re.finditer(r"\S+", part))):
        if word.group().lower() in BODY_NOUNS:
            return word if re.match(r"$| (?:of|on|for|in|at)\b", part[word.end() :]) else None
    return None


def _article_start(part: str, start: int) -> int:
    match = re.search(r"\b(?:the|a|an) $", part[:start], re.IGNORECASE)
    return match.start() if match else start


def _surname(part: str) -> Mention | None:
    """One capitalised word: the surname of somebody known, or a body such as "Ofsted"."""
    last = name_at_end(part)
    if last is None or TITLE.fullmatch(last.text):
        return None
    return Mention("surname", _article_start(part, last.start), last.text)
