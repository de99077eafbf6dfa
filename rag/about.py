"""Questions about an article itself (who wrote it, when, who published it): answered from its description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from rag.days import day
from rag.words import content_stems, fold
from values import Article, Part

Aspect = Literal["author", "published", "updated", "publisher", "title", "kind"]

# What an article is called. "It", "this" and "that" mean one only where the verb stands beside them.
_ARTICLE = (
    r"\b(?:articles?|pieces?|pages?|stor(?:y|ies)|reports?|blogs?|posts?|op-?eds?|columns?|editorials?|texts?"
    r"|documents?|interviews?|press releases?)\b"
)
_MEANT = rf"(?:it|this|that|(?:the|this|that) .*{_ARTICLE}.*|['\"].+['\"])"
_WRITER = r"(?:author|writer|journalist|reporter|byline)"
_OUTLET = r"(?:publication|website|site|newspaper|magazine|outlet|publisher|paper)"
_CHANGED = r"(?:last )?(?:updated|amended|revised|edited|changed|modified)"
_WHAT = r"\b(?:what|which)(?:'s|s| is| was)?"
# Each line is one way to ask; they are tried on the folded question.
_PATTERNS: dict[Aspect, tuple[str, ...]] = {
    "updated": (
        rf"\b(?:when|what (?:date|day|time|year)|was|is|has|have)\b.*{_ARTICLE}.* {_CHANGED}\b",
        rf"\b(?:was|is|has) (?:it|this|that|['\"].+['\"]) (?:ever |been )*{_CHANGED}\b",
        r"\blast update\b|\bdate of the (?:last )?update\b",
    ),
    "published": (
        r"\bwhen (?:was|were|is) .*\b(?:published|posted|written)\b|\bwhen did .*\bpublish\b",
        rf"\bwhen (?:was|is) {_MEANT} (?:first )?(?:released|printed|put (?:up|out|online)|dated)\b",
        rf"\bwhen did {_MEANT} (?:first )?(?:come out|appear)\b",
        rf"\bwhen (?:was|were|is|did) .*{_ARTICLE}.* (?:put up|go up|went up|came out|appeared)\b",
        r"\bwhen (?:did|was) .*\b(?:write|wrote) (?:this|it|that|the)\b",
        rf"\b(?:wrote|published|{_WRITER})\b.*\b(?:when|(?:on )?what (?:date|day|year))\W*$",
        r"\b(?:publication|published|issue|release) (?:date|day|year|month)\b",
        rf"\bdate of publication\b|\bdate (?:is )?(?:of|on) (?:the|this|that) .*{_ARTICLE}",
        r"\b(?:what|which) (?:date|day|year|month)\b.*\b(?:published|posted|written)\b",
        rf"\b(?:what|which) (?:date|day|year|month) (?:is|was|does|did) {_MEANT}(?: (?:from|appear|come out))?\W*$",
        rf"\bhow (?:old|recent|new) is (?:the|this|that) .*{_ARTICLE}",
    ),
    "author": (
        r"\bwho (?:wrote|authored|penned)\b|\bby whom (?:was|is|were) .*\b(?:written|authored)\b",
        rf"\bwho(?: is| was| are|'s|s)? (?:the )?(?:named )?{_WRITER}s?(?:\W*$| (?:of|for|on|behind)\b)",
        rf"{_WHAT} the (?:name of the )?{_WRITER}(?:'s|s)?(?: (?:name|job|role|post|title)|\W*$| of\b)",
        rf"^(?:the )?{_WRITER}(?: (?:name|job|role))? (?:of|for|on)\b|\bname of (?:the|its) {_WRITER}\b",
        rf"\bwho(?: is|'s|s) {_MEANT} (?:written )?by\b|\bwhose (?:byline|article|piece|blog|column|op-?ed)\b",
        rf"\bwhich {_WRITER} wrote\b",
    ),
    "publisher": (
        rf"\bwho (?:published|is the publisher)\b|\bwho (?:publishes|ran|runs|printed|carried) {_MEANT}",
        rf"\b(?:which|what) {_OUTLET}\b.*(?:\b(?:publish\w*|posted|printed|appear\w*)\b|\bfrom\W*$)",
        rf"\b(?:which|what) {_OUTLET}\b.*\b(?:the|this|that) .*{_ARTICLE}",
        rf"\bwhere (?:was|were) .*\b(?:published|posted|printed)\b|\bwhere did {_MEANT} (?:appear|come out)\b",
        r"\bpublisher of\b|\bpublished (?:by|in) (?:whom|which|what)\b",
        rf"{_WHAT} the (?:name of the )?publisher\b",
    ),
    "title": (
        rf"{_WHAT} (?:the )?(?:title|headline|heading) (?:of|for|on|does|is) {_MEANT}",
        rf"{_WHAT} (?:the|its) (?:title|headline)\W*$|\bheadline of the\b|\btitle of the .*{_ARTICLE}",
    ),
    "kind": (
        r"\b(?:what|which) (?:kind|sort|type) of (?:article|piece|text|page|publication)\b",
        r"\b(?:what|which) (?:kind|sort|type) of (?:document|source) (?:is|was)\b",
        rf"\bis (?:it|this|that|the .*{_ARTICLE}) (?:a |an )?(?:news|opinion|comment|editorial|op-?ed|advert)\b",
    ),
}
_COMPILED = {aspect: re.compile("|".join(ways)) for aspect, ways in _PATTERNS.items()}
# A letter has a writer and a law a date of publication, and neither is an article.
_NOT_ABOUT = re.compile(
    r"\bwho (?:wrote|writes) (?:to|that|down)\b"
    rf"|\bwhen (?:was|were) (?!.*{_ARTICLE})"
    r".*\b(?:law|bill|act|deal|review|strategy|plan|reforms?|package)\b.*\bpublished\b"
)

LONGEST = 400  # in characters: who asks about an article itself does so in few words

NOUNS: dict[Aspect, str] = {
    "author": "who wrote it", "published": "when it was published", "updated": "when it was updated",
    "publisher": "who published it", "title": "its title", "kind": "what kind of article it is",
}  # fmt: skip
_KINDS = {
    "news": "a news report", "opinion": "an opinion piece", "policy_page": "a policy page", "report": "a report",
    "guidance": "guidance",
}  # fmt: skip
_HOW = {"stated": "", "inferred": " (inferred)", "given": " (given)", "unknown": ""}
_FRAME = content_stems(
    [
        "article piece page story report blog post interview opinion news newspaper magazine website site outlet",
        "published publish publication publisher appear changed later amended updated update date dated",
        "wrote written write author writer reporter journalist byline name job role title headline kind",
    ]
)


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
    if len(flat) > LONGEST or _NOT_ABOUT.search(flat):
        return ()
    return tuple(aspect for aspect in NOUNS if _COMPILED[aspect].search(flat))


def topic_stems(question: str) -> set[str]:
    """What is left of the question's words when those about articles in general are taken away."""
    return content_stems([question]) - _FRAME


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
    meant = [_Meant(article, topic, 0.08 * min(rank.get(article.id, 9), 9)) for article in articles]
    best = meant[0]
    for one in sorted(meant, key=lambda m: -m.most):
        if one.most < best.score:
            break  # no text that is left to read can make its article the one
        if one.score > best.score or (one.score == best.score and meant.index(one) < meant.index(best)):
            best = one
    return [best.article]


@lru_cache(maxsize=16384)
def _stems_of(texts: tuple[str, ...]) -> frozenset[str]:
    """The stems of a description, which stays while question after question is asked of all articles."""
    return frozenset(content_stems(texts))


class _Meant:
    """How much a topic's words speak for an article: those that its description holds count whole, those that only
    its text holds three quarters. The text is read only where it is asked for."""

    def __init__(self, article: Article, topic: set[str], away: float) -> None:
        described = article.current.description
        parts = (described.title, described.publisher, described.author)
        named = _stems_of(tuple(part.value for part in parts if part.value))
        self.article = article
        self._missing = topic - named
        self._size, self._held, self._away = len(topic), len(topic & named), away

    @property
    def most(self) -> float:
        """The score if the text held all that the description does not."""
        return (self._held + 0.75 * len(self._missing)) / self._size - self._away

    @cached_property
    def score(self) -> float:
        written = content_stems([self.article.current.text]) if self._missing else set()
        return (self._held + 0.75 * len(self._missing & written)) / self._size - self._away
