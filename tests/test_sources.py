"""sources.toml: read as it is, and every mistake in it named with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.describe import read_sources
from values import SettingsError


def test_a_missing_sources_file_gives_nothing(tmp_path: Path) -> None:
    assert read_sources(tmp_path / "sources.toml") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[article."a.txt"]\npublsher = "x"\nbecause = "y"',
            ["publsher", "a.txt", "nearest known one is publisher"],
        ),
        (
            '[article."a.txt"]\npublished = "8 May 2014"\nbecause = "y"',
            ["published", "a.txt", "8 May 2014", '"2014-05-08"'],
        ),
        ('[article."a.txt"]\npublished = "2014-02-30"\nbecause = "y"', ["2014-02-30", "no date"]),
        ('[article."a.txt"]\npublisher = "x"', ["publisher", "no reason", "because"]),
        ('[article."a.txt"]\npublisher = ""\nbecause = "y"', ["publisher", "no words"]),
        ('[article."a.txt"]\nkind = "essay"\nbecause = "y"', ["kind", "essay", "opinion"]),
        ('[article."a.txt"]\nurl = "x.example"\nbecause = "y"', ["url", "https://"]),
        (
            '[article."a.txt"]\npublished = "2016"\npublished_to = "2015"\nbecause = "y"',
            ["published_to", "before"],
        ),
        ('[article."a.txt"]\npublished_to = "2015"\nbecause = "y"', ["published_to", "Add the first date"]),
        ('[articles."a.txt"]\ntitle = "x"', ["articles", "[article."]),
        ("[article.a.txt]\ntitle = 'x'\nbecause = 'y'", ["in quotes"]),
        ('[article."a.txt"\n', ["not valid TOML", "line"]),
    ],
)
def test_a_mistake_in_sources_names_the_file_the_key_and_the_remedy(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_sources(path)
    assert all(word in str(error.value) for word in [str(path), *words]), str(error.value)


def test_dates_may_stand_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[article."a.txt"]\npublished = 2014-05-08\nbecause = "y"', encoding="utf-8")
    assert read_sources(path) == {"a.txt": {"published": "2014-05-08", "because": "y"}}
