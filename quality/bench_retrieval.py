"""How well passages are found: nDCG@10 of our search on public sets, beside its parts and a plain fusion of them.

nDCG is that of BEIR (Thakur et al., NeurIPS 2021, after trec_eval): gain by relevance, discount log2(rank + 1). Every
question goes through the steps of ``Desk.ask``: ``stand_alone``, ``understand``, ``to_vector``, ``retrieve``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ingest.split import split_sentences
from quality import sets
from quality.memory import MemoryLibrary, to_passage
from rag.converse import Standalone, stand_alone, to_vector
from rag.lexicon import Lexicon, build_lexicon
from rag.question import mend, understand
from rag.retrieve import retrieve
from values import Passage, Turn

if TYPE_CHECKING:
    from ingest.embed import Encoder
    from library.store import Library

DEPTH = 10  # the k of nDCG@k
RANKED = 100  # how deep the rankings are that reciprocal rank fusion joins
RRF = 60  # its constant (Cormack, Clarke and Büttcher, SIGIR 2009)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the turns before it, and how relevant (1, 2, …) which passages are."""

    text: str
    relevant: Mapping[str, int]
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A set that is ready: its passages and questions."""

    name: str
    passages: tuple[Passage, ...]
    queries: tuple[Query, ...]


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain of the first ``depth``, 0..1.

    >>> round(ndcg(["b", "a"], {"a": 1}), 3)
    0.631
    """
    found = sum(relevant.get(key, 0) / math.log2(at + 2) for at, key in enumerate(ranked[:depth]))
    best = sorted(relevant.values(), reverse=True)[:depth]
    return found / (sum(gain / math.log2(at + 2) for at, gain in enumerate(best)) or 1.0)


def read_tasks(folder: Path, limit: int | None = None) -> Iterator[Task]:
    """The sets that the folder holds, each with its first ``limit`` questions."""
    for name, (files, read) in _READERS.items():
        found = sets.find(folder, *files)
        if found:
            questions, texts = sets.read(found[0]), sets.read(found[1])
            queries, passages = read(questions, texts)
            yield Task(name, tuple(passages), tuple(queries[:limit]))


def _read_scifact(
    questions: Sequence[sets.Row], texts: Sequence[sets.Row]
) -> tuple[list[Query], list[Passage]]:
    """An abstract is a passage with its title as heading; its sentences are those that the set gives, if any."""
    queries = [Query(row["query"], row["relevant"]) for row in questions]
    split = [(row, row.get("sentences") or _sentences(row["text"])) for row in texts]
    return queries, [to_passage(row["doc_id"], row["title"], held) for row, held in split]


def _read_mtragun(
    questions: Sequence[sets.Row], texts: Sequence[sets.Row]
) -> tuple[list[Query], list[Passage]]:
    """The first line of a passage is its heading. Tasks without a gold passage are left out."""
    queries = []
    for row in questions:
        turns = [Turn("user" if t["role"] == "user" else "assistant", t["text"]) for t in row["dialogue"]]
        if row["gold_passage_ids"]:
            relevant = dict.fromkeys(row["gold_passage_ids"], 1)
            queries.append(Query(turns[-1].content, relevant, tuple(turns[:-1])))
    passages = []
    for row in texts:
        heading, _, rest = row["text"].partition("\n")
        heading, rest = (heading, rest) if rest.strip() else ("", row["text"])
        passages.append(to_passage(row["passage_id"], heading, _sentences(rest)))
    return queries, passages


def _read_squad(
    questions: Sequence[sets.Row], texts: Sequence[sets.Row]
) -> tuple[list[Query], list[Passage]]:
    """The answerable questions; the passage that a question was written on is the relevant one."""
    queries = [Query(row["question"], {row["passage_id"]: 1}) for row in questions if row["answerable"]]
    return queries, [to_passage(row["passage_id"], "", _sentences(row["text"])) for row in texts]


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


_Reader = Callable[[Sequence[sets.Row], Sequence[sets.Row]], tuple[list[Query], list[Passage]]]
_READERS: dict[str, tuple[tuple[str, str], _Reader]] = {
    "scifact": (("scifact_queries", "scifact_corpus"), _read_scifact),
    "mtragun": (("mtragun_tasks", "mtragun_passages"), _read_mtragun),
    "squad2": (("squad2_questions", "squad2_passages"), _read_squad),
}


def measure(task: Task, encoder: Encoder, progress: Progress, turns: int) -> dict[str, float | int]:
    """nDCG@10 of the search as it is, and of what it is made of, over the questions of one set. ``turns`` is the
    setting ``[ask] follow_up_turns``."""
    lexicon = build_lexicon(task.passages)
    held = {passage.id: passage for passage in task.passages}
    rows: list[dict[str, float]] = []
    embed = lambda done, of: progress(f"embed {task.name}", done, of)  # noqa: E731
    with MemoryLibrary(task.passages, encoder, embed) as library:
        for at, query in enumerate(task.queries):
            progress(f"search {task.name}", at, len(task.queries))
            alone = stand_alone(query.text, query.history, turns)
            rankings = _search(alone, library, encoder, lexicon, held)
            rankings["rrf_last_two_turns"] = _fused_plainly(_last_two(query), library, encoder)
            rows.append({name: ndcg(ranked, query.relevant) for name, ranked in rankings.items()})
    follow_ups = any(query.history for query in task.queries)
    names = [name for name in rows[0] if follow_ups or name != "rrf_last_two_turns"] if rows else []
    means = {name: round(sum(row[name] for row in rows) / len(rows), 4) for name in names}
    return {**means, "questions": len(rows), "passages": len(task.passages)}


def _search(
    alone: Standalone,
    library: MemoryLibrary,
    encoder: Encoder,
    lexicon: Lexicon,
    held: Mapping[str, Passage],
) -> dict[str, list[str]]:
    """The passages found for one question: by all that the desk does, and by its parts."""
    question = understand(alone.text, lexicon, alone.own)
    text = mend(question)
    vector = to_vector(Standalone(text, alone.own if question.earlier else text), encoder)
    found = retrieve(question, vector, cast("Library", library), encoder, held, DEPTH)
    return {
        "ndcg_at_10": [each.passage.id for each in found],
        "dense": [key for key, _ in library.search_vectors(vector, DEPTH)],
        "bm25": [key for key, _ in library.search_words([t.word for t in question.terms], DEPTH)],
        "rrf": _fused_plainly(alone.own, library, encoder),
    }


def _last_two(query: Query) -> str:
    """The user's last two turns, side by side: what follow-ups are compared with."""
    asked = [turn.content for turn in query.history if turn.role == "user"]
    return " ".join([*asked[-1:], query.text])


def _fused_plainly(text: str, library: MemoryLibrary, encoder: Encoder) -> list[str]:
    """Reciprocal rank fusion of cosine and BM25, for comparison."""
    from rag.words import content_words

    by_meaning = library.search_vectors(encoder.encode([text])[0], RANKED)
    by_words = library.search_words(content_words(text), RANKED)
    scores: dict[str, float] = {}
    for ranking in (by_meaning, by_words):
        for at, (key, _) in enumerate(ranking):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF + at + 1)
    return sorted(scores, key=lambda key: (-scores[key], key))[:DEPTH]
