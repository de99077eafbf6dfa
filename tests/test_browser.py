"""The page in a real browser: a whole conversation by pointer and by keyboard, and nothing that leaks or runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import (
    NARROW,
    PAYLOADS,
    ROOT,
    SETTLEMENT,
    WIDE,
    ask,
    free_port,
    open_mark,
    opened,
    running,
    serving,
    troubles,
    wait_for_turn,
)
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
SHOTS = ROOT / "tests" / "shots"
PLANTED = [0, 2, 10, 15, 23, 29, 32]  # payloads that also become articles
OFF_TOPIC = "What is the boiling point of tungsten on the moon?"


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a desk on the corpus and on articles that hold payloads, in title, text and file name."""
    folder = tmp_path_factory.mktemp("desk")
    corpus = folder / "corpus"
    corpus.mkdir()
    for source in (ROOT / "corpus").iterdir():
        (corpus / source.name).write_bytes(source.read_bytes())
    for index in PLANTED:
        plant(corpus, index)
    with serving(corpus, folder) as port:
        yield port


def plant(corpus: Path, index: int) -> None:
    payload = PAYLOADS[index]
    name = re.sub(r"[/\x00-\x1f]", "_", payload)[:80]
    text = (
        f"{payload}\n\nThe Tarnmoor committee debated motion {index}. It reads {payload} and was carried.\n"
    )
    (corpus / f"{index} {name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def echo_port() -> Iterator[int]:
    """The port of a desk whose answers hold the question in every place where an answer holds a text."""
    port = free_port()
    with running(["tests/made_desk.py", str(port)]):
        yield port


def quoted(page: Page) -> str:
    """The first sentence of the last answer, with its marks."""
    return page.locator(".desk-turn").last.locator(".desk-quote").first.text_content() or ""


def focused(page: Page) -> str:
    return str(
        page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
        )
    )


def clipboard(page: Page) -> dict[str, str]:
    """What is on the clipboard, by kind."""
    return dict(
        page.evaluate(
            """async () => {
              const found = {};
              for (const item of await navigator.clipboard.read())
                for (const kind of item.types) found[kind] = await (await item.getType(kind)).text();
              return found;
            }"""
        )
    )


def test_a_whole_conversation_by_pointer(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, log):
        page.locator(".desk-starter").first.click()
        wait_for_turn(page, 1)
        ask(page, SETTLEMENT)
        expect(page.locator("main [role=status]")).to_have_text(
            re.compile(r"Answer ready, \d+ citations?, all word for word")
        )
        expect(page.locator(".desk-turn").last.locator(".desk-status")).to_contain_text("word for word, from")
        open_mark(page)
        expect(page.locator(".desk-turn").last).to_contain_text("five-year local government finance")
        assert (page.locator(".desk-now").first.text_content() or "?") in quoted(page)
        expect(page.locator(".desk-now").first).to_be_in_viewport()
        expect(page.locator(".desk-rows")).to_contain_text("Publisher")
        page.get_by_role("button", name="Close").click()
        expect(page.locator(".desk-drawer")).to_be_hidden()
        assert focused(page).startswith("Citation 1:")
        ask(page, OFF_TOPIC)
        turn = page.locator(".desk-turn").last
        expect(turn.locator(".desk-status")).to_contain_text("The collection does not answer this. Searched")
        assert troubles(page, log) == []


def test_a_whole_conversation_by_keyboard(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, log):
        ask(page, SETTLEMENT)
        mark = page.locator(".desk-turn").last.get_by_role("button", name="Citation 1:")
        mark.focus()
        page.keyboard.press("Enter")
        page.locator(".desk-now").first.wait_for()
        assert focused(page) == page.locator(".desk-drawer .desk-title").first.text_content()
        page.keyboard.press("Escape")
        expect(page.locator(".desk-drawer")).to_be_hidden()
        assert focused(page).startswith("Citation 1:")
        assert troubles(page, log) == []


