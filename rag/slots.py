"""The slot that a question leaves open, and whether a sentence fills it: a figure of the right kind beside the right
words, a person, a date; or words by the one whose words are asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.names import names, people
from ingest.nouns import OFFICE_NOUN
from rag.figures import Figure, figures, is_label
from rag.question import Question, Term
from rag.views import Candidate, counted, holds_type
from rag.words import content_words, fold, stem, words

FIGURE_KINDS = {
    "money": ("money",),
    "percent": ("percent",),
    "duration": ("duration",),
    "figure": ("count", "money", "percent", "duration"),
}
_CLAUSE = re.compile(
    r"[,;:–—()]+(?: (?:and|but|or|while|whereas|with)\b)?| - | (?:and|but|or|while|whereas|with) "
)
_COUNTED = re.compile(
    r"\bhow many ((?:[\w'-]+ ){0,3}?[\w'-]+?)(?= (?:is|are|was|were|do|does|did|have|has"
    r"|had|will|would|can|could|should|in|of"
    r"|at|from|per|work|live|need|there|to|for|on)\b|[?.,]|$)"
)
_AUXILIARY = re.compile(r" (?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should)\b")
_SAY = (
    r"(?:say|said|saying|think|want|wanted|ask|asked|asking|call|called|calling|argue"
    r"|argued|propose|proposed|reply|replied|demand|demanded|believe|recommend|suggest|warn"
    r"|warned|respond|responded|claim|claimed|back|support|oppose|agree|accept|reject"
    r"|welcome|offer|promise|complain|urge)"
)
_VIEW = (
    r"(?:views?|position|line|response|reaction|reply|opinion|stance|take|offer|thoughts"
    r"|comments?|argument|verdict|demands?|case)"
)
_ASKED_OF = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:what|why|how|where|when|whats|has|have|had)?\s?(?:does|did|do|has|have|is|are"
        rf"|was|were|had) (?:the |a )?(?P<who>[\w' .&-]+?) (?:also |ever |really |already "
        rf"|actually )?{_SAY}\b",
        r"^(?:and )?(?:what(?:'s|s| is| was| were| are)? )?(?:the )?(?P<who>(?!(?:who|how|when|why|which)\b)"
        rf"[\w' .&-]+?)(?:'s"
        rf"|s'|s)? {_VIEW}\b(?: on| to| about| of| for| in|$|\?)",
        rf"\b{_VIEW} (?:of|from|by) (?:the )?(?P<who>[\w' .&-]+?)(?= to\b| on\b| about\b| in\b|\?|$)",
        r"\baccording to (?:the )?(?P<who>[\w' .&-]+?)(?=,|\?|$)",
    )
)
_NAME_ON = re.compile(r"^(?:the )?(?P<who>(?:[\w'.&-]+ ){1,5})(?:on|re|about) \S")


def asked_of(question: Question) -> tuple[Term, ...]:
    """The terms that name the one whose words are asked for ("what did Solace say …", "Solace on the DCS role"), or
    none."""
    flat = fold(question.text)
    for pattern in _ASKED_OF[-1:] if flat.startswith("who ") else _ASKED_OF:
        match = pattern.search(flat)
        found = _terms_in(match["who"], question) if match else ()
        if 0 < len(found) <= 4:
            return found
    match = _NAME_ON.search(flat)
    found = _terms_in(match["who"], question) if match else ()
    alone = match and len(found) == len(match["who"].split())
    return found if alone and all(t.name or not t.known for t in found) else ()


def _terms_in(text: str, question: Question) -> tuple[Term, ...]:
    """The terms of a question that stand in a stretch of it, as nominative or possessive."""
    named = {question.corrected.get(word, word) for word in content_words(text)}
    named |= {word.removesuffix("s") for word in named}
    found = tuple(t for t in question.terms if t.word in named or t.word.removesuffix("'s") in named)
    return tuple(t for t in found if not t.frame) or found


def figure_fits(question: Question, text: str) -> list[tuple[Figure, float]]:
    """The figures of the kind asked for, each with how much of the question's topic stands in its clause, 0..1; a
    clause beside it counts for two thirds. A figure that belongs to another name than the one asked about: half."""
    fits = []
    for figure in figures(text):
        if figure.kind in FIGURE_KINDS.get(question.wanted, ()) and not is_label(figure, text):
            own, beside = _clauses(text, figure)
            fit = _covered(question.topic, own, beside)
            fits.append((figure, fit * (0.5 if _belongs_to_another(question, text, figure) else 1.0)))
    return fits


_CAPITAL = re.compile(r"(?<=[a-z,;:)’'] )(?:[A-Z][\w'’-]+)(?: (?:of |and |the )?[A-Z][\w'’-]+)*")


def _belongs_to_another(question: Question, text: str, figure: Figure) -> bool:
    """Whether the clause of a figure, or what follows it, names another name and not the one asked about."""
    asked = [t for t in question.terms if t.name]
    if not asked:
        return False
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)]
    start = max(cut for cut in cuts[:-1] if cut <= figure.start)
    end = min(cut for cut in cuts[1:] if cut >= figure.end)
    clause = text[start:end]
    held = counted(clause)
    others = [m[0] for m in _CAPITAL.finditer(clause)]
    return bool(others) and not any(met(t, held) for t in asked)


def _clauses(text: str, figure: Figure) -> tuple[Counter[str], Counter[str]]:
    """The stems of a figure's clause, and of the two clauses beside it."""
    cuts = [
        0,
        *(m.start() for m in _CLAUSE.finditer(text) if not figure.start <= m.start() < figure.end),
        len(text),
    ]
    at = max(i for i, cut in enumerate(cuts[:-1]) if cut <= figure.start)
    near = text[cuts[max(at - 1, 0)] : cuts[min(at + 2, len(cuts) - 1)]]
    return counted(text[cuts[at] : cuts[at + 1]]), counted(near)


