"""Bytes → text: which encoding a file is in, told from its bytes alone."""

from __future__ import annotations

import codecs
import re

from values import Refused

_MARKS = (  # UTF-32 before UTF-16: the mark of UTF-32 LE begins with that of UTF-16 LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UTF8_OR_HIGH = re.compile(rb"(" + _UTF8.pattern + rb")|([\x80-\xff])")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # five bytes that Windows-1252 leaves without a character
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN = re.compile(r"[\t\n\r -~\u00a0-\u024f\u2000-\u206f\u20ac\u2122]")
# In Windows-1252 this is no Western language: a small letter before É, or three accented letters in a row.
_ODD = re.compile(r"[a-zß-ÿ][À-Þ]|[À-ÿ]{3}")
_USUAL = frozenset("‘’“”–—…•£€©®™°§½¼¾áâàäçèéêëíïîóôöúüñÉ\u00a0")  # what prose has besides ASCII
_SAMPLE = 200_000


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """The text of ``raw`` without its byte-order mark, and the name of its encoding. Nothing else is changed.

    1. A byte-order mark decides.
    2. Bytes with NULs are UTF-16 or UTF-32 if they plainly read so, else binary.
    3. UTF-8 if every byte fits, or nearly every one (then the strays are read as Windows-1252).
    4. Windows-1252, often called Latin-1, where its characters exist and sit as in a Western language.
    5. Mac Roman, where nearly all its characters beyond ASCII are those of English prose.

    Raises Refused for binary files, for files cut off inside a character, and where nothing fits.
    """
    text, encoding = _marked(raw, name) or _wide(raw) or _utf8(raw, name) or _single_byte(raw, name)
    if len(_CONTROLS.findall(text[:_SAMPLE])) > 0.01 * min(len(text), _SAMPLE):
        raise Refused(name, "is a binary file and not text. Save its text as plain text (.txt) and add that.")
    return text, encoding


def _marked(raw: bytes, name: str) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return _no_nul(raw[len(mark) :].decode(encoding), name), encoding
            except UnicodeDecodeError as error:
                raise Refused(name, _damaged(encoding, len(mark) + error.start)) from None
    return None


def _wide(raw: bytes) -> tuple[str, str] | None:
    """UTF-16 or UTF-32 without a mark: it decodes, and what comes out is nearly all Western text."""
    if b"\0" not in raw[:_SAMPLE]:
        return None
    for encoding in _WIDE:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if "\0" not in text and len(_WESTERN.findall(sample)) >= 0.95 * len(sample):
            return text, encoding
    return None


def _utf8(raw: bytes, name: str) -> tuple[str, str] | None:
    try:
        return _no_nul(raw.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError as error:
        cut_off = len(raw) - error.start if error.reason == "unexpected end of data" else 0
    wide = _UTF8.findall(raw)
    strays = len(_HIGH.findall(raw)) - sum(map(len, wide)) - cut_off
    western = sum(bool(_WESTERN.match(one.decode("utf-8", "replace"))) for one in wide)
    if western < strays or not western:  # "é…’" in Windows-1252 is a Chinese character in UTF-8
        return None
    if cut_off:
        reason = "ends in the middle of a character, so a part of it is missing. Copy or save it again."
        raise Refused(name, reason)
    return _mended(raw, name), "utf-8 with windows-1252"


def _mended(raw: bytes, name: str) -> str:
    """UTF-8 into which a few bytes of Windows-1252 were pasted."""
    try:
        mixed = _UTF8_OR_HIGH.sub(lambda m: m[1] or m[2].decode("cp1252").encode(), raw)
        return _no_nul(mixed.decode("utf-8"), name)
    except UnicodeDecodeError:
        raise Refused(
            name, "is nearly UTF-8, but some bytes fit no encoding. It is damaged: save it again."
        ) from None


def _single_byte(raw: bytes, name: str) -> tuple[str, str]:
    _no_nul(raw.decode("latin-1"), name)
    if not _UNDEFINED.search(raw):
        text = raw.decode("cp1252")
        if len(_ODD.findall(text)) <= 0.1 * len(_HIGH.findall(raw)):
            return text, "windows-1252"
    text = raw.decode("mac_roman")
    if sum(char in _USUAL for char in text) >= 0.9 * len(_HIGH.findall(raw)):
        return text, "mac-roman"
    raise Refused(name, "is in an encoding that could not be told. Save it as UTF-8 and add it again.")


def _no_nul(text: str, name: str) -> str:
    if "\0" in text:
        raise Refused(
            name, "is a binary file and not text: it holds NUL bytes. Save its text as plain text (.txt)."
        )
    return text


def _damaged(encoding: str, position: int) -> str:
    return (
        f"says that it is {encoding.upper()}, but byte {position} does not fit. It is damaged: save it again."
    )
