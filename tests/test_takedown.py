"""What is erased is taken out of kept conversations and briefings as well, in the same step, and nothing else is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_history import History
from made_library import make, put
from made_values import ANSWERS, BRIEFINGS

from briefing.notebook import (
    Notebook,
    added,
    block_of,
    new_briefing,
    new_talk,
    own_text,
    passage_block,
    with_turn,
)
from briefing.recheck import standing_of
from briefing.references import reference
from briefing.written import answer_to_json, briefing_to_json
from ingest.curate import erase
from library.schema import connect
from library.store import Library, open_library
from library.takedown import plan, taken_out
from rag.cite import cite
from values import Answer, Briefing, Citation, Claim, Dispute, Part, Problem, Scope, Seconds, Speaker

pytestmark = pytest.mark.slow

WILD = settings(max_examples=25, suppress_health_check=list(HealthCheck))
SECRET = "Zanzibarquux promised the harbour of Tarnholme to nobody but his brother."
LETTER = f"A letter was sent.\n\n{SECRET}\n\nThe council was told of it on Monday."
BUSES = "Buses are late in the north of Tarnholme.\n\nNobody was told of it."
TITLE = Part("The zanzibarquux affair", None, "stated")
DATED = Part("2014-05-08", None, "stated", SECRET)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        put(opened, make("letter", LETTER, title=TITLE, published=DATED), make("buses", BUSES))
        yield opened


@pytest.fixture
def notebook(library: Library) -> Notebook:
    return Notebook(library)


def cited(library: Library, article: str, words: str, number: int | None) -> Citation:
    version = library.version(article, 1)
    assert version is not None
    start = version.text.index(words)
    url = Part("https://example.org/z", None, "stated")
    described = replace(version, description=replace(version.description, url=url))
    return cite(described, start, start + len(words), number)


def answer_of(library: Library) -> Answer:
    """An answer that has the secret in every place in which an answer can have it."""
    secret, buses = cited(library, "letter", SECRET, 1), cited(library, "buses", "Buses are late", 2)
    claims = (
        Claim(
            SECRET,
            (1,),
            "verbatim",
            (f"the source says {SECRET}",),
            ((0, 12),),
            Speaker("Zanzibarquux"),
            lead=SECRET,
        ),
        Claim("Buses are late", (2,), "verbatim"),
        Claim(f"So it is: {SECRET}", (2,), "words_differ"),
        Claim(f"{SECRET} It was late.", (), "uncited"),
    )
    return Answer(
        question=f"Is it true that {SECRET.lower()}",
        searched=SECRET,
        mode="generative",
        status="answered",
        note=f"The collection has “The Zanzibarquux Affair” near it, and: {SECRET}",
        claims=claims,
        citations=(secret, buses),
        closest=(cited(library, "letter", "The council was told", None),),
        scope=Scope(2, None, None),
        seconds=Seconds(),
        disputes=(Dispute(SECRET, claims[:2]),),
        warnings=(f"Old: {SECRET}",),
        notice=SECRET,
    )


def keep_all(library: Library, notebook: Notebook) -> None:
    answer = answer_of(library)
    talk = with_turn(with_turn(new_talk(answer.question), answer), Problem(SECRET, "The model was away."))
    notebook.keep_talk(talk)
    briefing = new_briefing(f"On: {SECRET}")
    blocks = (
        *(block_of(answer), own_text("heading", SECRET), own_text("text", f"As he said, “{SECRET}”")),
        *(passage_block(answer.citations[0]), passage_block(answer.closest[0])),
    )
    for block in blocks:
        briefing = added(briefing, block)
    notebook.keep(briefing)


def files_with(library: Library, word: bytes) -> list[str]:
    files = (path for path in library.directory.rglob("*") if path.is_file())
    return [file.name for file in files if word in file.read_bytes().lower()]


def today() -> str:
    now = datetime.now(UTC).date()
    return f"{now.day} {now:%B %Y}"


def test_erased_words_are_in_no_table_and_no_file_while_the_library_is_open(
    library: Library, notebook: Notebook
) -> None:
    keep_all(library, notebook)
    assert files_with(library, b"zanzibarquux")
    erase(library, "letter")
    with closing(connect(library.directory)) as connection:
        assert not [line for line in connection.iterdump() if "zanzibarquux" in line.lower()]
    assert files_with(library, b"zanzibarquux") == []
    assert files_with(library, b"his brother") == []


def test_what_is_left_says_that_it_was_erased_when_and_from_which_article(
    library: Library, notebook: Notebook
) -> None:
    answer = answer_of(library)
    talk = with_turn(new_talk("Why?"), answer)
    notebook.keep_talk(talk)
    erase(library, "letter")
    ((held,),) = (one.turns for one in notebook.talks())
    assert isinstance(held, Answer)
    gone = Claim(f"[Erased on {today()}: words of letter.]", (1,), "nothing_to_check")
    assert held.claims == (
        gone,
        answer.claims[1],
        Claim("So it is: [erased].", (2,), "nothing_to_check"),
        Claim("[erased]. It was late.", (), "nothing_to_check"),
    )
    assert held.disputes == (Dispute("[erased].", (gone, answer.claims[1])),)
    assert held.citations[1] == answer.citations[1]
    first = held.citations[0]
    assert (first.article, first.version, first.start, first.status) == ("letter", 1, 20, "erased")
    assert first.description.published == Part("2014-05-08", None, "stated")
    assert first.description.title.value == f"Erased on {today()}"
    assert standing_of(library, first).status == "erased"


def test_the_reference_to_erased_words_says_so(library: Library, notebook: Notebook) -> None:
    notebook.keep(added(new_briefing("Letter"), passage_block(cited(library, "letter", SECRET, 1))))
    erase(library, "letter")
    ((block,),) = (one.blocks for one in notebook.briefings())
    assert reference(block.citations[0], date(2026, 11, 22)) == (
        f"“Erased on {today()}”, 8 May 2014. The words cited were erased. Version 1 of letter, seen 22 November 2026."
    )


def test_what_others_say_is_left_as_it_is(library: Library, notebook: Notebook) -> None:
    answer = answer_of(library)
    other = replace(
        answer, question="Are buses late?", searched="Are buses late?", note="", notice="", closest=()
    )
    other = replace(
        other, claims=answer.claims[1:2], citations=answer.citations[1:], disputes=(), warnings=()
    )
    talk, briefing = (
        with_turn(new_talk("Are buses late?"), other),
        added(new_briefing("Buses"), block_of(other)),
    )
    notebook.keep_talk(talk)
    notebook.keep(briefing)
    erase(library, "letter")
    assert (notebook.talks(), notebook.briefings()) == ((talk,), (briefing,))


def test_an_erasure_that_fails_takes_nothing_out(library: Library, notebook: Notebook) -> None:
    keep_all(library, notebook)
    before = notebook.talks(), notebook.briefings()

    def fail(step: str) -> None:
        if step == "before commit":
            raise ZeroDivisionError

    def erase_and_fail() -> None:
        with library.write(fail) as change:
            change.erase("letter")

    with pytest.raises(ZeroDivisionError):
        erase_and_fail()
    assert (notebook.talks(), notebook.briefings()) == before


def test_a_page_that_still_shows_an_erased_answer_cannot_bring_its_words_back(
    library: Library, notebook: Notebook
) -> None:
    keep_all(library, notebook)
    (talk,), (briefing,) = notebook.talks(), notebook.briefings()
    erase(library, "letter")
    ((clean, _),), blocks = (one.turns for one in notebook.talks()), notebook.briefings()[0].blocks
    notebook.keep_talk(replace(talk, turns=(replace(talk.turns[0]),)))
    notebook.keep(replace(briefing, title="On it", blocks=briefing.blocks[:1]))
    assert notebook.talks()[0].turns == (clean,)
    assert notebook.briefings()[0].blocks == blocks[:1]


def test_words_that_the_article_still_says_stay_where_an_earlier_version_is_erased(
    library: Library, notebook: Notebook
) -> None:
    put(library, make("letter", LETTER.replace(SECRET, "Nothing was promised."), 2))
    briefing = new_briefing("Letter")
    own = own_text("text", f"The council was told of it on Monday. {SECRET}")
    notebook.keep(added(briefing, own))
    erase(library, "letter", 1)
    ((block,),) = (one.blocks for one in notebook.briefings())
    assert block == replace(own, text="The council was told of it on Monday. [erased].")


def test_a_damaged_row_loses_the_words_too(library: Library, notebook: Notebook) -> None:
    keep_all(library, notebook)
    with closing(connect(library.directory)) as connection:
        connection.execute("UPDATE answers SET value = substr(value, 1, length(value) - 9)")
        connection.execute("UPDATE briefings SET value = CAST(CAST(value AS BLOB) || x'ff' AS TEXT)")
    erase(library, "letter")
    assert files_with(library, b"his brother") == []


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_kept_nothing_of_an_erased_article_is_left_and_all_of_the_others(
    tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    with open_library(tmp_path / "data") as library:
        history, notebook = History(folder, library, random.Random(seed)), Notebook(library)
        history.begin(4)
        told, briefing = history.cite(12), new_briefing("Random")
        for one in told:
            words = own_text("text", f"Mine, on {one.citation.number}: “{one.line.text}”, they say.")
            briefing = added(added(briefing, passage_block(one.citation)), words)
        notebook.keep(briefing)
        article = told[0].citation.article
        gone = [line.text for line in history.held[article]]
        erase(library, article)
        with closing(connect(library.directory)) as connection:
            dump = "\n".join(connection.iterdump())
        assert [line for line in gone if line.casefold() in dump.casefold()] == []
        (blocks,) = (one.blocks for one in notebook.briefings())
        pairs = zip(briefing.blocks, blocks, strict=True)
        stayed = [place // 2 for place, (before, after) in enumerate(pairs) if before == after]
        others = [place for place, one in enumerate(told) if one.citation.article != article]
        assert stayed == sorted([*others, *others])


@WILD
@given(ANSWERS, BRIEFINGS)
def test_nothing_is_taken_out_where_nothing_of_it_was_erased(answer: Answer, briefing: Briefing) -> None:
    down = plan([("another", 1)], [SECRET])
    for table, text in (("answers", answer_to_json(answer)), ("briefings", briefing_to_json(briefing))):
        assert taken_out(table, text.encode(), down) == text  # type: ignore[arg-type]
