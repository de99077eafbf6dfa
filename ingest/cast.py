"""The people, bodies and documents of one article: who "Cllr Hask", "the board", "its report" and "she" are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.capitals import TITLE
from ingest.mentions import Mention, mention
from ingest.names import Name, learn_acronyms, names
from ingest.nouns import BODY_NOUNS, DOCUMENT
from ingest.people import MAN, WOMAN, forenames, merged, same_person, surname, without_honours
from ingest.roles import ends_body, role
from values import NOBODY, Speaker

_IS = r"(?: is| was| became| has been|, who is|, who was|,) (?:now |currently |also |still )?(?:the |a |an )?"
_OFFICE_ENDS = re.compile(
    r"[,.;:“\n]|\s[-–—]\s| and (?=[a-z])| (?:who|said|says|told|has|had|was|is|which|will)\b"
)
_FRESH = 2  # sentences over which "it" and "they" reach back


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
        if name.kind != "body":
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
    before = mention(text[max(begin, clause) : name.end])
    found = before if before and before.kind == "person" and before.office else _office_after(text, name)
    if found is None and name.kind != "person":
        return
    office, body = (found.office, found.body) if found and found.owner == "" else ("", "")
    speaker = Speaker(
        without_honours(name.text), *_office_and_body(cast, office, body, name.start - shift), known="stated"
    )
    longer = _by_forename(cast, name.text)
    key = surname(longer.name if longer else name.text)
    cast.people[key] = merged(cast.people.get(key), speaker)


def _office_after(text: str, name: Name) -> Mention | None:
    """The office in "Hattie Vole, deputy leader of the council," and "Ms Vole is deputy leader of …"."""
    match = re.compile(_IS).match(text, name.end)
    if not match:
        return None
    phrase = _OFFICE_ENDS.split(text[match.end() : match.end() + 160], maxsplit=1)[0]
    found = role(phrase.strip())
    if not found or found.start:
        return None
    return Mention("person", 0, name.text, found.office, found.body, found.owner)


def _office_and_body(cast: Cast, office: str, body: str, at: int) -> tuple[str, str]:
    """The body by its full name; where only "board" is known of it, it stays with the office ("board chair")."""
    if body and DOCUMENT.fullmatch(body):
        return office, cast.document.body
    full = full_body(cast, body, at)
    if full and full == body and body in BODY_NOUNS and " " not in office:
        return f"{body} {office}", ""
    return office, full


# ---------------------------------------------------------------- bodies


def full_body(cast: Cast, body: str, at: int) -> str:
    """The full name of a body: of an acronym, of "the board", of a shortened name; as printed where it stays open."""
    body = _article_off(body.strip())
    if not body:
        return ""
    if body in cast.acronyms:
        return cast.acronyms[body]
    short, mark, rest = re.match(r"(\w+)([’']s )?(.*)$", body).group(1, 2, 3)  # type: ignore[union-attr]
    if mark and short in cast.acronyms:
        return f"{cast.acronyms[short]}{mark}{rest}"
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
    if not fitting and spoke.lower().split()[-1:] == words[-1:]:
        return spoke
    abbreviated = len(words) == 1 and spoke.isupper() and spoke[-1].lower() == words[0][0]
    return spoke if spoke in fitting or (abbreviated and not fitting) else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


# ---------------------------------------------------------------- who is meant


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
    if speaker.name:
        cast.person = speaker
        cast.people.setdefault(surname(speaker.name), speaker)
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
    known = _by_forename(cast, who.name) or cast.people.get(surname(who.name))
    if known is not None and not known.name:
        known = None
        if not forenames(who.name):
            return NOBODY
    if known is not None and not same_person(known.name, who.name):
        known = None
    office, body = _office_and_body(cast, who.office, who.body or _owner_body(cast, who), at)
    if known is None:
        return Speaker(who.name, office, body, "stated")
    name = (
        known.name if len(known.name.split()) > len(who.name.split()) or not forenames(who.name) else who.name
    )
    if office:
        return Speaker(name, office, body or known.body, "stated")
    return Speaker(name, known.office, body or known.body, "stated")


def _by_forename(cast: Cast, name: str) -> Speaker | None:
    """ "Sir Richard" is Sir Richard Leese, if nobody else answers to it."""
    fitting = [
        one
        for one in cast.people.values()
        if one.name.startswith(f"{name} ") and TITLE.match(name.split()[0])
    ]
    return fitting[0] if len(fitting) == 1 else None


def _surname(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    known = cast.people.get(who.name)
    if known is not None:
        return replace(known, known="stated") if known.name else NOBODY
    full = cast.full_names.get(who.name, set())
    if len(full) == 1:
        return Speaker(next(iter(full)), known="stated")
    return Speaker(body=full_body(cast, who.name, at), known="stated")


def _body(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
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


def _group(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    office, body = _office_and_body(cast, who.office, who.body or _owner_body(cast, who), at)
    if not who.office:
        return Speaker(body=who.body, known="stated")
    said, before = cast.last
    same = before.office == office or before.office.startswith(f"{office} for ")
    if not body and who.definite and same and number - said <= 2 * _FRESH:
        return replace(before, known="stated")
    return Speaker("", office, body, "stated")


def _pronoun(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    if who.owner in {"he", "she"}:
        clash = (WOMAN if who.owner == "he" else MAN).match(cast.person.name)
        return NOBODY if clash else replace(cast.person, known="inferred" if cast.person.name else "unknown")
    said, speaker = cast.thing if who.owner == "it" else cast.last
    if number - said > _FRESH or speaker == NOBODY:
        return NOBODY
    return replace(speaker, known="inferred")


def _open(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    return NOBODY


def _joint(cast: Cast, who: Mention, at: int, number: int) -> Speaker:
    bodies = " and ".join(full_body(cast, one, at) for one in who.body.split(" and "))
    return Speaker(who.name, who.office, bodies, "stated")
