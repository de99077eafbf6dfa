"""The imprint of an article: the lines of its opening that say who publishes it, and what kind of piece it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.dates import find_dates, is_dateline
from ingest.lines import NAMES, OFFICE
from ingest.nouns import BODY_NOUNS

# Nouns of bodies that as often head a subject ("Skills Services", "A New Fund"): by themselves they name no publisher.
_SUBJECTS = frozenset(
    """service services review conference inquiry action practice police force court house tank campaign exchange
    fund government organisation body administration voices movement unit party executive hospital school bank
    company""".split()
)
_BODIES = BODY_NOUNS - _SUBJECTS
_PUBLICATIONS = frozenset(
    """gazette herald mercury times review digest chronicle courier journal magazine weekly fortnightly monthly
    quarterly bulletin newsletter notebook examiner observer echo advertiser argus telegraph tribune periodical
    almanac""".split()
)
# These are names of publications only behind "The": "The Carrow Post", but "Council Leader" is an office.
_ARTICLED = frozenset(
    "post leader mail express star record standard press news sun mirror guardian media".split()
)
# These are no name without another word: "The Times" is one, "The Review" is not.
_COMMON = frozenset("review leader record standard press news media bulletin newsletter digest".split())
# What a "Review" reviews when it is none that is read.
_REVIEWED = frozenset(
    """governance boundary boundaries spending funding electoral peer service services policy independent strategic
    annual rapid budget finance council constitution constitutional remuneration pay care tax planning""".split()
)
_PLACED = frozenset("house city borough county isle vale district town royal".split())
_NOUNS = {**dict.fromkeys(_BODIES, "body"), **dict.fromkeys(_PUBLICATIONS, "press")}
_JOINT = re.compile(r" (?:of|for|on|in) (?:the )?")
_LARGE = r"[A-ZÀ-Þ][\w’'.-]*"
_NAMED = re.compile(rf"(?:The )?{_LARGE}(?:,? (?:(?:of|for|on|in|and|the|&) ){{0,3}}{_LARGE}){{0,11}}")
_PERSONAL = re.compile(
    r"\b(?:MP|MEP|MSP|Cllr|Councillor|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Rt Hon|Mrs?|Ms)\b"
)
_HOUSE = re.compile(r"House of (?:Commons|Lords)")
_PUBLISHED = re.compile(
    r"(?i:(?:first |originally )?(?:published|issued|released|produced) by) (the )?(?=[A-ZÀ-Þ])"
)
_LABEL = (
    r"(?:opinion|comment|blog|letters?|news|analysis|explainer|speech|editorial|column|feature|interview|long read"
    r"|exclusive|(?:press|media|news) release|policy page|guest (?:blog|post|comment|column)|for immediate release"
    r"|check against delivery)"
)
_ALONE = re.compile(rf"{_LABEL}\W{{0,3}}", re.IGNORECASE)
_BEFORE = re.compile(rf"({_LABEL})(?=\s*[–—|:,]|\s+-\s)", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:[–—|:,]|\s-)\s*({_LABEL})$|\s+(blogs?)$", re.IGNORECASE)
_SIGNED = re.compile(rf"{_LABEL}\s*(?:[–—|]|\s-)\s*", re.IGNORECASE)
_KINDS = {
    "opinion": re.compile(
        r"^(?:opinion|comment|blogs?|columns?|editorial|guest (?:blog|post|comment)|letters?|speech)$", re.I
    ),
    "news": re.compile(
        r"^(?:news|(?:press|media|news) release|news story|for immediate release|exclusive)$", re.I
    ),
    "report": re.compile(r"^(?:reports?|policy paper|research report)$", re.I),
    "guidance": re.compile(r"^(?:guidance|guides?|faqs?)$", re.I),
    "policy_page": re.compile(r"^policy page$", re.I),
}
_LONGEST = 160  # code points of a line of an imprint
_EDGE = " ,|–—-·•:("
_DAY = re.compile(r"[ ,|–—-]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|on)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes, at ``start:end`` of a line. ``stated``: the line says "Published by"; ``press``: the name is one
    of a publication, not of a body."""

    name: str
    start: int
    end: int
    stated: bool = False
    press: bool = False


