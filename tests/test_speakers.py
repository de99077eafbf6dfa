"""Who says each sentence: shares of wrong and unknown speakers on labelled articles, and the rules one by one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speaker_labels import judge, share

from ingest.speakers import attribute
from values import UNKNOWN, Description, Part, Sentence, Span, Speaker, Version

SETS = ("corpus", "workload", "invented", "fresh")
NEWS = Description(
    publisher=Part("The Daily Post", known="stated"),
    published=Part("2024-03-14", known="stated"),
    kind=Part("news", known="inferred"),
)


def attributed(text: str, description: Description = NEWS) -> tuple[Sentence, ...]:
    """The sentences of a text (split after . ? ! and closing marks), attributed."""
    sentences = [
        Sentence(line.start() + m.start(), line.start() + m.end(), m.group(), number)
        for number, line in enumerate(re.finditer(r"[^\n]+", text))
        for m in re.finditer(r"\S.*?(?:[.?!][”’\"']?(?=\s)(?!\s[a-z])|$)", line.group())
    ]
    version = Version("made", 1, "made", text, (Span(0, len(text), "body"),), description, "", "text", "")
    return attribute(version, sentences)


def speakers(text: str, description: Description = NEWS) -> list[tuple[str, str, str]]:
    return [(s.speaker.name, s.speaker.office, s.speaker.body) for s in attributed(text, description)]


# ---------------------------------------------------------------- floors


@pytest.mark.parametrize("name", SETS)
def test_at_most_two_in_a_hundred_speakers_are_wrong(name: str) -> None:
    verdicts = judge(name)
    assert share(verdicts, "wrong") <= 0.02, "\n".join(str(v) for v in verdicts if v.kind == "wrong")


@pytest.mark.parametrize("name", SETS)
def test_at_most_eight_in_a_hundred_speakers_are_unknown(name: str) -> None:
    assert share(judge(name), "unknown") <= 0.08


@pytest.mark.parametrize("name", SETS)
def test_sentences_that_report_nobody_are_given_to_nobody_else(name: str) -> None:
    plain = [verdict for verdict in judge(name) if not verdict.counts]
    assert [str(verdict) for verdict in plain if verdict.kind == "wrong"] == []


@pytest.mark.parametrize("name", SETS)
def test_quoted_and_reported_sentences_are_told_from_others(name: str) -> None:
    verdicts = judge(name)
    marks = [
        (v.sentence.quoted, v.sentence.reported) == (who["quoted"], who["reported"])
        for v in verdicts
        for who in [v.label]
        if "alternatives" not in v.label
    ]
    assert sum(marks) / len(marks) >= 0.98


# ---------------------------------------------------------------- laws

WORDS = st.sampled_from(
    "“ ” ‘ ’ \" ' said told she It Council Board Cllr Dr Hodge , . : - – ( ) report The the a of for by and who we"
    " Q: A: \n \u00a0".split(" ")
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40).map(" ".join))
def test_attribution_changes_nothing_but_who_when_quoted_and_reported(text: str) -> None:
    sentences = [
        Sentence(m.start(), m.end(), m.group(), number)
        for number, m in enumerate(re.finditer(r"[^\n]+", text))
    ]
    version = Version("made", 1, "made", text, (), NEWS, "", "text", "")
    found = attribute(version, sentences)
    bare = [replace(s, speaker=Speaker(), said_on=UNKNOWN, quoted=False, reported=False) for s in found]
    assert bare == sentences


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_attribution_is_the_same_every_time(text: str) -> None:
    assert attributed(text) == attributed(text)


def test_an_unknown_speaker_has_no_name_office_or_body() -> None:
    nobody = attributed("“It leaks.”\nThe roof was mended in May.")[0]
    assert (nobody.speaker, nobody.reported, nobody.quoted) == (Speaker(), True, True)


def test_a_text_without_sentences_has_no_speakers() -> None:
    assert attributed("") == ()


# ---------------------------------------------------------------- the article's own voice


def test_the_publication_speaks_where_nobody_else_does() -> None:
    (only,) = attributed("The bridge was closed in May.")
    assert (only.speaker, only.reported, only.quoted) == (
        Speaker("", "", "The Daily Post", "inferred"),
        False,
        False,
    )


def test_the_author_speaks_in_an_opinion_piece_with_the_office_that_the_text_tells() -> None:
    description = replace(
        NEWS, author=Part("Ann Lee", known="stated"), kind=Part("opinion", known="inferred")
    )
    text = "I have waited long enough.\nAnn Lee is a former chair of the Bridge Users’ Forum."
    assert speakers(text, description)[0] == ("Ann Lee", "former chair", "Bridge Users’ Forum")


def test_nobody_speaks_in_an_opinion_piece_without_an_author() -> None:
    description = replace(NEWS, kind=Part("opinion", known="inferred"))
    assert attributed("I have waited long enough.", description)[0].speaker == Speaker()


def test_what_an_organisation_says_of_itself_on_its_own_page_is_its_own_voice() -> None:
    description = replace(
        NEWS,
        publisher=Part("County Councils Network", known="given"),
        kind=Part("policy_page", known="inferred"),
    )
    found = attributed(
        "The CCN has called for reform.\nThe Councils Network will argue for more.", description
    )
    assert [(s.speaker.body, s.reported) for s in found] == [("County Councils Network", False)] * 2


# ---------------------------------------------------------------- reported speech


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("CCN chairman David Hodge said: “We are ready.”", ("David Hodge", "chairman", "CCN")),
        ("“We are ready,” said Ann Lee, leader of Kent Council.", ("Ann Lee", "leader", "Kent Council")),
        ("“We are ready,” the director of Solace, Graeme McDonald, said.", ("Graeme McDonald", "director", "Solace")),
        ("A spokesman for the Department for Roads said it was ready.", ("", "spokesman", "Department for Roads")),
        ("Ministers have promised a review.", ("", "ministers", "")),
        ("Laws must change, local authority chiefs have claimed.", ("", "local authority chiefs", "")),
        ("The Bridge Trust (BT), which owns it, has called on ministers to pay.", ("", "", "Bridge Trust")),
        ("According to a report by the Bridge Trust, it is closed.", ("", "report", "Bridge Trust")),
        ("The children’s charity Little Lanterns welcomed it.", ("", "", "Little Lanterns")),
        ("It was never like this, says Farida Noon, who lives there.", ("Farida Noon", "", "")),
        ("The plan was hailed as ‘a first step’ by the Bridge Trust.", ("", "", "Bridge Trust")),
        ("The Bridge Trust and Kent Council have urged ministers to pay.", ("", "", "Bridge Trust and Kent Council")),
        ("Ann Lee, addressing the forum for the first time as its chair said it was late.", ("Ann Lee", "", "")),
        ("Council bosses in Ash, Elm and Oak want it.", ("", "council bosses in Ash, Elm and Oak", "")),
    ],
)  # fmt: skip
def test_the_speaker_of_reported_speech_is_read_from_the_sentence(
    sentence: str, speaker: tuple[str, str, str]
) -> None:
    (found,) = attributed(sentence)
    assert (found.speaker.name, found.speaker.office, found.speaker.body) == speaker
    assert found.reported


@pytest.mark.parametrize(
    "sentence",
    [
        "The call for devolution comes a day before the vote.",
        "The promise has led to growing calls for devolution in England.",
        "Nobody in Tarn was asked.",
        "The review that ministers promised has not begun.",
        "It falls short of what councils and the independent review argued for.",
        "Residents may ask a question in writing.",
        "The authority added a route to its network.",
        "A ‘broken’ market made it worse.",
    ],
)
def test_sentences_that_only_look_like_reports_are_the_publications_own(sentence: str) -> None:
    (found,) = attributed(sentence)
    assert (found.speaker.body, found.reported) == ("The Daily Post", False)


def test_a_report_keeps_its_body_through_the_it_of_later_sentences() -> None:
    text = "A report by the Bridge Trust calls for a toll.\nIt also calls for a ferry.\nThe report wants no tunnel."
    assert speakers(text) == [("", "report", "Bridge Trust")] * 3


def test_an_acronym_is_the_body_that_it_was_introduced_for() -> None:
    text = "The BT wants a toll.\nThe Bridge Trust (BT) owns the bridge.\nBT chair Ann Lee said it was old."
    assert speakers(text)[0] == ("", "", "Bridge Trust")
    assert speakers(text)[2] == ("Ann Lee", "chair", "Bridge Trust")


def test_the_board_is_the_one_board_named_before_and_none_named_later() -> None:
    before = "The Bridge Trust Board met.\nBoard chair Ann Lee said it was late."
    after = "Board chair Ann Lee said it was late.\nThe Bridge Trust Board met."
    assert speakers(before)[1] == ("Ann Lee", "chair", "Bridge Trust Board")
    assert speakers(after)[0] == ("Ann Lee", "board chair", "")


def test_a_surname_is_the_person_who_was_named_in_full() -> None:
    text = "Ann Lee, leader of Kent Council, said it was late.\n“It is,” Cllr Lee said.\nMs Lee added that it leaks."
    assert speakers(text) == [("Ann Lee", "leader", "Kent Council")] * 3


def test_he_is_nobody_where_only_a_woman_was_named() -> None:
    text = "Ms Ann Lee said it was late.\nHe said that it leaks."
    assert attributed(text)[1].speaker == Speaker()
    assert attributed(text)[1].reported


def test_two_people_of_one_surname_are_not_mixed_up() -> None:
    text = "Ann Lee, a farmer, said it was late.\nTom Lee, a builder, said it leaks.\nLee said more."
    assert attributed(text)[2].speaker == Speaker()


# ---------------------------------------------------------------- quotations


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = "Ann Lee said: “It is late.\n“It leaks.\n“And it sways.”\nThe bridge is old."
    assert speakers(text) == [("Ann Lee", "", "")] * 3 + [("", "", "The Daily Post")]


def test_a_quotation_alone_in_its_paragraph_is_the_speakers_of_the_one_before() -> None:
    text = "Ann Lee spoke to us on the bridge.\n“It sways,” she said.\n“I would not cross it.”"
    assert speakers(text)[1:] == [("Ann Lee", "", "")] * 2


def test_a_name_in_the_sentence_after_speaks_the_quotation() -> None:
    text = "“I would not cross it.” Ann Lee, a farmer, said that it sways."
    assert speakers(text) == [("Ann Lee", "farmer", "")] * 2


def test_a_sentence_named_beside_is_stated_and_one_further_off_inferred() -> None:
    text = "Ann Lee said: “It is late. It leaks. It sways.”"
    assert [s.speaker.known for s in attributed(text)] == ["stated", "stated", "inferred"]


def test_the_items_of_a_reported_list_are_the_reports() -> None:
    text = "The Bridge Trust calls for:\n- a toll;\n- a ferry.\nThe bridge is old."
    assert speakers(text) == [("", "", "Bridge Trust")] * 3 + [("", "", "The Daily Post")]


def test_the_answers_of_an_interview_are_the_interviewees() -> None:
    text = "Ann Lee became chair of the Bridge Trust in May.\nQ: Is it late?\nA: Yes.\nQ: Why?"
    assert speakers(text)[1:] == [
        ("", "", "The Daily Post"),
        ("Ann Lee", "chair", "Bridge Trust"),
        ("", "", "The Daily Post"),
    ]
