"""Questions about an article itself (who wrote it, when, who published it): answered from its description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.words import content_stems, fold
from values import Article, Part

Aspect = Literal["author", "published", "updated", "publisher", "title", "kind"]

_THING = r"(?:article|articles|piece|page|story|report|blog|blog post|post|op-?ed|opinion piece|column|text|document|item|one|it|this|that|interview|letter|speech|press release|policy page)"
_PATTERNS: tuple[tuple[Aspect, str], ...] = (
    ("updated", r"\b(?:when|what (?:date|day|time|year)|was|is|has|have).*\b(?:updated|amended|revised|edited|last (?:updated|changed|modified)|changed (?:later|since|after))\b|\blast update\b|\bdate of the (?:last )?update\b"),
    ("published", r"\bwhen (?:was|were|is|did) .*\b(?:published|posted|released|written|printed|put (?:up|out|online)|come out|came out|appear|appeared|go up|went up|dated)\b"
     r"|\b(?:publication|published|issue|release) (?:date|day|year|month)\b|\bdate of (?:publication|the|this)\b"
     r"|\bwhen (?:did|was) .*\b(?:write|publish|wrote) (?:this|it|that|the)\b"
     rf"|\b(?:what|which) (?:date|day|year|month)\b.*\b(?:published|written|posted|from|appear|come out|{_THING})\b"
     rf"|\bhow (?:old|recent|new) is (?:the|this|that) .*\b{_THING}\b|\bwhat(?:'s| is) the date (?:of|on) "),
    ("author", rf"\bwho (?:wrote|authored|penned|is the author|was the author|are the authors|'s the author)\b|\bby whom (?:was|is|were) .*\b(?:written|authored)\b"
     rf"|\bwho(?: is|'s|s)? (?:the )?(?:author|writer|journalist|reporter|byline)\b|\b(?:author|writer|journalist|reporter|byline)(?:'s|s)? (?:of|for|on|name|job|role|post|position) "
     rf"|\bwho(?: is|'s|s) (?:it|the .*|this) (?:written )?by\b|\bwhat (?:is|was) the (?:name of the )?(?:author|writer|reporter|journalist)\b|\bwhose (?:byline|{_THING})\b|\bwhich (?:journalist|reporter|author) wrote\b"),
    ("publisher", r"\bwho (?:published|publishes|is the publisher|ran|printed)\b|\b(?:which|what) (?:publication|website|site|newspaper|magazine|outlet|publisher|paper)\b"
     r"|\bwhere (?:was|were|did) .*\b(?:published|appear|printed|posted|come out)\b|\bpublisher of\b|\bpublished (?:by|in) (?:whom|which|what)\b"),
    ("title", r"\b(?:what(?:'s| is| was)?|which) (?:the )?(?:title|headline|heading) (?:of|for|on|does|is)\b|\b(?:title|headline) of the\b"),
    ("kind", rf"\b(?:what|which) (?:kind|sort|type) of (?:article|piece|document|text|source|page|publication)\b|\bis (?:it|this|that|the .*{_THING}) (?:a |an )?(?:news|opinion|comment|editorial|op-?ed|advert)\b"),
)  # fmt: skip
_COMPILED = tuple((aspect, re.compile(pattern)) for aspect, pattern in _PATTERNS)
_NOT_ABOUT = re.compile(
    r"\bwho (?:wrote|writes) (?:to|that|down)\b|\bwhen (?:was|were) .*\b(?:law|bill|act|deal|review|strategy|plan|reforms?|package)\b.*\bpublished\b"
)

NOUNS = {
    "author": "who wrote it", "published": "when it was published", "updated": "when it was updated",
    "publisher": "who published it", "title": "its title", "kind": "what kind of article it is",
}  # fmt: skip
_KINDS = {
    "news": "a news report", "opinion": "an opinion piece", "policy_page": "a policy page", "report": "a report",
    "guidance": "guidance",
}  # fmt: skip
_HOW = {"stated": "", "inferred": " (inferred)", "given": " (given)", "unknown": ""}
_FRAME = content_stems(
    ["article piece page story report blog post published publish publication publisher wrote written write author writer"
     " reporter journalist byline title headline date dated updated update when who which what kind news opinion website"
     " newspaper magazine appear changed later amended job role name site outlet"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence composed from a description, and the part that it rests on."""

    text: str
    part: Part
    aspect: Aspect


