"""A briefing as Markdown (CommonMark with footnotes, as pandoc and GitHub read them). No text of an article can become
markup, a picture, raw HTML or TeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.evidence import Cited
from briefing.layout import MODEL, Layout, Line, Section, Voice
from briefing.wml import target

_SIGNS = re.compile(r"[\\`*_{}\[\]<>~^$|@]|&(?=[#\w])")
_FIRST = re.compile(r"^(?:[#+=:%-]|\d+(?=[.)]))")
_LAST = re.compile(r"(\d+)$")


def to_markdown(layout: Layout) -> str:
    """The whole document; the notes stand at its end."""
    parts = [f"**{inert(layout.marking)}**"] if layout.marking else []
    parts += [f"# {inert(layout.title)}", inert(layout.subtitle)]
    for section in layout.sections:
        parts += _section(section)
    if layout.sources:
        parts += ["## References", "\n".join(f"- {inert(source)}" for source in layout.sources)]
    parts += ["---", *map(inert, layout.about)]
    parts += [_note(layout, note) for note in layout.notes]
    return "\n\n".join(part for part in parts if part) + "\n"


def inert(text: str) -> str:
    """The text with every sign escaped that could begin markup; its line ends become hard ones.

    >>> inert("*x* <b> ![](a)"), inert("1. not a list")
    ('\\\\*x\\\\* \\\\<b\\\\> !\\\\[\\\\](a)', '1\\\\. not a list')
    """
    lines = [_line(one.strip()) for one in text.split("\n") if one.strip()]
    return "\\\n".join(lines)


def _line(text: str) -> str:
    first = _FIRST.match(text)
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    if first is None:
        return escaped
    number = _LAST.match(first[0])
    return f"{first[0]}\\{escaped[len(first[0]) :]}" if number else f"\\{escaped}"


def _flat(text: str) -> str:
    """Words of an article, whose line ends mean nothing, in one line."""
    return inert(" ".join(text.split()))


def _section(section: Section) -> Iterator[str]:
    if section.kind == "text":
        yield from map(inert, section.paragraphs)
        return
    if section.text:
        yield f"{'##' if section.kind == 'heading' else '###'} {inert(section.text)}"
    for voice in section.voices:
        yield from _voice(voice)
    for words in (section.remark, MODEL if section.by_model else ""):
        yield inert(words)


def _voice(voice: Voice) -> Iterator[str]:
    if voice.name or voice.detail:
        name = f"**{inert(voice.name)}**" if voice.name else ""
        yield f"{name}{inert(voice.detail)}"
    for line in voice.lines:
        yield f"{'> ' if line.quoted else ''}{_sentence(line)}"


def _sentence(line: Line) -> str:
    lead = f"[{line.lead}] " if line.lead else ""
    marks = "".join(f"[^{number}]" for number in line.notes)
    told = [f" **{inert(f'[{text[:1].upper()}{text[1:]}]')}**" for text in (line.fault, line.since) if text]
    return f"{_flat(lead + line.text)}{marks}{''.join(told)}"


def _note(layout: Layout, note: Cited) -> str:
    begun, words, ended = layout.words_of(note)
    address = note.citation.description.url.value or ""
    aim = target(note.citation.link) or target(address)
    if not aim or address not in ended:
        return f"[^{note.number}]: {_flat(begun + words + ended)}"
    before, _, after = ended.partition(address)
    text = f"{_flat(begun + words + before)} <{aim}> {inert(after)}"
    return f"[^{note.number}]: {text}"
