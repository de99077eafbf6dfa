"""Rows of PDF pages → paragraphs: lines broken inside sentences are joined again, over columns and pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.pdf_columns import Row
from ingest.pdf_letters import HYPHEN
from ingest.vocabulary import is_word

_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}\s?\d{0,2}$")
_BULLET = re.compile(r"^(?:[•▪●◦‣·–—*-]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)])\s")
_BREAK = re.compile(rf"(\w*[^\W\d_])(?:[-‐\xad{HYPHEN}])$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_ENDING = re.compile(
    r"\w?(?:tion|sion|ment|ity|ness|ical|ance|ence|able|ible)(?:s|al|ally|ed|ing)?"
    r"|(?:ul|is|iz|ic|in|it)ations?|ings?|ed|ers?|ly|ties|ous|ive|ary|ory|ial"
)


@dataclass(frozen=True, slots=True)
class Look:
    """What most of a document looks like: the size of its letters, the distance of its lines (in sizes), the words
    that it uses."""

    size: float
    leading: float
    bold: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined rows. ``pages`` holds (page, offset in ``text``) for every page that it stands on."""

    text: str
    rows: tuple[Row, ...]
    pages: tuple[tuple[int, int], ...]

    @property
    def size(self) -> float:
        return self.rows[0].size

    @property
    def bold(self) -> bool:
        return all(row.bold for row in self.rows)


def look_at(rows: Sequence[Row]) -> Look:
    sizes: Counter[float] = Counter()
    bold = 0
    for row in rows:
        sizes[round(row.size * 2) / 2] += len(row.text)
        bold += len(row.text) if row.bold else 0
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps = [
        (a.y0 - b.y0) / max(a.size, 1) for a, b in pairwise(rows) if (a.page, a.part) == (b.page, b.part)
    ]
    leading = median([step for step in steps if 0.8 < step < 2.2] or [1.2])
    return Look(size, leading, bold > sum(sizes.values()) / 2, _whole_words(rows))


def _whole_words(rows: Sequence[Row]) -> frozenset[str]:
    """The words of the document, in small letters, without the two halves of those that the end of a line breaks."""
    words: set[str] = set()
    broken = False
    for row in rows:
        found = [word.lower() for word in _WORD.findall(row.text)]
        goes_on, broken = broken, bool(_BREAK.search(row.text))
        words.update(found[goes_on : len(found) - broken])
    return frozenset(words)


def to_paragraphs(rows: Sequence[Row], look: Look) -> list[Paragraph]:
    """The rows of the whole document, in reading order, as paragraphs."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _follows(groups[-1][-1], row, look):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_join(group, look.words) for group in groups]


def _follows(above: Row, row: Row, look: Look) -> bool:
    """True where a row goes on with the paragraph of the row above."""
    alike = abs(above.size - row.size) <= 0.1 * look.size and above.bold == row.bold
    if not alike or _BULLET.match(row.text) or " | " in row.text or " | " in above.text:
        return False
    ended = bool(_FINAL.search(above.text))
    full = above.x1 >= above.right - 0.12 * (above.right - above.left)
    if (above.page, above.part) != (row.page, row.part):
        return not ended and above.size <= 1.1 * look.size and (row.text[0].islower() or full)
    if not 0 <= above.y0 - row.y0 <= (look.leading + 0.3) * max(above.size, row.size):
        return False
    indented = row.x0 > row.left + 0.7 * row.size and above.x0 <= above.left + 0.3 * above.size
    if indented and not row.text[0].islower() and ended:
        return False
    return full or not ended or row.text[0].islower()


def _join(rows: Sequence[Row], words: frozenset[str]) -> Paragraph:
    text = ""
    pages: list[tuple[int, int]] = []
    for row in rows:
        text = _append(text, row.text, words)
        if not pages or pages[-1][0] != row.page:
            pages.append((row.page, len(text) - len(row.text)))
    return Paragraph(text.replace(HYPHEN, "-").replace("\xad", ""), tuple(rows), tuple(pages))


def _append(text: str, line: str, words: frozenset[str]) -> str:
    """The text with one more line. A hyphen at the line's end goes where the document writes the word in one elsewhere,
    where it is a word of English ("partici-" and "pate"), or where what follows is a mere ending; but never where the
    document has the hyphen elsewhere: "two-" and "year-olds" stay "two-year-olds"."""
    broken = _BREAK.search(text)
    if not broken or not line[0].islower():
        return f"{text} {line}".strip()
    head, tail = broken[1].lower(), (_WORD.match(line) or [""])[0].split("-")[0].lower()
    whole = f"{head}-{tail}" not in words and (head + tail in words or is_word(head + tail))
    ending = bool(_ENDING.fullmatch(tail)) and not {tail, f"{head}-{tail}"} & words
    if text.endswith("\xad") or whole or ending:
        return text[:-1] + line
    return f"{text[:-1]}-{line}"
