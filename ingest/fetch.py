"""Addresses → their bytes: over http and https, from public hosts only, however the address is spelled.

A name is resolved once, every address that it has is checked, and the connection goes to a checked one: nothing is
resolved again, so that no second answer can lead elsewhere (DNS rebinding). Every redirect is checked like the first
address. No proxy of the environment is used, no cookie kept, no name or password sent.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from values import Article, FileResult, Refused

SECONDS = 20.0
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 3
_PORTS = (80, 443, 8080, 8443)  # others are no web pages, and may be services that a request disturbs
_REDIRECTS = (301, 302, 303, 307, 308)
_NAT64 = ip_network("64:ff9b::/96")
_SAFE = "/%?&=;:@!$'()*+,~-._"
_BY_HAND = "Save the page and add the file, or name the host in allowed_hosts ([ingest])."
_HEADERS = {
    "User-Agent": "devolution-desk/0.1 (reads articles for citation)",
    "Accept": "text/html, application/pdf, text/plain, text/markdown;q=0.9, */*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was at an address: ``address`` is the last one, after redirects, and the name of the article."""

    address: str
    raw: bytes


def is_address(text: str) -> bool:
    """True for what is meant as an address of the web, and not as a path."""
    return text.lower().startswith(("http://", "https://"))


def fetch_all(
    addresses: Iterable[str], allowed_hosts: Collection[str] = ()
) -> tuple[list[tuple[str, bytes]], list[FileResult]]:
    """Names and bytes of what could be fetched, as ``sync`` takes them (``dropped``), and a row for what could not."""
    fetched, refused = [], []
    for address in dict.fromkeys(addresses):
        try:
            page = fetch(address, allowed_hosts)
            fetched.append((page.address, page.raw))
        except Refused as fault:
            refused.append(FileResult(fault.name, "refused", reason=fault.reason))
    return fetched, refused


def fetch(
    address: str, allowed_hosts: Collection[str] = (), seconds: float = SECONDS, most: int = MOST_BYTES
) -> Fetched:
    """What is at ``address``, within ``seconds`` and ``most`` bytes, after at most three redirects.

    ``allowed_hosts`` are names that may lead to any address, such as an intranet's. Raises Refused.
    """
    deadline = time.monotonic() + seconds
    here = address.strip()
    for _ in range(MOST_REDIRECTS + 1):
        parts = _split(here, address, allowed_hosts)
        target = _Target(parts, _resolve(parts, address, allowed_hosts, deadline), address)
        there, raw = _get(target, deadline, most)
        if there is None:
            return Fetched(_clean(parts), raw)
        here = urljoin(here, there)
    raise Refused(address, f"leads on more than {MOST_REDIRECTS} times. Give the address that it ends at.")


@dataclass(frozen=True, slots=True)
class _Target:
    """Where to connect: the parts of an address, and the checked places that it resolved to."""

    parts: SplitResult
    places: tuple[str, ...]
    asked: str


def _split(here: str, asked: str, allowed: Collection[str]) -> SplitResult:
    """The parts of an address that may be asked for. Raises Refused."""
    try:
        parts = urlsplit(here)
        port, host = parts.port, parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError):
        raise Refused(asked, "is not a valid address. Copy it from the browser's address bar.") from None
    if parts.scheme not in ("http", "https") or not host or any(ord(char) <= 32 for char in here):
        raise Refused(
            asked, "is or leads to no address of the web. Only http and https addresses are fetched."
        )
    if parts.username is not None or parts.password is not None:
        raise Refused(asked, "has a user name or password in it. Save the page and add the file.")
    if port not in (None, *_PORTS) and not _is_allowed(host, allowed):
        reason = f"names the port {port}, where no public web page is. {_BY_HAND}"
        raise Refused(asked, reason)
    return parts


def _is_allowed(host: str, allowed: Collection[str]) -> bool:
    return host.lower().rstrip(".") in {name.lower().rstrip(".") for name in allowed}


