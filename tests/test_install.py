"""The set-up says in one sentence what is missing, before it changes anything."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("awk", "cat", "cksum", "dirname", "grep", "make", "pwd", "rm", "sh")
PYTHONS = ("python", "python3", "python3.11", "python3.12", "python3.13")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh copy of what the set-up reads, with a ``bin`` that holds only the tools that it uses."""
    for name in (
        "Makefile",
        "install.sh",
        "pyproject.toml",
        *(path.name for path in ROOT.glob("requirements*")),
    ):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    place = {"PATH": str(folder / "bin")}
    return subprocess.run(["make", *arguments], cwd=folder, env=place, capture_output=True, text=True)


def put(folder: Path, name: str, script: str) -> None:
    (folder / "bin" / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / "bin" / name).chmod(0o755)


def test_a_wrong_python_is_named_in_one_sentence_and_nothing_is_made(folder: Path) -> None:
    for name in PYTHONS:
        put(folder, name, 'case "$1" in --version) echo Python 3.10.4;; *) exit 1;; esac')
    done = make(folder, "run")
    sentence, _ = done.stderr.splitlines()  # the second line is make's own
    assert sentence.startswith("desk: Python 3.11, 3.12 or 3.13 is needed, and there is Python 3.10.4 here.")
    assert done.returncode == 2
    assert not (folder / ".venv").exists()


def test_a_missing_python_is_said_in_one_sentence(folder: Path) -> None:
    assert "there is no Python 3 here" in make(folder, "run").stderr


def test_a_python_that_is_not_called_python3_is_found(folder: Path) -> None:
    put(folder, "python3.12", 'case "$1" in -c) exit 0;; *) exit 1;; esac')
    assert "python3.12 cannot make a virtual environment" in make(folder, "run").stderr


def test_make_alone_lists_what_there_is(folder: Path) -> None:
    shown = make(folder)
    assert shown.stdout == make(folder, "help").stdout
    assert [name for name in ("make run ", "make test ", "make quick ") if name not in shown.stdout] == []


def test_the_scripts_are_plain_shell() -> None:
    for script in ("install.sh", ".ci/run"):
        assert subprocess.run(["sh", "-n", ROOT / script], capture_output=True).stderr == b""
