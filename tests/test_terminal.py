"""What the command line shows is plain text that gives no orders to a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ui.terminal import (
    articles_to_text,
    printable,
    receipt_to_json,
    receipt_to_text,
    show_progress,
    version_to_text,
)
from values import Description, FileResult, Part, Receipt, Span, Version

RECEIPT = Receipt(
    generation=3,
    files=(
        FileResult("new.txt", "added", article="new", version=1, passages=1, embedded=4),
        FileResult("same.txt", "unchanged", article="same", version=1, passages=3),
        FileResult("twin.txt", "copy", article="new", version=1, of="new"),
        FileResult(
            "mad.txt", "added", article="mad", version=1, flags=("hidden_text",), passages=12, embedded=40
        ),
        FileResult("gone.bin", "refused", reason="is empty. Leave it out."),
    ),
    counts={"articles": 3, "passages": 16, "sentences": 1_234, "added": 2},
    note="One article was kept out.",
)


@given(st.text())
def test_no_control_character_is_left_but_line_feed_and_tab(text: str) -> None:
    kinds = {unicodedata.category(sign) for sign in printable(text) if sign not in "\n\t"}
    assert "Cc" not in kinds
    assert not set(printable(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert printable(text) == text


def test_a_receipt_lists_what_changed_counts_everything_and_says_what_the_library_holds() -> None:
    assert receipt_to_text(RECEIPT).splitlines() == [
        "added      new.txt: 1 passage",
        "copy       twin.txt: of new",
        "added      mad.txt: 12 passages, hidden text",
        "refused    gone.bin: is empty. Leave it out.",
        "5 files: 2 added, 1 unchanged, 1 copy, 1 refused.",
        "The library now holds 3 articles, 16 passages, 1,234 sentences.",
        "One article was kept out.",
    ]


def test_a_receipt_without_files_says_so() -> None:
    assert receipt_to_text(Receipt(0, (), {})) == "No files."


def test_a_receipt_in_json_has_the_form_of_the_contract() -> None:
    row = receipt_to_json(RECEIPT)
    assert set(row) == {"generation", "files", "counts", "note", "withheld"}
    assert row["files"][3] == {  # type: ignore[index]
        "name": "mad.txt", "action": "added", "article": "mad", "version": 1, "of": "", "reason": "",
        "flags": ("hidden_text",), "passages": 12, "embedded": 40,
    }  # fmt: skip


def test_an_article_is_shown_with_how_each_thing_is_known() -> None:
    text = "Councils ask for more\n\nBy Ann Example\n\nThey asked."
    description = Description(
        title=Part("Councils ask for more", known="stated"),
        author=Part("Ann Example", known="inferred", clue=(23, 37)),
        published=Part("2014-05", "2014-06", known="given", because="the reply is dated July"),
    )
    spans = (Span(0, 21, "title"), Span(23, 37, "byline"), Span(39, 50, "body"))
    version = Version("a", 2, "a.txt", text, spans, description, "", "text 1", "2026-11-21T20:00:00+00:00")
    shown = version_to_text(version).splitlines()
    assert shown[0] == "a, version 2, from a.txt, added 2026-11-21T20:00:00+00:00"
    assert "title      Councils ask for more (stated)" in shown
    assert "author     Ann Example (inferred from “By Ann Example”)" in shown
    assert "published  May to June 2014 (given: the reply is dated July)" in shown
    assert "publisher  unknown" in shown
    assert shown[-1] == "text       50 characters, 11 of them article"


def test_an_empty_collection_says_how_to_fill_it() -> None:
    assert "desk ingest" in articles_to_text(())


def test_where_there_is_no_terminal_no_progress_is_shown() -> None:
    with show_progress() as progress:
        assert progress is None
