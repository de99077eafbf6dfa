"""The commands of briefings and of kept conversations. Heavy packages are imported where they are used."""

from __future__ import annotations
