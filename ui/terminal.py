"""What the command line shows: values as plain text and as JSON, and progress. Pure but for the progress bar.

The words come from articles and file names that nobody vouches for, so that ``printable`` is the last step of all
that goes to a terminal: an escape sequence in an article moves nothing and colours nothing.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import get_args

from briefing.copied import copied_answer
from briefing.wording import count, dated_and_how, how_known, source_of
from rag.days import days
from ui.changed import changes
from ui.words import status
from values import Action, Answer, Article, Citation, FileResult, Part, Receipt, Version

# Control characters but for line feed and tab, and the marks that turn the direction of text around.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STEPS = {
    "fetch": "Fetching the pages",
    "read": "Reading the files",
    "embed": "Working out vectors",
    "commit": "Writing the library",
    "count": "Counting the words",
}
QUIET: frozenset[Action] = frozenset({"unchanged"})  # counted in a receipt, not listed

Progress = Callable[[str, int, int], None]  # the step, how many are done, of how many


def printable(text: str) -> str:
    """The text with "\N{REPLACEMENT CHARACTER}" for whatever a terminal could take as an order."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def answer_to_text(answer: Answer, today: date) -> str:
    """What the page shows of an answer: its status, the sentences with who says them and how they fared, what other
    sources say against them, how old they are, the references."""
    word, rest = status(answer)
    parts = [f"{word}{rest}", answer.notice, answer.note]
    if answer.searched != answer.question:
        parts.insert(0, f"Searched as: “{answer.searched}”")
    parts.append(copied_answer(answer, today)["text"] if answer.claims else "")
    if answer.closest and not answer.claims:
        lines = [_closest(citation) for citation in answer.closest]
        parts.append("\n".join(["Closest passages, which are not an answer:", *lines]))
    return printable("\n\n".join(part for part in parts if part))


def _closest(citation: Citation) -> str:
    return f"- {source_of(citation)}, {dated_and_how(citation.description.published)}: “{citation.quote}”"


def receipt_to_json(receipt: Receipt) -> dict[str, object]:
    return asdict(receipt)


def receipt_to_text(receipt: Receipt) -> str:
    """Every file that something became of, one a line, then the counts, then what the library holds now."""
    lines = [_file_line(file) for file in receipt.files if file.action not in QUIET]
    actions = Counter(file.action for file in receipt.files)
    counted = [f"{actions[action]:,} {words(action)}" for action in get_args(Action) if actions[action]]
    lines.append(f"{count(len(receipt.files), 'file')}: {', '.join(counted)}." if counted else "No files.")
    return printable("\n".join(line for line in (*lines, _holds(receipt.counts), receipt.note) if line))


def words(action: str) -> str:
    return action.replace("_", " ")


def _file_line(file: FileResult) -> str:
    facts = [
        count(file.passages, "passage") if file.passages else "",
        f"of {file.of}" if file.of else "",
        file.reason,
        *(words(flag) for flag in file.flags),
    ]
    detail = ", ".join(fact for fact in facts if fact)
    return f"{words(file.action):10} {file.name}" + (f": {detail}" if detail else "")


def _holds(counts: dict[str, int]) -> str:
    held = [
        count(counts[kind], kind[:-1]) for kind in ("articles", "passages", "sentences") if kind in counts
    ]
    return f"The library now holds {', '.join(held)}." if held else ""


def articles_to_text(articles: Sequence[Article]) -> str:
    """One line an article: its id, version, date, publisher and title, in columns."""
    if not articles:
        return "The collection is empty. desk ingest FOLDER brings articles in."
    rows = [("ARTICLE", "VERSION", "PUBLISHED", "PUBLISHER", "TITLE"), *map(_article_row, articles)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return printable("\n".join(line.rstrip() for line in lines))


def _article_row(article: Article) -> tuple[str, str, str, str, str]:
    about = article.current.description
    published = f"{days(about.published.value, about.published.to)} ({about.published.known})".strip()
    number = str(article.current.number)
    return (
        article.id,
        number,
        published,
        about.publisher.value or "unknown",
        about.title.value or article.name,
    )


def version_to_text(version: Version) -> str:
    """What is known of an article and how, and how much of the file is article."""
    about = version.description
    parts = {name: getattr(about, name) for name in about.__slots__}
    body = sum(span.end - span.start for span in version.spans if span.kind in ("body", "heading"))
    lines = [
        f"{version.article}, version {version.number}, from {version.name}, added {_second(version.added)}",
        *(_part_line(name, part, version.text) for name, part in parts.items()),
        f"text       {len(version.text):,} characters, {body:,} of them article",
    ]
    return printable("\n".join(lines))


def changes_to_text(old: Version, new: Version) -> str:
    """What changed from one version to another: ``[-taken out-]`` and ``{+put in+}``, as ``git diff --word-diff``
    writes it, and how much between stayed as it was."""
    found = changes(old, new)
    then, now = (f"version {one.number} ({_second(one.added)})" for one in (old, new))
    lines = [f"{new.article}, from {then} to {now}"]
    for paragraph in found.paragraphs:
        text = "".join(_MARKED[run["mark"]].format(*_trimmed(run["text"])) for run in paragraph["runs"])
        lines.append(f"({text})" if paragraph["kind"] == "gap" else text)
    words = f"{count(found.added, 'word')} put in, {found.removed:,} taken out."
    around = f"{count(found.furniture, 'line')} of the page around the article changed."
    return printable("\n".join([*lines, words, *([around] if found.furniture else [])]))


_MARKED = {"": "{}{}{}", "added": "{}{{+{}+}}{}", "removed": "{}[-{}-]{}"}


def _trimmed(text: str) -> tuple[str, str, str]:
    """A text without the blanks around it, between them."""
    inner = text.strip()
    if not inner:
        return text, "", ""
    start = text.index(inner)
    return text[:start], inner, text[start + len(inner) :]


def _part_line(name: str, part: Part, text: str) -> str:
    clue = text[part.clue[0] : part.clue[1]] if part.clue else ""
    value = days(part.value, part.to) if name in ("published", "updated") else part.value
    known = how_known(part, " ".join(clue.split()))
    return f"{name:10} {value} ({known})" if value else f"{name:10} {known}"


@contextmanager
def show_progress() -> Iterator[Progress | None]:
    """A bar on standard error for each step, where that is a terminal; otherwise nothing, and None."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(STEPS.get(step, step), total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show


def _second(moment: str) -> str:
    """A moment (ISO 8601) to the second."""
    return re.sub(r"\.\d+", "", moment)
