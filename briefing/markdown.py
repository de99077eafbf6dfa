"""A briefing as Markdown (CommonMark with footnotes, as pandoc and GitHub read them). No text of an article can become
markup, a picture, raw HTML or TeX, and no address in it a link: only the addresses of the sources are links.

GitHub (GitHub Flavored Markdown 0.29, 6.9) makes links of addresses that stand bare in a text, unless one of their
signs is escaped. An address for mail it finds after that: nothing that leaves the words as they are keeps it from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from briefing.evidence import Cited
from briefing.harvard import cut_at_address
from briefing.layout import MODEL, Layout, Line, Section, Voice
from briefing.wml import target

_SIGNS = re.compile(
    r"[\\`*_{}\[\]<>~^$|@]|&(?=[#\w])"
    r"|:(?=/)|/(?=/)|(?<=/)/"  # https://
    r"|(?<=[wW]{3})\.|(?<=\w)\.(?=[^\W\d_])|(?<=[^\W\d_])\.(?=\w)"  # www. and names of hosts, but no figure
)
_FIRST = re.compile(r"^(?:[#+=:%-]|\d+(?=[.)]))")
_LAST = re.compile(r"(\d+)$")


def to_markdown(layout: Layout) -> str:
    """The whole document; the notes stand at its end."""
    parts = [f"**{inert(layout.marking)}**"] if layout.marking else []
    parts += [f"# {inert(layout.title)}", inert(layout.subtitle)]
    for section in layout.sections:
        parts += _section(section)
    if layout.sources:
        known = layout.addresses
        parts += ["## References", "\n".join(f"- {_source(source, known)}" for source in layout.sources)]
    parts += ["---", *map(inert, layout.about)]
    parts += [_note(layout, note) for note in layout.notes]
    return "\n\n".join(part for part in parts if part) + "\n"


def inert(text: str) -> str:
    """The text with every sign escaped that could begin markup or a link; its line ends become hard ones.

    >>> inert("*x* <b> ![](a)"), inert("1. not a list")
    ('\\\\*x\\\\* \\\\<b\\\\> !\\\\[\\\\](a)', '1\\\\. not a list')
    >>> inert("https://a.example, £6.5m")
    'https\\\\:\\\\/\\\\/a\\\\.example, £6.5m'
    """
    lines = [_line(one.strip()) for one in text.split("\n") if one.strip()]
    return "\\\n".join(lines)


def _line(text: str) -> str:
    first = _FIRST.match(text)
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    if first is None:
        return escaped
    at = first.end() if _LAST.match(first[0]) else 0
    return escaped if escaped[at] == "\\" else f"{escaped[:at]}\\{escaped[at:]}"


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


def _source(source: str, known: Collection[str]) -> str:
    before, address, after = cut_at_address(source, known)
    aim = target(address)
    return f"{inert(before)}<{aim}>{inert(after)}" if aim else inert(source)


def _note(layout: Layout, note: Cited) -> str:
    begun, words, ended = layout.words_of(note)
    address = note.citation.description.url.value or ""
    aim = target(note.citation.link) or target(address)
    if not aim or address not in ended:
        return f"[^{note.number}]: {_flat(begun + words + ended)}"
    before, _, after = ended.partition(address)
    text = f"{_flat(begun + words + before)} <{aim}> {inert(after)}"
    return f"[^{note.number}]: {text}"
