"""What travels between the parts of the project: frozen values, no behaviour beyond reading themselves.

All offsets are half-open ranges of Unicode code points in the text of one version of one article, so that
``version.text[x.start:x.end]`` is exactly the text meant. Dates are ISO strings whose length is their precision:
``"2014"``, ``"2014-05"``, ``"2014-05-08"``. This module imports nothing of the project.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

Known = Literal["stated", "inferred", "given", "unknown"]
SpanKind = Literal["body", "heading", "title", "byline", "dateline", "furniture"]
Check = Literal[
    "verbatim",
    "supported",
    "from_description",
    "uncited",
    "misattributed",
    "negated",
    "number_differs",
    "date_differs",
    "name_differs",
    "words_differ",
    "nothing_to_check",
]
AnswerStatus = Literal["answered", "partial", "not_in_corpus"]
CitationStatus = Literal["same", "moved", "changed", "gone", "erased"]
Action = Literal["added", "changed", "unchanged", "renamed", "copy", "removed", "kept_out", "refused"]


class DeskError(Exception):
    """Something that a person can mend: what happened, where, and the remedy, in one or two plain sentences.

    DeskError
    ├── Refused         this one input cannot be taken; the rest goes on
    ├── SettingsError   config.toml, an environment variable or the call itself is wrong       exit code 2
    ├── LibraryBusy     another process is writing                                             exit code 3
    └── LibraryDamaged  the library cannot be opened, or was made by a newer version           exit code 2
    """


class Refused(DeskError):
    """One input that cannot be taken, named by its file, with the cause and the remedy."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class SettingsError(DeskError):
    """A setting, an environment variable or an argument is wrong."""


class LibraryBusy(DeskError):
    """Another process is writing to the library."""


class LibraryDamaged(DeskError):
    """The library cannot be opened as it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is known of an article, and how.

    ``stated``: the text says it. ``inferred``: it follows from this file alone. ``given``: a person or
    ``sources.toml`` says so. ``unknown``: ``value`` is None. ``to`` ends a range of dates (None: no range).
    ``because`` is the clue or the reason in words, ``clue`` its range in the version's text where it has one.
    """

    value: str | None = None
    to: str | None = None
    known: Known = "unknown"
    because: str = ""
    clue: tuple[int, int] | None = None


UNKNOWN = Part()


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of an article. ``kind`` is one of news, opinion, policy_page, report, guidance, or unknown."""

    title: Part = UNKNOWN
    publisher: Part = UNKNOWN
    author: Part = UNKNOWN
    published: Part = UNKNOWN
    updated: Part = UNKNOWN
    url: Part = UNKNOWN
    kind: Part = UNKNOWN


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a version's text and what it is. Spans are sorted, do not overlap, and hold all non-blank text.

    ``why`` says in a few words how a furniture span was told ("job adverts", "registration prompt").
    ``flags`` may hold ``hidden_text`` and ``instructions``.
    """

    start: int
    end: int
    kind: SpanKind
    why: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file or page as it was read: its bytes, the text of the version, and what the file says of itself.

    ``name`` is the path relative to the folder that was synced, the base name of a single file, or an address.
    ``says`` holds metadata of the format itself (front matter, meta tags, properties), keys in lower case.
    ``spans`` is None where the loader does not know the spans (plain text).
    ``pages`` holds the offsets in ``text`` at which pages 2, 3, ... start, where the format has pages.
    """

    name: str
    raw: bytes
    text: str
    loader: str
    says: dict[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] | None = None
    pages: tuple[int, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a sentence. ``known`` is stated (named in or beside it), inferred (from the kind of article or the
    paragraphs around), or unknown. ``name`` may be a person, or empty where only a body or report speaks."""

    name: str = ""
    office: str = ""
    body: str = ""
    known: Known = "unknown"


NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body. ``paragraph`` counts from 0 within the version. ``quoted`` is True where the words
    stand in quotation marks, at least in part, or continue a quotation. ``reported`` is True where the sentence
    tells what somebody says or asks for (so that it must not be shown without who said it)."""

    start: int
    end: int
    text: str
    paragraph: int
    heading: str = ""
    speaker: Speaker = NOBODY
    said_on: Part = UNKNOWN
    quoted: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Some whole paragraphs of the body, up to 220 cl100k tokens; the unit of embedding and of search."""

    id: str  # "ARTICLE@VERSION:START-END"
    article: str
    version: int
    start: int
    end: int
    text: str
    heading: str
    sentences: tuple[Sentence, ...]
    page: int | None = None

    @property
    def embedded_text(self) -> str:
        """The words that are embedded: the passage under its section heading, never the description."""
        return f"{self.heading}\n{self.text}" if self.heading else self.text


