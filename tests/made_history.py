"""Files with a history that is known sentence by sentence, so that it can be said what became of each citation.

Every sentence has a key of its own in its words ("£17 million"), which stays while the sentence is altered or moved.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from made_library import ENCODER

from ingest.curate import erase, remove, restore
from ingest.sync import sync
from library.store import Library
from rag.cite import cite
from values import Answer, Citation, CitationStatus, Claim, Scope, Seconds

WORDS = (
    "council minister county city budget transport health skills homes roads deal mayor growth rural urban rail "
    "school police harbour bridge market museum forest river valley"
).split()


@dataclass(frozen=True)
class Line:
    """A sentence: ``altered`` counts how many of its words were replaced since it was written."""

    key: int
    text: str
    altered: int = 0


@dataclass
class Telling:
    """A citation and the line that it cites, as it was then."""

    citation: Citation
    line: Line


def answer_of(tellings: Sequence[Telling]) -> Answer:
    """An answer whose sentences are the lines that are cited, each its own."""
    citations = tuple(one.citation for one in tellings)
    claims = tuple(Claim(one.quote, (one.number or 0,), "verbatim") for one in citations)
    return Answer(
        *("How much?", "How much?", "extractive", "answered", "", claims, citations, ()),
        *(Scope(4, None, None), Seconds()),
    )


@dataclass
class History:
    """A folder whose files are lists of lines, the library that follows it, and what happened to its articles."""

    folder: Path
    library: Library
    chance: random.Random
    files: dict[str, list[Line]] = field(default_factory=dict)
    articles: dict[str, str] = field(
        default_factory=dict
    )  # the article of each file, as the last receipt has it
    held: dict[str, list[Line]] = field(default_factory=dict)  # what the library has of each article
    kept_out: set[str] = field(default_factory=set)
    erased: set[tuple[str, int]] = field(default_factory=set)
    keys: int = 0

    def begin(self, files: int) -> None:
        for number in range(files):
            self.files[f"article-{number}.txt"] = [self.line() for _ in range(self.chance.randrange(5, 12))]
        self.sync()

    def line(self) -> Line:
        self.keys += 1
        words = " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randrange(10, 18)))
        return Line(
            self.keys, f"The {words} was worth £{self.keys} million in {self.chance.randrange(1990, 2030)}."
        )

    def sync(self) -> None:
        """Write the files, and let the library follow. What was erased it does not take in again: a file whose words
        are brought back to those of an erased version changes nothing."""
        for file in self.folder.rglob("*.txt"):
            file.unlink()
        for name, lines in self.files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(written(lines)[0], encoding="utf-8", newline="")
        receipt = sync([self.folder], self.library, ENCODER, yes=True)
        rows = [one for one in receipt.files if one.action != "removed"]
        self.articles = {one.name: one.article for one in rows}
        self.held |= {one.article: self.files[one.name] for one in rows if one.action != "kept_out"}

    def cite(self, count: int) -> list[Telling]:
        """So many citations of lines of articles that are searched now, each numbered."""
        found = []
        current = {one.id: one.current for one in self.library.articles()}
        names = [name for name, article in self.articles.items() if article in current]
        for number in range(1, count + 1 if names else 1):
            name = self.chance.choice(names)
            line = self.chance.choice(self.held[self.articles[name]])
            start, end = written(self.held[self.articles[name]])[1][line.key]
            found.append(Telling(cite(current[self.articles[name]], start, end, number), line))
        return found

    def happen(self) -> None:
        """One thing that happens to a collection."""
        name = self.chance.choice(list(self.files))
        match self.chance.randrange(9):
            case 0 | 1 | 2 | 3:
                self.files[name] = self.edited(self.files[name])
            case 4:
                self.rename(name)
            case 5 if len(self.files) > 2:
                del self.files[name]
            case 6:
                self.files[f"article-{self.keys}-new.txt"] = [self.line() for _ in range(6)]
            case 7:
                self.take_out(self.articles.get(name, ""))
            case _ if len(self.files) > 2 and self.chance.random() < 0.5:
                self.erase(name)

    def edited(self, lines: list[Line]) -> list[Line]:
        found, at = list(lines), self.chance.randrange(len(lines))
        match self.chance.randrange(4):
            case 0:
                found.insert(at, self.line())
            case 1 if len(found) > 3:
                del found[at]
            case 2:
                words = found[at].text.split()
                words[self.chance.randrange(1, 8)] = self.chance.choice(("altered", "revised", "amended"))
                found[at] = replace(found[at], text=" ".join(words), altered=found[at].altered + 1)
            case _:
                self.chance.shuffle(found)
        return found

    def rename(self, name: str) -> None:
        """Move a file, or let two files change their names."""
        other = self.chance.choice([*self.files, f"sub/moved-{self.keys}.txt"])
        held = self.files.pop(name)
        if other in self.files:
            self.files[name] = self.files[other]
        self.files[other] = held

    def take_out(self, article: str) -> None:
        """Take an article out by hand, or bring back one that was."""
        if article in self.kept_out:
            restore(self.library, ENCODER, article)
            self.kept_out.discard(article)
        elif any(one.id == article for one in self.library.articles()):
            remove(self.library, article)
            self.kept_out.add(article)

    def erase(self, name: str) -> None:
        """Erase an article, with its file, or an earlier version of it."""
        article = self.articles.get(name, "")
        numbers = [one.number for one in self.library.versions(article)]
        if len(numbers) > 1 and self.chance.random() < 0.5:
            erase(self.library, article, numbers[0])
            self.erased.add((article, numbers[0]))
        elif numbers:
            erase(self.library, article)
            self.erased |= {(article, number) for number in numbers}
            del self.files[name]

    def right(self, telling: Telling) -> tuple[CitationStatus, int | None, int | None]:
        """What a citation must be said to be now, and where its line stands, by what happened to the files."""
        citation, line = telling.citation, telling.line
        if (citation.article, citation.version) in self.erased:
            return "erased", None, None
        there = citation.article in self.articles.values() and citation.article not in self.kept_out
        lines = self.held[citation.article] if there else []
        now = next((one for one in lines if one.key == line.key), None)
        if now is None:
            return "gone", None, None
        start, end = written(lines)[1][line.key]
        if now.text != citation.quote:
            return "changed", start, end
        return "same" if start == citation.start else "moved", start, end


def written(lines: list[Line]) -> tuple[str, dict[int, tuple[int, int]]]:
    """The words of a file, three sentences to a paragraph, and where each line stands in them."""
    text, places = "", {}
    for number, line in enumerate(lines):
        places[line.key] = len(text), len(text) + len(line.text)
        text += line.text + ("\n\n" if number % 3 == 2 else " ")
    return text.rstrip() + "\n", places
