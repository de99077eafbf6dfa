"""What a line's wording says when it is no article: the classes of ``wording.toml``, read once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_CLASSES = Path(__file__).with_name("wording.toml")
_READ = 600  # code points of a line that are read
_SHORT, _LONG, _VOUCHED = (
    12,
    30,
    45,
)  # words: of a label, of a sentence, and the most that an opening vouches for


@dataclass(frozen=True, slots=True)
class Cue:
    """A class of wording: why a line is furniture, how strongly, and the patterns; see ``wording.toml``."""

    why: str
    weight: float
    opens: bool
    whole: re.Pattern[str] | None
    opening: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    certain: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Sign:
    """What a line's wording says: ``weight`` 0 is nothing, above 8 is certain; ``opens`` a list of teasers."""

    weight: float = 0.0
    why: str = ""
    opens: bool = False


NOTHING = Sign()


@cache
def read_cues() -> tuple[Cue, ...]:
    """The classes, their patterns compiled."""
    data = tomllib.loads(_CLASSES.read_text(encoding="utf-8"))
    names = {f"<{key}>": f"(?:{_join(value)})" for key, value in data.items() if isinstance(value, str)}
    return tuple(_read_cue(cue, names) for cue in data["cue"])


def _read_cue(cue: dict[str, str], names: dict[str, str]) -> Cue:
    patterns = (_compile(cue.get(key, ""), names) for key in ("whole", "opening", "anywhere", "certain"))
    return Cue(cue["why"], float(cue["weight"]), bool(cue.get("opens")), *patterns)


def _compile(source: str, names: dict[str, str]) -> re.Pattern[str] | None:
    for name, pattern in names.items():
        source = source.replace(name, pattern)
    return re.compile(f"(?:{_join(source)})", re.IGNORECASE) if source.strip() else None


def _join(lines: str) -> str:
    return "|".join(line for line in lines.splitlines() if line.strip())


@lru_cache(maxsize=4096)
def read_sign(line: str) -> Sign:
    """The strongest class of furniture wording in one line. Long lines need more than a word in passing.

    >>> read_sign("Sign up to our free newsletter").why
    'sign-up'
    """
    line = line[:_READ]
    core = line.strip(" \t:.!…>»→|–—-•*\u00a0")
    words = len(line.split())
    best = NOTHING
    for cue in read_cues():
        weight = _weigh(cue, line, core, words)
        if weight > best.weight:
            heads = cue.opens and bool(cue.whole and cue.whole.fullmatch(core))
            best = Sign(weight, cue.why, heads)
    return best


def _weigh(cue: Cue, line: str, core: str, words: int) -> float:
    if cue.certain and words <= _VOUCHED and cue.certain.match(core):
        return 9.0
    if cue.whole and words <= _SHORT and (cue.whole.fullmatch(core) or cue.whole.fullmatch(line)):
        return cue.weight
    if cue.opening and (cue.opening.match(line) or cue.opening.match(core)):
        return cue.weight if words <= _LONG else cue.weight * 0.6
    if cue.anywhere and cue.anywhere.search(line):
        return cue.weight * (0.9 if words <= 25 else 0.6)
    return 0.0