def aspects_of(question: str) -> tuple[Aspect, ...]:
    """What of an article a question asks for, in the order of ``NOUNS``; nothing if it asks for its content.

    >>> aspects_of("Who wrote the piece about place shaping, and on what date was it published?")
    ('author', 'published')
    """
    flat = fold(question)
    if _NOT_ABOUT.search(flat):
        return ()
    found = {aspect for aspect, pattern in _COMPILED if pattern.search(flat)}
    return tuple(aspect for aspect in NOUNS if aspect in found)


def topic_stems(question: str) -> set[str]:
    """What is left of the question's words when those about articles in general are taken away."""
    return content_stems([question]) - _FRAME


def day(value: str) -> str:
    """ "2014-05-08" → "8 May 2014"; "2014-05" → "May 2014"; "2014" → "2014".

    A value that is no such date is given back as it is.
    """
    months = "January February March April May June July August September October November December".split()
    parts = value[:10].split("-")
    if not all(part.isdigit() for part in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return value
    words = [str(int(parts[2]))] if len(parts) > 2 else []
    words += [months[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*words, parts[0]])


def date_words(part: Part) -> str:
    """A date or a range of dates in words."""
    if not part.value:
        return "an unknown date"
    if part.to and part.to != part.value:
        return f"between {day(part.value)} and {day(part.to)}"
    return day(part.value)


def name_of(article: Article) -> str:
    """How an article is called in a sentence: its title in quotation marks, or its file name."""
    title = article.current.description.title.value
    return f"“{title}”" if title else article.name


def line_of(article: Article, part: Part) -> tuple[int, int] | None:
    """The title, byline or dateline that a part was read from, whole; its clue where that stands elsewhere."""
    if part.clue is None:
        return None
    around = [s for s in article.current.spans if s.start <= part.clue[0] and part.clue[1] <= s.end]
    whole = [s for s in around if s.kind in ("title", "byline", "dateline")]
    return (whole[0].start, whole[0].end) if whole else part.clue


def _byline(article: Article, part: Part) -> str:
    """What a byline says beside the name (an office, a post), to be quoted; empty where it says no more."""
    line = line_of(article, part)
    text = article.current.text[line[0] : line[1]].strip() if line else ""
    more = part.value is not None and len(text.split()) > len(part.value.split()) + 1
    return f"; the byline reads “{text}”" if more and len(text) < 250 else ""


def state(article: Article, aspect: Aspect) -> Statement:
    """What the description says of one aspect, as a sentence; the part is unknown where it says nothing."""
    part: Part = getattr(article.current.description, aspect)
    name = name_of(article)
    if part.value is None:
        return Statement(f"The collection does not say {NOUNS[aspect]} ({name}).", part, aspect)
    how = _HOW[part.known]
    on = "" if part.to and part.to != part.value else "on " if len(part.value) >= 10 else "in "
    sentence = {
        "author": f"{name} is by {part.value}{how}{_byline(article, part)}.",
        "published": f"{name} was published {on}{date_words(part)}{how}.",
        "updated": f"{name} was updated {on}{date_words(part)}{how}.",
        "publisher": f"{name} was published by {part.value}{how}.",
        "title": f"The title is {name}{how}.",
        "kind": f"{name} is {_KINDS.get(part.value, part.value)}{how}.",
    }[aspect]
    return Statement(sentence, part, aspect)


def choose_articles(question: str, articles: Sequence[Article], ranked: Sequence[str]) -> list[Article]:
    """The article that a question about an article means: the one whose title, publisher and author, or else whose
    text, hold most of the question's words, ``ranked`` (ids by relevance) deciding between equals; all of them where
    nothing tells them apart.
    """
    topic = topic_stems(question)
    if not topic or not articles:
        return list(articles)[:5]
    rank = {key: at for at, key in enumerate(ranked)}
    return [max(articles, key=lambda a: _meant(a, topic) - 0.08 * min(rank.get(a.id, 9), 9))]


def _meant(article: Article, topic: set[str]) -> float:
    """The share of the topic's words that the description of an article holds; its text counts for less."""
    described = article.current.description
    parts = [p.value for p in (described.title, described.publisher, described.author) if p.value]
    named, written = content_stems(parts), content_stems([article.current.text])
    return sum(1.0 if word in named else 0.75 if word in written else 0.0 for word in topic) / len(topic)
