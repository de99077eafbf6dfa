"""What a reader of a web page does not see: elements that its style hides, and characters that have no shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.orders import hides_characters

# Soft hyphens, zero-width, directional and tag characters, byte-order marks.
_SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<parts>(?:[.#][\w-]+)*)$", re.IGNORECASE)
_FAR = re.compile(r"-\s*(?:\d{4,}(?:\.\d+)?px|[5-9]\d\dpx|\d{2,}(?:\.\d+)?r?em|(?:[1-9]\d{2,})%)")
_WHITE = (
    "white",
    "#fff",
    "#ffffff",
    "#fffefe",
    "#fefefe",
    "rgb(255,255,255)",
    "rgba(255,255,255,1)",
    "rgb(254,254,254)",
)
_CLEAR = re.compile(r"transparent|rgba\(\d+,\d+,\d+,0(?:\.0\d*)?\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0")
_KNOWN = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only assistive-text".split()
)


def strip_shapeless(text: str) -> tuple[str, bool]:
    """The text without characters that have no shape, and whether they were more than a typesetter's.

    >>> strip_shapeless("soft\\u00adhyphen")
    ('softhyphen', False)
    """
    return _CONTROLS.sub("", _SHAPELESS.sub("", text)), hides_characters(text)


@dataclass(frozen=True, slots=True)
class Rule:
    """One simple selector of a style sheet (tag, classes, id) with what it declares."""

    tag: str
    classes: frozenset[str]
    id: str
    style: dict[str, str]

    def fits(self, tag: str, classes: frozenset[str], identity: str) -> bool:
        return self.classes <= classes and self.tag in ("", tag) and self.id in ("", identity)


class RuleBook:
    """The rules of a page, found by what they name first: a class, an id, or a tag."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by: dict[str, list[Rule]] = {}
        for rule in rules:
            key = f"#{rule.id}" if rule.id else f".{min(rule.classes)}" if rule.classes else rule.tag
            self._by.setdefault(key, []).append(rule)

    def style(self, tag: str, classes: frozenset[str], identity: str) -> dict[str, str]:
        """What the rules declare for an element, later and narrower ones last."""
        keys = [tag, *sorted(f".{name}" for name in classes), f"#{identity}"] if self._by else []
        found: dict[str, str] = {}
        for rule in (rule for key in keys for rule in self._by.get(key, ())):
            if rule.fits(tag, classes, identity):
                found |= rule.style
        return found


def read_style(text: str) -> dict[str, str]:
    """The declarations of a style, lower case and without blanks in their values.

    >>> read_style("display: NONE")
    {'display': 'none'}
    """
    pairs = _DECLARATION.findall(text.lower()[:4000])
    return {
        name: re.sub(r"\s+", "" if "(" in value else " ", value).removesuffix("!important").strip()
        for name, value in pairs
    }


def read_sheet(text: str) -> Iterator[Rule]:
    """The rules of a style sheet that could hide something; those for print, screens or states are passed over."""
    for selectors, body in _top_rules(re.sub(r"/\*.*?\*/", " ", text[:500_000], flags=re.DOTALL)):
        style = read_style(body)
        if not (hides(style) or "color" in style or "background" in style or "background-color" in style):
            continue
        for selector in selectors.split(","):
            match = _SIMPLE.match(selector.strip())
            if match and match["parts"]:  # a rule for a bare tag is a default that others override
                parts = re.findall(r"([.#])([\w-]+)", match["parts"])
                classes = frozenset(name.lower() for sign, name in parts if sign == ".")
                yield Rule(
                    (match["tag"] or "").lower(), classes, next((n for s, n in parts if s == "#"), ""), style
                )


def _top_rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors and bodies at the top level of a sheet; blocks inside @media and the like are left out."""
    depth, start, opened, selector = 0, 0, 0, ""
    for match in re.finditer(r"[{}]", text):
        if match[0] == "{":
            if depth == 0:
                selector, opened = text[start : match.start()].strip(), match.end()
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == 0:
                start = match.end()
                if selector and "@" not in selector:
                    yield selector, text[opened : match.start()]


def hides(style: dict[str, str]) -> bool:
    """True where a style keeps its element from being seen."""
    get = style.get
    return (
        get("display") == "none"
        or get("visibility") in ("hidden", "collapse")
        or _tiny(get("font-size", ""), 1)
        or _near_zero(get("opacity", ""))
        or any(
            _FAR.search(get(side, ""))
            for side in (
                "left",
                "top",
                "right",
                "bottom",
                "text-indent",
                "margin-left",
                "margin-top",
                "margin",
            )
        )
        or (_tiny(get("width", ""), 1) and _tiny(get("height", ""), 1))
        or (get("overflow") == "hidden" and (_tiny(get("height", ""), 0) or _tiny(get("max-height", ""), 0)))
        or bool(re.match(r"rect\(0|rect\(1px", get("clip", "")))
        or bool(re.match(r"inset\((?:50|100)%", get("clip-path", "")))
        or "scale(0" in get("transform", "").replace("scale(0.", "")
        or _same_colour(style)
    )


def _tiny(size: str, most: int) -> bool:
    match = re.match(r"(\d*\.?\d+)(px|pt|em|rem|%)?$", size)
    return bool(match) and float(match[1] if match else 9) <= (
        most if match and match[2] in ("px", "pt", None) else 0.05
    )


def _near_zero(opacity: str) -> bool:
    match = re.match(r"(\d*\.?\d+)%?$", opacity)
    return bool(match) and float(match[1] if match else 1) <= 0.05


def _same_colour(style: dict[str, str]) -> bool:
    """Letters in the colour of what is behind them, or in none."""
    colour = style.get("color", "")
    if not colour or colour in ("inherit", "currentcolor"):
        return False
    behind = background(style)
    return bool(_CLEAR.fullmatch(colour)) or colour == behind or (is_white(colour) and is_white(behind))


def background(style: dict[str, str]) -> str:
    return style.get("background-color") or style.get("background", "").split(" ")[0]


def is_white(colour: str) -> bool:
    return colour in _WHITE


def known_hidden(classes: frozenset[str]) -> bool:
    """True for the class names that sites give to words for screen readers only."""
    return bool(classes & _KNOWN) or any(name.endswith("-visually-hidden") for name in classes)
