"""What the chosen sentences cannot do without: the sentences beside them that make them an answer.

names      who said it: the sentence that names the speaker, or whom "he" or "she" means
filled     the figure, date, person or place that is asked for, told in the sentence beside the best
announced  what a sentence announces that says little itself ("Its recommendations are that:")
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.names import people
from rag.question import Question
from rag.score import Scores
from rag.slots import fills
from rag.views import Candidate
from rag.words import words

FAINT = 0.35  # the share of the best that a sentence beside it must score to bring what it lacks
SHORT = 7  # a sentence of so few words announces more than it says
POINTS = 6  # of a list

_PRONOUN = re.compile(r"[\"“‘']?(?:He|She|They)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DISTANCE = re.compile(
    r"\b(?:year|month|week|day|decade)s? (?:later|earlier|before|after|afterwards)\b"
    r"|\bthe (?:same|following|next|previous) (?:year|month|week|day)\b"
)


def with_names(chosen: list[int], question: Question, candidates: Sequence[Candidate]) -> list[int]:
    """For a question of who: where the best sentence does not name its speaker, the nearest one around it that does;
    where a chosen sentence tells of "he", "she" or "they" and none names anybody, the nearest before it that does."""
    if question.wanted != "person":
        return chosen
    if parts := _speaker(candidates[chosen[0]]):
        if any(_holds(candidates[i], parts) for i in chosen):
            return chosen
        naming = [i for i in _near(chosen[0], 4, 4, candidates) if _holds(candidates[i], parts)]
        return [*chosen, min(naming, key=lambda i: abs(i - chosen[0]))] if naming else chosen
    told = next((i for i in chosen if _PRONOUN.match(candidates[i].text)), None)
    if told is None or any(people(candidates[i].text) for i in chosen):
        return chosen
    naming = [i for i in _near(told, 4, 0, candidates) if people(candidates[i].text)]
    return [*chosen, *naming[-1:]]


def _speaker(candidate: Candidate) -> list[str]:
    """The last word of the name of the one whose words a sentence reports or quotes, folded; else nothing."""
    speaker = candidate.sentence.speaker
    said = candidate.sentence.reported or candidate.sentence.quoted
    return words(speaker.name or speaker.body)[-1:] if said else []


def _holds(candidate: Candidate, parts: Sequence[str]) -> bool:
    return set(parts) <= set(words(candidate.text))


def _near(number: int, before: int, after: int, candidates: Sequence[Candidate]) -> list[int]:
    """The candidates around one in the same article, itself not among them, in the order of the text."""
    article = candidates[number].passage.article
    places = range(max(number - before, 0), min(number + after + 1, len(candidates)))
    return [i for i in places if i != number and candidates[i].passage.article == article]


def with_filled(
    chosen: list[int], best: int, question: Question, scores: Scores, candidates: Sequence[Candidate]
) -> list[int]:
    """Where the chosen sentences hold no figure, date, person or place of the kind that is asked for: the first of
    those after the best, or the one before it, that does ("It was run by …"). Where they tell a time by its distance
    only ("a year later"): the sentence before the best that names a year."""
    if question.wanted == "time" and all(_only_distance(candidates[i].text) for i in chosen):
        dated = [i for i in _near(best, 2, 0, candidates) if _YEAR.search(candidates[i].text)]
        return [*chosen, *dated[-1:]]
    if any(fills(question, candidates[i]) for i in chosen):
        return chosen
    least = FAINT * float(scores.total[best])
    near = [i for i in _around(best, candidates) if float(scores.total[i]) >= least]
    return [*chosen, *[i for i in near if fills(question, candidates[i])][:1]]


def _only_distance(text: str) -> bool:
    """Whether a sentence tells a time only by its distance from another."""
    return bool(_DISTANCE.search(text)) and not _YEAR.search(text)


def _around(number: int, candidates: Sequence[Candidate]) -> list[int]:
    """The two sentences after one, and the one before it, as far as they adjoin."""
    after = candidates[number].after
    behind = [after, candidates[after].after if after >= 0 else -1]
    return [i for i in (*behind, candidates[number].before) if i >= 0]


def with_announced(
    chosen: list[int], room: int, candidates: Sequence[Candidate], several: bool = False
) -> list[int]:
    """Behind a sentence that only announces what comes ("Its principal recommendations are that:"), what comes: the
    points of the list, or the next sentence; where ``several`` things are asked for, the whole list that a chosen
    point is of, beside "First, …" the "Second, …" too, and what goes on with "It also …". All together have no more
    than ``room`` words: for points that do not fit, others than the first are left."""
    found = list(chosen)
    for number in chosen:
        points = _points(number, candidates)
        if several and not points:
            points = _series(number, candidates) or _list_around(number, candidates)
        first = points if several else points[:1]  # of what others make room for
        if points and number in found:
            found = _with_room(found, {chosen[0], number, *points}, first, room, candidates)
        if several and not points:
            points = _more(number, candidates)
        short = not points and len(candidates[number].text.split()) <= SHORT
        for after in points or ([candidates[number].after] if short else []):
            if after < 0 or (after not in found and length([*found, after], candidates) > room):
                break
            found = found if after in found else [*found, after]
    return found


_ALSO = re.compile(
    r"[\"“‘']?(?:(?:(?:it|they|he|she|we|the \w+)(?:['’](?:s|ve|d))?"
    r"(?: (?:has|have|had|is|are|was|were|will|would|should))? )?also|in addition|furthermore|moreover|and)\b",
    re.IGNORECASE,
)


def _more(number: int, candidates: Sequence[Candidate]) -> list[int]:
    """The sentences behind one that go on with what it lists ("It has also requested …")."""
    found: list[int] = []
    after = candidates[number].after
    while after >= 0 and _ALSO.match(candidates[after].text):
        found.append(after)
        after = candidates[after].after
    return found


def _with_room(
    found: list[int], kept: set[int], points: list[int], room: int, candidates: Sequence[Candidate]
) -> list[int]:
    """What was found without the last of those that are not to be kept, until the points fit."""
    while length({*found, *points}, candidates) > room and (loose := [i for i in found if i not in kept]):
        found = [i for i in found if i != loose[-1]]
    return found


_ITEM = re.compile(r"[-–—•*·]|[a-z]|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)] ")
_OPEN_END = re.compile(r"(?:[;,:]|\b(?:and|or))$")


def is_point(candidate: Candidate) -> bool:
    """Whether a sentence looks like a point of a list: it begins small, or with a mark, a letter or a number."""
    return bool(_ITEM.match(candidate.text))


def _points(number: int, candidates: Sequence[Candidate]) -> list[int]:
    """The points of the list that a sentence with a colon at its end announces: the next sentence, and those behind it
    that look like points, or follow one that ends open."""
    if not candidates[number].text.rstrip().endswith(":"):
        return []
    points: list[int] = []
    after = candidates[number].after
    marked = after >= 0 and is_point(candidates[after])
    while after >= 0 and len(points) < POINTS:
        looks = is_point(candidates[after])
        if points and marked and not (looks or _OPEN_END.search(candidates[points[-1]].text.rstrip())):
            break
        points.append(after)
        after = candidates[after].after
    return points


def _list_around(number: int, candidates: Sequence[Candidate]) -> list[int]:
    """The list that a sentence is a point of, with the sentence that announces it; nothing where it is none."""
    before = number
    while before >= 0 and is_point(candidates[before]):
        before = candidates[before].before
    points = _points(before, candidates) if before >= 0 else []
    return [before, *points] if number in points else []


_ORDINALS = tuple(
    re.compile(rf"[\"“‘']?(?:the )?{word}(?:ly)?\b", re.IGNORECASE)
    for word in ("first", "second", "third", "fourth", "fifth")
)
_A_FIRST = re.compile(r"\b(?:our|my|its|their|the) first \w+(?: is\b|:)", re.IGNORECASE)
_LAST = re.compile(r"(?:finally|lastly|and finally)\b", re.IGNORECASE)
REACH = 15  # sentences from one "First" to the last of its row


def _series(number: int, candidates: Sequence[Candidate]) -> list[int]:
    """The row of sentences "First, …", "Second, …", "Third, …" that a sentence is part of, or stands before, in the
    order of the text; nothing where there is no second one."""
    rank = next((i for i, ordinal in enumerate(_ORDINALS) if ordinal.match(candidates[number].text)), -1)
    rank = 0 if rank < 0 and _A_FIRST.search(candidates[number].text) else rank
    near = _near(number, REACH if rank > 0 else 0, REACH, candidates)
    row: list[int] = []
    for place in sorted([*near, number]):
        text = candidates[place].text
        if len(row) < len(_ORDINALS) and (
            _ORDINALS[len(row)].match(text) or (not row and _A_FIRST.search(text))
        ):
            row.append(place)
        elif len(row) > 1 and _LAST.match(text):
            row.append(place)
            break
        elif rank < 0 and not row and place > number + 1:
            return []
    return row if len(row) > 1 and (rank < 0 or number in row) else []


def length(numbers: Iterable[int], candidates: Sequence[Candidate]) -> int:
    """How many words some candidates have together."""
    return sum(len(candidates[i].text.split()) for i in numbers)
