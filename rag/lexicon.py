"""What the collection's own words are: how often they stand, which are names, what its acronyms mean.

Built once per generation from the passages. The glossary adds general terms of local government, which a user may
extend in a file of the same form (`[terms]`, one `"word" = ["other writing", ...]` a line).
"""

from __future__ import annotations

import json
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from ingest.embed import TOKENIZER, find_model
from rag.tally import Tally, tally, together
from rag.words import SMALL_WORDS, fold, stem, words
from values import Passage, SettingsError

Forms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``frequencies``: stem → passages that hold it. ``vocabulary``: folded word → passages that hold it.
    ``name_words``: words that the collection writes with a capital inside sentences. ``same``: folded word or
    acronym → other writings of it, each a tuple of stems. ``bare``: words with an apostrophe, and possessives of names,
    as they are typed without one ("osullivans" → "o'sullivan")."""

    passages: int
    frequencies: Mapping[str, int]
    vocabulary: Mapping[str, int]
    name_words: frozenset[str]
    acronyms: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, Forms] = field(default_factory=dict)
    bare: Mapping[str, str] = field(default_factory=dict)

    def idf(self, word_stem: str) -> float:
        """Inverse document frequency over passages (Robertson and Spärck Jones, floored above zero)."""
        df = min(self.frequencies.get(word_stem, 0), self.passages)
        return math.log(1 + (self.passages - df + 0.5) / (df + 0.5))

    def weight(self, form: tuple[str, ...]) -> float:
        """The idf of the rarest part of a form, scaled to 0..1 by that of a word that stands nowhere."""
        return max((self.idf(part) for part in form), default=0.0) / math.log(1 + 2 * (self.passages + 0.5))

    def forms(self, word: str) -> Forms:
        """All ways to match one folded word: itself, its acronym or full name, and the glossary's other writings."""
        return tuple(dict.fromkeys(((stem(word),), *self.same.get(word, ()), *self.same.get(stem(word), ()))))

    def correction(self, word: str) -> str | None:
        """The collection's word that a misspelt one most likely means, or None if it is a word or nothing is near."""
        if len(word) < 4 or word in self.vocabulary or stem(word) in self.frequencies:
            return None
        if word.replace("'", "") in self.bare:
            return self.bare[word.replace("'", "")]
        if not word.isalpha():
            return None
        if word in self.same or word in _general_words():
            return None
        return _nearest(word, self.vocabulary)


def _nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The vocabulary's nearest word within one edit (two from eight letters on), the most frequent of equals."""
    from rapidfuzz.distance import DamerauLevenshtein

    limit = 1 if len(word) < 8 else 2
    near = []
    for other, count in vocabulary.items():
        if other[0] == word[0] and abs(len(other) - len(word)) <= limit and other.isalpha():
            distance = DamerauLevenshtein.distance(word, other, score_cutoff=limit)
            if distance <= limit:
                near.append((distance, -count, other))
    return min(near)[2] if near else None


@cache
def _general_words() -> frozenset[str]:
    """Ordinary English words: the whole words of the encoder's own vocabulary of 30,522 pieces."""
    vocabulary = json.loads((find_model() / TOKENIZER).read_text("utf-8"))["model"]["vocab"]
    return frozenset(word for word in vocabulary if word.isalpha())


