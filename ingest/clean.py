"""Which stretches of a version's text are article, and which are page: marked, not cut.

Each line is weighed for furniture (wording, layout) and for body (prose, words that the article uses elsewhere);
the cheapest path through all lines then decides, where changing between article and page costs something
(Viterbi's algorithm). So one odd line inside an article stays article, and one sentence among adverts stays advert.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import Line, split_lines
from ingest.opening import mark_opening
from ingest.orders import addresses_machine
from ingest.wording import Sign, read_sign
from values import Document, Span

SWITCH = 2.5  # what a change between article and page costs; a certain cue weighs more than two of them
_LABEL = re.compile(r"^[A-Z][\w /-]{1,25}: ?\S")
_ADDRESS = re.compile(r"https?://|www\.|[\w.]+@[\w-]+\.|(?:^|\s)(?:\+44|0\d{2,4})[ \d]{6,}")
_STOP = frozenset(
    "about after again also because been before being between both came come could does each even every from have "
    "having here into just like made make many more most much must only other over said same should since some such "
    "than that their them then there these they this those through under very want well were what when where which "
    "while will with within without would year years your".split()
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line with the costs of calling it body, furniture, or part of a list of teasers."""

    line: Line
    sign: Sign
    body: float
    furniture: float
    teaser: float


def mark(document: Document) -> tuple[Span, ...]:
    """The spans of ``document.text``: sorted, not overlapping, holding all that is not blank.

    1. Spans that the loader knows (furniture, headings, front matter) are kept.
    2. The rest is weighed line by line and divided into article and page.
    3. At the opening the title, byline and dateline are told apart; inside the article, its headings.
    4. What addresses a machine, or was hidden, gets its flag.
    """
    known = document.spans or ()
    fixed = [span for span in known if span.kind != "body"]
    trusted = [span for span in known if span.kind == "body"]
    lines = _open_lines(document.text, fixed)
    kept = _divide(lines, trusted)
    spans = fixed + mark_opening(document, lines, kept)
    return tuple(_flag(document.text, span) for span in sorted(spans, key=lambda span: span.start))


def _open_lines(text: str, fixed: Sequence[Span]) -> list[Line]:
    """The lines outside the spans that are known already."""
    lines: list[Line] = []
    position = 0
    for span in sorted(fixed, key=lambda span: span.start):
        lines += split_lines(text, position, span.start)
        position = span.end
    return lines + list(split_lines(text, position))


def _divide(lines: Sequence[Line], trusted: Sequence[Span]) -> list[str]:
    """For each line why it is furniture, or "" for body."""
    weighed = _weigh(lines, trusted)
    path = _cheapest(weighed)
    whys = _name_runs(weighed, path)
    body = sum(len(w.line.text) for w, why in zip(weighed, whys, strict=True) if not why)
    total = sum(len(w.line.text) for w in weighed)
    if body < 0.1 * total and not trusted:
        return [w.sign.why if w.sign.weight >= 2 * SWITCH else "" for w in weighed]
    return whys


def _weigh(lines: Sequence[Line], trusted: Sequence[Span]) -> list[Weighed]:
    """Words count as the article's own up to the first list of teasers, and after it only with what echoes them."""
    seen: set[str] = set()
    weighed, teasers = [], False
    for line in lines:
        item = _weigh_line(line, seen, any(s.start <= line.start < s.end for s in trusted))
        weighed.append(item)
        teasers = teasers or (item.sign.list and len(seen) > 30)
        if line.prose and (not teasers or _echo(line, seen) >= 0.3):
            seen |= _content(line)
    return weighed


def _content(line: Line) -> set[str]:
    words = (word.lower().replace("’", "'") for word in line.words)
    return {word[:7] for word in words if len(word) > 3 and word not in _STOP}


def _weigh_line(line: Line, seen: set[str], trusted: bool) -> Weighed:
    sign = read_sign(line.text)
    count = len(line.words)
    page, article = sign.weight, 0.0
    if line.prose:
        article = 1.5 + min(2.0, count / 30)
    elif not line.bullet:
        page += 0.6 if count < 16 else 0.2
    if not line.prose and (_LABEL.match(line.text) or _ADDRESS.search(line.text)):
        page += 1.0
    if trusted:
        article += 3.0
    echo = _echo(line, seen)
    teaser = page if not line.prose else page - article * min(1.0, max(0.0, echo - 0.1) / 0.3)
    return Weighed(line, sign, page, article, article + page - teaser)


def _echo(line: Line, seen: set[str]) -> float:
    """Which share of the line's content words the article has used already, 0 to 1."""
    words = _content(line)
    return sum(word in seen for word in words) / len(words) if words else 0.0


def _cheapest(weighed: Sequence[Weighed]) -> list[int]:
    """The states (0 body, 1 furniture, 2 list of teasers) of the lines on the cheapest path."""
    costs, trails = [0.0, 0.0, 99.0], []
    for item in weighed:
        opens = 0.0 if item.sign.list else 99.0
        moves = (
            (0.0, SWITCH, SWITCH),  # into body from each state
            (SWITCH, 0.0, 0.0),
            (SWITCH + opens, opens, 0.0),
        )
        step = [min((costs[old] + move[old], old) for old in range(3)) for move in moves]
        here = (item.body, item.furniture, item.teaser)
        costs = [cost + own for (cost, _), own in zip(step, here, strict=True)]
        trails.append([old for _, old in step])
    return _follow(costs, trails)


def _follow(costs: list[float], trails: list[list[int]]) -> list[int]:
    state = min(range(3), key=lambda s: costs[s])
    path = []
    for trail in reversed(trails):
        path.append(state)
        state = trail[state]
    return path[::-1]


def _name_runs(weighed: Sequence[Weighed], path: Sequence[int]) -> list[str]:
    """Why each line is furniture: its own sign, or that of the run in which it stands."""
    whys: list[str] = []
    current = ""
    for item, state in zip(weighed, path, strict=True):
        if state == 0:
            current = ""
        elif item.sign.weight >= 2:
            current = item.sign.why
        whys.append("" if state == 0 else current or "short lines beside the article")
    return whys


def _flag(text: str, span: Span) -> Span:
    if "instructions" in span.flags or not addresses_machine(text[span.start : span.end]):
        return span
    return Span(span.start, span.end, span.kind, span.why, (*span.flags, "instructions"))
