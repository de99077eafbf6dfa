"""The index of vectors: exact on what it holds, sealed, and built again when it differs by one bit."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from made_library import ENCODER, make, put

from library.commit import is_worn
from library.seal import Sealed
from library.store import Library, open_library
from library.vectors import (
    Index,
    Row,
    Vector,
    ids_digest,
    reading_home,
    sealed_home,
    sweep,
    write_fresh,
    write_next,
)

pytestmark = pytest.mark.slow

Big = tuple[Sealed, list[Row]]

RANDOM = np.random.default_rng(7)


def rows(count: int, first: int = 0) -> list[Row]:
    """Random vectors, hard to tell apart, of ten articles."""
    vectors = RANDOM.standard_normal((count, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return [Row(f"p{first + i}", f"a{i % 10}", 1, vector) for i, vector in enumerate(vectors)]


def nearest(held: list[Row], vector: Vector, limit: int) -> list[str]:
    """The exact answer."""
    return [row.id for row in sorted(held, key=lambda row: -float(row.vector @ vector))[:limit]]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Big:
    held = rows(1500)
    return write_fresh(tmp_path_factory.mktemp("big") / "one", iter([held[:700], held[700:]])), held


def opened(sealed: Sealed, home: Path) -> Index:
    return Index(sealed, iter([]), home / "reading")


def test_the_nearest_passages_are_the_exact_ones_with_their_cosine(big: Big, tmp_path: Path) -> None:
    sealed, held = big
    index = opened(sealed, tmp_path)
    for question in rows(20):
        found = index.search(question.vector, 10, None)
        assert [id_ for id_, _ in found] == nearest(held, question.vector, 10)
        by_id = {row.id: float(row.vector @ question.vector) for row in held}
        assert [score for _, score in found] == pytest.approx([by_id[id_] for id_, _ in found], abs=1e-5)
    index.close()


def test_only_the_articles_named_are_searched(big: Big, tmp_path: Path) -> None:
    sealed, held = big
    index = opened(sealed, tmp_path)
    question = rows(1)[0].vector
    within = [row for row in held if row.article in ("a1", "a2")]
    assert [id_ for id_, _ in index.search(question, 5, ["a2", "a1"])] == nearest(within, question, 5)
    assert index.search(question, 5, []) == index.search(question, 0, None) == []
    assert len(index.search(question, 5000, None)) == 1500
    index.close()


def test_the_next_generation_is_the_current_one_and_the_difference(big: Big, tmp_path: Path) -> None:
    sealed, held = big
    new = rows(40, first=1500)
    after = write_next(tmp_path / "two", sealed, [row.id for row in held[:300]], iter([new]))
    assert after is not None
    assert after.manifest.ids == ids_digest([row.id for row in (*held[300:], *new)])
    assert (after.manifest.count, after.manifest.written) == (1240, 1540)
    index = opened(after, tmp_path)
    for question in (held[0], new[0], held[400]):
        assert [id_ for id_, _ in index.search(question.vector, 5, None)] == nearest(
            [*held[300:], *new], question.vector, 5
        )
    index.close()
    assert sealed.holds()


def test_reading_leaves_a_sealed_generation_as_it_is(big: Big, tmp_path: Path) -> None:
    sealed, held = big
    for _ in range(2):
        index = opened(sealed, tmp_path)
        index.search(held[0].vector, 3, None)
        assert sealed.holds()
        index.close()
    assert sealed.holds()
    assert list((tmp_path / "reading").iterdir()) == []


def test_what_a_killed_reader_left_is_swept_and_a_living_one_is_not(big: Big, tmp_path: Path) -> None:
    sealed, held = big
    (tmp_path / "reading").mkdir()
    code = f"""
import os
from pathlib import Path
from library.vectors import _own_directory
home, lock = _own_directory(Path({str(tmp_path / "reading")!r}))
(home / "left").write_text("behind")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    assert len(list((tmp_path / "reading").iterdir())) == 2
    index = opened(sealed, tmp_path)
    sweep(tmp_path / "reading")
    assert len(list((tmp_path / "reading").iterdir())) == 2
    assert index.search(held[3].vector, 1, None)[0][0] == "p3"
    index.close()


# Damage

