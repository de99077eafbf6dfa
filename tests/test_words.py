"""Values in plain English, and the values that the page draws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import (
    ANSWERED,
    ARTICLE,
    BUSES,
    DESCRIPTION,
    FIRTH,
    PARTIAL,
    READY,
    REFUSED,
    REPORT,
    TEXT,
    VERSION,
    cite,
)

from briefing.copied import copied_answer, copied_passage
from briefing.references import reference, safe_address
from briefing.wording import how_known, marks_around, quoted, shortened, voice
from rag.days import day, days
from ui.evidence import evidence
from ui.turn import answer_view, pieces
from ui.words import collection, ready, search_story, since, status
from values import UNKNOWN, Article, Claim, Description, Part, Scope, Speaker

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2014-05-08", "8 May 2014"),
        ("2014-05", "May 2014"),
        ("2014", "2014"),
        ("2014-13", "2014-13"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(iso: str, words: str) -> None:
    assert day(iso) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2014-09-14", "2014-09-17", "14 to 17 September 2014"),
        ("2014-05-08", "2014-09-17", "8 May to 17 September 2014"),
        ("2014-05", "2024", "May 2014 to 2024"),
        ("2023", "2024", "2023 to 2024"),
        ("2014-05-08", "2015-05-08", "8 May 2014 to 8 May 2015"),
        ("2014", "2014", "2014"),
        (None, "2014", "2014"),
        (None, None, ""),
    ],
)
def test_a_range_of_dates_says_once_what_both_ends_share(
    first: str | None, last: str | None, words: str
) -> None:
    assert days(first, last) == words


@pytest.mark.parametrize(
    ("part", "clue", "words"),
    [
        (Part("x", known="stated"), "", "stated"),
        (Part("x", known="inferred", because="the layout"), "", "inferred: the layout"),
        (
            Part("x", known="inferred", because="the layout"),
            "the day before",
            "inferred from “the day before”",
        ),
        (Part("x", known="given", because="the site says so"), "", "given: the site says so"),
        (Part("x", known="given"), "", "given"),
        (UNKNOWN, "", "unknown"),
        (Part(None, because="no byline"), "", "unknown: no byline"),
    ],
)
def test_how_something_is_known_is_said_in_words(part: Part, clue: str, words: str) -> None:
    assert how_known(part, clue) == words


def test_the_status_of_an_answer_says_what_it_rests_on() -> None:
    assert status(ANSWERED) == (
        "Answered",
        ", word for word, from 1 of 5 articles, 17 September 2014. 3 citations, all in the text as quoted.",
    )


def test_the_status_of_a_partial_answer_says_so() -> None:
    assert status(PARTIAL)[0] == "Answered in part"


def test_a_question_that_the_collection_does_not_answer_is_told_with_what_was_searched() -> None:
    assert status(REFUSED) == (
        "The collection does not answer this.",
        " Searched 5 articles, May 2014 to 2024.",
    )


def test_an_answer_from_the_description_is_not_called_word_for_word() -> None:
    claim = Claim("The article is by Ada Quill.", (1,), "from_description")
    answer = replace(ANSWERED, claims=(claim,), citations=(cite(1, "By Ada Quill"),))
    assert status(answer) == (
        "Answered",
        ", from what is known of the article, from 1 of 5 articles, 17 September 2014. "
        "1 citation, in the text as quoted.",
    )
    assert ready(answer) == "Answer ready, 1 citation"


def test_citations_that_were_erased_since_are_not_called_as_quoted() -> None:
    first, *others = ANSWERED.citations
    gone = replace(first, quote="", status="erased")
    assert status(replace(ANSWERED, citations=(gone, *others)))[1].endswith(
        "3 citations, 1 erased from the library since."
    )
    assert status(replace(ANSWERED, citations=(gone,)))[1].endswith(
        "1 citation, erased from the library since."
    )


def test_a_screen_reader_hears_when_an_answer_is_ready() -> None:
    assert [ready(one) for one in (ANSWERED, PARTIAL, REFUSED)] == [
        "Answer ready, 3 citations, all word for word",
        "Answer ready in part, 3 citations, all word for word",
        "The collection does not answer this. 2 closest passages offered.",
    ]


def test_what_was_searched_is_told() -> None:
    assert search_story(REFUSED) == [
        "Searched 5 articles, May 2014 to 2024.",
        "It took 0.04 seconds.",
    ]
    assert search_story(ANSWERED) == [
        "Searched 5 articles, May 2014 to 2024.",
        "The sentences are those of the articles, chosen by meaning and by words. No model wrote them.",
        "It took 0.04 seconds.",
    ]


@pytest.mark.parametrize(
    ("speaker", "again", "line"),
    [
        (
            FIRTH,
            False,
            "Tom Firth, leader of Lanmoor, as reported by The Lanmoor Post, 17 September 2014 "
            "(given: the day before the vote)",
        ),
        (FIRTH, True, "Tom Firth, leader of Lanmoor, in the same article"),
        (
            Speaker(body="Lanmoor Network", office="report", known="stated"),
            True,
            "Lanmoor Network report, in the same article",
        ),
        (
            Speaker("Ada Quill", known="inferred"),
            False,
            "Ada Quill, in The Lanmoor Post, 17 September 2014 (given: the day before the vote)",
        ),
        (Speaker(), False, "The Lanmoor Post, 17 September 2014 (given: the day before the vote)"),
        (
            Speaker("Jo Ash", "mayor", "Tarn City", "inferred"),
            True,
            "Jo Ash, mayor, Tarn City (speaker inferred), in the same article",
        ),
    ],
)
def test_a_line_says_who_speaks_in_what_office_where_and_when(
    speaker: Speaker, again: bool, line: str
) -> None:
    claim = Claim(READY, (1,), "verbatim", speaker=speaker, said_on=DESCRIPTION.published)
    assert "".join(voice(claim, cite(1, READY), again)) == line


def test_an_article_without_publisher_is_named_by_its_title_and_without_title_by_its_file() -> None:
    claim = Claim(REPORT, (1,), "verbatim", speaker=FIRTH)
    titled = cite(1, REPORT, Description(title=Part("Buses", known="stated")))
    assert voice(claim, titled) == ("Tom Firth", ", leader of Lanmoor, as reported in “Buses”, date unknown")
    assert voice(Claim(REPORT, (1,), "verbatim"), cite(1, REPORT, Description())) == (
        "lanmoor.txt",
        ", date unknown",
    )


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Plain words.", ("“", "”")),
        ('"We are ready," he said.', ("", "")),
        ('"A quotation that runs on.', ("", "”")),
        ("“Curly and closed.”", ("", "")),
        ("‘Single marks.’", ("“", "”")),
        ("", ("“", "”")),
    ],
)
def test_words_that_bring_quotation_marks_along_get_no_second_pair(text: str, marks: tuple[str, str]) -> None:
    assert marks_around(text) == marks


@given(st.text())
def test_quotation_marks_change_no_word(text: str) -> None:
    assert text in quoted(text)


def test_the_collection_is_told_in_lines() -> None:
    assert collection([ARTICLE], TODAY) == ["1 article, 17 September 2014.", "Last added yesterday."]
    assert collection([], TODAY) == ["The collection is empty."]
    undated = Article("a", "a", replace(VERSION, description=Description(), added=""))
    assert collection([undated, undated], TODAY) == ["2 articles."]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-21T23:59:00", "today"),
        ("2026-11-20T00:00:00", "yesterday"),
        ("2026-11-01", "1 November 2026"),
    ],
)
def test_a_moment_is_told_as_a_day(moment: str, words: str) -> None:
    assert since(moment, TODAY) == words


@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=4))
def test_a_text_cut_for_emphasis_is_still_the_text(text: str, emphasis: list[tuple[int, int]]) -> None:
    assert "".join(piece["text"] for piece in pieces(text, emphasis)) == text


def test_an_answer_is_drawn_by_voice_with_its_marks() -> None:
    view = answer_view(ANSWERED, TODAY)
    drawn = [(block["name"], [quote["lead"] for quote in block["quotes"]]) for block in view["blocks"]]
    assert drawn == [("Lanmoor Network report", ["", "the report"]), ("Tom Firth", [""])]
    assert view["blocks"][0]["quotes"][0] == {
        "index": 0,
        "lead": "",
        "quoted": True,
        "before": "“",
        "pieces": [
            {"text": "The report calls for ", "strong": False},
            {"text": "five-year", "strong": True},
            {"text": " budgets.", "strong": False},
        ],
        "after": "”",
        "marks": [
            {
                "number": 1,
                "label": "Citation 1: The Lanmoor Post, 17 September 2014",
                "tip": "“The report calls for five-year budgets.”\nThe Lanmoor Post, 17 September 2014",
            }
        ],
        "failed": "",
        "reasons": [],
    }


def test_a_refusal_is_drawn_with_its_closest_passages_of_which_each_is_copied_alone() -> None:
    view = answer_view(REFUSED, TODAY)
    source = "The Lanmoor Post, 17 September 2014"
    assert view["closest"] == [
        {"index": at, "source": source, "quote": words, "copied": copied_passage(cite(None, words), TODAY)}
        for at, words in enumerate((BUSES, REPORT))
    ]
    assert (view["blocks"], view["copied"]) == ([], None)


def test_a_reference_holds_who_what_where_when_and_the_words() -> None:
    assert reference(cite(1, REPORT), TODAY) == (
        "Ada Quill, “Counties of Lanmoor ask for five-year budgets”, The Lanmoor Post, 17 September 2014 "
        "(given: the day before the vote). Words cited: “The report calls for five-year budgets.” "
        "Version 1 of lanmoor.txt, seen 21 November 2026. https://example.org/lanmoor"
    )


def test_an_answer_is_copied_with_its_references() -> None:
    copied = copied_answer(ANSWERED, TODAY)
    assert copied["text"] == "\n\n".join(
        [
            "Lanmoor Network report, as reported by The Lanmoor Post, 17 September 2014 "
            "(given: the day before the vote):",
            f"“{REPORT}” [1]",
            f"[the report] “{BUSES}” [2]",
            "Tom Firth, leader of Lanmoor, as reported by The Lanmoor Post, 17 September 2014 "
            "(given: the day before the vote):",
            f"{READY} [3]",
            "References\n" + "\n".join(f"[{n}] {reference(cite(n, w), TODAY)}" for n, w in _numbered()),
        ]
    )
    assert copied["html"].count("<li>") == 3
    assert "<blockquote><p>“The report calls for five-year budgets.” [1]</p></blockquote>" in copied["html"]


def _numbered() -> list[tuple[int, str]]:
    return [(1, REPORT), (2, BUSES), (3, READY)]


@given(st.text(alphabet="<>&\"'`=/ abc:;()[]!"))
def test_copied_html_holds_no_tag_that_an_article_brought(words: str) -> None:
    claim = Claim(words, (1,), "verbatim", speaker=Speaker(name=words, known="stated"))
    about = Description(title=Part(words, known="stated"), publisher=Part(words, known="stated"))
    citation = replace(cite(1, REPORT, about), quote=words, name=words)
    html = copied_answer(replace(ANSWERED, claims=(claim,), citations=(citation,)), TODAY)["html"].replace(
        '<li value="1">', "<li>"
    )
    for tag in ("p", "strong", "blockquote", "ol", "li"):
        html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in html
    assert ">" not in html


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a#:~:text=b", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, safe: bool) -> None:
    assert safe_address(address) == (address if safe else None)


def test_the_drawer_shows_the_article_with_the_cited_words_and_how_it_is_known() -> None:
    view = evidence(ANSWERED, 0, "cited", 0, VERSION, TODAY)
    assert view["position"] == "Citation 1 of 3"
    assert view["rows"] == [
        {
            "label": "Publisher",
            "value": "The Lanmoor Post",
            "how": "inferred from “Sign up for our newsletter”",
            "clue": "Publisher",
        },
        {"label": "Author", "value": "Ada Quill", "how": "stated", "clue": "Author"},
        {"label": "Date", "value": "17 September 2014", "how": "given: the day before the vote", "clue": ""},
        {"label": "Title", "value": "", "how": "stated", "clue": ""},
        {"label": "Version", "value": "1, added yesterday", "how": "", "clue": ""},
        {"label": "File", "value": "lanmoor.txt", "how": "", "clue": ""},
    ]
    assert [
        (one["kind"], [(run["text"], run["mark"], run["clues"]) for run in one["runs"]])
        for one in view["paragraphs"]
    ] == [
        ("title", [("Counties of Lanmoor ask for five-year budgets", "", [])]),
        ("byline", [("By Ada Quill", "", ["Author"])]),
        ("body", [(REPORT, "now", [])]),
        ("body", [(BUSES, "other", []), (" \U0001f68c They are now run by nobody.", "", [])]),
        ("body", [(READY, "other", [])]),
        ("furniture", [("Sign up for our newsletter", "", ["Publisher"])]),
        ("furniture", [("Jobs in Lanmoor", "", [])]),
    ]
    size = len("Sign up for our newsletter\nJobs in Lanmoor")
    assert view["furniture"] == f"Page furniture, not searched: {size} characters."
    assert view["link"] == "https://example.org/lanmoor#:~:text=five-year"


def test_a_closest_passage_is_labelled_as_not_an_answer() -> None:
    assert (
        evidence(REFUSED, 0, "closest", 1, VERSION, TODAY)["position"]
        == "Closest passage 2 of 2, not an answer"
    )


def test_words_whose_version_is_gone_are_still_shown() -> None:
    view = evidence(ANSWERED, 0, "cited", 1, None, TODAY)
    assert "".join(run["text"] for run in view["paragraphs"][0]["runs"] if run["mark"] == "now") == BUSES
    assert (
        view["note"] == "The text of this version is not in the library any more. These are the words cited."
    )


def test_words_that_do_not_stand_where_they_should_are_not_highlighted_elsewhere() -> None:
    moved = replace(VERSION, text=f"x{TEXT}")
    assert evidence(ANSWERED, 0, "cited", 1, moved, TODAY)["note"]


def test_a_very_long_text_is_drawn_around_the_cited_words() -> None:
    filler = "Filler words in a line.\n" * 10_000
    text = filler + REPORT + "\n" + filler
    start = text.index(REPORT)
    long = replace(VERSION, text=text, spans=(replace(VERSION.spans[2], start=0, end=len(text) - 1),))
    citation = replace(cite(1, REPORT), start=start, end=start + len(REPORT))
    view = evidence(replace(ANSWERED, citations=(citation,)), 0, "cited", 0, long, TODAY)
    drawn = sum(len(run["text"]) for one in view["paragraphs"] for run in one["runs"])
    assert drawn < 125_000
    assert view["paragraphs"][0]["kind"] == "gap"


def test_an_empty_scope_is_told_without_dates() -> None:
    assert status(replace(REFUSED, scope=Scope(0, None, None)))[1] == " Searched 0 articles."


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("one two three", 40, "one two three"), ("one two three", 9, "one two …"), ("onetwothree", 4, "onet …")],
)
def test_long_words_are_cut_between_words(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


def test_people_known_by_their_office_alone_are_not_taken_for_the_publication() -> None:
    claim = Claim(REPORT, (1,), "verbatim", speaker=Speaker(office="service directors", known="stated"))
    who, rest = voice(claim, cite(1, REPORT, Description(title=Part("Buses", known="stated"))))
    assert (who, rest.startswith(", as reported in “Buses”")) == ("Service directors", True)