def read_imprint(line: str) -> Imprint | None:
    """Who publishes, where the line says nothing else: a name, "Published by" it, either with a date or a label.

    >>> read_imprint("Society of Shire Treasurers, 24 January 2019").name
    'Society of Shire Treasurers'
    >>> read_imprint("Leader of Aldersey District Council") is None
    True
    """
    if len(line) > _LONGEST:
        return None
    start, end = undated(line)
    opening = _PUBLISHED.match(line, start, end)
    if opening:
        name = line[opening.end() : end]
        known = opening[1] or not NAMES.fullmatch(name) or _has_noun(name)
        return Imprint(name, opening.end(), end, stated=True) if known and _NAMED.fullmatch(name) else None
    label = _AFTER.search(line, start, end)
    return _bare(line, start, label.start() if label else end)


def undated(line: str) -> tuple[int, int]:
    """Where the line stands without the dates before or after it; nowhere if dates stand on both sides, or inside."""
    dates = find_dates(line)
    if not dates:
        return 0, len(line.rstrip(" ,|–—·•"))
    before = _DAY.sub("", line[: dates[0].start].rstrip(_EDGE)).rstrip(_EDGE)
    if before and is_dateline(line[len(before) :]):
        return 0, len(before)
    after = line[dates[-1].end :].lstrip(_EDGE)
    return (len(line) - len(after), len(line)) if not before and after else (0, 0)


def _bare(line: str, start: int, end: int) -> Imprint | None:
    """One name, or two with a comma between, of which the publication counts, or else both."""
    name = line[start:end]
    if not _NAMED.fullmatch(name) or _PERSONAL.search(name):
        return None
    pieces = name.split(", ")
    kinds = [_kind(piece) for piece in pieces]
    if len(pieces) > 2 or not all(kinds):
        return None
    if len(pieces) == 2 and kinds[1] == "press":
        return Imprint(pieces[1], end - len(pieces[1]), end, press=True)
    return Imprint(name, start, end, press=kinds[0] == "press")


def _kind(piece: str) -> str:
    """ "press" for the name of a publication, "body" for that of a body, "" for what is neither for certain.

    The noun that tells it closes the name, or stands before "of", "for" or "on"; an office before that is none."""
    if _HOUSE.fullmatch(piece):
        return "body"
    articled = piece.startswith("The ")
    for segment in _JOINT.split(piece):
        words = segment.removeprefix("The ").split()
        last = words[-1].lower() if words else ""
        kind = _NOUNS.get(last) or ("press" if articled and last in _ARTICLED else "")
        if kind:
            subject = last == "review" and len(words) > 1 and words[-2].lower() in _REVIEWED
            alone = len(piece.removeprefix("The ").split()) < 2
            named = not alone or (articled and kind == "press" and last not in _COMMON)
            return kind if named and not subject else ""
        if last not in _PLACED or OFFICE.search(segment):
            return ""
    return ""


def _has_noun(name: str) -> bool:
    return any(word in BODY_NOUNS | _PUBLICATIONS | _ARTICLED for word in name.lower().split())


def is_published_by(line: str) -> bool:
    """True where a line begins with "Published by" and a name, whoever that is."""
    return len(line) <= _LONGEST and bool(_PUBLISHED.match(line))


def is_label(line: str) -> bool:
    """True for a line that is nothing but a kind of piece: "Opinion", "Press release:"."""
    return bool(_ALONE.fullmatch(line))


def signed_label(line: str) -> int:
    """Where the name begins in "Opinion – Ann Lee"; 0 where the line begins with no label."""
    match = _SIGNED.match(line)
    return match.end() if match and NAMES.fullmatch(line, match.end()) else 0


def find_label(line: str) -> tuple[int, int] | None:
    """Where a line of the opening names the kind of piece: alone, before a name or date, or after a name."""
    match = (_BEFORE.match(line) or _AFTER.search(line)) if len(line) <= _LONGEST else None
    if match:
        return match.span(match.lastindex or 0)
    return (0, len(line.rstrip(_EDGE + "."))) if is_label(line) else None


def kind_of(label: str) -> str:
    """The kind that a label names: "opinion" for "Speech"; "" for one that may head any."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(label)), "")
