"""Where a sentence tells what somebody says, and whose words they are: the verb and the phrase that names the speaker.

Works on a sentence whose quotations are masked, so that no verb or name inside them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.mentions import mention
from ingest.nouns import DOCUMENT
from ingest.readings import Mention, anyone
from ingest.subjects import Saying, leading, saying_before
from ingest.verbs import (
    COORDINATED,
    INVERTED,
    PARTICIPLE,
    PASSIVE,
    RELATIVE,
    SPEECH,
    VERB,
    VIEW,
    WHAT_IT_CALLS,
    WRITTEN,
)

_FINITE = re.compile(r"\b(?:has|have|had|is|are|was|were|been|be|will|would|can|may|must|should)\b")
_OPENING = re.compile(
    r"(?:(?:But|And|Yet|However|Meanwhile|Instead|(?:In|On|At|After|Last|This) [^,]{0,40}),? )?"
)
_WRITINGS = frozenset(
    "report paper study review letter inquiry survey analysis briefing submission response statement assessment"
    " evaluation manifesto audit findings recommendations".split()
)
_CLOSES = re.compile(r"”\s*,?\s*$")
_AFTER_COMMA = re.compile(r",” ((?:[Hh]e|[Ss]he|(?:[A-Z][\w.’'\-]* ?)+)) ?(?=\b[a-z]+(?:s|ed)\b)")
_SUBJECT_BEGINS = re.compile(r" (?:[A-Z]|(?:the|a|an|one) [\w ]+[.,]?$)")
_AFTER_INVERTED = re.compile(
    r"[.;:“”](?:\s|$)|\s[-–—]\s|\s(?:when|after|as|while|at|on|during|to|in|before|last)\s(?!the [A-Z])"
)
_AFTER_TOLD = re.compile(r"[,.;:“”]|\s[-–—]\s|\s(?:when|after|as|while|who|which|whose|before)\b")
_ACCORDING = re.compile(
    r"\b[Aa]ccording to\s+|\b[Ii]n (?:the )?words of\s+|\b[Ii]n the (?:view|opinion) of\s+"
)
_UNREAD = re.compile(
    rf"”,? (?:[\w’'\-]+,? ){{0,9}}?{SPEECH}\b|\b{SPEECH}(?: that)?[:,]? “"
    rf"|(?<!to )(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )\b{SPEECH} that\b"
    r"|\w: “(?:\S+ ){3,}"
)
_NOT_UNREAD = re.compile(r"\b(?:I|[Ww]e|[Nn]obody|[Nn]o one|who|which|that|what|not)(?: [a-z]+)?[ ]?$")
_MEETING = re.compile(r"\b(?:spoke|speaks|talked|speaking) (?:to|with) (?:us|me|the\b)|\bis asked\b")


def find_saying(masked: str) -> Saying | None:
    """The saying that tells whose the sentence is: a main clause before the others, an earlier one before a later.

    >>> s = find_saying("“____,” said Cllr Juno Hask, leader of Ostley District Council.")
    >>> s and (s.who.name, s.who.office, s.who.body)
    ('Cllr Juno Hask', 'leader', 'Ostley District Council')
    """
    ways = (
        _by_verb,
        _by_document,
        _by_view,
        _beside_quote,
        _according,
        _by_passive,
        _by_participle,
        _by_coordination,
        _by_colon,
        _by_relative,
    )
    found = [one for way in ways for one in way(masked)]
    spoken = [one for one in found if one.who.kind != "own"]
    return (
        min(spoken, key=lambda one: (one.rank, one.start), default=None)
        or _meeting(masked)
        or _unnamed(masked)
    )


def _by_verb(masked: str) -> Iterator[Saying]:
    for match in VERB.finditer(masked):
        after_quote = bool(_CLOSES.search(masked[: match.start()]))
        ways = (_inverted, saying_before) if after_quote else (saying_before, _inverted)
        saying = next((found for way in ways if (found := way(masked, match))), None)
        if saying:
            yield saying


def _by_document(masked: str) -> Iterator[Saying]:
    """ "The report blames stagnant allowances": whatever verb follows a document tells what it says."""
    for match in WRITTEN.finditer(masked):
        who = mention(masked[: match.start()]) if DOCUMENT.search(masked[: match.start()]) else None
        between = masked[who.start : match.start()] if who else ""
        opens = who and who.kind == "document" and _OPENING.fullmatch(masked[: who.start])
        if who and opens and who.office in _WRITINGS and not _FINITE.search(between):
            yield Saying(who, who.start, match.end(), 1)
            return


def _inverted(masked: str, match: re.Match[str]) -> Saying | None:
    """ "…,” said the chair", and without quotation marks "…, says Farida Noon"."""
    before, after = masked[: match.start()], masked[match.end() :]
    if not INVERTED.match(match.group()):
        return None
    if not (_CLOSES.search(before) or (before.endswith(", ") and _SUBJECT_BEGINS.match(after))):
        return None
    who = _after(after)
    return Saying(who, match.start(), match.end(), 0) if who and who.kind != "own" else None


def _after(rest: str) -> Mention | None:
    """The speaker that follows an inverted verb: "said senior fellow Dr Anwen Tregorran, whose …"."""
    first, comma, more = rest.partition(",")
    who = mention(_AFTER_INVERTED.split(first, maxsplit=1)[0])
    if comma and not _AFTER_INVERTED.search(first):
        told = _AFTER_TOLD.split(more, maxsplit=1)[0]
        both = mention(f"{first},{told},")
        if both and both.kind == "person" and both.office and both.start <= 1 + len(first):
            return both if who is None or who.kind in {"person", "group", "surname"} else who
    return who or anyone(_AFTER_INVERTED.split(first, maxsplit=1)[0])


def _beside_quote(masked: str) -> Iterator[Saying]:
    """“…,” she sighs: a person and any verb after a quotation that ends in a comma."""
    match = _AFTER_COMMA.search(masked)
    who = mention(match.group(1)) if match else None
    if match and who and who.kind in {"person", "pronoun"} and who.owner not in {"it", "they"}:
        yield Saying(who, match.start(1), match.end(), 1)


def _according(masked: str) -> Iterator[Saying]:
    for match in _ACCORDING.finditer(masked):
        phrase = re.split(r"[,.;:“”]", masked[match.end() :], maxsplit=1)[0]
        who = mention(phrase)
        if who:
            yield Saying(who, match.start(), match.end() + len(phrase), 0)


def _by_passive(masked: str) -> Iterator[Saying]:
    for match in PASSIVE.finditer(masked):
        who = mention(match.group("by"))
        if who and (who.kind == "document" or " by " in match.group()):
            yield Saying(who, match.start(), match.end(), 1)


def _by_participle(masked: str) -> Iterator[Saying]:
    """ "The council voted for it but attached a note warning that": the subject of the sentence speaks."""
    match = PARTICIPLE.search(masked)
    who = leading(masked) if match else None
    if match and who and who.kind in {"person", "body", "group", "pronoun", "document"}:
        yield Saying(who, 0, match.end(), 1)


def _by_view(masked: str) -> Iterator[Saying]:
    """ "Ms Pike’s message to ministers was simple"."""
    match = VIEW.search(masked)
    who = mention(masked[: match.start()]) if match else None
    if match and who and who.kind in {"person", "body", "surname"}:
        yield Saying(who, who.start, match.end(), 1)


def _by_relative(masked: str) -> Iterator[Saying]:
    """ "The idea was rejected by the Treasury, which said that …"."""
    for match in RELATIVE.finditer(masked):
        who = mention(masked[: match.start()])
        if who and who.kind in {"person", "body", "document"}:
            yield Saying(who, who.start, match.end(), 1)


def _by_coordination(masked: str) -> Iterator[Saying]:
    """ "David Williams, chairman of the CCN, addressed delegates and stressed that …"."""
    match = COORDINATED.search(masked) or WHAT_IT_CALLS.search(masked)
    who = leading(masked[: match.start()]) if match else None
    if match and who and who.kind != "own":
        yield Saying(who, 0, match.end(), 1)


def _by_colon(masked: str) -> Iterator[Saying]:
    """ "Osric Pemble, board chair: “…”"."""
    match = re.match(r"([^“”.:]{3,120}): “", masked)
    if match is None:
        return
    whole, first = mention(match.group(1)), leading(masked)
    who = whole if whole and whole.kind == "person" else first
    if who and who.kind == "person":
        yield Saying(who, who.start, match.end(), 1)


def _meeting(masked: str) -> Saying | None:
    match = _MEETING.search(masked)
    who = mention(masked[: match.start()]) if match else None
    if match and who and who.kind == "person":
        return Saying(who, who.start, match.end(), 2, speech=False)
    return None


def _unnamed(masked: str) -> Saying | None:
    """A verb of speech, beside a quotation or with "that", whose subject cannot be read: nobody knows who says it."""
    match = _UNREAD.search(masked)
    own = match and (
        re.search(r"\b(?:I|[Ww]e)\b", match.group()) or _NOT_UNREAD.search(masked[: match.start()])
    )
    return (
        Saying(Mention("open", match.start()), match.start(), match.end(), 2) if match and not own else None
    )
