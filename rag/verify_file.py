"""A file of answers with their passages → every sentence of each with its check, one JSON object a line in both.

A line is ``{"id", "question", "answer", "passages": [text…]}``; the question may be left out. The answer is split into
sentences, and each is checked against all passages given, whatever passages it names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from ingest.sentences import split_sentences
from rag.checks import check
from rag.sources import read_source
from values import Check, SettingsError


class CheckedSentence(TypedDict):
    """``answer[start:end]`` is the sentence."""

    start: int
    end: int
    check: Check
    reasons: list[str]


class CheckedAnswer(TypedDict):
    """One line of what is printed."""

    id: str
    sentences: list[CheckedSentence]


def verify_answer(answer: str, passages: Sequence[str], question: str = "") -> list[CheckedSentence]:
    """Every sentence of an answer, checked against bare passages.

    >>> verify_answer("It costs £5.", ["It costs £7."])[0]["check"]
    'number_differs'
    """
    sources = [
        read_source(text, f"passage {number}") for number, text in enumerate(passages, 1) if text.strip()
    ]
    places = split_sentences(answer)
    found: list[CheckedSentence] = []
    for start, end in places:
        made = check(answer[start:end], sources, question, len(places))
        found.append({"start": start, "end": end, "check": made.check, "reasons": list(made.reasons)})
    return found


def verify_file(path: Path) -> Iterator[CheckedAnswer | str]:
    """Each line's sentences with their checks; a sentence in words for a line that cannot be read.

    Raises SettingsError where the file cannot be opened.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be opened ({error.strerror}). Name a file of answers, one JSON object a line."
        ) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                id, question, answer, passages = read_answer(line)
            except ValueError as error:
                yield f"{path}, line {number}: {error}. It was left out."
                continue
            yield {"id": id, "sentences": verify_answer(answer, passages, question)}


def read_answer(line: bytes) -> tuple[str, str, str, list[str]]:
    """Id, question, answer and passages of one line. Raises ValueError, which says what is wrong with it.

    >>> read_answer(b'{"id": 1, "answer": "It rains.", "passages": ["It rains."]}')
    ('1', '', 'It rains.', ['It rains.'])
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(row, dict) or not isinstance(row.get("answer"), str):
        raise ValueError('is not an object with an "answer" in text')
    passages = row.get("passages")
    if not isinstance(passages, list) or not all(isinstance(one, str) for one in passages):
        raise ValueError('has no "passages" that are a list of texts')
    return str(row.get("id", "")), str(row.get("question") or ""), row["answer"], passages
