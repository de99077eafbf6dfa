"""Killed at any instant, the library is as before or as after: wholly, at once, and ready for the next ingest.

``DESK_TORTURE=1`` (``make torture``) kills 200 times instead of 10.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from made_deaths import Mortal
from made_library import HashingEncoder
from test_sync import equal, prose, shuffle

from ingest.sync import sync
from library.store import Library, open_library
from library.vectors import sealed_home

pytestmark = pytest.mark.slow

TIMES = 200 if os.environ.get("DESK_TORTURE") else 10
STEPS = ["vectors stored", "staged", "words", "vectors", "before commit", "committed"]


@pytest.fixture(scope="module")
def mortal() -> Iterator[Mortal]:
    with Mortal() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for seed, name in enumerate("abcd"):
        (made / f"{name}.txt").write_text(prose(seed), encoding="utf-8")
    return made


def held(library: Library) -> dict[str, str]:
    """Which bytes the library has under each name."""
    return {name: one.current.sha256 for one in library.articles() for name in (one.name, *one.names)}


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


def whole(library: Library, encoder: HashingEncoder) -> None:
    """Passages, words and vectors agree, in number and in what they are of."""
    counts = library.counts()
    assert counts["passages"] == counts["words"] == counts["vectors"] == len(library.passages())
    near = library.search_vectors(encoder.encode(["council"])[0], 10_000)
    assert {id_ for id_, _ in near} == {passage.id for passage in library.passages()}
    assert {passage.article for passage in library.passages()} == {one.id for one in library.articles()}


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_library_is_as_before_or_as_after(
    mortal: Mortal, tmp_path: Path, folder: Path, step: str
) -> None:
    encoder = HashingEncoder()
    with open_library(tmp_path / "data") as library:
        sync([folder], library, encoder)
        before = library.passages()
    (folder / "a.txt").write_text(prose(120), encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "e.txt").write_text(prose(121), encoding="utf-8")
    assert mortal.sync(tmp_path / "data", folder, step=step)[0]
    with open_library(tmp_path / "data") as library:
        assert library.notices == []
        assert library.passages() == before or step == "committed"
        whole(library, encoder)
        if step == "committed":
            equal(library, folder)
        sync([folder], library, encoder)
        equal(library, folder)
        assert len(list(sealed_home(library.directory).iterdir())) <= 2


@pytest.mark.slow
def test_killed_at_any_instant_the_library_is_as_before_or_as_after(
    mortal: Mortal, tmp_path: Path, folder: Path
) -> None:
    chance, encoder = random.Random(5), HashingEncoder()
    _, life = mortal.sync(tmp_path / "data", folder)
    deaths = 0
    for _ in range(4 * TIMES):
        before = files(folder)
        shuffle(folder, chance)
        (folder / "z.txt").write_text(prose(chance.randrange(10**6)), encoding="utf-8")
        killed, lived = mortal.sync(tmp_path / "data", folder, seconds=chance.random() * life)
        deaths += killed
        life = life if killed else lived  # other work on the machine makes lives longer and shorter
        began = time.monotonic()
        with open_library(tmp_path / "data") as library:
            assert time.monotonic() - began < 10
            assert held(library) in (before, files(folder))
            whole(library, encoder)
            sync([folder], library, encoder, yes=True)
            equal(library, folder)
        if deaths == TIMES:
            return
    pytest.fail(f"only {deaths} of {TIMES} were killed")
