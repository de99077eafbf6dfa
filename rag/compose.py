"""The answer that a model writes, as it grows; or the one without it, with a sentence on why.

The answer without a model is made first, while the model is thinking, so that it is there when the model fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from threading import Event

from rag.faults import ModelFault
from rag.generate import Material, Written, write
from rag.llm import Model
from rag.prompt import recipe
from rag.speech import Speech
from rag.wire import TooLong
from values import Answer, AnswerStatus, Seconds

STOPPED = "The answer was stopped before its end."
UNBORNE = "The articles bear out none of these sentences; beside each stands what is wrong with it."


@dataclass(frozen=True, slots=True)
class Speaking:
    """A model that is speaking, and what it speaks from."""

    model: Model
    speech: Speech
    material: Material


def compose(
    speaking: Speaking, plain: Answer, finish: Callable[[Answer], Answer], stop: Event | None = None
) -> Iterator[Answer]:
    """The answer after each sentence that was completed and checked, and at last the whole.

    ``plain`` is the answer without a model; ``finish`` adds to a whole answer what goes with each.
    """
    written = Written()
    failed = speaking.model.settings.failed
    try:
        for written in write(_pieces(speaking, stop), speaking.material, failed):
            yield _made(plain, written, speaking.model, "answered", "")
    except (ModelFault, TooLong) as error:
        yield without(plain, speaking.model.fault(error).what)
        return
    why = _useless(written, speaking.model, stopped=bool(stop and stop.is_set()))
    if why:
        left_out = written.withheld + len(written.claims)
        yield replace(without(plain, why), withheld=left_out)
    else:
        status, note = _status(written, stopped=bool(stop and stop.is_set()))
        yield finish(_made(plain, written, speaking.model, status, note))


def without(plain: Answer, why: str) -> Answer:
    """The answer without a model, and in one sentence why it is that one."""
    return replace(plain, notice=f"{why}, so this answer was made without a model.")


def _pieces(speaking: Speaking, stop: Event | None) -> Iterator[str]:
    """What the model says. Raises ModelFault, whatever its client raises."""
    try:
        yield from speaking.speech.pieces(stop)
    except Exception as error:  # each client has errors of its own
        raise speaking.model.fault(error) from None


def _useless(written: Written, model: Model, *, stopped: bool) -> str:
    """Why what was written is no answer, or ""."""
    if written.claims and not written.named:
        return f"The model {model.name} named no passage for what it wrote"
    if written.claims or (written.notes and not written.withheld):
        return ""
    if stopped:
        return "The model was stopped before it had completed a sentence"
    if written.withheld:
        return f"The articles do not bear out what the model {model.name} wrote"
    return f"The model {model.name} wrote nothing that could be checked"


def _status(written: Written, *, stopped: bool) -> tuple[AnswerStatus, str]:
    notes = list(written.notes)
    if not written.claims:
        return "not_in_corpus", " ".join(notes)
    if not written.passed:
        notes.append(UNBORNE)
    if stopped:
        notes.append(STOPPED)
    return ("partial" if notes else "answered"), " ".join(notes)


def _made(plain: Answer, written: Written, model: Model, status: AnswerStatus, note: str) -> Answer:
    """The answer of the model so far. Where it has found nothing, what the desk itself would have cited is near."""
    near = plain.closest or tuple(replace(one, number=None) for one in plain.citations)
    return replace(
        plain,
        mode="generative",
        status=status,
        note=note,
        claims=written.claims,
        citations=written.citations,
        closest=near if status == "not_in_corpus" else (),
        withheld=written.withheld,
        recipe=plain.recipe | {"model": model.name, "server": model.place, "prompt": recipe()},
        disputes=(),
        warnings=(),
        seconds=Seconds(verify=written.seconds),
    )
