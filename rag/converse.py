"""A follow-up → what must be searched with it: the turn before, where the question leans on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.words import content_words, fold
from values import Turn

_LEANS = re.compile(
    r"^(?:and|but|so|or|also|then|what about|how about|what of|why|how so|really|which ones?|anything|any)\b"
    r"|\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|that|this|those|these|there|then|former|latter|same"
    r"|such|else|more|instead|too|also|again|ones?|both|other|others|another|further)\b"
)
_RENEWS = re.compile(r"^(?:and |but |so |ok |okay )*(?:what about|how about|what of|and)\b")


def leans(question: str) -> bool:
    """Whether a question can hardly be understood without the turn before: it points back, or names too little."""
    return bool(_LEANS.search(fold(question).strip())) or len(content_words(question)) < 3


def renews(question: str) -> bool:
    """Whether it asks the question before of something else ("And in London?")."""
    return bool(_RENEWS.search(fold(question).strip())) and len(content_words(question)) < 5


def standalone(question: str, history: Sequence[Turn], turns: int = 2) -> str:
    """The question as it is searched: with the user's turns before it, up to ``turns`` in all, where it leans on them.

    >>> standalone("And in London?", [Turn("user", "How much do schools get per pupil in counties?")])
    'How much do schools get per pupil in counties? And in London?'
    """
    asked = [turn.content.strip() for turn in history if turn.role == "user" and turn.content.strip()]
    if turns < 2 or not asked or not leans(question):
        return question
    kept = [question]
    for earlier in reversed(asked[-(turns - 1) :]):
        kept.insert(0, earlier)
        if not leans(earlier):
            break
    return " ".join(kept)
