"""An encoder behind a web address, against a real server on this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from threading import Thread
from typing import Any

import numpy as np
import pytest
from loopback import Loopback
from numpy.typing import NDArray

from ingest.endpoint import BATCH, KEY, MOST_CHARACTERS, open_endpoint
from values import DeskError, SettingsError

Reply = tuple[int, bytes]


class Server(Loopback):
    """An embeddings server that keeps what it is sent, and replies as ``reply`` says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.reply: Callable[[list[str]], Reply] = vectors

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        self.server.paths.append(self.path)
        self.server.keys.append(self.headers["Authorization"])
        status, body = self.server.reply(request["input"])
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def vectors(texts: list[str]) -> Reply:
    """[length of the text, 1, 0] for each, the last first: the order is in ``index`` alone."""
    data = [{"index": index, "embedding": [len(text), 1, 0]} for index, text in enumerate(texts)]
    return 200, json.dumps({"data": data[::-1]}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def encode(server: Server, *texts: str, seconds: float = 5) -> NDArray[np.float32]:
    encoder = open_endpoint(server.address, "small", seconds=seconds)
    try:
        return encoder.encode(texts)
    finally:
        encoder.close()


def test_vectors_come_in_the_order_of_the_texts_with_length_one(server: Server) -> None:
    root = np.sqrt([1 + 1, 9 + 1])
    wanted = np.array([[1, 1, 0], [3, 1, 0]]) / root[:, None]
    np.testing.assert_allclose(encode(server, "a", "abc"), wanted, rtol=1e-6)


def test_texts_are_sent_in_batches_with_the_model_that_was_set(server: Server) -> None:
    assert encode(server, *["a"] * (BATCH + 1)).shape == (BATCH + 1, 3)
    assert [(each["model"], len(each["input"])) for each in server.requests] == [
        ("small", BATCH),
        ("small", 1),
    ]
    assert set(server.paths) == {"/v1/embeddings"}


def test_odd_and_long_texts_are_sent_as_the_server_can_take_them(server: Server) -> None:
    encode(server, "", "\ud800", "x" * 100_000, "🙂\x00")
    assert server.requests[0]["input"] == [" ", "?", "x" * MOST_CHARACTERS, "🙂\x00"]


def test_the_length_of_a_vector_is_asked_for_once(server: Server) -> None:
    encoder = open_endpoint(server.address, "small")
    assert (encoder.dimensions, encoder.dimensions, encoder.encode([]).shape) == (3, 3, (0, 3))
    encoder.close()
    assert len(server.requests) == 1


def test_progress_and_runs_count_the_texts(server: Server) -> None:
    told: list[tuple[int, int]] = []
    encoder = open_endpoint(server.address, "small")
    encoder.encode(["a"] * (BATCH + 2), progress=lambda done, total: told.append((done, total)))
    encoder.close()
    assert (told, encoder.runs) == ([(BATCH, BATCH + 2), (BATCH + 2, BATCH + 2)], BATCH + 2)


def test_the_name_tells_the_model_and_the_server(server: Server) -> None:
    encoder = open_endpoint(server.address, "small")
    encoder.close()
    assert encoder.name == f"small@127.0.0.1:{server.server_port}"


def test_the_key_comes_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    encode(server, "a")
    monkeypatch.setenv(KEY, "secret\n")
    encode(server, "a")
    assert server.keys == [None, "Bearer secret"]


def test_a_busy_server_is_asked_again(server: Server) -> None:
    server.reply = lambda texts: vectors(texts) if len(server.requests) > 1 else (429, b"later")
    assert encode(server, "a").shape == (1, 3)


def _data(*embeddings: object) -> Reply:
    data = [{"index": index, "embedding": each} for index, each in enumerate(embeddings)]
    return 200, json.dumps({"data": data}).encode()


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((401, b"bad key secret"), "refused with status 401"),
        ((302, b""), "refused with status 302"),
        ((200, b"<html>sign in</html>"), "something else than 2 vectors"),
        ((200, b"[" * 100_000), "something else than 2 vectors"),
        ((200, b""), "something else than 2 vectors"),
        ((200, b'{"data": null}'), "something else than 2 vectors"),
        (_data([1.0]), "something else than 2 vectors"),
        (_data([1.0], [1.0, 2.0]), "something else than 2 vectors"),
        (_data(1.0, 2.0), "something else than 2 vectors"),
        (_data([0.0], [1.0]), "without a direction"),
        (_data([1e300], [1.0]), "without a direction"),
        (_data([float("nan")], [1.0]), "without a direction"),
        (_data([], []), "without a direction"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_any_other_reply_is_one_clear_error_without_the_key(
    server: Server, monkeypatch: pytest.MonkeyPatch, reply: Reply, message: str
) -> None:
    monkeypatch.setenv(KEY, "secret")
    server.reply = lambda texts: reply
    with pytest.raises(DeskError, match=message) as caught:
        encode(server, "a", "b")
    assert "secret" not in str(caught.value)
    assert len(server.requests) == 1


def test_vectors_of_another_length_than_before_are_an_error(server: Server) -> None:
    encoder = open_endpoint(server.address, "small")
    encoder.encode(["a"])
    server.reply = lambda texts: _data([1.0, 2.0])
    with pytest.raises(DeskError, match="vectors of 2 numbers after vectors of 3"):
        encoder.encode(["a"])
    encoder.close()


def test_a_silent_server_is_given_up_in_time(server: Server) -> None:
    def reply_late(texts: list[str]) -> Reply:
        time.sleep(0.5)
        return vectors(texts)

    server.reply = reply_late
    with pytest.raises(DeskError, match=r"did not answer \(ReadTimeout\)"):
        encode(server, "a", seconds=0.2)


def test_a_server_that_is_not_there_is_one_clear_error(server: Server) -> None:
    server.server_close()
    with pytest.raises(DeskError, match=r"did not answer \(ConnectError\).*\[encoder\]"):
        encode(server, "a")


@pytest.mark.parametrize(
    "address", ["", "example.org", "ftp://example.org", "http://", "http://[", "http://a:b/"]
)
def test_what_is_no_web_address_is_a_wrong_setting(address: str) -> None:
    with pytest.raises(SettingsError, match="must look like"):
        open_endpoint(address, "small")


def test_an_address_with_a_password_in_it_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="must look like") as caught:
        open_endpoint("https://me:secret@example.org/v1", "small")
    assert "secret" not in str(caught.value)


def test_a_key_never_travels_unencrypted_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret")
    with pytest.raises(SettingsError, match="unencrypted"):
        open_endpoint("http://example.org/v1", "small")


def test_a_key_with_odd_characters_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "se\ncret")
    with pytest.raises(SettingsError, match="characters that no key has") as caught:
        open_endpoint("https://example.org/v1", "small")
    assert "cret" not in str(caught.value)
