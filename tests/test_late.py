"""Late interaction: each word of a question is met by the best word of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import HashingEncoder, make

from ingest.embed import Encoder, TokenVectors
from rag.late import QueryTokens, TokenCache, max_sim, query_tokens, token_matches, with_neighbours
from rag.lexicon import build_lexicon

_, PASSAGES = make("fees", "The harbour sets a ferry fee.\n\nThe county sets a bus fare.\n\nThe county pays.")
LEXICON = build_lexicon(PASSAGES)
TABLE = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.floats(-1, 1, width=32), min_size=n, max_size=n), min_size=1, max_size=4)
)


class WordEncoder(HashingEncoder):
    """Token vectors without a model: each word has the vector of itself, so like words meet at 1."""

    has_tokens = True

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.runs += len(texts)
        return [self._tokens_of(text) for text in texts]

    def _tokens_of(self, text: str) -> TokenVectors:
        found = list(re.finditer(r"\w+", text))
        vectors = np.array([self._vector(m[0]) for m in found], np.float32).reshape(-1, 384)
        ids = np.arange(len(found), dtype=np.int32)
        return TokenVectors(ids, tuple(m.span() for m in found), vectors, self._vector(text))


def ask(text: str, *sentences: str, encoder: Encoder | None = None) -> list[float]:
    """How well each sentence meets a question, 0..1."""
    asked, *held = (encoder or WordEncoder()).encode_tokens([text, *sentences])
    query = query_tokens(text, asked, LEXICON)
    return [round(float(one), 4) for one in max_sim(query, token_matches(query, held))]


def test_a_sentence_that_holds_every_word_meets_the_question_wholly() -> None:
    assert ask("ferry fee", "The ferry fee is due.", "ferry fee", "A boat sails.")[:2] == [1.0, 1.0]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    ferry, county = ask("county ferry", "a ferry sails", "a county pays")
    assert ferry > county


def test_a_small_word_weighs_a_tenth() -> None:
    (tokens,) = WordEncoder().encode_tokens(["the unheard"])
    query = query_tokens("the unheard", tokens, LEXICON)
    assert query.owners == ("the", "unheard")
    assert query.weights[0] == pytest.approx(0.1)
    assert 0.9 < query.weights[1] <= 1.0


def test_pieces_of_one_word_belong_to_that_word(minilm: Encoder) -> None:
    text = "Lindqvist’s ferries?"
    (tokens,) = minilm.encode_tokens([text])
    owners = query_tokens(text, tokens, LEXICON).owners
    assert {"lindqvist", "ferries"} <= set(owners)
    assert "?" not in owners


def test_the_words_of_earlier_turns_weigh_half() -> None:
    (tokens,) = WordEncoder().encode_tokens(["harbour ferry"])
    now = query_tokens("harbour ferry", tokens, LEXICON).weights
    later = query_tokens("harbour ferry", tokens, LEXICON, frozenset({"harbour"})).weights
    assert (later * [2, 1]).tolist() == now.tolist()


def test_the_model_finds_the_sentence_that_means_the_same(minilm: Encoder) -> None:
    near, far = ask("the price of a boat", "What the ferry costs.", "Who sings here.", encoder=minilm)
    assert near > far


def test_a_question_of_signs_alone_meets_nothing() -> None:
    (tokens, held) = WordEncoder().encode_tokens(["?!", "The ferry."])
    query = query_tokens("?!", tokens, LEXICON)
    assert max_sim(query, token_matches(query, [held])).tolist() == [0.0]


def test_no_sentences_are_met_by_no_columns() -> None:
    (tokens,) = WordEncoder().encode_tokens(["ferry fee"])
    assert token_matches(query_tokens("ferry fee", tokens, LEXICON), []).shape == (2, 0)


@given(TABLE)
def test_the_mean_lies_between_the_worst_and_the_best_match(rows: list[list[float]]) -> None:
    matches = np.array(rows, np.float32)
    weights = np.linspace(0.1, 1.0, len(rows), dtype=np.float32)
    query = QueryTokens(np.zeros((len(rows), 384), np.float32), weights, ("word",) * len(rows))
    met = max_sim(query, matches)
    assert (met >= matches.min(axis=0) - 1e-5).all()
    assert (met <= matches.max(axis=0) + 1e-5).all()


# Neighbours


@given(TABLE)
def test_a_neighbour_never_makes_a_match_worse(rows: list[list[float]]) -> None:
    matches = np.array(rows, np.float32)
    n = matches.shape[1]
    assert (with_neighbours(matches, range(-1, n - 1), [*range(1, n), -1]) >= matches).all()


@given(TABLE)
def test_a_sentence_alone_matches_as_it_does(rows: list[list[float]]) -> None:
    matches = np.array(rows, np.float32).clip(-0.85)
    alone = [-1] * matches.shape[1]
    assert with_neighbours(matches, alone, alone).tolist() == matches.tolist()


def test_a_word_may_be_met_next_door_at_a_discount() -> None:
    matches = np.array([[1.0, 0.0, 0.2]], np.float32)
    assert with_neighbours(matches, [-1, 0, 1], [1, 2, -1], 0.5).tolist() == [
        pytest.approx([1.0, 0.5, 0.2]),
    ]


# The store of token vectors

TEXTS = [f"word{i} of text number {i}" for i in range(30)]


@given(st.lists(st.sampled_from(TEXTS)))
def test_vectors_come_in_the_order_of_the_texts(texts: list[str]) -> None:
    cache = TokenCache(WordEncoder())
    wanted = WordEncoder().encode_tokens(texts)
    assert [held.vector.tolist() for held in cache.get(texts)] == [one.vector.tolist() for one in wanted]


def test_a_text_is_computed_once() -> None:
    encoder = WordEncoder()
    cache = TokenCache(encoder)
    for _ in range(3):
        cache.get([*TEXTS, *TEXTS])
    assert encoder.runs == len(TEXTS)


@given(st.integers(0, 60), st.lists(st.lists(st.sampled_from(TEXTS), max_size=20), max_size=5))
def test_a_store_that_overflows_still_gives_what_it_is_asked_for(limit: int, asked: list[list[str]]) -> None:
    cache = TokenCache(WordEncoder(), limit)
    assert [[len(held.ids) for held in cache.get(texts)] for texts in asked] == [
        [5] * len(texts) for texts in asked
    ]


def test_an_old_text_makes_room_for_a_new_one() -> None:
    encoder = WordEncoder()
    cache = TokenCache(encoder, limit=50)  # ten texts of five words
    cache.get(TEXTS[:10])
    cache.get(TEXTS[10:11])
    before = encoder.runs
    cache.get(TEXTS[1:11])
    assert encoder.runs == before
    cache.get(TEXTS[:1])
    assert encoder.runs == before + 1


def test_threads_that_ask_for_the_same_text_do_not_fill_the_store_with_it() -> None:
    encoder = WordEncoder()
    cache = TokenCache(encoder, limit=5 * len(TEXTS))
    for _ in range(10):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(cache.get, [TEXTS] * 16))
    before = encoder.runs
    cache.get(TEXTS)
    assert encoder.runs == before
