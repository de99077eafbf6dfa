"""Colours: every text can be read, light and dark; and the component never reads text as HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.theme import DARK, LIGHT, theme_options

UI = Path(__file__).resolve().parents[1] / "ui"
TEXTS = ("textColor", "grayTextColor", "primaryColor")
GROUNDS = ("backgroundColor", "secondaryBackgroundColor", "blueBackgroundColor", "yellowBackgroundColor")
STATES = ("greenTextColor", "orangeTextColor", "redTextColor")  # of a citation, on the page and in a panel
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS]
PAIRS += [(state, ground) for state in STATES for ground in GROUNDS[:2]]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_can_be_read_on_every_ground(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_an_open_mark_can_be_read(theme: dict[str, str]) -> None:
    assert contrast(theme["backgroundColor"], theme["primaryColor"]) >= 4.5


def test_every_theme_option_is_one_that_streamlit_knows() -> None:
    from streamlit import config

    known = config.get_config_options()
    assert set(theme_options()) <= set(known)


def test_the_words_of_a_button_can_be_read_in_both_themes() -> None:
    style = (UI / "library.css").read_text(encoding="utf-8")
    grounds = re.findall(r"stBaseButton-primary\S+ \{ background: (#\w+)", style)
    assert len(grounds) == 2
    assert all(contrast("#ffffff", ground) >= 4.5 for ground in grounds)


@pytest.mark.parametrize("name", [path.name for path in sorted(UI.glob("*.js"))])
def test_the_component_sets_text_and_never_html(name: str) -> None:
    source = (UI / name).read_text(encoding="utf-8")
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|srcdoc", source
    )


@pytest.mark.parametrize("name", [path.name for path in sorted(UI.glob("*.[jcs][sv]*"))])
def test_no_file_of_the_page_names_another_host(name: str) -> None:
    source = (UI / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"https?://|url\(|@import", source)