def _resolve(parts: SplitResult, asked: str, allowed: Collection[str], deadline: float) -> tuple[str, ...]:
    """All places that the host has; refused if any of them is not public."""
    host = (parts.hostname or "").encode("idna").decode("ascii")
    answer: queue.Queue[list[str] | OSError] = queue.Queue()

    def look_up() -> None:  # getaddrinfo knows no time limit
        try:
            found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
            answer.put([str(place[4][0]) for place in found])
        except (OSError, UnicodeError) as fault:
            answer.put(OSError(str(fault)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        places = answer.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise Refused(asked, _late()) from None
    if isinstance(places, OSError) or not places:
        raise Refused(
            asked, f"cannot be reached: no host {host} is known. Check the address and the network."
        )
    if not _is_allowed(host, allowed) and not all(map(is_public, places)):
        raise Refused(asked, f"is or leads to {host}, which is no public host. {_BY_HAND}")
    return tuple(dict.fromkeys(places))


def is_public(place: str) -> bool:
    """True for an address of the internet that anybody can reach: not this machine, a private or shared network, a
    link, a group of receivers, or an IPv6 address that stands for such an IPv4 one."""
    try:
        found = ip_address(place.split("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None or found in _NAT64:
            return is_public(str(found.ipv4_mapped or IPv4Address(int(found) & 0xFFFFFFFF)))
        if found.sixtofour is not None or found.teredo is not None or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _get(target: _Target, deadline: float, most: int) -> tuple[str | None, bytes]:
    """Where the answer leads on to, or None and its bytes."""
    held: list[socket.socket] = []
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (held,))
    timer.daemon = True
    try:
        held.append(_connect(target, deadline))
        timer.start()
        answer = _converse(target, _secure(target, held), most)
        if time.monotonic() >= deadline:
            raise TimeoutError
        return answer
    except ssl.SSLCertVerificationError as fault:
        reason = f"does not prove who it is ({fault.verify_message}). Save the page and add the file."
        raise Refused(target.asked, reason) from None
    except (OSError, http.client.HTTPException, ValueError, AttributeError, zlib.error) as fault:
        if time.monotonic() >= deadline:
            raise Refused(target.asked, _late()) from None
        reason = f"cannot be reached ({str(fault) or type(fault).__name__})"
        raise Refused(target.asked, f"{reason}. Try again, or save the page and add the file.") from None
    finally:
        timer.cancel()
        for sock in held:
            sock.close()


def _late() -> str:
    return f"did not answer in full within {SECONDS:g} seconds. Try again, or save the page and add the file."


def _cut(held: Sequence[socket.socket]) -> None:
    """End a connection whose time is up, whatever it waits for."""
    for sock in held:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connect(target: _Target, deadline: float) -> socket.socket:
    """A connection to the first checked place that takes one."""
    fault: OSError = OSError("no address")
    for place in target.places:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((place, _port(target.parts)), timeout=left)
        except OSError as error:
            fault = error
    raise fault


def _secure(target: _Target, held: list[socket.socket]) -> socket.socket:
    """The connection, encrypted where the address says so; what is held is what the end of the time must cut."""
    if target.parts.scheme != "https":
        return held[0]
    import httpx

    context = httpx.create_ssl_context()
    sock = context.wrap_socket(held[0], server_hostname=target.parts.hostname, do_handshake_on_connect=False)
    held[0] = sock
    sock.do_handshake()
    return sock


def _converse(target: _Target, sock: socket.socket, most: int) -> tuple[str | None, bytes]:
    parts = target.parts
    connection = http.client.HTTPConnection((parts.hostname or "").encode("idna").decode(), _port(parts))
    connection.sock = sock
    try:
        connection.request("GET", _path(parts), headers=_HEADERS | {"Host": _host(parts)})
        with contextlib.closing(connection.getresponse()) as answer:
            return _read(target, answer, most)
    finally:
        connection.close()


def _read(target: _Target, answer: http.client.HTTPResponse, most: int) -> tuple[str | None, bytes]:
    if answer.status in _REDIRECTS and answer.getheader("Location"):
        return answer.getheader("Location"), b""
    if answer.status != 200:
        raise Refused(target.asked, f"answers {answer.status} ({answer.reason}). Check it in a browser.")
    declared = answer.getheader("Content-Length", "")
    packed = answer.read(most + 1)
    raw = _unpack(packed, answer.getheader("Content-Encoding", ""), most)
    if len(packed) > most or len(raw) > most:
        raise Refused(target.asked, _too_large(most))
    if declared.isdigit() and answer.length:
        raise OSError("it broke off before its end")
    return None, raw


def _too_large(most: int) -> str:
    return f"is too large: more than {most / 1e6:g} MB. Save it and add the file."


def _unpack(raw: bytes, encoding: str, most: int) -> bytes:
    """The bytes of an answer that is compressed though that was not asked for, at most one more than ``most``."""
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return raw
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(raw, most + 1)


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{parts.port}" if parts.port else host


def _clean(parts: SplitResult) -> str:
    """The address without its fragment, the host in small letters."""
    return f"{parts.scheme}://{_host(parts)}{_path(parts)}"


def known_addresses(articles: Iterable[Article]) -> list[str]:
    """The addresses that articles of the library came from."""
    return [name for article in articles for name in (article.name, *article.names) if is_address(name)]
