"""Colours and letters, light and dark, as settings of Streamlit. The browser's own preference chooses."""

from __future__ import annotations

LIGHT = {
    "primaryColor": "#0b5a68",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f4f6f8",
    "textColor": "#17202a",
    "borderColor": "#cfd6dc",
    "linkColor": "#0b5a68",
    "grayTextColor": "#52606d",
    "blueBackgroundColor": "#e0eff1",
    "yellowBackgroundColor": "#ffe799",
    "greenTextColor": "#1a6b3c",
    "orangeTextColor": "#8a4b00",
    "redTextColor": "#a61b1b",
}
DARK = {
    "primaryColor": "#7fd0dc",
    "backgroundColor": "#15191d",
    "secondaryBackgroundColor": "#1d2328",
    "textColor": "#e7eaed",
    "borderColor": "#3b444c",
    "linkColor": "#7fd0dc",
    "grayTextColor": "#a9b5bf",
    "blueBackgroundColor": "#1e3a40",
    "yellowBackgroundColor": "#524204",
    "greenTextColor": "#7fd1a0",
    "orangeTextColor": "#f0b36b",
    "redTextColor": "#ff9c9c",
}


def theme_options() -> dict[str, object]:
    """Streamlit's theme options by their dotted names."""
    colours = {
        f"theme.{name}.{key}": value
        for name, theme in (("light", LIGHT), ("dark", DARK))
        for key, value in theme.items()
    }
    return {
        **colours,
        "theme.baseFontSize": 17,
        "theme.baseRadius": "0.5rem",
        "theme.headingFontSizes": ["1.5rem", "1.3rem", "1.1rem", "1rem", "1rem", "1rem"],
        "theme.paddingTop": "1.5rem",
        "theme.paddingBottom": "1.2rem",
        "theme.showSidebarBorder": True,
    }
