"""Copied words: they read as plain text, and a word processor keeps their numbers, their list and their links."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import ANSWERED, BUSES, DESCRIPTION, READY, REFUSED, REPORT, cite

from briefing.copied import Copied, copied_answer, copied_passage, copied_reference, copied_talk
from briefing.references import reference
from values import Answer, Claim, Part, Problem, Speaker, Talk

TODAY = date(2026, 11, 21)
TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>")


def chosen(*numbers: int) -> Answer:
    """An answer of which only these sentences were taken."""
    claims = tuple(claim for claim in ANSWERED.claims if claim.citations[0] in numbers)
    return replace(
        ANSWERED, claims=claims, citations=tuple(one for one in ANSWERED.citations if one.number in numbers)
    )


def talk(*turns: Answer | Problem, title: str = "Buses") -> Talk:
    return Talk("1", title, "2026-11-21T09:00:00", "2026-11-21T09:00:00", turns)


def referred(number: int, words: str) -> str:
    return f"[{number}] {reference(cite(number, words), TODAY)}"


def test_a_passage_is_copied_with_its_reference() -> None:
    assert copied_passage(cite(7, REPORT), TODAY)["text"] == (
        f"“{REPORT}” [1]\n\nReferences\n{referred(1, REPORT)}"
    )


def test_a_reference_is_copied_with_its_address_as_a_link() -> None:
    copied = copied_reference(cite(1, REPORT), TODAY)
    assert copied["html"].endswith(
        '<a href="https://example.org/lanmoor">https://example.org/lanmoor</a></p>'
    )
    assert copied["text"] == reference(cite(1, REPORT), TODAY)


def test_an_address_that_no_browser_may_be_sent_to_is_no_link() -> None:
    about = replace(DESCRIPTION, url=Part("javascript:alert(1)", known="stated"))
    assert "javascript" not in copied_reference(cite(1, REPORT, about), TODAY)["html"]


def test_the_list_agrees_with_the_marks_where_numbers_are_left_out() -> None:
    assert re.findall("<li.*?>", copied_answer(chosen(2, 3), TODAY)["html"]) == ['<li value="2">', "<li>"]


def test_a_conversation_is_copied_with_one_list_of_references() -> None:
    again = replace(
        chosen(3),
        question="Who is ready?",
        citations=(cite(1, READY),),
        claims=(Claim(READY, (1,), "verbatim"),),
    )
    copied = copied_talk(talk(chosen(1), Problem("And then?", "It took too long."), again, REFUSED), TODAY)
    assert copied["text"] == "\n\n".join(
        [
            "Buses",
            "What does the report call for?",
            "Lanmoor Network report, as reported by The Lanmoor Post, 17 September 2014 "
            "(given: the day before the vote):",
            f"“{REPORT}” [1]",
            "And then?",
            "It took too long.",
            "Who is ready?",
            "The Lanmoor Post, 17 September 2014 (given: the day before the vote):",
            f"{READY} [2]",
            REFUSED.question,
            REFUSED.note,
            f"References\n{referred(1, REPORT)}\n{referred(2, READY)}",
        ]
    )


def test_the_same_words_keep_their_number_through_a_conversation() -> None:
    copied = copied_talk(talk(chosen(1), chosen(1)), TODAY)
    assert copied["text"].count("[1]") == 3
    assert "[2]" not in copied["text"]


def test_a_conversation_named_by_its_first_question_does_not_say_it_twice() -> None:
    assert copied_talk(talk(ANSWERED, title=ANSWERED.question), TODAY)["text"].count(ANSWERED.question) == 1


@given(st.text(alphabet="<>&\"'`=/ abc:;()[]!\r\n\u202e\u2069\x00"))
def test_no_tag_stands_in_what_is_copied_but_our_own(words: str) -> None:
    about = replace(
        DESCRIPTION, title=Part(words, known="stated"), url=Part(f"https://x.y/{words}", known="stated")
    )
    citation = replace(cite(1, REPORT, about), quote=words, name=words)
    claim = Claim(words, (1,), "verbatim", speaker=Speaker(name=words, known="stated"), lead=words)
    answer = replace(ANSWERED, question=words, note=words, claims=(claim,), citations=(citation,))
    html = copied_talk(talk(answer, Problem(words, words), title=words), TODAY)["html"]
    tags = TAG.findall(html)
    assert {tag for _, tag, _ in tags} <= {"h1", "h2", "p", "strong", "blockquote", "ol", "li", "a"}
    assert not set("<>") & set(TAG.sub("", html))
    assert all(re.fullmatch('(?: value="[0-9]+"| href="https://[^"]*")?', more) for _, _, more in tags)


# Word processors


def pasted(copied: Copied, soffice: str, folder: Path) -> str:
    """The words as LibreOffice Writer holds them after it read the HTML and saved a Word document, as plain text."""
    page = folder / "page.html"
    page.write_text(f'<meta charset="utf-8">{copied["html"]}', encoding="utf-8")
    begun = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    word = ["--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML"]
    text = ["--convert-to", "txt:Text (encoded):UTF8"]
    for how, name in ((word, "page.html"), (text, "page.docx")):
        subprocess.run(
            [*begun, *how, "--outdir", folder, folder / name], check=True, capture_output=True, timeout=90
        )
    return (folder / "page.txt").read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_pasted_into_word_an_answer_keeps_its_numbers_and_its_list(soffice: str, tmp_path: Path) -> None:
    lines = [
        line.strip() for line in pasted(copied_answer(chosen(2, 3), TODAY), soffice, tmp_path).splitlines()
    ]
    assert lines == [
        "Lanmoor Network report, as reported by The Lanmoor Post, 17 September 2014 (given: the day before the vote):",
        f"[the report] “{BUSES}” [2]",
        "Tom Firth, leader of Lanmoor, as reported by The Lanmoor Post, 17 September 2014 "
        "(given: the day before the vote):",
        f"{READY} [3]",
        "References",
        f"2. {reference(cite(2, BUSES), TODAY)}",
        f"3. {reference(cite(3, READY), TODAY)}",
    ]
