"""The sides of a comparison: the bodies, people or years that a question sets beside each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from rag.question import Question, Term
from rag.score import meets
from rag.views import Candidate
from rag.words import fold, words

_COMPARES = re.compile(
    r"\b(?:compare[ds]?|comparison|versus|vs|v|difference|differ\w*|both|between|against"
    r"|agree\w*|disagree\w*|than)\b"
)
_SOURCES = re.compile(
    r"\b(?:compare[ds]?|comparison|versus|vs)\b"
    r"|\b(?:each|two|same|later|earlier|other|different)\b.*\b(?:piece|article|report|page|story|survey|paper"
    r"|speech)s?\b"
    r"|\b(?:piece|article|report|page|story|paper)s?\b.*\b(?:and|vs|than|as) (?:in )?(?:the |a )?.*"
    r"\b(?:piece|article|report|page|story|paper)\b|\bchanged?\b.* (?:since|between|from)\b"
)


def asks_to_compare(question: Question) -> bool:
    """Whether a question sets two sources or two times beside each other, named or not."""
    return bool(_SOURCES.search(fold(question.text)))


def sides(question: Question, candidates: Sequence[Candidate]) -> tuple[list[list[int]], tuple[str, ...]]:
    """For a comparison of named bodies, people or years: the candidates of each side, and the names of the sides
    that have none; else nothing."""
    held = _held(question, candidates)
    found = [group for group in held.values() if group]
    distinct = [g for i, g in enumerate(found) if not any(set(g) == set(h) for h in found[:i])]
    return (distinct if len(distinct) > 1 else []), tuple(name for name, group in held.items() if not group)


def lacks_all_sides(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether a question compares named bodies, people or years, and no candidate is by or about any of them."""
    held = _held(question, candidates)
    return bool(held) and not any(held.values())


def _held(question: Question, candidates: Sequence[Candidate]) -> dict[str, list[int]]:
    """The candidates of each side of a comparison, by its name; nothing for other questions."""
    groups = _name_groups(question)
    if len(groups) < 2 or not (_COMPARES.search(fold(question.text)) or _joined(groups, question)):
        return {}
    return {" ".join(term.word for term in group): _about(group, candidates) for group in groups}


def _name_groups(question: Question) -> list[tuple[Term, ...]]:
    """The names of a question as groups of neighbouring terms; each year is a group of its own."""
    by_word = {term.word: term for term in question.terms if term.name}
    asked = [question.corrected.get(word, word) for word in words(question.text)]
    groups: list[tuple[Term, ...]] = []
    for inside, run in groupby(range(len(asked)), key=lambda at: _in_name(at, asked, by_word)):
        if inside:
            groups.append(tuple(dict.fromkeys(by_word[asked[at]] for at in run if asked[at] in by_word)))
    years = [(term,) for term in question.terms if term.word in question.years]
    return list(dict.fromkeys([*groups, *years]))


def _joined(groups: Sequence[tuple[Term, ...]], question: Question) -> bool:
    """Whether two names stand side by side with "and", "or" or a comma between them."""
    ends, starts = (
        "|".join(re.escape(g[-1].word) for g in groups),
        "|".join(re.escape(g[0].word) for g in groups),
    )
    return bool(
        re.search(rf"\b(?:{ends})(?:'s)?(?:,| and| or) (?:the |in )?(?:{starts})\b", fold(question.text))
    )


def _in_name(at: int, asked: Sequence[str], names: Mapping[str, Term]) -> bool:
    """Whether a word is part of a name: one itself, or "of", "for", "the" between two ("Association of Directors")."""
    if asked[at] in names:
        return True
    before, after = asked[at - 1] if at else "", asked[at + 1] if at + 1 < len(asked) else ""
    return asked[at] in ("of", "for") and before in names and after in names


def _about(group: Sequence[Term], candidates: Sequence[Candidate]) -> list[int]:
    """The candidates that come from, or speak of, all of a group of names."""
    return [i for i, c in enumerate(candidates) if all(meets(term, c) > 0.5 for term in group)]
