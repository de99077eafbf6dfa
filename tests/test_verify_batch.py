"""`desk verify --batch`: one line in, one line out, whatever stands in the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cli
from rag.verify_file import read_answer, verify_answer

POT = "The board asked for £930m. Buses will run to Oakby."
GOOD = {"id": "a", "question": "How much?", "answer": "It asked for £930m. It got £630m.", "passages": [POT]}


def put(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def run(path: Path, printed: pytest.CaptureFixture[str]) -> tuple[int, list[object], str]:
    """The exit code, the objects printed, and what was said of the lines left out."""
    printed.readouterr()
    code = cli.run(["verify", "--batch", str(path)])
    out, err = printed.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_each_sentence_comes_with_its_place_its_check_and_its_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, made, err = run(put(tmp_path / "in.jsonl", GOOD), capsys)
    assert (code, err) == (0, "")
    assert made == [
        {
            "id": "a",
            "sentences": [
                {"start": 0, "end": 19, "check": "supported", "reasons": []},
                {
                    "start": 20,
                    "end": 33,
                    "check": "number_differs",
                    "reasons": ["£630m stands nowhere in the words cited."],
                },
            ],
        }
    ]


def test_a_mark_at_the_beginning_of_the_file_and_empty_lines_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "in.jsonl", "\ufeff" + json.dumps(GOOD), "", "  ", {**GOOD, "id": 2})
    code, made, _ = run(path, capsys)
    assert (code, [one["id"] for one in made if isinstance(one, dict)]) == (0, ["a", "2"])


def test_an_answer_may_be_empty_and_its_passages_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(
        tmp_path / "in.jsonl",
        {"id": "none", "answer": "", "passages": [POT]},
        {"id": "bare", "answer": "It rains.", "passages": [" "]},
    )
    assert run(path, capsys)[:2] == (
        0,
        [
            {"id": "none", "sentences": []},
            {
                "id": "bare",
                "sentences": [
                    {"start": 0, "end": 9, "check": "uncited", "reasons": ["It names no passage."]}
                ],
            },
        ],
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", 'is not an object with an "answer" in text'),
        ('{"id": 1, "passages": []}', 'is not an object with an "answer" in text'),
        ('{"answer": 1, "passages": []}', 'is not an object with an "answer" in text'),
        ('{"answer": "It rains."}', 'has no "passages" that are a list of texts'),
        ('{"answer": "It rains.", "passages": "It rains."}', 'has no "passages" that are a list of texts'),
        ('{"answer": "It rains.", "passages": [1]}', 'has no "passages" that are a list of texts'),
    ],
    ids=range(8),
)
def test_a_bad_line_is_named_and_the_others_are_checked(
    line: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "in.jsonl", GOOD, line, {**GOOD, "id": "b"})
    code, made, err = run(path, capsys)
    assert (code, [one["id"] for one in made if isinstance(one, dict)]) == (1, ["a", "b"])
    assert err.strip().endswith(f"in.jsonl, line 2: {why}. It was left out.")


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "in.jsonl", GOOD)
    path.write_bytes(path.read_bytes() + b'\n{"answer": "\xff\xfe", "passages": []}')
    code, made, err = run(path, capsys)
    assert (code, len(made)) == (1, 1)
    assert "line 2: is not JSON" in err


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, made, err = run(tmp_path / "none.jsonl", capsys)
    assert (code, made) == (2, [])
    assert "none.jsonl: cannot be opened" in err


def test_no_file_named_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["verify"]) == 2


@given(st.text(max_size=100), st.lists(st.text(max_size=40), max_size=3))
def test_the_places_are_in_order_inside_the_answer(answer: str, passages: list[str]) -> None:
    ends = [0]
    for one in verify_answer(answer, passages):
        assert ends[-1] <= one["start"] < one["end"] <= len(answer)
        ends.append(one["end"])


@given(st.binary(max_size=60))
def test_a_line_of_any_bytes_is_read_or_refused_in_words(line: bytes) -> None:
    said = ""
    try:
        read_answer(line)
    except ValueError as error:
        said = str(error)
    assert said == "" or said.startswith(("is not", "has no"))
