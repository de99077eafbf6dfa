"""The floors of quality: what the answers must reach, and that no floor sinks in silence."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from config import open_settings
from quality import fit
from quality.eval import Report, evaluate
from quality.floors import Floor, Gate, Outcome, measure, read_gates, run_own
from quality.judge import Item, Reply
from quality.sets import may_fit
from values import Answer, Scope, Seconds, SettingsError, Turn

DATA = Path(__file__).parent / "data"
HALF = evaluate(
    [Item("1", "?", "near_miss", answerable=False), Item("2", "?", "near_miss", answerable=False)],
    {"1": Reply(refused=True, text="")},
)


class Silent:
    """A desk that answers nothing."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        scope = Scope(1, None, None)
        return Answer(question, question, "extractive", "not_in_corpus", "", (), (), (), scope, Seconds())


def _gate(**floors: Floor) -> Gate:
    return Gate("own", Path("questions.jsonl"), Path("articles"), floors)


def _write(folder: Path, **floor: object) -> Path:
    path = folder / "floors.json"
    gate = {"questions": "questions.jsonl", "articles": "articles", "floors": {"right": floor}}
    path.write_text(json.dumps({"own": gate}), encoding="utf-8")
    return path


def _write_two(folder: Path) -> Path:
    """A floors file of two gates, the second of which is unseen."""
    gate = {"questions": "questions.jsonl", "articles": "articles", "floors": {}}
    path = folder / "floors.json"
    path.write_text(json.dumps({"seen": gate, "kept": {**gate, "unseen": True}}), encoding="utf-8")
    return path


def _put(folder: Path, name: str, *rows: dict[str, object]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(text.encode()))


@pytest.mark.slow
def test_the_answers_to_our_own_questions_reach_their_floors() -> None:
    outcome = run_own(open_settings())
    assert outcome.missed == (), outcome.to_text()


def test_there_is_a_floor_for_right_answers_and_for_refusals_at_every_gate() -> None:
    wanted = {"right", "right_answerable", "refusal_rate_unanswerable", "forbidden", "words"}
    assert [gate.name for gate in read_gates() if not wanted <= gate.floors.keys()] == []


def test_every_set_of_questions_has_its_floors() -> None:
    assert {gate.questions for gate in read_gates()} == set(DATA.glob("questions_*.jsonl"))


def test_a_floor_that_was_lowered_without_a_reason_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"own: the floor right is 0.6, and was 0.7. Put it back, or say"):
        read_gates(_write(tmp_path, value=0.6, best=0.7))


def test_a_floor_may_be_lowered_with_a_reason(tmp_path: Path) -> None:
    path = _write(tmp_path, value=0.6, best=0.7, lowered_because="two questions were wrong")
    assert read_gates(path) == (
        Gate(
            name="own",
            questions=tmp_path.resolve() / "questions.jsonl",
            articles=tmp_path.resolve() / "articles",
            floors={"right": Floor(0.6, 0.7, "two questions were wrong")},
        ),
    )


def test_a_blank_reason_is_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="lowered_because"):
        read_gates(_write(tmp_path, value=0.6, best=0.7, lowered_because=" "))


def test_for_words_a_higher_floor_is_a_lowered_one(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    gate = {"questions": "q", "articles": "a", "floors": {"words": {"value": 90, "best": 80}}}
    path.write_text(json.dumps({"own": gate}), encoding="utf-8")
    with pytest.raises(SettingsError, match="the floor words is 90, and was 80"):
        read_gates(path)


def test_a_missed_floor_is_named_with_its_gate() -> None:
    gate = _gate(right=Floor(0.6, 0.6), forbidden=Floor(0, 0))
    assert gate.missed(HALF) == ("own: right is 0.500, below its floor of 0.600.",)


def test_an_outcome_is_a_line_for_each_gate_and_what_was_missed() -> None:
    missed = Outcome(((_gate(right=Floor(0.6, 0.6)), HALF),))
    held = Outcome(((_gate(right=Floor(0.5, 0.5)), HALF),))
    assert missed.to_text() == (
        "own, 2 questions: right 0.500\nown: right is 0.500, below its floor of 0.600."
    )
    assert held.to_text() == "own, 2 questions: right 0.500\nEvery floor holds."


def test_one_desk_is_opened_for_each_folder_of_articles(tmp_path: Path) -> None:
    line = {"id": "1", "question": "?", "type": "near_miss", "answerable": False}
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(line), encoding="utf-8")
    gates = [Gate(name, questions, Path(folder), {}) for name, folder in (("a", "x"), ("b", "x"), ("c", "y"))]
    opened: list[Path] = []

    def desk_over(folder: Path) -> Silent:
        opened.append(folder)
        return Silent()

    outcome = measure(gates, desk_over)
    assert opened == [Path("x"), Path("y")]
    assert [report.measures()["right"] for _, report in outcome.measured] == [1.0, 1.0, 1.0]


def test_a_report_on_nothing_misses_every_floor() -> None:
    assert len(_gate(right=Floor(0.0, 0.0), words=Floor(90, 90)).missed(Report(()))) == 2


# What may be fitted on


def test_a_gate_may_be_unseen(tmp_path: Path) -> None:
    assert [(gate.name, gate.unseen) for gate in read_gates(_write_two(tmp_path))] == [
        ("seen", False),
        ("kept", True),
    ]


def test_nothing_is_fitted_on_an_unseen_gate(tmp_path: Path) -> None:
    assert [gate.name for gate in fit.gates_to_fit(_write_two(tmp_path))] == ["seen"]


def test_some_of_our_own_questions_are_kept_unseen_and_some_are_fitted_on() -> None:
    fitted = {gate.questions for gate in fit.gates_to_fit()}
    unseen = {gate.questions for gate in read_gates() if gate.unseen}
    assert fitted
    assert unseen
    assert not fitted & unseen


def test_half_of_the_questions_of_a_public_set_may_be_fitted_on() -> None:
    assert 0.45 < sum(may_fit(f"question {n}") for n in range(2000)) / 2000 < 0.55


def test_which_half_never_changes() -> None:
    assert [may_fit(str(n)) for n in range(6)] == [False, False, False, True, True, False]


def test_only_that_half_of_the_public_sets_is_fitted_on(tmp_path: Path) -> None:
    ids, text = [str(n) for n in range(6)], "The county runs 412 buses."
    asked = [{"id": key, "question": "How many buses run?", "answerable": True} for key in ids]
    _put(tmp_path, "squad2_passages", {"passage_id": "buses", "title": "Buses", "text": text})
    _put(tmp_path, "squad2_questions", *({**row, "passage_id": "buses", "answers": ["412"]} for row in asked))
    chosen = {"title": "Buses", "sentences": [text], "selected_sentences": [[text]]}
    _put(tmp_path, "clapnq", *({**row, **chosen} for row in asked))
    assert {example.id for example in fit.squad_examples(tmp_path)} == {"3", "4"}
    assert {example.id for example in fit.clapnq_examples(tmp_path)} == {"3", "4"}
