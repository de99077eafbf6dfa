"""Golden questions, their evidence, and the judgement of answers to them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import mark
from ingest.load import load
from quality.eval import Report, evaluate, read_items, run
from quality.judge import Item, Judgement, Reply, judge, shows
from values import (
    Answer,
    AnswerStatus,
    Citation,
    Claim,
    Description,
    Scope,
    Seconds,
    SettingsError,
    Span,
    Turn,
)

DATA = Path(__file__).parent / "data"
CORPUS = DATA.parents[1] / "corpus"
SETS = {
    "questions_floor.jsonl": CORPUS,
    "questions_natural.jsonl": CORPUS,
    "questions_other.jsonl": DATA / "other",
}
ABOUT_THE_ARTICLE = {"title", "byline", "dateline"}
OFF_TOPIC = {"off_topic"}

LASTED = "Counties want settlements to last five years."
WANTED = "Solace wants the law on directors to go."
FIGURE = Item("q", "How long?", "figure", True, evidence=(LASTED,), must_mention=(("five years", "5 years"),))
BOTH = Item("b", "What do both want?", "cross", True, evidence=(LASTED, WANTED))
NOWHERE = Item("n", "What does a place cost?", "near_miss", False, must_not=("£6bn",))

text = st.text(st.sampled_from("ab’' \u00a0\n“–-"), max_size=40)
sentence = text.filter(lambda words: bool(words.split()))


@cache
def _marked(article: Path) -> tuple[str, tuple[Span, ...]]:
    document = load(article, article.name)
    return document.text, mark(document)


def _kinds(article: Path, words: str) -> set[str]:
    """The kinds of the spans of ``article`` in which ``words`` stand."""
    text, spans = _marked(article)
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    return {span.kind for at in places for span in spans if span.start < at + len(words) and at < span.end}


@pytest.mark.parametrize("name", SETS)
def test_all_evidence_stands_byte_for_byte_in_an_article(name: str) -> None:
    texts = [path.read_bytes().decode("utf-8") for path in SETS[name].glob("*.txt")]
    items = read_items(DATA / name)
    evidence = [(item.id, words) for item in items for words in item.evidence + item.alternatives]
    assert [found for found in evidence if not any(found[1] in text for text in texts)] == []


@pytest.mark.parametrize("name", [name for name, folder in SETS.items() if folder == CORPUS])
def test_no_evidence_in_the_collection_is_furniture(name: str) -> None:
    stray = []
    for item in read_items(DATA / name):
        allowed = {"body"} | (ABOUT_THE_ARTICLE if item.type in ("metadata", "attribution") else set())
        for words in item.evidence + item.alternatives:
            kinds = set().union(*(_kinds(path, words) for path in sorted(CORPUS.glob("*.txt"))))
            if not kinds & allowed or "furniture" in kinds:
                stray.append((item.id, words, kinds))
    assert stray == []


@pytest.mark.parametrize("name", SETS)
def test_every_article_that_a_question_names_is_there(name: str) -> None:
    named = {article for item in read_items(DATA / name) for article in item.articles}
    assert named == {path.name for path in SETS[name].glob("*.txt")}


@pytest.mark.parametrize("name", SETS)
def test_a_perfect_answer_to_every_question_is_right(name: str) -> None:
    items = read_items(DATA / name)
    report = evaluate(items, {item.id: _perfect(item) for item in items})
    assert [item.id for item, found in report.rows if not found.right] == []


def _perfect(item: Item) -> Reply:
    quotes = item.evidence + (item.alternatives[:2] if item.type == "attribution" else ())
    return Reply(not item.answerable, " ".join(quotes) if item.answerable else "", quotes)


def test_the_floors_hold_enough_questions_that_the_articles_do_not_answer() -> None:
    unanswerable = [item for item in read_items(DATA / "questions_floor.jsonl") if not item.answerable]
    on_topic = [item for item in unanswerable if item.type not in OFF_TOPIC]
    assert (len(unanswerable), len(on_topic)) >= (12, 8)


def test_a_right_answer_is_judged_in_every_respect() -> None:
    reply = Reply(False, f"{LASTED} [1] {WANTED} [2]", (LASTED, WANTED))
    assert judge(FIGURE, reply) == Judgement(
        right=True,
        answered=True,
        refused=False,
        words=17,
        citations=2,
        mentions=True,
        recall=1.0,
        first=True,
        precision=0.5,
    )


def test_an_answer_that_lacks_what_it_must_mention_is_wrong() -> None:
    found = judge(FIGURE, Reply(False, "It is so. [1]", (LASTED,)))
    assert (found.right, found.why) == (False, "lacks what it must mention")


def test_an_answer_that_cites_something_else_is_wrong() -> None:
    found = judge(FIGURE, Reply(False, "five years [1]", (WANTED,)))
    assert (found.right, found.why) == (False, "cites 0% of the evidence")


def test_an_answer_of_more_than_150_words_is_wrong() -> None:
    found = judge(FIGURE, Reply(False, "five years " + "word " * 149, (LASTED,)))
    assert (found.right, found.why) == (False, "151 words")


def test_where_all_evidence_is_needed_250_words_are_allowed_and_half_the_evidence_is_not() -> None:
    assert judge(BOTH, Reply(False, "word " * 250, (LASTED, WANTED))).right
    assert not judge(BOTH, Reply(False, "", (LASTED,))).right


def test_notes_can_say_that_any_one_is_enough() -> None:
    either = Item("e", "", "multi", True, evidence=(LASTED, WANTED), notes="Any one is enough.")
    assert judge(either, Reply(False, "", (WANTED,))).right


def test_a_quotation_of_more_than_120_words_supports_nothing() -> None:
    found = judge(FIGURE, Reply(False, "five years", (LASTED + " word" * 114,)))
    assert (found.right, found.citations) == (False, 0)


def test_quotations_of_more_than_300_words_together_support_nothing() -> None:
    quotes = (LASTED, *("word " * 100 for _ in range(3)))
    assert judge(FIGURE, Reply(False, "five years", quotes)).citations == 0


def test_a_refusal_is_right_where_there_is_no_answer_and_wrong_where_there_is() -> None:
    refusal = Reply(True, "The collection does not say.")
    assert judge(NOWHERE, refusal).right
    assert judge(FIGURE, refusal).why == "refused"


def test_a_refusal_that_says_what_it_must_not_is_wrong() -> None:
    found = judge(NOWHERE, Reply(True, "The collection speaks of £6bn."))
    assert (found.right, found.why) == (False, "refused; says '£6bn'")


def test_a_question_without_a_reply_counts_as_wrong() -> None:
    report = evaluate([FIGURE, NOWHERE], {})
    assert [(found.right, found.why) for _, found in report.rows] == [(False, "no answer")] * 2


@given(sentence, text, text)
def test_words_around_a_sentence_do_not_hide_it(wanted: str, before: str, after: str) -> None:
    assert shows(f"{before}{wanted}{after}", wanted)


@given(sentence)
def test_curly_quotes_and_no_break_spaces_do_not_matter(wanted: str) -> None:
    straight = wanted.replace("’", "'").replace("“", '"').replace("\u00a0", " ").replace("–", "-")
    assert shows(straight, wanted)
    assert shows(wanted, straight)


@given(text)
def test_nothing_shows_an_empty_sentence(cited: str) -> None:
    assert not shows(cited, " \n")


def test_sixty_per_cent_of_a_sentence_in_a_row_shows_it_and_less_does_not() -> None:
    wanted = "a b c d e f g h i j"
    assert shows("x a b c d e f y", wanted)
    assert not shows("x a b c d e y f", wanted)


MEASURED = evaluate(
    [FIGURE, BOTH, NOWHERE],
    {
        "q": Reply(False, "five years [1]", (LASTED, WANTED)),
        "b": Reply(False, "Both do.", (WANTED,)),
        "n": Reply(True, ""),
    },
)


def test_a_report_measures_every_respect() -> None:
    assert MEASURED.measures() == {
        "items": 3,
        "right": 2 / 3,
        "right_answerable": 0.5,
        "answer_rate": 1.0,
        "refusal_rate_unanswerable": 1.0,
        "evidence_recall": 0.75,
        "first_citation_hit": 1.0,
        "citation_precision": 0.75,
        "mentions": 1.0,
        "forbidden": 0,
        "words": 2.5,
        "citations": 1.5,
    }


def test_a_report_counts_by_type_and_names_what_is_wrong() -> None:
    assert MEASURED.by_type() == {"cross": (0, 1), "figure": (1, 1), "near_miss": (1, 1)}
    assert MEASURED.to_text(misses=True).splitlines()[-4:] == [
        "  cross                right 0/1",
        "  figure               right 1/1",
        "  near_miss            right 1/1",
        "- b 'What do both want?': cites 50% of the evidence",
    ]


def test_a_floor_that_is_missed_is_named_with_both_values() -> None:
    assert MEASURED.below({"right": 0.6, "right_answerable": 0.51, "words": 2.0}) == (
        "right_answerable is 0.500, below its floor of 0.510.",
        "words is 2.500, above its floor of 2.000.",
    )


def test_what_was_not_measured_misses_its_floor() -> None:
    empty = Report(())
    assert math.isnan(empty.measures()["right"])
    assert len(empty.below({"right": 0.0})) == 1


def test_a_floor_of_an_unknown_measure_is_an_error() -> None:
    with pytest.raises(SettingsError, match="recall is no measure"):
        MEASURED.below({"recall": 0.5})


class Parrot:
    """A desk that answers every question with the last thing that was said, and cites it."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        if not history:
            return _answer(question, "not_in_corpus", "Nothing.", (), ())
        said = history[-1].content
        cited = Citation(1, "a", "a.txt", 1, Description(), 0, len(said), said, "", "", "a@1:0-9")
        return _answer(
            question, "answered", "", (Claim(text=said, citations=(1,), check="verbatim"),), (cited,)
        )


