"""The Library page in a real browser: by pointer and by keyboard, wide and narrow, and nothing that leaks or runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import (
    LIBRARY,
    NARROW,
    PAYLOADS,
    ROOT,
    WIDE,
    Log,
    ask,
    go_to_library,
    opened,
    serving,
    troubles,
)
from playwright.sync_api import Browser, FilePayload, Page, expect

pytestmark = pytest.mark.browser
SHOTS = ROOT / "tests" / "shots"
FERRY = (
    "A ferry for Lanmoor\n\nBy Ada Quill\n\n12 March 2019\n\n"
    "The ferry from Lanmoor costs nine pounds. It sails at noon.\n\nThe harbour is old.\n"
)
OUTSIDE = [
    "../../escaped.txt",
    "/etc/shadowed.txt",
    "-rf.txt",
    "CON.txt",
    "\u202egnp.txt",
    "x" * 251 + ".txt",
]


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a desk on the corpus."""
    with serving(ROOT / "corpus", tmp_path_factory.mktemp("desk")) as port:
        yield port


@pytest.fixture(scope="session")
def hostile_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a desk on articles of which everything is a payload: title, publisher, author, text, file name."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    tables = []
    for number, payload in enumerate(PAYLOADS):
        plain = re.sub(r"[/\x00-\x1f]", "_", payload)[:80]
        name = f"{number} {plain}.txt"
        (folder / "corpus" / name).write_text(
            f"{payload}\n\nMotion {number} reads {payload} and was carried.\n"
        )
        words = json.dumps(payload)
        keys = ("title", "publisher", "author", "because")
        lines = [f"{key} = {words}" for key in keys if payload.strip()]
        tables.append(
            f"[article.{json.dumps(name)}]\n" + "\n".join([*lines, f'published = "{1980 + number}"'])
        )
    (folder / "corpus" / "sources.toml").write_text("\n\n".join(tables), encoding="utf-8")
    with serving(folder / "corpus", folder) as port:
        yield port


@pytest.fixture
def page(browser: Browser, port: int) -> Iterator[tuple[Page, Log]]:
    """The Library page, wide."""
    with opened(browser, port, at=LIBRARY) as (page, log):
        yield page, log
        assert troubles(page, log, LIBRARY) == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.place ?? document.activeElement.textContent"))


def text_file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def drop(page: Page, *files: FilePayload) -> None:
    """Choose files, add them, and wait for the receipt."""
    page.locator("input[type=file]").set_input_files(list(files))
    expect(page.get_by_test_id("stFileChip")).to_have_count(len(files))
    expect(page.get_by_test_id("stFileChipIconSpinner")).to_have_count(0)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Done:")).to_have_count(1, timeout=30_000)


def open_article(page: Page, title: str) -> None:
    page.locator(".desk-article").filter(has_text=title).first.click()
    page.locator(".desk-drawer.is-open .desk-text").wait_for()


def test_an_article_is_read_by_keyboard(page: tuple[Page, Log]) -> None:
    wide, _ = page
    first = wide.locator(".desk-article").first
    first.focus()
    wide.keyboard.press("Enter")
    wide.locator(".desk-drawer.is-open .desk-text").wait_for()
    assert focused(wide) == first.text_content()
    expect(wide.locator(".desk-rows")).to_contain_text("Publisher")
    wide.locator(".desk-furniture-line button").press("Enter")
    expect(wide.locator(".desk-furniture").first).to_be_visible()
    wide.keyboard.press("Escape")
    expect(wide.locator(".desk-drawer")).to_be_hidden()
    assert focused(wide) == first.get_attribute("data-place")


def test_the_line_of_time_is_walked_by_the_arrow_keys(page: tuple[Page, Log]) -> None:
    wide, _ = page
    marks = wide.locator(".desk-published[role=button]")
    labels = [mark.get_attribute("aria-label") or "" for mark in marks.all()]
    assert len(labels) == 5
    assert all(re.search(r", date (stated|inferred|given)", label) for label in labels)
    marks.first.focus()
    wide.keyboard.press("ArrowRight")
    expect(wide.get_by_role("tooltip").first).to_have_text(labels[1])
    wide.keyboard.press("Enter")
    wide.locator(".desk-drawer.is-open .desk-text").wait_for()
    assert labels[1].startswith(wide.locator(".desk-drawer .desk-title").first.text_content() or "?")
    wide.keyboard.press("Escape")
    expect(marks.nth(1)).to_be_focused()


def test_files_are_dropped_changed_and_compared(page: tuple[Page, Log]) -> None:
    wide, _ = page
    drop(wide, text_file("ferry.txt", FERRY), text_file("empty.txt", ""))
    expect(wide.locator(".desk-receipt")).to_contain_text("1 added, 1 refused")
    expect(wide.locator(".desk-receipt")).to_contain_text("empty.txt refused: is empty.")
    wide.locator("input[type=file]").set_input_files([text_file("ferry.txt", FERRY.replace("nine", "ten"))])
    expect(wide.get_by_text("of this name a file was dropped before")).to_be_visible()
    wide.get_by_role("button", name="Add", exact=True).click()
    expect(wide.locator(".desk-receipt")).to_contain_text("1 changed", timeout=30_000)
    wide.get_by_role("button", name="What changed: A ferry for Lanmoor").click()
    drawer = wide.locator(".desk-drawer.is-open")
    expect(drawer.locator("del")).to_have_text("Taken out: nine")
    expect(drawer.locator("ins")).to_have_text("Added: ten")
    expect(drawer.locator(".desk-note")).to_have_text("1 word added and 1 word taken out.")
    drawer.get_by_role("button", name="Read version 2").click()
    expect(drawer).to_contain_text("Version 2 of 2")
    drawer.get_by_role("button", name="Earlier version").click()
    expect(drawer).to_contain_text("This is an earlier version. It is not searched.")


