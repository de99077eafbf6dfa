"""What the checks find of all that can be made wrong in true sentences, and that they leave the true ones alone.

The articles are those of the corpus and invented ones. The floors are what is aimed at; what is reached stands in
docs/checks.md.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from made_collection import BUSES, CARE, LIBRARIES
from mutations import MAKERS, Told, pool, sentences

from rag.checks import SERIOUS
from rag.verify_file import verify_answer

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {"digit": 1.0, "date": 1.0, "name": 0.95, "speaker": 0.9, "negation": 0.8}
EACH = 60
FRAMES = ("The article says that {}", "According to the source, {}", "However, the report states that {}")


@pytest.fixture(scope="module")
def told() -> list[Told]:
    articles = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))}
    return list(sentences({**articles, "buses": BUSES, "care": CARE, "libraries": LIBRARIES}))


def flagged(answer: str, paragraph: str) -> bool:
    return any(one["check"] in SERIOUS for one in verify_answer(answer, [paragraph]))


@pytest.mark.parametrize("kind", FLOORS)
def test_what_is_made_wrong_is_flagged_at_least_as_often_as_its_floor_says(
    kind: str, told: list[Told]
) -> None:
    rng, other, made = random.Random(7), pool(told), list[tuple[str, str]]()
    for one in sorted(told * 3, key=lambda _: rng.random()):
        if (changed := MAKERS[kind](one.sentence, rng, other)) and changed not in one.paragraph:
            made.append((changed, one.paragraph))
    missed = [answer for answer, paragraph in made[:EACH] if not flagged(answer, paragraph)]
    assert len(made) >= 10
    assert len(missed) <= (1 - FLOORS[kind]) * len(made[:EACH]), missed


def test_a_sentence_with_the_paragraph_of_another_article_is_flagged(told: list[Told]) -> None:
    rng = random.Random(7)
    elsewhere = {one: [two.paragraph for two in told if two.article != one.article] for one in told[::3]}
    pairs = [(one.sentence, rng.choice(paragraphs)) for one, paragraphs in elsewhere.items()]
    assert [answer for answer, paragraph in pairs if not flagged(answer, paragraph)] == []


def test_a_sentence_as_it_stands_is_never_flagged(told: list[Told]) -> None:
    assert [one.sentence for one in told if flagged(one.sentence, one.paragraph)] == []


@pytest.mark.parametrize("frame", FRAMES)
def test_a_sentence_told_as_what_the_source_says_is_hardly_ever_flagged(frame: str, told: list[Told]) -> None:
    framed = [(frame.format(one.sentence[0].lower() + one.sentence[1:]), one.paragraph) for one in told]
    wrong = [answer for answer, paragraph in framed if flagged(answer, paragraph)]
    assert len(wrong) <= 0.03 * len(framed), wrong