@cache
def glossary(path: Path | None = None) -> dict[str, tuple[str, ...]]:
    """The general glossary, with the user's own file added where one is given.

    Raises SettingsError if that file is missing or is not of the right form.
    """
    terms: dict[str, tuple[str, ...]] = _read_terms(
        files("rag").joinpath("glossary.toml").read_text("utf-8"), "rag"
    )
    if path is not None:
        try:
            terms |= _read_terms(path.read_text("utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"The glossary {path} cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8'})."
                " Correct [ask] glossary."
            ) from error
    return terms


def _read_terms(text: str, name: str) -> dict[str, tuple[str, ...]]:
    try:
        held = tomllib.loads(text)
        table = held["terms"]
        if not all(isinstance(others, list) for others in table.values()):
            raise TypeError("each line is a list")
        terms = {fold(word): tuple(fold(other) for other in others) for word, others in table.items()}
        return _alike(held.get("alike", {}).get("sets", []), terms)
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        raise SettingsError(
            f'The glossary {name} is not of the form [terms] "word" = ["other writing"]: {error}.'
        ) from error


def _alike(sets: Iterable[str], terms: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Terms with those of lines whose words stand for each other added."""
    joined = dict(terms)
    for line in sets:
        writings = [fold(word.strip()) for word in line.split(",")]
        for word in writings:
            if len(words(word)) == 1:
                others = [other for other in writings if other != word]
                joined[word] = tuple(dict.fromkeys([*joined.get(word, ()), *others]))
    return joined


def is_strange(word: str) -> bool:
    """Whether a word is neither ordinary English nor a figure: most likely a name or a slip."""
    return (
        word.isalpha() and len(word) > 3 and not {word, stem(word), word.removesuffix("s")} & _general_words()
    )


def _same(acronyms: Mapping[str, str], terms: Mapping[str, tuple[str, ...]]) -> dict[str, Forms]:
    """Word → its other writings as stems, in both directions."""
    links: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    pairs = [*acronyms.items(), *((word, other) for word, others in terms.items() for other in others)]
    for one, other in pairs:
        for word, writing in ((one, other), (other, one)):
            parts = tuple(stem(w) for w in words(writing) if w not in SMALL_WORDS)
            if parts and len(words(word)) == 1:
                links[word].add(parts)
    return {word: tuple(sorted(forms)) for word, forms in links.items()}


def _bare(vocabulary: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Apostrophes left out: those inside words, and those of possessives of names."""
    inside = {word.replace("'", ""): word for word in vocabulary if "'" in word}
    possessive = {name.replace("'", "") + "s": name for name in names}
    return possessive | inside


def build_lexicon(
    passages: Iterable[Passage],
    headers: Iterable[str] = (),
    names: Iterable[str] = (),
    terms: Mapping[str, tuple[str, ...]] | None = None,
) -> Lexicon:
    """The lexicon of some passages. ``headers`` are titles and the like, whose words count as known; ``names`` are
    authors, publishers and speakers, whose words count as names unless the text writes them small; ``terms`` are the
    glossary's (None: the general ones)."""
    return lexicon_of(tally([passage.embedded_text for passage in passages]), headers, names, terms)


def lexicon_of(
    held: Tally,
    headers: Iterable[str] = (),
    names: Iterable[str] = (),
    terms: Mapping[str, tuple[str, ...]] | None = None,
) -> Lexicon:
    """The same from the tally of the passages."""
    names = list(names)
    whole = together([held, tally([*headers, *names])])
    acronyms = whole.bodies | whole.introduced
    same = _same(acronyms, glossary() if terms is None else terms)
    known = {
        word for word, forms in same.items() if word not in _general_words() and _stand(forms, whole.stems)
    }
    proper = _name_words(held, names) | set(acronyms) | known
    return Lexicon(
        passages=held.texts or 1,
        frequencies=Counter(whole.stems),
        vocabulary=Counter(whole.words),
        name_words=frozenset(proper),
        acronyms=acronyms,
        same=same,
        bare=_bare(whole.words, proper),
    )


def _stand(forms: Forms, frequencies: Mapping[str, int]) -> bool:
    """Whether the collection holds a full name (two words or more) among some forms."""
    return any(len(form) > 1 and all(part in frequencies for part in form) for form in forms)


def _name_words(held: Tally, names: Iterable[str]) -> set[str]:
    """The folded words that stand with a capital inside sentences at least half of the time; ordinary English words
    only where they never stand without one."""
    capital, small = Counter(held.capital), held.small
    capital.update({word.removesuffix("'s") for name in names for word in words(name)})
    found = {
        word for word, count in capital.items() if word not in SMALL_WORDS and count >= small.get(word, 0)
    }
    return {word for word in found if not small.get(word) or word not in _general_words()}
