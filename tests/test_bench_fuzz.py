"""Files changed at random: none crashes the desk or hangs it, and what happens to each is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from made_files import with_footnote
from test_pdf import BODY, TITLE, frame
from test_word import fill

from made_files import to_pdf, to_word  # isort: skip
from quality.bench_fuzz import LONGEST, bench_fuzz, change, failures, fuzz
from values import SettingsError

pytestmark = pytest.mark.slow

STORY = (
    "Orrin’s two councils are to run their buses together from next April, under a plan agreed on Monday night.\n\n"
    "The plan gives a joint committee of eight members a budget of £27.4m, which is to grow by 2% a year.\n\n"
    "Councillor Ada Fenn said: “Two timetables for one road had been one too many for forty years.”\n"
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>Buses</title><style>.a{display:none}</style>"
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Buses","datePublished":"2025-03-03"}'
    "</script></head><body><nav><ul><li>Home</li></ul></nav><article><h1>Buses to run as one</h1>"
    + "".join(f"<p class=b>{words}</p>" for words in STORY.split("\n\n"))
    + "<table><tr><th>Council</th><td>14</td></tr></table><p hidden>No.</p></article></body></html>"
)
SEEDS = {
    "story.txt": STORY.encode(),
    "story.md": b"---\ntitle: Buses\ndate: 2025-03-03\n---\n# Buses to run as one\n\n" + STORY.encode(),
    "page.html": PAGE.encode(),
    "plan.docx": with_footnote(to_word(fill), "agreed on Monday.", "Minutes of the committee, item 4."),
    "paper.pdf": to_pdf([[*frame(1), TITLE, *BODY], [*frame(2), *BODY]], {"Author": "Ada Fenn"}),
}


@pytest.mark.parametrize("name", SEEDS)
def test_no_change_of_a_file_crashes_or_hangs_the_desk(name: str) -> None:
    outcomes = fuzz(name, SEEDS[name], 50)
    assert failures(outcomes) == []
    assert max(outcome.seconds for outcome in outcomes) < LONGEST
    assert outcomes[0].became == "read"


def test_the_same_seed_makes_the_same_change() -> None:
    for raw in SEEDS.values():
        first, second = (change(raw, random.Random(7)) for _ in range(2))
        assert first == second


def test_the_report_counts_by_kind_and_names_failures_by_file(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_bytes(SEEDS["story.txt"])
    report = bench_fuzz(tmp_path, 3)
    assert report["failures"] == []
    assert sum(report["kinds"][".txt"].values()) == 3  # type: ignore[index]


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no files"):
        bench_fuzz(tmp_path, 3)
