"""Words and their opposites, as they are used of money, law, services and politics."""

from __future__ import annotations

from functools import cache

from rag.facts import Word
from rag.words import stem

_PAIRS = """increase/decrease increase/reduce increase/cut increase/fall increase/drop increase/decline rise/fall
rise/drop rise/cut rise/decline grow/shrink grow/fall gain/lose up/down up/fall down/rise up/decrease down/increase
more/less more/fewer most/least higher/lower high/low above/below over/under before/after first/last early/late
accept/reject accept/refuse accept/dismiss approve/reject agree/disagree agree/refuse support/oppose support/reject
welcome/reject welcome/oppose welcome/criticise welcome/dismiss back/oppose back/reject favour/oppose allow/prevent
allow/forbid allow/ban permit/forbid include/exclude keep/scrap keep/abolish retain/abolish retain/scrap protect/scrap
introduce/abolish introduce/scrap create/abolish open/close start/end begin/end win/lose pass/fail succeed/fail
confirm/deny admit/deny add/remove strengthen/weaken raise/lower raise/cut improve/worsen better/worse best/worst
success/failure strong/weak easy/difficult always/never all/none every/no public/private national/local
central/local maximum/minimum largest/smallest biggest/smallest longest/shortest larger/smaller bigger/smaller
longer/shorter majority/minority urban/rural north/south east/west inside/outside possible/impossible
likely/unlikely necessary/unnecessary sufficient/insufficient adequate/inadequate able/unable fair/unfair
equal/unequal stable/unstable sustainable/unsustainable legal/illegal direct/indirect formal/informal
statutory/voluntary compulsory/voluntary mandatory/optional temporary/permanent surplus/deficit profit/loss
encourage/discourage praise/criticise centralise/devolve expand/reduce expand/cut lead/follow slow/fast slowest/fastest
cheap/expensive rich/poor safe/dangerous positive/negative both/neither"""
_IRREGULAR = {
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow", "grown": "grow",
    "shrank": "shrink", "shrunk": "shrink", "lost": "lose", "won": "win", "began": "begin", "begun": "begin",
    "kept": "keep", "led": "lead", "forbade": "forbid", "forbidden": "forbid",
}  # fmt: skip


def base(word: Word) -> str:
    """The stem of a word's plain form: "fell" → "fall"."""
    return stem(_IRREGULAR.get(word.folded, word.folded))


def opposites(word: Word) -> frozenset[str]:
    """The stems of the words that say the opposite."""
    return _opposites().get(base(word), frozenset())


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        one, other = (stem(word) for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}
