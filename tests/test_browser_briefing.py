"""From question to briefing in a real browser: ask, keep, collect, order, write, export, reopen, check again."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from browser import (
    BRIEFING,
    NARROW,
    PAYLOADS,
    ROOT,
    SETTLEMENT,
    WIDE,
    ask,
    command,
    free_port,
    go_to_ask,
    go_to_briefing,
    open_briefing,
    opened,
    running,
    serving,
    take,
    troubles,
    write_heading,
)
from docx import Document
from playwright.sync_api import Browser, FilePayload, Page, expect

pytestmark = pytest.mark.browser
SHOTS = ROOT / "tests" / "shots"
DIRECTOR = "What did Solace and the directors of children's services say about the director role?"
QUOTE = "five-year local government finance settlements"


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a desk on the corpus."""
    with serving(ROOT / "corpus", tmp_path_factory.mktemp("desk")) as port:
        yield port


@pytest.fixture(scope="session")
def echo_port() -> Iterator[int]:
    """The port of a desk whose answers hold the question in every place where an answer holds a text."""
    port = free_port()
    with running(["tests/made_desk.py", str(port)]):
        yield port


class Place:
    """A desk on a copy of the corpus that can be stopped, fed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.corpus, self._stack = folder, folder / "corpus", ExitStack()
        self.corpus.mkdir(parents=True)
        for source in (ROOT / "corpus").iterdir():
            (self.corpus / source.name).write_bytes(source.read_bytes())

    def start(self) -> int:
        return self._stack.enter_context(serving(self.corpus, self.folder))

    def stop(self) -> None:
        self._stack.close()

    def ingest(self) -> None:
        """Bring the corpus in again, beside the running desk."""
        subprocess.run(
            [sys.executable, *command(self.folder, "ingest", str(self.corpus))], cwd=ROOT, check=True
        )

    def edit(self, before: str, after: str) -> None:
        """Change words in the article that holds them."""
        path = next(one for one in self.corpus.iterdir() if before in one.read_text(errors="replace"))
        path.write_bytes(path.read_bytes().replace(before.encode(), after.encode()))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "desk")
    yield made
    made.stop()


def begin_briefing(page: Page) -> None:
    """Ask, put the whole answer into a new briefing, and open that."""
    ask(page, SETTLEMENT)
    take(page, "Add to briefing", "A new briefing")
    open_briefing(page)


def parts(page: Page) -> list[str]:
    """The parts of the briefing by name, in their order."""
    return [words.strip() for words in page.locator(".desk-order-go").all_text_contents()]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


def test_the_whole_way_from_a_question_to_a_word_file_and_back_after_a_restart(
    browser: Browser, place: Place
) -> None:
    port = place.start()
    with opened(browser, port) as (page, log):
        begin_briefing(page)
        page.get_by_label("Title of the briefing").fill("County asks")
        page.get_by_label("Marking").fill("Official")
        write_heading(page, "Money")
        page.get_by_role("button", name="Move up: Money").press("Enter")
        expect(page.locator(".desk-order-go").first).to_have_text("Money")
        assert focused(page) == "Move down: Money"
        go_to_ask(page)
        ask(page, DIRECTOR)
        take(page, "Add this sentence to a briefing", "County asks")
        go_to_briefing(page)
        page.get_by_role("button", name="Add own text at the end").click()
        page.get_by_label("New own text").fill("Both were said in 2014.\nNothing newer is known.")
        page.get_by_label("Title of the briefing").focus()
        expect(page.get_by_label("Own text", exact=True)).to_have_value(re.compile("^Both were said"))
        with page.expect_download() as download:
            page.get_by_role("button", name="Word, with footnotes").click()
        assert download.value.suggested_filename == "County-asks.docx"
        check_word(Path(download.value.path()))
        assert troubles(page, log, BRIEFING) == []
        address, before = page.url, parts(page)
    place.stop()
    with opened(browser, place.start(), at=f"{BRIEFING}?{address.partition('?')[2]}") as (page, log):
        assert parts(page) == before
        expect(page.get_by_label("Title of the briefing")).to_have_value("County asks")
        expect(page.get_by_label("Marking")).to_have_value("Official")
        go_to_ask(page)
        page.locator(".desk-entry-open").filter(has_text="How long did the counties").click()
        expect(page.locator(".desk-turn")).to_have_count(2)
        expect(page.locator(".desk-turn").first).to_contain_text(QUOTE)
        assert troubles(page, log) == []


def check_word(path: Path) -> None:
    """The file opens in another program's hands, the words in order, a real footnote for each citation."""
    document = Document(str(path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    places = [text.index(words) for words in ("County asks", "Money", QUOTE, "Both were said in 2014.")]
    assert places == sorted(places)
    notes = next(part for part in document.part.package.iter_parts() if "footnotes" in part.partname)
    assert QUOTE in notes.blob.decode()
    assert document.element.body.xml.count("w:footnoteReference ") == 2
    header = "".join(one.text for section in document.sections for one in section.header.paragraphs)
    assert "official" in header.casefold()


def test_an_article_that_changed_is_told_of_and_shown_then_and_now(browser: Browser, place: Place) -> None:
    port = place.start()
    with opened(browser, port) as (page, log):
        begin_briefing(page)
        expect(page.get_by_text("1 citation, same.", exact=True)).to_be_visible()
        place.edit("calls for five-year local", "calls for ten-year local")
        place.ingest()
        page.get_by_role("button", name="Check again").click()
        expect(page.get_by_text("1 citation, changed.", exact=True)).to_be_visible(timeout=20_000)
        expect(page.locator(".desk-warn").first).to_have_text("changed since; these words are in version 1")
        page.get_by_role("button", name="Note 1:").click()
        drawer = page.locator(".desk-drawer.is-open")
        expect(drawer.locator("del")).to_have_text("Taken out: five")
        expect(drawer.locator("ins")).to_have_text("Added: ten")
        expect(drawer.locator(".desk-now").first).to_contain_text("calls for five-year local")
        page.keyboard.press("Escape")
        assert focused(page).startswith("Note 1:")
        page.get_by_role("button", name="Compare with an answer of today").click()
        compare = page.get_by_role("region", name="The answer then and now")
        expect(compare).to_contain_text("1 altered")
        page.get_by_role("button", name="Put the new answer in its place").click()
        expect(page.get_by_text("1 citation, same.", exact=True)).to_be_visible()
        expect(page.locator(".desk-paper blockquote")).to_contain_text("ten-year local government")
        assert troubles(page, log, BRIEFING) == []


def test_a_chosen_sentence_is_compared_with_the_answer_that_it_was_chosen_from(
    browser: Browser, place: Place
) -> None:
    with opened(browser, place.start()) as (page, log):
        ask(page, DIRECTOR)
        take(page, "Add this sentence to a briefing", "A new briefing")
        open_briefing(page)
        page.get_by_role("button", name="Compare with an answer of today").click()
        compare = page.get_by_role("region", name="The answer then and now")
        expect(compare).to_have_text("Asked again today, the question gets the chosen sentence as before.")
        page.get_by_role("button", name="Close the comparison").click()
        expect(compare).to_have_count(0)
        go_to_ask(page)
        page.locator("[data-name=delete]").press("Enter")
        page.get_by_role("button", name="Delete it").press("Enter")
        expect(page.locator(".desk-turn")).to_have_count(0)
        go_to_briefing(page)
        page.get_by_role("button", name="Compare with an answer of today").click()
        expect(compare).to_contain_text("Of the answer of then, only the chosen sentences are kept.")
        expect(compare).to_contain_text("Said now")
        expect(compare).to_contain_text("not known")
        SHOTS.mkdir(exist_ok=True)
        compare.scroll_into_view_if_needed()
        shoot(page, "1280-light-13-chosen")
        assert troubles(page, log, BRIEFING) == []


def test_a_reload_shows_the_conversation_again_exactly_as_it_was(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, log):
        ask(page, SETTLEMENT)
        ask(page, DIRECTOR)
        before = page.locator(".desk-turns").inner_text()
        page.reload()
        expect(page.locator(".desk-turn")).to_have_count(2, timeout=20_000)
        assert page.locator(".desk-turns").inner_text() == before
        assert troubles(page, log) == []


def test_a_kept_answer_says_after_a_re_ingest_how_it_stands_and_what_is_answered_today(
    browser: Browser, place: Place
) -> None:
    port = place.start()
    with opened(browser, port) as (page, log):
        ask(page, SETTLEMENT)
        place.edit("calls for five-year local", "calls for ten-year local")
        place.ingest()
        page.reload()
        again = page.locator(".desk-again")
        expect(again).to_contain_text(
            "The collection has changed since this was answered. 1 citation, changed."
        )
        expect(page.locator(".desk-quote").first).to_contain_text(QUOTE)
        page.get_by_role("button", name="Citation 1:").click()
        expect(page.locator(".desk-drawer.is-open ins")).to_have_text("Added: ten")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Compare with an answer of today").press("Enter")
        compare = page.get_by_role("region", name="The answer then and now")
        expect(compare).to_contain_text("1 altered")
        expect(again).to_contain_text("New or changed since, on the same question")
        SHOTS.mkdir(exist_ok=True)
        compare.scroll_into_view_if_needed()
        shoot(page, "1280-light-12-again")
        page.get_by_role("button", name="Close the comparison").press("Enter")
        expect(compare).to_have_count(0)
        assert troubles(page, log) == []


def test_conversations_are_searched_renamed_and_deleted_by_keyboard(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, log):
        ask(page, "What do chief executives say about the director of children's services?")
        page.locator("[data-name=rename]").focus()
        page.keyboard.press("Enter")
        page.keyboard.type("Chief executives")
        page.keyboard.press("Enter")
        entry = page.locator(".desk-entry.is-open")
        expect(entry.locator(".desk-entry-open")).to_have_text("Chief executives")
        assert page.evaluate("document.activeElement.dataset.name") == "rename"
        page.get_by_label("Find a conversation").fill("chief executives")
        expect(
            page.locator("p.desk-quiet").filter(has_text=re.compile(r"^\d+ conversations? found"))
        ).to_be_visible()
        entry.get_by_role("button", name="Delete").press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "Keep it"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".desk-entry.is-open")).to_have_count(0)
        expect(page.locator(".desk-starter").first).to_be_visible()
        assert troubles(page, log) == []


