"""The connection to a model's server: for one answer, bounded in size, and cut when nobody waits any longer.

The client of a model limits the time of each read, not of the answer, so that a server which sends a byte a second is
read for ever. Whoever waits keeps the time (``rag/speech.py``) and cuts the connection here.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypedDict, TypeVar

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 8_000_000  # of one reply as it travels: an answer of 20,000 tokens has about 5 million
DONE = b"data: [DONE]"  # how a stream of the OpenAI protocol ends


class NotAModel(Exception):
    """What answered with success is no model: it sent a web page."""


class TooLong(Exception):
    """The reply is longer than any answer."""


class _HasInfo(Protocol):
    """What httpcore calls a network stream."""

    def get_extra_info(self, info: str) -> object: ...


class Closable(Protocol):
    """A client."""

    def close(self) -> None: ...


_Closable = TypeVar("_Closable", bound=Closable)


class Options(TypedDict):
    """Arguments of an ``httpx.Client``."""

    timeout: float
    trust_env: bool
    follow_redirects: bool
    event_hooks: dict[str, list[Callable[..., None]]]


class Wire:
    """One connection and what was seen on it. ``finished``: the server said that its answer is at its end."""

    def __init__(self, seconds: float, *, local: bool) -> None:
        self.seconds = seconds
        self.finished = False
        self._local = local
        self._held: list[Closable] = []
        self._streams: list[_HasInfo] = []
        self._cut = False
        self._lock = Lock()

    def options(self) -> Options:
        """What an ``httpx.Client`` is to be made with. It follows no redirect: the key goes to the address of the
        settings and to no other. Proxies of the environment are used, but never on the way to this machine itself."""
        return {
            "timeout": self.seconds,
            "trust_env": not self._local,
            "follow_redirects": False,
            "event_hooks": {"request": [self._sent], "response": [self._came]},
        }

    def client(self) -> httpx.Client:
        """A client with these options, closed with the wire; nothing is sent yet."""
        import httpx

        return self.hold(httpx.Client(**self.options()))

    def hold(self, client: _Closable) -> _Closable:
        """A client that is closed with the wire."""
        self._held.append(client)
        return client

    def cut(self) -> None:
        """End whatever is being read or sent; a thread that waits for it wakes up. May be called from any thread."""
        with self._lock:
            self._cut = True
            streams = list(self._streams)
        for stream in streams:
            _shut(stream)

    def close(self) -> None:
        for client in self._held:
            client.close()

    def _sent(self, request: httpx.Request) -> None:
        request.extensions["trace"] = self._trace
        request.headers["Accept-Encoding"] = "identity"

    def _trace(self, event: str, info: dict[str, object]) -> None:
        """Called by httpcore at each of its steps; a connection that was made, or encrypted, is kept to be cut."""
        made = info.get("return_value")
        if event.endswith(("connect_tcp.complete", "start_tls.complete")) and made is not None:
            stream: _HasInfo = made  # type: ignore[assignment]
            with self._lock:
                self._streams.append(stream)
                late = self._cut
            if late:
                _shut(stream)

    def _came(self, response: httpx.Response) -> None:
        kind = response.headers.get("content-type", "").lower()
        if response.status_code == 200 and kind.startswith("text/html"):
            raise NotAModel
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise NotAModel  # it was asked for none; packed, a few bytes could become gigabytes
        response.stream = _bounded(response.stream, self)  # type: ignore[arg-type]


def _bounded(stream: httpx.SyncByteStream, wire: Wire) -> httpx.SyncByteStream:
    import httpx

    class Bounded(httpx.SyncByteStream):
        """The bytes as they come, up to so many; remembers whether the last line was seen."""

        def __iter__(self) -> Iterator[bytes]:
            count, tail = 0, b""
            for chunk in stream:
                count += len(chunk)
                if count > MOST_BYTES:
                    raise TooLong
                tail = (tail + chunk)[-200:] if len(chunk) < 200 else chunk[-200:]
                wire.finished = wire.finished or DONE in tail
                yield chunk

        def close(self) -> None:
            stream.close()

    return Bounded()


def _shut(stream: _HasInfo) -> None:
    held = stream.get_extra_info("socket")
    if isinstance(held, socket.socket):
        with suppress(OSError):  # it is closed already, or was never connected
            # Not SSLSocket's own way, which forgets what another thread is reading from.
            socket.socket.shutdown(held, socket.SHUT_RDWR)
