"""A file of questions → a file of answers, one JSON object a line in both.

A line of questions is ``{"id", "question", "history": [{"role", "content"}…]}``; other keys are ignored. A line that
cannot be read is named with its number and has no answer; a question that cannot be asked (an empty one) has an
answer that says why; the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol

from rag.cite import to_json
from values import Answer, DeskError, Scope, Seconds, SettingsError, Turn


class Asks(Protocol):
    """Whoever answers questions: a ``rag.desk.Desk``."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer: ...


def answer_file(desk: Asks, questions: Path, answers: Path) -> tuple[str, ...]:
    """Write the answer to each question as soon as it is there; one sentence for each line that cannot be read.

    Raises SettingsError where a file cannot be opened, or both are the same.
    """
    if answers.exists() and questions.exists() and answers.samefile(questions):
        raise SettingsError(f"{answers}: holds the questions. Name another file for --out.")
    faults = []
    with _open(questions, "rb") as lines, _open(answers, "wb") as out:
        for number, line in _numbered(lines):
            try:
                id, question, history = read_question(line)
            except ValueError as error:
                faults.append(f"{questions}, line {number}: {error}. It was left out.")
                continue
            answer = to_json(_ask(desk, question, history), id)
            out.write(json.dumps(answer, ensure_ascii=False).encode(errors="replace") + b"\n")
    return tuple(faults)


def _ask(desk: Asks, question: str, history: Sequence[Turn]) -> Answer:
    try:
        return desk.ask(question, history)
    except DeskError as error:
        scope = Scope(articles=0, first=None, last=None)
        return Answer(question, "", "extractive", "not_in_corpus", str(error), (), (), (), scope, Seconds())


def _numbered(lines: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, counted from 1 with the blank ones; without a byte-order mark."""
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if text.strip():
            yield number, text


def read_question(line: bytes) -> tuple[str, str, tuple[Turn, ...]]:
    """Id, question and history of one line. Raises ValueError, which says what is wrong with it.

    >>> read_question(b'{"id": "q1", "question": "Who says so?", "history": []}')
    ('q1', 'Who says so?', ())
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise ValueError('is not an object with a "question" in text')
    history = row.get("history") or []
    if not isinstance(history, list):
        raise ValueError('has a "history" that is not a list')
    return str(row.get("id", "")), row["question"], tuple(_read_turn(turn) for turn in history)


def _read_turn(turn: object) -> Turn:
    match turn:
        case {"role": str(role), "content": str(content)}:
            return Turn(role, content)
    raise ValueError('has a turn in "history" without a "role" and a "content" in text')


def _open(path: Path, mode: str) -> IO[bytes]:
    try:
        return path.open(mode)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be opened ({error.strerror}). Name another file.") from None
