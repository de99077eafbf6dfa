"""A briefing as one value that every exporter draws: numbered notes, who says what, what is not verified, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count as counting
from itertools import groupby, pairwise

from briefing.evidence import Cited, Evidence
from briefing.inert import inert_citation, inert_part, line, shown
from briefing.records import records
from briefing.references import harvard_list, note_parts
from briefing.verdict import PASSED, fault_of, since_of
from briefing.wording import count, is_quotation, marks_around, voice
from library.store import Library
from rag.days import day, days
from values import Block, Briefing, Check, Citation, Claim, Part, Speaker

MODEL = (
    "A language model wrote the sentences that do not stand whole in quotation marks. Each was compared with the words "
    "that it cites."
)
NOTES = (
    "Each note gives the words as they stand in the article, compared with it again on that day. A sentence that "
    "failed its check says so in words and has no note. A date that the article does not state says how it is known."
)
OWN = "Paragraphs under no question and no source are the author's own words, and were not checked."
Piece = tuple[str, bool]  # words, and whether they stand out


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. ``lead`` stands before it in brackets, ``before`` and ``after`` are its quotation marks.

    ``fault`` says in words why it is not verified, or is ""; ``since`` what became of the words that it cites, or "".
    ``quoted``: all of it is words of an article as they stand.
    """

    lead: str
    before: str
    pieces: tuple[Piece, ...]
    after: str
    cited: tuple[Cited, ...]
    check: Check
    fault: str = ""
    since: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        """The sentence in its quotation marks."""
        return f"{self.before}{''.join(words for words, _ in self.pieces)}{self.after}"

    @property
    def marked(self) -> tuple[Piece, ...]:
        """The same cut at what stands out."""
        return ((self.before, False), *self.pieces, (self.after, False))

    @property
    def notes(self) -> tuple[int, ...]:
        return tuple(one.number for one in self.cited if one.number is not None)


