"""Links that open a page at the words cited: text fragments, https://wicg.github.io/scroll-to-text-fragment/.

A browser looks for whole words, without regard to case, accents, the shape of quotation marks and how many blanks
there are, in the text of one block after another; ``start,end`` may reach over several blocks, each of its ends not.
So what is named of a quote never crosses the end of a line. Tried in Chromium by ``tests/test_links.py``.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote as percent

from values import Part

WHOLE = 12  # words up to which a quote is named whole; of a longer one, its first and its last words
ENDS = 5  # words of each end, more where these stand elsewhere too
AROUND = 5  # words before and after, where the quote stands several times
_SIGNS = str.maketrans("“”„‟‘’‚‛\u00a0", "\"\"\"\"'''' ")


def link_to_words(url: Part, text: str, start: int, end: int, page: int | None = None) -> str | None:
    """The address of an article with a text fragment to ``text[start:end]``; None if it is no web address.

    What the address has for a fragment stays, for a page on which the words are not found; a PDF is opened at its
    ``page`` then.

    >>> link_to_words(url, "One day. We left.", 9, 17)
    'https://example.org/a#:~:text=We%20left.'
    """
    address = url.value or ""
    if not address.startswith(("http://", "https://")):
        return None
    plain, _, fragment = address.partition("#")
    if page and plain.lower().endswith(".pdf"):
        fragment = f"page={page}"
    directive = text_directive(text, start, end)
    return f"{plain}#{fragment.split(':~:')[0]}{f':~:text={directive}' if directive else ''}".rstrip("#")


def text_directive(text: str, start: int, end: int) -> str:
    """``[prefix-,]start[,end][,-suffix]``, percent-encoded; "" where the range holds no words."""
    start, end = _whole_words(text, start, end)
    lines = [words for line in text[start:end].splitlines() if (words := line.split())]
    if not lines:
        return ""
    named = _named(_folded(text), lines)
    if _times(_folded(text), " ".join(named[0])) < 2:
        return ",".join(_encoded(words) for words in named)
    before, after = _nearest(text[:start], last=True), _nearest(text[end:], last=False)
    prefix, suffix = _encoded(before[-AROUND:]), _encoded(after[:AROUND])
    parts = [
        f"{prefix}-" if prefix else "",
        *(_encoded(words) for words in named),
        f"-{suffix}" if suffix else "",
    ]
    return ",".join(part for part in parts if part)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the parts of words at its ends, which a browser does not find."""
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return start, end


def _named(folded: str, lines: list[list[str]]) -> list[list[str]]:
    """The words that name a quote: all of them, or its first and its last ones."""
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= WHOLE:
        return [first]
    most = len(first) // 2 if len(lines) == 1 else max(len(first), len(last))
    sizes = range(min(ENDS, most), most)
    whole = _fold(" ".join(word for line in lines for word in line))
    head = next((size for size in sizes if _times(folded, " ".join(first[:size])) < 2), most)
    tail = next((size for size in sizes if _times(whole, " ".join(last[-size:])) < 2), most)
    return [first[:head], last[-tail:]]


def _nearest(text: str, last: bool) -> list[str]:
    """The words of the last, or the first, line of a text that holds any."""
    lines = text[-2000:].splitlines() if last else text[:2000].splitlines()
    return next((words for line in (reversed(lines) if last else lines) if (words := line.split())), [])


def _encoded(words: list[str]) -> str:
    """Percent-encoded, the signs of the directive's own syntax too."""
    return percent(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def _times(folded: str, words: str) -> int:
    """How often the words stand in a folded text, as whole words; counted to two."""
    sought = _fold(words)
    found, at = 0, folded.find(sought)
    while at >= 0 and found < 2:
        around = f"{folded[max(0, at - 1) : at]} {folded[at + len(sought) : at + len(sought) + 1]}"
        found += not any(sign.isalnum() for sign in around)
        at = folded.find(sought, at + 1)
    return found


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    """A text as ``_fold`` has it; kept, because several citations of an answer come from one article."""
    return _fold(text)


def _fold(text: str) -> str:
    return " ".join(text.translate(_SIGNS).casefold().split())
