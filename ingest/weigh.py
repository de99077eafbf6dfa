"""What each line of a text costs as article and as page: its wording, its shape, and the company it keeps."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ingest.lines import LIFE, NAME, Line
from ingest.wording import Sign, read_sign

_SPEECH = re.compile(r"\b(?:said|says|told|added|argues?|warned|according to)\b|[“‘\"]\w")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|(?:^|\s)(?:\+44|0\d{2,4})[ \d]{6,}")
# A name alone, a clock time, a footnote: short, and of the article.
_PERSONAL = re.compile(rf"^(?:{NAME}$|\d{{1,2}}[.:]\d\d ?(?:am|pm|BST|GMT)?$|\[\d+\] )")
NEVER = 999.0  # a cost that no path pays
_CERTAIN = 8.0  # a sign above this is believed whatever its line looks like
_LABEL = 4.0  # the most that a word weighs which may as well be a heading of the article
_LIST_DATE = re.compile(r"^\d{1,2} \w+ \d{4}$|^\d{1,2}/\d{1,2}/\d{2,4}$")
_STOP = frozenset(
    "about after again also because been before being between both came come could does each even every from have "
    "having here into just like made make many more most much must only other over said same should since some such "
    "than that their them then there these they this those through under very want well were what when where which "
    "while will with within without would year years your".split()
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line with its ``article`` and ``page`` weights (what calling it the other costs), and ``teaser``: what it
    costs, as a line of the article, to be read as part of a list of teasers."""

    line: Line
    sign: Sign
    prose: bool
    content: frozenset[str]
    article: float = 0.0
    page: float = 0.0
    teaser: float = 0.0
    headed: float = 0.0


def weigh(lines: Sequence[Line], trusted: Collection[int] = (), frame: Collection[int] = ()) -> list[Weighed]:
    """The lines with their weights. ``trusted`` holds the starts of lines that the loader took for article,
    ``frame`` those of the title, byline and dateline.

    1. each line for itself; 2. short lines by the company they keep; 3. sentences by what they echo.
    """
    common = common_words(lines)
    items = [_alone(line, common) for line in lines]
    items = [_after_title(item, before, frame) for before, item in zip([None, *items], items, strict=False)]
    items = _by_echo(_by_company(_lonely_labels(items)))
    return [_anchored(item, trusted, frame) for item in items]


def _anchored(item: Weighed, trusted: Collection[int], frame: Collection[int]) -> Weighed:
    extra = (3.5 if item.line.start in trusted else 0.0) + (6.0 if item.line.start in frame else 0.0)
    return replace(item, article=item.article + item.headed + extra, teaser=item.teaser + extra)


def common_words(lines: Sequence[Line]) -> frozenset[str]:
    """Words that stand in lower case somewhere in the text: no names of people."""
    return frozenset(word for line in lines for word in line.words if word[0].islower())


def is_named(words: Sequence[str], common: Collection[str]) -> bool:
    """True where no word of a name is also a common word of the text."""
    return not any(word.lower() in common for word in words if word != "and")


def _after_title(item: Weighed, before: Weighed | None, frame: Collection[int]) -> Weighed:
    """A line of several words right under the title or byline is a standfirst."""
    under = before is not None and before.line.start in frame and item.line.start not in frame
    stands = under and not item.sign.weight and len(item.line.words) >= 6
    return replace(item, article=item.article + 1.5) if stands else item


def _alone(line: Line, common: Collection[str]) -> Weighed:
    prose = line.prose
    sign = _tempered(line, read_sign(line.text), prose)
    return Weighed(
        line, sign, prose, content_words(line), _article_weight(line, prose, sign, common), sign.weight
    )


def _tempered(line: Line, sign: Sign, prose: bool) -> Sign:
    """A sentence says less with the same words than a label does, and less the longer it is; so does an item of a
    list that begins with a small letter."""
    if sign.weight > _CERTAIN:
        return sign
    if prose:
        scale = 1.0 if len(line.words) <= 16 else 0.6 if len(line.words) <= 30 else 0.4
        return replace(sign, weight=sign.weight * scale, opens=False)
    if line.text[0].islower() and len(line.words) >= 5:
        return replace(sign, weight=sign.weight * 0.4, opens=False)
    return sign


def _article_weight(line: Line, prose: bool, sign: Sign, common: Collection[str]) -> float:
    words = line.words
    if prose and sign.weight >= 3:
        return 1.5 + min(2.0, len(words) / 30)
    if prose:
        told = bool(_SPEECH.search(line.text[:2000])) + 3 * bool(LIFE.match(line.text))
        return 3.2 + min(2.5, len(words) / 12) + 0.7 * told
    if LIFE.match(line.text):
        return 3.0
    if _PERSONAL.match(line.text) and is_named(words, common):
        return 0.7
    lower = sum(word[0].islower() for word in words)
    if len(words) >= 6 and lower >= 0.6 * len(words):
        return 0.8 if line.bullet or line.final else 0.4
    return 0.4 if line.bullet and len(words) >= 2 else 0.7 if line.final and len(words) >= 2 else 0.0