@dataclass(frozen=True, slots=True)
class Version:
    """One text that an article ever had. ``number`` counts from 1 within the article. ``added`` is when it was
    first to be searched, UTC, ISO 8601."""

    article: str
    number: int
    name: str
    text: str
    spans: tuple[Span, ...]
    description: Description
    sha256: str
    loader: str
    added: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the collection with its current version, and the other names under which its bytes came.

    ``origin`` is the article whose text a near copy repeats, the earliest published of them; "" if it is none."""

    id: str
    name: str
    current: Version
    names: tuple[str, ...] = ()
    removed: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words that a claim rests on: W3C text-quote and text-position selectors, and who published them.

    ``number`` is None for a closest passage. ``before`` and ``after`` hold up to 64 code points around the quote.
    Position is never identity: the words are (``version`` and the offsets say where they stood).
    """

    number: int | None
    article: str
    name: str
    version: int
    description: Description
    start: int
    end: int
    quote: str
    before: str
    after: str
    passage: str
    page: int | None = None
    link: str | None = None
    status: CitationStatus = "same"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer. ``lead`` is what the reader needs to understand it alone ("the report"), set
    apart from the quoted words. ``emphasis`` holds ranges of ``text``."""

    text: str
    citations: tuple[int, ...]
    check: Check
    reasons: tuple[str, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    speaker: Speaker = NOBODY
    said_on: Part = UNKNOWN
    lead: str = ""
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation: ``role`` is "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What was searched: how many articles, the first and last date among them, and the filters in force."""

    articles: int
    first: str | None
    last: str | None
    filters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall time of the steps of one answer, in seconds."""

    retrieve: float = 0.0
    draft: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Dispute:
    """Sources that contradict each other on one point: ``about`` names it in words; the sides stand side by side,
    each a claim that cites citations of the answer, and are never blended."""

    about: str
    sides: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a value. ``note`` says in words what is missing, or what the collection has near the question.

    ``warnings`` are sentences on the age of the sources. ``notice`` says in one sentence why a model that was chosen
    did not write this answer, or "". ``withheld`` counts sentences of a model that failed their check and are left out.
    ``answered`` is when it was begun, UTC, ISO 8601, or "" where that is not known.
    """

    question: str
    searched: str
    mode: Literal["extractive", "generative"]
    status: AnswerStatus
    note: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...]
    scope: Scope
    seconds: Seconds
    generation: int = 0
    recipe: dict[str, str] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    warnings: tuple[str, ...] = ()
    notice: str = ""
    withheld: int = 0
    answered: str = ""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file of an ingest. ``of`` names the article that a copy or rename belongs to, or whose text
    a near copy repeats (``near_copy`` is then among the ``flags``)."""

    name: str
    action: Action
    article: str = ""
    version: int = 0
    of: str = ""
    reason: str = ""
    flags: tuple[str, ...] = ()
    passages: int = 0
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an ingest did, counted in the library afterwards. ``counts`` holds articles, passages, sentences, words
    (rows of the index of words), vectors, and one count for each action that occurred. ``withheld`` files are gone
    from their folder, and were not removed because they are more than half of what came from it."""

    generation: int
    files: tuple[FileResult, ...]
    counts: dict[str, int]
    note: str = ""
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A question that got no answer, and why, in a sentence."""

    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A kept conversation. ``made`` and ``changed`` are UTC, ISO 8601. ``title`` is the first question until it is
    renamed. Its answers are kept whole, so that they are shown again exactly as they were."""

    id: str
    title: str
    made: str
    changed: str
    turns: tuple[Answer | Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a briefing: a heading or text of the user's own, or sentences with what they cite.

    ``id`` is unique within the briefing and stays when blocks are moved. ``text`` holds the heading, the own text, or
    for ``answer`` the question that was asked, and "" for a passage alone. ``claims`` cite by number the ``citations``
    of this block; the numbers of the whole document are given when it is laid out. ``answered`` is when, UTC;
    ``searched`` and ``filters`` are what the answer was searched with, by which it can be asked again. ``whole``: these
    are known to be all sentences of the answer, and not only chosen ones.
    """

    id: str
    kind: Literal["heading", "text", "answer", "passage"]
    text: str = ""
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    note: str = ""
    mode: Literal["extractive", "generative"] = "extractive"
    answered: str = ""
    searched: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """A document in the making. ``marking`` stands in its header ("OFFICIAL"), or "". Times are UTC, ISO 8601."""

    id: str
    title: str
    made: str
    changed: str
    marking: str = ""
    blocks: tuple[Block, ...] = ()
