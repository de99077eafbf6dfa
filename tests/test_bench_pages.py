"""The scorer of saved pages against public sets."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from quality.bench_pages import bench_pages
from values import SettingsError

FIRST = "Orrin’s two councils are to run their buses together from next April, under a plan agreed on Monday night."
STORY = [
    FIRST,
    "The plan gives a joint committee of eight members a budget of £27.4m, which is to grow by 2% a year.",
]
INNER = "".join(f"<p>{words}</p>" for words in STORY)
PAGE = f"<html><body><nav>Home</nav><article><h1>Buses to run as one</h1>{INNER}</article></body></html>".encode()


def test_the_scorer_of_pages_counts_grams_and_segments(tmp_path: Path) -> None:
    html = base64.b64encode(PAGE).decode()
    grams, segments = tmp_path / "grams.jsonl", tmp_path / "segments.jsonl"
    grams.write_text(json.dumps({"html_b64": html, "articleBody": " ".join(STORY)}), encoding="utf-8")
    segments.write_text(
        json.dumps({"html_b64": html, "with": [FIRST, "absent"], "without": ["Home"]}), encoding="utf-8"
    )
    assert bench_pages(grams)["f1"] == 1.0
    assert (bench_pages(segments)["precision"], bench_pages(segments)["recall"]) == (1.0, 0.5)


def test_the_scorer_says_what_is_wrong_with_a_file_that_holds_no_pages(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(SettingsError, match="holds no set of pages"):
        bench_pages(tmp_path / "x.jsonl")
