"""What the tests share: where Chromium is, and the rule that nothing is skipped where everything is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from ingest.embed import Encoder
    from rag.desk import Desk

# Other work on the machine must not fail a test, nor may chance: `make torture` looks for new cases.
settings.register_profile("shared", deadline=None, derandomize=True)
settings.register_profile("torture", deadline=None, max_examples=1000)
settings.load_profile("torture" if os.environ.get("DESK_TORTURE") else "shared")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome on this machine, or None."""
    on_path = (shutil.which(name) for name in BROWSERS)
    return next((path for path in (*on_path, *APPLICATIONS) if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of Chromium; the test is skipped where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is missing")
    return path


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice; the test is skipped where there is none."""
    path = shutil.which("soffice")
    if path is None:
        pytest.skip("LibreOffice is missing")
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for all tests: a second one cannot be started beside it."""
    from browser import launched

    with launched(chromium_path) as held:
        yield held


@pytest.fixture(scope="session")
def minilm() -> Encoder:
    """The encoder itself, opened once; what it worked out for one test it gives to the next."""
    from made_encoder import open_remembering

    return open_remembering()


@pytest.fixture(scope="session")
def desk(minilm: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the five invented articles of ``made_collection.py``; to be asked, not written to."""
    from made_collection import fill, made_desk, write_collection

    home = tmp_path_factory.mktemp("collection")
    with made_desk(home / "data", minilm) as opened:
        fill(opened.library, write_collection(home / "articles"), minilm)
        yield opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: they take longest, and Playwright leaves an event loop running behind them."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With DESK_REQUIRE_ALL=1 a skipped test fails the session."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", ())) if reporter else 0
    if skipped and os.environ.get("DESK_REQUIRE_ALL") == "1":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = len(terminalreporter.stats.get("skipped", ()))
    if skipped and os.environ.get("DESK_REQUIRE_ALL") == "1":
        terminalreporter.write_line(f"DESK_REQUIRE_ALL=1 forbids skips: {skipped} skipped.", red=True)
