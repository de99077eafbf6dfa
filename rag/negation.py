"""Whether a statement says no where its source says yes, or the other way round: negations and opposites.

In a near copy every "not" more or less counts. In looser wording a negation counts where one side has none at all
and the word that it denies stands on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.alignment import Unit
from rag.comparison import Comparison, Finding, holds
from rag.facts import Facts, Word
from rag.opposites import base, opposites
from rag.sources import Told, folded
from rag.words import stem

# Words that deny in a way that is not read here; where one side has them, a "not" on the other may be no contradiction.
_DENYING = frozenset(
    stem(word)
    for word in """lack prevent avoid deny dismiss stop cease few little less fewer only hardly barely scarcely
    rarely seldom absent absence exclude except unless oppose against abolish scrap free impossible unlikely unclear
    unknown failure unable refuse fail without instead rather""".split()
)
# They deny what comes after them, as "not" does.
_PHRASES = re.compile(
    r"\b(?:stop(?:s|ped|ping)? short of|(?:refus|declin)(?:e|es|ed|ing) to|fail(?:s|ed|ing)? to|instead of|rather than"
    r"|far from|falls? (?:\w+ )?short of|(?:has|have|had|is|are) yet to)\b",
    re.IGNORECASE,
)
_KEEPING = re.compile(r"\b(?:keep|kept|block|stop|discourag)\w* (?:[\w’'-]+ ){1,4}from\b", re.IGNORECASE)
_NO_DENIAL = re.compile(
    r"not (?:only|just|merely|simply|least|to mention|necessarily|un(?:like|usual|common|aware|reasonabl|happy|touched"
    r"|welcome|popular|expected|willing|able)\w*|in(?:significan|considera|consisten|compatib|different)\w*|impossible"
    r"|dissimilar)\b|not$|no (?:doubt|fewer|less)\b|no\.|no,",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    r"[,;:.()–—]|\b(?:but|while|whilst|whereas|although|though|because|which|who|if|when|until|unless|and|after|before"
    r"|since|once)\b",
    re.IGNORECASE,
)
_DENIED_BEFORE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing)|doubt(?:s|ed)?"
    r"|refut(?:e|es|ed)|(?:not|n't|never)(?: \w+){0,3} (?:true|the case|clear|believe|think|say|said|suggest|mean|claim"
    r"|accept|agree)|(?:false|untrue|wrong|mistaken|myth|incorrect))(?: \w+){0,4}(?: that)?$"
)
_CONDITION = re.compile(r"\b(?:if|unless|provided(?: that)?|as long as|whether|in case|until)(?: \w+){0,2}$")
_SUPPOSED = re.compile(r"\b(?:if|whether|unless|why|how|in case)\b[^,;:.()–—]*$", re.IGNORECASE)
_SCOPE = 10  # words after a negation that it denies; it may deny more, to the end of its clause
_SHARED = 0.5  # of a statement's words, in one sentence that is compared with it in other wording
_ENOUGH = 3  # words of a denial that are enough, however many it has
_MET = 0.6  # of a statement's weight, in all sentences that bear it out


def negation_findings(seen: Comparison) -> Iterator[Finding]:
    """What a statement denies that its source says, or says that its source denies."""
    found = _in_copy(seen) if seen.copied else _in_other_words(seen)
    yield from found or _opposite(seen)
    yield from cut_findings(seen)


# ---------------------------------------------------------------- near copies


def _in_copy(seen: Comparison) -> list[Finding]:
    if seen.alignment is None or seen.beside is None:
        return []
    same = _count(seen.facts) == _count(seen.beside.facts)
    for departure in () if same else seen.alignment.departures:
        denying = {unit.key for unit in (*departure.here, *departure.there)} & _DENYING
        here = _denials(departure.here)
        there = _denials(departure.there) if departure.inside else 0
        if here != there and not denying:
            return [_denial(bool(here), seen.beside)]
    return _other_denials(seen, seen.beside)


def _count(stated: Facts) -> int:
    """How often a text denies, by words or by phrases."""
    return sum(word.negates for word in stated.words) + len(_PHRASES.findall(stated.text))


def _denials(some: tuple[Unit, ...]) -> int:
    """The negations in a departure that deny what is the same on both sides: those near its end, or in a short one."""
    near = len(some) <= 3 or any(unit.negates for unit in some[-2:])
    return sum(unit.negates for unit in some) if near else 0


def _denial(here: bool, source: Told | None) -> Finding:
    told = "The source does not deny this" if here else "The source denies this"
    return Finding("negated", f"{told}: “{_short(source.text if source else '')}”")


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


# ---------------------------------------------------------------- other words


def _in_other_words(seen: Comparison) -> list[Finding]:
    """A negation on one side only, in the sentence that says most of the statement, or is most like it."""
    if not seen.best or seen.support.share < _MET:
        return []
    own = {word.stem for word in seen.facts.words if not word.small}
    like = [one for one in (seen.best[0], seen.beside) if one is not None]
    near = [one for one in like if len(own & one.facts.stems) >= _SHARED * len(own)]
    return next(filter(None, (_other_denials(seen, one) for one in near)), [])


def _other_denials(seen: Comparison, source: Told) -> list[Finding]:
    """Words that one side denies, and the other says without denying them."""
    if _contradicts(seen.facts, source.facts):
        return [_denial(True, source)]
    if _contradicts(source.facts, seen.facts):
        return [_denial(False, source)]
    return []


def _contradicts(one: Facts, other: Facts) -> bool:
    """Whether one text denies words that the other says and does not deny: most of those that one "not" denies."""
    elsewhere = {stem for scope in denials(other, wide=True) for stem in scope}
    said = {word.stem for word in other.words if not word.small}
    for scope in denials(one):
        held = scope & said
        most = len(held) * 2 > len(scope) or len(held) >= _ENOUGH
        if most and not held & elsewhere and (len(held) > 1 or len(scope) == 1):
            return True
    return False


def denials(stated: Facts, wide: bool = False) -> list[frozenset[str]]:
    """What each negation of a text denies: the stems of the words after it, to the end of the clause.

    Two negations of one clause are taken as none. ``wide``: words such as "lack" and "prevent" deny too.

    >>> from rag.facts import facts
    >>> [sorted(scope) for scope in denials(facts("Councils do not have to pay, and the board refused to ask."))]
    [['pay'], ['ask']]
    """
    ends = [word.end for word in stated.words if word.negates and _for_good(word, stated)]
    ends += [phrase.end() for phrase in _PHRASES.finditer(stated.text)]
    if wide:
        ends += [phrase.end() for phrase in _KEEPING.finditer(stated.text)]
        ends += [word.end for word in stated.words if word.stem in _DENYING or word.negates]
    found = {end: _scope(end, stated, None if wide else _SCOPE) for end in ends}
    twice = {end for end, (stop, _) in found.items() for other in found if end < other <= stop and not wide}
    twice |= {other for end in twice for other in found if end < other <= found[end][0]}
    return [scope for end, (_, scope) in sorted(found.items()) if scope and end not in twice]


def _for_good(negation: Word, stated: Facts) -> bool:
    """Whether a negation denies: not "not only", not a word set against another ("investing, not lending"), and not
    what is only supposed ("if they do not agree")."""
    before = stated.text[: negation.start].rstrip()
    supposed = _SUPPOSED.search(before)
    return not (before.endswith(",") or supposed or _NO_DENIAL.match(stated.text, negation.start))


def _scope(end: int, stated: Facts, most: int | None) -> tuple[int, frozenset[str]]:
    """Where the clause after a negation ends, and its words, figures left out ("not above forty"); the words before
    where none come after."""
    stop = _CLAUSE_ENDS.search(stated.text, end)
    at = stop.start() if stop else len(stated.text)
    words = [word for word in stated.words if end <= word.start < at][:most]
    if not words and stated.text[:end].lower().endswith(("not", "n't", "n’t")):  # "while others do not"
        words = [word for word in stated.words if word.end < end]
    figures = [(one.start, one.end) for one in stated.figures]
    telling = (w for w in words if not w.small and not any(a <= w.start < b for a, b in figures))
    return at, frozenset(word.stem for word in telling)


# ---------------------------------------------------------------- opposites


def _opposite(seen: Comparison) -> Iterator[Finding]:
    """A word whose opposite stands in the source, with the same word before or after it."""
    if not seen.best:
        return
    source = seen.best[0]
    if not seen.copied and len(seen.facts.stems & source.facts.stems) < _SHARED * len(seen.facts.stems):
        return
    own = {base(word) for word in seen.facts.words}
    held = {base(word) for told in seen.best for word in told.facts.words}
    here, there = ({stem for scope in denials(text) for stem in scope} for text in (seen.facts, source.facts))
    for word in seen.facts.words:
        if base(word) in held:
            continue
        for other in source.facts.words:
            facing = base(other) in opposites(word) and base(other) not in own
            if facing and (word.stem in here) == (other.stem in there) and _faces(seen, word, other):
                yield Finding("negated", f"“{word.folded}”: the source says “{other.folded}”.")
                return


def _faces(seen: Comparison, word: Word, other: Word) -> bool:
    """Whether two words stand at the same place of a near copy and its source, or beside the same word."""
    if not seen.copied or seen.alignment is None:
        return bool(_beside(word, seen.facts) & _beside(other, seen.best[0].facts))
    return any(
        any(unit.start == word.start for unit in departure.here)
        and any(unit.key == other.stem for unit in departure.there)
        for departure in seen.alignment.departures
    )


def _beside(word: Word, stated: Facts) -> set[str]:
    """The words right before and after one, small words passed over."""
    telling = [one.stem for one in stated.words if one == word or not one.small]
    place = telling.index(word.stem)
    return {*telling[max(0, place - 1) : place], *telling[place + 1 : place + 2]}


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
            yield _denial(False, one)
        elif _CONDITION.search(before):
            yield Finding(None, f"The source says this under a condition: “{_short(one.text)}”")
        return
