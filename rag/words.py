"""Words as the search sees them: folded, stemmed, with the small words left out.

Folding maps curly quotes, no-break spaces and accents to plain ASCII letters and lower case; it never changes what
is shown, only what is compared. Stems are Snowball's English stems (Porter 2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Stemmer import Stemmer

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "‐": "-", "‑": "-", "‒": "-",
     "–": "-", "—": "-", "\u00ad": None, "\u200b": None}
)  # fmt: skip
_WORD = re.compile(r"[£$€]?\d(?:[\d,.]*\d)?(?:%|(?:bn|m|k|th|st|nd|rd)\b)?|[^\W\d_]+(?:'[^\W\d_]+)*")

SMALL_WORDS = frozenset(
    """a about above after again against all also although am among an and another any anyone anything are aren't as at
    away back be because been before being below between both but by came can can't cannot come could couldn't did
    didn't do does doesn't doing don't done down during each either else ever every few for from further get gets
    getting give given gives go goes going got had hadn't has hasn't have haven't having he he'd he'll he's her here
    hers herself him himself his how however i i'd i'll i'm i've if in into is isn't it it's its itself just keep kind
    know let like made make makes many may me might mine more most much must my myself near need no nor not now of off
    often ok on once one only onto or other others ought our ours ourselves out over own per please put quite rather
    really same shall she should shouldn't since so some somebody something soon sort still such take takes than that
    that's the their theirs them themselves then there these they they'd they'll they're they've thing things this
    those though through thus till to too towards under until up upon us use used uses very via was wasn't we we'd
    we'll we're we've well were weren't what what's whatever when where where's whether which while who who's whoever
    whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours
    yourself tell told show find explain describe summarise summarize list mention mentioned mentions say says said
    saying anybody everybody whats wheres whos hows thats theres didnt doesnt dont isnt wasnt
    werent wont cant couldnt wouldnt shouldnt havent hasnt pls vs versus tl dr""".split()
)  # fmt: skip


def plain(text: str) -> str:
    """The text with typographic variants made plain, of the same meaning but not always of the same length."""
    return text if text.isascii() else text.translate(_PLAIN)


def fold(text: str) -> str:
    """Plain, without accents, in lower case: for comparing."""
    flat = plain(text)
    if flat.isascii():
        return flat.lower()
    decomposed = unicodedata.normalize("NFD", flat)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words(text: str) -> list[str]:
    """The folded words of a text in order; figures keep their sign and unit ("£6bn", "40%").

    >>> words("Children’s services cost £1.2bn, up 40%.")
    ["children's", 'services', 'cost', '£1.2bn', 'up', '40%']
    """
    return _WORD.findall(fold(text))


_STEMMING = Lock()  # a stemmer has a state of its own: one thread at a time


@cache
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer

    return Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word; possessives fall away."""
    with _STEMMING:
        return str(_stemmer().stemWord(word.removesuffix("'s").removesuffix("'")))


def stems(text: str) -> list[str]:
    """The stems of all words of a text, small words included, in order."""
    return [stem(word) for word in words(text)]


def content_words(text: str) -> list[str]:
    """The folded words that carry meaning, in order, once each."""
    return list(dict.fromkeys(w for w in words(text) if w not in SMALL_WORDS and (len(w) > 1 or w.isdigit())))


def content_stems(texts: Iterable[str]) -> set[str]:
    """The stems of the content words of some texts."""
    return {stem(word) for text in texts for word in content_words(text)}
