"""Erased words are taken out of what people kept, too: of citations, of claims made of them, of notes and own text.

What stays in their place says that they were erased, from which article, and when. Whatever does not come from the
erased text is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from sqlite3 import Connection
from typing import Literal

from library.records import from_json, to_json
from values import Answer, Block, Briefing, Citation, Claim, Description, Part, Problem, Talk

RUN = 6  # so many words of the text, in their order, are its words; fewer may be anybody's
_SHORT = 3  # a whole quotation or title of so many words is, too
_MARK = "[erased]"
_WORD = re.compile(r"\w+")

Table = Literal["conversations", "answers", "briefings"]
TABLES: tuple[Table, ...] = ("conversations", "answers", "briefings")
Run = tuple[str, ...]  # some folded words in their order


@dataclass(frozen=True, slots=True)
class Takedown:
    """What is erased: versions of articles, and the runs of words that no text which stays holds; ``short`` are those
    of fewer than ``RUN`` words."""

    versions: frozenset[tuple[str, int]]
    runs: frozenset[Run]
    day: date
    short: frozenset[Run] = frozenset()

    def hits(self, citation: Citation) -> bool:
        """Whether a citation must be emptied, and is not yet."""
        return bool(citation.quote) and (citation.article, citation.version) in self.versions


def plan(
    versions: Iterable[tuple[str, int]], texts: Iterable[str] = (), staying: Iterable[str] = ()
) -> Takedown:
    """``texts`` are those of the versions, where they are still known; ``staying`` what the article still says."""
    runs = {run for text in texts for run in _runs(text, RUN)} - {
        run for text in staying for run in _runs(text, RUN)
    }
    return Takedown(frozenset(versions), frozenset(runs), datetime.now(UTC).date())


def statements(connection: Connection, down: Takedown) -> list[str]:
    """The SQL that takes the words out of every table, in whatever transaction it is executed on this connection."""
    name = f"taken_out_{id(down)}"
    connection.create_function(name, 2, lambda table, value: taken_out(table, value, down))
    return [f"UPDATE {table} SET value = {name}('{table}', CAST(value AS BLOB))" for table in TABLES]


def taken_out(table: Table, value: bytes, down: Takedown) -> str:
    """The JSON of a row without what is erased. Of a row that cannot be read, the runs of words alone."""
    text = value.decode("utf-8", "replace")
    try:
        match table:
            case "conversations":
                held = from_json(Talk, text)
                return to_json(replace(held, title=_scrubbed(held.title, down)))
            case "briefings":
                return to_json(_briefing(from_json(Briefing, text), down))
            case _:
                return to_json(_turn(from_json(Answer | Problem, text), down))  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _scrubbed(text, down)


def _briefing(held: Briefing, down: Takedown) -> Briefing:
    blocks = tuple(_block(block, down) for block in held.blocks)
    return replace(held, title=_scrubbed(held.title, down), blocks=blocks)


def _block(held: Block, down: Takedown) -> Block:
    down = _with_quotes(down, held.citations)
    return replace(
        held,
        text=_scrubbed(held.text, down),
        searched=_scrubbed(held.searched, down),
        note=_scrubbed(held.note, down),
        claims=_claims(held.claims, held.citations, down),
        citations=_citations(held.citations, down),
    )


def _turn(held: Answer | Problem, down: Takedown) -> Answer | Problem:
    if isinstance(held, Problem):
        return Problem(_scrubbed(held.question, down), held.reason)
    down = _with_quotes(down, (*held.citations, *held.closest))
    return replace(
        held,
        question=_scrubbed(held.question, down),
        searched=_scrubbed(held.searched, down),
        note=_scrubbed(held.note, down),
        claims=_claims(held.claims, held.citations, down),
        citations=_citations(held.citations, down),
        closest=_citations(held.closest, down),
        disputes=tuple(
            replace(one, about=_scrubbed(one.about, down), sides=_claims(one.sides, held.citations, down))
            for one in held.disputes
        ),
        warnings=tuple(_scrubbed(one, down) for one in held.warnings),
        notice=_scrubbed(held.notice, down),
    )


def _citations(citations: Iterable[Citation], down: Takedown) -> tuple[Citation, ...]:
    return tuple(_emptied(one, down) if down.hits(one) else one for one in citations)


def _emptied(citation: Citation, down: Takedown) -> Citation:
    """What may be known of a citation whose words are erased: its article, its date, its place, and since when."""
    published = replace(citation.description.published, because="", clue=None)
    title = Part(f"Erased on {_day(down)}", None, "given", "its text was taken out of the library")
    return replace(
        citation,
        name=citation.article,
        description=Description(title=title, published=published),
        quote="",
        before="",
        after="",
        link=None,
        status="erased",
    )


def _claims(claims: Iterable[Claim], citations: Sequence[Citation], down: Takedown) -> tuple[Claim, ...]:
    return tuple(_claim(one, [c for c in citations if c.number in one.citations], down) for one in claims)


def _claim(claim: Claim, cited: Sequence[Citation], down: Takedown) -> Claim:
    """A claim that rests on erased words says so; another loses what it has of them and not from what it cites."""
    lost = next((one for one in cited if down.hits(one)), None)
    if lost is not None:
        text = f"[Erased on {_day(down)}: words of {lost.article}.]"
        return Claim(text, claim.citations, "nothing_to_check")
    own = frozenset(run for one in cited for run in _runs(one.quote, RUN))
    text = _scrubbed(claim.text, down, own)
    if text == claim.text:
        return claim
    return Claim(text, claim.citations, "nothing_to_check", speaker=claim.speaker, said_on=claim.said_on)


def _day(down: Takedown) -> str:
    return f"{down.day.day} {down.day:%B %Y}"


def _with_quotes(down: Takedown, citations: Iterable[Citation]) -> Takedown:
    """With what the citations that are hit quote and are titled: it may be shorter than a run, or its text be gone."""
    runs, short = set(down.runs), set(down.short)
    for one in filter(down.hits, citations):
        for text in (one.quote, one.description.title.value or ""):
            length = len(_WORD.findall(text))
            if length >= RUN:
                runs |= _runs(text, RUN)
            elif length >= _SHORT:
                short |= _runs(text, length)
    return replace(down, runs=frozenset(runs), short=frozenset(short))


def _runs(text: str, length: int) -> set[Run]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _scrubbed(text: str, down: Takedown, but: Collection[Run] = ()) -> str:
    """The text with every run of erased words in it replaced by a mark, except for those of ``but``.

    >>> _scrubbed("He wrote: “We saw Tarn burn.” Yes.", Takedown(…, short=frozenset({("we", "saw", "tarn", "burn")})))
    'He wrote: “[erased].” Yes.'
    """
    found = list(_WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    erased = [False] * len(words)
    for length in {RUN, *map(len, down.short)}:
        for at in range(len(words) - length + 1):
            run = tuple(words[at : at + length])
            if (run in down.runs or run in down.short) and run not in but:
                erased[at : at + length] = [True] * length
    parts, end = [], 0
    for gone, stretch in groupby(zip(found, erased, strict=True), key=lambda pair: pair[1]):
        matches = [match for match, _ in stretch]
        if gone:
            parts += [text[end : matches[0].start()], _MARK]
            end = matches[-1].end()
    return "".join((*parts, text[end:]))
