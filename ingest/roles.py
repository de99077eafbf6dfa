"""Offices and whose they are: "Vice chair of the Board", "the alliance’s finance spokesperson", "its leader"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.capitals import ACRONYM
from ingest.names import Name, names
from ingest.nouns import BODY_NOUNS, COMMON, DOCUMENT, OFFICE_NOUN, STOP

_BODY_NOUN = rf"(?:{'|'.join(sorted(BODY_NOUNS))})"
_SERVICE_NOUN = re.compile(
    r"^(?:Education|Children|Adults?|Housing|Finance|Health|Transport|Planning|Skills|Policy|Communications|Resources"
    r"|Social|Public|Environment|Highways|Corporate|Community|Communities|Culture|Strategy|Research|State|Services?)\b"
)
_PLACE_OFFICE = re.compile(
    r"\b(?:mayor|bishop|minister|secretary|commissioner|ambassador|peer|resident|MP|vicar|rector|judge)\b",
    re.IGNORECASE,
)
POSSESSIVES = frozenset({"its", "his", "her", "their"})
_DETERMINER = re.compile(r"(?:^|\s)(the|a|an|one|another|its|his|her|their|our|this)\s+$", re.IGNORECASE)
_OWNS = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_FIELD = re.compile(r"(?:children|women|men|adult|people|resident|worker|consumer|tenant|patient)s?[’']s?$")
_POSSESSOR = re.compile(r"(?<!\S)[A-Z][\w\-]*(?: [A-Z][\w\-]*)*(?:[’']s|(?<=s)[’']) $")
_PROPER = re.compile(
    r"[a-z][A-Z]|[’']s$|^(?:Labour|Conservative|Liberal|Lib|Tory|Green|Reform|Plaid|Commons|Whitehall|Westminster|British"
    r"|English|Scottish|Welsh|Irish|European)$"
)
_TAIL = re.compile(r" (?:of|for|at|in|to|from|on|with)\b")
_LINK = re.compile(r"^ \w+ (?:[Tt]he )?$|(?: (?:of|for|at|in|to|from))? (?:[Tt]he )?$")
_OWNER = re.compile(r"(?<!\S)((?:[A-Z][\w\-]+ )*)(\w+)([’']s|(?<=s)[’'])?$")
_GENERIC_TAIL = re.compile(r" \w+ (?:the|this|that|its|our) ((?:[a-z’'\-]+ ){0,2}([a-z]+))(?![\w’'])")
_NAMED_TAIL = re.compile(r" \w+ (?:the )?(?:[a-z\-]+ ){0,3}?([a-z]+) ((?:[A-Z][\w’'\-]+ ?)+)$")
_CAPITAL_TAIL = re.compile(r" (?:of|at|for|from) (?:the )?((?:[A-Z][\w’'\-]+ ?)+)$")


@dataclass(frozen=True, slots=True)
class Role:
    """An office with its body ("vice chair", "Children and Young People Board"), where it starts in its phrase."""

    start: int
    office: str
    body: str = ""
    owner: str = ""
    possessor: str = ""


def role(phrase: str, loose: bool = False) -> Role | None:
    """The office that ``phrase`` names: "Vice chair of the Board", "the alliance’s finance spokesperson", "its leader".

    With ``loose`` other words may stand before it ("last night council leader").
    """
    for match in OFFICE_NOUN.finditer(phrase):
        tail = phrase[match.end() :]
        if inside_body(phrase, match) or (tail and not _TAIL.match(tail)):
            continue
        if not tail and re.search(r"\b(?:of|for) (?:the )?$", phrase[: match.start()]):
            continue
        head = role_head(phrase, match.start(), loose)
        return _with_tail(head, match.group(), tail) if head else None
    return None


def role_head(phrase: str, noun: int, loose: bool = True) -> Role | None:
    """What stands before the noun at ``noun``: its modifiers, the body, a possessive; the noun itself is left out."""
    before = phrase[:noun]
    start = _modifiers_start(before)
    owner = _OWNS.sub("", before[:start].rstrip())
    named = ends_body(owner)
    if named:
        body, at = named.text, named.start
    else:
        body, at = _generic_owner(before[:start].rstrip(), start)
    possessor = _POSSESSOR.search(before[:at])
    first = _adjectives_start(before, at) if body and not possessor else at
    modifiers = before[first:at] + before[start:]
    at = possessor.start() if possessor else first
    determiner = _DETERMINER.search(before[:at])
    at = determiner.start(1) if determiner else at
    owner = determiner.group(1).lower() if determiner else ""
    if before[:at].strip() and not loose:
        return None
    named_owner = _OWNS.sub("", possessor.group().rstrip()) if possessor else ""
    return Role(at, modifiers, body, owner if owner in POSSESSIVES else "", named_owner)


def _modifiers_start(before: str) -> int:
    """Where the adjectives and nouns that belong to the next noun begin: after a small word, a body or a possessive."""
    start = len(before)
    for word in reversed(list(re.finditer(r"\S+", before))):
        text = word.group().lower()
        owns = _OWNS.search(text) and not _FIELD.match(text)
        if owns or text in STOP or text in BODY_NOUNS - {"executive"} or re.search(r"[”“_,]", text):
            break
        if text.isdigit() and not re.search(
            r"(?:[’']s|\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa])) $", before[: word.start()]
        ):
            break
        if ends_body(before[: word.end()]):
            break
        start = word.start()
    return start


def _adjectives_start(before: str, at: int) -> int:
    """ "former royal PR aides": small words before a body's name belong to what follows it."""
    start = at
    for word in reversed(list(re.finditer(r"\S+ ", before[:at]))):
        text = word.group().strip()
        plain = re.fullmatch(r"[a-z\-]+", text) or (word.start() == 0 and re.fullmatch(r"[A-Z][a-z]+", text))
        if not plain or text.lower() in STOP or text.lower() in {"one", "another"}:
            break
        start = word.start()
    return start


