"""What the tests share: where Chromium is, and the rule that nothing is skipped where everything is there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

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
