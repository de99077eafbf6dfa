"""The subject of a verb of speech: the phrase before it, if that is a subject and can speak."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from ingest.mentions import mention
from ingest.names import names
from ingest.readings import Mention, anyone
from ingest.verbs import SPOKEN

_ADVERBS = (
    r"also|now|then|later|again|still|already|repeatedly|today|yesterday|further|since|long|always|both|all|never|been"
    r"|however,?|too,?|himself|herself|itself|instead|just|even|only|first|once|twice|earlier|soon|meanwhile|therefore"
    r"|thus|ever|in turn|so|not|[a-z]+ly|in the past|at first|for years|once again|this (?:week|month|year|morning)"
    r"|last (?:week|month|year|night)|at the weekend|for the first time|on (?:mon|tues|wednes|thurs|fri|satur|sun)day"
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
    r"|\w+ly|(?:an?|one|two|three|\d+|some) (?:\w+ )?(?:minute|hour|day|week|month|year)s? (?:later|earlier|ago|after"
    r"|before))\b|[–—-]",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"(?:\b(?:and|or|but|as|when|while|where|because|since|although|though|after|before|then|yet|so)|[–—-])$"
)
_FINITE = re.compile(
    r"\b(?:has|have|had|is|are|was|were|will|would|could|can|may|might|must|should|did|does|[a-z]{3,}(?:ed|s)|said|told"
    r"|took|made|got|came|went|spoke|wrote|became|met|led|ran|gave|held|put|set)\b"
)


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


def saying_before(masked: str, match: re.Match[str]) -> Saying | None:
    """The speaker that stands before the verb, if the verb is one here and its subject can speak."""
    clause, offset = _clause(masked[: match.start()])
    subject = _without_auxiliaries(clause)
    if not subject.strip() or not _is_verb(clause, match.group()):
        return None
    who = _with_partner(subject, mention(subject)) or (anyone(subject) if _is_spoken(masked, match) else None)
    if who is None or who.kind == "own" or (match.group("show") and not _shows(who, masked, match)):
        return None
    lead = subject[: who.start]
    if not is_subject(lead):
        return None
    rank = 2 if _subordinate(masked[:offset], lead) else 0
    if rank and not re.match(r" (?:that|it)\b|:| “|,? “|[^,]*“", masked[match.end() :]):
        return None
    return Saying(who, offset + who.start, match.end(), rank)


def _is_verb(clause: str, form: str) -> bool:
    """Whether a form of a verb is one after ``clause``: no noun ("its calls for"), no passive ("was told")."""
    first = form.split()[0]
    passive = bool(_BE.search(clause)) != first.endswith("ing")
    copula = first in {"is", "was", "are", "were"}
    return form.startswith(("would", "could", "cannot")) or (
        (copula or not passive) and not _NO_VERB_AFTER.search(clause)
    )


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
        who.kind in {"person", "body", "pronoun", "surname", "group"}
        and masked[match.end() :].startswith(" that ")
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


def is_subject(lead: str) -> bool:
    """Whether a noun phrase after ``lead``, the words of its clause before it, is the subject of the clause."""
    return not (_REFUSED_BEFORE.search(lead) or _coordinated_object(lead) or _within_noun_phrase(lead))


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


def leading(masked: str) -> Mention | None:
    """The subject of the sentence, read from its start: a pronoun, a name with its office, "the council"."""
    if pronoun := re.match(r"(?:He|She|It|They)\b", masked):
        return mention(pronoun.group())
    conjunction = re.match(r"(?:But|And|So|Yet) ", masked)
    if conjunction:
        return leading(masked[conjunction.end() :])
    for finite in islice(_FINITE.finditer(masked), 5):
        who = mention(masked[: finite.start()])
        if who and who.start == 0 and who.kind not in {"own", "open", "surname"}:
            return who
    first = next(iter(names(masked)), None)
    who = mention(masked[: first.end]) if first and first.start <= 40 else None
    return who if who and who.kind == "person" and who.start == 0 else None