def test_the_whole_conversation_is_copied_with_every_answer_that_came_since(
    browser: Browser, port: int
) -> None:
    with opened(browser, port) as (page, log):
        ask(page, SETTLEMENT)
        page.locator(".desk-entry.is-open").wait_for()
        ask(page, DIRECTOR)
        page.get_by_role("button", name="Copy all of this conversation").press("Enter")
        expect(page.get_by_role("status").filter(has_text="Copied, formatted and plain")).to_have_count(1)
        copied = page.evaluate("navigator.clipboard.readText()")
        places = [copied.index(words) for words in (SETTLEMENT, QUOTE, DIRECTOR, "References\n[1] ")]
        assert places == sorted(places)
        assert copied.count("References") == 1
        assert troubles(page, log) == []


def test_a_conversation_that_was_deleted_on_another_page_is_not_exported_empty(
    browser: Browser, port: int
) -> None:
    with opened(browser, port) as (page, log):
        ask(page, SETTLEMENT)
        page.get_by_role("button", name="Export").click()
        page.get_by_role("button", name="Markdown").wait_for()
        with opened(browser, port, at=f"/?{page.url.partition('?')[2]}") as (other, _):
            other.locator("[data-name=delete]").press("Enter")
            other.get_by_role("button", name="Delete it").press("Enter")
            expect(other.locator(".desk-turn")).to_have_count(0)
        with page.expect_download() as download:
            page.get_by_role("button", name="Markdown").click()
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert text.startswith("# This conversation could not be exported\n")
        assert "It was deleted meanwhile." in text
        page.keyboard.press("Escape")
        page.locator(".desk-mark").first.click()
        expect(page.get_by_text("This conversation was deleted on another page.")).to_be_visible()
        expect(page.get_by_role("button", name="Export")).to_have_count(0)
        SHOTS.mkdir(exist_ok=True)
        shoot(page, "1280-light-14-deleted")
        page.keyboard.press("Escape")
        ask(page, DIRECTOR)
        expect(page.get_by_role("button", name="Export")).to_be_visible()
        assert troubles(page, log) == []


