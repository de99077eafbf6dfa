"""Whom a phrase means: "director of Solace, Graeme McDonald", "its report", "a spokesperson for the Department"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.names import ACRONYM, BODY_NOUNS, OFFICE_NOUN, TITLE, Name, names

MentionKind = Literal["person", "surname", "body", "document", "group", "pronoun", "own", "open"]

_DOCUMENT = (
    r"(?:white paper|green paper|business case|report|paper|study|studies|review|research|survey|analysis|strategy"
    r"|plan|letter|statement|briefing|inquiry|document|guidance|submission|manifesto|evaluation|assessment|audit"
    r"|estimates?|note|blueprint|prospectus|response|figures|data|poll|polling|motion|petition|resolution|minutes"
    r"|proposals?|recommendations|findings|framework|evidence|commentary|memo|memorandum|pamphlet|charter|bulletin)"
)
DOCUMENT = re.compile(rf"\b{_DOCUMENT}\b", re.IGNORECASE)
_GROUP = (
    r"(?:ministers|campaigners|critics|officials|chiefs|bosses|leaders|directors|experts|councillors|MPs|peers|lords"
    r"|residents|parents|teachers|heads|headteachers|officers|academics|researchers|analysts|economists|insiders"
    r"|sources|supporters|opponents|operators|employers|businesses|charities|councils|authorities|mayors|families"
    r"|people|patients|carers|doctors|nurses|GPs|farmers|members|chairs|chief executives|treasurers|unions|boards"
    r"|governors|advisers|advisors|inspectors|auditors|lawyers|commentators|observers|activists|protesters|providers"
    r"|colleges|schools|universities|landlords|developers|tenants|students|pupils|voters|politicians|backbenchers"
    r"|trustees|partners|counties|districts|cities|towns|parishes|departments|regulators|scientists|think ?tanks"
    r"|commissioners|managers|planners|workers|staff|doctors|firms|companies|trusts|groups|organisations|bodies"
    r"|authors|aides|allies|colleagues|neighbours|prosecutors|forecasters|protesters|organisers|bidders|respondents|delegates|witnesses|secretaries|spokespeople|spokesmen|historians|engineers|consultants"
    r"|(?:spokes(?:person|man|woman)|source|insider|official|expert|observer|critic|aide|resident|delegate|witness))"
)
_BODY_GROUPS = re.compile(r"\b(?:councils|authorities|unions|charities|boards|trusts|colleges|schools|universities"
                          r"|firms|companies|businesses|departments|organisations|bodies|groups|counties)\b")  # fmt: skip
_BODY_NOUN = rf"(?:{'|'.join(sorted(BODY_NOUNS))})"
_KIND_NOUN = re.compile(
    r"\b(?:charity|think ?tank|union|group|company|firm|watchdog|consultancy|foundation|network|body|organisation"
    r"|regulator|campaign|coalition|alliance|association|society|publisher|newspaper|agency|quango)$",
    re.IGNORECASE,
)
_KIND_OF_BODY = re.compile(rf"\b(?:(?:the|a|an) )?(?:[\w’'\-]+ ){{0,3}}{_KIND_NOUN.pattern[2:-1]} $", re.IGNORECASE)
_STOP = frozenset(
    """a an the its his her their our my this that these those last next this in on at by for from to of with as and
    or but when while where after before since because although though if than into over under about yesterday today
    tomorrow week month year night morning evening afternoon now then later earlier already also again meanwhile
    however therefore instead so yet not is are was were be been has have had will would could can may might should
    must do does did it he she they we i who which whose what there here said says told asked according""".split()
)
_BRACKETS = re.compile(r"\([^()]*\)|\s[-–—]\s.*?\s[-–—](?=\s|$)")
_WHO = re.compile(r" (?:who|which|whose|whom) \S+ \S.*$")
_PRONOUN = re.compile(r"\b(he|she|it|they)$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|[Ww]e|[Ww]hich|[Ww]ho|[Tt]hat|[Tt]here|[Nn]obody|[Nn]o[ -]one|[Ww]hat|[Yy]ou)$")
_ASIDE = re.compile(r"^(?:who|which|whose|where|whom|though|although|now|then|until|formerly|via|aged|\d+$|\w+(?:ed|ing)\b|written|led|set)")
_LONG_ASIDE = re.compile(r"(?:\w+ing|\w+ed|who|which)\b(?: \S+){2}")
_ADVERBIAL = re.compile(
    r"^(?:\w+ing|in|at|on|after|before|for|with|by|under|during|despite|following|from|since|as|when|while|although"
    r"|last|next|this|if|because|to|of|over|within|across|among|amid|given|unlike|like)\b",
    re.IGNORECASE,
)
_SERVICE_NOUN = re.compile(
    r"^(?:Education|Children|Adults?|Housing|Finance|Health|Transport|Planning|Skills|Policy|Communications|Resources"
    r"|Social|Public|Environment|Highways|Corporate|Community|Communities|Culture|Strategy|Research|State|Services?)\b"
)
_PLACE_OFFICE = re.compile(r"\b(?:mayor|bishop|minister|secretary|peer|resident|MP|vicar|rector|judge)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Whom a phrase means, as far as the phrase itself tells. ``start`` is where the noun phrase begins in it.

    ``body`` may be generic ("commission"); ``owner`` holds a possessive pronoun ("its leader").
    """

    kind: MentionKind
    start: int
    name: str = ""
    office: str = ""
    body: str = ""
    owner: str = ""
    definite: bool = True


