"""What follows from a text without being stated in it: a short title, the kind, the publisher, the years.

Each answer is a ``Part`` marked as inferred, with its reason in words and, where there is one, the clue's range.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.imprint import find_label, kind_of
from values import UNKNOWN, Part, Span

_QUOTED = re.compile(r"“[^”]{0,1500}”?|(?<!\w)‘(?:[^’]|’(?=\w)){0,1500}’?|\"[^\"]{0,1500}\"?")
_SAID = re.compile(
    r"\b(?:said|says|told|added|warned|claimed|argued|according to|calls? for"
    r"|the report (?:says|calls|states|claims))\b"
)
_SINGULAR = re.compile(r"\b(?:I|my|me|myself)\b")
_PLURAL = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:key|our|policy) (?:key )?(?:asks|priorities|positions?|calls|demands)\b"
    r"|\bwhat we(?: are|['’]re)? (?:ask|call|want|campaign)",
    re.IGNORECASE,
)
_TURN = re.compile(r"(?:Q\d+ )?[A-Z][\w’.-]+(?: [A-Z][\w’.-]+){0,4}: ")
_REPORT = re.compile(
    r"^(?:\d+[.)]? )?(?:executive summary|summary|foreword|introduction|background|methodology|method"
    r"|(?:key )?findings|conclusions?|recommendations|terms of reference|annex\b.*|appendix\b.*|references|glossary)$",
    re.IGNORECASE,
)
_OWN_NAME = re.compile(
    r"\b[Tt]his (?:(?:research|policy|discussion|working|briefing|short) )?"
    r"(?:paper|report|study|inquiry|review|assessment)"
    r" (?:looks|examines|sets out|considers|explores|assesses|presents|draws|describes|reviews|asks|asked|analyses)\b"
)
_ACTS = (
    r"(?:’s|'s)? research\b| (?:will|shall) (?:continue to )?(?:argue|press|call|campaign|urge|make the case|work|push)"
    r"| (?:has|have) (?:warned|highlighted|called|argued|long argued|consistently|published)| (?:is|are) calling\b"
    r"| (?:believes?|recommends?|calls? (?:for|on))\b"
)
_BODY = re.compile(
    rf"(?:[Tt]he )?((?:[A-Z][\w&-]+(?: (?:of|for|and|the) | )?){{0,6}}[A-Z][\w&-]*[\w])(?:{_ACTS})"
)
_GROUP = (
    r"(?:(?:select |joint |sub-?)?committee|commission|panel|board|(?:task|working|task and finish) group)"
)
_INQUIRY = re.compile(
    r"(?:The )?([A-Z][\w’'-]+(?: [\w’'&-]+){0,5}?) (?:inquiry|enquiry|review|investigation) (?:into|of|on)\b"
)
_CHAIR = re.compile(rf"\b[Tt]he ({_GROUP})(?:[’']s)? chair\b|\b[Cc]hair of the ({_GROUP})\b")
_NO_BODY = frozenset(
    "government ministers councils report it this they he she we there parliament treasury whitehall".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a text that inferring reads: its spans, and its body as one string with quotations left out.

    What addresses a machine is no part of the article's own voice, and is left out of both."""

    text: str
    spans: tuple[Span, ...]
    plain: str

    def lines(self, kind: str) -> list[tuple[str, Span]]:
        return [(self.text[s.start : s.end], s) for s in self.spans if s.kind == kind]


def read(text: str, spans: Sequence[Span]) -> Reading:
    own = tuple(s for s in spans if s.kind != "body" or "instructions" not in s.flags)
    body = "\n".join(text[s.start : s.end] for s in own if s.kind == "body")
    return Reading(text, own, _QUOTED.sub(" ", body[:200_000]))


def infer_title(reading: Reading) -> Part:
    """A short title from the first sentence of the body, in its own words."""
    for words, span in reading.lines("body"):
        first = re.match(r".{20,}?[.!?][”’\"')]*(?=\s|$)", words, re.DOTALL)
        sentence = first[0] if first else words
        clue = (span.start, span.start + len(sentence))
        return Part(shorten(sentence), None, "inferred", "derived from the first sentence", clue)
    return UNKNOWN


