"""A follow-up → a question that can be searched alone: with the words of the turns before it that it leans on.

What a follow-up leaves out stands, nearly always, in the user's turn before it or in the last one that stood alone;
so it is searched with the words of these two that carry meaning. They are added behind it in brackets, to be seen,
and they count less than its own words. Measured on MTRAG-UN and TREC CAsT 2019, see ``docs/answering.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Encoder
from ingest.names import people
from rag.question import FRAME_WORDS
from rag.words import content_words, fold, plain
from values import Turn

Floats = NDArray[np.float32]

FEW = 4  # a question with fewer words that carry meaning leans, unless it holds a name
TURNS = 3  # how many turns of the user make up a question, its own included
BACK = 8  # how many of them are looked at

_PERSONAL = r"(?:he|him|his|she|her|hers)"
_POINTING = re.compile(
    rf"\b(?:it|its|they|them|their|theirs|{_PERSONAL}|former|latter|same|else|instead|again|ones|others?|another)\b"
    r"|\b(?:that|this|which|other|first|second|last) one\b|\bone(?: there| here| too)?\s*[?.!]*$"
    r"|\b(?:this|these|those)\b"
    r"|(?:^|\b(?:is|was|are|were|does|did|do|has|will|would|can|could|should|about|of|for|in|on|at|to|from|with|by"
    r"|after|before|since|than|like|and|but|so|why|how|where|when|who)(?:'s)? )that\b|\bthat(?:\s*[?.!]|$)"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bhas )(?<!\bhave )\bthere\b"
    r"(?! (?:is|are|was|were|will|has|have)\b)"
)  # fmt: skip
_OPENING = re.compile(
    r"^(?:and|but|so|or|also|then|what about|how about|what of|anything|any|which ones?|really)\b"
    r"|^(?:why|how|when|where|who|which|what)(?:'s| is| are| was| were)?(?: not| so| that)?\s*[?.!]*$"
)
_NO_POINTING = re.compile(
    r"\b(?:is|was) it (?:true|possible|likely|right|fair|legal|clear|worth)\b|^(?:is|was) it\b.*\bthat\b"
)
_CLAUSE = re.compile(
    r"\b(?:what|when|if|because|where|how|which|while|since|as|before|after|until|whether|and|that) (?:it|they|he|she)$"
)
_OWNED = re.compile(r"\b(?:its|their|theirs|his|hers?)$")
_RENEWS = re.compile(
    r"^(?:and |but |so |ok |okay )*(?:what about|how about|what of"
    r"|and(?! (?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b))\b"
)
_TOKEN = re.compile(r"[^\W_](?:[\w'’.&-]*[^\W_])?|£[\d.,]+\w*")


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question as it is searched. ``text`` is what is shown; ``own`` is the part that the user typed last, whose
    words count more than those of earlier turns. Where the question stands alone the two are equal."""

    text: str
    own: str


def leans(question: str) -> bool:
    """Whether a question can hardly be understood without the turns before: it points back, or names too little.

    >>> leans("What are its symptoms?"), leans("Which powers do counties want that only cities have?")
    (True, False)
    """
    if points(question) or _OPENING.search(fold(question).strip()):
        return True
    return len(content_words(question)) < FEW and not _names(question)


def points(question: str) -> bool:
    """Whether a question holds a word that stands for something outside it ("it", "there", "that one")."""
    flat = fold(question).strip()
    return any(_points_out(flat, match) for match in _POINTING.finditer(flat))


def _points_out(flat: str, match: re.Match[str]) -> bool:
    """Whether a pronoun means something outside its own sentence."""
    before = content_words(flat[: match.start()])
    upto = flat[: match.end()]
    inside = (_CLAUSE.search(upto) or _OWNED.search(upto)) and len(before) > 1
    return not inside and not _NO_POINTING.search(flat)


def _names(question: str) -> bool:
    """Whether a question holds a name: a capital or a figure after its first word."""
    return any(word[0].isupper() or word[0].isdigit() for word in plain(question).split()[1:])


def renews(question: str) -> bool:
    """Whether it asks the question before of something else ("And in London?")."""
    return bool(_RENEWS.search(fold(question).strip())) and len(content_words(question)) < 5


def standalone(question: str, history: Sequence[Turn], turns: int = TURNS) -> str:
    """The question as it is searched and shown.

    >>> standalone("What are its symptoms?", [Turn("user", "Tell me about lung cancer.")])
    'What are its symptoms? (lung cancer)'
    """
    return stand_alone(question, history, turns).text


def stand_alone(question: str, history: Sequence[Turn], turns: int = TURNS) -> Standalone:
    """The question, made up of up to ``turns`` turns of the user, its own included: of those that it leans on, the
    first, which stands alone, and the last.

    >>> stand_alone("And in London?", [Turn("user", "How much do schools get per pupil in counties?")]).text
    'How much do schools get per pupil in counties? And in London?'
    """
    asked = [turn.content.strip() for turn in history if turn.role == "user" and turn.content.strip()]
    if turns < 2 or not asked or not leans(question):
        return Standalone(question, question)
    if renews(question) and not points(asked[-1]):
        return Standalone(f"{asked[-1]} {question}", question)
    first, *later = _leant_on(asked[-BACK:])
    last = later[-1:] if turns > 2 else []
    carried = "; ".join(_new_words([first, *last, *_person_meant(question, history)], question))
    return Standalone(f"{question} ({carried})" if carried else question, question)


def _leant_on(asked: Sequence[str]) -> list[str]:
    """The last turns of the user from the one that stands alone on, in order."""
    alone = [at for at, turn in enumerate(asked) if not leans(turn)]
    return list(asked[alone[-1] if alone else 0 :])


def _person_meant(question: str, history: Sequence[Turn]) -> list[str]:
    """For a question of "he" or "she": the first person that the last answer names."""
    answers = [turn.content for turn in history if turn.role != "user"]
    asked = bool(answers) and re.search(rf"\b{_PERSONAL}\b", fold(question))
    return [name.text for name in people(answers[-1])[:1]] if asked else []


def _new_words(parts: Sequence[str], question: str) -> Iterator[str]:
    """Of each part the words that carry meaning and stand neither in the question nor in a part before."""
    known = set(content_words(question)) | FRAME_WORDS
    for part in parts:
        content = set(content_words(part))
        found = {fold(t): t for t in _TOKEN.findall(part) if fold(t) in content and fold(t) not in known}
        known |= set(found)
        if found:
            yield " ".join(found.values())


def to_vector(asked: Standalone, encoder: Encoder) -> Floats:
    """What a question is searched with by meaning: the middle between itself and its own words. [384], of length 1."""
    texts = [asked.text] if asked.text == asked.own else [asked.text, asked.own]
    middle: Floats = encoder.encode(texts).sum(axis=0)
    length = np.float32(np.linalg.norm(middle))
    result: Floats = middle / length
    return result