@dataclass(frozen=True, slots=True)
class Voice:
    """Sentences of one speaker: ``name`` stands out, ``detail`` follows it (", chairman, as reported by …")."""

    name: str
    detail: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the briefing. ``text`` holds the heading, the question that was asked, or own text, whose
    paragraphs are parted by blank lines. ``remark`` is what the answer says that it lacks. ``by_model``: a language
    model wrote the sentences."""

    kind: str
    text: str = ""
    voices: tuple[Voice, ...] = ()
    remark: str = ""
    by_model: bool = False

    @property
    def lines(self) -> Iterator[Line]:
        for one in self.voices:
            yield from one.lines

    @property
    def notes(self) -> tuple[Cited, ...]:
        return tuple(one for each in self.lines for one in each.cited if one.number is not None)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text.split("\n\n") if part.strip())


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole document. ``sources`` is the list of references, one for each article that a note names.
    ``collection`` is its size and its dates in words, ``today`` the day of the export."""

    title: str
    marking: str
    today: date
    collection: str
    sections: tuple[Section, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[Line]:
        for section in self.sections:
            yield from section.lines

    @property
    def notes(self) -> tuple[Cited, ...]:
        """The verified citations, by their numbers."""
        return tuple(one for section in self.sections for one in section.notes)

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of the sources, as the list of references has them."""
        noted = records((one.citation for one in self.notes), self.today)
        return frozenset(one.url for one in noted if one.url)

    def words_of(self, note: Cited) -> tuple[str, str, str]:
        """The text of a note: what stands before the words cited, they as they can be shown, what follows them."""
        key = (note.citation.article, note.citation.version)
        begun, words, ended = note_parts(note.citation, self.today, {key: note.fingerprint}, note.place)
        since = since_of(note)
        return begun, words, f"{ended} {since[:1].upper()}{since[1:]}." if since else ended

    @property
    def made(self) -> str:
        """That software assembled it, when, and from what."""
        return (
            f"Assembled by software on {day(self.today.isoformat())} from a collection of {self.collection}."
        )

    @property
    def summary(self) -> str:
        """How much of it is verified, in a sentence; "" where it has no sentence that could be."""
        lines = list(self.lines)
        failed = sum(bool(one.fault) for one in lines)
        verified = "all verified" if not failed else f"{failed:,} not verified and marked so"
        return (
            f"{count(len(lines), 'sentence')}, {verified}; {count(len(self.notes), 'note')}." if lines else ""
        )

    @property
    def subtitle(self) -> str:
        return ". ".join(part for part in (day(self.today.isoformat()), self.summary) if part)

    @property
    def about(self) -> tuple[str, ...]:
        """What a reader of the document should know of how it came to be."""
        own = any(section.kind == "text" for section in self.sections)
        return tuple(filter(None, (self.made, NOTES if self.summary else "", OWN if own else "")))


def lay_out(briefing: Briefing, library: Library, today: date) -> Layout:
    """Everything that a document of this briefing shows, as it stands in the library today.

    1. Each block becomes a section, its sentences grouped by who says them. 2. A citation gets a note, numbered
    through the document, if its sentence passed its check and its words stand in the stored version. 3. One source
    for each article that has a note. Every text is inert (``briefing.inert``); no format's own signs are escaped.
    """
    hand = _Hand(Evidence(library))
    sections = tuple(hand.section(block) for block in briefing.blocks)
    scope = library.scope()
    span = days(scope.first, scope.last)
    size = line(f"{count(scope.articles, 'article')}{', ' if span else ''}{span}")
    noted = [one.citation for section in sections for one in section.notes]
    return Layout(
        line(briefing.title) or "Briefing",
        line(briefing.marking),
        today,
        size,
        sections,
        harvard_list(noted, today),
    )


class _Hand:
    """Lays out one document: counts its notes, and remembers what it has looked up."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._numbers = counting(1)

    def section(self, block: Block) -> Section:
        text = shown(block.text.strip()) if block.kind == "text" else line(block.text)
        by_model = block.mode == "generative" and bool(block.claims)
        return Section(block.kind, text, tuple(self._voices(block)), line(block.note), by_model)

    def _voices(self, block: Block) -> Iterator[Voice]:
        """The claims in their order, those of one voice together; an article is named in full only once. What a model
        says in words of its own stands under nobody's name."""
        before = ""
        claims = [(claim, _first_cited(claim, block.citations)) for claim in block.claims]
        for (own, _, _, article), group in groupby(
            claims, lambda one: (_own(one[0], block), *_voice_key(one))
        ):
            held = list(group)
            claim, citation = held[0]
            name, detail = ("", "")
            if citation is not None and not own:
                name, detail = voice(inert_claim(claim), inert_citation(citation), article == before)
            before = "" if own else article
            yield Voice(name, detail, tuple(self._line(one, block) for one, _ in held))

    def _line(self, claim: Claim, block: Block) -> Line:
        resting = [one for one in block.citations if one.number in claim.citations]
        passed = claim.check in PASSED
        cited = tuple(self._cited(one, passed) for one in resting)
        exact = is_quotation(claim, resting, block.mode)
        before, after = marks_around(claim.text) if exact else ("", "")
        return Line(
            line(claim.lead.strip("[] ")),
            before,
            _pieces(claim),
            after,
            cited,
            claim.check,
            fault_of(claim, cited),
            "; ".join(dict.fromkeys(filter(None, map(since_of, cited)))),
            exact,
        )

    def _cited(self, citation: Citation, passed: bool) -> Cited:
        number = next(self._numbers) if passed and self._evidence.stands(citation) else None
        return self._evidence.cited(citation, number)


def _first_cited(claim: Claim, citations: Sequence[Citation]) -> Citation | None:
    return next((one for number in claim.citations for one in citations if one.number == number), None)


def _voice_key(held: tuple[Claim, Citation | None]) -> tuple[Speaker, Part, str]:
    claim, citation = held
    return claim.speaker, claim.said_on, citation.article if citation else ""


def _own(claim: Claim, block: Block) -> bool:
    """Whether a model says this in words of its own."""
    return block.mode == "generative" and not is_quotation(claim, block.citations, block.mode)


def inert_claim(claim: Claim) -> Claim:
    """The claim with who says it made safe to show."""
    who = claim.speaker
    speaker = replace(who, name=line(who.name), office=line(who.office), body=line(who.body))
    return replace(claim, speaker=speaker, said_on=inert_part(claim.said_on))


def _pieces(claim: Claim) -> tuple[Piece, ...]:
    """The text cut at the stretches that stand out; whole where it had to be changed to be shown."""
    text = shown(claim.text)
    if text != claim.text:
        return ((text, False),)
    cuts = {0, len(text)}
    for stretch in claim.emphasis:
        cuts.update(min(max(place, 0), len(text)) for place in stretch)
    return tuple(
        (text[start:end], any(a <= start and end <= b for a, b in claim.emphasis))
        for start, end in pairwise(sorted(cuts))
    )
