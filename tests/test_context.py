"""Sentences as their passage gives them meaning."""

from __future__ import annotations

import numpy as np

from ingest.embed import Encoder
from ingest.sentences import split_sentences
from rag.context import FEW, READ, in_context
from rag.late import TokenCache
from rag.views import Candidate
from values import Passage, Sentence

ROADS = "Oakby built forty homes. It also mended the bridge. The ferry was sold to a Dane."


def candidates(name: str, text: str, shift: int = 1000) -> list[Candidate]:
    """The sentences of one passage that begins ``shift`` code points into its article."""
    spans = split_sentences(text)
    sentences = tuple(Sentence(a + shift, b + shift, text[a:b], 0) for a, b in spans)
    passage = Passage(name, name, 1, shift, shift + len(text), text, "", sentences)
    return [Candidate(passage, sentence, -1, -1, "", "") for sentence in sentences]


def test_the_words_of_a_sentence_are_taken_out_of_its_passage(minilm: Encoder) -> None:
    made = candidates("roads", ROADS)
    cache = TokenCache(minilm)
    whole = {p.id: p for p in (c.passage for c in made)}
    for candidate, held in zip(made, in_context(made, cache), strict=True):
        passage = whole[candidate.passage.id]
        words = [passage.text[start:end] for start, end in held.offsets]
        assert "".join(words) == candidate.text.replace(" ", "")


def test_a_sentence_leans_towards_what_stands_around_it(minilm: Encoder) -> None:
    made = candidates("roads", ROADS)
    asked = minilm.encode(["What did Oakby mend?"])[0]
    alone = minilm.encode(["It also mended the bridge."])[0]
    (it,) = [
        held
        for c, held in zip(made, in_context(made, TokenCache(minilm)), strict=True)
        if c.text.startswith("It")
    ]
    assert float(it.vector @ asked) > float(alone @ asked)


def test_vectors_have_length_one(minilm: Encoder) -> None:
    held = in_context(candidates("roads", ROADS), TokenCache(minilm))
    assert np.allclose([np.linalg.norm(one.vector) for one in held], 1, atol=1e-5)


def test_a_sentence_that_the_encoder_did_not_read_in_its_passage_stands_alone(minilm: Encoder) -> None:
    long = " ".join(f"The {n}th road of Oakby was mended in the spring of that year." for n in range(60))
    last = candidates("long", f"{long} The ferry was sold to a Dane.")[-1]
    (held,) = in_context([last], TokenCache(minilm))
    assert np.allclose(held.vector, minilm.encode([last.text])[0], atol=1e-5)


def test_of_many_passages_only_the_nearest_are_read_whole(minilm: Encoder) -> None:
    texts = [f"The {n}th mill of Oakby was closed. It stood by the river." for n in range(FEW + 2)]
    made = [candidate for n, text in enumerate(texts) for candidate in candidates(str(n), text)]
    cache = TokenCache(minilm)
    in_context(made, cache)
    before = minilm.runs
    cache.get(texts)
    assert minilm.runs - before == len(texts) - READ


def test_of_a_large_collection_fewer_passages_are_read_whole(minilm: Encoder) -> None:
    texts = [f"The {n}th weir of Oakby was closed. It stood by the river." for n in range(READ + 2)]
    made = [candidate for n, text in enumerate(texts) for candidate in candidates(str(n), text)]
    cache = TokenCache(minilm)
    in_context(made, cache, large=True)
    before = minilm.runs
    cache.get(texts)
    assert minilm.runs - before == len(texts) - READ
