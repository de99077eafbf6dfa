"""A running desk and a browser on it, for tests and for the pictures in the README.

``python tests/browser.py docs/ask.png docs/briefing.png``, with the project's folder on the path, takes the pictures.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAYLOADS: list[str] = json.loads((ROOT / "tests" / "data" / "payloads.json").read_text(encoding="utf-8"))
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = (1280, 1000), (390, 844)
DIRECTOR = "What did Solace say about the director role?"
SETTLEMENT = "How long did the counties want funding settlements to last?"
# Streamlit's own page holds one small script, and asks for WebAssembly; the policy lets neither run.
ITS_OWN = {"script-src-elem inline", "script-src wasm-eval"}
LIBRARY, BRIEFING = "/library", "/briefing"
READY = {"/": ".desk-turn, .desk-starter", LIBRARY: ".desk-found", BRIEFING: ".desk-paper"}
HAND = 120  # milliseconds for which a hand holds a button down; what was typed is sent when it goes down
expect.set_options(timeout=15_000)  # other work on the machine must not fail a test
WATCH = """
window.policy = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.policy.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@dataclass
class Log:
    """What a page asked for and said while a test drove it."""

    hosts: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def running(command: list[str]) -> Iterator[None]:
    """A server that prints one line when it listens, until the block ends."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE
    )
    assert process.stdout
    try:
        assert process.stdout.readline().startswith("Devolution Desk is open")
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


@contextmanager
def serving(corpus: Path, folder: Path, settings: str = "") -> Iterator[int]:
    """`desk serve` on a library made from ``corpus`` in ``folder``, with more ``settings``; gives the port."""
    port = free_port()
    (folder / "config.toml").write_text(f"[app]\nport = {port}\n{settings}")
    ingest = [sys.executable, *command(folder, "ingest", str(corpus))]
    done = subprocess.run(ingest, cwd=ROOT, stdout=subprocess.DEVNULL)
    assert done.returncode in (0, 1), "the corpus could not be brought in"  # 1: a file was refused
    with running(command(folder, "serve")):
        yield port


def command(folder: Path, *words: str) -> list[str]:
    """What Python is to run for a command of the desk on the library in ``folder``."""
    where = ["--config", str(folder / "config.toml"), "--library", str(folder / "library")]
    return ["-m", "cli", *words, *where]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, port: int, size: tuple[int, int] = WIDE, scheme: str = "light", at: str = "/"
) -> Iterator[tuple[Page, Log]]:
    """A page on the desk (``at`` "/", LIBRARY or BRIEFING), in a profile of its own, and the log of what it does."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.add_init_script(WATCH)
    context.set_default_timeout(10_000)
    log = Log()
    page = _listened(context, log)
    page.goto(f"http://127.0.0.1:{port}{at}")
    page.wait_for_selector(READY[at.partition("?")[0]], timeout=60_000)
    yield page, log
    context.close()


