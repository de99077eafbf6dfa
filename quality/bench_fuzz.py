"""`desk bench fuzz`: files changed at random, each read as an ingest reads it: nothing may crash, hang or go unnamed.

The same seed changes the same files in the same way, so that a failure can be looked at: it is named by its file and
the number of the change.
"""

from __future__ import annotations

import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from values import Refused, SettingsError

LONGEST = 30.0  # seconds that reading one file may take
_MOST = 5_000_000  # bytes of a changed file
_NUMBERS = (b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e309")
_TOKENS = (
    b"<",
    b">",
    b"</",
    b"&",
    b"\0",
    b"\xff\xfe",
    b"<!--",
    b"]]>",
    b"obj",
    b"endstream",
    b"(" * 500,
    b"<div>" * 500,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one changed file: "read", "refused", "ended" (its reader was brought down, and it was refused),
    "crash" or "hang", which are failures, with the reason."""

    file: str
    became: str
    reason: str
    seconds: float


def bench_fuzz(
    folder: Path,
    times: int,
    seed: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, object]:
    """Counts by kind of file, the longest time, and every failure. Raises SettingsError for a folder without files."""
    seeds = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    if not seeds:
        raise SettingsError(f"{folder}: holds no files to change. Name a folder with a file of each kind.")
    outcomes: list[Outcome] = []
    for position, (name, raw) in enumerate(seeds.items()):
        if progress:
            progress("fuzz", position, len(seeds))
        outcomes += fuzz(name, raw, times, seed)
    counts: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        counts.setdefault(Path(outcome.file.split("#")[0]).suffix, Counter())[outcome.became] += 1
    return {
        "bench": "fuzz",
        "kinds": {kind: dict(count) for kind, count in counts.items()},
        "seconds": round(max(outcome.seconds for outcome in outcomes), 2),
        "failures": [f"{one.file}: {one.became}: {one.reason}" for one in failures(outcomes)],
        "ended": [f"{one.file}: {one.reason}" for one in outcomes if one.became == "ended"],
    }


def failures(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.became in ("crash", "hang")]


def fuzz(name: str, raw: bytes, times: int, seed: int = 1) -> list[Outcome]:
    """What becomes of ``times`` changes of one file; the first is the file as it is."""
    found = []
    for number in range(times):
        chance = random.Random(f"{seed} {name} {number}")
        changed = change(raw, chance)[:_MOST] if number else raw
        found.append(_try(f"{name}#{number}", name, changed))
    return found


def change(raw: bytes, chance: random.Random) -> bytes:
    """One to four changes; those of a zip archive are mostly made inside it, where its readers get to see them."""
    if raw.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        return _change_inside(raw, chance)
    for _ in range(chance.randint(1, 4)):
        raw = chance.choice(_CHANGES)(raw, chance)
    return raw


def _change_inside(raw: bytes, chance: random.Random) -> bytes:
    packed = zipfile.ZipFile(BytesIO(raw))
    parts = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    inner = chance.choice([path for path in parts if path.endswith((".xml", ".rels"))])
    for _ in range(chance.randint(1, 4)):
        parts[inner] = chance.choice(_CHANGES)(parts[inner], chance)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for path, content in parts.items():
            new.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)  # always of 1980
    return file.getvalue()


def _flip(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 20) if raw else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(raw))
    return raw[:start] + raw[start + chance.randint(1, 200) :]


def _truncate(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def _repeat(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(raw))
    piece = raw[start : start + chance.randint(1, 300)]
    return raw[:start] + piece * chance.randint(2, 200) + raw[start:]


def _insert(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(raw))
    return raw[:start] + chance.choice(_TOKENS) + raw[start:]


def _number(raw: bytes, chance: random.Random) -> bytes:
    """One number of the file becomes another, mostly an impossible one: a size, an offset, a count."""
    digits = [i for i in range(len(raw)) if raw[i : i + 1].isdigit()]
    if not digits:
        return raw
    start = end = chance.choice(digits)
    while raw[end : end + 1].isdigit():
        end += 1
    return raw[:start] + chance.choice(_NUMBERS) + raw[end:]


_CHANGES = (_flip, _cut, _truncate, _repeat, _insert, _number)


def _try(label: str, name: str, raw: bytes) -> Outcome:
    began = time.monotonic()
    became, reason = _read(name, raw)
    seconds = time.monotonic() - began
    if became in ("read", "refused") and seconds > LONGEST:
        became, reason = "hang", f"{seconds:.0f} seconds"
    return Outcome(label, became, reason, seconds)


def _read(name: str, raw: bytes) -> tuple[str, str]:
    """Load, clean, describe and split, as an ingest does."""
    from ingest.clean import mark
    from ingest.describe import describe
    from ingest.load import load_bytes
    from ingest.split import split_passages

    try:
        document = load_bytes(raw, name)
        spans = mark(document)
        describe(document, spans)
        split_passages(document.text, spans)
    except Refused as fault:
        ended = "brought its reader down" in fault.reason or "seconds to read" in fault.reason
        return ("ended" if ended else "refused"), fault.reason
    except Exception as fault:  # what is looked for
        return "crash", f"{type(fault).__name__}: {fault}"
    return "read", ""