@dataclass(frozen=True, slots=True)
class Role:
    """An office with its body ("vice chair", "Children and Young People Board"), where it starts in its phrase."""

    start: int
    office: str
    body: str = ""
    owner: str = ""


def mention(phrase: str) -> Mention | None:
    """Whom the noun phrase at the end of ``phrase`` means: the text between a clause's start and its verb.

    >>> m = mention("Responding, the director of Solace, Graeme McDonald,")
    >>> (m.name, m.office, m.body)
    ('Graeme McDonald', 'director', 'Solace')
    """
    parts = _segments(phrase)
    if not parts:
        return None
    found = _joined(parts) if len(parts) > 1 else None
    return found or _before_aside(parts, phrase.rstrip().endswith(",")) or _shift(_single(parts[-1][1]), parts[-1][0])


def _shift(found: Mention | None, offset: int) -> Mention | None:
    """The mention as it stands in the whole phrase, its name without letters of honour ("MP")."""
    return replace(found, start=found.start + offset, name=without_honours(found.name)) if found else None


def without_honours(name: str) -> str:
    """"Dame Honor Tackley MP" → "Dame Honor Tackley"."""
    return re.sub(r"(?:,? (?:MP|MSP|MS|AM|MLA|OBE|CBE|MBE|QC|KC|PhD))+$", "", name)


def _segments(phrase: str) -> list[tuple[int, str]]:
    """The parts between commas, with their offsets, without brackets, asides and relative clauses."""
    plain = _BRACKETS.sub(lambda m: " " * len(m.group()), phrase)
    parts = [(m.start(), m.group().rstrip()) for m in re.finditer(r"[^,\s][^,]*", plain)]
    open_end = len(parts) - 1 if not plain.rstrip().endswith(",") else len(parts)
    kept = [(i, at, part) for i, (at, part) in enumerate(parts) if i in {0, open_end} or not _ASIDE.match(part)]
    return [(at, part if i == open_end else _WHO.sub("", part)) for i, at, part in kept]


def _before_aside(parts: list[tuple[int, str]], closed: bool) -> Mention | None:
    """The noun before an aside: "the report, Bright Futures, getting the best for families," or before one that no
    comma ends ("Cllr Lee, addressing the forum for the first time said")."""
    if len(parts) < 2 or not (closed or _LONG_ASIDE.match(parts[-1][1])):
        return None
    at, part = next(((at, part) for at, part in parts if not _ADVERBIAL.match(part)), parts[0])
    found = _shift(_single(part), at)
    return found if found and (closed or found.kind in {"person", "body"}) else None


