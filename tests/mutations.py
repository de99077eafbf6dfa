"""True sentences and what is made wrong of them, for measuring the checks: figures, dates, names, speakers, "not".

Each maker changes a sentence in one place, or gives None where the sentence has no such place. What it puts in comes
from ``other``: the names and people of other articles.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.names import names, people
from ingest.sentences import split_sentences

MONTHS = """January February March April June July August September October November December""".split()
VERBS = re.compile(
    r"\b(?:is|are|was|were|will|would|should|could|can|must|has|have|had|may)\b(?! not|n[’']t)"
)
FIGURE = re.compile(r"\d+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article with the paragraph that it stands in."""

    article: str
    paragraph: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Pool:
    """What may be put in the place of a name or a speaker."""

    names: tuple[str, ...]
    people: tuple[str, ...]


Maker = Callable[[str, random.Random, Pool], str | None]


def sentences(articles: dict[str, str]) -> Iterator[Told]:
    """Every sentence of at least eight words."""
    for article, text in articles.items():
        for paragraph in filter(None, map(str.strip, text.splitlines())):
            for start, end in split_sentences(paragraph):
                if len(paragraph[start:end].split()) >= 8:
                    yield Told(article, paragraph, paragraph[start:end])


def pool(told: Sequence[Told]) -> Pool:
    """The names of two words or more, and the people, of all sentences."""
    named = {name.text for one in told for name in names(one.sentence) if len(name.text.split()) > 1}
    who = {name.text for one in told for name in people(one.sentence) if len(name.text.split()) > 1}
    return Pool(tuple(sorted(named)), tuple(sorted(who)))


def digit(sentence: str, rng: random.Random, _: Pool) -> str | None:
    """One digit of one figure is another one; years are left to ``date``."""
    years = {place for match in YEAR.finditer(sentence) for place in range(*match.span())}
    at = [match.start() for match in re.finditer(r"\d", sentence) if match.start() not in years]
    if not at or re.match(r"\W*\d+[.)]", sentence):  # the number of a list
        return None
    place = rng.choice(at)
    new = rng.choice([one for one in "123456789" if one != sentence[place]])
    return f"{sentence[:place]}{new}{sentence[place + 1 :]}"


def date(sentence: str, rng: random.Random, _: Pool) -> str | None:
    """A year up to five years off, or another month."""
    found = [*YEAR.finditer(sentence), *MONTH.finditer(sentence)]
    if not found:
        return None
    match = rng.choice(found)
    if match.group().isdigit():
        new = str(int(match.group()) + rng.choice([-5, -3, -1, 1, 3, 5]))
    else:
        new = rng.choice([one for one in MONTHS if one != match.group()])
    return sentence[: match.start()] + new + sentence[match.end() :]


def name(sentence: str, rng: random.Random, other: Pool) -> str | None:
    """A name inside the sentence is one that it does not hold."""
    own = [one for one in names(sentence) if one.start > 0 and len(one.text) > 3]
    new = [one for one in other.names if one not in sentence]
    if not own or not new:
        return None
    gone = rng.choice(own)
    return sentence[: gone.start] + rng.choice(new) + sentence[gone.end :]


def speaker(sentence: str, rng: random.Random, other: Pool) -> str | None:
    """Somebody else says it."""
    who = [one for one in people(sentence) if _speaks(sentence, one.start, one.end)]
    new = [one for one in other.people if who and one.split()[-1] not in sentence]
    return sentence[: who[0].start] + rng.choice(new) + sentence[who[0].end :] if who and new else None


def _speaks(sentence: str, start: int, end: int) -> bool:
    before = re.search(r"\b(?:said|says|added|argued|told|warned)(?: \w+){0,2} $", sentence[:start])
    return bool(before or re.match(r",?(?: \w+)? (?:said|says|added|argued|told|warned)\b", sentence[end:]))


def negation(sentence: str, rng: random.Random, _: Pool) -> str | None:
    """A "not" more, or one less."""
    if " not " in sentence:
        return sentence.replace(" not ", " ", 1)
    found = list(VERBS.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    return f"{sentence[: match.end()]} not{sentence[match.end() :]}"


MAKERS: dict[str, Maker] = {
    "digit": digit,
    "date": date,
    "name": name,
    "speaker": speaker,
    "negation": negation,
}
