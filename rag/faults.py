"""What went wrong with a model, in one plain sentence: never with words of the server, which may hold the key."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from rag.wire import NotAModel, TooLong
from values import DeskError

STRANGE = "sent something that is no answer of a model"


class ModelFault(DeskError):
    """A model that was asked and did not answer: ``what`` happened, and the ``remedy``, a sentence each."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}. {remedy}".strip())
        self.what = what
        self.remedy = remedy


class Late(Exception):
    """The time is over."""


class Unfinished(Exception):
    """The answer broke off: nothing said that it is at its end."""


class NoRoom(Exception):
    """The answer was cut off, because the model takes no more tokens."""


class Empty(Exception):
    """The answer has no words."""


class Held(Exception):
    """The server keeps the answer back, by a rule of its own."""


def to_fault(error: BaseException, name: str, place: str, key: str, seconds: float) -> ModelFault:
    """An error as it came, whatever client raised it, as what happened and what to do.

    ``name`` is that of the model, ``place`` the host and port of its server, ``key`` the variable that holds the key,
    ``seconds`` the deadline.
    """
    if isinstance(error, ModelFault):
        return error
    if isinstance(error, DeskError):
        what, _, remedy = str(error).partition(". ")
        return ModelFault(what.rstrip("."), remedy)
    chain = list(_chain(error))
    server = f"the model's server at {place}"
    for kind, what, remedy in _KINDS:
        if any(isinstance(one, kind) for one in chain):
            given = {"server": server, "name": name, "place": place, "seconds": f"{seconds:g}"}
            return ModelFault(_capital(what.format(**given)), remedy)
    status = next(filter(None, map(_status, chain)), None)
    if status is not None:
        what, remedy = _by_status(status, server, name, key)
        return ModelFault(_capital(what), remedy)
    if any("Timeout" in type(one).__name__ for one in chain):
        return to_fault(Late(), name, place, key, seconds)
    if any("RemoteProtocol" in type(one).__name__ or "ReadError" in type(one).__name__ for one in chain):
        return to_fault(Unfinished(), name, place, key, seconds)
    if any(type(one).__name__ == "APIError" for one in chain):
        return ModelFault(_capital(f"{server} reported a fault while it answered"), _LOG)
    return ModelFault(_capital(f"{server} {STRANGE}"), _CHECK)


_CHECK = "Check [llm] address in the settings."
_LOG = "Its own log says why; ask again, or look there."
_DEADLINE = "Raise [llm] deadline_seconds, or take a faster model."
_WINDOW = "Raise [llm] context_window, if the model allows it."
_OTHER = "Ask again, or try another model."
_TRUST = "Put a certificate there that this machine trusts, or name its authority in SSL_CERT_FILE."
# The most telling first: a wrong certificate and an unknown host are connection errors too.
_KINDS: tuple[tuple[type[BaseException], str, str], ...] = (
    (Late, "the model {name} did not finish within {seconds} seconds", _DEADLINE),
    (Empty, "the model {name} sent an empty answer", _OTHER),
    (NoRoom, "the model {name} had no room for the end of its answer", _WINDOW),
    (Held, "{server} held the answer back by a rule of its own", _OTHER),
    (TooLong, "{server} sent far more than any answer is long", _CHECK),
    (NotAModel, "what answers at {place} is not a model: it sent a web page", _CHECK),
    (ssl.SSLCertVerificationError, "the certificate of {place} is not trusted", _TRUST),
    (ssl.SSLError, "no encrypted connection to {place} could be made", _CHECK),
    (socket.gaierror, "the host of {place} is not known", _CHECK),
    (
        ConnectionRefusedError,
        "nothing answers at {place}",
        "Start the model's server, or check [llm] address.",
    ),
    (Unfinished, "{server} broke off in the middle of its answer", _LOG),
)


def _by_status(status: int, server: str, name: str, key: str) -> tuple[str, str]:
    if status in (401, 403):
        return f"{server} did not accept the key", f"Put the right key into the environment variable {key}."
    if status == 404:
        return f"{server} has no model {name}, or no model at all", "Check [llm] model and [llm] address."
    if status == 429:
        return f"{server} takes no more questions for now", "Wait a minute, or see what the account allows."
    if status >= 500:
        return f"{server} has a fault of its own (status {status})", _LOG
    return f"{server} refused the question (status {status})", "Check [llm] in the settings."


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and status >= 300 else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and so on."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
