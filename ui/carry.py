"""Taking a briefing along: the document and its references as files, made when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from values import Briefing

if TYPE_CHECKING:
    from library.store import Library


def draw_carry(library: Library, briefing: Briefing) -> None:
    """The buttons for every format, and the house template for Word."""
