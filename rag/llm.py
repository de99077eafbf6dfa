"""``[llm]`` → a llama-index LLM that can be asked: OpenAI and whatever speaks its protocol, Ollama, Anthropic.

Ollama's and Anthropic's packages are installed by ``make ollama`` and ``make anthropic``. Nothing of this is imported
while no model is set. The key comes from the environment; it stands in no setting, message, log or file.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from config import LlmSettings, check_key, is_loopback, read_server
from rag.faults import Held, ModelFault, NoRoom, Unfinished, to_fault
from rag.prompt import ANSWER_TOKENS, Prompt
from rag.speech import Speech
from rag.wire import Wire
from values import SettingsError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

ADDRESSES = {
    "openai-like": "https://api.openai.com/v1",
    "ollama": "http://127.0.0.1:11434",
    "anthropic": "https://api.anthropic.com",
}
UNUSABLE = "[llm] address must look like https://example.org/v1, without a name or password in it."
TEMPERATURE = 0.1  # an answer that keeps to its passages
TRIAL = Prompt("You are being tried out.", "Answer with the one word: ready")


class ToLlm(Protocol):
    """Makes the LLM that speaks over a connection; one is made for each answer."""

    def __call__(self, wire: Wire, seconds: float) -> LLM: ...


class Model:
    """A language model: ``speak`` asks it. ``name`` and ``place`` (host and port) are for sentences about it."""

    def __init__(
        self, settings: LlmSettings, to_llm: ToLlm, place: str = "this program", *, local: bool = True
    ) -> None:
        self.settings = settings
        self.name = settings.model or "model"
        self.place = place
        self._to_llm = to_llm
        self._local = local

    def speak(self, prompt: Prompt, until: float) -> Speech:
        """Ask; the model speaks at once, in a thread. ``until``: the end of its time, by ``time.monotonic()``."""
        wire = Wire(max(until - time.monotonic(), 0.1), local=self._local)
        return Speech(lambda: self._say(prompt, wire), wire.cut, until)

    def fault(self, error: BaseException) -> ModelFault:
        """What went wrong, in plain words; ``error`` is what ``Speech.pieces`` raised."""
        own = self.settings
        return to_fault(error, self.name, self.place, own.key_variable, own.deadline_seconds)

    def _say(self, prompt: Prompt, wire: Wire) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage

        messages = [
            ChatMessage(role="system", content=prompt.rules),
            ChatMessage(role="user", content=prompt.task),
        ]
        told = False  # whether this server says at all that an answer is at its end
        ended = False
        try:
            for reply in self._open(wire).stream_chat(messages):
                reason = end_of(reply.raw)
                told, ended = told or reply.raw is not None, ended or bool(reason)
                _check_end(reason)
                yield reply.delta or ""
            if told and not (ended or wire.finished):
                raise Unfinished
        finally:
            wire.close()

    def _open(self, wire: Wire) -> LLM:
        try:
            return self._to_llm(wire, wire.seconds)
        except ValueError:  # llama-index knows which models some of its classes cannot speak to
            raise SettingsError(
                f"llama-index cannot speak to the model {self.name}. Check [llm] model and provider."
            ) from None


def try_out(model: Model) -> float:
    """Ask a model for one word. Returns how many seconds it took; raises ModelFault."""
    begun = time.monotonic()
    try:
        "".join(model.speak(TRIAL, begun + model.settings.deadline_seconds).pieces())
    except Exception as error:  # each client has errors of its own
        raise model.fault(error) from None
    return time.monotonic() - begun


def end_of(raw: object) -> str:
    """Why an answer ended, as its last part says it: "stop", "length" …; "" for any other part."""
    if isinstance(raw, dict):  # Ollama and Anthropic
        delta = raw.get("delta")
        reason = getattr(delta, "stop_reason", None) or raw.get("stop_reason")
        return str(reason or raw.get("done_reason") or ("stop" if raw.get("done") else ""))
    choices = getattr(raw, "choices", None) or ()
    return str(next((one.finish_reason for one in choices if one.finish_reason), ""))


def _check_end(reason: str) -> None:
    """Raises what an answer ended with, where that is not its own end."""
    if reason in ("content_filter", "refusal"):
        raise Held
    if reason in ("length", "max_tokens"):
        raise NoRoom


def open_model(settings: LlmSettings) -> Model | None:
    """The model of ``[llm]``, or None where the provider is "none". Nothing is asked yet.

    Where a setting is wrong, the key is missing or would travel unencrypted, or the package of the provider is not
    installed, it is a model that says so when it is asked: the desk answers without it.
    """
    if settings.provider == "none":
        return None
    try:
        return _open(settings)
    except SettingsError as error:
        return Model(settings, _failing(error))


def _open(settings: LlmSettings) -> Model:
    if not settings.model.strip():
        raise SettingsError(
            "[llm] model is empty. Write the name of the model there, as its server calls it."
        )
    address = settings.address.strip() or ADDRESSES[settings.provider]
    host, place = read_server(address, UNUSABLE)
    local = is_loopback(host)
    key = _read_key(settings.key_variable, address, place, local)
    to_llm = _PROVIDERS[settings.provider](settings, address, key)
    return Model(settings, to_llm, place, local=local)


def _failing(error: SettingsError) -> ToLlm:
    def to_llm(wire: Wire, seconds: float) -> LLM:
        raise error

    return to_llm


def _read_key(variable: str, address: str, place: str, local: bool) -> str:
    """The key; "" where the server is this machine and none is set. Its words stand in no message."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", variable):
        raise SettingsError(
            "[llm] key_variable must be the name of an environment variable, such as DESK_LLM_KEY; never the key."
        )
    key = os.environ.get(variable, "").strip()
    if not key and not local and address.startswith("https:"):
        raise SettingsError(
            f"The key of the model is missing. Put it into the environment variable {variable}, and start again."
        )
    check_key(key, variable, address, place)
    return key