def shorten(sentence: str, limit: int = 110) -> str:
    """The sentence without its asides, cut at a comma or else at a word, at most ``limit`` characters.

    >>> shorten("A commission (the first) on the dale has called for a trust, arguing that it is needed.")
    'A commission on the dale has called for a trust'
    """
    words = " ".join(sentence.split())
    words = re.sub(
        r" \([^)]*\)| [-–—] [^–—]{3,200}? [-–—](?= )|, (?:which|who) [^,]{3,160},", "", words
    ).rstrip(" .:;,")
    clause = re.match(r"(.{35,}?)(?:, |; | [-–—] )", words)
    if clause and len(words) > 60:
        words = clause[1]
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def infer_kind(reading: Reading) -> Part:
    """news, opinion, policy_page, report, guidance or unknown, by the first rule that fits."""
    for rule in (_by_label, _by_asks, _by_report, _by_guidance, _by_voice, _by_news):
        part = rule(reading)
        if part:
            return part
    return UNKNOWN


def _kind(value: str, because: str, span: Span | None = None) -> Part:
    return Part(value, None, "inferred", because, (span.start, span.end) if span else None)


def _by_label(reading: Reading) -> Part | None:
    """One label of the opening ("Opinion"): right above the title, or between it and the article, alone or beside a
    name or date. A row of them is a menu."""
    first = next((s.start for s in reading.spans if s.kind in ("title", "body")), 0)
    above = [pair for pair in reading.lines("furniture") if pair[1].start < first][-4:]
    labels = _labels(above)
    if len(labels) == 1 and labels[0][2] not in [span.start for _, span in above[-2:]]:
        return None
    labels += _labels(_credits(reading, first))
    if len(labels) != 1:
        return None
    kind, words, start = labels[0]
    return Part(kind, None, "inferred", f"it stands under the label “{words}”", (start, start + len(words)))


def _credits(reading: Reading, title: int) -> list[tuple[str, Span]]:
    """The lines of the opening that may hold a label: bylines, datelines, and labels between title and article."""
    body = next((s.start for s in reading.spans if s.kind in ("body", "heading") and s.start > title), 0)
    labels = [pair for pair in reading.lines("furniture") if pair[1].why == "section label"]
    lines = [*labels, *reading.lines("byline"), *reading.lines("dateline")]
    return [pair for pair in lines if title < pair[1].start < body]


def _labels(lines: Sequence[tuple[str, Span]]) -> list[tuple[str, str, int]]:
    """The kinds that labels in the lines name, with the words of the label and where they begin."""
    found = []
    for line, span in lines:
        start, end = find_label(line) or (0, len(line.rstrip(" :")))
        words = line[start:end].strip(" :")
        kind = kind_of(words)
        found += [(kind, words, span.start + start)] if kind else []
    return found


def _by_asks(reading: Reading) -> Part | None:
    for kind in ("heading", "title", "body"):
        for words, span in reading.lines(kind):
            if len(words) <= 80 and not words.endswith(".") and _ASKS.search(words):
                return _kind(
                    "policy_page", f"it sets out what an organisation asks for, under “{words}”", span
                )
    return None


def _by_report(reading: Reading) -> Part | None:
    headings = [(words, span) for words, span in reading.lines("heading") if _REPORT.match(words.strip(" :"))]
    if len(headings) >= 2:
        return _kind(
            "report", f"it has sections such as “{headings[0][0]}” and “{headings[1][0]}”", headings[0][1]
        )
    named = _OWN_NAME.search(reading.plain[:4000])
    return _kind("report", f"it calls itself one: “{named[0]}”") if named else None


def _by_guidance(reading: Reading) -> Part | None:
    questions = [
        pair for kind in ("title", "heading") for pair in reading.lines(kind) if pair[0].endswith("?")
    ]
    words = max(1, len(reading.plain.split()))
    if len(questions) >= 3:
        return _kind("guidance", "its sections are questions with answers", questions[0][1])
    if len(_YOU.findall(reading.plain)) >= max(4, 0.012 * words) and not _SAID.search(reading.plain):
        return _kind("guidance", "it tells the reader what to do (“you”)")
    return None


def _by_voice(reading: Reading) -> Part | None:
    """Opinion: somebody speaks for himself, outside quotations, and not in turns with others."""
    if sum(bool(_TURN.match(words)) for words, _ in reading.lines("body")) >= 4:
        return None
    words = max(1, len(reading.plain.split()))
    singular, said = len(_SINGULAR.findall(reading.plain)), len(_SAID.findall(reading.plain))
    if singular >= 2 and singular >= said / 2:
        return _kind("opinion", "the author speaks in the first person (“I”)")
    if len(_PLURAL.findall(reading.plain)) >= max(4, 0.01 * words, 1.5 * said):
        return _kind("opinion", "it speaks in the first person (“we”)")
    return None


def speaks_for_itself(reading: Reading) -> bool:
    """True where "I", "we" or "you" stands outside quotations."""
    return any(pattern.search(reading.plain) for pattern in (_SINGULAR, _PLURAL, _YOU))


