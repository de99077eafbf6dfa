"""A briefing as one HTML file that needs nothing else: no script, no picture, no address that is opened by itself; and
the same without its frame for the clipboard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from html import escape

from briefing.copied import Copied
from briefing.evidence import Cited
from briefing.harvard import cut_at_address
from briefing.layout import MODEL, Layout, Line, Section, Voice
from briefing.sheet import COLUMNS, rows
from briefing.wml import target

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; --ink: #17202a; --quiet: #52606d; --line: #cfd6dc; --accent: #0b5a68;
  --fault: #9b2c10; --since: #854a06; --paper: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaed; --quiet: #a9b5bf; --line: #3b444c; --accent: #7fd0dc;
  --fault: #ffab91; --since: #ffcf8a; --paper: #15191d } }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 Arial, sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: break-word }
h1 { font-size: 1.8rem; margin: 1rem 0 .3rem } h2 { font-size: 1.3rem; margin-top: 2rem; color: var(--accent) }
h3 { font-size: 1.05rem; margin-top: 1.6rem }
.marking { text-align: center; font-weight: bold; letter-spacing: .05em }
.subtitle { border-bottom: 2px solid var(--accent); padding-bottom: .6rem }
.voice, .subtitle, .remark, .notes, .sheet { color: var(--quiet); font-size: .9rem }
.voice { margin: .8rem 0 .3rem } .voice b { color: var(--ink) }
blockquote { margin: .3rem 0 .8rem; padding-left: .8rem; border-left: 3px solid var(--line) }
blockquote p { margin: 0 } .sentence { margin: .3rem 0 .8rem } .own { white-space: pre-line }
a { color: var(--accent) } sup { line-height: 0 }
.fault { color: var(--fault); font-weight: bold; font-size: .9rem } .since { color: var(--since); font-size: .9rem }
.frame { overflow-x: auto } table { border-collapse: collapse; width: 100%; min-width: 52rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .4rem; border-bottom: 1px solid var(--line) }
@media print { body { max-width: none } }
"""


def to_html(layout: Layout) -> str:
    """The whole document with its claim sheet."""
    title = escape(layout.title)
    parts = [f'<p class="marking">{escape(layout.marking)}</p>'] if layout.marking else []
    parts += _document(layout)
    parts += [f'<p class="remark">{escape(words)}</p>' for words in layout.about]
    parts += _sheet(layout)
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style>'
    )
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="en-GB">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def copied_briefing(layout: Layout) -> Copied:
    """What "Copy all" puts on the clipboard: HTML that a word processor keeps numbers and lists of, and plain text."""
    return {"html": "".join(_document(layout)), "text": "\n\n".join(_plain(layout))}


def _document(layout: Layout) -> Iterator[str]:
    yield f'<h1>{escape(layout.title)}</h1><p class="subtitle">{escape(layout.subtitle)}</p>'
    for section in layout.sections:
        yield from _section(section)
    if layout.notes:
        items = "".join(_note(layout, note) for note in layout.notes)
        yield f'<h2>Notes</h2><ol class="notes">{items}</ol>'
    if layout.sources:
        known = layout.addresses
        yield f"<h2>References</h2><ul>{''.join(_source(one, known) for one in layout.sources)}</ul>"


def _section(section: Section) -> Iterator[str]:
    if section.kind == "text":
        yield from (f'<p class="own">{escape(words)}</p>' for words in section.paragraphs)
        return
    if section.text:
        level = "h2" if section.kind == "heading" else "h3"
        yield f"<{level}>{escape(section.text)}</{level}>"
    for voice in section.voices:
        if voice.name or voice.detail:
            yield f'<p class="voice"><b>{escape(voice.name)}</b>{escape(voice.detail)}</p>'
        yield from map(_sentence, voice.lines)
    for words in (section.remark, MODEL if section.by_model else ""):
        if words:
            yield f'<p class="remark">{escape(words)}</p>'


def _sentence(line: Line) -> str:
    lead = f"[{escape(line.lead)}] " if line.lead else ""
    words = "".join(f"<b>{escape(text)}</b>" if strong else escape(text) for text, strong in line.marked)
    marks = ", ".join(f'<a id="mark-{n}" href="#note-{n}">{n}</a>' for n in line.notes)
    told = "".join(
        f' <span class="{kind}">[{escape(text[:1].upper() + text[1:])}]</span>'
        for kind, text in (("fault", line.fault), ("since", line.since))
        if text
    )
    inner = f"{lead}{words}{f'<sup>{marks}</sup>' if marks else ''}{told}"
    if line.quoted:
        return f"<blockquote><p>{inner}</p></blockquote>"
    return f'<p class="sentence">{inner}</p>'


def _note(layout: Layout, note: Cited) -> str:
    begun, words, ended = layout.words_of(note)
    address = note.citation.description.url.value or ""
    aim = target(note.citation.link) or target(address)
    before, found, after = ended.partition(address) if address and aim else (ended, "", "")
    shown = _link(aim, found) if aim and found else escape(found)
    text = f"{escape(begun + words + before)}{shown}{escape(after)}"
    return f'<li id="note-{note.number}" value="{note.number}">{text}</li>'


def _source(source: str, known: Collection[str]) -> str:
    before, address, after = cut_at_address(source, known)
    aim = target(address)
    return f"<li>{escape(before)}{_link(aim, address) if aim else escape(address)}{escape(after)}</li>"


def _link(aim: str, shown: str) -> str:
    return f'<a href="{escape(aim)}" rel="noopener noreferrer">{escape(shown)}</a>'


def _sheet(layout: Layout) -> Iterator[str]:
    found = rows(layout)
    if not found:
        return
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    body = "".join(
        _cells((one.note, one.claim, one.quote, one.source, one.date, one.check, one.status, ""))
        for one in found
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    yield f'<h2>Annex: claim sheet</h2><div class="frame sheet">{table}</div>'


def _cells(texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in texts)}</tr>"


def _plain(layout: Layout) -> Iterator[str]:
    """The same as plain text: marks in brackets, the notes and the references as lists."""
    yield layout.title
    for section in layout.sections:
        if section.text:
            yield section.text
        for voice in section.voices:
            yield from _spoken(voice)
        yield from (words for words in (section.remark, MODEL if section.by_model else "") if words)
    if layout.notes:
        yield "\n".join(
            ["Notes", *(f"[{one.number}] {''.join(layout.words_of(one))}" for one in layout.notes)]
        )
    if layout.sources:
        yield "\n".join(["References", *layout.sources])


def _spoken(voice: Voice) -> Iterator[str]:
    if voice.name or voice.detail:
        yield f"{voice.name}{voice.detail}:"
    for line in voice.lines:
        lead = f"[{line.lead}] " if line.lead else ""
        marks = "".join(f" [{number}]" for number in line.notes)
        told = "".join(f" [{text[:1].upper()}{text[1:]}]" for text in (line.fault, line.since) if text)
        yield f"{lead}{' '.join(line.text.split())}{marks}{told}"
