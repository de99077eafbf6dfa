"""Pages by their addresses, as a user brings them in: `desk ingest ADDRESS` against a real server of this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from made_files import Show, to_pdf
from test_cli import Desk
from test_fetch import PAGE, Server, serving

pytestmark = pytest.mark.server


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    return Desk(tmp_path / "library", capfdbinary)


@pytest.fixture
def allowed(tmp_path: Path) -> tuple[str, str]:
    """The options that let pages of this machine be fetched, by its number only."""
    path = tmp_path / "config.toml"
    path.write_text('[ingest]\nallowed_hosts = ["127.0.0.1"]\n', encoding="utf-8")
    return "--config", str(path)


def receipt(desk: Desk) -> list[tuple[str, str, int]]:
    return [(row["name"], row["action"], row["version"]) for row in json.loads(desk.out)["files"]]


def ask(desk: Desk, question: str) -> dict[str, Any]:
    assert desk("ask", "--json", question) == 0
    answer: dict[str, Any] = json.loads(desk.out)
    return answer


def test_a_page_of_this_machine_is_refused_and_not_asked_for(desk: Desk, server: Server) -> None:
    for address in (f"{server.base}/page", "http://127.0.0.1/page"):
        assert desk("ingest", address) == 1
        assert f"refused    {address}: " in desk.out
        assert "or name the host in allowed_hosts ([ingest])." in desk.out
    assert server.asked == []


def test_the_address_is_the_citation_s_link_and_leads_to_the_words(
    desk: Desk, server: Server, allowed: tuple[str, str]
) -> None:
    assert desk("ingest", "--json", f"{server.base}/page", *allowed) == 0
    assert receipt(desk) == [(f"{server.base}/page", "added", 1)]
    cited = ask(desk, "What budget does the joint committee have?")["citations"][0]
    page, _, fragment = cited["link"].partition("#:~:text=")
    first, _, last = (unquote(words) for words in fragment.partition(","))
    assert (page, cited["url"]) == (f"{server.base}/page", f"{server.base}/page")
    assert cited["quote"].startswith(first)
    assert cited["quote"].endswith(last)
    assert "£27.4m" in cited["quote"]


def test_an_address_that_leads_on_is_known_by_where_it_ends(
    desk: Desk, server: Server, allowed: tuple[str, str]
) -> None:
    assert desk("ingest", "--json", f"{server.base}/again2", *allowed) == 0
    assert receipt(desk) == [(f"{server.base}/page", "added", 1)]


def test_every_address_that_it_leads_to_is_checked_again(
    desk: Desk, server: Server, allowed: tuple[str, str]
) -> None:
    elsewhere = server.base.replace("127.0.0.1", "localhost")
    paths = [f"/on?to={elsewhere}/page", "/on?to=http://localhost/page", "/on?to=http://2130706433/page"]
    for path in paths:
        assert desk("ingest", f"{server.base}{path}", *allowed) == 1
        assert f"refused    {server.base}{path}: " in desk.out
    assert [path for path, _ in server.asked] == paths


def test_an_address_that_leads_on_four_times_is_refused(
    desk: Desk, server: Server, allowed: tuple[str, str]
) -> None:
    assert desk("ingest", f"{server.base}/again3", *allowed) == 1
    assert "leads on more than 3 times" in desk.out


def test_a_page_that_is_not_there_is_named_and_the_others_come(
    desk: Desk, server: Server, allowed: tuple[str, str]
) -> None:
    assert desk("ingest", "--json", f"{server.base}/missing", f"{server.base}/page", *allowed) == 1
    assert sorted(receipt(desk)) == [
        (f"{server.base}/missing", "refused", 0),
        (f"{server.base}/page", "added", 1),
    ]


def test_refreshing_fetches_known_addresses_again_and_the_earlier_version_stays(
    desk: Desk, server: Server, allowed: tuple[str, str]
) -> None:
    desk("ingest", f"{server.base}/page", *allowed)
    server.page = PAGE.replace(b"27.4m", b"31.9m")
    assert desk("ingest", "--refresh", "--json", *allowed) == 0
    assert receipt(desk) == [(f"{server.base}/page", "changed", 2)]
    desk("library", "show", f"{server.base}/page", "--version", 1, "--text")
    assert "£27.4m" in desk.out
    assert desk("ingest", "--refresh", "--json", *allowed) == 0
    assert receipt(desk) == [(f"{server.base}/page", "unchanged", 2)]


def test_a_page_that_is_gone_at_a_refresh_stays_as_it_was(
    desk: Desk, server: Server, allowed: tuple[str, str]
) -> None:
    desk("ingest", f"{server.base}/page", *allowed)
    server.page = b""
    assert desk("ingest", "--refresh", "--json", *allowed) == 1
    assert receipt(desk) == [(f"{server.base}/page", "refused", 0)]
    desk("library", "show", f"{server.base}/page", "--text")
    assert "£27.4m" in desk.out


def test_a_pdf_at_an_address_is_read_as_one(desk: Desk, server: Server, allowed: tuple[str, str]) -> None:
    words = "The joint committee of Orrin has a budget of £27.4m for its buses."
    server.page = to_pdf([[Show("The minutes of the committee.", 50, 700)], [Show(words, 50, 700)]])
    assert desk("ingest", f"{server.base}/page", *allowed) == 0
    cited = ask(desk, "What budget does the joint committee of Orrin have?")["citations"][0]
    assert (cited["quote"], cited["page"]) == (words, 2)
