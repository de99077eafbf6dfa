"""Who says each sentence, in what office, and when.

A sentence is somebody's where its words report it ("the report calls for", "director of Solace, Graeme McDonald,
said"), where it stands in their quotation, or where it goes on with what they said. Everything else is the article's
own voice. Rules of grammar and layout only; where they do not settle who it is, the speaker stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cast import learn_cast
from ingest.hearing import Voice, hear
from ingest.masks import Line, mask
from ingest.quotes import Quote
from values import NOBODY, Part, Sentence, Speaker, Version

_ITEM = re.compile(r"\s*(?:[-•*–]|\d{1,2}[.)]|\([a-z\d]\))\s|[a-z]")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_GOES_ON = re.compile(
    r"\balso\b.*\b(?:should|must|requires?|needs?)\b|\b(?:should|must|requires?|needs?)\b.*\balso\b|\bwould\b"
)


def attribute(version: Version, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The same sentences, offsets unchanged, with speaker, said_on, quoted and reported filled.

    1. mask what stands in quotation marks  2. learn who is named  3. hear each sentence by its own words
    4. give quotations their speaker  5. let reports go on  6. the rest is the article's own voice.

    ``known`` of a speaker is stated where the sentence or its neighbour names them, else inferred.
    """
    published = version.description.published
    lines = mask(version.text, sentences)
    own = own_voice(version)
    cast = learn_cast("\n".join(line.masked for line in lines), own, _byline(version))
    voices = hear(lines, cast, published, version.description.kind.value or "")
    _give_quotations(lines, voices, published)
    _go_on(lines, voices)
    if version.description.kind.value == "news":
        _doubt(lines, voices, published)
    return tuple(_filled(line, voice, own, published) for line, voice in zip(lines, voices, strict=True))


# ---------------------------------------------------------------- the article's own voice


def own_voice(version: Version) -> Speaker:
    """Who speaks where nobody else does: the author of an opinion piece, otherwise the publication or its author.

    The author's office and body come from the byline or a note at the end, where one tells them.
    """
    description = version.description
    author, publisher = description.author.value or "", description.publisher.value or ""
    if description.kind.value == "opinion":
        return _author(version, author) if author else NOBODY
    if publisher:
        return Speaker(body=publisher, known="inferred")
    return Speaker(name=author, known="inferred") if author else NOBODY


def _author(version: Version, author: str) -> Speaker:
    known = learn_cast(version.text, NOBODY).people.get(author.split()[-1], NOBODY)
    return Speaker(author, known.office, known.body, "inferred")


def _byline(version: Version) -> str:
    return "\n".join(version.text[s.start : s.end] for s in version.spans if s.kind in {"byline", "title"})


def _filled(line: Line, voice: Voice | None, own: Speaker, published: Part) -> Sentence:
    """The sentence with its speaker: the voice that was found, or the article's own."""
    if voice is None or voice.how in {"own", "meets"}:
        return replace(line.sentence, speaker=own, said_on=published, quoted=bool(line.quotes))
    return replace(
        line.sentence, speaker=voice.speaker, said_on=voice.said_on, quoted=bool(line.quotes), reported=True
    )


# ---------------------------------------------------------------- 4. quotations


def _give_quotations(lines: Sequence[Line], voices: list[Voice | None], published: Part) -> None:
    """Fill the voice of every sentence that lies within a quotation: from a sentence of the same quotation, from
    the sentences beside it, or unknown."""
    chains: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        for quote in line.quotes:
            chains.setdefault(quote.chain, []).append(number)
    for members in chains.values():
        within = [n for n in members if voices[n] is None and (lines[n].inside or lines[n].begins_inside)]
        if not within:
            continue
        teller = next((n for n in members if voices[n] is not None), None)
        voice = voices[teller] if teller is not None else _beside(lines, voices, members[0], members[-1])
        for number in within:
            far = teller is None or abs(number - teller) > 1
            voices[number] = _spoken(voice, far and voice is not None, published)


