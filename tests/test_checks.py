"""Every check of a sentence against the words that it cites: laws for any text, then what is said of each fault."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rag.amounts import agree
from rag.checks import SERIOUS, Checked, check
from rag.codes import codes
from rag.facts import facts, is_ordinary
from rag.figures import figures
from rag.frames import statement
from rag.moments import moments, to_words
from rag.negation import denials
from rag.pairing import mixed_up
from rag.quotations import quotations
from rag.sources import Source, read_source
from rag.verify_file import verify_answer

CORPUS = sorted((Path(__file__).resolve().parents[1] / "corpus").glob("*.txt"))
PARAGRAPHS = [line for path in CORPUS for line in path.read_text("utf-8").splitlines() if line.strip()]
WORDS = "nought one two three four five six seven eight nine ten eleven twelve".split()


def of(sentence: str, *texts: str, question: str = "") -> tuple[str, tuple[str, ...]]:
    """The check of a sentence against bare texts, called "source 1", "source 2", and its reasons."""
    sources = [read_source(text, f"source {number}") for number, text in enumerate(texts, 1)]
    made = check(sentence, sources, question)
    return made.check, made.reasons


# Laws


@st.composite
def sums(draw: st.DrawFn) -> tuple[float, str]:
    """A sum of money with one of its usual writings."""
    tenths = draw(st.integers(1, 9999))
    value, scale = draw(st.sampled_from([(1e6, "million"), (1e9, "billion")]))
    number = f"{tenths / 10:g}"
    short = {"million": "m", "billion": "bn"}[scale]
    writing = draw(
        st.sampled_from(
            [
                f"£{number}{short}",
                f"£{number} {scale}",
                f"{number} {scale} pounds",
                f"£{number}{short.upper()}",
            ]
        )
    )
    return float(f"{tenths / 10 * value:.9g}"), writing


@given(sums(), sums())
def test_a_sum_in_any_usual_writing_is_equal_to_itself_and_to_no_other(
    one: tuple[float, str], other: tuple[float, str]
) -> None:
    (first,), (second,) = figures(one[1]), figures(other[1])
    assert agree(first, second) == (one[0] == other[0])


@given(st.integers(1, 12), st.sampled_from(["councils", "years", "per cent", "million people"]))
def test_a_number_in_words_is_the_number_in_digits(number: int, unit: str) -> None:
    assume(number > 1)
    (one,), (other,) = figures(f"{WORDS[number]} {unit}"), figures(f"{number} {unit}")
    assert agree(one, other)


@given(st.integers(1, 9), st.integers(2, 10))
def test_a_share_of_a_whole_is_its_percentage(some: int, whole: int) -> None:
    assume(some < whole)
    (one,), (other,) = figures(f"{WORDS[some]} in {WORDS[whole]} pupils"), figures(f"{100 * some / whole}%")
    assert agree(one, other)


@given(
    st.integers(10, 99_999),
    st.sampled_from(["£{}m", "{}%", "{} councils", "{} years", "£{}", "{}p", "M{}", "{}km"]),
    st.data(),
)
def test_a_changed_digit_is_always_flagged(number: int, form: str, data: st.DataObject) -> None:
    written = form.format(number)
    place = data.draw(st.sampled_from([i for i, c in enumerate(written) if c.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != written[place]]))
    changed = written[:place] + digit + written[place + 1 :]
    source = f"The new board will spend {written} on village roads in the north."
    made, reasons = of(source.replace(written, changed), source)
    assert made in ("number_differs", "date_differs"), reasons


@given(st.sampled_from(PARAGRAPHS))
def test_an_untouched_sentence_of_an_article_is_never_flagged(paragraph: str) -> None:
    assert [one for one in verify_answer(paragraph, [paragraph]) if one["check"] in SERIOUS] == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gets_a_check_with_a_reason_for_what_is_wrong(sentence: str, text: str) -> None:
    made = check(sentence, [read_source(text)])
    assert not made.failed or made.reasons


@given(st.text(max_size=80))
def test_the_statement_of_a_sentence_is_a_part_of_it(sentence: str) -> None:
    made = statement(sentence)
    assert 0 <= made.start <= made.end <= len(sentence)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_a_full_date_lies_within_itself_in_any_order_of_its_parts(day: datetime.date) -> None:
    (one,), (other,) = moments(f"on {day:%-d %B %Y}"), moments(f"on {day:%B %-d, %Y}")
    assert one.within(other)
    assert other.within(one)


@given(st.sampled_from([(0, 1), (1, 0)]))
def test_a_quotation_is_checked_against_the_source_that_it_names(order: tuple[int, int]) -> None:
    lga = Source("a.txt", "The pot is empty.", read_source("The pot is empty.").sentences, names=("LGA",))
    ccn = Source("b.txt", "The pot is full.", read_source("The pot is full.").sentences, names=("CCN",))
    sources = [(lga, ccn)[place] for place in order]
    right = check("The LGA said “the pot is empty”.", sources)
    wrong = check("The CCN said “the pot is empty”.", sources)
    assert (right.check, wrong.check) == ("verbatim", "misattributed")


# What is read of a sentence


def test_marks_with_digits_that_are_no_amounts_are_read() -> None:
    text = "The A171, an i9 and a 3440x1440 screen cost £6bn in 2014, says passage 2."
    assert [text[start:end] for start, end in codes(facts(text))] == ["A171", "i9", "3440x1440"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("On 18 September 2014 and by Aug 23", ["18 September 2014", "23 August"]),
        ("in the mid-20th century, the 1980s and the 90s", ["the 1900s", "the 1980s", "the 1990s"]),
        ("In May it may march; the March before, a march on Friday", ["May", "March", "Friday"]),
        ("from 2011 to 2024-25", ["2011", "2024", "2025"]),
    ],
)
def test_dates_are_read_with_what_they_leave_out(text: str, told: list[str]) -> None:
    assert [to_words(moment) for moment in moments(text)] == told


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("in 1985", "on 9 May 1985", True),
        ("in the 1980s", "in 1985", True),
        ("in 1985", "in the 1980s", False),
        ("in the 20th century", "in 1947", True),
        ("in the 19th century", "in 1947", False),
        ("on Friday", "on 9 May 2025", True),
        ("on Thursday", "on 9 May 2025", False),
        ("in May", "on 9 May 2025", True),
        ("on 9 May 2025", "in May", False),
    ],
)
def test_a_date_lies_within_one_that_tells_as_much(one: str, other: str, within: bool) -> None:
    assert moments(one)[0].within(moments(other)[0]) == within


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The board did not agree to pay.", [["agre", "pay"]]),
        ("The bid stops short of asking for more.", [["ask"]]),
        ("It is not only cheap but quick.", []),
        ("If councils do not agree, the mayor decides.", []),
        ("It explains why the debt is not owed.", []),
        ("Elements are bonded, mixtures are not.", [["bond", "element", "mixtur"]]),
        ("They are lending, not giving.", []),
    ],
)
def test_what_a_sentence_denies_ends_with_its_clause(text: str, denied: list[list[str]]) -> None:
    assert [sorted(scope) for scope in denials(facts(text))] == denied


def test_two_figures_in_their_own_order_are_not_mixed_up() -> None:
    source = facts("(15 minutes to cook, 5 seconds to peel each cooked potato)")
    stated = facts("It takes 15 minutes to cook the potatoes and 5 seconds to peel one.")
    assert [mixed_up(figure, stated, source) for figure in stated.figures[:2]] == [None, None]


def test_the_number_of_a_name_is_not_mixed_up_with_another_number() -> None:
    source = facts("Part 16 of the plan for Hall 360 begins.")
    stated = facts("The hall has its plan in Part 16.")
    assert mixed_up(stated.figures[0], stated, source) is None


@pytest.mark.parametrize("word", ["place", "alternatively", "none", "post-war", "specifically", "well-being"])
def test_words_that_are_large_for_their_place_only_are_ordinary(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["london", "tuesday", "italy", "whitehall’s", "ann-marie"])
def test_names_are_not_ordinary(word: str) -> None:
    assert not is_ordinary(word)


def test_the_question_repeated_is_no_quotation() -> None:
    assert quotations("The answer to the question “Who pays?” is “the county”.")[0].text == "the county"


# What is said of each kind of fault

POT = "Councils in the north will get £930m over five years. On 12 March 2019 Ada Quill said that roads come first."
FIRST = "Councils in the north will get £930m over five years."


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Councils in the north will get £930m over five years.", ("verbatim", ())),
        ("The article says that councils in the north will get £930m over five years.", ("verbatim", ())),
        ("Councils in the north are to get 930 million pounds over five years.", ("supported", ())),
        (
            "Councils in the north will get £630m over five years.",
            ("number_differs", ("£630m: the source says £930m.",)),
        ),
        (
            "Councils in the north will get £930m over six years.",
            ("number_differs", ("six years: the source says five years.",)),
        ),
        (
            "Councils in the north will not get £930m over five years.",
            ("negated", (f"The source does not deny this: “{FIRST}”",)),
        ),
        (
            "Councils in the south will get £930m over five years.",
            ("negated", ("“south”: the source says “north”.",)),
        ),
        (
            "On 12 May 2019 Ada Quill said that roads come first.",
            ("date_differs", ("12 May 2019: the source says 12 March 2019.",)),
        ),
        (
            "On 12 March 2019 Tom Firth said that roads come first.",
            (
                "misattributed",
                (
                    "The source gives this as the words of Ada Quill, not of Tom Firth.",
                    "Tom Firth: the source names Ada Quill.",
                ),
            ),
        ),
        (
            "Councils in the north will get £930m, says https://pay.example/now.",
            (
                "words_differ",
                (
                    "The address or mark-up “https://pay.example/now” stands nowhere in the words cited.",
                    "The words cited do not say: “https”, “pay”.",
                ),
            ),
        ),
        ("The article does not say who pays.", ("nothing_to_check", ())),
        ("Here is a summary:", ("nothing_to_check", ())),
        ("Click here.", ("words_differ", ("The words cited do not say: “Click”.",))),
    ],
)
def test_a_sentence_is_told_what_is_wrong_with_it(sentence: str, made: tuple[str, tuple[str, ...]]) -> None:
    assert of(sentence, POT) == made


@pytest.mark.parametrize(
    ("sentence", "text", "made"),
    [
        (
            "Lanmoor pays 24%.",
            "Carrow pays 24% and Lanmoor 46%.",
            ("number_differs", ("24%: the source says 46%.",)),
        ),
        (
            "The road is the A172, says the plan for the north.",
            "The road is the A171, says the plan for the north.",
            ("number_differs", ("A172: the source says A171.", "A172: the source names A171.")),
        ),
        (
            "The deal was signed in Whatever by both of the councils.",
            "The deal was signed in Tarnholt by both of the councils.",
            ("name_differs", ("Whatever: the source names Tarnholt.",)),
        ),
        (
            "The vote will be held on Thursday in every village hall.",
            "The vote will be held on Wednesday in every village hall.",
            ("date_differs", ("Thursday: the source says Wednesday.",)),
        ),
        (
            "Fares rose by 14% in 2020.",
            "Fares rose by 14% in 2019 and by 3% in 2020.",
            ("date_differs", ("2020: the source says 2019.",)),
        ),
        (
            "The Treasury replied.",
            "The Treasury has not replied.",
            ("negated", ("The source denies this: “The Treasury has not replied.”",)),
        ),
        (
            "He called it “a great waste”.",
            "He called it “a small waste”, in public.",
            (
                "words_differ",
                (
                    "The words “a great waste” do not stand in the source. It says: “He called it “a small waste”,"
                    " in public.”",
                    "The words cited do not say: “great”.",
                ),
            ),
        ),
        (
            "The trains will run at night.",
            "Nobody believes that the trains will run at night.",
            ("verbatim", ()),
        ),
        (
            "The trains will run at night.",
            "The council denied that the trains will run at night.",
            (
                "negated",
                (
                    "The source denies this: “The council denied that the trains will run at night.”",
                    "The source gives this as the words of the council.",
                ),
            ),
        ),
        (
            "The trains will run at night.",
            "The board will meet in May if the trains will run at night.",
            (
                "verbatim",
                (
                    "The source says this under a condition: “The board will meet in May if the trains will run at"
                    " night.”",
                ),
            ),
        ),
        ("Experts agree that the deal was a triumph.", "The deal covers buses.", ("words_differ", ())),
    ],
)
def test_each_fault_has_its_check(sentence: str, text: str, made: tuple[str, tuple[str, ...]]) -> None:
    found = of(sentence, text)
    assert (found[0], found[1] if made[1] or made[0] == "verbatim" else ()) == made


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Two fifths of the budget goes on care.", "Care takes 40% of the budget."),
        ("It costs nearly half of the budget.", "It costs 48% of the budget."),
        ("More than 600 people came to the hall.", "612 people came to the hall."),
        ("The CCN asked for powers.", "The County Councils Network (CCN) asked for powers."),
        ("The French mayor opened the bridge.", "The mayor, from France, opened the bridge."),
        ("On Friday the board met in the hall.", "On 9 May 2025 the board met in the hall."),
        ("On August 23rd rain is expected.", "Rain is expected for Aug 23."),
        ("Libraries do not open at night.", "Libraries never open at night."),
        ("The Treasury has yet to reply.", "The Treasury has not replied."),
        ("Fares rose 14% in 2019¹.", "Fares rose by 14% in 2019 and by 3% in 2020."),
        ("Fares rose by 14% [1] in 2019 [2].", "Fares rose by 14% in 2019 and by 3% in 2020."),
    ],
)
def test_the_same_in_other_words_is_supported(sentence: str, text: str) -> None:
    assert of(sentence, text) == ("supported", ())


def test_a_sentence_without_a_source_is_uncited() -> None:
    assert check("It rains.", []) == Checked("uncited", ("It names no passage.",))


@pytest.mark.parametrize(
    "part", ["in May ", "£1m ", "[1, ", "Aa ", "passage 1 and 2, ", "1 in 2 out of ", "2020-"]
)
def test_what_a_model_repeats_without_end_is_not_compared_without_end(part: str) -> None:
    source = [read_source(POT)]
    begun = time.process_time()
    short, long = check(part * (1900 // len(part)), source), check(part * 100_000, source)
    assert time.process_time() - begun < 2
    assert short.check not in ("verbatim", "supported")
    assert long.check == "words_differ"


def test_words_without_the_end_of_a_sentence_are_compared_as_they_stand() -> None:
    text = "road " * 500
    assert of(text, text) == ("verbatim", ())
    assert of(text, "road") == (
        "words_differ",
        ("It is too long to be compared: 2,500 characters without the end of a sentence.",),
    )


def test_a_figure_that_only_the_question_tells_is_told_and_not_counted_as_wrong() -> None:
    made = of(
        "Over the 25 years the board built roads.", "The board built roads.", question="What of the 25 years?"
    )
    assert made == (
        "supported",
        ("25 years is what the question says; the words cited do not tell it.",),
    )


def test_a_wrong_figure_stays_wrong_where_the_question_asks_for_it() -> None:
    made = of("The board asked for £930m.", "The board asked for £630m.", question="Did it ask for £930m?")
    assert made == ("number_differs", ("£930m: the source says £630m.",))