def _joined(parts: list[tuple[int, str]]) -> Mention | None:
    """A person and an office side by side, in either order: the last two parts."""
    (at, before), (_, last) = parts[-2:]
    person = _person_at_end(last)
    if person and person.start == 0 and not _ADVERBIAL.match(before):
        office = role(before)
        if office:
            return Mention("person", at + office.start, without_honours(person.text), office.office, office.body, office.owner)
    earlier = _person_at_end(before)
    if earlier is None:
        return None
    office = _apposition(last)
    if office is None:
        return None
    prior = _before_person(before, earlier)
    chosen = prior if prior and not office.office else office
    body = office.body or (prior.body if prior else "")
    return Mention("person", at + earlier.start, without_honours(earlier.text), chosen.office, body, chosen.owner)


def _apposition(part: str) -> Role | None:
    """What a part after a name tells of the person: an office, "from the Network", "a mother of two", or a place."""
    office = role(part)
    if office and office.start == 0:
        return office
    source = re.match(r"(?:of|from|at|with) (?:the )?", part)
    if source:
        named = _ends_body(part)
        return Role(0, "", named.text if named and named.start == source.end() else "")
    noun = re.match(r"(?:the|a|an) ([a-z][\w’'\- ]+)$", part)
    short = noun.group(1) if noun and len(noun.group(1).split()) <= 5 else ""
    return Role(0, short) if noun or re.match(r"(?:the|a|an|one of)\b", part) else None


def _single(part: str) -> Mention | None:
    """The noun phrase at the end of a part without commas: the first reading that fits."""
    if _OWN.search(part):
        return Mention("own", len(part))
    if pronoun := _PRONOUN.search(part):
        return Mention("pronoun", pronoun.start(), owner=pronoun.group(1).lower())
    return _document(part) or _group(part) or _person(part) or _role_alone(part) or _body(part) or _surname(part)


# ---------------------------------------------------------------- people and offices


def _person_at_end(part: str) -> Name | None:
    """A full name, or a title with a surname, at the end of ``part``; names of bodies are none."""
    last = _name_at_end(part)
    if last is None or last.kind == "body" or (last.kind == "name" and " " not in last.text):
        return None
    return None if _KIND_NOUN.search(part[: last.start].rstrip()) else last


def _name_at_end(part: str) -> Name | None:
    found = [name for name in names(part) if len(part) - name.end <= 1 and not part[name.end :].strip("’' ")]
    return found[-1] if found else None


def _person(part: str) -> Mention | None:
    """A name at the end with the office before it, or "Ines Harkaway of the Institute"."""
    person = _person_at_end(part)
    if person:
        office = _before_person(part, person)
        if office:
            return Mention("person", office.start, person.text, office.office, office.body, office.owner)
        return Mention("person", person.start, person.text)
    return _person_of_body(part)


def _person_of_body(part: str) -> Mention | None:
    body = _name_at_end(part)
    link = re.search(r"(?: of| at| from) (?:the )?$", part[: body.start]) if body and body.kind == "body" else None
    person = _person_at_end(part[: link.start()]) if link else None
    if not (body and person):
        return None
    office = _before_person(part, person)
    return Mention("person", person.start, person.text, office.office if office else "", body.text)


def _before_person(part: str, person: Name) -> Role | None:
    return role(part[: person.start].rstrip(), loose=True)


def role(phrase: str, loose: bool = False) -> Role | None:
    """The office that ``phrase`` names: "Vice chair of the Board", "the alliance’s finance spokesperson", "its leader".

    With ``loose`` other words may stand before it ("last night council leader").
    """
    for match in OFFICE_NOUN.finditer(phrase):
        tail = phrase[match.end() :]
        if _inside_body(phrase, match):
            continue
        if tail and not re.match(r" (?:of|for|at|in|to|from|on|with)\b", tail):
            continue
        if re.search(r"(?:^| )(?:of|for) (?:the )?$", phrase[: match.start()]) and not tail:
            continue
        head = _role_head(phrase, match.start(), loose)
        return _with_tail(head, match.group(), tail) if head else None
    return None


