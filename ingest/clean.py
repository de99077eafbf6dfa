"""Which stretches of a version's text are article, and which are page: marked, not cut.

Each line is weighed for furniture (wording, layout) and for body (prose, words that the article uses elsewhere);
the cheapest path through all lines then decides, where changing between article and page costs something
(Viterbi's algorithm). So one odd line inside an article stays article, and one sentence among adverts stays advert.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.headings import is_heading, looks_like_heading
from ingest.lines import Line, split_lines, unglue
from ingest.opening import Frame, find_frame
from ingest.orders import addresses_machine, hides_characters
from ingest.weigh import NEVER, Weighed, weigh
from values import Document, Span

SWITCH = 2.0  # what a change between article and page costs; only a certain cue outweighs a sentence and two changes
LEAVE = 4.0  # what leaving a list of teasers for the article costs


def mark(document: Document) -> tuple[Span, ...]:
    """The spans of ``document.text``: sorted, not overlapping, holding all that is not blank.

    1. Spans that the loader knows to be no body (furniture, headings, front matter) are kept.
    2. At the opening the title, byline and dateline are told apart.
    3. The other lines are weighed and divided into article and page.
    4. What addresses a machine, or hides characters, gets its flag.
    """
    known = document.spans or ()
    fixed = [span for span in known if not _open(span)]
    lines = _open_lines(document.text, known)
    trusted = _inside(lines, [span for span in known if _open(span) and span.why])
    frame = find_frame(lines, titled=any(span.kind == "title" for span in fixed))
    whys = _empty_headings(lines, _divide(lines, trusted, frame), frame, known)
    spans = fixed + _as_loaded(_to_spans(lines, whys, frame), known)
    return tuple(_flag(document.text, span) for span in sorted(spans, key=lambda span: span.start))


def _open(span: Span) -> bool:
    """True for what may still turn out to be page: body, and headings that an extractor kept."""
    return span.kind == "body" or (span.kind == "heading" and bool(span.why))


def _open_lines(text: str, known: Sequence[Span]) -> list[Line]:
    """The lines outside the spans that are known already; a span of body is one line."""
    lines: list[Line] = []
    position = 0
    for span in sorted(known, key=lambda span: span.start):
        lines += split_lines(text, position, span.start)
        if _open(span):
            lines.append(Line(span.start, span.end, text[span.start : span.end], True))
        position = span.end
    lines += split_lines(text, position)
    return [part for line in lines for part in unglue(line)]


def _inside(lines: Sequence[Line], spans: Sequence[Span]) -> frozenset[int]:
    starts = sorted((span.start, span.end) for span in spans)
    found, i = set(), 0
    for line in lines:
        while i < len(starts) and starts[i][1] <= line.start:
            i += 1
        if i < len(starts) and starts[i][0] <= line.start:
            found.add(line.start)
    return frozenset(found)


def _divide(lines: Sequence[Line], trusted: frozenset[int], frame: Frame) -> list[str]:
    """For each line why it is furniture, or "" for article. A text that would lose nearly all keeps its lines."""
    weighed = weigh(lines, trusted, frame.starts)
    whys = _name_runs(weighed, _cheapest(weighed))
    body = sum(len(line.text) for line, why in zip(lines, whys, strict=True) if not why)
    if body >= 0.1 * sum(len(line.text) for line in lines):
        return whys
    return [w.sign.why if w.sign.weight >= 2 * SWITCH and not w.prose else "" for w in weighed]


def _empty_headings(lines: Sequence[Line], whys: list[str], frame: Frame, known: Sequence[Span]) -> list[str]:
    """With the headings that close the article, and so have nothing under them, as furniture too."""
    headed = {span.start for span in known if span.kind == "heading"}
    kept = [i for i, why in enumerate(whys) if not why and lines[i].start not in frame.starts]
    result = list(whys)
    while len(kept) > 1:
        line, before = lines[kept[-1]], lines[kept[-2]]
        named = (
            looks_like_heading(line)
            and before.prose
            and not any(result[i] for i in range(kept[-2], kept[-1]))
        )
        if not (line.start in headed or named):
            break
        result[kept.pop()] = "heading with nothing under it"
    return result


def _cheapest(weighed: Sequence[Weighed]) -> list[int]:
    """The states (0 article, 1 page, 2 list of teasers) of the lines on the cheapest path."""
    costs, trails = [0.0, 0.0, NEVER], []
    for item in weighed:
        opens = item.sign.opens and item.teaser < NEVER
        page, teasers = (NEVER, 0.0) if opens else (0.0, NEVER)
        moves = (
            (0.0, SWITCH, LEAVE),  # into article, from article, page and teasers
            (SWITCH + page, page, SWITCH + page),
            (SWITCH + teasers, teasers, 0.0),
        )
        steps = [min((costs[old] + move[old], old) for old in range(3)) for move in moves]
        here = (item.page, item.article, item.teaser)
        costs = [cost + own for (cost, _), own in zip(steps, here, strict=True)]
        trails.append([old for _, old in steps])
    return _follow(costs, trails)


def _follow(costs: Sequence[float], trails: Sequence[Sequence[int]]) -> list[int]:
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


def _to_spans(lines: Sequence[Line], whys: Sequence[str], frame: Frame) -> list[Span]:
    """One span for each line; a byline with a date in it gives two."""
    spans: list[Span] = []
    kept = [line for line, why in zip(lines, whys, strict=True) if not why]
    gaps = sum(line.gap for line in kept[1:]) >= 3
    after = {line.start: other for line, other in pairwise(kept)}
    for line, why in zip(lines, whys, strict=True):
        if why:
            spans.append(Span(line.start, line.end, "furniture", why))
        elif line.start in frame.starts:
            spans += frame.spans(line)
        else:
            heading = is_heading(line, after.get(line.start), gaps)
            spans.append(Span(line.start, line.end, "heading" if heading else "body"))
    return spans


def _as_loaded(spans: list[Span], known: Sequence[Span]) -> list[Span]:
    """The flags that the loader gave a span go with it, and its headings stay headings."""
    loaded = {span.start: span for span in known if _open(span)}
    return [_restored(span, loaded.get(span.start)) for span in spans]


def _restored(span: Span, loaded: Span | None) -> Span:
    if loaded is None:
        return span
    kind = "heading" if span.kind == "body" and loaded.kind == "heading" else span.kind
    return replace(span, kind=kind, flags=loaded.flags)


def _flag(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    found = [("hidden_text", hides_characters(words)), ("instructions", addresses_machine(words))]
    flags = [*span.flags, *(flag for flag, holds in found if holds and flag not in span.flags)]
    return replace(span, flags=tuple(flags))
