"""What stands around the statement of a sentence: list marks, links, and words such as "the article says that".

The statement is what is checked. Talk about the answer itself ("The passages do not say when", "Here is a summary")
states nothing that a source could bear out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.facts import Facts, facts

_NOUN = (
    r"(?:articles?|passages?|sources?|texts?|documents?|excerpts?|contexts?|extracts?|information|pages?"
    r"|collection|piece)"
)
_WHICH = (
    r"(?:(?:the|this|these|that|those|both|all|each|given|provided|cited|above|following|same|quoted|supplied"
    r"|first|second|third|other|available|retrieved|of|from|your) )*"
)
_NUMBERS = r"(?: ?[#(\[]?\d+[)\]]?(?:(?:,| and|,? ?&) \d+)*)?"
_SOURCE = rf"{_WHICH}{_NOUN}{_NUMBERS}(?: (?:provided|given|above|cited|supplied))?"
_SAYS = (
    r"(?:says?|said|states?|stated|mentions?|mentioned|notes?|noted|reports?|reported|explains?|explained"
    r"|suggests?|suggested|indicates?|indicated|describes?|adds?|added|shows?|argues?|tells? us|confirms?"
    r"|points? out|highlights?)"
)
_LINKS = (
    r"however|additionally|furthermore|moreover|therefore|thus|hence|consequently|also|finally|lastly|overall"
    r"|meanwhile|similarly|likewise|instead|nevertheless|nonetheless|specifically|in particular|in addition"
    r"|in other words|for example|for instance|in summary|in conclusion|to summari[sz]e|in short|in contrast"
    r"|by contrast|as a result|on the (?:other|one) hand|firstly|secondly|thirdly|in general|generally|in fact"
    r"|indeed|again|then|next|that said|to conclude|as such|notably|importantly|accordingly|in this context"
    r"|alternatively|conversely|in turn|of course|in practice|at the same time|to begin with|in essence|in effect"
    r"|unfortunately|sorry|and|but|so|yet"
)
_WORTH = (
    r"it(?: is|['’]s) (?:also )?(?:important|worth|essential|crucial|vital|useful|interesting|necessary|helpful)"
    r" (?:to )?(?:not(?:e|ing)|mention(?:ing)?|remember(?:ing)?|point(?:ing)? out|understand|be aware|keep in mind)"
    r"(?: that)?[,:]? |(?:please |also,? )?(?:note|keep in mind|be aware)(?: that|,|:) "
)
_STATED = r"(?:stated|mentioned|noted|described|reported|explained|indicated|shown)"
_LEADS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[*_#>\s]+|\(?\d{1,2}[.)]\s|\([a-z]\)\s|[-•*–—·]\s",
        r"(?:answer|note|response|summary|key points?|question|a|in brief|conclusion)\s?[*_]*:[*_]*\s",
        r"(?:yes|no|wrong|correct|right|(?:that|this)(?: is|['’]s) (?:correct|incorrect|right|wrong))[,.:;!]\s+",
        rf"(?:{_LINKS}),\s+|(?:{_LINKS})\s+(?={_SOURCE}\b)",
        _WORTH,
        rf"(?:based on|according to|as {_STATED} (?:in|by)|as per|per|from|judging by) {_SOURCE},?\s+"
        r"(?!(?:of|for|by|in|on|from)\b)",
        rf"(?:in|as) {_SOURCE}[,:]\s+(?:it is (?:{_STATED}|said) that )?",
        rf"{_SOURCE} (?:(?:also|then|further|specifically|clearly|explicitly) )?{_SAYS}(?: that |: ?|, )",
    )
)
_TAIL = re.compile(
    rf"\s*(?:\((?:see |from |based on |as {_STATED} in |source: ?)?{_SOURCE}\)"
    rf"|\[(?:{_SOURCE}|\^?[a-z]{{0,3}}[\d ,;&–-]{{1,30}})\]"
    rf"|,? (?:according to|as {_STATED} (?:in|by)|based on) {_SOURCE})[.!?*_\s]*$",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"there (?:is|are|was|were) no (?:\w+ )?(?:information|details?|mention|evidence)\b"
    r"|[^.,;“”\"]{1,80} (?:is|are|was|were) not (?:\w+ )?(?:mentioned|stated|specified|given|provided)\b"
    rf"|(?:{_SOURCE}|i|{_WHICH}(?:answer|question)) "
    r"(?=[a-z’']+ ?(?:not\b|no\b)|[a-z]+n['’]t\b|cannot\b|no\b)[^.,;“”\"]{0,60}?"
    r"\b(?:say|mention|provide|state|contain|specify|include|give|tell|address|explain|describe|discuss|answer"
    r"|information|details?|mentioned|stated|specified|given|provided|find|clear|indicate|offer|cover|refer)\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"(?:i am |i['’]m |we are |sorry,? |unfortunately,? )*(?:unable|not able|cannot|can['’]t) (?:to )?"
    r"(?:answer|say|tell|determine|find)\b",
    re.IGNORECASE,
)
# Words with which an answer speaks of itself and of what it was given.
TALK = frozenset(
    """answer question passage source text article document information context provided provide given based according
    mention mentioned note noting noted important importantly worth following follow key point summary summarise
    summarize overall conclusion main additional additionally contain contains unable sorry unfortunately specific
    specifically detail detailed further therefore however furthermore moreover likewise similarly finally example
    etc respectively include includes including such general generally certain various several different extract
    excerpt collection hope help helpful query response list section stated available cited quote quoted step reply
    ref point apologise apologize confusion sure certainly hello thank thanks described""".split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The part of ``text`` from ``start`` to ``end`` that states something. ``framed``: what stood before or after it
    says that it is in the source ("the article says that")."""

    text: str
    start: int
    end: int
    framed: bool

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def facts(self) -> Facts:
        return facts(self.words)


def statement(sentence: str) -> Statement:
    """The statement of a sentence, without what only leads to it, and without its marks at the end.

    >>> statement("However, the article says that buses are late. [1]").words
    'buses are late.'
    """
    start = _start(sentence)
    end = _end(sentence, start)
    around = sentence[:start] + sentence[end:]
    return Statement(sentence, start, end, bool(re.search(rf"\b{_NOUN}\b", around, re.IGNORECASE)))


def _start(sentence: str) -> int:
    at = 0
    while lead := next((m for one in _LEADS if (m := one.match(sentence, at)) and m.end() > at), None):
        at = lead.end()
    return at if re.search(r"\w", sentence[at:]) else 0


def _end(sentence: str, start: int) -> int:
    end = len(sentence.rstrip())
    while (tail := _TAIL.search(sentence[:end], start)) and re.search(r"\w", sentence[start : tail.start()]):
        end = tail.start()
    return end


def tells_absence(sentence: str) -> bool:
    """Whether a sentence only says that the sources lack something: "The articles do not say when it opens."""
    said = sentence[_start(sentence) :]
    return bool(_ABSENT.match(said) or _UNABLE.match(said))
