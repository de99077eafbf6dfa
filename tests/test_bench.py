"""Our pipeline measured on data of anybody's: what the figures mean, and that the same data give the same ones."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import cli
from config import open_settings
from ingest.embed import Encoder
from library.store import open_library
from quality.bench import bench_extract, bench_retrieval
from quality.bench_extract import auroc, f1, false_answers
from quality.bench_retrieval import ndcg
from quality.bench_speed import MadeVectors, bench_speed, questions
from quality.generator import articles, write_articles
from quality.memory import MemoryLibrary, to_passage
from quality.sets import may_fit
from rag.lexicon import build_lexicon
from rag.question import understand
from rag.retrieve import search_terms
from values import SettingsError

PASSAGES = {
    "buses": "The county runs 412 buses from the depot in Oakby. A bus lasts about fourteen years.",
    "libraries": "The town of Tarnholt closed three libraries. Readers in Tarnholt now share a van of books.",
    "fire": "The fire brigade of Harrowmere has nine engines. Its crews visit frail people at home.",
    "schools": "Rural schools asked for a new formula. Pupils in villages travel an hour each day.",
}
ASKED = {
    "buses": ("How many buses does the county run?", "412"),
    "libraries": ("How many libraries did Tarnholt close?", "three"),
    "fire": ("How many engines has the fire brigade?", "nine"),
    "schools": ("What did rural schools ask for?", "formula"),
}
QUESTIONS, PLACES = "squad2_questions.jsonl.gz", "squad2_passages.jsonl.gz"
Rows = Iterable[Mapping[str, object]]


def put(folder: Path, name: str, rows: Rows, packed: bool = True) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path = folder / f"{name}.jsonl{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(text) if packed else text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four passages in each of the schemas, with a question on each, and one that none answers."""
    made = tmp_path_factory.mktemp("sets")
    put(made, "scifact_corpus", ({"doc_id": k, "title": k.title(), "text": t} for k, t in PASSAGES.items()))
    put(
        made,
        "scifact_queries",
        ({"query_id": k, "query": q, "relevant": {k: 1}} for k, (q, _) in ASKED.items()),
    )
    put(made, "mtragun_passages", ({"passage_id": k, "text": f"{k}\n{t}"} for k, t in PASSAGES.items()))
    turns = [
        ("user", "Tell me about the fire brigade of Harrowmere."),
        ("agent", "It is."),
        ("user", "Whom do they visit?"),
    ]
    tasks = [
        {"id": "1", "dialogue": [{"role": r, "text": t} for r, t in turns], "gold_passage_ids": ["fire"]},
        {"id": "2", "dialogue": [{"role": "user", "text": "And?"}], "gold_passage_ids": []},
    ]
    put(made, "mtragun_tasks", tasks, packed=False)
    put(
        made,
        "squad2_passages",
        ({"passage_id": k, "title": f"The_{k}", "text": t} for k, t in PASSAGES.items()),
    )
    asked = [
        {"id": k, "passage_id": k, "question": q, "answerable": True, "answers": [a]}
        for k, (q, a) in ASKED.items()
    ]
    beyond = {"id": "no", "passage_id": "buses", "question": "What colour is the moon of Oakby?"}
    put(made, "squad2_questions", [*asked, {**beyond, "answerable": False, "answers": []}])
    held = {key: [f"{part.strip('.')}." for part in text.split(". ")] for key, text in PASSAGES.items()}
    clapnq = [
        {
            "id": k,
            "question": q,
            "answerable": True,
            "title": k,
            "sentences": held[k],
            "selected_sentences": [held[k][:1]],
        }
        for k, (q, _) in ASKED.items()
    ]
    no = {"id": "no", "question": "Who painted the moon?", "answerable": False, "title": "moon"}
    put(made, "clapnq", [*clapnq, {**no, "sentences": held["buses"], "selected_sentences": []}])
    return made


# The figures


def test_ndcg_is_one_where_all_that_is_relevant_comes_first() -> None:
    assert ndcg(["a", "b", "c"], {"a": 1, "b": 1}) == 1.0
    assert ndcg(["c", "d"], {"a": 1}) == 0.0


def test_ndcg_weighs_ranks_and_grades_as_beir_does() -> None:
    assert ndcg(["x", "a", "b"], {"a": 2, "b": 1}) == pytest.approx(
        (2 / 1.5849625 + 0.5) / (2 + 1 / 1.5849625)
    )


