"""`desk library` by hand: what changed, take out, bring back, correct, erase, back up; and what is asked first."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from test_cli import Desk

pytestmark = pytest.mark.slow

ARTICLES = {
    "buses.txt": "Buses stay in Tarnholme\n\nThe county will keep its 40 bus routes until 2031. Fares stay.",
    "homes.txt": "Homes for Marrowby\n\nThe mayor wants 9,000 homes on old railway land. Work starts in spring.",
    "skills.txt": "Skills in Elmwick\n\nColleges train 700 welders a year. Employers ask for twice as many.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for name, text in ARTICLES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def desk(tmp_path: Path, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    made = Desk(tmp_path / "library", capfdbinary)
    assert made("ingest", folder) == 0
    return made


class Terminal(io.StringIO):
    """A person who types."""

    def isatty(self) -> bool:
        return True


def listed(desk: Desk) -> list[str]:
    desk("library", "list")
    return [line.split()[0] for line in desk.out.splitlines()[1:]]


def test_diff_tells_word_by_word_what_changed(desk: Desk, folder: Path) -> None:
    assert desk("library", "diff", "buses") == 0
    assert desk.out == "buses has no version before version 1: nothing to compare.\n"
    (folder / "buses.txt").write_text(ARTICLES["buses.txt"].replace("40", "38"), encoding="utf-8")
    desk("ingest", folder)
    assert desk("library", "diff", "buses.txt") == 0
    assert "The county will keep its [-40-]{+38+} bus routes until 2031. Fares stay." in desk.out
    assert "1 word put in, 1 taken out." in desk.out
    assert desk("library", "diff", "buses", "--from", 2, "--to", 1) == 0
    assert "[-38-]{+40+}" in desk.out
    assert desk("library", "diff", "buses", "--from", 7) == 2
    assert "buses has no version 7. It has 1, 2." in desk.err


def test_what_was_removed_stays_out_until_it_is_restored(desk: Desk, folder: Path) -> None:
    assert desk("library", "remove", "homes.txt") == 0
    assert desk("ingest", folder) == 0
    assert "kept out   homes.txt" in desk.out
    assert listed(desk) == ["buses", "skills"]
    assert desk("library", "restore", "homes") == 0
    assert listed(desk) == ["buses", "homes", "skills"]
    assert desk("library", "remove", "hoems") == 2
    assert "The nearest is 'homes'." in desk.err


def test_a_correction_wins_and_can_be_taken_back(desk: Desk) -> None:
    because = ("--because", "the paper's own archive")
    assert desk("library", "correct", "skills", "published", "8 May 2014", *because) == 0
    desk("library", "show", "skills")
    assert re.search(r"published +8 May 2014 \(given: the paper's own archive\)", desk.out)
    assert desk("library", "correct", "skills", "published", "--undo") == 0
    desk("library", "show", "skills")
    assert re.search(r"published +unknown", desk.out)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("skills", "title", "Welders"), "say how it is known"),
        (("skills", "titel", "Welders", "--because", "x"), "The nearest one is 'title'"),
        (("skills", "published", "soon", "--because", "x"), "is no date"),
        (("skills", "title"), "--undo"),
        (("skills", "title", "Welders", "--because", "x", "--to", "2014"), "goes with published"),
    ],
)
def test_a_correction_that_cannot_be_is_one_sentence(desk: Desk, call: tuple[str, ...], words: str) -> None:
    assert desk("library", "correct", *call) == 2
    assert words in desk.err
    assert desk.err.count("\n") == 1


def test_erase_asks_first_and_leaves_no_word_behind(desk: Desk, folder: Path) -> None:
    assert desk("library", "erase", "homes") == 2
    assert "Say --yes" in desk.err
    assert "homes" in listed(desk)
    assert desk("library", "erase", "homes", "--yes") == 0
    assert listed(desk) == ["buses", "skills"]
    assert not any(b"railway land" in file.read_bytes() for file in desk.library.rglob("*.sqlite*"))
    assert desk("ingest", folder) == 0
    assert "kept out   homes.txt" in desk.out


def test_erase_names_the_copies_that_the_library_keeps_of_itself(desk: Desk, tmp_path: Path) -> None:
    assert desk("library", "backup", tmp_path / "kept") == 0
    assert desk("library", "bring-back", tmp_path / "kept", "--yes") == 0
    assert desk("library", "erase", "homes", "--yes") == 0
    named = [line for line in desk.out.splitlines() if line.startswith("So does ")]
    assert [desk.library / name for name in ("desk.sqlite.replaced",)] == [
        Path(line.removeprefix("So does ").split(",")[0]) for line in named
    ]


def test_an_earlier_version_is_erased_alone(desk: Desk, folder: Path) -> None:
    (folder / "homes.txt").write_text("Homes for Marrowby\n\nThe mayor wants 8,000 homes.", encoding="utf-8")
    desk("ingest", folder)
    assert desk("library", "erase", "homes", "--version", 2, "--yes") == 2
    assert "is the current one" in desk.err
    assert desk("library", "erase", "homes", "--version", 1, "--yes") == 0
    assert desk("library", "show", "homes", "--version", 1) == 2
    assert "Version 1 of homes was erased." in desk.err
    assert "homes" in listed(desk)


@pytest.mark.parametrize(("typed", "code", "left"), [("y\n", 0, 2), ("n\n", 2, 3)])
def test_at_a_terminal_the_person_is_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, left: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert desk("library", "erase", "homes") == code
    assert len(listed(desk)) == left


def test_a_backup_brings_a_damaged_library_back(desk: Desk, folder: Path, tmp_path: Path) -> None:
    assert desk("library", "backup", tmp_path / "kept") == 0
    (file,) = (tmp_path / "kept").glob("desk-*.sqlite")
    assert str(file) in desk.out
    (desk.library / "desk.sqlite").write_bytes(b"no library")
    assert desk("library", "list") == 2
    assert desk("library", "bring-back", tmp_path / "kept") == 2
    assert desk("library", "bring-back", tmp_path / "kept", "--yes") == 0
    assert "with 3 articles" in desk.out
    assert desk("ask", "How many welders do colleges train a year?") == 0
    assert "700 welders" in desk.out
    assert desk("library", "bring-back", folder / "buses.txt", "--yes") == 2
    assert "no whole copy" in desk.err


def test_an_ingest_that_would_remove_more_than_half_asks_first(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("buses.txt", "homes.txt"):
        (folder / name).unlink()
    assert desk("ingest", folder) == 0
    assert "nothing was removed" in desk.out
    assert len(listed(desk)) == 3
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert desk("ingest", folder) == 0
    assert listed(desk) == ["skills"]


def test_the_settings_of_an_ingest_are_those_of_the_file(desk: Desk, folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text("[ingest]\nmax_file_mb = 1\npassage_tokens = 40\n", encoding="utf-8")
    sentence = "The council of Ashbury meets on Mondays to speak about roads, schools and homes. "
    (folder / "large.txt").write_text(sentence * 14_000, encoding="utf-8")
    (folder / "long.txt").write_text("\n\n".join(["Ashbury", *[sentence * 3] * 4]), encoding="utf-8")
    assert desk("ingest", folder, "--config", settings) == 1
    assert re.search(r"refused +large.txt: .*1 MB", desk.out)
    assert re.search(r"added +long.txt: ([4-9]|1\d) passages", desk.out)
