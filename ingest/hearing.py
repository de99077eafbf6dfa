"""What each sentence tells by its own words of who speaks, read in order, so that "she" and "its report" are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.cast import Cast
from ingest.masks import Line
from ingest.mentions import mention
from ingest.nouns import DOCUMENT, DOCUMENT_NOUN, OFFICE_NOUN
from ingest.people import surname
from ingest.resolve import heard, named, resolve
from ingest.said_on import said_on
from ingest.sayings import find_saying
from ingest.subjects import Saying, leading
from values import NOBODY, Part, Speaker

_NEW_DOCUMENT = re.compile(
    rf"\b(?:[Aa]n?|[Ii]ts|[Tt]heir|new) (?:[\w\-]+ ){{0,4}}?({DOCUMENT_NOUN})\b", re.IGNORECASE
)
_OF_THINGS = re.compile(
    r"\b(?:highlight|suggest|show|indicate|confirm|reveal|find|found|put|set|reflect|answer|contain)"
)
_OWNED = re.compile(r"[^,;:.]*\b(?:by|from) (?:the )?[A-Z][^,;:.]*|[^,;:.]*[’']s? (?:[a-z]+ )?[a-z]+")
_PLACE_FIRST = frozenset(
    "great greater upper lower north south east west new old little st saint mount port the".split()
)
_PLACE_LAST = frozenset(
    "road street bridge park valley green hill town city county district england wales scotland kingdom manchester"
    " yorkshire midlands isle island house line act bill day fund scheme programme project deal plan order".split()
)
_TURN = re.compile(r"(?P<who>Q|A|[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+){0,3})[:.] (?!“)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence, and when. ``how``: reported or quoted words of somebody, words of the article's own
    voice about itself, or a sentence in which somebody only comes to speak ("spoke to us")."""

    speaker: Speaker
    said_on: Part
    how: Literal["reported", "quoted", "own", "meets"] = "reported"


@dataclass(slots=True)
class _Turns:
    """The turns of an interview ("Q: …", "A: …", "Cllr Hask: …"), paragraph by paragraph."""

    paragraph: int = -1
    voice: Voice | None = None
    answers: Speaker = NOBODY
    after: list[int] = field(default_factory=list)


def hear(lines: Sequence[Line], cast: Cast, published: Part, kind: str) -> list[Voice | None]:
    """The voice that each sentence names itself, None where it names none."""
    voices: list[Voice | None] = []
    turns = _Turns(after=[one.paragraph for one in lines if _TURN.match(one.masked)])
    at = 0
    for number, line in enumerate(lines):
        voice = _turn(turns, line, cast, published)
        voices.append(voice or _by_words(line, cast, at, number, published, kind))
        named(cast, line.masked, number)
        at += len(line.masked) + 1
    return voices


# ---------------------------------------------------------------- interviews


def _turn(turns: _Turns, line: Line, cast: Cast, published: Part) -> Voice | None:
    """The voice of an interview's turn; a paragraph without a label goes on with it while another turn follows."""
    if line.paragraph == turns.paragraph:
        return turns.voice
    label = _TURN.match(line.masked)
    if label and (speaker := _turn_speaker(turns, label["who"], cast)) is not None:
        how: Literal["own", "reported"] = "own" if speaker == NOBODY else "reported"
        turns.paragraph, turns.voice = line.paragraph, Voice(speaker, published, how)
    elif turns.voice and any(paragraph > line.paragraph for paragraph in turns.after):
        turns.paragraph = line.paragraph
    else:
        turns.voice = None
    return turns.voice


def _turn_speaker(turns: _Turns, label: str, cast: Cast) -> Speaker | None:
    """Who a label means; NOBODY for the one who asks, None where it is no label of a turn."""
    if label in {"Q", "A"}:
        if turns.answers == NOBODY:
            turns.answers = cast.person
        return NOBODY if label == "Q" else turns.answers
    known = cast.people.get(surname(label))
    return known if known and known.name and len(turns.after) > 1 else None


