"""One text is one source: where near copies are found together, the words that they share are the origin's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.retrieve import Found
from values import Article, Citation

_WORD = re.compile(r"\w+")


def distinct(found: Sequence[Found], articles: Mapping[str, Article]) -> list[Found]:
    """What was found, without the sentences of near copies that were found in their origin too, or in another copy.

    Passages of which nothing is left are left out. What no near copy holds comes back as it is.
    """
    families = {key: one.origin or key for key, one in articles.items()}
    if len(set(families.values())) == len(families):
        return list(found)
    keepers: dict[tuple[str, str], str] = {}
    for article in sorted({f.passage.article for f in found}, key=lambda id_: (families[id_] != id_, id_)):
        for one in (f for f in found if f.passage.article == article):
            for sentence in one.passage.sentences:
                keepers.setdefault((families[article], _said(sentence.text)), article)
    left = [_kept(one, keepers, families[one.passage.article]) for one in found]
    return [one for one in left if one.passage.sentences]


def _kept(found: Found, keepers: Mapping[tuple[str, str], str], family: str) -> Found:
    """The passage with the sentences that are its article's to give."""
    passage = found.passage
    pairs = zip(passage.sentences, found.sentences or [0.0] * len(passage.sentences), strict=True)
    kept = [pair for pair in pairs if keepers[family, _said(pair[0].text)] == passage.article]
    if len(kept) == len(passage.sentences):
        return found
    sentences = tuple(sentence for sentence, _ in kept)
    return replace(
        found, passage=replace(passage, sentences=sentences), sentences=tuple(near for _, near in kept)
    )


def _said(text: str) -> str:
    """The words of a sentence, whatever its quotation marks, dashes and blanks."""
    return " ".join(_WORD.findall(text.casefold()))


def with_copies(note: str, citations: Sequence[Citation], articles: Mapping[str, Article]) -> str:
    """The note of an answer, and for each text that it cites how many articles have that text.

    "3 articles, 1 origin: “Buses stay” also stands, wholly or in part, in …"
    """
    sizes = Counter(one.origin or key for key, one in articles.items())
    cited = dict.fromkeys(articles[one.article].origin or one.article for one in citations)
    notes = [_counted(origin, articles) for origin in cited if sizes[origin] > 1]
    return " ".join(part for part in (note, *notes) if part)


def _counted(origin: str, articles: Mapping[str, Article]) -> str:
    copies = [one.name for one in articles.values() if one.origin == origin]
    named = ", ".join(copies[:3]) + (f" and {len(copies) - 3} more" if len(copies) > 3 else "")
    return (
        f"{len(copies) + 1} articles, 1 origin: the text of {articles[origin].name} also stands, wholly or in part, "
        f"in {named}."
    )
