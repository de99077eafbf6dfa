"""How well the sentences that answer are picked out of a given passage, and how well it is told when none does.

SQuAD 2.0 (Rajpurkar, Jia and Liang, ACL 2018): the share of the answerable questions whose best sentence holds an
answer. CLAPNQ (Rosenthal et al., TACL 2025): F1 of the chosen sentences against each annotator's, the best of them,
averaged over the answerable; and false answers at 90 % coverage: the share of the unanswerable that is answered at the
threshold that answers 90 % of the answerable. Every question goes through the steps of ``draft_extract``:
``understand``, ``candidates_of``, ``score``, ``choose``, ``judge``.

Coefficients may be fitted on half of the questions (``sets.may_fit``); under ``not_fitted_on`` the same figures stand
for the other half alone. Its questions are unseen; a passage may be one that a fitted question was asked of, too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.split import split_sentences
from quality import sets
from quality.memory import to_passage
from rag.choose import Choice, choose
from rag.extract import candidates_of, header_of
from rag.late import TokenCache
from rag.lexicon import Lexicon, build_lexicon
from rag.question import mend, understand
from rag.refuse import judge
from rag.retrieve import Found
from rag.score import score
from rag.views import Candidate
from rag.words import fold
from values import Article, Description, Part, Passage, Version

if TYPE_CHECKING:
    from ingest.embed import Encoder

COVERAGE = 0.9

Figures = dict[str, float | int]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Item:
    """A question on one passage. ``answers`` are strings of which one must stand in the best sentence, ``selected``
    the sentences that each annotator chose; both empty where the passage does not answer."""

    id: str
    question: str
    passage: str
    answerable: bool
    answers: tuple[str, ...] = ()
    selected: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A set that is ready: its passages with the titles of their articles, and its questions."""

    name: str
    passages: dict[str, Passage]
    titles: dict[str, str]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """What our pipeline makes of one item: the best sentence, the chosen ones, and the chance that they answer."""

    best: str
    chosen: tuple[str, ...]
    chance: float


def read_tasks(folder: Path, limit: int | None = None) -> Iterator[Task]:
    """The sets that the folder holds, each with its first ``limit`` questions."""
    if found := sets.find(folder, "squad2_questions", "squad2_passages"):
        yield _read_squad(sets.read(found[0])[:limit], sets.read(found[1]))
    if found := sets.find(folder, "clapnq"):
        yield _read_clapnq(sets.read(found[0])[:limit])


def _read_squad(questions: Sequence[sets.Row], texts: Sequence[sets.Row]) -> Task:
    passages = {row["passage_id"]: _passage(row["passage_id"], row["text"]) for row in texts}
    titles = {row["passage_id"]: row["title"].replace("_", " ") for row in texts}
    items = [
        Item(str(row["id"]), row["question"], row["passage_id"], row["answerable"], tuple(row["answers"]))
        for row in questions
    ]
    return Task("squad2", passages, titles, tuple(items))


def _passage(key: str, text: str) -> Passage:
    return to_passage(key, "", [text[start:end] for start, end in split_sentences(text)])


def _read_clapnq(rows: Sequence[sets.Row]) -> Task:
    passages = {row["id"]: to_passage(row["id"], "", row["sentences"]) for row in rows}
    items = []
    for row in rows:
        selected = tuple(map(tuple, row["selected_sentences"]))
        items.append(Item(str(row["id"]), row["question"], row["id"], row["answerable"], (), selected))
    return Task("clapnq", passages, {row["id"]: row["title"] for row in rows}, tuple(items))


