"""The evidence drawer of a briefing: the words as they were cited, and as they stand now. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from briefing.copied import copied_reference
from briefing.records import safe_address
from briefing.wording import dated, source_of, title_of
from library.citations import Standing
from ui.drawer import Deed, DrawerView, Paragraph, Run, clues_of, version_words
from ui.evidence import quoted_alone, rows
from ui.reading import Marks, furniture, gap, paragraphs
from values import Citation, Version

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
NOTES = {
    "same": "",
    "moved": "The article has changed since. These words are still in it, at another place.",
    "changed": "The article has changed since, and these words with it.",
    "gone": "These words are gone: they were taken out of the article, or the article was removed.",
    "erased": "The text that was cited was erased from the library.",
}
LOST = "The text of this version is not in the library any more. These are the words cited."


def cited_view(
    places: Sequence[tuple[str, int]],
    at: int,
    citation: Citation,
    standing: Standing,
    cited: Version | None,
    now: Version | None,
    today: date,
) -> DrawerView:
    """What the drawer shows of the citation number ``at`` (from 0) of ``places``, which name the block and the place
    in it of each. ``cited`` is the version that was cited, ``now`` the current one, as far as they are there."""
    whole = cited is not None and cited.text[citation.start : citation.end] == citation.quote
    text = cited if whole else None
    note = NOTES[standing.status] or ("" if whole else LOST)
    return {
        "place": "{} {}".format(*places[at]),
        "position": f"Citation {at + 1} of {len(places)}",
        "steps": _steps(places, at),
        "title": title_of(citation.description, citation.name),
        "summary": f"{source_of(citation)}, {dated(citation.description.published)}",
        "rows": rows(citation, text, today),
        "note": note,
        "paragraphs": [*_changed(citation, standing, cited, now, today), *_text(citation, text)],
        "furniture": furniture(text) if text else "",
        "link": safe_address(citation.link) or "",
        "link_label": "Open the page at these words",
        "reference": copied_reference(citation, today),
        "actions": [],
    }


def with_standing(
    view: DrawerView,
    citation: Citation,
    standing: Standing,
    cited: Version | None,
    now: Version | None,
    today: date,
) -> DrawerView:
    """The drawer of a citation with what became of its words before its text."""
    before = _changed(citation, standing, cited, now, today)
    note = NOTES[standing.status] or view["note"]
    return {**view, "note": note, "paragraphs": [*before, *view["paragraphs"]]}


def _steps(places: Sequence[tuple[str, int]], at: int) -> list[Deed]:
    def step(name: str, label: str, to: int) -> Deed:
        there = 0 <= to < len(places)
        value = {"block": places[to][0], "index": places[to][1]} if there else None
        return {"name": name, "label": label, "event": "opened", "value": value}

    return [step("previous", "Previous", at - 1), step("next", "Next", at + 1)] if len(places) > 1 else []


def _changed(
    citation: Citation, standing: Standing, cited: Version | None, now: Version | None, today: date
) -> list[Paragraph]:
    """Then and now, where the words were edited, with what was added and taken out; otherwise nothing."""
    if standing.status != "changed" or now is None or standing.start is None or standing.end is None:
        return []
    before, after = word_by_word(citation.quote, now.text[standing.start : standing.end])
    return [
        gap(f"Then, in version {version_words(cited, citation.version, today)}"),
        {"kind": "then", "why": "", "runs": before},
        gap(f"Now, in version {version_words(now, now.number, today)}"),
        {"kind": "then", "why": "", "runs": after},
        gap(f"The whole text of version {citation.version}, as it was cited"),
    ]


def word_by_word(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Both texts, with the words marked that were taken out of the old one and put into the new one."""
    olds, news = _WORDS.findall(old), _WORDS.findall(new)
    before: list[Run] = []
    after: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        same = kind == "equal"
        before += _run("".join(olds[a:b]), "" if same else "removed")
        after += _run("".join(news[c:d]), "" if same else "added")
    return before, after


def _run(text: str, mark: str) -> list[Run]:
    return [{"text": text, "mark": mark, "clues": []}] if text else []


def _text(citation: Citation, version: Version | None) -> list[Paragraph]:
    if version is None:
        return [quoted_alone(citation)] if citation.quote else []
    marks = Marks((citation.start, citation.end), (), clues_of(citation.description))
    return paragraphs(version, marks) or [quoted_alone(citation)]