def _listened(context: BrowserContext, log: Log) -> Page:
    page = context.new_page()

    def heard(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            log.hosts.add(urlsplit(request.url).hostname or request.url)

    def spoken(dialog: Dialog) -> None:
        log.dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("request", heard)
    context.on("dialog", spoken)
    page.on("pageerror", lambda error: log.errors.append(str(error)))
    page.on("websocket", lambda socket: log.hosts.add(urlsplit(socket.url).hostname or socket.url))
    return page


def troubles(page: Page, log: Log, at: str = "/") -> list[str]:
    """Every sign that something of an article or a question ran, or asked another host, or tried to; [] for none.

    ``at`` is the path of the page that is meant to be open.
    """
    state: dict[str, Any] = page.evaluate("({ran: window.ran, policy: window.policy, at: location.pathname})")
    found = [f"tried {violation}" for violation in state["policy"] if violation not in ITS_OWN]
    found += [f"asked {host}" for host in log.hosts if host != "127.0.0.1"]
    found += [f"said {words}" for words in (*log.dialogs, *log.errors)]
    found += ["a script ran"] if state.get("ran") is not None else []
    return found + ([f"went to {state['at']}"] if state["at"] != at else [])


def go_to_library(page: Page) -> None:
    """To the Library page by the navigation of a wide page."""
    page.get_by_role("link", name="Library").click()
    page.locator(".desk-found").wait_for(timeout=20_000)


def go_to_ask(page: Page) -> None:
    """Back to the conversation by the navigation of a wide page."""
    page.get_by_role("link", name="Ask", exact=True).click(delay=HAND)
    page.locator(READY["/"]).first.wait_for(timeout=20_000)


def go_to_briefing(page: Page) -> None:
    """To the Briefing page by the navigation of a wide page."""
    page.get_by_role("link", name="Briefing", exact=True).click(delay=HAND)
    page.locator(".desk-paper").wait_for(timeout=20_000)


def open_briefing(page: Page) -> None:
    """To the briefing into which something was added just now."""
    page.get_by_role("link", name="Open the briefing").click()
    page.locator(".desk-paper").wait_for(timeout=20_000)


def take(page: Page, what: str, briefing: str) -> None:
    """Press one of the buttons of the last answer that add something, and choose a briefing; wait until it is said."""
    page.locator(".desk-turn").last.get_by_role("button", name=what).first.click()
    page.locator(".desk-menu").get_by_role("button", name=briefing).click()
    expect(page.get_by_role("status").filter(has_text=re.compile("^Added"))).to_have_count(1)
    expect(page.locator(".desk-notice")).to_contain_text("Open the briefing")


def write_heading(page: Page, words: str, where: str = "at the end") -> None:
    """Put a heading into the briefing by the keyboard."""
    page.get_by_role("button", name=f"Add heading {where}").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_label(f"Move up: {words}")).to_have_count(1)


def ask(page: Page, question: str) -> None:
    """Ask by keyboard, and wait for what becomes of it."""
    before = page.locator(".desk-turn").count()
    box = page.get_by_label("Ask about the collection")
    box.fill(question)
    box.press("Enter")
    wait_for_turn(page, before + 1)


def wait_for_turn(page: Page, number: int) -> None:
    turn = page.locator(".desk-turn").nth(number - 1)
    turn.locator(".desk-status, .desk-problem").first.wait_for(timeout=20_000)


def open_mark(page: Page, number: int = 1) -> None:
    page.locator(".desk-turn").last.get_by_role("button", name=f"Citation {number}:").first.click()
    page.locator(".desk-drawer.is-open .desk-now").first.wait_for()


def photograph(chromium: str, answer: Path, briefing: Path) -> None:
    """The pictures of the README: an answer with its evidence beside it, and a briefing."""
    with (
        TemporaryDirectory() as folder,
        launched(chromium) as browser,
        serving(ROOT / "corpus", Path(folder)) as port,
        opened(browser, port, (1280, 860)) as (page, _),
    ):
        ask(page, SETTLEMENT)
        open_mark(page)
        page.wait_for_timeout(300)
        page.screenshot(path=answer)
        page.keyboard.press("Escape")
        take(page, "Add to briefing", "A new briefing")
        ask(page, DIRECTOR)
        take(page, "Add this sentence", SETTLEMENT[:30])
        _write_briefing(page)
        page.wait_for_timeout(300)
        page.screenshot(path=briefing)


def _write_briefing(page: Page) -> None:
    open_briefing(page)
    write_heading(page, "Money over a longer horizon", "before part 1 of 2")
    write_heading(page, "Children's services", "before part 3 of 3")
    page.get_by_label("Marking").fill("Official")
    page.get_by_label("Title of the briefing").fill("County devolution asks")
    page.get_by_label("Title of the briefing").press("Enter")
    expect(page.locator(".desk-entry-open")).to_have_text("County devolution asks")


if __name__ == "__main__":
    from conftest import find_chromium

    photograph(find_chromium() or "chromium", Path(sys.argv[1]), Path(sys.argv[2]))
