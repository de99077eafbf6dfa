"""Who said it: the speaker that a statement names against the speaker of the words that it rests on.

A body and its people count as one ("Solace said" for its director's words), and so do an article and whom it quotes.
A view that the source gives as somebody's and the statement as a fact is told, because that is how most of what is
wrong in answers about news begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.masks import mask
from ingest.readings import Mention
from ingest.sayings import find_saying
from ingest.subjects import Saying
from rag.comparison import Comparison, Finding
from rag.facts import Word, rarity
from rag.naming import acronyms, calls, stems_of
from rag.sources import Source, Told
from rag.support import states
from rag.words import SMALL_WORDS, stem, words
from values import NOBODY, Sentence, Speaker

_NAMED = {"person", "surname", "body", "joint"}
_SPEAKS = re.compile(
    r"\b(?:sa(?:ys?|id)|t(?:ells?|old)|add(?:s|ed)?|argue[sd]?|warn(?:s|ed)?|claim(?:s|ed)?|insist(?:s|ed)?|state[sd]?"
    r"|believe[sd]?|explain(?:s|ed)?|stress(?:es|ed)?|urge[sd]?|demand(?:s|ed)?|want(?:s|ed)?|note[sd]?"
    r"|call(?:s|ed)? (?:for|on|upon)|propose[sd]?|recommend(?:s|ed)?|request(?:s|ed)?|pledge[sd]?|promise[sd]?"
    r"|predict(?:s|ed)?|point(?:s|ed)? out|suggest(?:s|ed)?|criticise[sd]?|welcome[sd]?|dismiss(?:es|ed)?"
    r"|oppose[sd]?|reject(?:s|ed)?|according|words|view|opinion)\b",
    re.IGNORECASE,
)
_ALIKE = 0.8  # of the best sentence's share of what was said: the sentences that may be the one meant
_LEAST = 0.3


def speaker_findings(seen: Comparison, known: Speaker = NOBODY) -> Iterator[Finding]:
    """A statement that names another speaker than its source, or, as a thing told only, none where the source has one.

    ``known`` is a speaker that is shown beside the statement already.
    """
    saying = said(seen.facts.text)
    meant = _meant(seen, saying)
    if saying is None or saying.who.kind in {"pronoun", "own", "open", "group"} or not _speaks(saying, seen):
        if saying is None and known == NOBODY:
            yield from _lost(seen, meant)
        return
    who = _who(saying.who)
    if not who or not meant:
        return
    if not any(_may_be(who, one, seen) for one in meant):
        yield Finding("misattributed", _reason(saying.who, meant[0][0]))


def said(text: str) -> Saying | None:
    """Who says something in a sentence, read outside its quotation marks."""
    line = mask(text, [Sentence(0, len(text), text, 0)])[0]
    return find_saying(line.masked) if not line.inside else None


def _who(who: Mention) -> str:
    """The name that was given: of a person or body, or of the body of a document; "" for "the report", "ministers"."""
    if who.kind in _NAMED:
        return f"{who.name} {who.body}".strip() if who.name else who.body
    return who.body if who.kind == "document" and who.body[:1].isupper() else ""


def _speaks(saying: Saying, seen: Comparison) -> bool:
    """Whether somebody is given as saying what follows: "wrote" and "called" are also done to other things."""
    text = seen.facts.text
    after = re.match(r"\s*(?:that\b|[:“\"‘])", text[saying.end :])
    return bool(after or _SPEAKS.search(text[saying.start : saying.end]))


# ---------------------------------------------------------------- the sentences meant


def _meant(seen: Comparison, saying: Saying | None) -> list[tuple[Told, Source]]:
    """The sentences of the sources that say what the statement says was said, with where they stand; the best first."""
    own = {w.stem: rarity(w.folded) for w in seen.facts.words if states(w) and not _within(w, saying)}
    total = sum(own.values())
    shares = [sum(own[stem] for stem in own.keys() & one.facts.stems) / (total or 1) for one in seen.told]
    least = max([_LEAST, *(share * _ALIKE for share in shares)])
    found = [place for place, share in enumerate(shares) if share >= least]
    found.sort(key=lambda place: -shares[place])
    return [(seen.told[place], seen.origin[place]) for place in found]


def _within(word: Word, saying: Saying | None) -> bool:
    return saying is not None and saying.start <= word.start < saying.end


# ---------------------------------------------------------------- whether it was them


def _may_be(who: str, meant: tuple[Told, Source], seen: Comparison) -> bool:
    """Whether the words may be those of whom the statement names: the source says so, or names nobody else."""
    told, source = meant
    speaker = told.speaker if told.reported else source.own
    if calls(source, who):
        return True
    given = _stems(who)
    meaning = acronyms(tuple(one.text for one in seen.sources))
    if told.reported and speaker != NOBODY:
        return _fits(given, _stems(f"{speaker.name} {speaker.office} {speaker.body}"), who, speaker, meaning)
    if _names(given, told.text, meaning):
        return True
    return told.reported or bool(speaker.name and _fits(given, _stems(speaker.name), who, speaker, meaning))


def _stems(text: str) -> set[str]:
    return {word for word in stems_of(text) if word not in SMALL_WORDS}


def _fits(given: set[str], has: set[str], who: str, speaker: Speaker, meaning: dict[str, set[str]]) -> bool:
    """Whether a name fits a speaker: surname for a person, most words for a body, or an acronym for either."""
    if given & has and (
        given <= has or has <= given or _surname(who) in has or len(given & has) * 2 > len(given)
    ):
        return True
    for short, fulls in meaning.items():
        for full in map(_stems, fulls):
            if full and (
                (stem(short) in given and len(full & has) * 2 > len(full))
                or (stem(short) in given and full <= has)
            ):
                return True
    return False


def _surname(who: str) -> str:
    """The stem of the last word of a person's name; of one word only where it is all that is given."""
    parts = words(who)
    return stem(parts[-1]) if len(parts) in (2, 3) else ""


def _names(given: set[str], text: str, meaning: dict[str, set[str]]) -> bool:
    """Whether a sentence names them itself, in full or by an acronym."""
    held = stems_of(text)
    if given <= held:
        return True
    return any(
        stem(short) in held and given <= _stems(full) for short, fulls in meaning.items() for full in fulls
    )


# ---------------------------------------------------------------- lost attribution


def _lost(seen: Comparison, meant: list[tuple[Told, Source]]) -> Iterator[Finding]:
    if not meant:
        return
    told, _ = meant[0]
    named = to_words(told.speaker)
    if told.reported and named and not _stems(named.split(",")[0]) & seen.facts.stems:
        yield Finding(None, f"The source gives this as the words of {named}.")


def _reason(who: Mention, told: Told) -> str:
    name = who.name or who.body
    named = to_words(told.speaker)
    if told.reported and named:
        return f"The source gives this as the words of {named}, not of {name}."
    return f"The source does not say that {name} said this."


def to_words(speaker: Speaker) -> str:
    """ "Ann Lee, director of the Forum", "the report of the Forum", "the Forum"; "" for nobody."""
    office = " of ".join(filter(None, (speaker.office, speaker.body)))
    if speaker.name:
        return ", ".join(filter(None, (speaker.name, office)))
    named = office[:1].isupper() or re.match(r"(?:a|an|the|one|many|some|most) |\w+s\b", office)
    return office if named or not office else f"the {office}"
