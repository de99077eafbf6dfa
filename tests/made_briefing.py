"""A briefing over a real library of two invented articles, for tests of everything that is made of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from made_library import make, put

from library.store import Library, open_library
from rag.cite import cite
from values import Block, Briefing, Check, Citation, Claim, Part, Speaker, Version

TODAY = date(2026, 11, 21)
FUNDS = "Orrin asks for ten-year funds.\n\nThe council wants £30m a year. It has asked since 2014.\n\nIt got nothing."
ROADS = "Roads in Tarn are mended by the parish. Nobody pays for it.\n\n“We mend them at night,” said Cllr Ada Fenn."
MONEY = "The council wants £30m a year."
SINCE = "It has asked since 2014."
NIGHT = "“We mend them at night,” said Cllr Ada Fenn."
FENN = Speaker("Ada Fenn", "councillor", "Tarn parish", "stated")


def known(**parts: str) -> dict[str, Part]:
    return {name: Part(value, None, "stated") for name, value in parts.items()}


ABOUT_FUNDS = known(
    title="Orrin asks for funds",
    publisher="The Orrin Post",
    author="Ada Quill",
    published="2014-09-17",
    url="https://orrin.example/funds?a=1&b=2",
)
ABOUT_ROADS = {
    **known(title="Night work", publisher="Tarn Gazette"),
    "published": Part("2019", None, "inferred", "the copyright line"),
}


@contextmanager
def made_library(home: Path) -> Iterator[Library]:
    with open_library(home) as library:
        put(library, make("funds", FUNDS, 1, "", **ABOUT_FUNDS), make("roads", ROADS, 1, "", **ABOUT_ROADS))
        yield library


def held(library: Library, article: str) -> Version:
    found = library.article(article)
    assert found is not None
    return found.current


def cited(library: Library, article: str, words: str, number: int) -> Citation:
    version = held(library, article)
    start = version.text.index(words)
    return cite(version, start, start + len(words), number)


def answer(
    id_: str, question: str, claims: Sequence[Claim], citations: Sequence[Citation], note: str = ""
) -> Block:
    return Block(
        id_, "answer", question, tuple(claims), tuple(citations), note, answered="2026-11-20T09:00:00+00:00"
    )


def word_for_word(
    words: str, *numbers: int, speaker: Speaker | None = None, check: Check = "verbatim"
) -> Claim:
    claim = Claim(words, numbers, check)
    return replace(claim, speaker=speaker) if speaker else claim


def blocks(library: Library) -> tuple[Block, ...]:
    """A heading, own text, an answer with two notes from two articles, and one whose model got a figure wrong."""
    wrong = Claim("It wants £90m.", (1,), "number_differs", ("the source says £30m",))
    return (
        Block("h", "heading", "Money"),
        Block("t", "text", "What follows is theirs.\n\nIt is in two parts."),
        answer(
            "a",
            "What does Orrin want?",
            (
                replace(word_for_word(MONEY, 1), emphasis=((18, 22),), lead="the report"),
                word_for_word(NIGHT, 2, speaker=FENN),
            ),
            (cited(library, "funds", MONEY, 1), cited(library, "roads", NIGHT, 2)),
            "Nothing says when.",
        ),
        replace(
            answer("m", "How much?", (wrong, word_for_word("Orrin has long asked.", 2, check="supported")),
                   (cited(library, "funds", MONEY, 1), cited(library, "funds", SINCE, 2))),
            mode="generative",
        ),
    )  # fmt: skip


def made_briefing(library: Library) -> Briefing:
    return Briefing("b1", "Asks & answers", "2026-11-20", "2026-11-21", "OFFICIAL", blocks(library))


def large_briefing(library: Library, answers: int, each: int) -> Briefing:
    """``answers`` answers with ``each`` citations, in turn from the two articles."""
    sources = [("funds", MONEY), ("roads", NIGHT), ("funds", SINCE), ("roads", "Nobody pays for it.")]
    found = [cited(library, *sources[place % len(sources)], place + 1) for place in range(each)]
    claims = [word_for_word(one.quote, place) for place, one in enumerate(found, 1)]
    made = tuple(answer(f"a{place}", f"Question {place}?", claims, found) for place in range(answers))
    return Briefing("b2", "Long", "2026-11-20", "2026-11-21", "", made)


def edit(library: Library, article: str, text: str) -> None:
    """The article as another text, as its next version."""
    version = held(library, article)
    about = ABOUT_FUNDS if article == "funds" else ABOUT_ROADS
    put(library, make(article, text, version.number + 1, "", **about))
