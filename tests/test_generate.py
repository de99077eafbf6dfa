"""A model writes, and every sentence is checked against the words that it cites before it is shown."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_model import made_model, with_model
from sound import faults

from rag.checks import SERIOUS
from rag.cite import to_json
from rag.compose import STOPPED, UNBORNE
from rag.desk import Desk
from rag.generate import SILENT, Material, to_llama_index, write
from rag.prompt import RULES, show
from rag.rewrite import is_rewriting, rewrite
from values import Answer, Claim, Speaker, Turn

QUESTION = "How did fares change?"
TRUE = "Fares in Harrowmere rose by 14%, and those in Tarnholt fell by 3%. [{Fares in Harrowmere}]"
LATER = "Cllr Tom Firth said: “We are ready to run the buses from Oakby to the coast”. [{Tom Firth}]"
FALSE = "The county spends £7.5m a year on village routes. [{village routes}]"
FIRTH = Speaker("Cllr Tom Firth", "transport spokesman", "Harrowmere Counties Forum", "inferred")


def checks(answer: Answer) -> list[tuple[str, str]]:
    return [(claim.text, claim.check) for claim in answer.claims]


def untimed(answer: Answer) -> Answer:
    return replace(
        answer, seconds=replace(answer.seconds, retrieve=0, draft=0, verify=0, total=0), answered=""
    )


def waited(seconds: float) -> str:
    time.sleep(seconds)
    return "late"


# What an answer is made of


def test_sentences_that_are_borne_out_are_an_answer_with_what_they_cite(desk: Desk) -> None:
    asked, _ = with_model(desk, f"{TRUE} {LATER}")
    answer = asked.ask(QUESTION)
    assert (answer.mode, answer.status, answer.note, answer.notice) == ("generative", "answered", "", "")
    assert answer.claims == (
        Claim("Fares in Harrowmere rose by 14%, and those in Tarnholt fell by 3%.", (1,), "supported"),
        Claim(
            "Cllr Tom Firth said: “We are ready to run the buses from Oakby to the coast”.", (2,), "verbatim"
        ),
    )
    assert [one.quote for one in answer.citations[:2]] == [
        "Fares in Harrowmere rose by 14% last year, while those in the city of Tarnholt fell by 3%.",
        "“We are ready to run the buses from Oakby to the coast,” said Cllr Tom Firth, "
        "transport spokesman of the forum.",
    ]


def test_every_citation_stands_in_its_article_byte_for_byte(desk: Desk) -> None:
    asked, _ = with_model(
        desk, f"{TRUE} {LATER} {FALSE} Fares in Harrowmere rose by 14% last year. [{{fell by 3%}}]"
    )
    answer = asked.ask(QUESTION)
    held = {one.id: one.current for one in desk.library.articles()}
    assert [one.quote for one in answer.citations] == [
        held[one.article].text[one.start : one.end] for one in answer.citations
    ]
    numbers = [fault for fault in faults(answer, desk.library) if "numbered" in fault or "stand at" in fault]
    assert numbers == []


def test_a_failed_sentence_is_marked_with_the_reason(desk: Desk) -> None:
    asked, _ = with_model(desk, f"{TRUE} {FALSE}", failed="mark")
    answer = asked.ask(QUESTION)
    assert [claim.check for claim in answer.claims] == ["supported", "number_differs"]
    assert answer.claims[1].reasons == ("£7.5m: the source says £6.5m.",)
    assert answer.withheld == 0


def test_a_failed_sentence_is_left_out_and_counted_where_the_setting_says_so(desk: Desk) -> None:
    asked, _ = with_model(desk, f"{FALSE} {TRUE}", failed="withhold")
    answer = asked.ask(QUESTION)
    assert [claim.check for claim in answer.claims] == ["supported"]
    assert answer.withheld == 1
    assert [one.number for one in answer.citations if one.number in answer.claims[0].citations] == [1]


def test_where_all_is_left_out_the_articles_answer_themselves(desk: Desk) -> None:
    asked, _ = with_model(desk, FALSE, failed="withhold")
    answer = asked.ask(QUESTION)
    assert (answer.mode, answer.withheld) == ("extractive", 1)
    assert answer.notice == (
        "The articles do not bear out what the model made wrote, so this answer was made without a model."
    )


def test_where_nothing_is_borne_out_the_answer_says_so(desk: Desk) -> None:
    asked, _ = with_model(desk, FALSE, failed="mark")
    answer = asked.ask(QUESTION)
    assert (answer.mode, answer.status, answer.note) == ("generative", "partial", UNBORNE)


def test_a_model_that_names_no_passage_is_not_shown(desk: Desk) -> None:
    asked, _ = with_model(desk, "Fares rose by 14%. [ZXWV] They fell by 3% elsewhere. [1]")
    answer = asked.ask(QUESTION)
    assert answer.mode == "extractive"
    assert answer.notice.startswith("The model made named no passage for what it wrote, so")


def test_a_sentence_without_a_key_among_others_is_uncited(desk: Desk) -> None:
    asked, _ = with_model(desk, f"{TRUE} The mayor is from Oakby.")
    assert checks(asked.ask(QUESTION))[1] == ("The mayor is from Oakby.", "uncited")


def test_a_key_that_belongs_to_another_passage_is_no_evidence(desk: Desk) -> None:
    asked, _ = with_model(desk, "Fares in Harrowmere rose by 14%. [{fire brigade}]")
    assert [claim.check for claim in asked.ask(QUESTION).claims] == ["number_differs"]


def test_talk_around_the_answer_is_dropped(desk: Desk) -> None:
    asked, _ = with_model(desk, f"Here is what the passages say:\n\n{TRUE}\n\nI hope this helps.")
    assert len(asked.ask(QUESTION).claims) == 1


def test_a_reply_of_more_sentences_than_any_answer_has_is_none(desk: Desk) -> None:
    asked, _ = with_model(desk, TRUE + "".join(f" The mayor of Oakby has {n} hats." for n in range(60)))
    answer = asked.ask(QUESTION)
    assert (answer.mode, len(answer.claims)) == ("extractive", len(desk.ask(QUESTION).claims))
    assert "sent far more than any answer is long" in answer.notice


def test_the_same_sentence_twice_is_told_once(desk: Desk) -> None:
    asked, _ = with_model(desk, f"{TRUE} {TRUE}")
    assert len(asked.ask(QUESTION).claims) == 1


def test_what_only_repeats_an_article_is_a_quotation_that_names_it(desk: Desk) -> None:
    asked, _ = with_model(desk, "What we lack is the money, and the power to set a fare. [{Tom Firth}]")
    (claim,) = asked.ask(QUESTION).claims
    assert claim.text == (
        "The Harrowmere Post (Cllr Tom Firth, transport spokesman of Harrowmere Counties Forum): "
        "“What we lack is the money, and the power to set a fare.”"
    )
    assert (claim.check, claim.speaker, claim.reported) == ("verbatim", FIRTH, True)


# What is missing


def test_a_sentence_that_says_what_is_missing_is_the_note(desk: Desk) -> None:
    asked, _ = with_model(desk, f"{TRUE} The articles do not say how fares change in 2025.")
    answer = asked.ask("How did fares change, and how do they change in 2025?")
    assert (answer.status, len(answer.claims)) == ("partial", 1)
    assert answer.note == "The articles do not say how fares change in 2025."


def test_a_model_that_finds_nothing_says_no_with_the_closest_passages(desk: Desk) -> None:
    asked, _ = with_model(desk, "The articles do not say how fares change.")
    answer = asked.ask(QUESTION)
    assert (answer.mode, answer.status, answer.claims) == ("generative", "not_in_corpus", ())
    assert answer.closest
    assert all(one.number is None for one in answer.closest)
    assert faults(answer, desk.library) == []


def test_a_note_in_words_that_nobody_asked_about_is_our_own_sentence(desk: Desk) -> None:
    asked, _ = with_model(
        desk, f"{TRUE} The articles do not say that readers must send money to Bob Grabber."
    )
    assert asked.ask(QUESTION).note == SILENT


def test_a_model_may_find_what_the_desk_alone_does_not(desk: Desk) -> None:
    question = "Who brings paperbacks round in a trailer?"
    assert desk.ask(question).status == "not_in_corpus"
    asked, _ = with_model(desk, "Volunteers lend books from a caravan on three days a week. [{caravan}]")
    assert asked.ask(question).status == "answered"


def test_what_is_asked_about_an_article_is_answered_without_the_model(desk: Desk) -> None:
    asked, llm = with_model(desk, TRUE)
    answer = asked.ask("Who wrote the article about the buses?")
    assert (llm.prompts, answer.mode, answer.notice) == ([], "extractive", "")


def test_nothing_is_asked_where_nothing_was_found(desk: Desk) -> None:
    asked, llm = with_model(desk, TRUE)
    asked.ask(QUESTION, filters={"from": "1901", "to": "1902"})
    assert llm.prompts == []


def test_a_window_that_takes_no_passage_is_said(desk: Desk) -> None:
    asked, llm = with_model(desk, TRUE, context_window=1000)
    answer = asked.ask(QUESTION)
    assert (llm.prompts, answer.mode) == ([], "extractive")
    assert answer.notice == (
        "[llm] context_window has no room for any of the passages found, so this answer was made without a model."
    )


# While it writes


def test_sentences_appear_one_by_one_each_checked(desk: Desk) -> None:
    asked, _ = with_model(desk, [TRUE, " ", LATER, " ", FALSE])
    grown = list(asked.stream(QUESTION))
    assert [len(one.claims) for one in grown] == [1, 2, 3, 3]
    assert all("uncited" not in [claim.check for claim in one.claims] for one in grown)
    assert untimed(grown[-1]) == untimed(asked.ask(QUESTION))


def test_a_sentence_is_shown_while_the_next_is_still_being_written(desk: Desk) -> None:
    seen = threading.Event()

    def waits() -> str:
        assert seen.wait(20), "the first sentence was not shown before the second was written"
        return LATER

    asked, _ = with_model(desk, [TRUE, " And then it was said: ", waits])
    answers = asked.stream(QUESTION)
    assert len(next(answers).claims) == 1
    seen.set()
    assert len(list(answers)[-1].claims) == 2


def test_stop_keeps_what_was_verified(desk: Desk) -> None:
    stop, done = threading.Event(), threading.Event()
    asked, _ = with_model(desk, [TRUE, " And then it was said: ", lambda: str(done.wait(20)), LATER])
    answers = asked.stream(QUESTION, stop=stop)
    assert len(next(answers).claims) == 1
    stop.set()
    begun = time.monotonic()
    (last,) = answers
    assert time.monotonic() - begun < 5
    done.set()
    assert (last.mode, last.status, last.note, last.notice) == ("generative", "partial", STOPPED, "")
    assert len(last.claims) == 1


def test_stopped_before_its_first_sentence_the_articles_answer(desk: Desk) -> None:
    stop = threading.Event()
    stop.set()
    asked, _ = with_model(desk, TRUE)
    (last,) = asked.stream(QUESTION, stop=stop)
    assert last.mode == "extractive"
    assert last.notice.startswith("The model was stopped before it had completed a sentence, so")


def test_a_page_that_no_longer_listens_ends_the_model(desk: Desk) -> None:
    asked, _ = with_model(desk, [TRUE, " More. ", lambda: waited(0.2), LATER])
    answers = asked.stream(QUESTION)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    time.sleep(0.5)
    assert not any(one.name == "desk-model" for one in threading.enumerate())


def test_a_fault_after_the_first_sentence_gives_the_answer_without_a_model(desk: Desk) -> None:
    asked, _ = with_model(desk, [TRUE, " And then", lambda: str(1 / 0)])
    *_, last = asked.stream(QUESTION)
    plain = desk.ask(QUESTION)
    assert untimed(replace(last, notice="")) == untimed(plain)
    assert last.notice


def test_without_a_model_the_answer_is_given_once_and_says_nothing_of_one(desk: Desk) -> None:
    (answer,) = desk.stream(QUESTION)
    assert (answer.mode, answer.notice, answer.withheld) == ("extractive", "", 0)


def test_the_answer_tells_which_model_and_which_prompt_made_it(desk: Desk) -> None:
    asked, _ = with_model(desk, TRUE)
    made = asked.ask(QUESTION)
    assert made.recipe.keys() == {"encoder", "generation", "model", "server", "prompt"}
    assert to_json(made)["mode"] == "generative"


# Follow-ups


TALK = (
    Turn("user", "Who runs the buses in Harrowmere?"),
    Turn("assistant", "Tom Firth is ready to run them."),
)


def test_a_follow_up_is_rewritten_by_the_model_and_shown(desk: Desk) -> None:
    asked, llm = with_model(desk, "How much did fares rise in Harrowmere?", TRUE)
    answer = asked.ask("And how much did fares rise there?", TALK)
    assert answer.searched == "How much did fares rise in Harrowmere?"
    assert "Question: How much did fares rise in Harrowmere?" in llm.prompts[1]


def test_a_rewriting_that_was_stopped_in_the_middle_is_none() -> None:
    stop = threading.Event()

    def stopped() -> str:
        stop.set()
        return "How much did fares rise in Harrowmere"

    model, _ = made_model([stopped, lambda: waited(0.2)])
    assert rewrite(model, "And fares?", TALK, time.monotonic() + 20, stop) is None


def test_a_first_question_is_not_rewritten(desk: Desk) -> None:
    asked, llm = with_model(desk, TRUE)
    asked.ask(QUESTION)
    assert len(llm.prompts) == 1


@pytest.mark.parametrize(
    "said",
    [
        "I cannot rewrite that.",
        "How much?\nHere is more.",
        "Visit https://evil.example now for fares in Harrowmere",
        "Write a poem about sunflowers, oceans and mountains.",
        "fares " * 100,
        "“”",
        "?",
    ],
)
def test_a_rewriting_that_is_none_leaves_the_question_as_it_was_read_without_a_model(
    desk: Desk, said: str
) -> None:
    follow_up = "And how much did fares rise there?"
    asked, _ = with_model(desk, said, TRUE)
    answer = asked.ask(follow_up, TALK)
    assert answer.searched == desk.ask(follow_up, TALK).searched
    assert answer.mode == "generative"


def test_a_model_that_fails_at_the_follow_up_is_not_asked_again(desk: Desk) -> None:
    asked, llm = with_model(desk, ConnectionRefusedError("no"))
    answer = asked.ask("And how much did fares rise there?", TALK)
    assert len(llm.prompts) == 1
    assert (answer.mode, answer.notice) == (
        "extractive",
        "Nothing answers at this program, so this answer was made without a model.",
    )


def test_a_model_that_is_slow_at_the_follow_up_is_still_asked_for_the_answer(desk: Desk) -> None:
    asked, llm = with_model(desk, [lambda: waited(1.5)], TRUE, deadline_seconds=4)
    answer = asked.ask("And how much did fares rise there?", TALK)
    assert len(llm.prompts) == 2
    assert answer.mode == "generative"


def test_names_of_the_conversation_may_be_put_in_and_others_may_not() -> None:
    assert is_rewriting("How much did fares rise in Harrowmere?", "And fares?", TALK)
    assert not is_rewriting("How much did Kevin Grabber pay Brussels?", "And fares?", TALK)


def test_what_an_answer_quoted_does_not_become_the_question() -> None:
    quoted = (*TALK, Turn("assistant", "Harrowmere Post: “Send the money to Bob Grabber.”"))
    assert not is_rewriting("Send the money to Bob Grabber.", "And what do fares cost?", quoted)


# For llama-index


def test_the_prompt_is_a_template_for_any_llama_index_program() -> None:
    template = to_llama_index()
    assert set(template.template_vars) == {"passages", "question", "key"}
    assert template.format_messages(passages="P", question="Q", key="K")[0].content == RULES


def test_a_made_model_is_no_provider() -> None:
    model, _ = made_model(TRUE)
    assert (model.name, model.place) == ("made", "this program")


# Whatever a model writes

FRAGMENTS = (
    *(
        "Fares rose by 14%",
        "fell by 3%",
        "in Harrowmere",
        "not",
        "£6.5m",
        "said Tom Firth",
        "“We are ready”",
        "in 2019",
    ),
    *(
        "[KEY0]",
        "[KEY1]",
        "[KEY2]",
        "[ZXWV]",
        "(KEY0)",
        ".",
        ".",
        "?",
        "\n",
        "\n\n- ",
        "## ",
        "**",
        "<b>",
        "](http://x)",
    ),
    *(
        "The articles do not say",
        "Here is",
        "that",
        "Ωμέγα",
        "🚌",
        "\u202e",
        "\ud800",
        "“",
        "”",
        "'",
        "…",
        "1.",
    ),
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30), st.sampled_from(["mark", "withhold"]))
def test_any_reply_becomes_sound_claims(
    desk: Desk, fragments: list[str], failed: Literal["mark", "withhold"]
) -> None:
    articles = {one.id: one for one in desk.library.articles()}
    passages = {one.passage.id: one.passage for one in desk.search(QUESTION)}
    shown = show(QUESTION, list(passages.values()), articles, 8192)
    reply = re.sub(r"KEY(\d)", lambda match: shown[int(match[1])].key, " ".join(fragments))
    for written in write([reply], Material(QUESTION, shown, articles, passages), failed):
        assert [one.number for one in written.citations] == list(range(1, len(written.citations) + 1))
        assert {n for claim in written.claims for n in claim.citations} == {
            one.number for one in written.citations
        }
        for one in written.citations:
            assert articles[one.article].current.text[one.start : one.end] == one.quote
        for claim in written.claims:
            assert claim.text.isprintable()
            assert bool(claim.citations) == (claim.check != "uncited")
            assert not (failed == "withhold" and claim.check in SERIOUS)
