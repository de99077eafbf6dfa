"""The credits under a headline: lines that give the publisher, the place, the occasion or the kind of the piece.

Each is told by its shape and by its place: under another line that can be the headline, beside a date or a byline.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ingest.dates import find_dates
from ingest.imprint import is_label, is_published_by, read_imprint, signed_label, undated
from ingest.lines import NAMES, OFFICE, Line
from ingest.nouns import BODY_NOUNS
from ingest.weigh import is_named
from ingest.wording import read_sign

PUBLISHING = "published|posted|updated|delivered|modified|revised|reviewed|dated|released|issued"
_DATED = re.compile(
    rf"(?:^|[,;:|–—-] ?)(?:first |last |page (?:last )?)?(?:{PUBLISHING})(?: on| at)?:? ?$", re.IGNORECASE
)
_OCCASION = re.compile(
    r"(?:(?:[A-Z][a-z]+|written|oral) )?(?:report|speech|address|lecture|remarks|evidence|statement|submission|minutes"
    r"|transcript|summary|notes?|account) (?:of|to|by|at|from|for|given|delivered)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:(?:on|upon|in|le|the|of|and) ){0,2}[A-ZÀ-Þ][\w’'-]+){0,2}")
_QUARTER = re.compile(
    r"\b(?:North|South|East|West|Upper|Lower|Nether|Great|Greater|Little|New|Old|St|City)\b"
)
_PLACES = frozenset(
    "north south east west northern southern eastern western central greater upper lower new great united city county "
    "borough district region national local the of high street live listen more read account our your all".split()
)
_LONGEST = 20  # words of a line of credits


def is_headline(line: Line) -> bool:
    """True for what can be a headline: some words that are no wording of a page, no imprint and no label."""
    shaped = len(line.words) >= 2 and read_sign(line.text).weight < 3
    return shaped and not is_label(line.text) and read_imprint(line.text) is None and not _ends_dated(line)


def find_datelines(
    zone: Sequence[Line], named: bool, bylines: Collection[int], known: Collection[int]
) -> set[int]:
    """Lines of the opening that give a date with a place ("Tollbridge, 14 November 2023"), with a verb of publishing
    ("Policy page, last updated 3 September 2022"), or with the occasion ("Speech to the Guild, 14 October 2021"; also
    without a date, right above a dateline that is ``known``). ``named``: the headline is known from elsewhere."""
    signed = any(line.start in bylines and line.text[:3].lower() == "by " for line in zone)
    prose = "\n".join(line.text for line in zone if line.prose)
    found: set[int] = set()
    for i, line in reversed(list(enumerate(zone))):
        if line.prose or line.final or len(line.words) > _LONGEST or line.start in known:
            continue
        headed = named or any(other.start < line.start and is_headline(other) for other in zone)
        others = headed or any(other.start > line.start and is_headline(other) for other in zone)
        above = any(after.start in found | set(known) for after in zone[i + 1 : i + 2])
        occasion = headed and _OCCASION.match(line.text) and (above or find_dates(line.text))
        if occasion or (others and _ends_dated(line)) or _is_placed(line, signed, prose):
            found.add(line.start)
    return found


def _ends_dated(line: Line) -> bool:
    dates = find_dates(line.text)
    return bool(dates) and bool(_DATED.search(line.text[: dates[0].start]))


def _is_placed(line: Line, signed: bool, prose: str) -> bool:
    """A place and a day. One of several words, which may as well be a person, must be told by a word such as "Lower",
    by the article ("in Marsh Cross"), or by a byline beside it that names the author."""
    start, end = undated(line.text)
    place = line.text[start:end]
    if (
        start
        or not place
        or place == line.text
        or place.startswith("By ")
        or OFFICE.search(place)
        or read_imprint(line.text)
    ):
        return False
    pieces = place.split(", ")
    if len(pieces) > 3 or not all(_PLACE.fullmatch(piece) for piece in pieces) or is_label(place):
        return False
    exact = any(len(found.value) == 10 for found in find_dates(line.text))
    told = (
        signed or _QUARTER.search(place) or re.search(rf"\b(?:in|at|near|from) {re.escape(place)}\b", prose)
    )
    return exact and (bool(told) or not NAMES.match(place))


def find_imprints(
    zone: Sequence[Line], named: bool, frame: Collection[int], common: frozenset[str]
) -> set[int]:
    """Lines that name the publisher, and names behind a label ("Opinion – Ann Lee"), under a headline. A bare name
    needs a byline or dateline (``frame``) beside it; that of a body right above a paragraph may head it instead.
    ``common`` holds the words that the text writes small."""
    found: set[int] = set()
    for i, line in enumerate(zone):
        if line.prose or line.start in frame:
            continue
        headlines = [
            one.start for one in zone if one.start not in frame and one is not line and is_headline(one)
        ]
        headed = named or any(start < line.start for start in headlines)
        imprint = read_imprint(line.text)
        signed = signed_label(line.text)
        author = Line(line.start + signed, line.end, line.text[signed:], False)
        bare = imprint and (find_dates(line.text) or _beside(zone, i, imprint.press, {*frame, *found}))
        stated = is_published_by(line.text) and (named or bool(headlines))
        if stated or (headed and (bare or (signed and is_person(author, common)))):
            found.add(line.start)
    return found


def _beside(zone: Sequence[Line], i: int, press: bool, frame: Collection[int]) -> bool:
    """Whether a byline or dateline stands beside the ``i``-th line; a publication may also stand right under the
    first line of all."""
    after = []
    for other in zone[i + 1 : i + 3]:
        if other.prose:
            break
        after.append(other)
    above = i > 0 and zone[i - 1].start in frame and (press or not zone[i].gap)
    under = i == 1 and press and is_headline(zone[0])
    return above or under or any(other.start in frame for other in after)


def is_person(line: Line, common: frozenset[str]) -> bool:
    """True for a line of nothing but names of people, or of one and where he works: none of the words is written
    small elsewhere, and none is a noun of organisations or a part of the country."""
    names = NAMES.match(line.text)
    if names is None or len(line.words) > 10 or line.final:
        return False
    rest = line.text[names.end() :]
    words = names[0].lower().split()
    placed = any(word in BODY_NOUNS or word in _PLACES for word in words)
    return not placed and (not rest or rest.startswith(", ")) and is_named(names[0].split(), common)
