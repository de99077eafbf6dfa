"""The model of the settings: what is wrong with them is one sentence, and the key stands nowhere."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_model import llm_settings, made_model
from model_server import SECRET, serving

from config import LlmSettings, open_settings
from quality.doctor import examine
from rag.faults import Empty, Late, ModelFault
from rag.llm import end_of, open_model, try_out
from rag.prompt import Prompt
from rag.speech import NAME, Speech
from rag.wire import TooLong
from values import SettingsError

ROOT = Path(__file__).resolve().parents[1]
ASK = Prompt("rules", "task")


def fault(settings: LlmSettings) -> str:
    """What a model of these settings says when it is asked."""
    model = open_model(settings)
    assert model is not None
    with pytest.raises(ModelFault) as raised:
        try_out(model)
    return str(raised.value)


# Settings


def test_the_default_is_no_model() -> None:
    assert open_model(open_settings().llm) is None


def test_without_a_model_nothing_of_one_is_imported() -> None:
    code = (
        "import sys; from config import open_settings; from rag.desk import Desk; from rag.llm import open_model\n"
        "open_model(open_settings().llm); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name.split(".")[0] for name in done.stdout.split()} & {"llama_index", "openai", "httpx"} == set()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            'provider = "gpt"',
            '[llm] provider must be "none", "openai-like", "ollama" or "anthropic", not \'gpt\'.',
        ),
        ("provider = 1", '[llm] provider must be "none", "openai-like", "ollama" or "anthropic", not 1.'),
        ('failed = "hide"', '[llm] failed must be "mark" or "withhold", not \'hide\'.'),
        ("deadline_seconds = 0", "[llm] deadline_seconds must be from 1 to 3600, not 0.0."),
        ("context_window = 10", "[llm] context_window must be from 1000 to 10000000, not 10."),
        (f'key = "{SECRET}"', "unknown setting [llm] key. The nearest known one is [llm] key_variable."),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"[llm]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        open_settings(file)
    assert str(raised.value) == f"{file}: {said}"


def test_a_model_without_a_name_is_said_when_it_is_asked() -> None:
    settings = LlmSettings("openai-like", " ", "http://127.0.0.1:9/v1", "DESK_LLM_KEY", 8192, 20.0, "mark")
    assert (
        fault(settings) == "[llm] model is empty. Write the name of the model there, as its server calls it."
    )


@pytest.mark.parametrize(
    "address",
    [
        "example.org/v1",
        "ftp://example.org",
        f"https://user:{SECRET}@example.org/v1",
        f"https://:{SECRET}@example.org/v1",
        "http://[::1",
        "https://",
    ],
)
def test_an_address_that_is_none_is_said_and_not_repeated(address: str) -> None:
    said = fault(llm_settings(provider="openai-like", address=address))
    assert said == "[llm] address must look like https://example.org/v1, without a name or password in it."


@pytest.mark.parametrize("package", ["ollama", "anthropic"])
def test_a_package_that_is_missing_is_installed_by_the_command_that_is_named(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, f"llama_index.llms.{package}", None)
    monkeypatch.setenv("DESK_LLM_KEY", SECRET)
    said = fault(llm_settings(provider=package))
    assert (
        said
        == f'[llm] provider = "{package}" needs a package that is not installed. Run make {package} once.'
    )
    assert f"\n{package}: install ##" in (ROOT / "Makefile").read_text(encoding="utf-8")


# The key


def test_a_key_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_LLM_KEY", raising=False)
    assert fault(llm_settings(provider="openai-like")) == (
        "The key of the model is missing. Put it into the environment variable DESK_LLM_KEY, and start again."
    )


def test_a_key_does_not_travel_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_LLM_KEY", SECRET)
    said = fault(llm_settings(provider="openai-like", address="http://models.example.org/v1"))
    assert said == "DESK_LLM_KEY would travel unencrypted to models.example.org. Use an https:// address."


def test_a_key_that_is_none_is_said_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_LLM_KEY", f"{SECRET}\n{SECRET}")
    said = fault(llm_settings(provider="openai-like", address="https://models.example.org/v1"))
    assert said == "DESK_LLM_KEY holds characters that no key has. Copy it again."


def test_a_key_in_the_place_of_its_variable_is_not_repeated() -> None:
    said = fault(llm_settings(provider="openai-like", key_variable=SECRET))
    assert said == (
        "[llm] key_variable must be the name of an environment variable, such as DESK_LLM_KEY; never the key."
    )


@pytest.mark.server
def test_a_server_of_this_machine_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_LLM_KEY", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)  # of something else: never sent
    with serving(reply="ready") as server:
        model = open_model(llm_settings(provider="openai-like", address=server.address))
        assert model is not None
        assert try_out(model) < 20
        assert SECRET not in str(server.headers)


@pytest.mark.server
def test_the_request_is_that_of_the_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_LLM_KEY", SECRET)
    with serving(reply="ready") as server:
        model = open_model(llm_settings(provider="openai-like", address=server.address))
        assert model is not None
        assert "".join(model.speak(ASK, time.monotonic() + 20).pieces()) == "ready"
    (body,) = server.bodies
    assert body == {
        "model": "made",
        "messages": [{"role": "system", "content": "rules"}, {"role": "user", "content": "task"}],
        "stream": True,
        "temperature": 0.1,
    }


# desk doctor


@pytest.mark.server
def test_the_doctor_tries_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_LLM_KEY", raising=False)
    with serving(reply="ready") as server:
        file = tmp_path / "mine.toml"
        file.write_text(f'[llm]\nprovider = "openai-like"\nmodel = "made"\naddress = "{server.address}"\n')
        found = {one.text.split(":")[0]: one for one in examine(open_settings(file, tmp_path / "none"))}
        well = found["language model"]
        server.kind = "404"
        found = {one.text.split(":")[0]: one for one in examine(open_settings(file, tmp_path / "none"))}
        wrong = found["language model"]
    assert well.ok
    assert well.text.startswith(f"language model: made at 127.0.0.1:{server.port} answered in ")
    assert (wrong.ok, wrong.text) == (
        False,
        f"language model: The model's server at 127.0.0.1:{server.port} has no model made, or no model at all. "
        "Check [llm] model and [llm] address.",
    )


def test_the_doctor_says_that_there_is_no_model(tmp_path: Path) -> None:
    texts = [one.text for one in examine(open_settings(library=tmp_path / "none"))]
    assert "language model: none is set; answers are sentences of the articles, word for word" in texts


# The end of an answer, as each provider says it


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (SimpleNamespace(choices=[SimpleNamespace(finish_reason="stop")]), "stop"),
        (SimpleNamespace(choices=[SimpleNamespace(finish_reason=None)]), ""),
        (SimpleNamespace(choices=[]), ""),
        ({"done": True, "done_reason": "length"}, "length"),
        ({"done": True}, "stop"),
        ({"done": False, "done_reason": None}, ""),
        ({"type": "message_delta", "delta": SimpleNamespace(stop_reason="end_turn")}, "end_turn"),
        ({"type": "content_block_delta", "delta": SimpleNamespace(text="x")}, ""),
        (None, ""),
    ],
)
def test_the_end_of_an_answer_is_read(raw: object, reason: str) -> None:
    assert end_of(raw) == reason


# The time that we keep ourselves


def speech(pieces: Iterator[str], seconds: float) -> Speech:
    return Speech(lambda: pieces, lambda: None, time.monotonic() + seconds)


def test_what_is_said_is_given_whole_and_in_order() -> None:
    assert list(speech(iter(["a", "", "b "]), 5).pieces()) == ["a", "", "b "]


def test_who_waits_stops_waiting_when_the_time_is_over() -> None:
    held = threading.Event()

    def never() -> Iterator[str]:
        yield "a"
        held.wait(10)

    begun = time.monotonic()
    with pytest.raises(Late):
        list(speech(never(), 0.3).pieces())
    assert time.monotonic() - begun < 3
    held.set()


def test_a_model_that_never_pauses_is_late_too() -> None:
    def endless() -> Iterator[str]:
        while True:
            time.sleep(0.001)
            yield " a"

    with pytest.raises(Late):
        list(speech(endless(), 0.3).pieces())


@pytest.mark.parametrize(("said", "error"), [([], Empty), ([" ", "\n"], Empty), (["late " * 9_000], TooLong)])
def test_nothing_and_far_too_much_are_no_answers(said: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        list(speech(iter(said), 5).pieces())


def test_what_the_client_raises_is_raised_where_one_waits() -> None:
    def fails() -> Iterator[str]:
        yield "a"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(speech(fails(), 5).pieces())


def test_the_thread_ends_with_the_answer() -> None:
    list(speech(iter(["a"]), 5).pieces())
    assert [one.name for one in threading.enumerate() if one.name == NAME] == []


def test_an_unknown_error_is_a_plain_sentence_without_its_words() -> None:
    model, _ = made_model("")
    assert str(model.fault(RuntimeError(SECRET))) == (
        "The model's server at this program sent something that is no answer of a model. "
        "Check [llm] address in the settings."
    )
