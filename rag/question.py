"""What a question wants: the kind of answer, the words that carry it, the names and years that it must be about.

Nothing here looks at an article; what the collection knows (spelling, names, acronyms) comes in as a ``Lexicon``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rag.lexicon import Lexicon
from rag.places import PLACES
from rag.shorthand import written_out
from rag.words import SMALL_WORDS, content_words, fold, plain, stem, words

Wanted = Literal[
    "person", "time", "figure", "money", "percent", "duration", "place", "reason", "list", "yes_no", "any"
]

# The first pattern that is found decides; they are tried on the folded question.
_WANTED: tuple[tuple[Wanted, str], ...] = (
    (
        "reason",
        r"^(?:and |but |so )?(?:why|how come|what (?:explain(?:s|ed)|ma[dk]es?|led to|prompted|caused))\b",
    ),
    (
        "time",
        r"^(?:and |but |so )?when\b|^(?:(?:whats?|what's|what (?:is|was)) )?(?:the )?(?:dates?|deadlines?)\b"
        r"|\b(?:what|which) (?:year|date|month|day|century)\b"
        r"|\b(?:since|by|until|till|from|know|say|said) when\b|\bwhen (?:was|were|did|is|are|will|does|do|has"
        r"|had)\b|\bhow long ago\b|, when\b",
    ),
    (
        "percent",
        r"\b(?:what|which|how (?:large|big|much of)|by what|whats|what's) (?:is |was |are |the "
        r"|a )*(?:[\w-]+ ){0,2}(?:percentage|percent|per cent|proportion|share|fraction|%)|\bpercentage of"
        r"|^(?:what |the )?(?:%|share|proportion)\b|\bwhat %",
    ),
    (
        "money",
        r"\bhow much (?:money|funding|cash|extra|more money|did .* cost|does .* cost|do .* cost"
        r"|would .* cost|will .* cost|is .* (?:paid|spent|worth)|are .* (?:paid|worth)|was .* "
        r"worth)"
        r"|^(?:and |but |so )?(?:what|whats|what's|which) (?:(?:is|was|are|were) |(?:will|would) be )?"
        r"(?:the |an? |its |their )?(?:(?!(?:did|do|does|has|have|had|said|happen\w*)\b)[\w'-]+ ){0,5}"
        r"(?:costs?|price|salary|wage|fee|worth|sum|amount)\b(?! of living)"
        r"|^(?:and |but |so )?(?:what|whats|what's) (?:is |was |are |were )?the (?:[\w'-]+ ){0,3}"
        r"(?:budget|grant|subsidy|gap|shortfall|deficit|bill(?= for\b))\b"
        r"|^(?:and |but |so )?what (?:did|do|does|would|will|is|are|was|were) .*\b(?:cost|earn|paid|worth)\b"
        r"|\bhow much\b.*\b(?:costs?|paid|pay|spend|spent|spending|worth|budgets?|funding|money"
        r"|a year|per year|per pupil|per head|allocated|allocation|gets?|receives?|received"
        r"|raises?|saves?|saved|fund)\b|£|\b(?:budgeted|costed|priced|valued) at\b"
        r"|^(?!why|how|who|when|where|is|are|was|were|do|does|did|has|have|had|will|would|should|could|can)"
        r"(?:[\w'-]+ ){0,3}(?:costs?|price|salary|fee)(?: (?:of|per|for)\b|\s*\??$)"
        r"|\b(?:money|funding|spend|spending) per (?:head|pupil"
        r"|child|person)\b|\bper (?:head|pupil|child) (?:\w+ )?(?:funding|spend\w*|money)\b",
    ),
    (
        "duration",
        r"\bhow long\b|\bhow many (?:years|months|weeks|days|hours)\b|\bfor what period\b"
        r"|\blength of\b",
    ),
    (
        "figure",
        r"\bhow many\b|\bhow much\b|\bby how\b|\bhow (?:big|large|old|deep|high|low)\b"
        r"|\bhow far\b.*\b(?:travel\w*|go to|walk|drive|miles?|away|from)\b|\bthe number of\b"
        r"|\b(?:what|whats|what's)(?: (?:is|was|were|are|did))?(?: the)?(?: \w+)? (?:number"
        r"|figure|figures|total|rate|increase|reduction|rise|turnout|majority|population"
        r"|headcount|average|hours|caseload)\b"
        r"|^(?:the )?(?:\w+ )?(?:number|turnout|majority|population|pop|total|headcount|average"
        r"|hours|referrals? increase)\b|\bhours (?:a|per) week\b|\b(?:vote|votes|head) (?:count|tally)\b",
    ),
    (
        "person",
        r"^(?:and |but |so )?who(?:se|m|'s|s)?\b|\b(?:by|to|from|of|with|about) whom?\b"
        r"|\bwhich (?:\w+ ){0,2}(?:leader|head|minister|member|mayor|mp|peer)\b"
        r"|\bwhich (?:person|people|councillors?|ministers?|leaders?|chair\w*|politicians?"
        r"|officials?|directors?|mps?|body|bodies|organisations?|organizations?|council"
        r"|councils|groups?|networks?|associations?|charity|charities|union|unions|agency"
        r"|agencies|department|departments|board|company|firm)\b|\bwhat(?:'s| is| was) the "
        r"name of\b|\bwho (?:said|says|is|was|are|were|will|would|has|did|wants?|asked|else)\b"
        r"|\bwho\s*\??$|\bwho in\b|^(?:(?:whats?|what's|what is) )?(?:the )?names? of\b|^name the\b",
    ),
    (
        "place",
        r"^(?:and |but |so )?where\b(?!.*\b(?:come|comes|came|stand|stands|stood)\b)|, where\b"
        r"|\b(?:which|what) (?:city|cities|town|towns"
        r"|region|regions|area|areas|place|places|country|countries|county|counties"
        r"|authority)\b",
    ),
    (
        "reason",
        r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:is|are|was|were)? ?(?:the )?(?:reason"
        r"|reasons|grounds|rationale|justification)\b|\bon what grounds\b|\bwhat for\b"
        r"|^(?:the )?(?:reasons?|grounds|rationale) (?:for|why|behind)\b|\bcase "
        r"(?:for|against)\b|\bwhats? behind\b|\bwhat(?:'s| is) behind\b",
    ),
    (
        "list",
        r"\bwhat (?:are|were) the\b|\b(?:list|name) (?:all|the|some|every)\b|\bwhat (?:kinds?"
        r"|sorts?|types?|examples?|powers|asks?|demands?|requests?|measures|changes|steps"
        r"|reforms|things|services|areas|benefits|conditions|proposals)\b|\bwhich (?:\w+ "
        r")?(?:powers|services|areas|measures|budgets|changes|reforms|benefits)\b|\bwhat "
        r"(?:else )?(?:[\w-]+ ){0,4}(?:do|does|did) .+ (?:ask|call|want|demand|request|propose"
        r"|recommend|seek)\b|\b(?:key )?asks\b|^everything\b",
    ),
    (
        "yes_no",
        r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would"
        r"|should|may|might|must|wont|won't|isnt|isn't|arent|aren't|doesnt|doesn't|didnt"
        r"|didn't)\b",
    ),
)
_WANTED_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _WANTED)

_SPELT = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUOTED = re.compile(r"[\"“]([^\"”]{3,})[\"”]|(?<!\w)[‘']([^'’]{3,})[’'](?!\w)")
_CAPITALS = re.compile(
    r"(?:[A-Z][\w'&-]*[a-zA-Z]|[A-Z]{2,})(?:(?: of| for| and| the| de)*(?: [A-Z][\w'&-]*))*"
)
# Words of questions about articles that say nothing about their content.
FRAME_WORDS = frozenset(
    """article articles piece report reports paper papers document documents text author authors writer page corpus
    collection source sources quote quotes quoted say said says stated state states claim claims claimed argue argues
    argued according
    view views opinion position stance think thinks thought believe believes believed mean means meant happen happens
    happened want wants wanted ask asks asked call calls called describe described describes question answer point
    points main key overall exactly actually specific specifically regarding concerning terms much many long old
    number figure figures percentage proportion share amount date year person people name names named kind type sort
    example examples reason reasons way ways thing part parts different comment commented comments quote quoted
    talk talks talking last lasts lasted lasting discuss discussed discusses suggest suggests suggested propose
    proposes proposed
    recommend recommends recommended""".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """One content word of a question. ``forms`` are the ways to match it: each a tuple of stems that must all stand
    in a text. ``weight`` is its idf scaled to 0..1. ``known`` says whether the collection holds any form."""

    word: str
    forms: tuple[tuple[str, ...], ...]
    weight: float
    name: bool
    frame: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone. ``names`` are the proper names in it, as typed; ``corrected`` maps words that
    were spelt otherwise to what was searched; ``earlier`` are the words that come from earlier turns."""

    text: str
    wanted: Wanted
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    years: tuple[str, ...]
    quoted: tuple[str, ...]
    corrected: dict[str, str]
    earlier: frozenset[str] = frozenset()

    @property
    def topic(self) -> tuple[Term, ...]:
        """The terms that an answer must be about: those that do not merely frame the question, or all."""
        kept = tuple(term for term in self.terms if not term.frame)
        return kept or self.terms


