"""Whatever a model's server does, the user has an answer within the deadline, and one plain sentence."""

from __future__ import annotations

import json
import logging
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from made_model import beside, llm_settings
from model_server import KINDS, SECRET, free_port, self_signed, serving

from rag.cite import to_json
from rag.desk import Desk
from rag.llm import open_model
from rag.speech import NAME
from values import Answer

pytestmark = pytest.mark.server

QUESTION = "How much did fares in Harrowmere rise?"
DEADLINE = 10.0
SHORT = 2.0  # for servers that would take longer than any deadline
SLOW = ("silent", "one byte a second", "one byte of the header a second")
BUSY = 1.0  # other work on the machine must not fail a test
WITHOUT = ", so this answer was made without a model."
SAID = {
    "401": "The model's server at HOST did not accept the key",
    "404": "The model's server at HOST has no model made, or no model at all",
    "429": "The model's server at HOST takes no more questions for now",
    "500": "The model's server at HOST has a fault of its own (status 500)",
    "silent": "The model made did not finish within 2 seconds",
    "one byte a second": "The model made did not finish within 2 seconds",
    "one byte of the header a second": "The model made did not finish within 2 seconds",
    "cut": "The model's server at HOST broke off in the middle of its answer",
    "ended": "The model's server at HOST broke off in the middle of its answer",
    "error object": "The model's server at HOST reported a fault while it answered",
    "web page": "What answers at HOST is not a model: it sent a web page",
    "malformed": "The model's server at HOST sent something that is no answer of a model",
    "strange": "The model's server at HOST sent something that is no answer of a model",
    "empty": "The model made sent an empty answer",
    "10 MB": "The model's server at HOST sent far more than any answer is long",
    "10 MB in one line": "The model's server at HOST sent far more than any answer is long",
    "not text": "The model's server at HOST sent something that is no answer of a model",
    "no room": "The model made had no room for the end of its answer",
    "moved": "The model's server at HOST refused the question (status 307)",
}


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_LLM_KEY", SECRET)


@pytest.fixture(scope="module")
def plain(desk: Desk) -> Answer:
    """What the desk answers without a model."""
    return desk.ask(QUESTION)


def asking(desk: Desk, address: str, deadline: float = DEADLINE) -> Desk:
    """The same desk with the model at an address."""
    model = open_model(llm_settings(provider="openai-like", address=address, deadline_seconds=deadline))
    assert model is not None
    return beside(desk, model)


def ask(desk: Desk, address: str, deadline: float = DEADLINE) -> tuple[Answer, float]:
    """The answer, and how long it took in seconds."""
    asked = asking(desk, address, deadline)
    begun = time.monotonic()
    answer = asked.ask(QUESTION)
    return answer, time.monotonic() - begun


def told(answer: Answer, address: str) -> str:
    host = re.sub(r"^\w+://|/v1$", "", address)
    return answer.notice.replace(host, "HOST")


def same_but_for_the_notice(answer: Answer, plain: Answer) -> bool:
    return plain == replace(answer, seconds=plain.seconds, notice=plain.notice, answered=plain.answered)


def test_a_model_that_answers_is_quoted_and_nothing_else_is_said(desk: Desk) -> None:
    with serving() as server:
        answer, _ = ask(desk, server.address)
    assert (answer.mode, answer.status, answer.notice) == ("generative", "answered", "")
    assert [claim.check for claim in answer.claims] == ["supported"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("well", "slow")])
def test_a_fault_gives_the_answer_without_a_model_and_one_sentence_within_the_deadline(
    desk: Desk, plain: Answer, kind: str
) -> None:
    deadline = SHORT if kind in SLOW else DEADLINE
    with serving(kind) as server:
        answer, seconds = ask(desk, server.address, deadline)
    assert told(answer, server.address) == SAID[kind] + WITHOUT
    assert same_but_for_the_notice(answer, plain)
    assert seconds < deadline + BUSY


def test_nobody_listens(desk: Desk, plain: Answer) -> None:
    answer, seconds = ask(desk, f"http://127.0.0.1:{free_port()}/v1")
    assert re.fullmatch(r"Nothing answers at 127\.0\.0\.1:\d+" + WITHOUT, answer.notice)
    assert same_but_for_the_notice(answer, plain)
    assert seconds < DEADLINE


def test_the_host_is_unknown(desk: Desk, plain: Answer) -> None:
    answer, seconds = ask(desk, "https://no-such-host.invalid/v1")
    assert answer.notice == "The host of no-such-host.invalid is not known" + WITHOUT
    assert same_but_for_the_notice(answer, plain)
    assert seconds < DEADLINE


def test_the_certificate_is_not_trusted(desk: Desk, plain: Answer, tmp_path: Path) -> None:
    with serving(certificate=self_signed(tmp_path)) as server:
        answer, seconds = ask(desk, server.address)
        assert server.headers == []  # nothing was sent, so no key either
    assert told(answer, server.address) == "The certificate of HOST is not trusted" + WITHOUT
    assert same_but_for_the_notice(answer, plain)
    assert seconds < DEADLINE


@pytest.mark.parametrize("kind", [*SLOW, "well", "cut", "10 MB in one line"])
def test_no_thread_is_left_behind(desk: Desk, kind: str) -> None:
    with serving(kind) as server:
        asking(desk, server.address, 1.0).ask(QUESTION)
        deadline = time.monotonic() + 5
        while any(one.name == NAME for one in threading.enumerate()) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert [one.name for one in threading.enumerate() if one.name == NAME] == []


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


@pytest.mark.parametrize("kind", ["well", "401", "error object", "moved"])
def test_the_key_is_sent_to_the_server_and_stands_nowhere_else(
    desk: Desk, kind: str, logged: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(kind) as server:
        answer, _ = ask(desk, server.address)
        assert [sent["Authorization"] for sent in server.headers] == [f"Bearer {SECRET}"]
    shown = [
        repr(answer),
        json.dumps(to_json(answer)),
        json.dumps(asdict(answer)),
        logged.text,
        *capfd.readouterr(),
    ]
    assert [text for text in shown if SECRET in text] == []


def test_a_server_is_asked_once(desk: Desk) -> None:
    with serving("500") as server:
        ask(desk, server.address)
        assert len(server.bodies) == 1


def test_a_proxy_is_not_asked_on_the_way_to_this_machine(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    with serving() as server:
        answer, _ = ask(desk, server.address)
    assert answer.notice == ""
