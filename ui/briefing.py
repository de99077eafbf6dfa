"""The Briefing page."""

from __future__ import annotations

from ui.opened import Opened


def briefing_page(opened: Opened) -> None:
    """Draw a briefing."""
