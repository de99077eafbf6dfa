"""Addresses: pages of public hosts are fetched, and nothing else, however it is spelled."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from loopback import Loopback
from made_library import HashingEncoder

from ingest.fetch import Fetched, fetch, fetch_all, is_public, known_addresses
from ingest.sync import sync
from library.store import open_library
from values import Refused

PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><link rel=canonical href='https://elsewhere.example/x'></head>"
    "<body><article><h1>Buses to run as one</h1><p>Orrin’s two councils are to run their buses together from next "
    "April, under a plan agreed on Monday night by both of them.</p><p>The plan gives a joint committee of eight "
    "members a budget of £27.4m, which is to grow by 2% a year until the end of the deal.</p></article></body></html>"
).encode()
ALLOWED = ("127.0.0.1", "localhost")


class Server(Loopback):
    """Answers by path; ``asked`` holds the paths and hosts of all requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.page = PAGE

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))
        path, _, rest = self.path.partition("?to=")
        if path == "/on":
            self.reply(302, b"", headers={"Location": rest})
        elif path.startswith("/again"):
            count = int(path.removeprefix("/again"))
            self.reply(301, b"", headers={"Location": f"/again{count - 1}" if count else "/page"})
        elif path == "/missing":
            self.reply(404, b"no")
        elif path == "/large":
            self.reply(200, b"x" * 5000)
        elif path == "/packed":
            self.reply(200, gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self.reply(200, gzip.compress(b"0" * 5_000_000), headers={"Content-Encoding": "gzip"})
        elif path == "/slow":
            self.trickle()
        elif path == "/cut":
            self.reply(200, PAGE[:100], length=len(PAGE))
        else:
            self.reply(200, self.server.page)

    def reply(
        self, status: int, content: bytes, length: int | None = None, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)

    def trickle(self) -> None:
        """One byte after the other, so that no single read ever waits long."""
        try:
            for _ in range(100):
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def reason(address: str, allowed: tuple[str, ...] = (), **limits: float) -> str:
    with pytest.raises(Refused) as caught:
        fetch(address, allowed, **limits)  # type: ignore[arg-type]
    assert caught.value.name == address
    return caught.value.reason


def test_a_page_is_fetched_whole_with_the_address_that_it_ends_at(server: Server) -> None:
    assert fetch(f"{server.base}/page?n=1#part", ALLOWED) == Fetched(f"{server.base}/page?n=1", PAGE)
    assert fetch(f"{server.base}/again2", ALLOWED) == Fetched(f"{server.base}/page", PAGE)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "１２７.0.0.1",
    ],
)
def test_this_machine_is_refused_in_every_spelling_without_a_request(server: Server, host: str) -> None:
    before = len(server.asked)
    assert reason(f"http://{host}:8080/page")
    assert reason(f"{server.base.replace('127.0.0.1', host)}/page")
    assert len(server.asked) == before


@pytest.mark.parametrize(
    "place",
    [
        "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "0.0.0.0",
        "127.8.8.8", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::", "::1",
        "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "2001:db8::1", "x",
    ],
)  # fmt: skip
def test_places_that_are_not_public_are_told(place: str) -> None:
    assert not is_public(place)


@pytest.mark.parametrize(
    "place", ["8.8.8.8", "151.101.0.81", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_places_that_are_public_are_told(place: str) -> None:
    assert is_public(place)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://a b/",
        "http://[::1",
        "javascript:1",
    ],
)
def test_other_kinds_of_address_are_refused(address: str) -> None:
    assert reason(address)


def test_names_and_passwords_and_ports_of_other_services_are_refused() -> None:
    assert "password" in reason("http://ada:secret@example.org/")
    assert "port 25" in reason("http://example.org:25/")


def test_a_redirect_to_this_machine_is_refused(server: Server) -> None:
    address = f"{server.base}/on?to=http://localhost:8080/secret"
    assert "no public host" in reason(address, ("127.0.0.1",))
    assert "Only http" in reason(f"{server.base}/on?to=file:///etc/passwd", ALLOWED)


def test_three_redirects_are_followed_and_a_fourth_is_not(server: Server) -> None:
    assert fetch(f"{server.base}/again2", ALLOWED).raw == PAGE
    assert "more than 3 times" in reason(f"{server.base}/again3", ALLOWED)


def test_what_is_not_there_is_named_with_its_status(server: Server) -> None:
    assert "404" in reason(f"{server.base}/missing", ALLOWED)


def test_a_page_beyond_the_limit_is_refused_packed_or_not(server: Server) -> None:
    assert "too large" in reason(f"{server.base}/large", ALLOWED, most=4_000)
    assert "too large" in reason(f"{server.base}/bomb", ALLOWED, most=1_000_000)
    assert fetch(f"{server.base}/packed", ALLOWED).raw == PAGE


def test_a_page_that_breaks_off_is_refused(server: Server) -> None:
    assert "broke off" in reason(f"{server.base}/cut", ALLOWED)


def test_a_server_that_trickles_is_cut_off_at_the_deadline(server: Server) -> None:
    began = time.monotonic()
    assert "seconds" in reason(f"{server.base}/slow", ALLOWED, seconds=0.4)
    assert time.monotonic() - began < 1.5


def test_a_server_that_never_answers_is_given_up_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        for scheme in ("http", "https"):
            began = time.monotonic()
            address = f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/"
            assert "seconds" in reason(address, ALLOWED, seconds=0.3)
            assert time.monotonic() - began < 1.5


def test_no_proxy_of_the_environment_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(f"{server.base}/page", ALLOWED).raw == PAGE


def test_the_host_s_own_name_is_sent(server: Server) -> None:
    port = server.server_address[1]
    fetch(f"http://LOCALHOST:{port}/named", ALLOWED)
    assert server.asked[-1] == ("/named", f"localhost:{port}")


def test_what_cannot_be_fetched_is_a_row_and_the_rest_comes(server: Server) -> None:
    pages, refused = fetch_all([f"{server.base}/missing", f"{server.base}/page"], ALLOWED)
    assert pages == [(f"{server.base}/page", PAGE)]
    assert [(row.name, row.action) for row in refused] == [(f"{server.base}/missing", "refused")]


def test_a_fetched_page_is_an_article_whose_link_is_its_address_and_a_refresh_makes_its_next_version(
    tmp_path: Path,
) -> None:
    with serving() as server, open_library(tmp_path / "data") as library:
        pages, _ = fetch_all([f"{server.base}/page"], ALLOWED)
        receipt = sync([], library, HashingEncoder(), dropped=pages)
        assert [(row.name, row.action) for row in receipt.files] == [(f"{server.base}/page", "added")]
        url = library.articles()[0].current.description.url
        assert (url.value, url.known, url.because) == (
            f"{server.base}/page", "given", "the address that it was fetched from",
        )  # fmt: skip
        server.page = PAGE.replace(b"27.4m", b"31.9m")
        pages, _ = fetch_all(known_addresses(library.articles()), ALLOWED)
        again = sync([], library, HashingEncoder(), dropped=pages)
        assert [(row.action, row.version) for row in again.files] == [("changed", 2)]
        assert "31.9m" in library.articles()[0].current.text
