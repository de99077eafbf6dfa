"""A draft with a model: what it writes → claims, each checked against the words that it cites before it is shown.

1. read: sentences, as they complete, and the keys that they name   2. verify, against those passages   3. cite: the
sentences of them that bear it out alone, or the passages whole   4. what only repeats its source becomes a quotation
5. keep, mark or leave out; a sentence that only says what is missing becomes the note
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from rag.checks import SERIOUS
from rag.cite import cite
from rag.facts import facts, rarity
from rag.frames import statement, tells_absence
from rag.prompt import Shown
from rag.quotations import quotations
from rag.quoting import quotation, repeated
from rag.spoken import Spoken, spoken
from rag.support import states
from rag.verify import verify
from rag.wire import TooLong
from rag.words import stem
from values import Article, Citation, Claim, Passage, Sentence, Version

if TYPE_CHECKING:
    from llama_index.core.prompts import ChatPromptTemplate

MOST_SENTENCES = 40  # of one reply that are read: the rules ask for six
MOST_KEYS = 4  # passages that one sentence is compared with
WINDOW = 3  # sentences of a passage that are cited together, at most
WIDER = 0.1  # of what a sentence states: what one more cited sentence must bring
STRANGE = "None of its words stand in the words cited."
SILENT = "The articles that were found do not say all that was asked."


@dataclass(frozen=True, slots=True)
class Material:
    """What a model writes from: the passages that it was shown, and what their words are checked with."""

    question: str
    shown: Sequence[Shown]
    articles: Mapping[str, Article]
    passages: Mapping[str, Passage]

    @property
    def issued(self) -> dict[str, Shown]:
        return {one.key: one for one in self.shown}


@dataclass(frozen=True, slots=True)
class Written:
    """What a model has written so far, checked. ``notes`` say what is missing; ``withheld`` sentences are left out.
    ``seconds`` is how long the checks took."""

    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    withheld: int = 0
    seconds: float = field(default=0.0, compare=False)

    @property
    def passed(self) -> bool:
        """Whether any sentence was borne out."""
        return any(claim.check not in SERIOUS for claim in self.claims)

    @property
    def named(self) -> bool:
        """Whether any sentence names a passage."""
        return bool(self.withheld) or any(claim.check != "uncited" for claim in self.claims)


def write(
    pieces: Iterable[str], material: Material, failed: Literal["mark", "withhold"]
) -> Iterator[Written]:
    """What a model writes, piece by piece: as it stands after each sentence that was completed and checked.

    Raises TooLong for more sentences than any answer has.
    """
    written = Written()
    for number, one in enumerate(spoken(pieces, material.issued), 1):
        if number > MOST_SENTENCES:
            raise TooLong
        begun = time.perf_counter()
        longer = add(written, one, material, failed)
        if longer != written:
            longer = replace(longer, seconds=written.seconds + time.perf_counter() - begun)
            yield longer
        written = longer


def add(written: Written, one: Spoken, material: Material, failed: Literal["mark", "withhold"]) -> Written:
    """What was written, with one sentence more: as a claim, as a note, or only counted."""
    if _says_nothing(one.text):
        return written
    if tells_absence(one.text):
        note = _note(one.text, material)
        return written if note in written.notes else replace(written, notes=(*written.notes, note))
    claim, cited = check(one, material)
    if claim.check in SERIOUS and failed == "withhold":
        return replace(written, withheld=written.withheld + 1)
    if any(claim.text == other.text for other in written.claims):
        return written
    numbers, citations = _numbered(cited, written.citations)
    return replace(written, claims=(*written.claims, replace(claim, citations=numbers)), citations=citations)


def _says_nothing(text: str) -> bool:
    """Whether a sentence is talk about the answer: "Here is what the passages say:"."""
    stated = statement(text).facts
    return not any(states(word) for word in stated.words) and not quotations(text)


def _note(text: str, material: Material) -> str:
    """What is missing, in the model's words where all of them, and its figures, are those of the question: nobody can
    check more. Else in ours."""
    asked = facts(material.question)
    stated = facts(statement(text).words)
    figures = {figure.key for figure in stated.figures} - {figure.key for figure in asked.figures}
    own = [word for word in stated.words if states(word) and word.stem not in asked.stems | _LACKING]
    return SILENT if own or figures or quotations(text) else text


_LACKING = frozenset(
    map(stem, "article articles collection given stated specified known found anything does cover".split())
)


# ---------------------------------------------------------------- one sentence


def check(one: Spoken, material: Material) -> tuple[Claim, tuple[Citation, ...]]:
    """A sentence as a claim with its check, and what it cites, numbered from 1.

    It is held against the passages whole, because what denies it may stand beside what it says; cited are their nearest
    sentences where these bear it out alone.
    """
    issued = material.issued
    shown = [issued[key] for key in one.keys[:MOST_KEYS]]
    claim = Claim(one.text, tuple(range(1, len(shown) + 1)), "uncited")
    close = tuple(_nearest(one.text, s, number, material) for number, s in enumerate(shown, 1))
    whole = tuple(_cite(s, s.start, s.end, number, material) for number, s in enumerate(shown, 1))
    checked = _verify(claim, whole, material)
    if checked.check in SERIOUS:
        return checked, close
    alone = _verify(claim, close, material)
    found = (checked, whole) if alone.check in SERIOUS else (alone, close)
    return _as_quotation(checked, shown, material) or found


def _verify(claim: Claim, citations: Sequence[Citation], material: Material) -> Claim:
    versions: dict[tuple[str, int], Version] = {
        (one.article, one.version): material.articles[one.article].current for one in citations
    }
    checked = verify(
        [claim],
        citations,
        versions,
        written=True,
        question=material.question,
        passages=material.passages,
    )[0]
    if checked.check == "supported" and not _meets(claim.text, citations):
        return replace(checked, check="words_differ", reasons=(STRANGE,))
    return checked


def _meets(text: str, citations: Sequence[Citation]) -> bool:
    """Whether any word of a short sentence stands in what it cites: two or three words are soon said of anything."""
    own = {word.stem for word in statement(text).facts.words if states(word)}
    return any(own & facts(one.quote).stems for one in citations)


def _nearest(text: str, shown: Shown, number: int, material: Material) -> Citation:
    """The one to three sentences of a passage, in a row, that hold most of what a sentence states."""
    own = {word.stem: rarity(word.folded) for word in facts(text).words if states(word)}
    total = sum(own.values()) or 1.0
    held = [facts(one.text).stems & own.keys() for one in shown.sentences]
    best, most = (0, 0), -1.0
    for first in range(len(held)):
        for last in range(first, min(first + WINDOW, len(held))):
            met = frozenset().union(*held[first : last + 1])
            worth = sum(own[stem] for stem in met) / total - WIDER * (last - first)
            if worth > most + 1e-9:
                best, most = (first, last), worth
    return _cite(shown, shown.sentences[best[0]].start, shown.sentences[best[1]].end, number, material)


def _cite(shown: Shown, start: int, end: int, number: int, material: Material) -> Citation:
    return cite(material.articles[shown.passage.article].current, start, end, number, shown.passage)


def _as_quotation(
    claim: Claim, shown: Sequence[Shown], material: Material
) -> tuple[Claim, tuple[Citation, ...]] | None:
    """A claim that only repeats a passage, or the title over it, as a quotation that names the source; else None."""
    for one in shown:
        if found := repeated(claim.text, one.text):
            start, end = (one.start + place for place in found)
            stood = tuple(s for s in one.sentences if s.start < end and start < s.end)
            cited = _cite(one, min(start, stood[0].start), max(end, stood[-1].end), 1, material)
            return _quoted(one.text[slice(*found)], cited, stood), (cited,)
        version = material.articles[one.passage.article].current
        for place in _over(one, version):
            if found := repeated(claim.text, version.text[slice(*place)]):
                cited = cite(version, *place, 1)
                return _quoted(cited.quote[slice(*found)], cited, ()), (cited,)
    return None


def _over(shown: Shown, version: Version) -> Iterator[tuple[int, int]]:
    """Where the heading over a passage and the title of its article stand, which a sentence may repeat too."""
    heading = shown.sentences[0].heading
    at = version.text.rfind(heading, 0, shown.start) if heading else -1
    if at >= 0:
        yield at, at + len(heading)
    if version.description.title.clue:
        yield version.description.title.clue


def _quoted(words: str, cited: Citation, stood: tuple[Sentence, ...]) -> Claim:
    """A claim that is a quotation; where all of it reports what somebody says, with who that is."""
    quoted = Claim(quotation(words, cited, stood), (1,), "verbatim")
    if len(stood) == 1 and stood[0].reported:
        quoted = replace(quoted, speaker=stood[0].speaker, said_on=stood[0].said_on, reported=True)
    return quoted


def _numbered(
    cited: Sequence[Citation], before: Sequence[Citation]
) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
    """The numbers of what a sentence cites among all citations, and these with what is new."""
    citations, numbers = list(before), []
    for one in cited:
        place = next(
            (
                i
                for i, c in enumerate(citations, 1)
                if (c.article, c.start, c.end) == (one.article, one.start, one.end)
            ),
            0,
        )
        if not place:
            citations.append(replace(one, number=len(citations) + 1))
            place = len(citations)
        numbers.append(place)
    return tuple(dict.fromkeys(numbers)), tuple(citations)


def to_llama_index() -> ChatPromptTemplate:
    """The prompt for anybody's llama-index program: ``passages``, ``question`` and ``key`` are its variables."""
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.prompts import ChatPromptTemplate

    from rag.prompt import RULES, TASK

    return ChatPromptTemplate(
        message_templates=[ChatMessage(role="system", content=RULES), ChatMessage(role="user", content=TASK)]
    )
