"""Sources that contradict each other are set side by side; those that only seem to are left alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from made_collection import made_desk
from made_disputes import Asked, Case, cases, fill_with, sides_of_answer

from ingest.embed import Encoder
from rag.figures import figures
from rag.measures import consistent, measures
from values import Answer

pytestmark = pytest.mark.slow

BUILT, UNSEEN, THIRD = (cases(f"disputes{name}.toml") for name in ("", "_unseen", "_third"))
PRECISION, RECALL = 1.0, 0.9  # what each set must reach


@pytest.fixture(scope="module")
def desks(minilm: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Asked]]:
    """A desk on each of the collections."""
    home = tmp_path_factory.mktemp("disputes")
    with ExitStack() as stack:
        made = {}
        for name, held in (("built", BUILT), ("unseen", UNSEEN), ("third", THIRD)):
            desk = stack.enter_context(made_desk(home / name, minilm))
            fill_with(desk.library, home / f"{name}-articles", minilm, held)
            made[name] = Asked(desk)
        yield made


@pytest.mark.parametrize("at", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("case", [one for one in BUILT if one.expect == "dispute"], ids=lambda one: one.name)
def test_the_other_side_is_brought_in(desks: dict[str, Asked], case: Case, at: int) -> None:
    answer = desks["built"].rest(case, at)
    assert any(case.holds(sides) for sides in sides_of_answer(answer))


@pytest.mark.parametrize("at", [0, 1], ids=["first", "second"])
@pytest.mark.parametrize("case", [one for one in BUILT if one.expect != "dispute"], ids=lambda one: one.name)
def test_what_only_seems_a_dispute_is_none(desks: dict[str, Asked], case: Case, at: int) -> None:
    assert sides_of_answer(desks["built"].rest(case, at)) == []


@pytest.mark.parametrize(("name", "held"), [("built", BUILT), ("unseen", UNSEEN), ("third", THIRD)])
def test_precision_and_recall_hold_their_floors(desks: dict[str, Asked], name: str, held: list[Case]) -> None:
    shown, right, met, wanted = 0, 0, 0, 0
    for case, at in ((case, at) for case in held for at in (0, -1)):
        sides = sides_of_answer(desks[name].rest(case, at))
        shown, right = shown + len(sides), right + sum(_true(one, held) for one in sides)
        wanted += case.expect == "dispute"
        met += case.expect == "dispute" and any(case.holds(one) for one in sides)
    assert (right / shown >= PRECISION, met / wanted >= RECALL) == (True, True), (right, shown, met, wanted)


def _true(sides: str, held: list[Case]) -> bool:
    return any(case.expect == "dispute" and case.holds(sides) for case in held)


def test_each_side_is_word_for_word_with_its_citation_speaker_and_date(desks: dict[str, Asked]) -> None:
    answer = desks["built"].rest(next(one for one in BUILT if "docks" in one.name))
    (dispute,) = answer.disputes
    assert dispute.about == "a number: 300 jobs and 650 jobs"
    quotes = {one.number: one.quote for one in answer.citations}
    assert [quotes[side.citations[0]] for side in dispute.sides] == [side.text for side in dispute.sides]
    assert dispute.sides[1].speaker.name == "Petra Lund"
    dates = {one.number: one.description.published.value for one in answer.citations}
    assert [dates[side.citations[0]] for side in dispute.sides] == ["2016-05-03", "2016-05-20"]


def test_a_call_that_is_dismissed_in_the_same_article_is_a_dispute(desks: dict[str, Asked]) -> None:
    answer = desks["built"].rest(next(one for one in BUILT if "dismissed" in one.name))
    (dispute,) = answer.disputes
    assert dispute.about == "a position: Society of Harbour Masters and Pilots’ Guild"


def test_an_answer_without_a_claim_is_left_as_it_is(desks: dict[str, Asked]) -> None:
    answer = desks["built"].desk.ask("What is the boiling point of tungsten?")
    assert (answer.status, answer.disputes, answer.warnings) == ("not_in_corpus", (), ())


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("It costs about £6bn.", "It costs £6.1bn.", True),
        ("It costs £9m.", "It costs £14m.", False),
        ("More than 5,000 signed.", "5,840 signed.", True),
        ("Fewer than 60 buses run.", "52 buses run.", True),
        ("Fewer than 60 buses run.", "75 buses run.", False),
        ("At least 650 jobs go.", "300 jobs go.", False),
        ("It costs between £20m and £30m.", "It costs £27m.", True),
        ("It costs £20m to £30m.", "It costs £34m.", False),
        ("Nearly half of them agree.", "48% agree.", True),
        ("It took 12 weeks.", "It took three months.", True),
        ("It took six weeks.", "It took four months.", False),
        ("Two thirds agree.", "67% agree.", True),
        ("Up to £10m is spent.", "£7m is spent.", True),
    ],
)
def test_figures_agree_as_exactly_as_they_are_told(one: str, other: str, agree: bool) -> None:
    assert consistent(measures(one)[0], measures(other)[0]) is agree
    assert consistent(measures(other)[0], measures(one)[0]) is agree


def test_a_sum_a_year_is_not_compared_with_one_over_five_years() -> None:
    rates = [
        measures(text)[0].rate for text in ("£6m a year.", "£30m over five years.", "£2 per head.", "£9m.")
    ]
    assert rates == ["year", "over five", "head", ""]


def test_a_text_without_figures_has_no_measures() -> None:
    assert (figures("Buses are late."), measures("Buses are late.")) == ([], ())


def test_a_desk_brings_in_the_other_side(desks: dict[str, Asked]) -> None:
    answer = desks["built"].desk.ask("How much would the bus franchise in Tarnholt cost?")
    assert {dispute.about for dispute in answer.disputes} <= {"a sum: £9m and £14m", "a sum: £14m and £9m"}
    assert len(answer.disputes) == 1


def test_it_takes_little_time(desks: dict[str, Asked]) -> None:
    """Less than 10 ms of computing for the passages that a question brings in, once their sentences were read."""
    asked = desks["built"]
    answer = asked.rest(BUILT[0])
    assert min(_spent(asked, answer) for _ in range(5)) < 0.010


def _spent(asked: Asked, answer: Answer) -> float:
    begun = time.process_time()
    asked.beside(answer)
    return time.process_time() - begun
