"""A kept answer beside the one that its question gets today: new, gone and altered sentences. Pure."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypedDict

from briefing.inert import inert_citation, shown
from briefing.layout import inert_claim
from briefing.recheck import Changes
from briefing.verdict import CHECKS, PASSED
from briefing.wording import is_quotation, quoted, voice
from ui.standing import Tone
from ui.words import since
from values import Answer, Block, Claim

ASKED = "Asked again. Then and now stand side by side."
Kind = Literal["altered", "gone", "new", "other", "same"]
NOT_KEPT = "Of the answer of then, only the chosen sentences are kept."
NAMES: dict[Kind, str] = {
    "altered": "Altered",
    "gone": "Gone",
    "new": "New",
    "other": "Said now",
    "same": "The same",
}


class Side(TypedDict):
    """A sentence with who says it; ``fault`` says why it is not verified, or ""."""

    text: str
    source: str
    fault: str


class CompareRow(TypedDict):
    kind: Kind
    name: str
    then: Side | None
    now: Side | None


class CompareView(TypedDict):
    """``told`` counts what changed; ``then`` and ``now`` head the two sides; ``note`` is what the new answer lacks."""

    told: str
    then: str
    now: str
    note: str
    rows: list[CompareRow]
    useful: bool


class State(TypedDict):
    """What became of one citation, where it is not as it was."""

    number: int
    word: str
    tone: Tone


class AgainView(TypedDict):
    """``told`` says how all citations stand, ``newer`` which articles came since, or ""."""

    told: str
    states: list[State]
    newer: str
    compare: CompareView | None


def compare_view(old: Answer | Block, changes: Changes, today: date) -> CompareView:
    """Both answers side by side; ``useful``: the new one has sentences, and other ones."""
    answer = changes.answer
    rows = [
        *(_row("altered", _side(one, old), _side(other, answer)) for one, other in changes.altered),
        *(_row("gone", _side(one, old), None) for one in changes.gone),
        *(_row("new", None, _side(one, answer)) for one in changes.new),
        *(_row("other", None, _side(one, answer)) for one in changes.others),
        *(_row("same", None, _side(one, old)) for one in changes.same),
    ]
    changed = any(row["kind"] not in ("same", "other") for row in rows)
    return {
        "told": told(changes),
        "then": f"Then, {since(old.answered, today)}" if old.answered else "Then",
        "now": "Now",
        "note": shown(answer.note),
        "rows": rows if changed or changes.others else [],
        "useful": bool(answer.claims) and changed,
    }


def told(changes: Changes) -> str:
    """How much changed, in a sentence: "1 new, 2 gone, 1 altered, 3 the same."; and what is not known."""
    return " ".join(filter(None, (_changed(changes), _not_known(len(changes.others)))))


def _changed(changes: Changes) -> str:
    counts = {
        "new": len(changes.new),
        "gone": len(changes.gone),
        "altered": len(changes.altered),
        "the same": len(changes.same),
    }
    if not any((changes.new, changes.gone, changes.altered)):
        return f"Asked again today, the question gets the {_all_same(changes)}."
    parts = [f"{number:,} {name}" for name, number in counts.items() if number]
    return f"Asked again today, of the sentences: {', '.join(parts)}."


def _all_same(changes: Changes) -> str:
    if not changes.chosen:
        return "same answer"
    return f"chosen {'sentence' if len(changes.same) == 1 else 'sentences'} as before"


def _not_known(others: int) -> str:
    if not others:
        return ""
    more, are = ("1 more sentence", "that is") if others == 1 else (f"{others:,} more sentences", "those are")
    return f"It has {more}; whether {are} new is not known. {NOT_KEPT}"


def _row(kind: Kind, then: Side | None, now: Side | None) -> CompareRow:
    return {"kind": kind, "name": NAMES[kind], "then": then, "now": now}


def _side(claim: Claim, held: Answer | Block) -> Side:
    first = next((one for one in held.citations if one.number in claim.citations), None)
    source = "".join(voice(inert_claim(claim), inert_citation(first))) if first else ""
    exact = is_quotation(claim, held.citations, held.mode)
    words = quoted(shown(claim.text)) if exact else shown(claim.text)
    fault = "" if claim.check in PASSED else f"not verified: {CHECKS[claim.check]}"
    return {"text": words, "source": source, "fault": fault}
