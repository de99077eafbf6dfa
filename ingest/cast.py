"""The people, bodies and documents of one article: who "Cllr Hask", "the board", "its report" and "she" are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.capitals import TITLE
from ingest.mentions import mention
from ingest.names import Name, learn_acronyms, names
from ingest.nouns import BODY_NOUNS, COMMON, DOCUMENT, OFFICE_NOUN
from ingest.people import forenames, merged, same_person, surname, without_honours
from ingest.readings import Mention, titled_person
from ingest.roles import ends_body, role
from values import NOBODY, Speaker

_IS = r"(?: is| was| became| has been|, who is|, who was|,) (?:now |currently |also |still )?(?:the |a |an )?"
_LEADERS = {"chairs": "chair", "leads": "leader", "heads": "head", "runs": "head"}
_LEADS = re.compile(
    r", who (?:also |now )?(?P<verb>chairs|leads|heads|runs) (?:the )?(?P<body>[^,.;:]{3,80}?),"
)
_EPITHETS = frozenset("think-tank thinktank tank watchdog regulator".split())
_ADJECTIVES = frozenset("former ex acting deputy senior outgoing new".split())
_OF_NO_BODY = re.compile(r"\b(?:analyst|correspondent|expert|resident|campaigner|MP|supporter|voter)\b")
_OFFICE_ENDS = re.compile(
    r"[,.;:“\n]|\s[-–—]\s| and (?=[a-z])| (?:who|said|says|told|has|had|was|is|which|will)\b"
)


@dataclass(slots=True)
class Cast:
    """Who has been named in an article. ``bodies`` and ``people`` are known from the start; what was heard last grows
    while the article is read in order."""

    own: Speaker
    text: str = ""
    acronyms: dict[str, str] = field(default_factory=dict)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    people: dict[str, Speaker] = field(default_factory=dict)
    full_names: dict[str, set[str]] = field(default_factory=dict)
    documents: dict[str, Speaker] = field(default_factory=dict)
    recent: list[tuple[int, Speaker]] = field(default_factory=list)
    pronouns: dict[str, str] = field(default_factory=dict)
    document: Speaker = NOBODY
    person: Speaker = NOBODY
    thing: tuple[int, Speaker] = (-9, NOBODY)
    last: tuple[int, Speaker] = (-9, NOBODY)


def learn_cast(masked: str, own: Speaker, byline: str = "") -> Cast:
    """The cast of an article whose body, quotations masked, is ``masked``; ``byline`` may tell the author's office."""
    text = f"{byline}\n{masked}"
    shift = len(byline) + 1
    cast = Cast(own, text, learn_acronyms(text))
    cast.bodies = [(n.start - shift, _article_off(n.text)) for n in names(text) if n.kind == "body"]
    _learn_initials(cast)
    if own.body and not own.name:
        cast.bodies.insert(0, (-shift, own.body))
    for name in names(text):
        if name.kind == "person" or forenames(name.text):
            _learn_person(cast, text, name, shift)
            if forenames(name.text) and name.kind == "name":
                cast.full_names.setdefault(surname(name.text), set()).add(name.text)
    cast.people = {key: _in_full(cast, key, one) for key, one in cast.people.items()}
    return cast


def _in_full(cast: Cast, key: str, known: Speaker) -> Speaker:
    """ "Mrs Purbeck" is Agnes Purbeck, if the article names just one person so."""
    full = {name for name in cast.full_names.get(key, set()) if same_person(name, known.name)}
    short = known.name and not forenames(known.name)
    return replace(known, name=full.pop()) if short and len(full) == 1 else known


def _learn_initials(cast: Cast) -> None:
    """Acronyms that nobody introduced, where just one body of the article has these initials."""
    full = {name for _, name in cast.bodies if " " in name}
    for short in {name for _, name in cast.bodies if name.isupper()} - set(cast.acronyms):
        fitting = [name for name in full if _initials(name) == short]
        if len(fitting) == 1:
            cast.acronyms[short] = fitting[0]


def _article_off(name: str) -> str:
    return re.sub(r"^[Tt]he ", "", name)


# ---------------------------------------------------------------- people


def _learn_person(cast: Cast, text: str, name: Name, shift: int) -> None:
    """Keep the person with the office that stands before or after the name; what is known already is kept."""
    line = text.rfind("\n", 0, name.start) + 1
    begin = max(line, name.start - 160)
    clause = max(text.rfind(mark, begin, name.start) + 1 for mark in "”“.;:")
    phrase = text[max(begin, clause) : name.end]
    before = next((one for one in (mention(phrase), titled_person(phrase)) if one and one.office), None)
    found = before if before and before.kind == "person" else _office_after(text, name)
    if found is None and name.kind != "person":
        return
    office, body = (found.office, found.body) if found and found.owner == "" else ("", "")
    speaker = Speaker(
        without_honours(name.text), *office_and_body(cast, office, body, name.start - shift), known="stated"
    )
    longer = by_forename(cast, name.text)
    key = surname(longer.name if longer else name.text)
    cast.people[key] = merged(cast.people.get(key), speaker)


