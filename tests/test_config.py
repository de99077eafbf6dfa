"""The settings are closed and typed, and every mistake in them is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from itertools import pairwise
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import SHIPPED, AskSettings, Between, is_loopback, open_settings, sections
from values import SettingsError

ROOT = Path(__file__).resolve().parents[1]


Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a settings file and return its path."""

    def write(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def fault(path: Path) -> str:
    with pytest.raises(SettingsError) as raised:
        open_settings(path)
    return str(raised.value)


def test_config_toml_holds_every_setting_and_no_other() -> None:
    tables = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    known = {name: {field.name for field in fields(kind)} for name, kind in sections().items()}
    assert {name: set(table) for name, table in tables.items()} == known


def test_every_setting_has_its_meaning_above_it() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for above, line in pairwise(lines)
        if re.match(r"[a-z_]+ = ", line) and not above.startswith("# ")
    ]
    assert bare == []


def test_every_setting_is_read_by_the_code() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("ingest", "library", "rag", "ui", "quality")
        for path in (ROOT / folder).rglob("*.py")
    ) + (ROOT / "cli.py").read_text(encoding="utf-8")
    names = [field.name for kind in sections().values() for field in fields(kind)]
    assert [name for name in names if not re.search(rf"\.{name}\b", code)] == []


def test_a_file_of_ones_own_holds_only_what_differs(write: Write) -> None:
    settings = open_settings(write("[app]\nport = 9000\n"))
    assert settings.app.port == 9000
    assert settings.ask == open_settings().ask


def test_paths_start_at_the_folder_of_the_file_that_names_them(write: Write, tmp_path: Path) -> None:
    settings = open_settings(write('[library]\ndirectory = "lib"\n'))
    assert settings.library.directory == (tmp_path / "lib").resolve()
    assert settings.library.corpus == ROOT / "corpus"


def test_the_library_of_the_call_wins(write: Write, tmp_path: Path) -> None:
    settings = open_settings(write('[library]\ndirectory = "lib"\n'), tmp_path / "other")
    assert settings.library.directory == (tmp_path / "other").resolve()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        open_settings().app.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[app]\nprot = 1", ["[app] prot", "[app] port"]),
        ("[library]\nport = 1", ["[library] port", "[app] port"]),
        ("[aks]\npassages = 1", ["[aks]", "[ask]"]),
        ("port = 1", ["port stands above every section", "[app] port"]),
        ("app = 1", ["app is a section", "[app]"]),
        ('[app]\nport = "8501"', ["[app] port", "whole number", "'8501'"]),
        ("[app]\nport = 8501.0", ["[app] port", "whole number"]),
        ("[app]\nport = true", ["[app] port", "whole number", "true"]),
        ("[app]\nport = 0", ["[app] port", "from 1 to 65535", "0"]),
        ("[app]\nport = 65536", ["from 1 to 65535"]),
        ("[app]\nallow_other_addresses = 1", ["true or false"]),
        ("[app]\nstarters = [1]", ["[app] starters", "list of texts"]),
        ("[app]\naddress = 1", ["text in quotation marks"]),
        ('[library]\ndirectory = ""', ["[library] directory", "path"]),
        ("[ask]\nanswer_threshold = nan", ["[ask] answer_threshold", "from 0 to 1"]),
        ("[app]\nport = = 1", ["not valid TOML", "line 2"]),
    ],
)
def test_a_mistake_is_named_with_the_file_and_the_remedy(write: Write, text: str, words: list[str]) -> None:
    path = write(text)
    sentence = fault(path)
    assert sentence.startswith(str(path))
    assert [word for word in words if word not in sentence] == []


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert "No such file" in fault(tmp_path / "none.toml")
    assert "cannot be read" in fault(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('[library]\ndirectory = "café"'.encode("latin-1"))
    assert "not UTF-8" in fault(path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf[app]\nport = 9001\n")
    assert open_settings(path).app.port == 9001


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"])
def test_only_this_machine_reaches_a_loopback_address(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.5", "desk.example.org", "localhost.example.org", ""]
)
def test_others_may_reach_any_other_address(address: str) -> None:
    assert not is_loopback(address)


@given(
    st.dictionaries(
        st.sampled_from([*get_type_hints(AskSettings), "sentence"]), st.integers(-5, 5), min_size=1
    )
)
def test_any_numbers_give_settings_within_their_ranges_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, int]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(
        "\n".join(["[ask]", *(f"{key} = {value}" for key, value in table.items())]), encoding="utf-8"
    )
    wrong = {key for key, value in table.items() if not within(key, value)}
    if wrong:
        assert any(f"[ask] {key}" in fault(path) for key in wrong)
    else:
        assert {key: getattr(open_settings(path).ask, key) for key in table} == table


def within(key: str, value: int) -> bool:
    hint = get_type_hints(AskSettings, include_extras=True).get(key)
    limits = [limit for limit in get_args(hint) if isinstance(limit, Between)]
    return bool(limits) and limits[0].least <= value <= limits[0].most