def test_an_article_is_taken_out_and_brought_back(page: tuple[Page, Log]) -> None:
    wide, _ = page
    count = wide.locator(".desk-article").count()
    open_article(wide, "Children’s Services")
    wide.get_by_role("button", name="Remove").click()
    expect(wide.locator(".desk-notice")).to_contain_text("Removed “Children’s Services”. It stays out")
    expect(wide.locator(".desk-notice")).to_be_focused()
    expect(wide.locator(".desk-article")).to_have_count(count - 1)
    wide.get_by_role("button", name="Restore it").click()
    expect(wide.locator(".desk-article")).to_have_count(count)
    expect(wide.get_by_role("status").filter(has_text="Restored")).to_have_count(1)


def test_a_description_is_corrected_with_its_reason(page: tuple[Page, Log]) -> None:
    wide, _ = page
    open_article(wide, "Counties Demand")
    wide.get_by_role("button", name="Correct the description").click()
    form = wide.get_by_test_id("stDialog")
    form.get_by_label("Author", exact=True).fill("David Hodge CBE")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Not saved. Say how you know it")
    form.get_by_label("How do you know it?").fill("the page names him so")
    form.get_by_role("button", name="Save").click()
    expect(wide.locator(".desk-drawer.is-open .desk-rows")).to_contain_text(
        "David Hodge CBE given: the page names him so"
    )
    expect(form).to_have_count(0)


def test_the_list_is_searched(page: tuple[Page, Log]) -> None:
    wide, _ = page
    find = wide.get_by_label("Find an article")
    find.fill("localgov may")
    find.press("Enter")
    expect(wide.locator(".desk-found")).to_have_text("1 article")


def test_a_question_is_asked_of_one_publisher_and_the_choice_is_kept(page: tuple[Page, Log]) -> None:
    wide, _ = page
    wide.get_by_role("link", name="Ask").click()
    wide.get_by_label("Publisher", exact=True).click()
    wide.get_by_role("option", name="LocalGov").click()
    ask(wide, "When was the article published?")
    expect(wide.locator(".desk-turn .desk-status")).to_contain_text("that LocalGov published")
    go_to_library(wide)
    wide.get_by_role("link", name="Ask").click()
    expect(wide.get_by_label("Publisher", exact=True)).to_have_value("LocalGov")
    go_to_library(wide)


def test_a_narrow_page_has_a_list_and_a_drawer_that_covers_it(browser: Browser, port: int) -> None:
    with opened(browser, port, NARROW, at=LIBRARY) as (page, log):
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
        expect(page.locator(".desk-table .desk-label").first).to_be_visible()
        open_article(page, "Children’s Services")
        box = page.locator(".desk-drawer").bounding_box()
        assert box == {"x": 0, "y": 0, "width": NARROW[0], "height": NARROW[1]}
        page.keyboard.press("Escape")
        expect(page.locator(".desk-drawer")).to_be_hidden()
        assert troubles(page, log, LIBRARY) == []


def test_hostile_file_names_are_only_names(browser: Browser, port: int, tmp_path: Path) -> None:
    with opened(browser, port, at=LIBRARY) as (page, log):
        names = [*OUTSIDE, *(f"{payload[:80]}.txt" for payload in PAYLOADS[:8] if "/" not in payload)]
        drop(page, *(text_file(name, f"{FERRY}\nNumber {at} of them.") for at, name in enumerate(names)))
        page.get_by_role("button", name="Show each file").click()
        files = page.locator(".desk-receipt").inner_text()
        for name in names:
            assert name.rpartition("/")[2] in files
        assert troubles(page, log, LIBRARY) == []


def test_payloads_in_everything_that_is_known_are_only_text(browser: Browser, hostile_port: int) -> None:
    with opened(browser, hostile_port) as (page, log):
        page.get_by_label("Publisher", exact=True).click()
        page.get_by_role("option").nth(3).click()
        go_to_library(page)
        page.get_by_label("Find an article").fill("motion")
        page.get_by_label("Find an article").fill("")
        for number in range(0, len(PAYLOADS), 6):
            page.locator(".desk-published").nth(number).hover()
            page.locator(".desk-article").nth(number).click()
            page.locator(".desk-drawer.is-open .desk-text").wait_for()
            page.keyboard.press("Escape")
        page.locator(".desk-article").nth(2).click()
        page.get_by_role("button", name="Correct the description").click()
        page.get_by_test_id("stDialog").get_by_label("Published", exact=True).fill(PAYLOADS[2])
        page.get_by_test_id("stDialog").get_by_role("button", name="Save").click()
        expect(page.get_by_test_id("stDialog")).to_contain_text("is no date")
        page.keyboard.press("Escape")
        assert troubles(page, log, LIBRARY) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_the_library_is_photographed(browser: Browser, port: int, size: tuple[int, int], scheme: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    with opened(browser, port, size, scheme, LIBRARY) as (page, _):
        shoot(page, f"{size[0]}-{scheme}-5-library")
        page.locator(".desk-table").evaluate("(node) => node.scrollIntoView()")
        shoot(page, f"{size[0]}-{scheme}-6-articles")
        open_article(page, "Children’s Services")
        shoot(page, f"{size[0]}-{scheme}-7-article")


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(350)
    page.screenshot(path=SHOTS / f"{name}.png")
