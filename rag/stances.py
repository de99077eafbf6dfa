"""Who is for what and who against it, as a sentence tells it: "calls for an elected mayor", "must not be capped"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.facts import facts
from rag.points import Point, canon, clause, clause_after, point, stems_of_name
from values import Speaker

_THE = (
    r"(?= (?:the|a|an|any|this|these|those|its|their|his|her|more|fewer|new|such|all|no|plans?|proposals?|calls?"
    r"|\w+ing)\b)"
)
_FOR = (
    r"call(?:s|ed|ing)? for|ask(?:s|ed|ing)? for|wants?|wanted|demand(?:s|ed)|urge[sd]|endorse[sd]?|propose[sd]?"
    r"|recommend(?:s|ed)?|plead(?:s|ed)? for|press(?:es|ed)? for|push(?:es|ed)? for|campaign(?:s|ed)? for"
    rf"|argue[sd]? for|in favour of|is for|are for|(?:supports?|supported|backs?|backed|welcomes?|welcomed|favours?"
    rf"|favoured|accepts?|accepted|approves?|approved){_THE}|agree[sd]? (?:to|with)"
)
_AGAINST = (
    r"oppose[sd]?|reject(?:s|ed)?|dismiss(?:es|ed)?|criticise[sd]?|condemn(?:s|ed)?|resist(?:s|ed)?|rule[sd]? out"
    r"|object(?:s|ed)? to|disagree[sd]?(?: with)?|warn(?:s|ed)? against|argue[sd]? against|refuse[sd]?|veto(?:es|ed)"
    r"|denounce[sd]?|turned down|(?:is|are|was|were) against|speaks? against|spoke against"
)
_STANCE = re.compile(
    rf"\b(?:(?P<pro>{_FOR})|(?P<con>{_AGAINST})|(?P<must>should|must|ought to))\b", re.IGNORECASE
)
_NOT = re.compile(r"(?:\b(?:not|never|no longer)|n[’']t)(?: \w+)?\s*$", re.IGNORECASE)
_NOT_AFTER = re.compile(r"\s+(?:not|never|no longer)\b", re.IGNORECASE)
_BACKWARDS = re.compile(
    r"^(?: with)?\s*(?:[.;,]|(?:the|this|these|those|their|its|such|that) (?:\w+ )?(?:calls?|claims?|plans?|proposals?"
    r"|ideas?|report|reports|suggestions?|move|moves|demands?|criticism|argument|view|findings|figures?)\b"
    r"(?! (?:to|for|of)\b))",
    re.IGNORECASE,
)
_WORDS = frozenset(
    canon(word)
    for word in """call ask want demand urge back support welcome endorse favour propose recommend plead press push
    campaign argue agree approve accept oppose reject dismiss criticise condemn resist rule object disagree warn refuse
    veto denounce turn speak should must ought plan case""".split()
)


@dataclass(frozen=True, slots=True)
class Stance:
    """``side`` is 1 for, -1 against. ``on`` is what it is about; None where it points back ("dismissed the calls")."""

    side: int
    on: Point | None


@lru_cache(maxsize=4096)
def stance(text: str, speaker: Speaker) -> Stance | None:
    """The first thing that a sentence tells somebody to be for or against, or None.

    A sentence that says what should be done is for it; one that says what should not be, against it.
    """
    match = _STANCE.search(text)
    if not match:
        return None
    denied = bool(
        _NOT.search(text, 0, match.start()) or (match["must"] and _NOT_AFTER.match(text, match.end()))
    )
    towards = -1 if (match["con"] is not None) != denied else 1
    if match["con"] and _BACKWARDS.match(text[match.end() :]):
        return Stance(towards, None)
    whole = bool(match["must"])
    said = point(text, speaker, clause(text, *match.span()) if whole else clause_after(text, match.end()))
    names = said.names if whole else said.names - _subject(text, match.start())
    on = Point(said.words - _WORDS, names, False, said.leans)  # what is wished for lies ahead for both
    return Stance(towards, on) if on.words else None


def _subject(text: str, end: int) -> set[frozenset[str]]:
    """The name right before a verb: whose stance it is."""
    before = [name for name in facts(text).names if name.end <= end]
    return {stems_of_name(before[-1].text)} if before else set()