def wanted(text: str) -> Wanted:
    """The kind of answer that a question asks for.

    >>> wanted("How long did the counties want settlements to last?")
    'duration'
    """
    flat = fold(text).strip()
    return next((kind for kind, pattern in _WANTED_COMPILED if pattern.search(flat)), "any")


def names_in(text: str, lexicon: Lexicon, corrected: Mapping[str, str]) -> tuple[str, ...]:
    """The proper names of a question: capitalised stretches but for its first word, and words that the collection
    writes with a capital however they are typed. ``corrected``: its misspelt words, as they were meant."""
    flat = plain(text)
    found = []
    for match in _CAPITALS.finditer(flat):
        name = match[0].removesuffix("'s").strip("'")
        first = not flat[: match.start()].strip(" \"'([") or flat[: match.start()].rstrip()[-1:] in ".?!"
        if first and fold(name) not in lexicon.name_words:
            head, _, rest = name.partition(" ")
            name = rest if fold(head) in SMALL_WORDS | FRAME_WORDS or rest else ""
            name = re.sub(r"^(?:(?:of|for|and|the|de) )+", "", name)
        if len(name) > 1 and fold(name) not in SMALL_WORDS:
            found.append(name)
    seen = {part for name in found for part in words(name)}
    others = [word for word in words(text) if not {word, word.removesuffix("'s")} & seen]
    found += [word for word in others if _is_name(_meant(word, lexicon, corrected), lexicon)]
    return tuple(dict.fromkeys(found))


