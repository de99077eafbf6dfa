"""One sentence of an answer against the words that it cites: every check, the most serious first.

1. what it states, without "the article says that"   2. whether that stands there word for word   3. who said it
4. negations and opposites   5. figures and dates   6. names   7. quotations   8. words and meaning
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rag.amounts import date_findings, figure_findings
from rag.attribution import speaker_findings
from rag.codes import code_findings
from rag.comparison import Comparison, Finding, compare, stands
from rag.described import from_description
from rag.frames import Statement, statement, tells_absence
from rag.naming import name_findings
from rag.negation import cut_findings, negation_findings
from rag.particulars import amounts
from rag.quotations import quotation_findings, quotations, quoted_weight
from rag.sources import Source
from rag.support import ELSEWHERE, LITTLE, missing, states
from values import NOBODY, Check, Speaker

SERIOUS: tuple[Check, ...] = (
    "uncited",
    "misattributed",
    "negated",
    "number_differs",
    "date_differs",
    "name_differs",
    "words_differ",
)
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|javascript|data|file):\S+|\bwww\.\S+|<[a-z/!][^>]*>|!\[[^\]]*\]\([^)]*\)|\]\([^)]+\)",
    re.I,
)
_MOST = 5  # words that are named in a reason
_LONGEST = 2000  # characters: what is longer is no sentence, and is compared only as it stands


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a sentence: its check, and the reasons in words, the most serious first."""

    check: Check
    reasons: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return self.check in SERIOUS


def check(
    sentence: str, sources: Sequence[Source], question: str = "", among: int = 1, known: Speaker = NOBODY
) -> Checked:
    """Check one sentence. ``among``: of how many sentences the answer is; ``known``: a speaker shown beside it.

    >>> from rag.sources import read_source
    >>> check("The board asked for £630m.", [read_source("The board asked for £930m.")])
    Checked(check='number_differs', reasons=('£630m: the source says £930m.',))
    """
    if not sources:
        return Checked("uncited", ("It names no passage.",))
    if len(sentence) > _LONGEST:
        return _check_long(sentence, sources)
    stated = statement(sentence)
    strange = tuple(_addresses(sentence, sources))
    if not strange and _nothing(stated, sentence):
        return Checked("nothing_to_check")
    if not strange and from_description(stated, sources):
        return Checked("from_description")
    seen = compare(stated, sources, question)
    if not strange and stands(stated.words, sources):
        return _as_it_stands(seen, known)
    found = [*strange, *_findings(seen, among, known)]
    return _sorted(found) or _borne_out(seen, found)


def _check_long(sentence: str, sources: Sequence[Source]) -> Checked:
    """Comparing takes time with the square of the length, and a model may write anything."""
    if stands(sentence, sources):
        return Checked("verbatim")
    reason = f"It is too long to be compared: {len(sentence):,} characters without the end of a sentence."
    return Checked("words_differ", (reason,))


def _addresses(sentence: str, sources: Sequence[Source]) -> Iterator[Finding]:
    """Addresses, images and mark-up that no source holds: never of the corpus, whatever the rest says."""
    for match in _ADDRESS.finditer(sentence):
        address = match.group().rstrip(".,;:!?)")
        if not any(address in source.text for source in sources):
            yield Finding(
                "words_differ", f"The address or mark-up “{address}” stands nowhere in the words cited."
            )


def _nothing(stated: Statement, sentence: str) -> bool:
    """Whether a sentence states nothing that a source could bear out."""
    if not any(states(word) for word in stated.facts.words):
        return not quotations(sentence)
    return tells_absence(sentence) and not (any(amounts(stated.facts)) or quotations(sentence))


def _as_it_stands(seen: Comparison, known: Speaker) -> Checked:
    """A statement that stands in its source word for word: what was cut off before it, and whose words they are."""
    found = [*cut_findings(seen), *(one for one in speaker_findings(seen, known) if one.check is None)]
    return _sorted(found) or Checked("verbatim", _reasons(found))


def _findings(seen: Comparison, among: int, known: Speaker) -> Iterator[Finding]:
    words = list(_words(seen, among))
    if words and seen.support.share < LITTLE and not seen.copied:
        checks = [figure_findings, code_findings, date_findings, name_findings, quotation_findings]
    else:
        checks = [
            partial(speaker_findings, known=known),
            negation_findings,
            figure_findings,
            code_findings,
            date_findings,
            name_findings,
            quotation_findings,
        ]
    for find in checks:
        yield from find(seen)
    yield from words


def _words(seen: Comparison, among: int) -> Iterator[Finding]:
    """The words that no source bears out, where they are more than a true sentence lacks."""
    lacking = seen.support.lacks(among)
    gone = missing(lacking, seen.facts.text)
    if gone:
        named = ", ".join(f"“{one}”" for one in gone[:_MOST])
        more = f" and {len(gone) - _MOST} more" if len(gone) > _MOST else ""
        yield Finding("words_differ", f"The words cited do not say: {named}{more}.")
    elif lacking and not any(one.apart and one.met < ELSEWHERE for one in lacking):
        yield Finding("words_differ", "Its words stand in the source, but far from each other.")


def _sorted(found: Iterable[Finding]) -> Checked | None:
    """The most serious check with all reasons in their order, or None where nothing is wrong."""
    wrong = [one for one in found if one.check]
    if not wrong:
        return None
    wrong.sort(key=lambda one: SERIOUS.index(one.check) if one.check else 0)
    first = wrong[0].check
    assert first is not None
    return Checked(first, _reasons([*wrong, *(one for one in found if not one.check)]))


def _borne_out(seen: Comparison, found: Iterable[Finding]) -> Checked:
    """Verbatim where most of it is a quotation that stands there, otherwise supported; neither where hardly a word of
    it stands there, and they are too few to be called wrong in prose ("Here is how:")."""
    quoted = quotations(seen.facts.text) and quoted_weight(seen) >= 0.5
    if not quoted and seen.support.share < LITTLE:
        return Checked("nothing_to_check", _reasons(found))
    return Checked("verbatim" if quoted else "supported", _reasons(found))


def _reasons(found: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.reason for one in found))
