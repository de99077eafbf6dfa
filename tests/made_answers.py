"""Answers made by hand over one invented article, for tests that look at how values are shown."""

from __future__ import annotations

from dataclasses import replace

from values import (
    Answer,
    Article,
    Citation,
    Claim,
    Description,
    Part,
    Scope,
    Seconds,
    Span,
    Speaker,
    Version,
)

TEXT = (
    "Counties of Lanmoor ask for five-year budgets\n"
    "By Ada Quill\n"
    "The report calls for five-year budgets.\r\n"
    "Bus routes would be run by the county. \U0001f68c They are now run by nobody.\n"
    '"We are ready," said Tom Firth, leader of Lanmoor.\n'
    "Sign up for our newsletter\n"
    "Jobs in Lanmoor"
)
REPORT = "The report calls for five-year budgets."
BUSES = "Bus routes would be run by the county."
READY = '"We are ready," said Tom Firth, leader of Lanmoor.'


def span(words: str, kind: str, why: str = "") -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), kind, why)  # type: ignore[arg-type]


def part(value: str, known: str = "stated", because: str = "", clue: str = "") -> Part:
    place = (TEXT.index(clue), TEXT.index(clue) + len(clue)) if clue else None
    return Part(value, None, known, because, place)  # type: ignore[arg-type]


DESCRIPTION = Description(
    title=part("Counties of Lanmoor ask for five-year budgets"),
    publisher=part("The Lanmoor Post", "inferred", "the sign-up line", "Sign up for our newsletter"),
    author=part("Ada Quill", clue="By Ada Quill"),
    published=part("2014-09-17", "given", "the day before the vote"),
    url=part("https://example.org/lanmoor", "given"),
)
VERSION = Version(
    article="lanmoor",
    number=1,
    name="lanmoor.txt",
    text=TEXT,
    spans=(
        span("Counties of Lanmoor ask for five-year budgets", "title"),
        span("By Ada Quill", "byline"),
        Span(TEXT.index(REPORT), TEXT.index("Sign up") - 1, "body"),
        span("Sign up for our newsletter\nJobs in Lanmoor", "furniture", "sign-up"),
    ),
    description=DESCRIPTION,
    sha256="0" * 64,
    loader="text",
    added="2026-11-20T09:00:00",
)
ARTICLE = Article("lanmoor", "lanmoor.txt", VERSION)


def cite(number: int | None, words: str, description: Description = DESCRIPTION) -> Citation:
    start = TEXT.index(words)
    end = start + len(words)
    return Citation(
        number=number,
        article="lanmoor",
        name="lanmoor.txt",
        version=1,
        description=description,
        start=start,
        end=end,
        quote=words,
        before=TEXT[max(0, start - 64) : start],
        after=TEXT[end : end + 64],
        passage="lanmoor@1:0-1",
        link="https://example.org/lanmoor#:~:text=five-year" if number else None,
    )


REPORT_SPEAKS = Speaker(body="Lanmoor Network report", known="stated")
FIRTH = Speaker("Tom Firth", "leader of Lanmoor", "Lanmoor", "stated")
ANSWERED = Answer(
    question="What does the report call for?",
    searched="What does the report call for?",
    mode="extractive",
    status="answered",
    note="",
    claims=(
        Claim(REPORT, (1,), "verbatim", emphasis=((21, 30),), speaker=REPORT_SPEAKS, reported=True),
        Claim(BUSES, (2,), "verbatim", speaker=REPORT_SPEAKS, lead="the report", reported=True),
        Claim(READY, (3,), "verbatim", speaker=FIRTH, said_on=DESCRIPTION.published, reported=True),
    ),
    citations=(cite(1, REPORT), cite(2, BUSES), cite(3, READY)),
    closest=(),
    scope=Scope(5, "2014-05", "2024"),
    seconds=Seconds(total=0.041),
    generation=1,
)
PARTIAL = replace(ANSWERED, status="partial", note="Nothing says what this would cost.")
REFUSED = replace(
    ANSWERED,
    question="What does a bus cost?",
    searched="What does a bus cost? report",
    status="not_in_corpus",
    note="The collection speaks of bus routes, but not of what a bus costs.",
    claims=(),
    citations=(),
    closest=(cite(None, BUSES), cite(None, REPORT)),
)
