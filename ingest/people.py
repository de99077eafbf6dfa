"""The names of people: their parts, and whether two of them can be the same person."""

from __future__ import annotations

import re
from dataclasses import replace

from values import Speaker

WOMAN = re.compile(r"^(?:Ms|Mrs|Miss|Dame|Lady|Baroness)\b")
MAN = re.compile(r"^(?:Mr|Sir|Lord|Baron)\b")
_TITLES = frozenset(
    "Cllr Coun Councillor Sir Dame Lord Lady Baroness Dr Prof Professor Mr Mrs Ms Miss".split()
)


def without_honours(name: str) -> str:
    """ "Dame Honor Tackley MP" → "Dame Honor Tackley"."""
    return re.sub(r"(?:,? (?:MP|MSP|MS|AM|MLA|OBE|CBE|MBE|QC|KC|PhD))+$", "", name)


def surname(name: str) -> str:
    """The last word of a name, without letters of honour: "Dame Honor Tackley MP" → "Tackley"."""
    words = without_honours(name).split()
    return words[-1] if words else ""


def merged(known: Speaker | None, new: Speaker) -> Speaker:
    """The fuller name, and the first office and body that were told; another person of that surname makes it open."""
    if known is None:
        return new
    if not known.name or not same_person(known.name, new.name):
        return replace(known, name="")
    fuller = new.name if forenames(new.name) and len(new.name) > len(known.name) else known.name
    return replace(known if known.office or known.body else new, name=fuller)


def forenames(name: str) -> list[str]:
    """The words of a name but its titles and the surname."""
    return [w for w in name.split()[:-1] if w.rstrip(".") not in _TITLES]


def same_person(one: str, other: str) -> bool:
    """Whether two names with one surname fit together: by title, and by the first letter of the first name."""
    left, right = forenames(one), forenames(other)
    clash = (WOMAN.match(one) and MAN.match(other)) or (MAN.match(one) and WOMAN.match(other))
    return not clash and (not left or not right or left[0][0] == right[0][0])
