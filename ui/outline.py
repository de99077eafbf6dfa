"""Kept conversations and briefings for the terminal: lists, outlines with numbers to name blocks by, what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from briefing.layout import Layout, Line, Section, lay_out
from briefing.recheck import Changes
from briefing.verdict import CHECKS, PASSED
from briefing.wording import count, quoted, shortened, title_of
from library.citations import Standing
from library.store import Library
from ui.compared import NOT_KEPT
from ui.standing import status_words, summary
from ui.terminal import answer_to_text, printable
from ui.words import since
from values import Article, Briefing, Citation, Claim, Problem, Talk

TITLE = 70  # code points of a title in a list


def talks_to_text(talks: Sequence[Talk], today: date) -> str:
    """One line a conversation: its id, when it changed last, its title."""
    return _table(
        [(talk.id, since(talk.changed, today), talk.title) for talk in talks], "No conversation is kept."
    )


def briefings_to_text(briefings: Sequence[Briefing], today: date) -> str:
    """One line a briefing: its id, when it changed last, its blocks, its title."""
    rows = [
        (one.id, since(one.changed, today), count(len(one.blocks), "block"), one.title) for one in briefings
    ]
    return _table(rows, 'There is no briefing. desk briefing new "TITLE" begins one.')


def _table(rows: Sequence[tuple[str, ...]], empty: str) -> str:
    if not rows:
        return empty
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    lines = [
        "  ".join(
            [
                *(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)),
                shortened(row[-1], TITLE),
            ]
        )
        for row in rows
    ]
    return printable("\n".join(lines))


def talk_to_text(talk: Talk, today: date) -> str:
    """The whole conversation, its questions numbered from 1."""
    parts = [f"{talk.title} ({talk.id}), changed {since(talk.changed, today)}"]
    for number, turn in enumerate(talk.turns, 1):
        said = turn.reason if isinstance(turn, Problem) else answer_to_text(turn, today)
        parts.append(f"{number}. {turn.question}\n\n{said}")
    return printable("\n\n".join(parts))


def briefing_to_text(briefing: Briefing, library: Library, today: date) -> str:
    """The outline of a briefing: every block under its number, every sentence with its notes and their status."""
    layout = lay_out(briefing, library, today)
    marking = f"{briefing.marking}\n" if briefing.marking else ""
    head = f"{marking}{briefing.title} ({briefing.id}), changed {since(briefing.changed, today)}. {_statuses(layout)}"
    parts = [_section(number, section) for number, section in enumerate(layout.sections, 1)]
    return printable("\n\n".join([head, *parts]))


def _statuses(layout: Layout) -> str:
    return summary(cited.status for line in layout.lines for cited in line.cited)


def _section(number: int, section: Section) -> str:
    kind = {"heading": "Heading", "text": "Own text", "answer": "Answer to", "passage": "Passage"}[
        section.kind
    ]
    first = f"{number}. {kind}{': ' if section.text else ''}{section.text}"
    lines = [
        "\n".join([*([f"   {voice.name}{voice.detail}"] if voice.name else []), *map(_line, voice.lines)])
        for voice in section.voices
    ]
    return "\n".join([first, *lines, *([f"   {section.remark}"] if section.remark else [])])


def _line(line: Line) -> str:
    lead = f"[{line.lead}] " if line.lead else ""
    marks = "".join(f" [{number}]" for number in line.notes)
    told = "".join(f" ({words})" for words in (line.fault, line.since) if words)
    return f"   - {lead}{line.text}{marks}{told}"


def rechecked_to_text(
    title: str,
    citations: Sequence[Citation],
    found: Mapping[Citation, Standing],
    elsewhere: Callable[[Citation], Sequence[Article]],
) -> str:
    """What became of citations: counted, then each that does not stand as it was cited, with the other articles that
    hold its words."""
    lines = [f"{title}: {summary(found[one].status for one in citations)}"]
    for one in dict.fromkeys(citations):
        if found[one].status not in ("same", "moved"):
            words = quoted(shortened(one.quote, 120)) if one.quote else "words that were erased"
            lines.append(f"- {one.article}: {words}: {status_words(found[one].status, one.version)}")
            others = [title_of(each.current.description, each.name) for each in elsewhere(one)]
            lines += [f"  The same words stand in: {', '.join(others)}"] if others else []
    return printable("\n".join(lines))


def newer_to_text(question: str, articles: tuple[Article, ...] | Problem) -> str:
    """The articles on one question that came since it was answered, or why that is not known; "" for none."""
    if isinstance(articles, Problem):
        return _problem_to_text(articles)
    names = [f"- {title_of(one.current.description, one.name)} ({one.id})" for one in articles]
    return printable("\n".join([f"Newer articles on “{question}”", *names])) if names else ""


def _problem_to_text(problem: Problem) -> str:
    return printable(f"“{shortened(problem.question, TITLE)}”\n  {problem.reason}")


def changes_to_text(question: str, changes: Changes | Problem) -> str:
    """An answer and the one of today: ``-`` what it said, ``+`` what it says, as a difference of files is written;
    ``?`` what it says and may have said."""
    if isinstance(changes, Problem):
        return _problem_to_text(changes)
    lines = [f"Asked again: {question}"]
    if changes.answer.note:
        lines.append(f"  {changes.answer.note}")
    for before, after in changes.altered:
        lines += [f"- {_said(before)}", f"+ {_said(after)}"]
    lines += [f"- {_said(claim)}" for claim in changes.gone]
    lines += [f"+ {_said(claim)}" for claim in changes.new]
    lines += [f"? {_said(claim)}" for claim in changes.others]
    same = count(len(changes.same), "sentence")
    changed = bool(changes.altered or changes.gone or changes.new)
    lines.append(f"  {same} {'stayed' if changed or changes.chosen else 'and nothing changed'}.")
    if changes.others:
        lines.append(f"  Whether what stands behind ? is new is not known. {NOT_KEPT}")
    return printable("\n".join(lines))


def _said(claim: Claim) -> str:
    who = claim.speaker.name or claim.speaker.body
    failed = f" (not verified: {CHECKS[claim.check]})" if claim.check not in PASSED else ""
    # A sentence of a model quotes within it, in marks of its own.
    whole = claim.check == "verbatim" and "“" not in claim.text
    return f"{f'{who}: ' if who else ''}{quoted(claim.text) if whole else claim.text}{failed}"