# ---------------------------------------------------------------- sentences


def _by_words(line: Line, cast: Cast, at: int, number: int, published: Part, kind: str) -> Voice | None:
    saying = None if line.inside else find_saying(line.masked)
    if saying is None or _is_authors_view(saying, line, kind):
        _notice(line, cast, at, number)
        return None
    _notice_subject(line, cast, saying, at, number)
    speaker = resolve(cast, saying.who, at + saying.start, number)
    unsure = speaker == NOBODY and saying.who.kind == "pronoun"
    if unsure and (kind == "opinion" or not _plainly_speech(saying, line)):
        return None
    if speaker != NOBODY:
        _hear_documents(line, cast, speaker)
        heard(cast, speaker, number)
    if not saying.speech:
        return Voice(speaker, published, "meets")
    when = said_on(line.masked, (saying.start, saying.end), published, line.sentence.start)
    return Voice(speaker, when, "own" if _is_own(speaker, cast.own) else "reported")


def _hear_documents(line: Line, cast: Cast, speaker: Speaker) -> None:
    """ "In a paper out today, the Centre says": the paper is the Centre's from here on."""
    for match in _NEW_DOCUMENT.finditer(line.masked):
        noun = match.group(1).lower()
        if speaker.body and noun not in cast.documents:
            cast.documents[noun] = Speaker("", noun, speaker.body, "stated")


def _is_authors_view(saying: Saying, line: Line, kind: str) -> bool:
    """In an opinion piece "people want" is the author's view of people, unless it says "that" or quotes; "this
    report" is a report itself."""
    who = saying.who
    if who.kind == "open" and kind == "opinion" and not line.quotes:
        return True
    if who.kind == "document" and kind != "news" and re.match(r"This\b", line.masked[saying.start :]):
        return True
    plain = who.kind == "group" and not who.body[:1].isupper()
    return kind == "opinion" and plain and not re.match(r" that\b|:|[^.]*“", line.masked[saying.end :])


def _plainly_speech(saying: Saying, line: Line) -> bool:
    """ "They all highlight our ambitions" may be said of things; "they said", or a quotation, is said of people."""
    return bool(line.quotes) or not _OF_THINGS.search(line.masked[saying.start : saying.end])


def _is_own(speaker: Speaker, own: Speaker) -> bool:
    if own.name:
        return speaker.name == own.name
    return bool(own.body) and not speaker.name and speaker.body == own.body


def _may_be_person(name: str) -> bool:
    """Two or three words that are no place: "Gethin Sorrell", but not "Great Yarmouth" or "Dairy Road"."""
    words = name.lower().split()
    return len(words) in {2, 3} and words[0] not in _PLACE_FIRST and words[-1] not in _PLACE_LAST


def _notice_subject(line: Line, cast: Cast, saying: Saying, at: int, number: int) -> None:
    """ "Priya Raman got a cheer when she said": the subject of the sentence is who "she" is."""
    if saying.who.kind != "pronoun" or saying.start == 0:
        return
    who = leading(line.masked[: saying.start])
    if who and who.kind == "person":
        cast.person = resolve(cast, who, at, number)


def _notice(line: Line, cast: Cast, at: int, number: int) -> None:
    """Who is named without speaking: "it", "she" in the next sentence may mean them."""
    who = leading(line.masked)
    known = who and (surname(who.name) in cast.people or _may_be_person(who.name))
    if (who and who.kind == "person" and known) or (
        who and who.kind == "group" and OFFICE_NOUN.search(who.office)
    ):
        cast.person = resolve(cast, who, at, number)
    elif who and who.kind in {"body", "document"} and who.definite:
        cast.thing = (number, resolve(cast, who, at, number))
    for phrase in _OWNED.finditer(line.masked) if DOCUMENT.search(line.masked) else ():
        document = mention(phrase.group())
        if document and document.kind == "document" and document.body:
            heard(cast, resolve(cast, document, at, number), number)