def _spoken(voice: Voice | None, far: bool, published: Part) -> Voice:
    if voice is None or voice.speaker == NOBODY:
        return Voice(NOBODY, published, "quoted")
    speaker = replace(voice.speaker, known="inferred") if far else voice.speaker
    return Voice(speaker, voice.said_on, "quoted")


def _beside(lines: Sequence[Line], voices: Sequence[Voice | None], first: int, last: int) -> Voice | None:
    """Who a quotation without a teller belongs to: the one who spoke before it in the paragraph, or who is named
    after it; a paragraph of nothing else goes on with the one before it."""
    above = first - 1
    while above >= 0 and voices[above] is None and _is_heading(lines[above]):
        above -= 1
    before = _voice_at(voices, above)
    after = _voice_at(voices, last + 1)
    if before and lines[above].paragraph == lines[first].paragraph:
        return before
    if after and lines[last + 1].paragraph == lines[last].paragraph:
        return after
    alone = all(one.inside for one in lines if one.paragraph == lines[first].paragraph)
    return before if alone else None


def _is_heading(line: Line) -> bool:
    """A short line such as "On child poverty:" that stands between the parts of a speech."""
    return not line.quotes and len(line.masked.split()) <= 8 and not re.search(r"[.!?]\s*$", line.masked)


def _voice_at(voices: Sequence[Voice | None], number: int) -> Voice | None:
    """The voice there, if it is somebody's and not the article's own."""
    voice = voices[number] if 0 <= number < len(voices) else None
    return voice if voice and voice.how != "own" else None


# ---------------------------------------------------------------- 5. reports that go on


def _go_on(lines: Sequence[Line], voices: list[Voice | None]) -> None:
    """Give the items of a reported list, and sentences such as "It would also …" after a report, the same voice."""
    listing: Voice | None = None
    for number, line in enumerate(lines):
        voice, before = voices[number], voices[number - 1] if number else None
        if voice is None and listing and _ITEM.match(line.sentence.text):
            voices[number] = _inferred(listing)
            continue
        reported = voice is not None and voice.how == "reported"
        listing = voice if reported and line.masked.rstrip().endswith(":") else None
        if voice is None and before and _same_report(lines, number, before):
            voices[number] = _inferred(before)


def _inferred(voice: Voice) -> Voice:
    return (
        replace(voice, speaker=replace(voice.speaker, known="inferred")) if voice.speaker != NOBODY else voice
    )


def _doubt(lines: Sequence[Line], voices: list[Voice | None], published: Part) -> None:
    """In news, four quoted words or more are somebody's, even where nothing tells whose; names in marks are not."""
    for number, line in enumerate(lines):
        if voices[number] is None and any(
            _words(line, quote) > 3 and _is_prose(line, quote) for quote in line.quotes
        ):
            voices[number] = Voice(NOBODY, published, "quoted")


def _is_prose(line: Line, quote: Quote) -> bool:
    """Words written small: no title of a programme or a report."""
    text = line.sentence.text[max(0, quote.start - line.sentence.start) : quote.end - line.sentence.start]
    return len(re.findall(r"(?<![\w’'])[a-z]{3,}", text)) >= 3


def _same_report(lines: Sequence[Line], number: int, before: Voice) -> bool:
    line = lines[number]
    if line.paragraph != lines[number - 1].paragraph or before.how not in {"reported", "quoted"}:
        return False
    if _FIRST_PERSON.search(line.masked):
        return False
    if line.quotes:
        return any(_words(line, quote) > 3 for quote in line.quotes)
    return before.how == "reported" and bool(_GOES_ON.search(line.masked))


def _words(line: Line, quote: Quote) -> int:
    return len(
        line.masked[max(0, quote.start - line.sentence.start) : quote.end - line.sentence.start].split()
    )