def _office_after(text: str, name: Name) -> Mention | None:
    """The office in "Hattie Vole, deputy leader of the council," and "Ms Vole is deputy leader of …"."""
    if leads := _LEADS.match(text, name.end):
        body = ends_body(leads.group("body"))
        return Mention(
            "person", 0, name.text, _LEADERS[leads.group("verb")], body.text if body else leads.group("body")
        )
    match = re.compile(_IS).match(text, name.end)
    if not match:
        return None
    phrase = _OFFICE_ENDS.split(text[match.end() : match.end() + 160], maxsplit=1)[0]
    found = role(phrase.strip())
    if not found or found.start:
        return None
    return Mention("person", 0, name.text, found.office, found.body, found.owner)


def office_and_body(cast: Cast, office: str, body: str, at: int) -> tuple[str, str]:
    """The body by its full name; where only "board" is known of it, it stays with the office ("board chair")."""
    if body and DOCUMENT.fullmatch(body):
        return office, cast.document.body
    if not body:
        return _firm_and_office(cast, office)
    full = full_body(cast, body, at)
    if full and full == body and body in BODY_NOUNS:
        adjectives, _, plain = office.rpartition(" ")
        known = not adjectives or set(adjectives.split()) <= _ADJECTIVES
        return (f"{adjectives} {body} {plain}".strip(), "") if known else (office, body)
    return office, full


def _firm_and_office(cast: Cast, office: str) -> tuple[str, str]:
    """ "Ofsted chief inspector", at the start of a sentence: a word that is only ever written large is the body."""
    first, _, rest = office.partition(" ")
    name = first[:1].upper() + first[1:]
    if (
        first in COMMON | BODY_NOUNS
        or not rest
        or first == name
        or not OFFICE_NOUN.search(rest)
        or _OF_NO_BODY.search(rest)
    ):
        return office, ""
    large = re.search(rf"[a-z,’'] {re.escape(name)}\b", cast.text)
    small = re.search(rf"(?<![\w’'-]){re.escape(first)}\b", cast.text)
    return (rest, name) if large and not small else (office, "")


def by_forename(cast: Cast, name: str) -> Speaker | None:
    """ "Sir Richard" is Sir Richard Leese, if nobody else answers to it."""
    fitting = [
        one
        for one in cast.people.values()
        if one.name.startswith(f"{name} ") and TITLE.match(name.split()[0])
    ]
    return fitting[0] if len(fitting) == 1 else None


# ---------------------------------------------------------------- bodies


def full_body(cast: Cast, body: str, at: int) -> str:
    """The full name of a body: of an acronym, of "the board", of a shortened name; as printed where it stays open."""
    body = _article_off(body.strip())
    if not body:
        return ""
    if body in cast.acronyms:
        return cast.acronyms[body]
    within = re.match(r"(\w+)([’']s .*)$", body)
    if within and within.group(1) in cast.acronyms:
        return cast.acronyms[within.group(1)] + within.group(2)
    if cast.own.body and _initials(cast.own.body) == body:
        return cast.own.body
    longer = {
        name for _, name in cast.bodies if name.endswith(f" {body}") and body[0].isupper() and " " in body
    }
    if len(longer) == 1:
        return longer.pop()
    words = body.lower().split()
    if words[-1] not in BODY_NOUNS or (len(words) > 1 and body[0].isupper()):
        return body
    return _earlier(cast, words, at) or body.lower()


def _earlier(cast: Cast, words: list[str], at: int) -> str:
    """The one body named before that "the health board" can mean; of several, the one that spoke last, or none."""
    before = [cast.acronyms.get(name, name) for start, name in cast.bodies if start < at]
    fitting = dict.fromkeys(name for name in before if set(words) <= set(name.lower().split()))
    rivals = {name for name in before if "council" in name.lower()} if words == ["authority"] else set()
    if len(fitting) == 1 and not rivals:
        return next(iter(fitting))
    spoke = cast.thing[1].body
    if not fitting and words[-1] in _EPITHETS and len(words) < 3:
        return spoke
    if not fitting and spoke.lower().split()[-1:] == words[-1:]:
        return spoke
    abbreviated = len(words) == 1 and spoke.isupper() and spoke[-1].lower() == words[0][0]
    return spoke if spoke in fitting or (abbreviated and not fitting) else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
