"""How well the article is told from the page: the body of saved web pages against public sets.

Two sets of gzipped JSON lines, each with ``html_b64``, told apart by their keys:
article-extraction-benchmark (``articleBody``): multisets of word 4-grams; the true and false positives and the false
negatives of each page are divided by their sum, summed over the pages, and F1 is taken of that.
trafilatura's evaluation (``with``, ``without``): segments that the text must and must not hold.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import TypedDict

from ingest.clean import mark
from ingest.pages import load_html
from values import Refused, SettingsError


class PagesScore(TypedDict):
    """What one set gives: F1 with its precision and recall, pages, refused pages, and seconds for each page."""

    set: str
    f1: float
    precision: float
    recall: float
    pages: int
    refused: int
    seconds_per_page: float


def bench_pages(path: Path) -> PagesScore:
    """Scores the pages of one file. Raises SettingsError where the file is no such set."""
    pages = _read(path)
    counts, refused, start = [0.0, 0.0, 0.0], 0, perf_counter()
    for page in pages:
        try:
            text = extract_body(base64.b64decode(str(page["html_b64"])), str(page.get("url", "page")))
        except Refused:
            text, refused = "", refused + 1
        score = _score_grams(text, page) if "articleBody" in page else _score_segments(text, page)
        counts = [total + own for total, own in zip(counts, score, strict=True)]
    seconds = (perf_counter() - start) / max(1, len(pages))
    return _to_score(
        "grams" if "articleBody" in pages[0] else "segments", counts, len(pages), refused, seconds
    )


def extract_body(raw: bytes, name: str) -> str:
    """The body of a page, headings included, one block to a line."""
    document = load_html(raw, re.sub(r"[\x00-\x1f]", "", name))
    spans = [span for span in mark(document) if span.kind in ("body", "heading")]
    return "\n".join(document.text[span.start : span.end] for span in spans)


def _read(path: Path) -> list[dict[str, object]]:
    remedy = (
        "Name a .jsonl or .jsonl.gz file whose lines have html_b64 with articleBody, or with and without."
    )
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
        pages = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError, EOFError):
        raise SettingsError(f"{path}: cannot be read as a set of pages. {remedy}") from None
    if not pages or any(
        "html_b64" not in page or not ("articleBody" in page or "with" in page) for page in pages
    ):
        raise SettingsError(f"{path}: holds no set of pages. {remedy}")
    return pages


def _score_grams(text: str, page: dict[str, object]) -> tuple[float, float, float]:
    """The shares of true positives, false positives and false negatives of one page; they sum to 1."""
    found, wanted = _grams(text), _grams(str(page["articleBody"]))
    hits, extra, missed = ((found & wanted).total(), (found - wanted).total(), (wanted - found).total())
    whole = hits + extra + missed or 1
    return hits / whole, extra / whole, missed / whole


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def _score_segments(text: str, page: dict[str, object]) -> tuple[float, float, float]:
    wanted, unwanted = page["with"], page["without"]
    if not isinstance(wanted, list) or not isinstance(unwanted, list):
        return 0.0, 0.0, 0.0
    hits = sum(segment in text for segment in wanted)
    return hits, sum(segment in text for segment in unwanted), len(wanted) - hits


def _to_score(name: str, counts: list[float], pages: int, refused: int, seconds: float) -> PagesScore:
    hits, extra, missed = counts
    precision, recall = hits / (hits + extra or 1), hits / (hits + missed or 1)
    f1 = 2 * hits / (2 * hits + extra + missed or 1)
    return PagesScore(
        set=name,
        f1=round(f1, 4),
        precision=round(precision, 4),
        recall=round(recall, 4),
        pages=pages,
        refused=refused,
        seconds_per_page=round(seconds, 4),
    )