def _by_news(reading: Reading) -> Part | None:
    said = len(_SAID.findall(reading.plain))
    dated = any(s.kind == "dateline" for s in reading.spans)
    quoting = any(_QUOTED.search(words) for words, _ in reading.lines("body"))
    if said >= 3 or (said >= 2 and (dated or quoting)):
        return _kind("news", "it reports what others say, in the third person")
    return None


def infer_publisher(reading: Reading) -> Part:
    """The copyright line's holder; in a policy page, the organisation that speaks in it; in a report, the body whose
    inquiry it is."""
    for words, span in reading.lines("furniture"):
        held = re.search(
            r"(?:©|copyright) ?(?:copyright )?(?:\d{4}(?:[-–]\d{2,4})? )?(?:by )?"
            r"([A-Z][^.|©\n\d]{2,60}?)(?: (?:Ltd|Limited|plc|LLP)\b|[.|\n]|$)",
            words,
            re.I,
        )
        dated = re.search(r"\b(?:19|20)\d\d\b", words)
        if (
            held
            and dated
            and not re.search(r"rights reserved|crown|copyright", held[1], re.I)
            and held[1][0].isupper()
        ):
            return Part(
                held[1].strip(),
                None,
                "inferred",
                f"the copyright line names {held[1].strip()}",
                _at(span, held, 1),
            )
    kind = infer_kind(reading).value
    if kind == "report":
        return _inquiring_body(reading)
    return _speaking_body(reading) if kind == "policy_page" else UNKNOWN


def _at(span: Span, match: re.Match[str], group: int = 0) -> tuple[int, int]:
    return span.start + match.start(group), span.start + match.end(group)


def _speaking_body(reading: Reading) -> Part:
    """The body that argues, warns or presses most often: "the Partnership will press", "CCN research"."""
    found: list[tuple[str, tuple[int, int]]] = []
    for words, span in reading.lines("body"):
        for match in _BODY.finditer(words):
            if match[1].split()[-1].lower() not in _NO_BODY:
                found.append((match[1], _at(span, match)))
    if not found:
        return UNKNOWN
    heads = Counter(name.split()[-1] for name, _ in found)
    head = heads.most_common(1)[0][0]
    name, clue = max((item for item in found if item[0].split()[-1] == head), key=lambda item: len(item[0]))
    full = re.search(rf"((?:[A-Z][\w’-]+ ){{2,6}})\({re.escape(head)}\)", reading.text)
    value = f"{full[1].strip()} ({head})" if full else name
    return Part(value, None, "inferred", f"the page speaks for it: “{reading.text[clue[0] : clue[1]]}”", clue)


def _inquiring_body(reading: Reading) -> Part:
    """Whose inquiry the title names ("Orrin transport inquiry into …"), and what the text calls them where it speaks of
    their chair ("The panel’s chair will present …"): "Orrin transport panel"."""
    for words, span in reading.lines("title"):
        match = _INQUIRY.match(words)
        chair = _CHAIR.search(reading.plain)
        name = match[1].split()[0] if match else ""
        known = re.search(rf"\b{re.escape(name)}\b", reading.plain)
        common = re.search(rf"\b{re.escape(name.lower())}\b", reading.plain)
        if match and chair and known and not common:
            group = chair[1] or chair[2]
            whole = re.search(rf"\b{_GROUP}$", match[1], re.IGNORECASE)
            value = match[1] if whole else f"{match[1]} {group}"
            because = f"the title names the inquiry, and the text its body: “{chair[0]}”"
            return Part(value, None, "inferred", because, (span.start, span.start + match.end(1)))
    return UNKNOWN


def infer_years(reading: Reading) -> Part:
    """A range of years for an undated page: not before a year that it tells of as past ("In 2023 … was"), not after
    a year that it looks ahead from ("in 2024 and beyond"). Both are needed, at most three years apart."""
    past = re.search(
        r"\b[Ii]n (20\d\d),? (?=[^.]{0,200}\b(?:was|were|rose|fell|had|meant|saw)\b)", reading.plain
    )
    ahead = re.search(r"\b(?:in|from) (20\d\d) and beyond\b", reading.plain)
    if not past or not ahead or not 0 <= int(ahead[1]) - int(past[1]) <= 3:
        return UNKNOWN
    clue = re.search(re.escape(ahead[0]), reading.text)
    because = f"it tells of {past[1]} as past and asks for what should come “{ahead[0]}”"
    return Part(past[1], ahead[1], "inferred", because, clue.span() if clue else None)
