"""A model's answer in a real browser: as it grows, stopped, beside other clicks; what fails is said, nothing runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import NARROW, ROOT, WIDE, go_to_library, opened, serving, troubles, wait_for_turn
from model_server import ModelServer
from model_server import serving as model_serving
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.server]
SHOTS = ROOT / "tests" / "shots"
QUESTION = "How long did the counties want funding settlements to last?"
FIRST = (
    "The report calls for five-year local government finance settlements, so that authorities can plan ahead."
)
REPLY = f"""{FIRST} [{{five-year local government}}]
Counties contribute 60% of the UK's GVA. [{{40% of the UK}}]
David Hodge said that counties are committed to deliver the skills agenda. [{{deliver the skills agenda}}]
CCN represents 37 county councils and unitary authorities. [{{network of 37 county councils}}]
"""
PAYLOAD = """<script>window.ran = 1</script> The report calls for five-year settlements \
<img src="https://evil.example/p.png" onerror="window.ran = 1">. [{five-year local government}]
![Chart](https://evil.example/chart.png) Read [the report](https://evil.example/report) for the settlements. \
[{five-year local government}]
<iframe src="https://evil.example"></iframe> <a href="javascript:window.ran=1">Counties</a> want \
five-year settlements. [{five-year local government}]
"""


@dataclass(frozen=True)
class Place:
    """A desk with a model, and the server of the model."""

    port: int
    model: ModelServer


@contextmanager
def desk_with_model(folder: Path, settings: str = "") -> Iterator[Place]:
    with model_serving("slow", REPLY) as model:
        llm = f'[llm]\nprovider = "openai-like"\nmodel = "made"\naddress = "{model.address}"\n{settings}'
        with serving(ROOT / "corpus", folder, llm) as port:
            yield Place(port, model)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with desk_with_model(tmp_path_factory.mktemp("model")) as made:
        yield made


@pytest.fixture(autouse=True)
def as_before(place: Place) -> None:
    place.model.kind, place.model.reply, place.model.pause = "slow", REPLY, 0.1


def begin(page: Page, question: str = QUESTION) -> None:
    """Ask, and do not wait."""
    box = page.get_by_label("Ask about the collection")
    box.fill(question)
    box.press("Enter")


def sentences(page: Page) -> list[str]:
    return page.locator(".desk-turn").last.locator(".desk-block .desk-quote").all_inner_texts()


def test_sentences_appear_as_they_are_checked(browser: Browser, place: Place) -> None:
    with opened(browser, place.port) as (page, log):
        begin(page)
        turn = page.locator(".desk-turn").last
        expect(turn.locator(".desk-quote").first).to_contain_text(FIRST)
        expect(turn.locator(".desk-growing")).to_contain_text(
            re.compile(r"\d sentences?: .*1? supported.* so far")
        )
        expect(turn.get_by_role("button", name="Stop")).to_be_visible()
        expect(turn.get_by_text("Copy with references")).to_have_count(0)
        expect(turn.locator(".desk-counts")).to_have_text(
            "4 sentences: 3 supported, 1 marked as wrong.", timeout=20_000
        )
        expect(page.locator("main [role=status]")).to_contain_text("Answer ready, 4 sentences: 3 supported")
        expect(turn.get_by_role("button", name="Stop")).to_have_count(0)
        assert troubles(page, log) == []


def test_an_answer_can_be_stopped_and_keeps_what_was_checked(browser: Browser, place: Place) -> None:
    place.model.pause = 0.3
    with opened(browser, place.port) as (page, log):
        begin(page)
        turn = page.locator(".desk-turn").last
        expect(turn.locator(".desk-quote").first).to_be_visible()
        turn.get_by_role("button", name="Stop").click()
        wait_for_turn(page, 1)
        expect(turn.locator(".desk-note")).to_contain_text("The answer was stopped before its end.")
        assert 1 <= len(sentences(page)) < 4
        assert sentences(page)[0].startswith(FIRST)
        expect(turn.get_by_text("Copy with references")).to_be_visible()
        expect(page.get_by_label("Ask about the collection")).to_be_enabled()
        assert troubles(page, log) == []


def test_a_model_that_says_nothing_can_be_stopped(browser: Browser, place: Place) -> None:
    place.model.kind = "silent"
    with opened(browser, place.port) as (page, log):
        begin(page)
        page.get_by_role("button", name="Stop").click()
        wait_for_turn(page, 1)
        turn = page.locator(".desk-turn").last
        expect(turn.locator(".desk-note")).to_contain_text("stopped before it had completed a sentence")
        expect(turn.locator(".desk-status")).to_contain_text("word for word")
        assert troubles(page, log) == []


def test_the_drawer_opens_while_the_answer_grows(browser: Browser, place: Place) -> None:
    with opened(browser, place.port) as (page, log):
        begin(page)
        turn = page.locator(".desk-turn").last
        turn.get_by_role("button", name="Citation 1:").click()
        expect(page.locator(".desk-drawer.is-open .desk-now").first).to_contain_text(
            "five-year local government"
        )
        expect(turn.locator(".desk-growing")).to_be_visible()
        expect(turn.locator(".desk-counts")).to_have_text(
            "4 sentences: 3 supported, 1 marked as wrong.", timeout=20_000
        )
        expect(page.locator(".desk-drawer.is-open")).to_be_visible()
        page.keyboard.press("Escape")
        focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert focused.startswith("Citation 1:")
        assert troubles(page, log) == []


def test_an_answer_goes_on_while_another_page_is_read(browser: Browser, place: Place) -> None:
    with opened(browser, place.port) as (page, log):
        begin(page)
        expect(page.locator(".desk-quote").first).to_contain_text(FIRST)
        go_to_library(page)
        page.wait_for_timeout(1500)
        page.get_by_role("link", name="Ask").click()
        counts = page.locator(".desk-turn").last.locator(".desk-counts")
        expect(counts).to_have_text("4 sentences: 3 supported, 1 marked as wrong.", timeout=20_000)
        assert len(place.model.bodies) >= 1
        assert page.locator(".desk-turn").count() == 1
        assert troubles(page, log) == []


def test_a_reload_in_the_middle_of_an_answer_does_not_lose_it(browser: Browser, place: Place) -> None:
    question = "How long should settlements last, did the counties say?"
    with opened(browser, place.port) as (page, log):
        begin(page, question)
        expect(page.locator(".desk-quote").first).to_contain_text(FIRST)
        page.reload()
        entry = page.locator(".desk-kept").get_by_text(question)
        for _ in range(20):
            page.wait_for_timeout(1500)
            if entry.count():
                break
            page.reload()
        entry.first.click()
        counts = page.locator(".desk-turn").last.locator(".desk-counts")
        expect(counts).to_have_text("4 sentences: 3 supported, 1 marked as wrong.", timeout=20_000)
        assert troubles(page, log) == []


def test_a_filter_chosen_meanwhile_loses_nothing(browser: Browser, place: Place) -> None:
    with opened(browser, place.port) as (page, log):
        asked = len(place.model.bodies)
        begin(page)
        expect(page.locator(".desk-quote").first).to_contain_text(FIRST)
        page.get_by_label("Publisher").click()
        page.get_by_role("option", name="LocalGov").click()
        counts = page.locator(".desk-turn").last.locator(".desk-counts")
        expect(counts).to_have_text("4 sentences: 3 supported, 1 marked as wrong.", timeout=20_000)
        assert len(place.model.bodies) == asked + 1
        assert troubles(page, log) == []


def test_a_sentence_that_failed_says_so_in_words_and_in_colour(browser: Browser, place: Place) -> None:
    place.model.pause = 0.0
    with opened(browser, place.port) as (page, _):
        begin(page)
        wait_for_turn(page, 1)
        wrong = page.locator(".desk-quote.is-failed")
        expect(wrong).to_have_count(1)
        expect(wrong.locator(".desk-reason")).to_have_text("A figure differs. 60%: the source says 40%.")
        colour = "(node) => getComputedStyle(node).color"
        said, told = wrong.locator(".desk-failed").evaluate(colour), wrong.evaluate(colour)
        assert said != told


def test_what_a_model_writes_is_only_text(browser: Browser, place: Place) -> None:
    place.model.reply, place.model.pause = PAYLOAD, 0.0
    with opened(browser, place.port) as (page, log):
        begin(page)
        wait_for_turn(page, 1)
        page.wait_for_timeout(500)
        turn = page.locator(".desk-turn").last
        assert turn.locator("img, a, iframe, script").count() == 0
        assert troubles(page, log) == []


def test_a_model_that_fails_is_told_in_one_sentence_over_the_answer_without_it(
    browser: Browser, place: Place
) -> None:
    place.model.kind = "500"
    with opened(browser, place.port) as (page, log):
        begin(page)
        wait_for_turn(page, 1)
        turn = page.locator(".desk-turn").last
        expect(turn.locator(".desk-note")).to_contain_text("so this answer was made without a model")
        expect(turn.locator(".desk-status")).to_contain_text("word for word")
        assert troubles(page, log) == []


def test_a_question_that_was_rewritten_is_shown(browser: Browser, place: Place) -> None:
    place.model.pause = 0.0
    with opened(browser, place.port) as (page, _):
        begin(page)
        wait_for_turn(page, 1)
        place.model.reply = "Why did the counties want five-year funding settlements?"
        begin(page, "And why did they want that?")
        wait_for_turn(page, 2)
        expect(page.locator(".desk-turn").last.locator(".desk-searched")).to_contain_text(
            "Searched as: “Why did the counties want five-year"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_the_page_is_photographed(browser: Browser, place: Place, size: tuple[int, int], scheme: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    with opened(browser, place.port, size, scheme) as (page, _):
        begin(page)
        expect(page.locator(".desk-turn").last.locator(".desk-quote").nth(1)).to_be_visible()
        page.screenshot(path=SHOTS / f"{size[0]}-{scheme}-5-growing.png")
        wait_for_turn(page, 1)
        page.wait_for_timeout(350)
        page.screenshot(path=SHOTS / f"{size[0]}-{scheme}-6-model.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
