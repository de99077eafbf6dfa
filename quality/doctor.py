"""Examine what the desk stands on: Python, packages, model, library, port. Every finding that is wrong has a remedy.

Nothing is changed: a library that is not there is not made.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from config import Settings
from values import DeskError

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)( ;)?", re.MULTILINE)
INSTALL = "Delete the folder .venv and run make run: it installs everything again."


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination: what was found, and what to do where it is not ok."""

    ok: bool
    text: str


def examine(settings: Settings) -> tuple[Finding, ...]:
    """One finding for each thing that the desk stands on, in the order in which to mend them."""
    checks: tuple[Callable[[Settings], Finding], ...] = (
        _python,
        _packages,
        _settings,
        _model,
        _language_model,
        _folder,
        _library,
        _port,
    )
    return tuple(_careful(check, settings) for check in checks)


def _careful(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except DeskError as error:
        return Finding(False, str(error))


def _python(settings: Settings) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding(ok, f"Python {found}" if ok else f"Python {found}; 3.11, 3.12 or 3.13 is needed.")


def _packages(settings: Settings) -> Finding:
    """Pins with a marker are for some machines only, and are compared where they are installed."""
    wrong, pinned = [], read_pins(LOCK.read_text(encoding="utf-8"))
    for name, (versions, everywhere) in pinned.items():
        found = installed(name)
        if found not in versions and (found or everywhere):
            wrong.append(f"{name} {found or 'is missing'} ({' or '.join(sorted(versions))} is wanted)")
    if wrong:
        return Finding(False, f"packages: {'; '.join(wrong[:5])}. {INSTALL}")
    return Finding(True, f"packages: {len(pinned)} as requirements.lock wants them")


def read_pins(lock: str) -> dict[str, tuple[frozenset[str], bool]]:
    """By package: the versions that the lock allows, and whether every machine needs it."""
    pins: dict[str, tuple[frozenset[str], bool]] = {}
    for name, number, marker in PIN.findall(lock):
        versions, everywhere = pins.get(name, (frozenset[str](), True))
        pins[name] = versions | {number}, everywhere and not marker
    return pins


def installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _settings(settings: Settings) -> Finding:
    extra = f" and {settings.file}" if settings.file else ""
    return Finding(True, f"settings: config.toml{extra}")


def _model(settings: Settings) -> Finding:
    from ingest.embed import open_encoder

    encoder = open_encoder(1)
    length = len(encoder.encode(["devolution"])[0])
    return Finding(True, f"model: {encoder.name}, the official file by its hash, vectors of {length}")


def _language_model(settings: Settings) -> Finding:
    """Asks the model of the settings for one word, where there is one; within its own deadline."""
    from rag.llm import open_model, try_out

    model = open_model(settings.llm)
    if model is None:
        return Finding(
            True, "language model: none is set; answers are sentences of the articles, word for word"
        )
    try:
        seconds = try_out(model)
    except DeskError as error:
        return Finding(False, f"language model: {error}")
    return Finding(True, f"language model: {model.name} at {model.place} answered in {seconds:.1f} seconds")


def _folder(settings: Settings) -> Finding:
    folder = settings.library.directory
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if os.access(nearest, os.W_OK):
        return Finding(True, f"folder: {folder} can be written to")
    return Finding(
        False, f"folder: {nearest} cannot be written to. Allow writing, or name another with --library."
    )


def _library(settings: Settings) -> Finding:
    from library.schema import NAME
    from library.store import open_library

    folder = settings.library.directory
    if not (folder / NAME).exists():
        return Finding(False, f"library: there is none in {folder} yet. desk ingest FOLDER makes one.")
    with open_library(folder) as library:
        counts, notices = library.counts(), library.notices
        held = ", ".join(
            f"{counts[kind]:,} {kind}" for kind in ("articles", "passages", "sentences", "vectors")
        )
        said = "".join(f" {notice}" for notice in notices)
        if counts["vectors"] != counts["passages"]:
            return Finding(False, f"library: {held}; a passage has no vector.{said} desk ingest mends it.")
        return Finding(True, f"library: generation {library.generation}, {held}.{said}")


def _port(settings: Settings) -> Finding:
    """Whether the page could listen; a desk that is running takes the port, and that is no fault."""
    app = settings.app
    with socket.socket(socket.AF_INET6 if ":" in app.address else socket.AF_INET) as test:
        test.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            test.bind((app.address.strip("[]"), app.port))
        except OSError:
            return Finding(
                True, f"port: {app.port} is taken, by a desk that is running or by another program"
            )
    return Finding(True, f"port: {app.port} is free")
