"""Fit the coefficients of ``rag/refuse.py``: when is what was found an answer?

    python -m quality.fit FOLDER          writes rag/coefficients.py and prints what it reached

FOLDER holds ``squad2_questions``, ``squad2_passages`` and ``clapnq`` as gzipped JSON lines (SQuAD 2.0, CC BY-SA 4.0;
CLAPNQ, Apache-2.0). The model of a collection is fitted to the project's own questions and to SQuAD's over ten
passages each, that of a passage to CLAPNQ. Nothing is random: parts are drawn by a hash of the id. The signs of the
coefficients are held: each feature may only push in the direction that it has a reason to (projected gradient).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from config import open_settings
from ingest.embed import open_encoder
from ingest.sentences import split_sentences
from quality import sets
from quality.eval import read_items
from quality.floors import OWN as FLOORS
from quality.floors import Gate, own_desks, read_gates
from rag.choose import choose
from rag.extract import candidates_of
from rag.late import TokenCache
from rag.lexicon import Lexicon, build_lexicon
from rag.question import understand
from rag.refuse import INTERCEPT, features
from rag.retrieve import Found
from rag.score import score
from values import Article, Description, Part, Passage, Sentence, SettingsError, Version

AGAINST = frozenset(
    "names_missing strange years_missing no_person no_figure no_time not_counted not_said_by only_planned no_holder"
    " far".split()
)
OWN, SQUAD = 3.0, 0.25  # how much one question of each kind weighs
FORM = frozenset({"several", "length"})  # how a question is put: learnt of questions to collections only
RIDGE, STEPS, RATE = 0.03, 4000, 0.3
COVERED = 0.83  # of the questions that can be answered, how many shall be
PARTS = 6
OUT = Path(__file__).resolve().parents[1] / "rag" / "coefficients.py"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its features; ``answerable`` is what shall be told, ``weight`` how much it counts."""

    id: str
    own: bool
    weight: float
    answerable: bool
    measured: dict[str, float]

    @property
    def part(self) -> int:
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % PARTS


def gates_to_fit(floors: Path = FLOORS) -> tuple[Gate, ...]:
    """The gates of a floors file whose questions may be fitted on: all but those kept unseen."""
    return tuple(gate for gate in read_gates(floors) if not gate.unseen)


def own_examples() -> Iterator[Example]:
    """The project's own questions, but for those kept unseen and those about articles themselves."""
    with own_desks(open_settings()) as desk_over:
        for gate in gates_to_fit():
            desk = desk_over(gate.articles)
            for item in read_items(gate.questions):
                if item.type != "metadata":
                    measured = desk.measure(item.question, item.history)
                    yield Example(item.id, True, OWN, item.answerable, measured)


def squad_examples(folder: Path, most: int = 900, pool: int = 10) -> Iterator[Example]:
    """SQuAD 2.0: each question over the ten passages nearest to it, its own among them."""
    passages = {
        row["passage_id"]: _passage(row["passage_id"], row["text"])
        for row in _rows(folder, "squad2_passages")
    }
    lexicon = build_lexicon(passages.values())
    encoder = open_encoder()
    tokens = TokenCache(encoder, 2_000_000)
    vectors = encoder.encode([p.text for p in passages.values()])
    rows = sorted(
        _rows(folder, "squad2_questions"), key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest()
    )
    for row in (one for one in rows[:most] if sets.may_fit(one["id"])):
        near = np.argsort(-(vectors @ encoder.encode([row["question"]])[0]))[:pool]
        held = [list(passages.values())[int(i)] for i in near]
        own = passages[row["passage_id"]]
        found = held if own in held else [*held[:-1], own]
        measured = _measure(row["question"], found, lexicon, tokens)
        yield Example(row["id"], False, SQUAD, row["answerable"], measured)


def clapnq_examples(folder: Path) -> Iterator[Example]:
    """CLAPNQ: each question over the passage that comes with it."""
    rows = [row for row in _rows(folder, "clapnq") if sets.may_fit(row["id"])]
    passages = [_passage(row["id"], " ".join(row["sentences"]), row["sentences"]) for row in rows]
    lexicon = build_lexicon(passages, [row["title"] for row in rows])
    tokens = TokenCache(open_encoder(), 2_000_000)
    for row, passage in zip(rows, passages, strict=True):
        measured = _measure(row["question"], [passage], lexicon, tokens, row["title"])
        yield Example(row["id"], False, 1.0, row["answerable"], measured)


def _rows(folder: Path, name: str) -> list[sets.Row]:
    """The rows of one file of a set. Raises SettingsError where it is missing, cannot be read, or lacks a key."""
    found = sets.find(folder, name)
    if not found:
        raise SettingsError(f"{folder}: holds no {name} (.jsonl.gz or .jsonl). Name another folder.")
    return sets.read(found[0])