def _answer(
    question: str, status: AnswerStatus, note: str, claims: tuple[Claim, ...], cited: tuple[Citation, ...]
) -> Answer:
    scope = Scope(1, None, None)
    return Answer(question, question, "extractive", status, note, claims, cited, (), scope, Seconds())


def _write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def test_a_file_of_questions_is_asked_with_its_history_and_scored(tmp_path: Path) -> None:
    history = [{"role": "user", "content": "?"}, {"role": "assistant", "content": LASTED}]
    known = {"id": "1", "question": "For how long?", "type": "followup", "answerable": True, "other": 1}
    path = _write(
        tmp_path / "questions.jsonl",
        known | {"evidence": [LASTED], "must_mention": [["five years"]], "history": history},
        {"id": "2", "question": "?", "type": "near_miss", "answerable": False},
    )
    report = run(path, Parrot())
    assert [found.right for _, found in report.rows] == [True, True]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1: is not JSON"),
        ("[]", "line 1: is not in the golden schema"),
        ('{"id": "1", "question": "?", "type": "fact"}', "line 1: lacks 'answerable'"),
        (
            "\n".join(['{"id": "1", "question": "?", "type": "fact", "answerable": true}'] * 2),
            "line 2: the id '1'",
        ),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        read_items(path)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_items(tmp_path / "nowhere.jsonl")
