"""A small real server that speaks the OpenAI protocol with streaming, well or in one of the ways that go wrong.

``python tests/model_server.py PORT KIND`` serves one by hand; KIND is one of ``KINDS``, or "well".
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from loopback import Loopback
from made_model import keyed

REPLY = "Fares in Harrowmere rose by 14% while those in Tarnholt fell by 3%. [{Fares in Harrowmere}]"
SECRET = "sk-a-key-that-must-not-be-seen-0451"


@dataclass
class ModelServer:
    """What it was sent, and how it answers: ``reply`` may name passages as ``made_model.keyed`` reads them."""

    reply: str = REPLY
    kind: str = "well"
    pause: float = 0.1
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    scheme: str = "http"

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/v1"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: ModelServer

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.state.bodies.append(json.loads(self.rfile.read(length)))
        self.state.headers.append(dict(self.headers))
        self.close_connection = True
        with suppress(
            BrokenPipeError, ConnectionResetError, ssl.SSLError
        ):  # the client hung up, as it should
            KINDS[self.state.kind](self)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def text(self) -> str:
        """The reply, with the keys of this prompt."""
        return keyed(self.state.reply, "\n".join(m["content"] for m in self.state.bodies[-1]["messages"]))

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def fail(self, status: int, message: str) -> None:
        """As OpenAI does; the message repeats the key, as some servers do."""
        self.begin(status, "application/json")
        self.send(json.dumps({"error": {"message": f"{message} {SECRET}", "type": "error"}}).encode())


def chunk(text: str | None, finish: str | None = None) -> bytes:
    delta = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    made = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "made", "choices": [choice]}
    return b"data: " + json.dumps(made).encode() + b"\n\n"


def well(to: Handler) -> None:
    to.begin()
    text = to.text()
    for start in range(0, len(text), 12):
        to.send(chunk(text[start : start + 12]))
    to.send(chunk(None, "stop") + b"data: [DONE]\n\n")


def slow(to: Handler) -> None:
    """As well, but as fast as people read."""
    to.begin()
    text = to.text()
    for start in range(0, len(text), 12):
        if to.state.over.wait(to.state.pause):
            return
        to.send(chunk(text[start : start + 12]))
    to.send(chunk(None, "stop") + b"data: [DONE]\n\n")


def silent(to: Handler) -> None:
    to.state.over.wait(30)


def trickle(to: Handler) -> None:
    """One byte a second."""
    to.begin()
    for byte in chunk(to.text()) + chunk(None, "stop"):
        if to.state.over.wait(1):
            return
        to.send(bytes([byte]))


def trickled_header(to: Handler) -> None:
    """One byte a second, from the first."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n":
        if to.state.over.wait(1):
            return
        to.send(bytes([byte]))


def cut(to: Handler) -> None:
    """The connection is reset in the middle."""
    to.begin()
    to.send(chunk(to.text()[:90]))
    to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    to.connection.close()


def ended(to: Handler) -> None:
    """The stream ends without saying that the answer is at its end."""
    to.begin()
    to.send(chunk(to.text()))


def error_object(to: Handler) -> None:
    to.begin()
    to.send(chunk(to.text()[:90]))
    to.send(
        b'data: {"error": {"message": "out of memory, key ' + SECRET.encode() + b'", "type": "server"}}\n\n'
    )


def web_page(to: Handler) -> None:
    to.begin(200, "text/html; charset=utf-8")
    to.send(b"<!doctype html><title>Welcome</title><script>alert(1)</script>")


def malformed(to: Handler) -> None:
    to.begin()
    to.send(chunk(to.text()) + b'data: {"choices": [{"delta": {"content": \n\n')


def strange(to: Handler) -> None:
    """JSON, but of another shape."""
    to.begin()
    to.send(b'data: {"choices": "none"}\n\ndata: 7\n\ndata: [DONE]\n\n')


def empty(to: Handler) -> None:
    to.begin()
    to.send(chunk("  \n") + chunk(None, "stop") + b"data: [DONE]\n\n")


def endless(to: Handler) -> None:
    """10 MB of sentences."""
    to.begin()
    for _ in range(1000):
        to.send(chunk("Buses are late. " * 625))
    to.send(chunk(None, "stop") + b"data: [DONE]\n\n")


def one_line(to: Handler) -> None:
    """10 MB without an end of a line."""
    to.begin()
    to.send(b'data: {"choices": [{"delta": {"content": "')
    for _ in range(100):
        to.send(b"late " * 20_000)


def not_text(to: Handler) -> None:
    to.begin()
    to.send(chunk(to.text()[:90]) + b'data: {"choices": [{"delta": {"content": "\xff\xfe\xc3("}}]}\n\n')


def no_room(to: Handler) -> None:
    to.begin()
    to.send(chunk(to.text()[:90]) + chunk(None, "length") + b"data: [DONE]\n\n")


def moved(to: Handler) -> None:
    """Sent on to another host, where the key must not go."""
    to.send_response(307)
    to.send_header("Location", "http://127.0.0.2:9/v1/chat/completions")
    to.send_header("Content-Length", "0")
    to.end_headers()


KINDS: dict[str, Callable[[Handler], None]] = {
    "well": well,
    "slow": slow,
    "401": lambda to: to.fail(401, "Incorrect API key provided:"),
    "404": lambda to: to.fail(404, "The model does not exist. Your key is"),
    "429": lambda to: to.fail(429, "Rate limit reached for key"),
    "500": lambda to: to.fail(500, "Internal error with"),
    "silent": silent,
    "one byte a second": trickle,
    "one byte of the header a second": trickled_header,
    "cut": cut,
    "ended": ended,
    "error object": error_object,
    "web page": web_page,
    "malformed": malformed,
    "strange": strange,
    "empty": empty,
    "10 MB": endless,
    "10 MB in one line": one_line,
    "not text": not_text,
    "no room": no_room,
    "moved": moved,
}


@contextmanager
def serving(kind: str = "well", reply: str = REPLY, certificate: Path | None = None) -> Iterator[ModelServer]:
    """A server on a free port of this machine, until the block ends; with TLS where a certificate is given."""
    state = ModelServer(reply, kind, scheme="https" if certificate else "http")
    made = Loopback(("127.0.0.1", 0), type("Own", (Handler,), {"state": state}), False)
    made.daemon_threads = False
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        made.socket = context.wrap_socket(made.socket, server_side=True)
    made.server_bind()
    made.server_activate()
    state.port = made.server_address[1]
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), name="model-server")
    thread.start()
    try:
        yield state
    finally:
        state.over.set()
        made.shutdown()
        made.server_close()
        thread.join()


def self_signed(folder: Path) -> Path:
    """A certificate for this machine that nobody vouches for, with its key, in one file."""
    both = folder / "self-signed.pem"
    key = folder / "key.pem"
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ),
            *("-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(both)),
        ],
        check=True,
        capture_output=True,
    )
    both.write_text(both.read_text() + key.read_text())
    return both


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    Loopback(
        ("127.0.0.1", int(sys.argv[1])), type("Own", (Handler,), {"state": ModelServer(kind=sys.argv[2])})
    ).serve_forever()
