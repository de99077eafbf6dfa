"""`desk bench verify`: the figures on small invented sets of both forms."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import cli
from quality.bench_verify import Counted, bench_verify, to_passages
from values import SettingsError

PASSAGES = "passage 1:The board asked for £930m.\n\npassage 2:Buses will run to Oakby in 2021.\n\n"
ANSWERS = [
    ("The board asked for £930m. Buses will run to Oakby in 2021.", []),
    ("The board asked for £630m. Buses will run to Oakby in 2021.", [(0, 26)]),
    ("Buses will run to Oakby in 2023.", [(27, 31)]),
    ("Buses will run to Oakby.", [(0, 5)]),  # marked, and not flagged
]
CLAIMS = [
    ("Ada Quill was born in 1961.", "entailment"),
    ("Ada Quill was born in 1971.", "contradiction"),
    ("Ada Quill is a pilot.", "contradiction"),
    ("Ada Quill writes novels.", "contradiction"),  # not flagged
]


def put(folder: Path, name: str, rows: list[dict[str, object]], packed: bool) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path = folder / f"{name}.jsonl{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(text) if packed else text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    answers: list[dict[str, object]] = [
        {
            "id": number,
            "question": "",
            "passages": PASSAGES,
            "answer": answer,
            "hallucinated": bool(spans),
            "spans": [{"start": start, "end": end} for start, end in spans],
        }
        for number, (answer, spans) in enumerate(ANSWERS)
    ]
    page = {"generator": "g", "doc_no": 1, "text": "Ada Quill was born in 1961. She writes novels."}
    claims: list[dict[str, object]] = [
        {"generator": "g", "doc_no": 1, "question": "", "claim": claim, "label": label}
        for claim, label in CLAIMS
    ]
    put(tmp_path, "ragtruth_qa", answers, packed=True)
    put(tmp_path, "factscore_claims", claims, packed=False)
    put(tmp_path, "factscore_sources", [page], packed=True)
    return tmp_path


def test_flagged_sentences_are_counted_by_answers_by_characters_and_by_claims(folder: Path) -> None:
    made = bench_verify(folder)
    for name in ("ragtruth_qa", "factscore"):
        figures = made[name]
        assert isinstance(figures, dict)
        del figures["seconds"]
    assert made == {
        "bench": "verify",
        "ragtruth_qa": {
            "answers": {"f1": 0.8, "precision": 1.0, "recall": 0.6667},
            "characters": {"f1": 0.6452, "precision": 0.5172, "recall": 0.8571},
            "items": 4,
        },
        "factscore": {
            "balanced_accuracy": 0.8333,
            "claims": {"f1": 0.8, "precision": 1.0, "recall": 0.6667},
            "items": 4,
        },
    }


def test_the_same_data_give_the_same_figures_on_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["bench", "verify", str(folder), "--limit", "2"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["ragtruth_qa"]["items"], made["ragtruth_qa"]["answers"]["f1"]) == (2, 1.0)


def test_one_set_is_measured_where_the_other_is_missing(folder: Path) -> None:
    (folder / "factscore_sources.jsonl.gz").unlink()
    assert list(bench_verify(folder)) == ["bench", "ragtruth_qa"]


def test_a_folder_without_the_sets_is_refused_with_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"holds none of the sets.*factscore_claims"):
        bench_verify(tmp_path)


def test_passages_without_labels_are_one_passage() -> None:
    assert (to_passages(PASSAGES)[0], to_passages("No labels.")) == (
        "The board asked for £930m.",
        ["No labels."],
    )


def test_balanced_accuracy_counts_wrong_and_right_claims_alike() -> None:
    counted = Counted()
    counted.add(flagged=True, wrong=True)
    counted.add(flagged=False, wrong=False, times=9)
    counted.add(flagged=True, wrong=False)
    assert counted.balanced == 0.95
