"""How officers type the names of places in a hurry ("s yorks", "gtr", "w mids"), written out as articles have them."""

from __future__ import annotations

import re
from collections.abc import Container

# The usual short forms of English counties and regions (Royal Mail's former county names, and two of regions).
PLACES = {
    "beds": "Bedfordshire",
    "berks": "Berkshire",
    "bucks": "Buckinghamshire",
    "cambs": "Cambridgeshire",
    "derbys": "Derbyshire",
    "glos": "Gloucestershire",
    "gtr": "Greater",
    "hants": "Hampshire",
    "herts": "Hertfordshire",
    "lancs": "Lancashire",
    "leics": "Leicestershire",
    "lincs": "Lincolnshire",
    "mids": "Midlands",
    "midds": "Middlesex",
    "northants": "Northamptonshire",
    "northumb": "Northumberland",
    "notts": "Nottinghamshire",
    "oxon": "Oxfordshire",
    "shrops": "Shropshire",
    "staffs": "Staffordshire",
    "warks": "Warwickshire",
    "wilts": "Wiltshire",
    "worcs": "Worcestershire",
    "yorks": "Yorkshire",
}
_SIDES = {"n": "North", "s": "South", "e": "East", "w": "West"}
_SHORT = re.compile(rf"\b(?:{'|'.join(PLACES)})\b", re.IGNORECASE)
_SIDE = re.compile(
    r"\b([nsew])\.? (?=[\w-]*(?:shire|lands|land|sex|side|don|wales|anglia|devon|kent|downs)\b)",
    re.IGNORECASE,
)


def written_out(text: str, known: Container[str] = ()) -> str:
    """A question with the short forms of places written out, but for those that the articles use (``known``, folded).

    >>> written_out("how much does s yorks get")
    'how much does South Yorkshire get'
    """
    full = _SHORT.sub(lambda found: found[0] if found[0].lower() in known else PLACES[found[0].lower()], text)
    return _SIDE.sub(lambda found: f"{_SIDES[found[1].lower()]} ", full)