def test_ndcg_looks_at_ten() -> None:
    assert ndcg([*"0123456789", "a"], {"a": 1}) == 0.0


@given(st.permutations("abcdef"), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 3), min_size=1))
def test_ndcg_lies_between_nothing_and_one(ranked: list[str], relevant: dict[str, int]) -> None:
    assert 0.0 <= ndcg(ranked, relevant) <= 1.0 + 1e-12


def test_false_answers_are_counted_at_the_threshold_of_the_answerable() -> None:
    yes = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1]
    assert false_answers(yes, [0.15, 0.14]) == 0.5
    assert false_answers(yes, [0.0]) == 0.0


def test_auroc_is_a_half_where_nothing_is_told_apart() -> None:
    assert (auroc([0.9, 0.8], [0.1]), auroc([0.5], [0.5]), auroc([0.1], [0.9])) == (1.0, 0.5, 0.0)


def test_f1_is_that_of_the_annotator_met_best() -> None:
    assert f1(("a", "b"), (("a", "b"), ("c",))) == 1.0
    assert f1(("a",), (("b",),)) == 0.0


# The library in memory


def test_the_library_in_memory_finds_what_the_library_finds(minilm: Encoder, tmp_path: Path) -> None:
    from ingest.sync import sync

    write_articles(tmp_path / "made", 3)
    with open_library(tmp_path / "data") as real:
        sync([tmp_path / "made"], real, minilm)
        passages = real.passages()
        question = understand(
            "Which council voted on the depots, routes or stations?", build_lexicon(passages)
        )
        vector, terms = minilm.encode([question.text])[0], search_terms(question)
        with MemoryLibrary(passages, minilm) as held:
            assert held.search_words(terms, 20) == real.search_words(terms, 20)
            assert [key for key, _ in held.search_vectors(vector, 5)] == [
                key for key, _ in real.search_vectors(vector, 5)
            ]


def test_a_passage_of_sentences_keeps_their_places() -> None:
    passage = to_passage("a", "Heading", ["One.", "Two!"])
    assert [passage.text[s.start : s.end] for s in passage.sentences] == ["One.", "Two!"]
    assert passage.embedded_text == "Heading\nOne. Two!"


# The runs


def test_the_search_is_measured_on_each_set_of_a_folder(folder: Path, minilm: Encoder) -> None:
    report = bench_retrieval(folder, minilm, open_settings().ask)
    assert report["bench"] == "retrieval"
    sets = report["sets"]
    assert isinstance(sets, dict)
    assert sets["scifact"] == {
        "ndcg_at_10": 1.0,
        "dense": 1.0,
        "bm25": 1.0,
        "rrf": 1.0,
        "questions": 4,
        "passages": 4,
    }
    assert (sets["mtragun"]["ndcg_at_10"], sets["mtragun"]["questions"]) == (1.0, 1)
    assert sets["mtragun"]["rrf_last_two_turns"] == 1.0
    assert sets["squad2"]["questions"] == 4


def test_the_choice_of_sentences_is_measured_on_each_set_of_a_folder(folder: Path, minilm: Encoder) -> None:
    sets = bench_extract(folder, minilm, open_settings().ask)["sets"]
    assert isinstance(sets, dict)
    assert sets["squad2"]["best_sentence_holds_answer"] == 1.0
    assert sets["squad2"]["questions"] == 5
    assert sets["clapnq"]["f1"] > 0.6
    assert 0.0 <= sets["clapnq"]["false_answers_at_90"] <= 1.0


def test_the_questions_that_nothing_is_fitted_on_have_figures_of_their_own(
    folder: Path, minilm: Encoder, tmp_path: Path
) -> None:
    rows = [json.loads(row) for row in gzip.decompress((folder / QUESTIONS).read_bytes()).splitlines()]
    put(tmp_path, "squad2_questions", [row for row in rows if not may_fit(row["id"])])
    (tmp_path / PLACES).write_bytes((folder / PLACES).read_bytes())
    sets, others = (bench_extract(held, minilm, open_settings().ask)["sets"] for held in (folder, tmp_path))
    assert isinstance(sets, dict)
    assert isinstance(others, dict)
    whole, unseen = sets["squad2"], others["squad2"]
    assert (whole["questions"], unseen["questions"]) == (5, 4)
    assert unseen == {**whole["not_fitted_on"], "not_fitted_on": whole["not_fitted_on"]}


