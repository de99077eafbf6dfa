"""Texts → vectors by any server with an OpenAI-compatible ``/embeddings``: an encoder for those who set one.

The texts leave this machine, for the address in the settings and no other: redirects are not followed. The
key comes from the environment variable ``DESK_ENCODER_KEY``; it stands in no setting, message or file.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from config import check_key, is_loopback, read_server
from ingest.embed import Encoder, Progress
from values import DeskError

if TYPE_CHECKING:
    import httpx

    from ingest.embed import Floats

KEY = "DESK_ENCODER_KEY"
UNUSABLE = "The address of the encoder must look like https://example.org/v1, without a name in it."
BATCH = 64  # texts in one request
MOST_CHARACTERS = 8_000  # of one text that are sent: servers take about 8,000 tokens
MOST_BYTES = 64_000_000  # of one reply
PAUSES = (0.5, 1.0)  # seconds before a busy server is asked again, and again
BUSY = frozenset({408, 429, 500, 502, 503, 504})


def open_endpoint(address: str, model: str, *, seconds: float = 30.0) -> EndpointEncoder:
    """An encoder that asks ``address`` (such as ``https://example.org/v1``) for vectors of ``model``.

    ``seconds`` limits one request from start to end, its repetitions included. Nothing is asked yet.
    Raises SettingsError if the address is no web address, or the key would travel unencrypted.
    """
    import httpx

    host, _ = read_server(address, UNUSABLE)
    key, local = os.environ.get(KEY, "").strip(), is_loopback(host)
    check_key(key, KEY, address, host)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    client = httpx.Client(base_url=address, headers=headers, timeout=seconds, trust_env=not local)
    return EndpointEncoder(client, f"{model}@{client.base_url.netloc.decode()}", model, seconds)


class EndpointEncoder(Encoder):
    """A model behind a web address. The length of its vectors is learnt from its first reply."""

    def __init__(self, client: httpx.Client, name: str, model: str, seconds: float) -> None:
        self.name = name
        self._model = model
        self._client = client
        self._seconds = seconds
        self._dimensions = 0
        self._counting = Lock()

    @property
    def dimensions(self) -> int:
        if not self._dimensions:
            self._fetch(["How long is a vector?"])
        return self._dimensions

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        rows: list[Floats] = []
        for start in range(0, len(texts), BATCH):
            rows.append(self._fetch(texts[start : start + BATCH]))
            with self._counting:
                self.runs += len(rows[-1])
            if progress:
                progress(start + len(rows[-1]), len(texts))
        return np.concatenate(rows) if rows else np.empty((0, self.dimensions), np.float32)

    def close(self) -> None:
        self._client.close()

    def _fetch(self, texts: Sequence[str]) -> Floats:
        """One request, asked again while the server is busy and there is time."""
        import httpx

        deadline = time.monotonic() + self._seconds
        for pause in (*PAUSES, None):
            try:
                status, body = self._post(texts, deadline)
            except httpx.HTTPError as fault:
                raise self._fault(f"did not answer ({type(fault).__name__})") from fault
            if status == 200:
                return self._read(body, len(texts))
            if status not in BUSY or pause is None or time.monotonic() + pause > deadline:
                break
            time.sleep(pause)
        raise self._fault(f"refused with status {status}")

    def _post(self, texts: Sequence[str], deadline: float) -> tuple[int, bytes]:
        import httpx

        # An empty text is refused by some servers, and half of a surrogate pair is no JSON text.
        sent = [text[:MOST_CHARACTERS].encode(errors="replace").decode() or " " for text in texts]
        request = {"model": self._model, "input": sent, "encoding_format": "float"}
        body = bytearray()
        left = max(deadline - time.monotonic(), 0.1)
        with self._client.stream("POST", "embeddings", json=request, timeout=left) as reply:
            for chunk in reply.iter_bytes():
                body += chunk
                if time.monotonic() > deadline or len(body) > MOST_BYTES:
                    raise httpx.ReadTimeout("the reply is too slow or too long")
            return reply.status_code, bytes(body)

    def _read(self, body: bytes, expected: int) -> Floats:
        """float32 [expected, dimensions] out of ``{"data": [{"index": 0, "embedding": [...]}, ...]}``"""
        try:
            data = {int(each["index"]): each["embedding"] for each in json.loads(body)["data"]}
            with np.errstate(over="ignore"):
                rows = np.array([data[index] for index in range(expected)], dtype=np.float32)
                lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        except (ValueError, TypeError, LookupError, RecursionError) as fault:
            raise self._fault(f"sent something else than {expected} vectors") from fault
        if not np.isfinite(lengths).all() or not lengths.all():
            raise self._fault("sent vectors without a direction")
        self._dimensions = self._dimensions or rows.shape[1]
        if rows.shape[1] != self._dimensions:
            raise self._fault(f"sent vectors of {rows.shape[1]} numbers after vectors of {self._dimensions}")
        normalised: Floats = rows / lengths
        return normalised

    def _fault(self, what: str) -> DeskError:
        remedy = (
            f"Check [encoder] in the settings and the environment variable {KEY}, and that it is reachable."
        )
        return DeskError(f"The encoder {self.name} {what}. {remedy}")