# ---------------------------------------------------------------- one function for each provider


def _openai_like(settings: LlmSettings, address: str, key: str) -> ToLlm:
    from llama_index.llms.openai_like import OpenAILike

    def to_llm(wire: Wire, seconds: float) -> LLM:
        return OpenAILike(
            model=settings.model,
            api_base=address,
            api_key=key or "none",
            is_chat_model=True,
            context_window=settings.context_window,
            temperature=TEMPERATURE,
            timeout=seconds,
            max_retries=0,
            http_client=wire.client(),  # type: ignore[call-arg]  # OpenAI's own argument
        )

    return to_llm


def _ollama(settings: LlmSettings, address: str, key: str) -> ToLlm:
    with _installed_by("ollama"):
        from llama_index.llms.ollama import Ollama
        from ollama import Client
    headers = {"Authorization": f"Bearer {key}"} if key else {}

    def to_llm(wire: Wire, seconds: float) -> LLM:
        made: LLM = Ollama(
            model=settings.model,
            base_url=address,
            context_window=settings.context_window,
            temperature=TEMPERATURE,
            request_timeout=seconds,
            client=wire.hold(Client(host=address, headers=headers, **wire.options())),
        )
        return made

    return to_llm


def _anthropic(settings: LlmSettings, address: str, key: str) -> ToLlm:
    with _installed_by("anthropic"):
        from llama_index.llms.anthropic import Anthropic
    from llama_index.core.llms import LLMMetadata

    class AnyAnthropic(Anthropic):  # type: ignore[misc]
        """Also for models that are newer than its list of them."""

        @property
        def metadata(self) -> LLMMetadata:
            window = settings.context_window
            return LLMMetadata(context_window=window, is_chat_model=True, model_name=settings.model)

    def to_llm(wire: Wire, seconds: float) -> LLM:
        made = AnyAnthropic(
            model=settings.model,
            base_url=address,
            api_key=key or "none",
            max_tokens=ANSWER_TOKENS,
            temperature=TEMPERATURE,
            timeout=seconds,
            max_retries=0,
        )
        made._client = made._client.copy(http_client=wire.client())  # it has no argument for it
        llm: LLM = made
        return llm

    return to_llm


_PROVIDERS: dict[str, Callable[[LlmSettings, str, str], ToLlm]] = {
    "openai-like": _openai_like,
    "ollama": _ollama,
    "anthropic": _anthropic,
}


@contextmanager
def _installed_by(target: str) -> Iterator[None]:
    """Says in one sentence which command installs what is missing."""
    try:
        yield
    except ImportError:
        raise SettingsError(
            f'[llm] provider = "{target}" needs a package that is not installed. Run make {target} once.'
        ) from None
