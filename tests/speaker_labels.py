"""Articles whose every sentence is labelled by hand with its speaker, and the judge that counts what is wrong.

``sentences`` lists the body in order; a label holds name, office, body, quoted and reported, and may list further
right answers under "alternatives". ``text`` is the article, or ``file`` names one of ``corpus/``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

from ingest.speakers import attribute
from values import UNKNOWN, Description, Known, Part, Sentence, Span, Speaker, Version

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"


class _Who(TypedDict):
    name: str
    office: str
    body: str
    reported: bool
    quoted: bool


class Label(_Who, total=False):
    """One labelled sentence."""

    text: str
    # Other right answers.
    alternatives: list[_Who]


class Labelled(TypedDict, total=False):
    """One labelled article."""

    file: str
    text: str
    description: dict[str, str | None]
    sentences: list[Label]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence as attributed, beside its label. ``kind``: right, wrong, or unknown."""

    article: str
    kind: str
    label: Label
    sentence: Sentence

    @property
    def counts(self) -> bool:
        """Quoted and reported sentences are what the shares are counted over."""
        return self.label["reported"] or self.label["quoted"]

    def __str__(self) -> str:
        who = self.sentence.speaker
        wanted = "/".join(self.label[key] for key in ("name", "office", "body"))
        return f"{self.article}: {self.label['text'][:60]!r} wants {wanted}, got {who.name}/{who.office}/{who.body}"


def labelled(name: str) -> list[Labelled]:
    """The articles of ``tests/data/speakers_NAME.json``."""
    raw = json.loads((HERE / "data" / f"speakers_{name}.json").read_text("utf-8"))
    return cast("list[Labelled]", raw["articles"])


def version_of(article: Labelled) -> tuple[Version, list[Sentence]]:
    """The article as a version with its labelled sentences; what stands before them is its byline."""
    text = article.get("text") or (CORPUS / article["file"]).read_text("utf-8")
    sentences = _sentences(text, [label["text"] for label in article["sentences"]])
    first, last = sentences[0].start, sentences[-1].end
    spans = (*((Span(0, first, "byline"),) if text[:first].strip() else ()), Span(first, last, "body"))
    described = _description(article["description"])
    return Version("made", 1, article["file"], text, spans, described, "", "text", ""), sentences


def _sentences(text: str, texts: list[str]) -> list[Sentence]:
    found: list[Sentence] = []
    for one in texts:
        start = text.index(one, found[-1].end if found else 0)
        new = not found or "\n" in text[found[-1].end : start]
        paragraph = found[-1].paragraph + new if found else 0
        found.append(Sentence(start, start + len(one), one, paragraph))
    return found


def _description(given: dict[str, str | None]) -> Description:
    known = cast("Known", given["known"])
    parts = {
        key: Part(given[key], known=known) if given[key] else UNKNOWN
        for key in ("publisher", "author", "published")
    }
    return Description(**parts, kind=Part(given["kind"], known="inferred"))


def judge(name: str) -> list[Verdict]:
    """A verdict for every sentence of every article of that name."""
    verdicts = []
    for article in labelled(name):
        version, sentences = version_of(article)
        for label, sentence in zip(article["sentences"], attribute(version, sentences), strict=True):
            verdicts.append(Verdict(article["file"], _kind(label, sentence.speaker), label, sentence))
    return verdicts


def share(verdicts: list[Verdict], kind: str) -> float:
    """The share of the quoted and reported sentences that are of that kind."""
    counted = [verdict for verdict in verdicts if verdict.counts]
    return sum(verdict.kind == kind for verdict in counted) / len(counted)


def _kind(label: Label, speaker: Speaker) -> str:
    rights = [
        _folded(who["name"], who["office"], who["body"]) for who in (label, *label.get("alternatives", []))
    ]
    if _folded(speaker.name, speaker.office, speaker.body) in rights:
        return "right"
    return "unknown" if speaker.known == "unknown" else "wrong"


def _folded(*words: str) -> tuple[str, ...]:
    return tuple(word.replace("’", "'").lower().removeprefix("the ") for word in words)
