"""The evidence drawer: an article at the words of one citation, what is known of it, the next citation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefing.copied import copied_reference
from briefing.references import safe_address
from briefing.wording import dated, source_of, title_of
from ui.drawer import (
    Deed,
    DrawerView,
    Paragraph,
    Row,
    Run,
    came_as,
    clues_of,
    fact,
    known_rows,
    version_words,
)
from ui.reading import Marks, furniture, paragraphs
from ui.take import take_deed
from values import Answer, Citation, Version

GONE = "The text of this version is not in the library any more. These are the words cited."


def evidence(
    answer: Answer, turn: int, kind: str, index: int, version: Version | None, today: date
) -> DrawerView:
    """What the drawer shows for one citation (``kind`` "cited") or closest passage ("closest") of an answer."""
    siblings = answer.citations if kind == "cited" else answer.closest
    citation = siblings[index]
    whole = version is not None and version.text[citation.start : citation.end] == citation.quote
    text = version if whole else None
    return {
        "place": f"{turn} {kind} {index}",
        "position": position(kind, index, len(siblings)),
        "steps": steps(turn, kind, index, len(siblings)),
        "title": title_of(citation.description, citation.name),
        "summary": f"{source_of(citation)}, {dated(citation.description.published)}",
        "rows": rows(citation, text, today),
        "note": "" if whole else GONE,
        "paragraphs": _paragraphs(citation, siblings, text),
        "furniture": furniture(text) if text else "",
        "link": safe_address(citation.link) or "",
        "link_label": "Open the page at these words",
        "reference": copied_reference(citation, today),
        "actions": [take_deed(turn, kind, index)],
    }


def position(kind: str, index: int, count: int) -> str:
    """ "Citation 1 of 3", or "Closest passage 1 of 3, not an answer"."""
    if kind == "cited":
        return f"Citation {index + 1} of {count}"
    return f"Closest passage {index + 1} of {count}, not an answer"


def steps(turn: int, kind: str, index: int, count: int) -> list[Deed]:
    """To the citation before and to the next, where there are several."""

    def step(name: str, label: str, to: int) -> Deed:
        value = {"turn": turn, "kind": kind, "index": to} if 0 <= to < count else None
        return {"name": name, "label": label, "event": "opened", "value": value}

    return [step("previous", "Previous", index - 1), step("next", "Next", index + 1)] if count > 1 else []


def rows(citation: Citation, version: Version | None, today: date) -> list[Row]:
    about = citation.description
    labels = ["Publisher", "Author", "Date", *(["Updated"] if about.updated.value else []), "Title"]
    page = [fact("Page", f"{citation.page}")] if citation.page else []
    seen = fact("Version", version_words(version, citation.version, today))
    return [*known_rows(about, version, labels), *page, seen, came_as(citation.name)]


def _paragraphs(citation: Citation, siblings: Sequence[Citation], version: Version | None) -> list[Paragraph]:
    if version is None:
        return [quoted_alone(citation)]
    here = (citation.article, citation.version)
    others = tuple((one.start, one.end) for one in siblings if (one.article, one.version) == here)
    marks = Marks((citation.start, citation.end), others, clues_of(citation.description))
    return paragraphs(version, marks) or [quoted_alone(citation)]


def quoted_alone(citation: Citation) -> Paragraph:
    """The words cited between those that stood around them, where the text itself is not kept."""
    runs: list[Run] = [
        {"text": citation.before, "mark": "", "clues": []},
        {"text": citation.quote, "mark": "now", "clues": []},
        {"text": citation.after, "mark": "", "clues": []},
    ]
    return {"kind": "body", "why": "", "runs": [run for run in runs if run["text"]]}