def ends_body(text: str) -> Name | None:
    """The body whose name ends ``text``."""
    last = name_at_end(text)
    return last if last and last.kind == "body" else None


def _generic_owner(before: str, start: int) -> tuple[str, int]:
    """ "the alliance’s", "Board": the generic noun of a body, or of a document, right before an office."""
    match = _OWNER.search(before)
    if match is None:
        return "", start
    place, word, possessive = match.group(1, 2, 3)
    if word.lower() in BODY_NOUNS:
        named = bool(place) and word.islower() and place.split()[0].lower() not in COMMON
        return f"{place}{word}" if named else word.lower(), match.start() if named else match.start(2)
    return (word.lower(), match.start(2)) if possessive and DOCUMENT.fullmatch(word) else ("", start)


def _with_tail(head: Role, noun: str, tail: str) -> Role:
    """Add what follows the office: the body ("of the health board"), or its field ("for children")."""
    if head.body and noun in {"Secretary", "Minister"} and not head.office:  # "Local Government Secretary"
        head = replace(head, office=f"{head.body} ", body="")
    office = lower_first((head.office + noun).strip())
    if head.possessor and not head.body and not _PLACE_OFFICE.search(office):  # "Befriend’s policy director"
        head = replace(head, body=head.possessor)
    if not tail:
        return replace(head, office=office)
    named = next((n for n in names(tail) if n.kind == "body"), None)
    if named:
        between = _LINK.sub("", tail[: named.start])
        within = re.match(rf"[’']s ((?:[a-z’'\-]+ )*?{_BODY_NOUN})\b", tail[named.end :])
        body = tail[named.start : named.end + within.end()] if within else named.text
        return replace(head, office=office + between.rstrip(), body=body)
    generic = _GENERIC_TAIL.match(tail)
    by_name = _NAMED_TAIL.match(tail)
    if by_name and by_name.group(1) in BODY_NOUNS:  # "director of the campaign group Open Records"
        return replace(head, office=office, body=by_name.group(2))
    if generic and generic.group(2) in BODY_NOUNS:
        return replace(head, office=office, body=generic.group(1))
    capital = _CAPITAL_TAIL.match(tail)
    if capital and not _PLACE_OFFICE.search(office) and not _SERVICE_NOUN.match(capital.group(1)):
        return replace(head, office=office, body=capital.group(1).strip())
    return replace(head, office=office + tail.rstrip())


def lower_first(text: str) -> str:
    """A phrase from the start of a sentence, written small unless its first word is a name."""
    first, _, rest = text.partition(" ")
    proper = ACRONYM.match(first) or _PROPER.search(first) or rest[:1].isupper()
    return text if proper else text[:1].lower() + text[1:]


def name_at_end(part: str) -> Name | None:
    """The name that ends ``part``, but for a possessive ending."""
    found = [name for name in names(part) if len(part) - name.end <= 1 and not part[name.end :].strip("’' ")]
    return found[-1] if found else None


def inside_body(part: str, match: re.Match[str]) -> bool:
    """Whether a noun is part of the name of a body ("Chief Executives" in that of their society)."""
    return any(n.kind == "body" and n.start <= match.start() and match.end() <= n.end for n in names(part))