def content_words(line: Line) -> frozenset[str]:
    """The longer words of a line, cut to seven letters, without the common ones."""
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in line.words)
    return frozenset(_stem(word) for word in words if len(word) > 3 and word not in _STOP)


def _stem(word: str) -> str:
    return (word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s"))[:7]


def _lonely_labels(items: list[Weighed]) -> list[Weighed]:
    """A word such as "Members" or "Policy" says page only at the top, or where other page words are near."""
    result = []
    first = next((i for i, item in enumerate(items) if item.prose and not item.sign.weight), len(items))
    for i, item in enumerate(items):
        near = [*items[max(0, i - 2) : i], *items[i + 1 : i + 3]]
        lonely = (
            i > first and 0 < item.sign.weight <= _LABEL and not any(other.sign.weight >= 3 for other in near)
        )
        sign = replace(item.sign, weight=1.0) if lonely else item.sign
        result.append(replace(item, sign=sign, page=sign.weight))
    return result


def _by_company(items: list[Weighed]) -> list[Weighed]:
    """Short lines count as page so far as lines near them, with no plain sentence between, have its wording."""
    pulls = [max(pair) for pair in zip(_pulls(items), _pulls(items[::-1])[::-1], strict=True)]
    pulled = [_pulled(item, pull) for item, pull in zip(items, pulls, strict=True)]
    return _headed(_colon_lists(pulled))


def _pulls(items: Sequence[Weighed]) -> list[float]:
    """For each line how strongly the signs at or before it pull, 0 to 1, fading by a fifth with each line."""
    pulls, pull = [], 0.0
    for item in items:
        pull = 0.0 if item.prose and item.sign.weight < 3 else max(0.8 * pull, min(6.0, item.sign.weight))
        pulls.append(min(1.0, max(0.0, pull - 1.5) / 3.5))
    return pulls


def _pulled(item: Weighed, pull: float) -> Weighed:
    if item.prose:
        return item
    extra = 0.6 * pull + 0.02
    if _ADDRESS.search(item.line.text[:400]) or _LIST_DATE.match(item.line.text):
        extra += 0.8
    return replace(item, page=item.page + extra)


def _headed(items: list[Weighed]) -> list[Weighed]:
    """A short line without a sign, right above a plain sentence, goes with it (in a list of teasers it does not)."""
    result = []
    for item, after in zip(items, [*items[1:], None], strict=False):
        plain = after is not None and after.prose and after.sign.weight < 3
        heads = plain and not item.prose and item.sign.weight < 4 and len(item.line.words) <= 14
        result.append(replace(item, headed=0.9, page=item.page * 0.5) if heads else item)
    return result


def _colon_lists(items: list[Weighed]) -> list[Weighed]:
    """Items under a sentence that ends in a colon, and numbered ones, belong to it."""
    result: list[Weighed] = []
    listing = False
    for item in items:
        if item.line.text.endswith(":") and not item.sign.weight and len(item.line.words) > 2:
            listing = True
            item = replace(item, article=item.article + 0.5)
        elif item.prose or item.sign.weight >= 3:
            listing = False
        elif listing or (item.line.bullet and result and result[-1].line.bullet):
            item = replace(item, article=item.article + 0.5)
        result.append(item)
    return result


def _by_echo(items: list[Weighed]) -> list[Weighed]:
    """How much less a sentence weighs as article inside a list of teasers: little where it echoes the article."""
    seen: set[str] = set()
    result: list[Weighed] = []
    teasers = comments = False
    for before, item in zip([None, *items], items, strict=False):
        ready = len(seen) > 30
        teasers = teasers or (item.sign.opens and ready)
        comments = comments or (item.sign.why == "comment prompt" and item.sign.weight >= 5 and ready)
        echo = echo_of(item.content, seen)
        result.append(replace(item, teaser=_teaser_weight(item, before, echo, ready, comments)))
        if item.prose and not item.sign.weight and (not teasers or echo >= 0.3):
            seen |= item.content
    return result


def echo_of(content: Collection[str], seen: Collection[str]) -> float:
    """Which share of a line's content words stands in ``seen``, 0 to 1."""
    return sum(word in seen for word in content) / len(content) if content else 0.0


def _teaser_weight(item: Weighed, before: Weighed | None, echo: float, ready: bool, comments: bool) -> float:
    if not item.prose or not ready:
        return item.article if ready else NEVER
    share = min(1.0, max(0.0, echo - 0.1) / 0.25)
    titled = before is not None and not before.prose and not before.line.final
    return item.article * share * (0.5 if titled else 1.0) * (0.3 if comments else 1.0)
