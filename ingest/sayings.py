"""Where a sentence tells what somebody says, and whose words they are: the verb and the phrase that names the speaker.

Works on a sentence whose quotations are masked, so that no verb or name inside them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.mentions import mention
from ingest.names import names
from ingest.readings import Mention, anyone
from ingest.verbs import COORDINATED, INVERTED, PARTICIPLE, PASSIVE, RELATIVE, SPEECH, SPOKEN, VERB

_ADVERBS = (
    r"also|now|then|later|again|still|already|repeatedly|today|yesterday|further|since|long|always|both|all|never|been"
    r"|however,?|too,?|himself|herself|itself|instead|just|even|only|first|once|twice|earlier|soon|meanwhile|therefore"
    r"|thus|ever|in turn|so|not|[a-z]+ly"
)
_AUXILIARY = re.compile(
    rf"(?:^|(?<=[\s,]))(?:has|have|had|is|are|was|were|will|would|could|may|might|must|should|did|does|do|{_ADVERBS})\s*$"
)
_BE = re.compile(r"\b(?:was|were|been|being|be|is|are|’s|'s|gets?|got)(?: [a-z]+ly| also| now| not)?\s*$")
_NO_VERB_AFTER = re.compile(
    r"\b(?:to|the|a|an|of|for|from|by|in|on|at|its|their|his|her|our|my|your|with|this|these|those|such|no|any|some"
    r"|more|recent|growing|can|may|might|could|must|should|would|can’t|cannot|(?:did|does|do|could|would) not)\s*$",
    re.IGNORECASE,
)
_REFUSED_BEFORE = re.compile(
    r"\b(?:that|which|what|who|whom|whose|than|of|for|to|by|with|if|whether|unless|how|why)\s*$",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:\w+ing|in|on|at|by|for|with|under|during|despite|following|from|since|as|when|while|after|before|until|last"
    r"|next|this|yesterday|today|tonight|now|then|also|instead|earlier|later|meanwhile|however|but|and|yet|so|still"
    r"|only|nor|here|there|where|because|although|though|if|once|overnight|separately|elsewhere|again|asked|to|over"
    r"|\w+ly)\b|[–—-]",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"(?:\b(?:and|or|but|as|when|while|where|because|since|although|though|after|before|then|yet|so)|[–—-])$"
)
_CLOSES = re.compile(r"”\s*,?\s*$")
_AFTER_COMMA = re.compile(r",” ((?:[Hh]e|[Ss]he|(?:[A-Z][\w.’'\-]* ?)+)) ?(?=\b[a-z]+(?:s|ed)\b)")
_SUBJECT_BEGINS = re.compile(r" (?:[A-Z]|(?:the|a|an|one) [\w ]+[.,]?$)")
_AFTER_INVERTED = re.compile(
    r"[.;:“”](?:\s|$)|\s[-–—]\s|\s(?:when|after|as|while|at|on|during|to|in|before|last)\s(?!the [A-Z])"
)
_GENERIC_SUBJECT = re.compile(
    r"(?:The|A|An|Its|Their|This) (?:[a-z\-]+ ){0,3}?[a-z]+\b(?= (?:has|had|have|is|was|will|\w+ed|\w+s)\b)"
)
_ACCORDING = re.compile(
    r"\b[Aa]ccording to\s+|\b[Ii]n (?:the )?words of\s+|\b[Ii]n the (?:view|opinion) of\s+"
)
_UNREAD = re.compile(
    rf"”,? (?:[\w’'\-]+,? ){{0,9}}?{SPEECH}\b|\b{SPEECH}(?: that)?[:,]? “"
    rf"|(?<!to )(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )\b{SPEECH} that\b"
)
_NOT_UNREAD = re.compile(r"\b(?:I|[Ww]e|[Nn]obody|[Nn]o one|who|which|that|what|not)(?: [a-z]+)?[ ]?$")
_MEETING = re.compile(r"\b(?:spoke|speaks|talked|speaking) (?:to|with) (?:us|me|the\b)|\bis asked\b")


@dataclass(frozen=True, slots=True)
class Saying:
    """One report of speech in a sentence: who, from where to where the words that tell it stand, and how sure.

    ``start`` and ``end`` are offsets in the sentence, from the speaker's phrase to the verb. ``rank`` is 0 for a
    main clause, 1 for a participle or passive, 2 for a subordinate clause. ``speech`` is False where somebody
    only comes to speak ("spoke to us").
    """

    who: Mention
    start: int
    end: int
    rank: int
    speech: bool = True


def find_saying(masked: str) -> Saying | None:
    """The saying that tells whose the sentence is: a main clause before the others, an earlier one before a later.

    >>> s = find_saying("“____,” said Cllr Juno Hask, leader of Ostley District Council.")
    >>> s and (s.who.name, s.who.office, s.who.body)
    ('Cllr Juno Hask', 'leader', 'Ostley District Council')
    """
    ways = (
        _by_verb,
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
        ways = (_inverted, _before) if after_quote else (_before, _inverted)
        saying = next((found for way in ways if (found := way(masked, match))), None)
        if saying:
            yield saying


def _inverted(masked: str, match: re.Match[str]) -> Saying | None:
    """ "…,” said the chair", and without quotation marks "…, says Farida Noon"."""
    before, after = masked[: match.start()], masked[match.end() :]
    if not INVERTED.match(match.group()):
        return None
    if not (_CLOSES.search(before) or (before.endswith(", ") and _SUBJECT_BEGINS.match(after))):
        return None
    who = _after(after)
    return Saying(who, match.start(), match.end(), 0) if who and who.kind != "own" else None


def _before(masked: str, match: re.Match[str]) -> Saying | None:
    """The speaker that stands before the verb, if the verb is one here and its subject can speak."""
    clause, offset = _clause(masked[: match.start()])
    subject = _without_auxiliaries(clause)
    goes_on = match.group().split()[0].endswith("ing")
    if not subject.strip() or bool(_BE.search(clause)) != goes_on or _NO_VERB_AFTER.search(clause):
        return None
    who = _with_partner(subject, mention(subject)) or (anyone(subject) if _is_spoken(masked, match) else None)
    if who is None or who.kind == "own" or (match.group("show") and not _shows(who, masked, match)):
        return None
    lead = subject[: who.start]
    if _REFUSED_BEFORE.search(lead) or _coordinated_object(lead) or _within_noun_phrase(lead):
        return None
    rank = 2 if _subordinate(masked[:offset], lead) else 0
    if rank and not re.match(r" (?:that|it)\b|:| “|,? “|[^,]*“", masked[match.end() :]):
        return None
    return Saying(who, offset + who.start, match.end(), rank)


def _is_spoken(masked: str, match: re.Match[str]) -> bool:
    """A plain verb of speech with what is said after it, or a quotation before it."""
    told = re.match(r" that\b|:| “", masked[match.end() :]) or "”" in masked[: match.start()]
    return bool(SPOKEN.match(match.group())) and bool(told)


def _with_partner(subject: str, who: Mention | None) -> Mention | None:
    """Two people, or two bodies, that speak together: "the LGA and CCN"."""
    lead = subject[: who.start] if who else ""
    if who is None or who.kind not in {"person", "body"} or not lead.endswith(" and "):
        return who
    other = mention(lead.removesuffix(" and "))
    if other is None or other.kind != who.kind:
        return who
    together = f"{other.name or other.body} and {who.name or who.body}"
    name, body = (together, "") if who.kind == "person" else ("", together)
    return Mention("joint", other.start, name, other.office if other.office == who.office else "", body)


def _shows(who: Mention, masked: str, match: re.Match[str]) -> bool:
    """Documents find and show; people and bodies only "found that"."""
    return who.kind == "document" or (
        who.kind in {"person", "body", "pronoun", "surname"} and masked[match.end() :].startswith(" that ")
    )


def _clause(before: str) -> tuple[str, int]:
    """The text of the clause that ends here, and its offset: after the last quotation, semicolon or conjunction."""
    start = 0
    for match in re.finditer(r"[”;:?!]\s*,?|(?<=[a-z]{5})\.\s|,? \b(?:but|while|whereas)\b", before):
        start = match.end()
    return before[start:], start


def _without_auxiliaries(clause: str) -> str:
    """Without "has also", "is", "later" at the end."""
    while stripped := _AUXILIARY.search(clause):
        clause = clause[: stripped.start()]
    return clause


def _coordinated_object(lead: str) -> bool:
    """ "what councils and the review argued for": the first of two subjects is the object of something else."""
    return bool(re.search(r"\b(?:what|that|which|whom)\b[^,]*\b(?:and|or)\s*$", lead))


def _within_noun_phrase(lead: str) -> bool:
    """ "the review ministers promised": a subject right after a noun belongs to a clause about that noun."""
    beside = lead.rsplit(",", 1)[-1].strip()
    return bool(beside) and not (_ADVERBIAL.match(beside) or _CONJUNCTION.search(beside))


def _subordinate(earlier: str, lead: str) -> bool:
    return bool(
        re.search(r"\b(?:when|because|since|although|though|while|where|after|before|once)\s*$", lead)
    ) or (not lead.strip() and bool(re.search(r"\b(?:when|because|since|although|though)\s*$", earlier)))


def _after(rest: str) -> Mention | None:
    """The speaker that follows an inverted verb: "said senior fellow Dr Anwen Tregorran, whose …"."""
    phrase = _AFTER_INVERTED.split(rest, maxsplit=1)[0]
    parts = phrase.split(",")
    if len(parts) > 1:
        both = mention(",".join(parts[:2]) + ",")
        if both and both.kind == "person" and both.office and both.start <= 1 + len(parts[0]):
            single = mention(parts[0])
            return both if single is None or single.kind in {"person", "group", "surname"} else single
    return mention(parts[0]) or anyone(parts[0])


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
    if match and who and who.kind in {"person", "body", "group", "pronoun"}:
        yield Saying(who, 0, match.end(), 1)


def _by_relative(masked: str) -> Iterator[Saying]:
    """ "The idea was rejected by the Treasury, which said that …"."""
    for match in RELATIVE.finditer(masked):
        who = mention(masked[: match.start()])
        if who and who.kind in {"person", "body", "document"}:
            yield Saying(who, who.start, match.end(), 1)


def _by_coordination(masked: str) -> Iterator[Saying]:
    """ "David Williams, chairman of the CCN, addressed delegates and stressed that …"."""
    match = COORDINATED.search(masked)
    who = leading(masked[: match.start()]) if match else None
    if match and who and who.kind != "own":
        yield Saying(who, 0, match.end(), 1)


def leading(masked: str) -> Mention | None:
    """The subject of the sentence, read from its start: a pronoun, a name with its office, "the council"."""
    if pronoun := re.match(r"(?:He|She|It|They)\b", masked):
        return mention(pronoun.group())
    for name in () if _ADVERBIAL.match(masked) else names(masked)[:2]:
        office = re.compile(r", [^,]{3,90},").match(masked, name.end)
        closed = masked[name.end : name.end + 1] == "," and name.start > 0
        end = office.end() if office and not closed else name.end + closed
        found = mention(masked[:end])
        if found and found.kind in {"person", "body"} and (found.start == 0 or closed):
            return found
    generic = _GENERIC_SUBJECT.match(masked)
    return mention(generic.group()) if generic else None


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