def test_a_set_may_number_its_questions(folder: Path, minilm: Encoder, tmp_path: Path) -> None:
    row = {"id": 7, "passage_id": "fire", "question": "How many engines?", "answerable": True, "answers": []}
    put(tmp_path, "squad2_questions", [row])
    (tmp_path / PLACES).write_bytes((folder / PLACES).read_bytes())
    sets = bench_extract(tmp_path, minilm, open_settings().ask)["sets"]
    assert isinstance(sets, dict)
    assert sets["squad2"]["questions"] == 1


def test_the_same_data_give_the_same_figures(folder: Path, minilm: Encoder) -> None:
    ask = open_settings().ask
    assert bench_extract(folder, minilm, ask) == bench_extract(folder, minilm, ask)


def test_a_limit_takes_the_first_questions(folder: Path, minilm: Encoder) -> None:
    sets = bench_retrieval(folder, minilm, open_settings().ask, limit=2)["sets"]
    assert isinstance(sets, dict)
    assert [own["questions"] for own in sets.values()] == [2, 1, 2]


def test_how_far_it_is_is_told(folder: Path, minilm: Encoder) -> None:
    told: list[str] = []
    bench_extract(folder, minilm, open_settings().ask, progress=lambda step, done, total: told.append(step))
    assert set(told) == {"answer squad2", "answer clapnq"}


def test_a_folder_without_any_set_is_told_with_the_names_of_the_files(
    tmp_path: Path, minilm: Encoder
) -> None:
    with pytest.raises(SettingsError, match=r"holds none of the sets scifact_\*"):
        bench_retrieval(tmp_path, minilm, open_settings().ask)


def test_half_a_set_is_no_set(tmp_path: Path, minilm: Encoder) -> None:
    put(tmp_path, "scifact_corpus", [{"doc_id": "a", "title": "", "text": "A."}])
    with pytest.raises(SettingsError, match="Name another folder"):
        bench_retrieval(tmp_path, minilm, open_settings().ask)


@pytest.mark.parametrize("raw", [b'{"id": 1}\n', b"\x1f\x8bno", b"[]\n", b"{\n", "é".encode("latin-1")])
def test_a_file_of_another_form_is_told_by_its_name(tmp_path: Path, minilm: Encoder, raw: bytes) -> None:
    (tmp_path / "clapnq.jsonl").write_bytes(raw)
    with pytest.raises(SettingsError, match=r"clapnq\.jsonl"):
        bench_extract(tmp_path, minilm, open_settings().ask)


def test_the_command_prints_one_line_of_json(folder: Path) -> None:
    done = CliRunner().invoke(cli.app, ["bench", "retrieval", str(folder), "--limit", "1"])
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["sets"]["squad2"]["questions"] == 1


# Made articles and speed


def test_made_articles_differ_and_are_the_same_each_time() -> None:
    made = list(articles(40))
    assert len({text for _, text in made}) == len({name for name, _ in made}) == 40
    assert made == list(articles(40))
    assert made[:3] == list(articles(3))
    assert made != list(articles(40, seed=1))


def test_made_vectors_are_of_length_one_and_of_the_text_alone(minilm: Encoder) -> None:
    made = MadeVectors(minilm)
    both = made.encode(["a", "b"])
    assert (made.encode(["b"])[0] == both[1]).all()
    assert (both**2).sum(axis=1) == pytest.approx([1.0, 1.0], abs=1e-6)
    assert made.name == minilm.name


def test_questions_are_made_of_the_words_of_passages() -> None:
    passages = [to_passage("a", "", ["The county runs many red buses in Oakby."])]
    assert questions(passages, 2) == questions(passages, 2)
    assert questions(passages, 1)[0].startswith("What is said about ")


@pytest.mark.slow
def test_speed_is_told_beside_that_of_the_encoder(minilm: Encoder, tmp_path: Path) -> None:
    write_articles(tmp_path, 2)
    settings = open_settings()
    settings = replace(settings, library=replace(settings.library, corpus=tmp_path))
    report = bench_speed(settings, minilm, 20)
    assert list(report) == ["bench", "encoder_ms", "collections"]
    collections = report["collections"]
    assert isinstance(collections, dict)
    assert list(collections) == ["corpus", "made"]
    assert collections["made"]["ratio"] > 0
