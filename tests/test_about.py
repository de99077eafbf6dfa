"""Questions about an article itself, told from those about what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import make
from sound import part

from rag.about import (
    Aspect,
    aspects_of,
    choose_articles,
    date_words,
    line_of,
    name_of,
    state,
    topic_stems,
)
from rag.days import day
from values import UNKNOWN, Article, Description, Part, Span

TEXT = "A plan for the coast\n\nBy Rowan Beck, a harbour master of thirty years\n\nThe ferry is late."
VERSION, _ = make("coast", TEXT)
BYLINE = (TEXT.index("By"), TEXT.index("\n\nThe ferry"))
AUTHOR = Part("Rowan Beck", None, "stated", "the byline", (25, 35))
COAST = Article(
    "coast",
    "coast.txt",
    replace(
        VERSION,
        spans=(Span(0, 20, "title"), Span(*BYLINE, "byline"), Span(BYLINE[1] + 2, len(TEXT), "body")),
        description=Description(
            title=part("A plan for the coast"),
            author=AUTHOR,
            published=part("2021-03-04"),
            publisher=part("The Gull", "given"),
            kind=part("opinion", "inferred"),
        ),
    ),
)
PORT = Article("port", "port.txt", make("port", "The port of Oakby.", publisher=part("Harbour Times"))[0])
BUS = Article("bus", "bus.txt", make("bus", "A bus to Oakby.", title=part("Why the bus is late"))[0])


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        (
            "Who wrote the piece about place shaping, and on what date was it published?",
            ("author", "published"),
        ),
        ("who wrote this and when?", ("author", "published")),
        ("Who is the author of the bus article?", ("author",)),
        ("Who's the author?", ("author",)),
        ("What is the author’s name?", ("author",)),
        ("whats the writers job on the harbour piece", ("author",)),
        ("Who is the bus article by?", ("author",)),
        ("By whom was the article written?", ("author",)),
        ("whose article is it", ("author",)),
        ("author of the bus piece?", ("author",)),
        ("byline of the article on buses?", ("author",)),
        ("When was it published?", ("published",)),
        ("when did it appear", ("published",)),
        ("When did the blog on buses come out?", ("published",)),
        ("When did Ada Quill write this?", ("published",)),
        ("What date is the article?", ("published",)),
        ("What date is on the bus article?", ("published",)),
        ("What year is the piece on libraries from?", ("published",)),
        ("What is the date of the article on libraries?", ("published",)),
        ("what day was the article posted", ("published",)),
        ("what is the publication date", ("published",)),
        ("How old is the story about the fire engines?", ("published",)),
        ("When was the article on the children's plan published?", ("published",)),
        ("When was 'A plan for the coast' updated?", ("updated",)),
        ("When was the article last updated?", ("updated",)),
        ("Has the page been updated since?", ("updated",)),
        ("Was it updated?", ("updated",)),
        ("Who published the piece on libraries?", ("publisher",)),
        ("who is the publisher of the bus article", ("publisher",)),
        ("Which newspaper ran the story about the buses?", ("publisher",)),
        ("What website is the article from?", ("publisher",)),
        ("Where was the article about buses published?", ("publisher",)),
        ("Where did it appear?", ("publisher",)),
        ("What is the title of the article about buses?", ("title",)),
        ("what's the headline", ("title",)),
        ("What kind of article is the one on libraries?", ("kind",)),
        ("Is the bus piece an opinion piece or news?", ("kind",)),
        ("Is this a news article?", ("kind",)),
    ],
)
def test_a_question_about_the_article_is_known_by_its_aspect(
    question: str, aspects: tuple[Aspect, ...]
) -> None:
    assert aspects_of(question) == aspects


@pytest.mark.parametrize(
    "question",
    [
        "When did council tax go up?",
        "When were the prisoners released?",
        "When does the pilot start?",
        "When was the funding formula updated?",
        "When was the Care Act published?",
        "When did house prices go up in the report's area?",
        "What was the date of the referendum?",
        "What date was it agreed?",
        "What year did the council say that it would merge?",
        "What day of the week is that?",
        "Which month does the transfer from Whitehall start?",
        "How recent is the change to bus fares?",
        "Has the law been amended?",
        "Who ran the pilot?",
        "Who is the scheme run by?",
        "Who wrote to the minister?",
        "Who are the authors accusing?",
        "Whose letter asked for the money?",
        "What does the author of the piece think of mayors?",
        "What is the author's position on devolution?",
        "What is the job title of Ada Quill?",
        "What site was chosen for the new hospital?",
        "What website should residents use to report potholes?",
        "Which paper argues that buses cost too much?",
        "Which magazine do the residents like?",
        "Where did the fire appear?",
        "What kind of document must councils publish?",
        "What does the article say about buses?",
        "What is the report's main argument?",
        "Is this a new power?",
        "",
    ],
)
def test_a_question_about_what_an_article_says_is_none_about_the_article(question: str) -> None:
    assert aspects_of(question) == ()


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert set(aspects_of(text)) <= {"author", "published", "updated", "publisher", "title", "kind"}


def test_a_long_question_is_about_what_is_said() -> None:
    assert aspects_of("when was the article put " * 4000) == ()


def test_what_a_question_is_about_is_left_when_its_frame_is_taken_away() -> None:
    assert topic_stems("Who wrote the article about the ferry, and when was it published?") == {"ferri"}


# Dates in words


@pytest.mark.parametrize(
    ("iso", "in_words"),
    [
        ("2014-05-08", "8 May 2014"),
        ("2014-05", "May 2014"),
        ("2014", "2014"),
        ("2014-05-08T09:30:00", "8 May 2014"),
        ("2014-13", "2014-13"),
        ("2014-00-01", "2014-00-01"),
        ("2014-\u00b2", "2014-\u00b2"),
        ("last May", "last May"),
        ("", ""),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(iso: str, in_words: str) -> None:
    assert day(iso) == in_words


@given(st.text())
def test_what_is_no_date_is_no_fault(text: str) -> None:
    assert isinstance(day(text), str)


@given(st.dates())
def test_a_date_in_words_has_its_day_and_its_year(date: object) -> None:
    year, month, number = str(date).split("-")
    assert day(str(date)).split()[::2] == [str(int(number)), year]
    assert day(f"{year}-{month}").split()[-1] == year


def test_a_range_of_dates_names_both_ends() -> None:
    assert date_words(Part("2023-02-02", "2024-12", "given")) == "between 2 February 2023 and December 2024"
    assert date_words(UNKNOWN) == "an unknown date"


# Statements


def test_an_article_is_called_by_its_title_or_else_by_its_file() -> None:
    assert (name_of(COAST), name_of(PORT)) == ("“A plan for the coast”", "port.txt")


@pytest.mark.parametrize(
    ("aspect", "said"),
    [
        (
            "author",
            "“A plan for the coast” is by Rowan Beck;"
            " the byline reads “By Rowan Beck, a harbour master of thirty years”.",
        ),
        ("published", "“A plan for the coast” was published on 4 March 2021."),
        ("updated", "The collection does not say when it was updated (“A plan for the coast”)."),
        ("publisher", "“A plan for the coast” was published by The Gull (given)."),
        ("title", "The title is “A plan for the coast”."),
        ("kind", "“A plan for the coast” is an opinion piece (inferred)."),
    ],
)
def test_a_statement_says_what_is_known_and_how(aspect: Aspect, said: str) -> None:
    assert state(COAST, aspect).text == said


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (part("2021"), "“A plan for the coast” was published in 2021."),
        (part("2021-03"), "“A plan for the coast” was published in March 2021."),
        (
            Part("2021", "2022", "given"),
            "“A plan for the coast” was published between 2021 and 2022 (given).",
        ),
    ],
)
def test_a_date_that_is_not_a_day_is_not_told_as_one(published: Part, said: str) -> None:
    described = replace(COAST.current.description, published=published)
    made = replace(COAST, current=replace(COAST.current, description=described))
    assert state(made, "published").text == said


def test_a_clue_in_the_byline_is_cited_as_the_whole_byline() -> None:
    assert line_of(COAST, AUTHOR) == BYLINE


def test_a_clue_in_the_body_is_cited_as_it_is() -> None:
    place = (TEXT.index("ferry"), TEXT.index(" is late"))
    assert line_of(COAST, replace(AUTHOR, clue=place)) == place
    assert line_of(COAST, UNKNOWN) is None


# Which article is meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Who wrote the piece about the coast?", COAST),
        ("When was the Rowan Beck article published?", COAST),
        ("When did the Harbour Times publish it?", PORT),
        ("Who wrote the article on the late bus?", BUS),
    ],
)
def test_the_article_is_meant_whose_description_has_the_words(question: str, meant: Article) -> None:
    assert choose_articles(question, [COAST, PORT, BUS], []) == [meant]


def test_of_equals_the_one_that_was_found_first_is_meant() -> None:
    assert choose_articles("Who wrote the Oakby article?", [PORT, BUS], ["bus", "port"]) == [BUS]


def test_all_are_meant_where_nothing_tells_them_apart() -> None:
    assert choose_articles("Who wrote the articles?", [COAST, PORT, BUS], ["bus"]) == [COAST, PORT, BUS]


def test_no_article_is_meant_where_there_is_none() -> None:
    assert choose_articles("Who wrote the piece on buses?", [], []) == []
