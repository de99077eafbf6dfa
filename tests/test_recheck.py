"""Check again: every citation has the right status and its words, newer articles are named, two answers compared."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from made_answers import ANSWERED
from made_collection import fill, made_desk, write_collection
from made_history import History, Telling, answer_of
from made_library import make, put

from briefing.notebook import Notebook, added, block_of, new_briefing, new_talk, own_text, with_turn
from briefing.recheck import (
    Changes,
    answers_in,
    ask_again,
    chosen_from,
    citations_of,
    compare,
    compare_chosen,
    counted,
    elsewhere,
    newer_articles,
    standings,
)
from ingest.embed import Encoder
from library.citations import Standing
from library.schema import now
from library.store import Library, open_library
from rag.cite import cite
from rag.desk import Desk
from values import Answer, Article, Block, Check, Citation, Claim, Problem, Speaker, Talk, Turn

pytestmark = pytest.mark.slow

QUESTION = "How much does Harrowmere spend on village routes?"
ROUTES = """\
Village routes cost more

Harrowmere will spend £9.1m a year on village routes from April, the county said on Friday. It spends £6.5m today.
"""
PIGEONS = """\
A race of pigeons

Two hundred pigeons flew from the harbour to the moor on Sunday. The first was home in an hour, and the last has not
been seen.
"""


@pytest.fixture
def own(minilm: Encoder, tmp_path: Path) -> Iterator[Desk]:
    """A desk over the invented articles, which may be changed."""
    with made_desk(tmp_path / "data", minilm) as opened:
        fill(opened.library, write_collection(tmp_path / "articles"), minilm)
        yield opened


# The law: whatever happens to the articles, every citation is right about its words


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_to_the_articles_no_citation_points_at_another_passage(
    tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    with open_library(tmp_path / "data") as library:
        history, notebook = History(folder, library, random.Random(seed)), Notebook(library)
        briefing = new_briefing("All of it")
        notebook.keep(briefing)
        history.begin(4)
        told: list[Telling] = []
        talks: list[str] = []
        for _ in range(5):
            fresh = history.cite(8)
            if fresh:
                keep(notebook, briefing.id, talk := with_turn(new_talk("How much?"), answer_of(fresh)))
                talks.append(talk.id)
            told += fresh
            for _ in range(3):
                history.happen()
            history.sync()
            library.refresh()
            kept = [notebook.briefing(briefing.id)], [notebook.talk(id_) for id_ in talks]
            for cited in ([one for held in each if held for one in citations_of(held)] for each in kept):
                found = standings(library, cited)
                for citation, one in zip(cited, told, strict=True):
                    right(library, history, one, citation, found[citation])


def keep(notebook: Notebook, briefing: str, talk: Talk) -> None:
    notebook.keep_talk(talk)
    (answer,) = talk.turns
    assert isinstance(answer, Answer)
    notebook.change(briefing, lambda held: added(held, block_of(answer)))


def right(library: Library, history: History, told: Telling, citation: Citation, found: Standing) -> None:
    status, start, end = history.right(told)
    assert found.status == status
    if status == "erased":
        assert (citation.quote, citation.before, citation.after, citation.status) == ("", "", "", "erased")
        return
    assert citation == told.citation
    version = library.version(citation.article, citation.version)
    assert version is not None
    assert version.text[citation.start : citation.end] == citation.quote == told.line.text
    if status == "changed":
        assert start is not None
        assert end is not None
        assert found.start is not None
        assert found.end is not None
        assert start <= found.start < found.end <= end
    else:
        assert (found.start, found.end) == (start, end)


def test_the_citations_of_all_answers_are_counted_by_their_status(library: Library) -> None:
    text = "Buses are late. Trams are not."
    put(library, make("buses", text), make("trams", "Trams are red."))
    late, red = cited("buses", text, "Buses are late."), cited("trams", "Trams are red.", "Trams are red.")
    put(library, make("buses", "So: " + text, 2))
    answer = replace(answer_of([]), citations=(late, red, late))
    talk = with_turn(with_turn(new_talk("Late?"), answer), Problem("Red?", "The library was away."))
    found = standings(library, citations_of(talk))
    assert found == {late: Standing("moved", 2, 4, 19), red: Standing("same", 1, 0, 14)}
    assert counted(found, citations_of(talk)) == {"moved": 2, "same": 1}
    briefing = added(added(new_briefing("Buses"), block_of(ANSWERED)), own_text("text", "Mine."))
    assert citations_of(briefing) == ANSWERED.citations


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        yield opened


def cited(article: str, text: str, words: str) -> Citation:
    version, _ = make(article, text)
    return cite(version, text.index(words), text.index(words) + len(words), 1)


def test_words_that_are_gone_are_found_in_an_article_that_came_under_another_name(library: Library) -> None:
    text = "The buses of the county are late. Trams are red."
    late, red = (
        cited("buses", text, "The buses of the county are late."),
        cited("buses", text, "Trams are red."),
    )
    put(
        library,
        make("buses", text),
        make("routes", f"{text} More was said."),
        make("roads", "Roads are long."),
    )
    assert [one.id for one in elsewhere(library, late)] == ["routes"]
    assert elsewhere(library, red) == ()  # three words may be anybody's


# Newer articles


def named(found: tuple[Article, ...] | Problem) -> list[str]:
    assert not isinstance(found, Problem)
    return [one.name for one in found]


def test_an_article_on_the_same_question_that_came_later_is_named(own: Desk, tmp_path: Path) -> None:
    answer, folder = own.ask(QUESTION), tmp_path / "articles"
    assert newer_articles(own, QUESTION, answer) == ()
    (folder / "routes.txt").write_text(ROUTES, encoding="utf-8")
    (folder / "pigeons.txt").write_text(PIGEONS, encoding="utf-8")
    fill(own.library, folder, own.encoder)
    for answered in (answer, block_of(answer)):
        assert named(newer_articles(own, QUESTION, answered)) == ["routes.txt"]
    assert newer_articles(own, QUESTION, replace(answer, answered="")) == ()


def test_an_article_that_changed_since_is_newer(own: Desk, tmp_path: Path) -> None:
    answer, file = own.ask(QUESTION), tmp_path / "articles" / "buses.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("£6.5m", "£7.5m"), encoding="utf-8")
    fill(own.library, file.parent, own.encoder)
    assert named(newer_articles(own, QUESTION, answer)) == ["buses.txt"]


def test_an_article_that_was_read_before_the_answer_and_shown_after_it_is_newer(own: Desk) -> None:
    """A long ingest reads its first file minutes before anybody can find it."""
    with own.library.write() as change:
        version, passages = make("routes", ROUTES.replace("\n\n", " ").strip())
        texts = [passage.embedded_text for passage in passages]
        change.store_vectors(dict(zip(texts, own.encoder.encode(texts), strict=True)), own.encoder.name)
        change.put(replace(version, added=now()), ROUTES.encode(), passages, own.encoder.name)
        answer = own.ask(QUESTION)
    assert named(newer_articles(own, QUESTION, answer)) == ["routes.txt"]


# Asked again


def again(desk: Desk, answered: Answer | Block, said: Sequence[Turn] = ()) -> Changes:
    """What changed; the question can be asked again."""
    changes = ask_again(desk, answered, said)
    assert isinstance(changes, Changes)
    return changes


def test_asked_again_of_the_same_collection_nothing_changed(desk: Desk) -> None:
    answer = desk.ask(QUESTION)
    changes = again(desk, answer)
    assert (changes.same, changes.altered, changes.gone, changes.new) == (answer.claims, (), (), ())
    assert again(desk, block_of(answer)).same == answer.claims


def test_asked_again_after_an_edit_the_sentence_stands_beside_what_it_was(own: Desk, tmp_path: Path) -> None:
    answer, file = own.ask(QUESTION), tmp_path / "articles" / "buses.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("£6.5m", "£7.5m"), encoding="utf-8")
    fill(own.library, file.parent, own.encoder)
    changes = again(own, answer)
    ((before, after),) = changes.altered
    assert after.text == before.text.replace("£6.5m", "£7.5m")
    assert (changes.gone, changes.new) == ((), ())


def test_asked_again_with_the_filters_of_then(desk: Desk) -> None:
    answer = desk.ask(QUESTION, filters={"publisher": "The Harrowmere Post"})
    assert answer.scope.filters
    for answered in (answer, block_of(answer)):
        assert again(desk, answered).answer.scope == answer.scope


def test_a_follow_up_is_asked_again_as_it_was_searched(desk: Desk) -> None:
    said = [Turn("user", QUESTION), Turn("assistant", "£6.5m.")]
    answer = desk.ask("And Tarnholt?", said)
    assert answer.claims
    assert again(desk, block_of(answer)).same == answer.claims
    assert again(desk, answer, said).same == answer.claims


# Sentences that were chosen from an answer

TOWNS = "What do the coastal towns ask for?"


def test_what_the_whole_answer_said_then_is_not_new_beside_a_chosen_sentence(own: Desk) -> None:
    answer = own.ask(TOWNS)
    assert len(answer.claims) > 1
    Notebook(own.library).keep_talk(with_turn(new_talk(TOWNS), answer))
    block = block_of(answer, [1])
    found = again(own, block)
    assert found == Changes(found.answer, same=block.claims, chosen=True)


def test_where_the_whole_answer_is_not_kept_it_is_not_known_what_is_new(desk: Desk) -> None:
    answer = desk.ask(TOWNS)
    block = block_of(answer, [1])
    found = again(desk, block)
    others = (answer.claims[0], *answer.claims[2:])
    assert found == Changes(found.answer, same=block.claims, others=others, chosen=True)


def test_a_whole_answer_that_was_taken_into_a_briefing_needs_no_conversation(desk: Desk) -> None:
    answer = desk.ask(TOWNS)
    found = again(desk, block_of(answer))
    assert found == Changes(found.answer, same=answer.claims)


def test_an_answer_to_the_same_question_of_another_day_is_not_that_which_was_chosen_from(own: Desk) -> None:
    answer = own.ask(TOWNS)
    block = block_of(answer, [1])
    later = replace(answer, answered="2030-01-01T00:00:00+00:00")
    Notebook(own.library).keep_talk(with_turn(new_talk(TOWNS), later))
    assert chosen_from(own.library, block) is None
    Notebook(own.library).keep_talk(with_turn(new_talk(TOWNS), answer))
    assert chosen_from(own.library, block) == answer


def test_only_what_was_chosen_is_altered_or_gone(library: Library) -> None:
    sources = (cited("buses", "Buses are late.", "Buses"),)
    rail, south = RAIL, claim("The county pays for rail in the south.")
    trams, red = claim("Trams are red."), claim("A ferry runs at noon.")
    before = replace(answer_of([]), claims=(trams, rail, red), citations=sources)
    block = block_of(before, [0, 1])
    now = claim("Every town has a clock.")
    after = replace(before, claims=(now, south, trams))
    assert compare_chosen(block, before, after) == Changes(
        after, same=(trams,), altered=((rail, south),), new=(now,), chosen=True
    )
    assert compare_chosen(block_of(before, [2]), before, after) == Changes(
        after, gone=(red,), new=(now,), chosen=True
    )


# Questions that cannot be asked again

LONG = f"{QUESTION} " * 39 + QUESTION
NEXT = "And Tarnholt?"
TURNS = "with what it takes from the turns before it, it has 2,013 characters, and at most 2,000 are taken."
REMEDY = "A higher [ask] max_question_characters in config.toml lets it be asked."


@pytest.fixture(scope="module")
def talk_too_long(desk: Desk) -> Talk:
    """A question as long as one may be, and one that takes it up."""
    first = desk.ask(LONG)
    then = desk.ask(NEXT, [Turn("user", LONG), Turn("assistant", first.claims[0].text)])
    return with_turn(with_turn(new_talk(LONG), first), then)


def test_a_follow_up_that_is_too_long_with_the_turns_before_it_is_said_to_be(
    desk: Desk, talk_too_long: Talk
) -> None:
    _, (_, answer) = answers_in(talk_too_long)
    for answered in (answer, block_of(answer) if isinstance(answer, Answer) else answer):
        assert ask_again(desk, answered) == Problem(
            NEXT, f"This question could not be asked again: {TURNS} {REMEDY}"
        )


def test_a_follow_up_is_asked_again_after_what_was_said_however_long_that_is(
    desk: Desk, talk_too_long: Talk
) -> None:
    first, answer = talk_too_long.turns
    assert isinstance(first, Answer)
    assert isinstance(answer, Answer)
    said = [Turn("user", LONG), Turn("assistant", first.claims[0].text)]
    assert again(desk, answer, said).same == answer.claims


def test_where_one_question_is_too_long_the_others_are_looked_up(own: Desk, tmp_path: Path) -> None:
    short = own.ask(QUESTION)
    long = replace(short, question=NEXT, searched=f"{LONG} {NEXT}")
    (tmp_path / "articles" / "routes.txt").write_text(ROUTES, encoding="utf-8")
    fill(own.library, tmp_path / "articles", own.encoder)
    talk = with_turn(with_turn(new_talk(QUESTION), long), short)
    found = [newer_articles(own, question, answer) for question, answer in answers_in(talk)]
    assert found[0] == Problem(
        NEXT, f"Whether there are newer articles on this question could not be looked up: {TURNS} {REMEDY}"
    )
    assert named(found[1]) == ["routes.txt"]


def test_a_question_longer_than_what_is_taken_by_now_is_said_to_be(desk: Desk) -> None:
    answer = desk.ask(QUESTION)
    ask = replace(desk.settings.ask, max_question_characters=10)
    strict = Desk(replace(desk.settings, ask=ask), desk.library, desk.encoder)
    assert ask_again(strict, answer) == Problem(
        QUESTION,
        f"This question could not be asked again: it has 49 characters, and at most 10 are taken. {REMEDY}",
    )


# Two answers side by side


def claim(text: str, *citations: int, check: Check = "verbatim", name: str = "") -> Claim:
    return Claim(text, citations or (1,), check, speaker=Speaker(name))


RAIL = claim("The county pays for rail in the north.")


@pytest.mark.parametrize(
    ("old", "new", "same", "altered", "gone", "fresh"),
    [
        ([RAIL], [RAIL], [RAIL], [], [], []),
        ([RAIL], [], [], [], [RAIL], []),
        ([], [RAIL], [], [], [], [RAIL]),
        ([RAIL], [claim("Trams are red.")], [], [], [RAIL], [claim("Trams are red.")]),
        (
            [RAIL, claim("Trams are red.")],
            [claim("Trams are red."), claim("The county pays for rail in the south.")],
            [claim("Trams are red.")],
            [(RAIL, claim("The county pays for rail in the south."))],
            [],
            [],
        ),
        ([RAIL], [replace(RAIL, check="negated")], [], [(RAIL, replace(RAIL, check="negated"))], [], []),
        ([RAIL], [claim(RAIL.text, name="Ann")], [], [(RAIL, claim(RAIL.text, name="Ann"))], [], []),
        ([RAIL], [claim(RAIL.text, 2)], [], [(RAIL, claim(RAIL.text, 2))], [], []),
        ([RAIL, RAIL], [RAIL], [RAIL], [], [RAIL], []),
    ],
)
def test_claims_are_the_same_altered_gone_or_new(
    old: list[Claim],
    new: list[Claim],
    same: list[Claim],
    altered: list[tuple[Claim, Claim]],
    gone: list[Claim],
    fresh: list[Claim],
) -> None:
    sources = cited("buses", "Buses are late.", "Buses"), cited("trams", "Trams are red.", "Trams")
    citations = tuple(replace(one, number=number) for number, one in enumerate(sources, 1))
    before, after = (replace(answer_of([]), claims=tuple(each), citations=citations) for each in (old, new))
    assert compare(before, after) == Changes(after, tuple(same), tuple(altered), tuple(gone), tuple(fresh))
