"""A language model for tests: a real llama-index LLM that gives prepared replies and remembers its prompts.

A reply names a passage by words that stand in it: ``[{Fares in Harrowmere}]`` becomes the key under which the prompt
shows the passage with these words. A reply that is an error is raised; a list is sent piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.llms import CustomLLM
from pydantic import PrivateAttr

from config import LlmSettings, open_settings
from rag.desk import Desk
from rag.llm import Model

Piece = str | Callable[[], str]
Reply = Piece | Exception | Sequence[Piece]
BLOCK = re.compile(r"^<<([A-Z]{4})\n(.*?)\n\1>>$", re.MULTILINE | re.DOTALL)


class MadeLLM(CustomLLM):
    """Gives its replies in turn, the last one again and again."""

    _replies: list[Reply] = PrivateAttr()
    _prompts: list[str] = PrivateAttr(default_factory=list)

    def __init__(self, *replies: Reply) -> None:
        super().__init__()
        self._replies = list(replies)

    @property
    def prompts(self) -> list[str]:
        """What it was asked, oldest first."""
        return self._prompts

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="made")

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text="".join(self._pieces(prompt)))

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        def pieces() -> CompletionResponseGen:
            text = ""
            for piece in self._pieces(prompt):
                text += piece
                yield CompletionResponse(text=text, delta=piece)

        return pieces()

    def _pieces(self, prompt: str) -> Iterator[str]:
        self._prompts.append(prompt)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Exception):
            raise reply
        for piece in [reply] if isinstance(reply, str) or callable(reply) else reply:
            yield keyed(piece if isinstance(piece, str) else piece(), prompt)


def keyed(reply: str, prompt: str) -> str:
    """The reply with ``{words}`` as the key of the passage that has these words."""
    blocks = BLOCK.findall(prompt)

    def key(match: re.Match[str]) -> str:
        return next((key for key, text in blocks if match[1] in text), "ZZZZ")

    return re.sub(r"\{([^{}]+)\}", key, reply)


def llm_settings(**changes: Any) -> LlmSettings:
    """The settings of a made model, with what is changed."""
    return replace(open_settings().llm, model="made", **changes)


def made_model(*replies: Reply, **changes: Any) -> tuple[Model, MadeLLM]:
    """A model that gives these replies, and the LLM within."""
    llm = MadeLLM(*replies)
    return Model(llm_settings(**changes), lambda wire, seconds: llm), llm


def with_model(desk: Desk, *replies: Reply, **changes: Any) -> tuple[Desk, MadeLLM]:
    """A desk over the same library that asks a made model, until the next one is made."""
    model, llm = made_model(*replies, **changes)
    return beside(desk, model), llm


def beside(desk: Desk, model: Model) -> Desk:
    """A desk over the same library with a model, until it is given another; to be used while ``desk`` is open. What a
    desk works out at its first question is worked out once."""
    asked = _TWINS.setdefault(desk, Desk(desk.settings, desk.library, desk.encoder))
    asked.model, asked.settings = model, replace(desk.settings, llm=model.settings)
    return asked


_TWINS: dict[Desk, Desk] = {}
