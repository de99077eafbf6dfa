"""What every answer of the server carries, and which requests it takes at all.

The page serves one person on one machine. A page of another site must not read it through a name that it
points at this machine (DNS rebinding), nor drive it through a web socket; and nothing that an article holds
may load anything from elsewhere (content security policy).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self' blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Guard:
    """ASGI middleware: refuses foreign hosts and origins with 403, and adds the security headers to the rest.

    ``names`` are the host names under which the page may be reached. ``numbers``: any address in digits may
    be used too; no name leads to such a page, so it cannot be rebound.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str], numbers: bool) -> None:
        self._app = app
        self._names = frozenset(name.lower().strip("[]") for name in names)
        self._numbers = numbers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self._app(scope, receive, send)
        if not self._welcome(scope):
            return await _refuse(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*_without(message["headers"]), *_ENCODED]}
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _welcome(self, scope: Scope) -> bool:
        given = {
            name: value.decode("latin-1") for name, value in scope["headers"] if name in (b"host", b"origin")
        }
        host, origin = given.get(b"host", ""), given.get(b"origin")
        if not self._is_ours(host):
            return False
        unsafe = scope["type"] == "websocket" or scope.get("method") not in ("GET", "HEAD")
        return not unsafe or origin is None or urlsplit(origin).netloc.lower() == host.lower()

    def _is_ours(self, host: str) -> bool:
        name = _name_of(host)
        return name in self._names or (self._numbers and _is_number(name))


def _name_of(host: str) -> str:
    """The name in a Host header, without port and brackets; "" for what is no host."""
    try:
        parts = urlsplit(f"//{host}")
        return "" if parts.username or parts.path else (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


_ENCODED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
_OURS = {name for name, _ in _ENCODED}


def _without(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in _OURS]


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": "This page is for this machine only."})
        return
    from starlette.responses import PlainTextResponse

    answer = PlainTextResponse("This page is for this machine only.\n", 403, dict(HEADERS))
    await answer(scope, receive, send)