TEXT = "\n\n".join(
    f"Paragraph {number} on {topic}." for number, topic in enumerate(["buses", "homes", "skills"] * 8)
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 24 passages, to be copied and damaged."""
    directory = tmp_path_factory.mktemp("whole") / "data"
    with open_library(directory) as library:
        put(library, make("mixed", TEXT))
    return directory


def answers(library: Library) -> list[list[tuple[str, float]]]:
    """What a library finds; cosines to five places."""
    questions = ENCODER.encode(["buses", "paragraph 3 on buses", "skills homes", "paragraph 20"])
    return [
        [(id_, round(score, 5)) for id_, score in library.search_vectors(question, 30)]
        for question in questions
    ]


def flip(data: bytearray, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    return bytes(data)


def zero(data: bytearray, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return bytes(data[:start]) + b"\0" * min(4096, len(data) - start) + bytes(data[start + 4096 :])


def truncate(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


DAMAGES: list[Callable[[bytearray, random.Random], bytes] | None] = [flip, zero, truncate, None]


def damage(directory: Path, seed: int) -> None:
    """Damage one file of the current generation, or delete it, or (sometimes) its whole directory."""
    chance = random.Random(seed)
    files = sorted(
        path for path in sealed_home(directory).rglob("*") if path.is_file() and path.stat().st_size
    )
    file = chance.choice(files)
    how = chance.choice(DAMAGES)
    if how is not None:
        file.write_bytes(how(bytearray(file.read_bytes()), chance))
    elif chance.random() < 0.5:
        file.unlink()
    else:
        shutil.rmtree(file.parent)


@pytest.mark.parametrize("seed", range(100 if os.environ.get("DESK_TORTURE") else 20))
def test_damaged_vectors_are_built_again_and_the_answers_are_the_same(
    whole: Path, tmp_path: Path, seed: int
) -> None:
    directory = tmp_path / "data"
    shutil.copytree(whole, directory)
    with open_library(directory) as library:
        expected = answers(library)
    damage(directory, seed)
    runs = ENCODER.runs
    with open_library(directory) as library:
        harmless = library.notices == []
        assert answers(library) == expected
        assert len(library.notices) == (0 if harmless else 1)
    assert ENCODER.runs == runs + 4  # the questions; nothing else was embedded
    with open_library(directory) as library:
        assert library.notices == []


def test_a_notice_says_what_was_done(whole: Path, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    shutil.copytree(whole, directory)
    shutil.rmtree(sealed_home(directory))
    with open_library(directory) as library:
        assert library.notices == [
            "The index of vectors was damaged: 24 vectors were built again from the library."
        ]


def test_damage_under_an_open_library_is_harmless(whole: Path, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    shutil.copytree(whole, directory)
    with open_library(directory) as library:
        shutil.rmtree(sealed_home(directory))
        found = answers(library)
        assert "for this session" in library.notices[0]
        put(library, make("more", "Paragraph 99 on trams."))
        assert library.search_vectors(ENCODER.encode(["paragraph 99 trams"])[0], 1)[0][0].startswith("more")
    with open_library(whole) as untouched:
        assert answers(untouched) == found


def test_two_generations_are_kept_and_no_more(whole: Path, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    shutil.copytree(whole, directory)
    with open_library(directory) as library:
        for number in range(3):
            put(library, make(f"more{number}", "Trams."))
        assert len(list(sealed_home(directory).iterdir())) == 2


def test_what_a_crashed_ingest_left_is_removed_at_the_next_write(whole: Path, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    shutil.copytree(whole, directory)
    left = sealed_home(directory) / "unsealed"
    left.mkdir()
    (left / "chroma.sqlite3").write_bytes(b"half")
    with open_library(directory) as library, library.write():
        assert not left.exists()


def test_a_reader_that_comes_late_to_its_generation_builds_its_own_index(whole: Path, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    shutil.copytree(whole, directory)
    with open_library(directory) as late, open_library(directory) as library:
        expected = answers(library)
        for number in range(3):
            put(library, make(f"more{number}", "Trams."))
        assert answers(late) == expected


def test_an_index_with_more_dead_rows_than_living_ones_is_written_anew() -> None:
    assert [is_worn(written, 1000) for written in (1000, 3000, 3001)] == [False, False, True]


def test_without_vectors_nothing_is_near(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        assert library.search_vectors(ENCODER.encode(["buses"])[0], 5) == []


def test_a_passage_without_a_vector_is_not_taken(tmp_path: Path) -> None:
    version, passages = make("buses", "Buses are late.")
    with open_library(tmp_path) as library:
        with pytest.raises(Exception, match="0 of 1 passages have a vector"), library.write() as change:
            change.put(version, b"", passages, ENCODER.name)
        assert library.refresh() is False
        assert list(sealed_home(tmp_path).iterdir()) == []


def test_stored_vectors_come_back_to_the_bit(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        put(library, make("mixed", TEXT))
        texts = [passage.embedded_text for passage in library.passages()]
        found = library.vectors([*texts, "never embedded"], ENCODER.name)
        assert list(found) == texts or set(found) == set(texts)
        assert all(np.array_equal(found[text], ENCODER.encode([text])[0]) for text in texts)
        assert library.vectors(texts, "another encoder") == {}


def test_the_homes_are_in_the_library(tmp_path: Path) -> None:
    assert {sealed_home(tmp_path).parent, reading_home(tmp_path).parent} == {tmp_path}
