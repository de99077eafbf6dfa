"""Sentences that tell of an article what its description says: its title, publisher, author and date."""

from __future__ import annotations

from collections.abc import Sequence

from rag.facts import facts
from rag.frames import Statement
from rag.moments import Moment, on_day
from rag.sources import Source
from rag.support import states
from rag.words import stem

# Words that such a sentence needs beside the values themselves.
_TELLING = frozenset(
    stem(word)
    for word in """published publish written wrote write author authored dated date appeared appear titled entitled
    called headline title by on in publisher updated update came out issued posted report piece news story blog opinion
    page website article""".split()
)


def from_description(statement: Statement, sources: Sequence[Source]) -> bool:
    """Whether all that a statement says is what the description of one source says, and it says some of it."""
    return any(_tells(statement, source) for source in sources)


def _tells(statement: Statement, source: Source) -> bool:
    stated = statement.facts
    known = {stem for name in source.names for stem in facts(name).stems}
    date = to_moment(source.dated)
    if any(date is None or not moment.within(date) for moment in stated.moments):
        return False
    dated = [(moment.start, moment.end) for moment in stated.moments]
    words = [word for word in stated.words if states(word)]
    own = [word for word in words if not any(start <= word.start < end for start, end in dated)]
    values = [word for word in own if word.stem in known]
    return bool(values or dated) and all(word.stem in known | _TELLING for word in own)


def to_moment(date: str) -> Moment | None:
    """ "2014-05-08" → 8 May 2014; None for no date."""
    parts = [int(part) for part in date.split("-") if part.isdigit()]
    year, month, day = [*parts, None, None, None][:3]
    if year and month and day:
        return on_day(year, month, day)
    return Moment(0, 0, year, month) if parts else None