def measure(
    task: Task, encoder: Encoder, progress: Progress, sentences: int, threshold: float
) -> dict[str, float | int | Figures]:
    """The figures of one set, and under ``not_fitted_on`` those of its questions that nothing was fitted on.
    ``sentences`` and ``threshold`` are the settings of an answer."""
    articles = {key: _article(key, title) for key, title in task.titles.items()}
    headers = [header_of(article) for article in articles.values()]
    lexicon, cache = build_lexicon(task.passages.values(), headers), TokenCache(encoder)
    picks = []
    for at, item in enumerate(task.items):
        progress(f"answer {task.name}", at, len(task.items))
        picks.append(_pick(item, task.passages[item.passage], articles, cache, encoder, lexicon, sentences))
    pairs = list(zip(task.items, picks, strict=True))
    unseen = [(item, pick) for item, pick in pairs if not sets.may_fit(item.id)]
    return {**_figures(pairs, threshold), "not_fitted_on": _figures(unseen, threshold)}


def _article(key: str, title: str) -> Article:
    version = Version(key, 1, key, "", (), Description(title=Part(title, known="stated")), "", "bench", "")
    return Article(key, key, version)


def _pick(
    item: Item,
    passage: Passage,
    articles: dict[str, Article],
    cache: TokenCache,
    encoder: Encoder,
    lexicon: Lexicon,
    sentences: int,
) -> Pick:
    """What the desk would quote if it had found this passage and no other."""
    question = understand(item.question, lexicon)
    one, other = encoder.encode([mend(question), passage.embedded_text])
    candidates = candidates_of([Found(passage, 1.0, float(one @ other), 0.0, ())], articles)
    scores = score(question, candidates, cache, lexicon)
    choice = choose(question, scores, candidates, sentences)
    return Pick(
        candidates[choice.best].text,
        _texts(choice, candidates),
        judge(question, scores, candidates, choice).chance,
    )


def _texts(choice: Choice, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(candidates[at].text for at in choice.numbers)


def _figures(pairs: Sequence[tuple[Item, Pick]], threshold: float) -> Figures:
    yes = [(item, pick) for item, pick in pairs if item.answerable]
    chances = [pick.chance for _, pick in yes], [pick.chance for item, pick in pairs if not item.answerable]
    found: dict[str, float] = {}
    if any(item.answers for item, _ in yes):
        held = [any(fold(a) in fold(pick.best) for a in item.answers) for item, pick in yes]
        found["best_sentence_holds_answer"] = sum(held) / len(held)
    if any(item.selected for item, _ in yes):
        found["f1"] = sum(f1(pick.chosen, item.selected) for item, pick in yes) / len(yes)
    if all(chances):
        found["false_answers_at_90"] = false_answers(*chances)
        found["auroc"] = auroc(*chances)
        found["answered"] = sum(c >= threshold for c in chances[0]) / len(chances[0])
        found["false_answers"] = sum(c >= threshold for c in chances[1]) / len(chances[1])
    words = [len(" ".join(pick.chosen).split()) for _, pick in yes]
    rounded = {name: round(value, 4) for name, value in found.items()}
    return {**rounded, "words": round(sum(words) / (len(words) or 1), 1), "questions": len(pairs)}


def f1(chosen: Sequence[str], selected: Sequence[Sequence[str]]) -> float:
    """F1 of chosen sentences against those of the annotator whom they meet best.

    >>> f1(["a", "b"], [["a"], ["c"]]) == 2 / 3
    True
    """
    return max(2 * len(set(chosen) & set(own)) / (len(set(chosen)) + len(set(own)) or 1) for own in selected)


def false_answers(yes: Sequence[float], no: Sequence[float], coverage: float = COVERAGE) -> float:
    """The share of the unanswerable that is answered where this share of the answerable is.

    >>> false_answers([0.9, 0.8, 0.7, 0.1], [0.75, 0.2], coverage=0.75)
    0.5
    """
    threshold = sorted(yes, reverse=True)[max(math.ceil(coverage * len(yes)), 1) - 1]
    return sum(chance >= threshold for chance in no) / len(no)


def auroc(yes: Sequence[float], no: Sequence[float]) -> float:
    """The chance that an answerable question scores above an unanswerable one; ties count half."""
    import numpy as np

    above = np.sign(np.subtract.outer(np.asarray(yes), np.asarray(no)))
    return float((above.mean() + 1) / 2)