def _is_name(word: str, lexicon: Lexicon) -> bool:
    return any(one in PLACES or one in lexicon.name_words for one in (word, word.removesuffix("'s")))


def _meant(word: str, lexicon: Lexicon, corrected: Mapping[str, str]) -> str:
    """The collection's word that one most likely is: mended, or a possessive typed without its apostrophe."""
    typed = word if word in lexicon.vocabulary else lexicon.bare.get(word, word)
    return corrected.get(word, typed)


def _term(word: str, names: set[str], lexicon: Lexicon) -> Term:
    forms = lexicon.forms(word)
    held = [form for form in forms if all(part in lexicon.frequencies for part in form)]
    return Term(
        word=word,
        forms=forms,
        weight=min(lexicon.weight(form) for form in held or forms),
        name=word in names,
        frame=stem(word) in _FRAME_STEMS and word not in names,
        known=bool(held),
    )


_FRAME_STEMS = frozenset(stem(word) for word in FRAME_WORDS)


# Who Ann Lee is, is no question for a name.
_WHO_IS = re.compile(r"^(?:and |but |so )?who(?:'?s| is| was| are| were)\b")
EARLIER = 0.5  # what a word of an earlier turn weighs beside one of the question's own


def understand(text: str, lexicon: Lexicon, own: str | None = None) -> Question:
    """The question as the search sees it: spelling mended against the collection, names and years found. ``own`` is
    the part of the text that was asked last, where the rest comes from earlier turns."""
    text = written_out(text, lexicon.vocabulary)
    own = None if own is None else written_out(own, lexicon.vocabulary)
    content = content_words(text)
    earlier = frozenset(content) - frozenset(content_words(text if own is None else own))
    corrected = {w: better for w in content if (better := lexicon.correction(w))}
    names = names_in(text, lexicon, corrected)
    name_parts = {corrected.get(part, part) for name in names for part in words(name)}
    mended = {corrected.get(word, word): word in earlier for word in reversed(content)}
    terms = [_term(word, name_parts, lexicon) for word in reversed(mended)]
    asked = wanted(text if own is None else own)
    asked = wanted(text) if asked == "any" else asked
    told_of = _WHO_IS.search(fold(text)) and all(term.name or term.frame for term in terms)
    return Question(
        text=text,
        wanted="any" if told_of else asked,
        terms=tuple(replace(t, weight=EARLIER * t.weight) if mended[t.word] else t for t in terms),
        names=names,
        years=tuple(dict.fromkeys(_YEAR.findall(text))),
        quoted=tuple(a or b for a, b in _QUOTED.findall(text)),
        corrected=corrected,
        earlier=earlier,
    )


def mend(question: Question) -> str:
    """The text of a question with its spelling mended, as it is searched and shown."""
    return _SPELT.sub(lambda match: question.corrected.get(fold(match[0]), match[0]), question.text)
