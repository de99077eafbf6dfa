"""Public sets of questions as files: gzipped JSON lines, or plain ones, in a folder.

    scifact_queries, scifact_corpus       retrieval                      BEIR's SciFact
    mtragun_tasks, mtragun_passages       retrieval in a conversation    MTRAG-UN
    squad2_questions, squad2_passages     retrieval, and the sentence that answers    SQuAD 2.0
    clapnq                                the sentences that answer      CLAPNQ
    ragtruth_qa                           verification of answers        RAGTruth
    factscore_claims, factscore_sources   verification of claims         FActScore

Keys that are not named in ``KEYS`` are ignored, so that anybody's data of the same form can be measured.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from values import SettingsError

Row = Mapping[str, Any]

KEYS: dict[str, tuple[str, ...]] = {
    "scifact_queries": ("query_id", "query", "relevant"),
    "scifact_corpus": ("doc_id", "title", "text"),
    "mtragun_tasks": ("id", "dialogue", "gold_passage_ids"),
    "mtragun_passages": ("passage_id", "text"),
    "squad2_questions": ("id", "passage_id", "question", "answerable", "answers"),
    "squad2_passages": ("passage_id", "title", "text"),
    "clapnq": ("id", "question", "answerable", "title", "sentences", "selected_sentences"),
    "ragtruth_qa": ("id", "question", "passages", "answer", "hallucinated", "spans"),
    "factscore_claims": ("generator", "doc_no", "question", "claim", "label"),
    "factscore_sources": ("generator", "doc_no", "text"),
}


def find(folder: Path, *names: str) -> tuple[Path, ...]:
    """The files of a set, or nothing where one of them is missing."""
    found = [next((p for p in _ways(folder, name) if p.is_file()), None) for name in names]
    return tuple(path for path in found if path) if all(found) else ()


def _ways(folder: Path, name: str) -> tuple[Path, ...]:
    return folder / f"{name}.jsonl.gz", folder / f"{name}.jsonl"


def may_fit(id_: str) -> bool:
    """Whether coefficients may be fitted on the question of this id: half of all, drawn by a hash. What is fitted is
    shown on the other half."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 2 == 0


def read(path: Path) -> list[Row]:
    """The rows of a file. Raises SettingsError where it cannot be read or a row lacks a key."""
    keys = KEYS[path.name.split(".")[0]]
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (OSError, EOFError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as JSON lines ({error}). Name another folder.") from None
    for number, row in enumerate(rows, 1):
        lacks = [key for key in keys if not isinstance(row, dict) or key not in row]
        if lacks:
            raise SettingsError(
                f"{path}, row {number}: lacks {lacks[0]}. A row of this set has {', '.join(keys)}."
            )
    return rows