def test_back_leads_to_the_conversation_before(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        ask(page, SETTLEMENT)
        page.get_by_role("button", name="New conversation").click()
        page.locator(".desk-starter").first.wait_for()
        ask(page, DIRECTOR)
        page.go_back()
        expect(page.locator(".desk-starter").first).to_be_visible()
        page.go_back()
        expect(page.locator(".desk-question").first).to_contain_text(SETTLEMENT)


def test_what_was_added_is_taken_out_again_and_a_passage_goes_in_from_the_drawer(
    browser: Browser, port: int
) -> None:
    with opened(browser, port) as (page, log):
        ask(page, SETTLEMENT)
        take(page, "Add to briefing", "A new briefing")
        page.get_by_role("button", name="Take it out again").click()
        expect(page.locator(".desk-notice")).to_contain_text("again.")
        page.locator(".desk-turn").last.get_by_role("button", name="Citation 1:").click()
        page.locator(".desk-drawer.is-open").get_by_role("button", name="Add to briefing").click()
        page.keyboard.press("Escape")
        expect(page.locator(".desk-menu")).to_be_hidden()
        expect(page.locator(".desk-drawer.is-open")).to_be_visible()
        page.locator(".desk-drawer.is-open").get_by_role("button", name="Add to briefing").click()
        page.get_by_role("button", name="A new briefing").press("Enter")
        expect(page.locator(".desk-notice")).to_contain_text("Added the words cited to the new briefing")
        assert troubles(page, log) == []


def test_a_part_that_is_taken_out_is_put_back_where_it_was(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, log):
        begin_briefing(page)
        write_heading(page, "First", "before part 1 of 1")
        page.get_by_role("button", name="Take out: First").press("Enter")
        expect(page.locator(".desk-order-go")).to_have_count(1)
        expect(page.locator(".desk-notice")).to_contain_text("Taken out: First.")
        page.get_by_role("button", name="Put it back").click()
        expect(page.locator(".desk-order-go").first).to_have_text("First")
        assert troubles(page, log, BRIEFING) == []


def test_what_was_typed_last_is_kept_where_the_page_is_left_at_once(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        begin_briefing(page)
        page.get_by_label("Marking").fill("Secret")
        page.get_by_label("Title of the briefing").fill("Left at once")
        go_to_ask(page)
        go_to_briefing(page)
        expect(page.get_by_label("Title of the briefing")).to_have_value("Left at once")
        expect(page.get_by_label("Marking")).to_have_value("Secret")


def test_the_whole_briefing_is_copied_formatted_and_plain(browser: Browser, port: int) -> None:
    with opened(browser, port) as (page, _):
        begin_briefing(page)
        page.get_by_role("button", name="Copy all with references").click()
        expect(page.get_by_role("status").filter(has_text="Copied, formatted and plain")).to_have_count(1)
        assert QUOTE in page.evaluate("navigator.clipboard.readText()")


def test_a_house_template_is_taken_and_a_file_that_is_none_is_refused(browser: Browser, port: int) -> None:
    house = io.BytesIO()
    Document().save(house)
    with opened(browser, port) as (page, log):
        begin_briefing(page)
        page.get_by_text("House template for Word").click()
        page.locator("input[type=file]").set_input_files([word_file("none.docx", b"no Word file")])
        expect(page.get_by_text(re.compile("^none.docx: "))).to_be_visible()
        page.locator("input[type=file]").set_input_files([word_file("house.docx", house.getvalue())])
        expect(page.get_by_text("In use: house.docx")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Word, with footnotes").click()
        assert "List Bullet" in [style.name for style in Document(str(download.value.path())).styles]
        assert troubles(page, log, BRIEFING) == []


def word_file(name: str, raw: bytes) -> FilePayload:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": name, "mimeType": kind, "buffer": raw}


def test_a_narrow_page_has_the_document_and_its_order_under_it(browser: Browser, port: int) -> None:
    with opened(browser, port, NARROW) as (page, log):
        begin_briefing(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
        page.get_by_role("button", name="Note 1:").click()
        page.locator(".desk-drawer.is-open .desk-now").first.wait_for()
        box = page.locator(".desk-drawer.is-open").bounding_box()
        assert box == {"x": 0, "y": 0, "width": NARROW[0], "height": NARROW[1]}
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=re.compile("^Take out:"))).to_be_visible()
        assert troubles(page, log, BRIEFING) == []


def test_payloads_in_everything_of_a_briefing_are_only_text(browser: Browser, echo_port: int) -> None:
    with opened(browser, echo_port) as (page, log):
        for number, payload in enumerate(PAYLOADS[::3]):
            ask(page, payload)
            page.locator(".desk-turn").last.get_by_role("button", name="Add to briefing").first.click()
            choices = page.locator(".desk-menu .desk-choice")
            (choices.first if number else choices.last).click()
            expect(page.locator(".desk-notice")).to_contain_text("Added the answer")
        assert troubles(page, log) == []
        open_briefing(page)
        for payload in PAYLOADS[1::8]:
            page.get_by_label("Title of the briefing").fill(payload)
            page.get_by_label("Marking").fill(payload)
        write_heading(page, PAYLOADS[2])
        page.get_by_role("button", name="Add own text at the end").click()
        page.get_by_label("New own text").fill("\n".join(PAYLOADS))
        page.get_by_label("Marking").focus()
        expect(page.get_by_label("Own text", exact=True)).to_have_count(1)
        page.locator(".desk-note-mark").first.click()
        page.locator(".desk-drawer.is-open").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Compare with an answer of today").first.click()
        page.get_by_role("button", name="Close the comparison").first.wait_for()
        assert troubles(page, log, BRIEFING) == []
        with page.expect_download() as download:
            page.get_by_role("button", name="Word, with footnotes").click()
        Document(io.BytesIO(Path(download.value.path()).read_bytes()))


@pytest.mark.parametrize("query", ["talk=nothing", "talk='--", "talk=" + "x" * 3000, "talk=%00%ff<script>"])
def test_an_address_that_names_nothing_begins_empty(browser: Browser, port: int, query: str) -> None:
    with opened(browser, port, at=f"/?{query}") as (page, log):
        page.locator(".desk-starter").first.wait_for()
        assert page.locator(".desk-turn").count() == 0
        expect(page.get_by_text("This conversation is not kept any more.").first).to_be_visible()
        assert troubles(page, log) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_the_briefing_is_photographed(
    browser: Browser, place: Place, size: tuple[int, int], scheme: str
) -> None:
    SHOTS.mkdir(exist_ok=True)
    name = f"{size[0]}-{scheme}"
    with opened(browser, place.start(), size, scheme) as (page, _):
        ask(page, SETTLEMENT)
        ask(page, "What did Solace say about the director role?")
        take(page, "Add to briefing", "A new briefing")
        shoot(page, f"{name}-8-kept")
        open_briefing(page)
        page.get_by_label("Title of the briefing").fill("DCS role: who said what")
        page.get_by_label("Marking").fill("Official")
        write_heading(page, "The director role", "before part 1 of 1")
        place.edit("only gain the flexibility", "only gain the freedom")
        place.ingest()
        page.reload()
        page.locator(".desk-paper .desk-warn").first.wait_for(timeout=20_000)
        shoot(page, f"{name}-9-briefing")
        changed = page.locator(".desk-paper .desk-quote", has_text="only gain the flexibility")
        changed.locator(".desk-note-mark").first.click()
        page.locator(".desk-drawer.is-open ins").first.wait_for()
        shoot(page, f"{name}-10-then-and-now")
        page.keyboard.press("Escape")
        page.locator(".desk-order-list").scroll_into_view_if_needed()
        shoot(page, f"{name}-11-order")


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(350)
    page.screenshot(path=SHOTS / f"{name}.png")
