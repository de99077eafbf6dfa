"""Full disks and folders that cannot be written to: a clear sentence, nothing half-done, and it works again."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from made_library import ENCODER, make, put

from library.faults import plain, told
from library.store import open_library
from values import DeskError, LibraryBusy, LibraryDamaged

ROOT = Path(__file__).resolve().parents[1]

START = f"""
import os, resource, sys
from pathlib import Path
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from made_library import ENCODER, make, put
from library.store import open_library
from values import DeskError
directory = Path(sys.argv[1])
"""
LIMITED = """
import shutil
for limit in map(int, sys.argv[2:]):
    copy = directory.with_name(f"limit-{limit}")
    shutil.copytree(directory, copy)
    with open_library(copy) as library:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            put(library, make("buses", "Buses are late.", 2), make("homes", "Homes are dear. " * 4000))
            said = "done"
        except DeskError as fault:
            said = str(fault)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print(said)
"""
READ_ONLY = """
import tempfile
with tempfile.TemporaryDirectory() as warm, open_library(Path(warm)) as library:
    put(library, make("warm", "Whatever this user could not import is imported."))
    library.search_vectors(ENCODER.encode(["x"])[0], 1)
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for name in ("data", "none/data", "empty"):
    try:
        with open_library(directory / name) as library:
            print([one.id for one in library.articles()], library.search_words(["buses"], 1)[0][0])
            print(library.search_vectors(ENCODER.encode(["buses"])[0], 1)[0][0])
            put(library, make("homes", "Homes are dear."))
    except DeskError as fault:
        print(fault)
"""
LIMITS = (0, 4096, 40_000, 100_000, 140_000, 180_000)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    with open_library(made) as library:
        put(library, make("buses", "Buses were late."), make("roads", "Roads are long."))
    return made


def run(code: str, *arguments: object) -> list[str]:
    """What a process printed, line by line; nothing may stand on its error stream."""
    command = [sys.executable, "-c", START + code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_full_disk_is_said_and_nothing_is_half_done(directory: Path) -> None:
    with open_library(directory) as library:
        before = library.passages()
    for limit, said in zip(LIMITS, run(LIMITED, directory, *LIMITS), strict=True):
        assert "disk is full" in said
        assert "Nothing was changed" in said
        with open_library(directory.with_name(f"limit-{limit}")) as library:
            assert library.passages() == before
            put(library, make("buses", "Buses are late.", 2))
            assert library.search_words(["buses"], 5)[0][0].startswith("buses@2")


def lock_up(path: Path) -> None:
    """Let everybody read what is below ``path``, wherever it is in the system's temporary folder, and nobody write."""
    for inner in (path, *path.rglob("*")):
        inner.chmod(0o555 if inner.is_dir() else 0o444)
    shared = Path(tempfile.gettempdir()).resolve()
    for outer in path.resolve().parents:
        if shared in outer.parents:
            outer.chmod(0o755)


def unlock(path: Path) -> None:
    for inner in (path, *path.rglob("*")):
        inner.chmod(0o755 if inner.is_dir() else 0o644)


def test_a_library_that_cannot_be_written_to_is_read_and_elsewhere_it_is_said(directory: Path) -> None:
    home = directory.parent
    shutil.rmtree(directory / "reading", ignore_errors=True)
    for name in ("none", "empty"):
        (home / name).mkdir()
    lock_up(home)
    words, near, written, unmade, empty = run(READ_ONLY, home)
    unlock(home)
    assert (words, near) == ("['buses', 'roads'] buses@1:0-16", "buses@1:0-16")
    assert written.startswith(f"{directory}: this folder cannot be written to.")
    assert unmade.startswith(f"{home / 'none' / 'data'}: this folder cannot be written to.")
    assert "there is no library here" in empty


def sqlite_fault(code: int) -> sqlite3.OperationalError:
    fault = sqlite3.OperationalError("as SQLite says it")
    fault.sqlite_errorcode = code
    return fault


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (OSError(errno.ENOSPC, "no"), DeskError, "disk is full"),
        (OSError(errno.EROFS, "no"), DeskError, "cannot be written to"),
        (OSError(errno.EIO, "broken"), DeskError, "broken"),
        (sqlite_fault(sqlite3.SQLITE_FULL), DeskError, "disk is full"),
        (sqlite_fault(sqlite3.SQLITE_IOERR_WRITE), DeskError, "disk is full"),
        (sqlite_fault(sqlite3.SQLITE_CORRUPT_INDEX), LibraryDamaged, "backup"),
        (sqlite_fault(sqlite3.SQLITE_NOTADB), LibraryDamaged, "backup"),
        (sqlite_fault(sqlite3.SQLITE_BUSY_SNAPSHOT), LibraryBusy, "another process"),
        (sqlite_fault(sqlite3.SQLITE_READONLY_DIRECTORY), DeskError, "cannot be written to"),
        (sqlite_fault(sqlite3.SQLITE_MISUSE), DeskError, "as SQLite says it"),
    ],
)
def test_each_fault_has_its_sentence(fault: Exception, kind: type[DeskError], words: str) -> None:
    error = plain(fault, Path("data"))
    assert type(error) is kind
    assert words in str(error)
    assert str(error).startswith("data: ")


def test_only_faults_of_the_disk_are_translated() -> None:
    with pytest.raises(KeyError), told(Path("data")):
        raise KeyError("x")
    with pytest.raises(DeskError, match="as it is"), told(Path("data")):
        raise DeskError("as it is")


def test_the_encoder_is_the_same_in_every_process() -> None:
    assert ENCODER.encode(["x"]).shape == (1, 384)