def test_the_drawer_goes_to_the_next_citation_and_back(browser: Browser, echo_port: int, port: int) -> None:
    with opened(browser, port) as (page, _):
        ask(page, "What did Solace and the directors of children's services say about the director role?")
        open_mark(page)
        count = int((page.locator(".desk-drawer-head span").first.text_content() or "0").rpartition(" ")[2])
        assert count > 1
        first = page.locator(".desk-now").first.text_content()
        page.get_by_role("button", name="Next").press("Enter")
        expect(page.locator(".desk-drawer-head")).to_contain_text(f"Citation 2 of {count}")
        assert page.locator(".desk-now").first.text_content() != first
        assert focused(page) == (
            "Next" if count > 2 else page.locator(".desk-drawer .desk-title").first.text_content()
        )
        page.get_by_role("button", name="Previous").click()
        expect(page.locator(".desk-drawer-head")).to_contain_text(f"Citation 1 of {count}")
        page.get_by_role("button", name="Next").click()
        expect(page.locator(".desk-drawer-head")).to_contain_text("Citation 2")
        page.keyboard.press("Escape")
        assert focused(page).startswith("Citation 2:")


def test_an_answer_is_copied_formatted_and_plain(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        ask(page, SETTLEMENT)
        page.get_by_role("button", name="Copy with references").click()
        expect(page.locator("main [role=status]")).to_have_text("Copied, formatted and plain")
        copied = clipboard(page)
        assert "five-year local government finance settlements" in copied["text/plain"]
        assert "\n\nReferences\n[1] " in copied["text/plain"]
        assert "<blockquote>" in copied["text/html"]
        assert "<ol><li>" in copied["text/html"]


def test_a_closest_passage_is_copied_with_its_reference(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        ask(page, OFF_TOPIC)
        page.get_by_role("button", name="Show the closest passages").click()
        words = page.locator(".desk-near").nth(1).text_content() or "?"
        page.get_by_role("button", name="Copy with reference: closest passage 2").press("Enter")
        expect(page.locator("main [role=status]")).to_have_text("Copied, formatted and plain")
        copied = clipboard(page)
        assert words.strip('“”"') in copied["text/plain"].partition("References")[0]
        assert "\n\nReferences\n[1] " in copied["text/plain"]
        assert copied["text/html"].count("<li>") == 1


def test_a_browser_without_the_clipboard_api_copies_too(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        page.evaluate("void (navigator.clipboard.write = () => Promise.reject())")
        ask(page, SETTLEMENT)
        open_mark(page)
        page.get_by_role("button", name="Copy this reference").click()
        expect(page.locator("main [role=status]")).to_have_text("Copied, formatted and plain")
        copied = clipboard(page)
        assert copied["text/plain"].startswith("“")
        assert copied["text/html"].find("<p>“") >= 0


def test_furniture_is_counted_and_shown_on_request(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        ask(page, SETTLEMENT)
        open_mark(page)
        line = page.locator(".desk-furniture-line")
        expect(line).to_contain_text(re.compile(r"Page furniture, not searched: \d+ characters"))
        hidden = page.locator(".desk-furniture").first
        expect(hidden).to_be_hidden()
        line.get_by_role("button").click()
        expect(hidden).to_be_visible()


def test_a_pointer_that_rests_on_a_mark_shows_the_words(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        ask(page, SETTLEMENT)
        page.locator(".desk-mark").first.hover()
        expect(page.get_by_role("tooltip")).to_contain_text(quoted(page).strip("“")[:40])
        page.mouse.move(5, 5)
        expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_narrow_page_is_covered_by_the_drawer_and_keeps_the_keyboard_in_it(
    browser: Browser, port: int
) -> None:
    with opened(browser, port, NARROW) as (page, log):
        ask(page, SETTLEMENT)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
        open_mark(page)
        box = page.locator(".desk-drawer").bounding_box()
        assert box == {"x": 0, "y": 0, "width": NARROW[0], "height": NARROW[1]}
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('.desk-drawer')"
            )
        page.keyboard.press("Escape")
        expect(page.locator(".desk-drawer")).to_be_hidden()
        assert focused(page).startswith("Citation 1:")
        assert troubles(page, log) == []


def test_the_beginning_of_a_new_answer_is_in_view(browser: Browser, port: int) -> None:
    with opened(browser, port, NARROW) as (page, _):
        for _ in range(2):
            ask(page, SETTLEMENT)
            expect(page.locator(".desk-turn").last.locator(".desk-question")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    "question",
    [
        "   ",
        "\u0007\u0000\u001b",
        "x" * 100_000,
        "Wie lange sollten die Finanzvereinbarungen der Grafschaften gelten?",
    ],
    ids=["blank", "control characters", "very long", "another language"],
)
def test_a_bad_question_gets_a_clear_sentence(browser: Browser, port: int, question: str) -> None:
    with opened(browser, port) as (page, log):
        box = page.get_by_label("Ask about the collection")
        box.fill(question)
        box.press("Enter")
        page.wait_for_timeout(300)
        if page.locator(".desk-turn").count():
            wait_for_turn(page, 1)
            assert (
                len(page.locator(".desk-turn .desk-status, .desk-turn .desk-problem").first.inner_text())
                < 400
            )
        ask(page, SETTLEMENT)
        expect(page.locator(".desk-turn").last.locator(".desk-status")).to_contain_text("Answered")
        assert troubles(page, log) == []


def test_a_question_typed_while_another_is_answered_is_not_lost(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        starter = page.locator(".desk-starter").first
        starter.evaluate("(node) => { node.click(); node.click(); }")
        wait_for_turn(page, 1)
        page.wait_for_timeout(500)
        assert page.locator(".desk-turn").count() == 1


def test_between_wide_and_narrow_a_click_beside_the_drawer_closes_it(browser: Browser, port: int) -> None:
    with opened(browser, port, (1000, 800)) as (page, _):
        ask(page, SETTLEMENT)
        open_mark(page)
        page.mouse.click(100, 400)
        expect(page.locator(".desk-drawer")).to_be_hidden()


def test_payloads_in_every_text_of_an_answer_are_only_text(browser: Browser, echo_port: int) -> None:
    with opened(browser, echo_port) as (page, log):
        for number, payload in enumerate(PAYLOADS, 1):
            ask(page, payload)
            page.locator(".desk-turn").last.locator(".desk-mark").first.click()
            expect(page.locator(".desk-drawer-head")).to_contain_text("Citation 1 of 1")
            shown = page.locator(".desk-turn").last.locator(".desk-quote").first.text_content() or ""
            assert visible(payload) in visible(shown), number
            if number % 8 == 0:
                page.locator(".desk-turn").last.get_by_role("button", name="Show what was searched").click()
                assert troubles(page, log) == []
        for link in page.locator(".desk-drawer a").all():
            assert re.match(r"https?://", link.get_attribute("href") or "")
        assert troubles(page, log) == []


def visible(text: str) -> str:
    """The text without what a text area and a page turn into other white space."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


def test_payloads_in_articles_and_their_file_names_are_only_text(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, log):
        for index in PLANTED:
            ask(page, f"What does motion {index} of the Tarnmoor committee read? {PAYLOADS[index]}")
            marks = page.locator(".desk-turn").last.locator(".desk-mark, .desk-closest button")
            if marks.count():
                marks.first.evaluate("(node) => node.click()")
                page.locator(".desk-drawer.is-open .desk-text").wait_for()
        assert troubles(page, log) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_the_page_is_photographed(browser: Browser, port: int, size: tuple[int, int], scheme: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    with opened(browser, port, size, scheme) as (page, _):
        shoot(page, f"{size[0]}-{scheme}-1-empty")
        ask(page, SETTLEMENT)
        shoot(page, f"{size[0]}-{scheme}-2-answer")
        open_mark(page)
        shoot(page, f"{size[0]}-{scheme}-3-evidence")
        page.keyboard.press("Escape")
        ask(page, OFF_TOPIC)
        page.get_by_role("button", name="Show the closest passages").last.click()
        shoot(page, f"{size[0]}-{scheme}-4-no-answer")


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(350)
    page.screenshot(path=SHOTS / f"{name}.png")