def _role_head(phrase: str, noun: int, loose: bool) -> Role | None:
    """What stands before the noun of an office: modifiers, the body, a possessive."""
    before = phrase[:noun]
    words = list(re.finditer(r"\S+", before))
    start, body = noun, ""
    while words and words[-1].group().lower() not in _STOP and not words[-1].group().endswith(("’s", "'s")):
        if words[-1].group().lower() in BODY_NOUNS or "”" in words[-1].group() or _ends_body(before, words[-1].end()):
            break
        start = words.pop().start()
    named = _ends_body(before[:start].rstrip().removesuffix("’s").removesuffix("'s"))
    if named:
        body, at = named.text, named.start
    else:
        body, at = _generic_owner(before[:start].rstrip(), start)
    rest = before[:at].split()
    owner = rest[-1].lower() if rest and rest[-1].lower() in {"its", "his", "her", "their"} else ""
    if rest and rest[-1].lower() in {"the", "a", "an", "its", "his", "her", "their", "our"}:
        rest, at = rest[:-1], before[:at].rstrip().rfind(rest[-1])
    return None if rest and not loose else Role(at, before[start:], body, owner)


def _ends_body(text: str, end: int | None = None) -> Name | None:
    text = text[:end]
    last = _name_at_end(text)
    return last if last and last.kind == "body" else None


def _generic_owner(before: str, start: int) -> tuple[str, int]:
    """"the alliance’s", "Board": the generic noun of a body, or of a document, right before an office."""
    match = re.search(rf"(?:(?<=\s)|^)(\w+)(?:[’']s)?$", before)
    word = match.group(1).lower() if match else ""
    if match and (word in BODY_NOUNS or (match.group() != match.group(1) and DOCUMENT.fullmatch(word))):
        return word, match.start()
    return "", start


def _with_tail(head: Role, noun: str, tail: str) -> Role:
    """Add what follows the office: the body ("of the health board"), or its field ("for children")."""
    office = _lower_first((head.office + noun).strip())
    if not tail:
        return replace(head, office=office)
    named = next((n for n in names(tail) if n.kind == "body"), None)
    if named:
        between = re.sub(r"^ \w+ (?:the )?$|(?: (?:of|for|at|in|to|from))? (?:the )?$", "", tail[: named.start])
        within = re.match(rf"[’']s ((?:[a-z’'\-]+ )*?{_BODY_NOUN})\b", tail[named.end :])
        body = tail[named.start : named.end + within.end()] if within else named.text
        return replace(head, office=office + between.rstrip(), body=body)
    generic = re.match(r" \w+ (?:the|this|that|its|our) ((?:[a-z’'\-]+ ){0,2}([a-z]+))", tail)
    if generic and generic.group(2) in BODY_NOUNS:
        return replace(head, office=office, body=generic.group(1))
    capital = re.match(r" (?:of|at|for|from) (?:the )?((?:[A-Z][\w’'\-]+ ?)+)$", tail)
    if capital and not _PLACE_OFFICE.search(office) and not _SERVICE_NOUN.match(capital.group(1)):
        return replace(head, office=office, body=capital.group(1).strip())
    return replace(head, office=office + tail.rstrip())


def _lower_first(text: str) -> str:
    first, _, rest = text.partition(" ")
    proper = ACRONYM.match(first) or re.search(r"[a-z][A-Z]|[’']s$", first) or rest[:1].isupper()
    return text if proper else text[:1].lower() + text[1:]


def _role_alone(part: str) -> Mention | None:
    """"The minister", "a spokesperson for the Department", "one council leader"."""
    found = role(part, loose=True)
    if found is None:
        return None
    before = part[found.start :].split()
    return Mention("group", found.start, "", found.office, found.body, found.owner, before[0].lower() != "a")


# ---------------------------------------------------------------- documents, groups, bodies


def _document(part: str) -> Mention | None:
    """"A report by the Network", "its report", "Network research", "the government’s review of skills"."""
    for match in DOCUMENT.finditer(part):
        tail = part[match.end() :]
        if tail and not re.match(r" (?:\w+ ){0,5}?(?:by|from|of|for|on|into|in|about)\b", tail):
            continue
        if _inside_body(part, match):
            continue
        head = _role_head(part, match.start(), True)
        if head is None or (head.start == match.start() and not head.body and _bare(part, match.start())):
            continue
        body = head.body or _author(tail)
        indefinite = part[head.start :].lower().startswith(("a ", "an "))
        return Mention("document", head.start, "", match.group().lower(), body, head.owner, not indefinite)
    return None


def _inside_body(part: str, match: re.Match[str]) -> bool:
    return any(n.kind == "body" and n.start <= match.start() and match.end() <= n.end for n in names(part))


