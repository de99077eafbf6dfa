"""The doctor names what is wrong, with the remedy, and changes nothing."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from config import open_settings
from quality.doctor import LOCK, examine, installed, read_pins


def test_every_pin_of_the_lock_is_read() -> None:
    lock = LOCK.read_text(encoding="utf-8")
    pins = read_pins(lock)
    assert sum(len(versions) for versions, _ in pins.values()) == len(
        [line for line in lock.splitlines() if line[:1].isalnum()]
    )
    assert pins["chromadb"] == (frozenset({version("chromadb")}), True)


def test_a_pin_for_some_machines_only_is_told_from_one_for_all() -> None:
    lock = (
        "numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:aa\n"
        "numpy==2.5.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:bb\ntyper==1.0 \\\n"
    )
    assert read_pins(lock) == {
        "numpy": (frozenset({"2.4.6", "2.5.5"}), False),
        "typer": (frozenset({"1.0"}), True),
    }


@given(st.text())
def test_any_lock_is_read_without_a_fault(text: str) -> None:
    read_pins(text)


def test_a_package_that_is_not_there_has_no_version() -> None:
    assert installed("no-such-package-anywhere") is None


def test_nothing_is_made_where_there_is_no_library(tmp_path: Path) -> None:
    findings = examine(open_settings(library=tmp_path / "none"))
    assert [finding.text.split(":")[0] for finding in findings if not finding.ok] == ["library"]
    assert list(tmp_path.iterdir()) == []
