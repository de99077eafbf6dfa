"""A statement of an answer beside all that it cites: what every check looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.alignment import Alignment, align
from rag.facts import Facts, facts, rarity
from rag.frames import Statement
from rag.particulars import other_words, proper_names
from rag.sources import Source, Told, all_told, folded
from rag.support import Support, states, support
from values import Check

_ALIGNED = 4  # sentences that a statement is laid beside, the most alike
_SHARED, _ENOUGH = 0.2, 0.8  # of a statement's weight, or of any, that makes a sentence one about the same


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: what is wrong, and the reason in words. ``check`` is None where it is only told."""

    check: Check | None
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement, the question, the sentences of the sources, and how they meet it. ``beside`` is the sentence that
    the statement most nearly copies, with the alignment; ``origin[i]`` is the source of ``told[i]``; ``about`` are
    the best sentences, then the others that are about the same."""

    statement: Statement
    facts: Facts
    asked: Facts
    sources: tuple[Source, ...]
    told: tuple[Told, ...]
    origin: tuple[Source, ...]
    support: Support
    alignment: Alignment | None
    beside: Told | None
    about: tuple[Told, ...] = ()

    @property
    def copied(self) -> bool:
        """Whether the statement takes over one sentence almost as it stands."""
        return self.alignment is not None and self.alignment.close

    @property
    def best(self) -> tuple[Told, ...]:
        """The sentences that bear the statement out, the best first; the one that it copies before all."""
        found = [self.told[place] for place in self.support.best]
        if self.copied and self.beside is not None:
            found = [self.beside, *(one for one in found if one is not self.beside)]
        return tuple(found)


def compare(statement: Statement, sources: Sequence[Source], question: str = "") -> Comparison:
    """Lay a statement beside its sources."""
    stated = statement.facts
    pairs = all_told(sources)
    told = tuple(one for _, one in pairs)
    around = {stem for source in sources for text in _opening(source) for stem in facts(text).stems}
    asked = facts(question)
    found = support(stated, told, around, {word.stem for word in asked.words if states(word)})
    alignment, beside = _nearest(stated, told)
    origin = tuple(source for source, _ in pairs)
    seen = Comparison(statement, stated, asked, tuple(sources), told, origin, found, alignment, beside)
    return replace(seen, about=tuple(_about(seen)))


def _about(seen: Comparison) -> Iterator[Told]:
    """The best sentences, then those that share a fifth of the statement's words or two common ones (by weight),
    figures and dates not counted, or that tell of the same day."""
    best = seen.best
    yield from best
    own = {word.stem: rarity(word.folded) for word in other_words(seen.facts) if states(word)}
    own |= {word.stem: 0.5 for name in proper_names(seen.facts) for word in facts(name.text).words}
    least = min(_SHARED * sum(own.values()), _ENOUGH)
    days = [moment for moment in seen.facts.moments if moment.day]
    for one in seen.told:
        shared = sum(weight for stem, weight in own.items() if stem in one.facts.stems)
        same_day = any(day.within(other) for day in days for other in one.facts.moments)
        if one not in best and (shared >= least or same_day):
            yield one


def _opening(source: Source) -> Iterator[str]:
    """What all of a source may be read with: its title and heading, who speaks in it, and its first sentence."""
    yield source.header
    for speaker in {told.speaker for told in source.sentences}:
        yield f"{speaker.name} {speaker.office} {speaker.body}"
    if source.sentences:
        yield source.sentences[0].text


def _nearest(stated: Facts, told: Sequence[Told]) -> tuple[Alignment | None, Told | None]:
    """The sentence that a statement most nearly copies."""
    alike = sorted(told, key=lambda one: -len(one.facts.stems & stated.stems))[:_ALIGNED]
    aligned = [(align(stated, one.facts), one) for one in alike]
    return max(aligned, key=lambda pair: pair[0].share, default=(None, None))


def stands(words: str, sources: Sequence[Source]) -> Source | None:
    """The first source that holds some words as they are, but for the writing of marks, capitals and spaces."""
    wanted = folded(words).strip(" .,;:!?\"'")
    return next((one for one in sources if holds(folded(one.text), wanted)), None)


def holds(text: str, wanted: str) -> bool:
    """Whether whole words stand in a text that is folded too."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(wanted) : at + len(wanted) + 1]
        if not (before.isalnum() and wanted[0].isalnum()) and not (after.isalnum() and wanted[-1].isalnum()):
            return True
        at = text.find(wanted, at + 1)
    return False