def _bare(part: str, start: int) -> bool:
    """No article and no modifier before it ("under plan"), and not the first word either."""
    before = part[:start].split()
    return bool(before) and before[-1].lower() not in {"the", "a", "an", "its", "their", "this", "our", "his", "her"}


def _author(tail: str) -> str:
    match = re.search(r"\b(?:by|from|of|for) (?:the |an? )?", tail)
    if not match:
        return ""
    named = next((n for n in names(tail, match.end()) if n.kind == "body" or n.start == match.end()), None)
    generic = re.match(r"((?:[a-z’'\-]+ ){0,2}?([a-z]+))\b", tail[match.end() :])
    by = re.search(r"\b(?:by|from) (?:the |an? )?", tail)
    named_by = by and next((n for n in names(tail, by.end())), None)
    if named_by:
        return named_by.text
    if by and generic and generic.group(2) in BODY_NOUNS:
        return generic.group(1)
    return named.text if named and named.kind == "body" else ""


def _group(part: str) -> Mention | None:
    """"Ministers", "six councils in Harrowmere", "analysts at the Centre", "campaigners for unpaid carers"."""
    pattern = rf"\b{_GROUP}(?= (?:of|in|for|at|from|on|across|within|with)\b|$)"
    for match in re.finditer(pattern, part, re.IGNORECASE):
        if _inside_body(part, match):
            continue
        words = list(re.finditer(r"\S+", part[: match.start()]))
        start = match.start()
        while words and words[-1].group().lower() not in _STOP and match.start() - words[-1].start() < 40:
            start = words.pop().start()
        article = words[-1].group().lower() if words else ""
        at = words[-1].start() if article in {"the", "a", "an", "its", "their"} else start
        return _group_mention(part, at, start, match)
    return None


def _group_mention(part: str, at: int, start: int, match: re.Match[str]) -> Mention:
    noun = _lower_first(part[start : match.end()])
    tail = part[match.end() :]
    named = next((n for n in names(tail) if n.kind == "body"), None)
    if named:
        return Mention("group", at, "", noun, named.text)
    phrase = _lower_first(part[start:].rstrip())
    as_body = bool(_BODY_GROUPS.search(noun))
    return Mention("group", at, "", "" if as_body else phrase, phrase if as_body else "")


def _body(part: str) -> Mention | None:
    """A named body at the end, or "the county council"; before it may stand what kind of body it is."""
    last = _name_at_end(part)
    kind = _KIND_OF_BODY.search(part[: last.start]) if last else None
    if last and kind:
        return Mention("body", kind.start(), body=last.text)
    if last and last.kind == "body":
        return Mention("body", _article_start(part, last.start), body=last.text)
    words = list(re.finditer(r"\S+", part))
    at = _generic_noun(words)
    if at is None:
        return None
    while at and words[at - 1].group().lower() not in _STOP:
        at -= 1
    article = words[at - 1].group().lower() if at else ""
    text = part[words[at].start() :]
    start = words[at - 1].start() if article else words[at].start()
    if article in {"the", "a", "an", "this", "its", "their"}:
        owner = article if article in {"its", "their"} else ""
        return Mention("body", start, body=text, owner=owner, definite=article not in {"a", "an"})
    return Mention("body", words[at].start(), body=_lower_first(text)) if at == 0 else None


def _generic_noun(words: list[re.Match[str]]) -> int | None:
    """Which word is the noun: the last one, or the one that "on Skerrowdale", "for the North" follows."""
    for at in range(len(words) - 1, -1, -1):
        if words[at].group().lower() in BODY_NOUNS:
            after = words[at + 1].group() if at + 1 < len(words) else ""
            return at if after in {"", "of", "on", "for", "in", "at"} else None
    return None


def _article_start(part: str, start: int) -> int:
    match = re.search(r"\b(?:the|a|an) $", part[:start], re.IGNORECASE)
    return match.start() if match else start


def _surname(part: str) -> Mention | None:
    """One capitalised word: the surname of somebody known, or a body such as "Ofsted"."""
    last = _name_at_end(part)
    return Mention("surname", _article_start(part, last.start), last.text) if last and not TITLE.fullmatch(last.text) else None