def _passage(id: str, text: str, sentences: Sequence[str] = ()) -> Passage:
    spans, at = [], 0
    for sentence in sentences:
        at = text.index(sentence, at)
        spans.append((at, at + len(sentence)))
    held = tuple(Sentence(a, b, text[a:b], 0) for a, b in spans or split_sentences(text))
    return Passage(id, id, 1, 0, len(text), text, "", held)


def _measure(
    question: str, passages: Sequence[Passage], lexicon: Lexicon, tokens: TokenCache, title: str = ""
) -> dict[str, float]:
    asked = understand(question, lexicon)
    articles = {p.article: _article(p, title) for p in passages}
    candidates = candidates_of([Found(p, 0.0, 0.0, 0.0, ()) for p in passages], articles)
    scores = score(asked, candidates, tokens, lexicon)
    return features(asked, scores, candidates, choose(asked, scores, candidates, 5))


def _article(passage: Passage, title: str) -> Article:
    described = Description(title=Part(title or None))
    version = Version(passage.article, 1, passage.article, passage.text, (), described, "", "", "")
    return Article(passage.article, passage.article, version)


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: the weight of each feature, and the intercept."""

    weights: Floats
    intercept: float

    def score(self, rows: Floats) -> Floats:
        result: Floats = rows @ self.weights + self.intercept
        return result


def fit(examples: Sequence[Example], names: Sequence[str]) -> Model:
    """Weighted logistic regression with a ridge and with signs held, by projected gradient descent."""
    rows, wanted, weights = _matrix(examples, names)
    mean = np.average(rows, 0, weights)
    spread = np.maximum(np.sqrt(np.average((rows - mean) ** 2, 0, weights)), 0.1)
    scaled = (rows - mean) / spread
    signs = np.array([-1.0 if name in AGAINST else 1.0 for name in names])
    beta, intercept = np.zeros(len(names)), 0.0
    for _ in range(STEPS):
        error = weights * (wanted - 1 / (1 + np.exp(-(scaled @ beta + intercept)))) / weights.sum()
        beta = beta + RATE * (scaled.T @ error - RIDGE * beta)
        beta = np.where(beta * signs > 0, beta, 0.0)
        intercept += RATE * float(error.sum())
    return Model(beta / spread, intercept - float((beta * mean / spread).sum()))


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    rows = np.array([[e.measured[name] for name in names] for e in examples])
    return rows, np.array([float(e.answerable) for e in examples]), np.array([e.weight for e in examples])


def held_out(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """Own questions predicted from the other parts: the share refused where 95, 90 and 85 % are answered."""
    own = [e for e in examples if e.own]
    told = np.zeros(len(own))
    for part in range(PARTS):
        model = fit([e for e in examples if e.part != part], names)
        here = [i for i, e in enumerate(own) if e.part == part]
        told[here] = model.score(_matrix([own[i] for i in here], names)[0])
    yes = np.array([e.answerable for e in own])
    bounds = {share: np.quantile(told[yes], 1 - share) for share in (0.95, 0.90, 0.85)}
    return {
        f"refused_at_{share:.2f}": round(float((told[~yes] < b).mean()), 3) for share, b in bounds.items()
    }


def coefficients_of(model: Model, names: Sequence[str], examples: Sequence[Example]) -> dict[str, float]:
    """What a model weighs by name, with its intercept moved so that a chance of one half answers the share COVERED of
    the examples that can be answered."""
    rows, wanted, _ = _matrix(examples, names)
    threshold = float(np.quantile(model.score(rows)[wanted == 1], 1 - COVERED))
    kept = {n: float(w) for n, w in zip(names, model.weights, strict=True) if abs(w) > 0.004}
    return {INTERCEPT: model.intercept - threshold, **kept}


def write(collection: Mapping[str, float], passage: Mapping[str, float], out: Path = OUT) -> None:
    """Write the coefficients of both models as a module."""
    head = '"""The coefficients of ``refuse.chance``, made by ``quality/fit.py``; not written by hand."""'
    held = [to_source(collection, "COLLECTION"), to_source(passage, "PASSAGE")]
    out.write_text("\n".join([head, "", *held]), "utf-8")


def to_source(coefficients: Mapping[str, float], name: str = "COEFFICIENTS") -> str:
    """Coefficients by name, as a module holds them."""
    lines = [f'    "{one}": {weight:.3f},' for one, weight in coefficients.items()]
    return "\n".join([f"{name}: dict[str, float] = {{", *lines, "}\n"])


def main(arguments: Sequence[str], say: Callable[[str], None] = print) -> None:
    """Gather, fit, write, and print one line of JSON on what was reached."""
    folder = Path(arguments[0])
    passages = list(clapnq_examples(folder))
    own = list(own_examples())
    examples = [*own, *squad_examples(folder)]
    names = sorted(own[0].measured)
    evidence = [name for name in names if name not in FORM]
    collection = coefficients_of(fit(examples, names), names, own)
    write(collection, coefficients_of(fit(passages, evidence), evidence, passages))
    say(json.dumps({"examples": len(examples) + len(passages), **held_out(examples, names)}))


if __name__ == "__main__":
    main(sys.argv[1:])