def _covered(terms: Sequence[Term], own: Counter[str], beside: Counter[str]) -> float:
    total = sum(t.weight for t in terms)
    held = sum(t.weight * (1.0 if met(t, own) else 0.66 if met(t, beside) else 0.0) for t in terms)
    return held / total if total else 0.5


def met(term: Term, held: Counter[str]) -> bool:
    """Whether a text with these stems holds a term in any of its writings."""
    return any(all(part in held for part in form) for form in term.forms)


def count_fit(question: Question, text: str) -> float:
    """For "how many N": 1 where a figure counts N or a form of it, 0 where none does, 0.5 for other questions."""
    match = _COUNTED.search(fold(question.text))
    counted_words = content_words(match[1]) if match else []
    if not counted_words:
        return 0.5
    if match and _AUXILIARY.match(fold(question.text)[match.end() :]):
        counted_words = counted_words[-1:]
    nouns = {question.corrected.get(word, word) for word in counted_words}
    forms = [form for term in question.terms if term.word in nouns for form in term.forms]
    forms = forms or [(stem(noun),) for noun in nouns]
    for figure in figures(text):
        after = [stem(w) for w in words(text[figure.start : figure.end + 50])][:7]
        if figure.kind != "year" and any(all(part in after for part in form) for form in forms):
            return 1.0
    return 0.0


_TELLING = re.compile(
    rf"\b{_SAY}\b|\b(?:says|wants|calls|asks|claims|argues|thinks|spoke|speaks|saying|view|line)\b"
)


UNSURE = 0.4  # how well a name of two words or more answers "who", where it is not known for a person or body


def person_fit(question: Question, candidate: Candidate) -> float:
    """1 where a sentence names a person or body that the question does not name itself, or is said by one where the
    question is who says something; ``UNSURE`` where it names something that may be one."""
    asked = set(words(question.text))
    speaker = candidate.sentence.speaker
    held = names(candidate.text)
    named = [n.text for n in (*people(candidate.text), *(one for one in held if one.kind == "body"))]
    others = [n.text for n in held if " " in n.text and n.text not in named]
    told = _TELLING.search(fold(question.text)) and (candidate.sentence.reported or candidate.sentence.quoted)
    said = [speaker.name or speaker.body] if told else []
    if any(set(words(name)) - asked for name in [*named, *said] if name):
        return 1.0
    return UNSURE if any(set(words(name)) - asked for name in others) else 0.0


_HOLDER = re.compile(r"\bwho(?:'?s)?\b|\bnames? of\b")
_HOLDS = frozenset("chairs chaired leads led heads headed runs ran".split())


def names_holder(question: Question, texts: Sequence[str]) -> bool:
    """Whether a text that names a person holds the office that a question asks after ("who chairs the board"); True
    for other questions."""
    asked = [t for t in question.terms if OFFICE_NOUN.fullmatch(t.word) or t.word in _HOLDS]
    if question.wanted != "person" or not asked or not _HOLDER.search(fold(question.text)):
        return True
    return any(people(text) and any(met(term, counted(text)) for term in asked) for text in texts)


_LASTS = re.compile(r"\b(?:until|from [\w ]+ to) (?:the |at least )?(?:[A-Z]|\d{4})")


def slot_fit(question: Question, candidate: Candidate) -> float:
    """How well a sentence fills the slot that the question leaves open, 0..1; 0.5 where any sentence may."""
    if question.wanted in FIGURE_KINDS:
        fits = [fit for _, fit in figure_fits(question, candidate.text)]
        lasts = question.wanted == "duration" and _LASTS.search(candidate.text)
        return max([*fits, 0.6 if lasts else 0.0])
    if question.wanted == "person":
        return person_fit(question, candidate)
    if question.wanted in ("time", "place"):
        return holds_type(question.wanted, candidate.text)
    return 0.5


def fills(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence holds anything of the kind that is asked for, whatever it belongs to."""
    if question.wanted == "person":
        return person_fit(question, candidate) > 0.5
    return holds_type(question.wanted, candidate.text) > 0.5


def said_by(terms: Sequence[Term], candidate: Candidate) -> float:
    """The share of the names of the one asked about that stand in the speaker (1) or the sentence or title (0.8)."""
    voice, rest = counted(candidate.voice), counted(candidate.text) + counted(candidate.header)
    held = [1.0 if met(t, voice) else 0.8 if met(t, rest) else 0.0 for t in terms]
    return sum(held) / len(held) if held else 0.5
