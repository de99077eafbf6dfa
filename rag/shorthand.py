"""What officers type in a hurry ("s yorks", "w mids", "ppl abt svcs"), written out as articles have it."""

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
# What people write for common words in notes and messages.
NOTES = {
    "abt": "about",
    "acc to": "according to",
    "assoc": "association",
    "avg": "average",
    "btwn": "between",
    "cd": "could",
    "cos": "because",
    "cttee": "committee",
    "cttees": "committees",
    "dept": "department",
    "govt": "government",
    "gvt": "government",
    "indy": "independence",
    "no. of": "number of",
    "ppl": "people",
    "shd": "should",
    "svc": "service",
    "svcs": "services",
    "uni": "university",
    "w": "with",
    "w/": "with",
    "w/o": "without",
    "wd": "would",
    "yr": "year",
    "yrs": "years",
}
_SIDES = {"n": "North", "s": "South", "e": "East", "w": "West"}
_SHORT = re.compile(rf"\b(?:{'|'.join(PLACES)})\b", re.IGNORECASE)
_NOTED = re.compile(
    rf"(?<![\w£])(?:{'|'.join(re.escape(note) for note in sorted(NOTES, key=len, reverse=True))})(?![\w/'’])"
)
_SIDE = re.compile(
    r"\b([nsew])\.? (?=[\w-]*(?:shire|lands|land|sex|side|don|wales|anglia|devon|kent|downs)\b)",
    re.IGNORECASE,
)


def written_out(text: str, known: Container[str] = ()) -> str:
    """A question with short forms written out, but for those that the articles use (``known``, folded).

    >>> written_out("how much does s yorks get per yr")
    'how much does South Yorkshire get per year'
    """
    full = _SHORT.sub(lambda found: found[0] if found[0].lower() in known else PLACES[found[0].lower()], text)
    full = _SIDE.sub(lambda found: f"{_SIDES[found[1].lower()]} ", full)
    return _NOTED.sub(lambda found: found[0] if found[0] in known else NOTES[found[0]], full)
