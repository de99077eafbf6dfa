"""What "Copy with references" puts on the clipboard: the same words as HTML and as plain text. Pure functions.

The HTML is of the plainest kind, which word processors turn into paragraphs, quotations and a numbered list. Where
the numbers of the citations leave some out, the item after the gap says its number: the list agrees with the marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import TypedDict

from briefing.findings import counts, differ, failed
from briefing.inert import line, shown
from briefing.records import safe_address
from briefing.references import reference
from briefing.wording import quoted, voice
from values import Answer, Citation, Claim, Talk


class Copied(TypedDict):
    """The same words twice: as HTML for a word processor, and as plain text for everything else."""

    html: str
    text: str


def copied_reference(citation: Citation, today: date) -> Copied:
    """One reference alone."""
    return {"html": f"<p>{_linked(citation, today)}</p>", "text": reference(citation, today)}


def copied_passage(citation: Citation, today: date) -> Copied:
    """The words of one citation with their reference, as the first and only one."""
    words = f"{shown(quoted(citation.quote))} [1]"
    return _joined([_set("blockquote", words), _references([replace(citation, number=1)], today)])


def copied_answer(answer: Answer, today: date) -> Copied:
    """The sentences of an answer with who says them, their marks, and the list of references."""
    return _joined([*_answer(answer), _references(answer.citations, today)])


def copied_talk(talk: Talk, today: date) -> Copied:
    """A whole conversation: each question with what became of it, numbered through, and one list of references."""
    named = talk.turns and talk.title == talk.turns[0].question
    parts = [] if named else [_set("h1", line(talk.title))]
    cited: list[Citation] = []
    for turn in talk.turns:
        parts.append(_set("h2", line(turn.question)))
        if not isinstance(turn, Answer):
            parts.append(_set("p", shown(turn.reason)))
            continue
        answer = _numbered_on(turn, cited)
        parts += [_set("p", shown(answer.note))] if answer.note else []
        parts += _answer(answer)
    return _joined([*parts, _references(cited, today)])


def _numbered_on(answer: Answer, cited: list[Citation]) -> Answer:
    """The answer with its citations numbered after those in ``cited``, to which new ones are added; the same words
    of the same version keep their number."""
    numbers = {_place(one): one.number for one in cited}
    renumbered = {}
    for one in answer.citations:
        if _place(one) not in numbers:
            numbers[_place(one)] = len(cited) + 1
            cited.append(replace(one, number=len(cited) + 1))
        renumbered[one.number] = numbers[_place(one)]

    def again(claims: Iterable[Claim]) -> tuple[Claim, ...]:
        return tuple(
            replace(one, citations=tuple(renumbered[n] or 0 for n in one.citations if n in renumbered))
            for one in claims
        )

    citations = tuple(replace(one, number=renumbered[one.number]) for one in answer.citations)
    disputes = tuple(replace(one, sides=again(one.sides)) for one in answer.disputes)
    return replace(answer, claims=again(answer.claims), citations=citations, disputes=disputes)


def _place(citation: Citation) -> tuple[str, int, int, int]:
    return citation.article, citation.version, citation.start, citation.end


def _answer(answer: Answer) -> list[Copied]:
    """The sentences, how those of a model fared, where sources differ, and how old they are."""
    if answer.mode == "generative":
        parts = [_set("p", written(claim)) for claim in answer.claims]
        parts.append(_set("p", f"{counts(answer)}."))
    else:
        parts = _sentences(answer.claims, answer.citations)
    for dispute in answer.disputes:
        parts.append(_set("p", f"{differ(dispute)}:"))
        parts += _sentences(dispute.sides, answer.citations)
    return [*parts, *(_set("p", shown(line)) for line in answer.warnings)]


def _sentences(claims: Iterable[Claim], citations: Iterable[Citation]) -> list[Copied]:
    """Each sentence as a quotation, under the line that says who speaks where that changes."""
    by_number = {one.number: one for one in citations}
    parts: list[Copied] = []
    before = ""
    for claim in claims:
        who = said_by(claim, by_number)
        if who and who != before:
            parts.append({"html": f"<p><strong>{escape(who)}:</strong></p>", "text": f"{who}:"})
        before = who
        parts.append(_set("blockquote", sentence(claim)))
    return parts


def _references(citations: Sequence[Citation], today: date) -> Copied:
    if not citations:
        return {"html": "", "text": ""}
    lines = "\n".join(f"[{one.number}] {reference(one, today)}" for one in citations)
    before = [0, *(one.number for one in citations)]
    items = "".join(
        f"<li{_number(last, one.number)}>{_linked(one, today)}</li>"
        for last, one in zip(before, citations, strict=False)
    )
    return {
        "html": f"<p><strong>References</strong></p><ol>{items}</ol>",
        "text": f"References\n{lines}",
    }


def _number(before: int | None, number: int | None) -> str:
    """What an item of the list must say of its number: nothing where it is one more than that before it."""
    return "" if number == (before or 0) + 1 else f' value="{number or 0}"'


def _linked(citation: Citation, today: date) -> str:
    """The reference as HTML, its address as a link."""
    text, address = escape(reference(citation, today)), safe_address(citation.description.url.value)
    if not address:
        return text
    shown_address = escape(address)
    return f'{text.removesuffix(shown_address)}<a href="{shown_address}">{shown_address}</a>'


def _set(tag: str, text: str) -> Copied:
    inner = f"<p>{escape(text)}</p>" if tag == "blockquote" else escape(text)
    return {"html": f"<{tag}>{inner}</{tag}>", "text": text}


def _joined(parts: Iterable[Copied]) -> Copied:
    held = [part for part in parts if part["text"]]
    return {"html": "".join(one["html"] for one in held), "text": "\n\n".join(one["text"] for one in held)}


def sentence(claim: Claim) -> str:
    """One claim as a line of text: lead words, the sentence (in quotation marks if it is one), its marks."""
    words = shown(quoted(claim.text) if claim.check == "verbatim" else claim.text)
    marks = "".join(f" [{number}]" for number in claim.citations)
    return f"[{line(claim.lead.strip('[]'))}] {words}{marks}" if claim.lead else f"{words}{marks}"


def written(claim: Claim) -> str:
    """One sentence of a model as a line of text: its marks, and what is wrong with it or to be told of it."""
    wrong = failed(claim)
    told = " ".join(part for part in (f"{wrong}." if wrong else "", *claim.reasons) if part)
    marks = "".join(f" [{number}]" for number in claim.citations)
    return f"{shown(claim.text)}{marks}{f' ({shown(told)})' if told else ''}"


def said_by(claim: Claim, citations: dict[int | None, Citation]) -> str:
    cited = [citations[number] for number in claim.citations if number in citations]
    return line("".join(voice(claim, cited[0]))) if cited else ""
