"""The recipe of an extractive answer: what each step weighs. Answers name it, and the ablation leaves parts out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# How much each view of a sentence weighs (``views.py``, ``late.py``, ``slots.py``).
VIEWS: Mapping[str, float] = MappingProxyType(
    {
        "cosine": 1.0,
        "passage": 1.5,
        "words": 2.5,
        "late": 2.0,
        "late_near": 3.0,
        "context": 1.0,
        "context_late": 3.0,
        "grams": 0.5,
        "bigrams": 0.5,
        "slot": 1.5,
        "said_by": 1.5,
    }
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """``views``: weight by view. ``with_names``: the share of the question scored with the names of its sources, the
    rest without. ``source``: what a match with a named source adds. ``heading``: how much a heading's words count
    beside the sentence's own. ``denied``: what a denial loses where a list is asked for. ``other_year``: what
    a sentence of another year loses where the question names one. ``short``: what one of under four words loses.
    ``second``: how much heavier the second look is than the first. ``parts``: whether comparisons, lists and summaries
    choose by part. ``glossary``: whether other writings of a word count."""

    views: Mapping[str, float] = field(default_factory=lambda: VIEWS)
    with_names: float = 0.35
    source: float = 0.15
    heading: float = 0.85
    denied: float = 0.35
    other_year: float = 0.15
    short: float = 0.2
    second: float = 1.5
    parts: bool = True
    glossary: bool = True


RECIPE = Recipe()
