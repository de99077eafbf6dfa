"""What the Library page says, without a page: the table, the line of time, the receipt, what changed, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import ARTICLE, DESCRIPTION, VERSION

from ui.article import article_view, changed_view
from ui.changed import changes
from ui.correcting import Correction, corrections, filled, read_date
from ui.filters import publishers_of, read_filters, years_of
from ui.receipts import LONGEST, TROUBLES, outcome, receipt_view
from ui.shelf import Wanted, kinds_of, listed, row, shows, titles_of
from ui.timeline import LANES, timeline
from ui.visit import Place, Visit, read_deed, read_place
from ui.words import searchable, searched
from values import (
    UNKNOWN,
    Action,
    Article,
    Description,
    DeskError,
    FileResult,
    Part,
    Receipt,
    Scope,
    SettingsError,
    Span,
    Version,
)

TODAY = date(2026, 11, 21)


def made(
    id_: str, published: Part = UNKNOWN, *, removed: bool = False, flag: str = "", **known: str
) -> Article:
    """An article with a body of one word, of which no more is known than what is given here."""
    parts = {name: Part(value, None, "stated") for name, value in known.items()}
    span = Span(0, 4, "body", flags=(flag,) if flag else ())
    about = Description(published=published, **parts)
    version = Version(id_, 1, f"{id_}.txt", "Word", (span,), about, "0", "text", "2026-11-21T09:00:00")
    return Article(id_, f"{id_}.txt", version, removed=removed)


def on(day: str, to: str | None = None, known: str = "stated") -> Part:
    return Part(day, to, known)  # type: ignore[arg-type]


COUNTIES = made("counties", on("2014-09-17"), title="Counties ask", publisher="LocalGov", kind="news")
BUDGET = made("budget", on("2015", "2016", "inferred"), title="A budget", author="Ada Quill", kind="opinion")
UNDATED = made("undated", flag="instructions")
GONE = made("gone", on("2020-01"), title="Gone", removed=True)
ALL = (COUNTIES, BUDGET, UNDATED, GONE)


def ids(articles: list[Article]) -> list[str]:
    return [article.id for article in articles]


# the table


def test_a_line_of_the_table_says_of_each_thing_how_it_is_known() -> None:
    assert row(replace(BUDGET, current=replace(BUDGET.current, number=2)), TODAY, {}) == {
        "id": "budget",
        "title": "A budget",
        "how": "stated",
        "name": "budget.txt",
        "flags": [],
        "removed": False,
        "cells": [
            {"label": "Publisher", "value": "unknown", "how": ""},
            {"label": "Author", "value": "Ada Quill", "how": "stated"},
            {"label": "Date", "value": "2015 to 2016", "how": "inferred"},
            {"label": "Kind", "value": "Opinion", "how": "stated"},
        ],
        "versions": "2, added today",
        "changed": True,
    }


def test_an_article_without_title_is_listed_by_its_file_with_its_warnings() -> None:
    line = row(UNDATED, TODAY, {})
    assert (line["title"], line["how"], line["flags"], line["changed"]) == (
        "undated.txt",
        "title unknown",
        ["speaks to a machine"],
        False,
    )


def test_a_near_copy_names_the_article_that_it_repeats() -> None:
    copy = replace(UNDATED, origin="counties")
    assert row(copy, TODAY, titles_of(ALL))["flags"] == ["speaks to a machine", "near copy of “Counties ask”"]
    view = article_view(replace(copy, current=VERSION), VERSION, (1,), TODAY, "Counties ask")
    assert view["note"] == "It repeats most of “Counties ask”, and answers cite that."


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["budget", "counties", "undated"]),
        (Wanted(order="oldest"), ["counties", "budget", "undated"]),
        (Wanted(order="title"), ["budget", "counties", "undated"]),
        (Wanted(order="publisher"), ["counties", "budget", "undated"]),
        (Wanted(order="added"), ["budget", "counties", "undated"]),
        (Wanted("removed"), ["gone"]),
        (Wanted("warned"), ["undated"]),
        (Wanted(kinds=frozenset({"News", "unknown"})), ["counties", "undated"]),
        (Wanted(words="LOCALGOV sep"), ["counties"]),
        (Wanted(words="undated.txt"), ["undated"]),
        (Wanted(words="ada 2016 opinion"), ["budget"]),
        (Wanted(words="nothing like it"), []),
    ],
    ids="newest oldest title publisher added removed warned kinds publisher-words file author nothing".split(),
)
def test_articles_are_listed_as_they_are_wanted(wanted: Wanted, found: list[str]) -> None:
    assert ids(listed(ALL, wanted)) == found


def test_only_what_there_is_can_be_chosen() -> None:
    assert shows(ALL) == {"kept": 3, "removed": 1, "warned": 1}
    assert shows([COUNTIES]) == {"kept": 1}
    assert kinds_of(ALL) == {"News": 1, "Opinion": 1, "unknown": 1}


# the line of time


def test_each_article_stands_on_the_line_where_it_was_published() -> None:
    assert timeline([COUNTIES, BUDGET, UNDATED]) == {
        "label": "When the articles were published, 2014 to 2016",
        "lanes": 1,
        "marks": [
            {
                "id": "counties",
                "left": 23.63,
                "width": 0.0,
                "lane": 0,
                "height": 0.0,
                "inferred": 0.0,
                "known": "stated",
                "label": "Counties ask, 17 September 2014, date stated",
            },
            {
                "id": "budget",
                "left": 33.3,
                "width": 66.7,
                "lane": 0,
                "height": 0.0,
                "inferred": 0.0,
                "known": "inferred",
                "label": "A budget, 2015 to 2016, date inferred",
            },
        ],
        "ticks": [
            {"left": 0.0, "label": "2014"},
            {"left": 33.3, "label": "2015"},
            {"left": 66.61, "label": "2016"},
        ],
        "legend": True,
        "ranges": True,
        "note": "1 article without a date.",
    }


def test_a_short_time_is_told_by_months() -> None:
    line = timeline([COUNTIES])
    assert line is not None
    assert [tick["label"] for tick in line["ticks"]] == ["Sep 2014", "Oct 2014", "Nov 2014"]


def test_without_a_date_there_is_no_line() -> None:
    assert timeline([UNDATED]) is None
    assert timeline([made("odd", on("soon")), made("odder", on("2014-02-31"))]) is None


def test_where_marks_would_pile_up_bars_count_the_articles() -> None:
    crowd = [made(f"a{number}", on("2014-09-17")) for number in range(40)]
    line = timeline([*crowd, *(made(f"b{number}", on("2018-03", None, "inferred")) for number in range(10))])
    assert line is not None
    assert [(mark["label"], mark["height"], mark["inferred"]) for mark in line["marks"]] == [
        ("September 2014: 40 articles", 100.0, 0.0),
        ("March 2018: 10 articles, 10 of them inferred", 25.0, 100.0),
    ]
    assert not any(mark["id"] for mark in line["marks"])


ISO = st.dates(date(1900, 1, 1), date(2099, 12, 31)).flatmap(
    lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
)


@given(st.lists(st.tuples(ISO, st.none() | ISO), min_size=1, max_size=40))
def test_every_mark_stands_on_the_line_and_hides_no_other(dates: list[tuple[str, str | None]]) -> None:
    line = timeline([made(f"a{number}", on(*one)) for number, one in enumerate(dates)])
    assert line is not None
    for mark in line["marks"]:
        assert 0 <= mark["left"] <= 100
        assert mark["left"] + mark["width"] <= 100.02
        assert 0 <= mark["lane"] < LANES
    places = sorted((mark["lane"], mark["left"], mark["left"] + mark["width"]) for mark in line["marks"])
    for (lane, _, end), (next_lane, start, _) in pairwise(places):
        assert lane != next_lane or start >= end - 0.02
    assert 1 <= len(line["ticks"]) <= 8


# the receipt


def became(action: Action, name: str = "a.txt", **more: object) -> FileResult:
    return FileResult(name, action, **more)  # type: ignore[arg-type]


def test_a_receipt_counts_what_became_of_the_files_and_names_those_that_did_not_come_in() -> None:
    files = (
        became("added", passages=12, embedded=12, flags=("hidden_text",)),
        became("changed", "b.txt", version=3, passages=4, embedded=2),
        became("unchanged", "c.txt"),
        became("copy", "d.txt", of="a"),
        became("renamed", "f.txt", of="g.txt"),
        became("added", "h.txt", of="{a}", flags=("near_copy",)),
        became("kept_out", "e.txt", reason="it was removed by hand."),
        became("refused", "scan.pdf", reason="holds only images, no text."),
    )
    assert receipt_view("2026-11-21T14:02:00", Receipt(4, files, {}), TODAY) == {
        "head": "Last ingest, today 14:02.",
        "counts": "2 added, 1 changed, 1 unchanged, 1 renamed, 1 other name, 1 kept out, 1 refused, "
        "14 passages embedded",
        "note": "",
        "trouble": [
            {"name": "e.txt", "words": "kept out: it was removed by hand."},
            {"name": "scan.pdf", "words": "refused: holds only images, no text."},
        ],
        "files": [
            {"name": "a.txt", "words": "added, 12 passages, warning: hidden text."},
            {"name": "b.txt", "words": "changed, version 3, 4 passages."},
            {"name": "d.txt", "words": "another name of a."},
            {"name": "f.txt", "words": "renamed from g.txt."},
            {"name": "h.txt", "words": "added, near copy of {a}."},
        ],
    }
    assert outcome(Receipt(4, files[:1], {})) == "Done: 1 added, 12 passages embedded."
    assert outcome(Receipt(4, (), {})) == "Done: no files."


def test_a_long_receipt_says_how_much_it_leaves_out() -> None:
    files = [became("refused", f"{number}.pdf", reason="is empty.") for number in range(10)]
    files += [became("added", f"{number}.txt") for number in range(300)]
    view = receipt_view("2026-11-21T14:02:00", Receipt(1, tuple(files), {}), TODAY)
    assert (len(view["trouble"]), view["trouble"][-1]) == (
        TROUBLES + 1,
        {"name": "", "words": "and 2 more files."},
    )
    assert (len(view["files"]), view["files"][-1]["words"]) == (LONGEST + 1, "and 102 more files.")


def test_a_receipt_that_withheld_removals_says_so_without_an_option_of_the_command_line() -> None:
    note = receipt_view("2026-11-21T14:02:00", Receipt(1, (), {}, "run it with --yes", 3), TODAY)["note"]
    assert note == (
        "3 files are not in the folder any more, which is more than half of what came from it, so nothing was "
        "removed. Add the folder again to be asked about it."
    )


# the drawer


def test_an_article_is_read_with_its_furniture_on_request() -> None:
    view = article_view(replace(ARTICLE, names=("copy.txt",)), VERSION, (1,), TODAY)
    assert (view["position"], view["steps"], view["note"]) == ("The article", [], "")
    assert view["furniture"] == "Page furniture, not searched: 42 characters."
    assert [(one["label"], one["value"], one["how"]) for one in view["rows"]] == [
        ("Publisher", "The Lanmoor Post", "inferred from “Sign up for our newsletter”"),
        ("Author", "Ada Quill", "stated"),
        ("Date", "17 September 2014", "given: the day before the vote"),
        ("Kind", "", "unknown"),
        ("Title", "", "stated"),
        ("Version", "1, added yesterday", ""),
        ("File", "lanmoor.txt", ""),
        ("Also as", "copy.txt", ""),
    ]
    assert "".join(run["text"] for one in view["paragraphs"] for run in one["runs"]).startswith("Counties of")
    assert [deed["label"] for deed in view["actions"]] == ["Correct the description", "Remove"]
    assert view["link"] == "https://example.org/lanmoor"


def test_an_earlier_version_says_so_and_leads_to_the_later_one_and_to_what_changed() -> None:
    later = replace(VERSION, number=4)
    article = replace(ARTICLE, current=later)
    view = article_view(article, VERSION, (1, 4), TODAY)
    assert view["note"] == "This is an earlier version. It is not searched."
    assert [(deed["label"], deed["value"]) for deed in view["steps"]] == [
        ("Earlier version", None),
        ("Later version", {"article": "lanmoor", "version": 4}),
    ]
    changed = article_view(article, later, (1, 4), TODAY)["actions"][0]
    assert changed == {
        "name": "changed",
        "label": "What changed",
        "event": "opened",
        "value": {"article": "lanmoor", "since": 1},
    }


def test_a_removed_article_says_so_and_can_be_restored() -> None:
    view = article_view(replace(ARTICLE, removed=True), VERSION, (1,), TODAY)
    assert view["note"] == "This article was removed. It is not searched."
    assert [deed["label"] for deed in view["actions"]] == ["Restore"]


def version(number: int, text: str, *, frame: str = "", **known: Part) -> Version:
    """A version whose body is ``text``, with page furniture behind it."""
    spans = [Span(0, len(text), "body")]
    spans += [Span(len(text) + 1, len(text) + 1 + len(frame), "furniture")] if frame else []
    whole = f"{text}\n{frame}" if frame else text
    return replace(VERSION, number=number, text=whole, spans=tuple(spans), description=Description(**known))


OLD = version(
    1, "The plan.\n\nIt is worth £612m.\nIt starts soon.", frame="12 jobs", published=on("2025-03-14")
)
NEW = version(
    2, "The plan.\n\nIt is worth £587m.\nIt starts soon.", frame="15 jobs", published=on("2025-03-20")
)


def test_what_changed_is_shown_word_by_word() -> None:
    view = changed_view(replace(ARTICLE, current=NEW), OLD, NEW, (1, 2), TODAY)
    assert (view["position"], view["note"]) == (
        "What changed from version 1 to 2",
        "1 word added and 1 word taken out.",
    )
    assert [
        (one["kind"], [(run["mark"], run["text"].strip()) for run in one["runs"]])
        for one in view["paragraphs"]
    ] == [
        ("gap", [("", "1 line unchanged")]),
        ("body", [("", "It is worth £"), ("removed", "612m"), ("added", "587m"), ("", ".")]),
        ("gap", [("", "1 line unchanged")]),
        ("furniture", [("removed", "12"), ("added", "15"), ("", "jobs")]),
    ]
    assert view["furniture"] == "Changes in page furniture: 1 line."
    assert [(one["label"], one["value"]) for one in view["rows"]] == [
        ("Date", "20 March 2025, was 14 March 2025")
    ]


def test_the_same_words_are_said_to_be_the_same() -> None:
    same = changed_view(ARTICLE, OLD, replace(OLD, number=2), (1, 2), TODAY)
    assert same["note"] == "The text is the same, word for word."
    frame = changed_view(
        ARTICLE, OLD, replace(OLD, text=OLD.text.replace("12 jobs", "13 jobs")), (1, 2), TODAY
    )
    assert frame["note"] == "The words of the article are the same."


@given(st.text("ab .\n", max_size=60), st.text("ab .\n", max_size=60))
def test_what_changed_holds_every_word_of_both_texts(old: str, new: str) -> None:
    found = changes(version(1, old), version(2, new))
    runs = [run for one in found.paragraphs if one["kind"] != "gap" for run in one["runs"]]
    shown = {
        mark: sum(len(run["text"].split()) for run in runs if run["mark"] == mark)
        for mark in ("added", "removed")
    }
    assert shown == {"added": found.added, "removed": found.removed}
    if found.added == found.removed == 0:
        assert old.split() == new.split()


# corrections


def test_a_form_begins_with_what_is_known() -> None:
    assert filled(replace(DESCRIPTION, published=on("2014-09", "2014-11"), kind=Part("policy_page"))) == {
        "title": "Counties of Lanmoor ask for five-year budgets",
        "publisher": "The Lanmoor Post",
        "author": "Ada Quill",
        "published": "September 2014",
        "to": "November 2014",
        "kind": "Policy page",
        "url": "https://example.org/lanmoor",
    }


def test_only_what_was_changed_is_corrected() -> None:
    form = filled(DESCRIPTION) | {
        "publisher": "  The   Post ",
        "author": "",
        "published": "May 2014",
        "to": "2015",
        "kind": "Policy page",
    }
    assert corrections(DESCRIPTION, form, "its masthead") == [
        Correction("publisher", "The Post"),
        Correction("author", None),
        Correction("published", "2014-05", "2015"),
        Correction("kind", "policy_page"),
    ]


@pytest.mark.parametrize(
    ("change", "because", "sentence"),
    [
        ({}, "why", "Nothing was changed. Change a field, or close this."),
        ({"title": "Other"}, " ", "Say how you know it; that is shown wherever the article is cited."),
        ({"published": "soon"}, "why", "“soon” is no date. Write it as 8 May 2014, as May 2014 or as 2014."),
        (
            {"published": "31 June 2014"},
            "why",
            "“31 June 2014” is no date. Write it as 8 May 2014, as May 2014 or as 2014.",
        ),
        ({"to": "2013"}, "why", "The range ends before it begins. Change the two dates."),
        (
            {"published": "", "to": "2014"},
            "why",
            "The range has a last day and no first one. Fill in both, or none.",
        ),
        (
            {"url": "javascript:alert(1)"},
            "why",
            "The web address is none. Copy it whole, with https:// before it.",
        ),
    ],
)
def test_a_form_that_cannot_be_meant_gets_one_sentence(
    change: dict[str, str], because: str, sentence: str
) -> None:
    with pytest.raises(DeskError) as caught:
        corrections(DESCRIPTION, filled(DESCRIPTION) | change, because)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("8 May 2014", "2014-05-08"),
        ("May 2014", "2014-05"),
        ("2014", "2014"),
        ("08/05/2014", "2014-05-08"),
        ("2014-05", "2014-05"),
    ],
)
def test_a_date_is_read_as_people_write_it(words: str, iso: str) -> None:
    assert read_date(words) == iso


def test_taking_a_correction_back_needs_no_reason() -> None:
    assert corrections(DESCRIPTION, filled(DESCRIPTION) | {"author": ""}, "") == [Correction("author", None)]


# what the page sends


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"article": "lanmoor"}, Place("lanmoor")),
        ({"article": "lanmoor", "version": 2}, Place("lanmoor", 2)),
        ({"article": "lanmoor", "since": 2}, Place("lanmoor", since=2)),
        ({"article": "lanmoor", "since": "last"}, Place("lanmoor", since=2)),
        ({"article": "lanmoor", "since": 4}, None),
        ({"article": "lanmoor", "version": 3}, None),
        ({"article": "lanmoor", "version": "2"}, None),
        ({"article": "lanmoor", "version": 1, "since": 1}, None),
        ("lanmoor", None),
        (None, None),
    ],
)
def test_only_versions_that_exist_are_opened(sent: object, place: Place | None) -> None:
    assert read_place(sent, ARTICLE, (1, 2, 4)) == place
    assert read_place(sent, None, ()) is None


@pytest.mark.parametrize(
    ("sent", "deed"),
    [
        ({"article": "a", "deed": "remove"}, ("remove", "a")),
        ({"article": "a", "deed": "erase"}, None),
        ({"article": 1, "deed": "remove"}, None),
        ("remove", None),
    ],
)
def test_only_deeds_that_the_page_offers_are_done(sent: object, deed: tuple[str, str] | None) -> None:
    assert read_deed(sent) == deed


def test_the_end_of_an_ingest_is_said_once() -> None:
    visit = Visit()
    visit.begin()
    visit.end(None, "")
    assert visit.status == "Adding articles"
    visit.end(Receipt(1, (became("added"),), {}), "")
    visit.status = "something else"
    visit.end(Receipt(1, (became("added"),), {}), "")
    assert visit.status == "something else"


# filters


def test_publishers_and_years_are_those_of_the_collection() -> None:
    twice = made("twice", on("2016-01-02"), publisher="LOCALGOV")
    assert publishers_of([COUNTIES, twice, made("a", publisher="A Post")]) == ["A Post", "LocalGov"]
    assert years_of(ALL) == ["2014", "2015", "2016", "2017", "2018", "2019", "2020"]
    assert years_of([UNDATED]) == []


def test_filters_are_read_from_a_call() -> None:
    assert read_filters(ALL, "localgov", "2014-05", "2014") == {
        "publisher": "LocalGov",
        "from": "2014-05",
        "to": "2014",
    }
    assert read_filters(ALL, "", "", "") == {}


@pytest.mark.parametrize(
    ("publisher", "first", "last", "sentence"),
    [
        (
            "LocalGove",
            "",
            "",
            "--publisher LocalGove: no article is of this publisher. The nearest is 'LocalGov'.",
        ),
        ("", "May", "", "--from May: write a date as 2014, as 2014-05 or as 2014-05-08."),
        ("", "", "2014-13", "--to 2014-13: write a date as 2014, as 2014-05 or as 2014-05-08."),
        ("", "2016", "2014-05", "--to 2014-05 is before --from 2016. Change their places."),
    ],
)
def test_a_filter_that_cannot_be_meant_gets_one_sentence(
    publisher: str, first: str, last: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_filters(ALL, publisher, first, last)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, "2 articles"),
        ({"publisher": "LocalGov"}, "2 articles that LocalGov published"),
        ({"from": "2014", "to": "2016"}, "2 articles that were published from 2014 to 2016"),
        ({"from": "2014", "to": "2014"}, "2 articles that were published in 2014"),
        ({"publisher": "LocalGov", "from": "2014-05"}, "2 articles that LocalGov published since May 2014"),
        ({"to": "2014-05-08"}, "2 articles that were published until 8 May 2014"),
    ],
)
def test_what_was_searched_names_the_filters(filters: dict[str, str], words: str) -> None:
    scope = Scope(2, "2014", "2016", filters)
    assert searchable(scope) == words
    if filters:
        assert searched(scope) == f"Searched only the {words}."
        assert searched(replace(scope, articles=1)).startswith("Searched only the 1 article that ")
