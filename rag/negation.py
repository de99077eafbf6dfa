"""Whether a statement says no where its source says yes, or the other way round: negations and opposites.

In a near copy every "not" more or less counts. In looser wording a negation counts where one side has none at all
and the word that it denies stands on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.alignment import Departure, Unit
from rag.comparison import Comparison, Finding, holds
from rag.facts import Facts, Word
from rag.sources import folded
from rag.words import stem

_PAIRS = """increase/decrease increase/reduce increase/cut increase/fall rise/fall rise/drop grow/shrink gain/lose
more/less more/fewer most/least higher/lower high/low above/below over/under before/after first/last early/late
accept/reject accept/refuse approve/reject agree/disagree agree/refuse support/oppose welcome/reject welcome/oppose
welcome/criticise welcome/dismiss back/oppose favour/oppose allow/prevent allow/forbid allow/ban permit/forbid
include/exclude keep/scrap keep/abolish retain/abolish retain/scrap introduce/abolish introduce/scrap open/close
start/end begin/end win/lose pass/fail succeed/fail confirm/deny admit/deny add/remove strengthen/weaken raise/lower
improve/worsen better/worse best/worst success/failure strong/weak easy/difficult always/never all/none every/no
public/private national/local central/local maximum/minimum largest/smallest biggest/smallest longest/shortest
larger/smaller bigger/smaller longer/shorter majority/minority urban/rural north/south east/west inside/outside
possible/impossible likely/unlikely necessary/unnecessary sufficient/insufficient adequate/inadequate able/unable
fair/unfair equal/unequal stable/unstable sustainable/unsustainable legal/illegal direct/indirect formal/informal
statutory/voluntary compulsory/voluntary mandatory/optional temporary/permanent surplus/deficit
profit/loss encourage/discourage praise/criticise centralise/devolve expand/reduce expand/cut lead/follow
slow/fast slowest/fastest cheap/expensive rich/poor safe/dangerous positive/negative both/neither"""
_OPPOSITES: dict[str, set[str]] = {}
for _pair in _PAIRS.split():
    _one, _other = (stem(word) for word in _pair.split("/"))
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)
# Words that deny without a "not"; where one side has them, a "not" on the other is no contradiction.
_DENYING = frozenset(
    stem(word)
    for word in """lack fail unable prevent keep avoid refuse reject deny decline dismiss stop cease without few little
    less fewer only hardly barely scarcely rarely seldom absent absence exclude except unless instead rather oppose
    against abolish scrap free neither impossible unlikely unclear unknown stand short failure free""".split()
)
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|merely|simply|least|to mention|necessarily)\b|\bwhether or not\b"
    r"|\bno (?:doubt|fewer|less|longer)\b"
    r"|\bnot (?:un|in|im|dis)\w+|\bno\.|^no,",
    re.IGNORECASE,
)
_DENIED_BEFORE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing)|doubt(?:s|ed)?|refut(?:e|es|ed)"
    r"|(?:not|n't|never)(?: \w+){0,3} (?:true|the case|clear|believe|think|say|said|suggest|mean|claim|accept|agree)"
    r"|(?:false|untrue|wrong|mistaken|myth|incorrect))(?: \w+){0,4}(?: that)?$"
)
_CONDITION = re.compile(r"\b(?:if|unless|provided(?: that)?|as long as|whether|in case|until)(?: \w+){0,2}$")
_SCOPE = 4  # words after a negation, the first of which that says something is denied


def negation_findings(seen: Comparison) -> Iterator[Finding]:
    """What a statement denies that its source says, or says that its source denies."""
    found = _in_copy(seen) if seen.copied else _in_other_words(seen)
    yield from found or _opposite(seen)
    yield from cut_findings(seen)


# ---------------------------------------------------------------- near copies


def _in_copy(seen: Comparison) -> list[Finding]:
    assert seen.alignment is not None
    for departure in seen.alignment.departures:
        denying = {unit.key for unit in (*departure.here, *departure.there)} & _DENYING
        here, there = (_denials(units, departure) for units in (departure.here, departure.there))
        if here != there and not denying:
            return [_denial(bool(here), seen.beside.text if seen.beside else "")]
    return []


def _denials(some: tuple[Unit, ...], departure: Departure) -> int:
    """The negations in a departure that deny what is the same on both sides: those near its end, or in a short one."""
    near = len(some) <= 3 or any(unit.negates for unit in some[-2:])
    return sum(unit.negates for unit in some) if near else 0


def _denial(here: bool, source: str) -> Finding:
    told = "The source does not deny this" if here else "The source denies this"
    return Finding("negated", f"{told}: “{_short(source)}”")


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


# ---------------------------------------------------------------- other words


def _in_other_words(seen: Comparison) -> list[Finding]:
    """A negation on one side only, and the word that it denies on both, in the sentence that says most of it."""
    if not seen.best or seen.support.share < 0.6:
        return []
    source = seen.best[0]
    own = {word.stem for word in seen.facts.words if not word.small}
    shared = len(own & source.facts.stems) / (len(own) or 1)
    if shared < 0.5 or _softened(seen.facts) or _softened(source.facts):
        return []
    here, there = denied(seen.facts), denied(source.facts)
    if here & source.facts.stems and not _denies(source.facts):
        return [_denial(True, source.text)]
    if there & own and not _denies(seen.facts):
        return [_denial(False, source.text)]
    return []


def _denies(stated: Facts) -> bool:
    return any(word.negates for word in stated.words)


def _softened(stated: Facts) -> bool:
    """Whether a text denies in some other way, or not for good ("not only", "fails to")."""
    return bool(_NO_DENIAL.search(stated.text)) or not _DENYING.isdisjoint(stated.stems)


def denied(stated: Facts) -> set[str]:
    """The stems that a text denies, and never says without denying: after each negation the first that says something.

    >>> from rag.facts import facts
    >>> sorted(denied(facts("Councils do not have to pay, and no county can object.")))
    ['counti', 'pay']
    """
    found: list[Word] = []
    for place, word in enumerate(stated.words):
        if word.negates:
            after = (one for one in stated.words[place + 1 : place + 1 + _SCOPE] if _tells(one, word, stated))
            found += list(after)[:1]
    said = {word.stem for word in stated.words if word not in found}
    return {word.stem for word in found} - said


def _tells(one: Word, negation: Word, stated: Facts) -> bool:
    contrast = stated.text[: negation.start].rstrip().endswith(",")  # "investing, not lending"
    return not one.small and not contrast and "," not in stated.text[negation.end : one.start]


def _opposite(seen: Comparison) -> Iterator[Finding]:
    """A word whose opposite stands in its place in the source."""
    if not seen.best:
        return
    source = seen.best[0]
    own = seen.facts.stems
    if not seen.copied and len(own & source.facts.stems) < 0.5 * len(own):
        return
    if bool(denied(seen.facts)) != bool(denied(source.facts)):
        return
    elsewhere = {stem for one in ((source,) if seen.copied else seen.told) for stem in one.facts.stems}
    for word in seen.facts.words:
        others = _OPPOSITES.get(word.stem, set()) & source.facts.stems - own
        if word.stem in elsewhere or not others:
            continue
        there = next(one for one in source.facts.words if one.stem in others)
        if not seen.copied or _faces(seen, word, there):
            yield Finding("negated", f"“{word.folded}”: the source says “{there.folded}”.")


def _faces(seen: Comparison, word: Word, other: Word) -> bool:
    """Whether two words stand at the same place of a near copy and its source."""
    assert seen.alignment is not None
    return any(
        any(unit.start == word.start for unit in departure.here)
        and any(unit.key == other.stem for unit in departure.there)
        for departure in seen.alignment.departures
    )


# ---------------------------------------------------------------- words cut out of a sentence


def cut_findings(seen: Comparison) -> Iterator[Finding]:
    """What stood right before words that were taken over: a denial is wrong, a condition is told."""
    wanted = folded(seen.statement.words).strip(" .,;:!?\"'")
    for one in seen.told:
        text = folded(one.text)
        if not holds(text, wanted) or text.startswith(wanted):
            continue
        before = text[: text.find(wanted)].rstrip(" ,:\"'")
        if _DENIED_BEFORE.search(before):
            yield _denial(False, one.text)
        elif _CONDITION.search(before):
            yield Finding(None, f"The source says this under a condition: “{_short(one.text)}”")
        return
