"""Text that others wrote, made safe to set beside ours: nothing that a document cannot hold, nothing that turns what
follows. Each format escapes its own signs on top of this."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace

from values import Citation, Description, Part

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production Char
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_ISOLATES, _END_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_EMBEDDINGS, _END_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
_TURNING = frozenset("R AL AN RLE RLO LRE LRO PDF RLI LRI FSI PDI".split())
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"


def shown(text: str) -> str:
    """The text as a document can show it: without the signs that XML forbids, its line ends as newlines, and set
    apart from what stands around it where it holds anything that is written from right to left."""
    return isolated(_FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)))


def line(text: str | None) -> str:
    """The same in one line, for titles and names."""
    return shown(" ".join((text or "").split()))


def bare(text: str | None) -> str:
    """One line for formats that other programs read: without any sign that shows nothing, but for those that join
    letters to one.

    >>> bare("Free\\n councils\\u202e, \\x1b[31mnow")
    'Free councils, [31mnow'
    """
    return " ".join("".join(sign for sign in " ".join((text or "").split()) if _shows(sign)).split())


def _shows(sign: str) -> bool:
    return sign in _JOINERS or not (
        unicodedata.category(sign) in ("Cc", "Cf", "Cs") or _FORBIDDEN.match(sign)
    )


def isolated(text: str) -> str:
    """Text that could turn what follows it, between a first-strong isolate and its end (Unicode Standard Annex 9).

    Embeddings and isolates that it leaves open are closed, and an end that belongs to none of them is dropped, so that
    it cannot end ours. The words between stay as they are.

    >>> isolated("plain"), isolated("a\\u202eb")
    ('plain', '\\u2068a\\u202eb\\u202c\\u2069')
    """
    if text.isascii() or not any(_turns(sign) for sign in text):
        return text
    kept, opened = [], []
    for sign in text:
        if sign in _ISOLATES or sign in _EMBEDDINGS:
            opened.append(sign)
        elif sign == _END_ISOLATE:
            if not any(one in _ISOLATES for one in opened):
                continue
            while opened.pop() not in _ISOLATES:  # it ends the embeddings inside it too
                pass
        elif sign == _END_EMBEDDING and opened and opened[-1] in _EMBEDDINGS:
            opened.pop()
        kept.append(sign)
    ends = "".join(_END_ISOLATE if sign in _ISOLATES else _END_EMBEDDING for sign in reversed(opened))
    return f"\u2068{''.join(kept)}{ends}{_END_ISOLATE}"


def _turns(sign: str) -> bool:
    return sign in _MARKS or unicodedata.bidirectional(sign) in _TURNING


def inert_citation(citation: Citation) -> Citation:
    """The citation with every text that is drawn made safe. Its place and its link stay as they are."""
    about = citation.description
    parts = {field.name: inert_part(getattr(about, field.name)) for field in fields(Description)}
    parts["url"] = about.url
    return replace(
        citation,
        name=line(citation.name),
        quote=shown(citation.quote),
        description=replace(about, **parts),
    )


def inert_part(part: Part) -> Part:
    value = None if part.value is None else line(part.value)
    return replace(part, value=value, because=line(part.because))
