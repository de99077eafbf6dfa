"""The server of the page: who may reach it, what every answer carries, how it starts and stops."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from config import open_settings
from ui.guard import HEADERS, LOOPBACK, POLICY, Guard
from ui.serve import address_of, check_address
from values import SettingsError

ROOT = Path(__file__).resolve().parents[1]
Headers = list[tuple[bytes, bytes]]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def start(port: int, folder: Path) -> subprocess.Popen[str]:
    """`desk serve` with an empty library in ``folder``."""
    config = folder / "config.toml"
    config.write_text(f"[app]\nport = {port}\n")
    command = [sys.executable, "-c", "from cli import main; main()", "serve"]
    command += ["--config", str(config), "--library", str(folder / "data")]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a running desk."""
    number = free_port()
    process = start(number, tmp_path_factory.mktemp("served"))
    assert process.stdout
    process.stdout.readline()
    yield number
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)


def get(port: int, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    """The status and the headers, names in lower case, of the answer to one request."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        with closing(connection.getresponse()) as answer:
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def upgrade(port: int, **headers: str) -> int:
    """The status that a web socket's handshake is answered with."""
    return get(
        port,
        "/_stcore/stream",
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
        **headers,
    )[0]


@pytest.mark.server
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/nowhere", "/static/none.js"])
def test_everything_that_is_served_carries_the_security_headers(port: int, path: str) -> None:
    _, headers = get(port, path)
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_this_machine_only() -> None:
    assert not re.search(r"https?:|\*|unsafe-eval", POLICY)


@pytest.mark.server
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:1@evil.example", "10.0.0.1", ""]
)
def test_a_request_under_another_name_is_refused(port: int, host: str) -> None:
    assert get(port, Host=host)[0] in (400, 403)


@pytest.mark.server
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:8501", "[::1]:9000"])
def test_this_machine_may_be_called_by_its_names_and_any_port(port: int, host: str) -> None:
    assert get(port, Host=host)[0] == 200


@pytest.mark.server
def test_a_web_socket_from_another_site_is_refused(port: int) -> None:
    assert upgrade(port, Origin="http://evil.example") == 403
    assert upgrade(port, Origin="null") == 403
    assert upgrade(port, Origin=f"http://127.0.0.1:{port}") == 101


@pytest.mark.server
@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/upload_file/a/b"])
def test_nothing_may_be_sent_from_another_site(port: int, path: str) -> None:
    assert get(port, path, "POST", Origin="http://evil.example", Content_Length="0")[0] == 403


@pytest.mark.server
def test_ctrl_c_ends_the_desk_cleanly(tmp_path: Path) -> None:
    process = start(free_port(), tmp_path)
    assert process.stdout
    line = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert re.fullmatch(r"Devolution Desk is open at http://127\.0\.0\.1:\d+ \(stop it with Ctrl-C\)\n", line)
    assert (process.returncode, out.strip(), err) == (0, "", "")


@pytest.mark.server
def test_a_taken_port_gets_one_clear_sentence(port: int, tmp_path: Path) -> None:
    process = start(port, tmp_path)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert f"Port {port} is taken by another program" in err
    assert err.count("\n") == 1


def test_another_address_is_refused_unless_a_setting_says_so() -> None:
    app = replace(open_settings().app, address="0.0.0.0", port=free_port())
    with pytest.raises(SettingsError, match="no sign-in"):
        check_address(app)
    check_address(replace(app, allow_other_addresses=True))


def test_an_address_that_is_not_of_this_machine_gets_a_clear_sentence() -> None:
    app = replace(open_settings().app, address="192.0.2.1", allow_other_addresses=True)
    with pytest.raises(SettingsError, match=r"cannot listen on \[app\] address '192\.0\.2\.1'"):
        check_address(app)


def test_the_printed_address_can_be_opened() -> None:
    app = open_settings().app
    assert address_of(replace(app, port=8501)) == "http://127.0.0.1:8501"
    assert address_of(replace(app, address="::1", port=8501)) == "http://[::1]:8501"


def answered(guard_names: set[str], numbers: bool, host: bytes) -> int:
    """The status with which a guard answers a request for ``host``."""
    sent: list[dict[str, object]] = []

    async def page(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]

    async def keep(message: dict[str, object]) -> None:
        sent.append(message)

    async def nothing() -> dict[str, object]:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", host)]}
    asyncio.run(Guard(page, guard_names, numbers)(scope, nothing, keep))  # type: ignore[arg-type]
    return int(str(sent[0]["status"]))


@pytest.mark.parametrize(
    ("host", "status"),
    [(b"192.0.2.7:8501", 200), (b"[2001:db8::1]", 200), (b"desk.example", 200), (b"other.example", 403)],
)
def test_open_to_others_the_page_takes_digits_and_its_own_name(host: bytes, status: int) -> None:
    assert answered({*LOOPBACK, "desk.example"}, True, host) == status


@pytest.mark.server
def test_the_first_page_is_there_in_time(tmp_path: Path) -> None:
    number = free_port()
    started = time.monotonic()
    process = start(number, tmp_path)
    assert process.stdout
    process.stdout.readline()
    assert get(number)[0] == 200
    took = time.monotonic() - started
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert took < (4 if not os.environ.get("CI") else 12)
