"""What the library holds of cited words: whether they stand in the stored version, where, and what became of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from briefing.records import fingerprint
from ingest.split import Paragraph, paragraphs
from library.citations import Standing, status
from library.store import Library
from values import Citation, CitationStatus, Version


@dataclass(frozen=True, slots=True)
class Cited:
    """One use of a citation by one sentence. ``number`` is that of its note in the document, or None: it has a note
    only if the sentence passed its check and the words stand in the stored version. ``citation`` is as it was kept;
    its texts are not inert. ``place`` is "page 3", "paragraph 4" (of the body), "the title" or ""."""

    number: int | None
    citation: Citation
    status: CitationStatus
    place: str
    fingerprint: str


class ReadOnce:
    """The texts of a library as far as they are asked for, each read once: for one document, which cites the same
    articles again and again."""

    def __init__(self, library: Library) -> None:
        self.version = cache(library.version)
        self.versions = cache(library.versions)
        self.article = cache(library.article)
        self.was_erased = cache(library.was_erased)


class Evidence:
    """A view on the library for one document; every version is read once, every citation looked up once."""

    def __init__(self, library: Library) -> None:
        self._library = ReadOnce(library)
        self._paragraphs: dict[tuple[str, int], tuple[Paragraph, ...]] = {}
        self._standings: dict[tuple[str, int, int, int, str], Standing] = {}

    def version(self, citation: Citation) -> Version | None:
        return self._library.version(citation.article, citation.version)

    def stands(self, citation: Citation) -> bool:
        """True if the stored version says exactly these words at this place."""
        version = self.version(citation)
        return (
            version is not None
            and 0 <= citation.start < citation.end
            and version.text[citation.start : citation.end] == citation.quote
        )

    def standing(self, citation: Citation) -> Standing:
        key = (citation.article, citation.version, citation.start, citation.end, citation.quote)
        if key not in self._standings:
            self._standings[key] = status(self._library, *key)
        return self._standings[key]

    def cited(self, citation: Citation, number: int | None) -> Cited:
        """The citation as a document shows it, with the ``number`` of its note if it is to have one."""
        return Cited(
            number,
            citation,
            self.standing(citation).status,
            self.place(citation),
            self.fingerprint(citation),
        )

    def fingerprint(self, citation: Citation) -> str:
        version = self.version(citation)
        return fingerprint(version) if version else ""

    def place(self, citation: Citation) -> str:
        """Where the words stand, for a reader with the article in hand."""
        version = self.version(citation)
        if citation.page or version is None:
            return f"page {citation.page}" if citation.page else ""
        key = (citation.article, citation.version)
        if key not in self._paragraphs:
            self._paragraphs[key] = paragraphs(version.text, version.spans)
        found = self._paragraphs[key]
        number = bisect_right([one.start for one in found], citation.start)
        if number and citation.start < found[number - 1].end:
            return f"paragraph {number}"
        titles = (span for span in version.spans if span.kind == "title")
        return "the title" if any(one.start <= citation.start < one.end for one in titles) else ""
