"""Files read as documents: encodings, kinds told by content, and everything that is refused with a reason."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.load import MAX_LINE, MAX_LINES, MAX_TEXT, load, load_bytes, sniff
from values import Refused

LAW = settings(deadline=None)  # other work on the machine must not fail a test
ARTICLE = (
    "Odo Larkspur 19 August 2024\r\n\r\nThrale leaders put a price on the ‘lost decade’\r\n\r\n"
    "Thrale’s café owners want £43.8m – “not charity”, they say…\r\n"
)
# Every character that Windows-1252 has besides ASCII, in the order of its bytes.
WESTERN = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(128, 256))


def _reason(raw: bytes, name: str = "a.txt", limit: int = 20_000_000) -> str:
    with pytest.raises(Refused) as refused:
        load_bytes(raw, name, limit)
    assert str(refused.value) == f"{refused.value.name}: {refused.value.reason}"
    assert refused.value.reason.endswith(".")
    return refused.value.reason


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_british_text_is_read_rightly_in_every_usual_encoding(encoding: str) -> None:
    assert load_bytes(ARTICLE.encode(encoding), "a.txt").text == ARTICLE


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(mark: bytes, encoding: str) -> None:
    document = load_bytes(mark + ARTICLE.encode(encoding), "a.txt")
    assert (document.text, document.loader) == (ARTICLE, f"text 1, {encoding}")


@LAW
@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_utf8_text_is_kept_character_by_character(text: str) -> None:
    assert load_bytes(("Words " + text).encode(), "a.txt").text == "Words " + text


@LAW
@given(
    st.lists(
        st.sampled_from(["Thrale", "’s", "£5m", " – ", "“ready”", "café", "naïve", "\r\n", "…", "½", "•"])
    )
)
def test_windows_1252_text_has_no_control_characters_for_quotes(parts: list[str]) -> None:
    text = "The council’s " + "".join(parts)
    assert load_bytes(text.encode("cp1252"), "a.txt").text == text


def test_windows_1252_text_that_is_partly_valid_utf8_is_read_as_what_it_is() -> None:
    text = "The council’s café…’s owner."
    assert load_bytes(text.encode("cp1252"), "a.txt").text == text


def test_every_windows_1252_character_is_read() -> None:
    text = "The Thrale council agreed. " * 200 + " ".join(WESTERN)
    assert load_bytes(text.encode("cp1252"), "a.txt").text == text


def test_a_stray_windows_1252_byte_in_utf8_does_not_spoil_the_rest() -> None:
    raw = ARTICLE.encode() + b"Thrale\x92s board"
    assert load_bytes(raw, "a.txt").text == ARTICLE + "Thrale’s board"


def test_text_of_an_old_macintosh_is_told_by_its_quotes() -> None:
    text = "“Don’t,” said the café owner’s son. “It’s £5.”"
    assert load_bytes(text.encode("mac_roman"), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["koi8_r", "cp1251"])
def test_text_in_an_encoding_that_cannot_be_told_is_refused(encoding: str) -> None:
    assert "Save it as UTF-8" in _reason("Это статья о местных советах. ".encode(encoding) * 5)


def test_the_document_keeps_the_bytes_and_the_name() -> None:
    document = load_bytes(b"So it is.", "news/a b <i>.txt")
    assert (document.name, document.raw, document.text) == ("news/a b <i>.txt", b"So it is.", "So it is.")
    assert (document.says, document.spans, document.pages) == ({}, None, ())


@pytest.mark.parametrize(
    "raw",
    [
        b" \t\r\n",
        "\u00a0\u2003\u200b\ufeff \n".encode(),
        b"-----\n***\n",
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE + b" \0",
    ],
    ids=["blanks", "unicode blanks", "signs", "mark", "wide blanks"],
)
def test_a_file_with_nothing_to_read_is_refused(raw: bytes) -> None:
    assert "has no text" in _reason(raw)


def test_an_empty_file_is_refused() -> None:
    assert "is empty" in _reason(b"")


@pytest.mark.parametrize(
    "raw",
    [
        b"Text with a \0 in it",
        b"\0" * 50,
        bytes(range(256)) * 8,
        b"\x01\x02\x03\x04 abc " * 9,
        ARTICLE.encode() + b"\0",
    ],
)
def test_a_binary_file_is_refused_as_binary(raw: bytes) -> None:
    assert "binary" in _reason(raw)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"%PDF-1.7\n...", "damaged"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "damaged"),
        (b"PK\x03\x04....", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "of the old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{\\rtf1 Hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"GIF89a....", "image"),
        (b"RIFF....WEBPVP8 ", "image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "XML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n--x", "web archive"),
        (b"\x1f\x8b\x08\0....", "Unpack"),
    ],
)
def test_what_is_not_read_is_named_with_the_remedy(raw: bytes, word: str) -> None:
    assert word in _reason(raw, "article.txt")


def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    assert "limit is 0.001 MB" in _reason(b"x" * 1_001, limit=1_000)
    assert load_bytes(b"x" * 1_000, "a.txt", 1_000).text == "x" * 1_000


def test_a_line_longer_than_any_paragraph_is_refused_with_the_limit() -> None:
    assert f"the limit is {MAX_LINE:,}" in _reason(b"The council agreed. " * 20_000)
    assert load_bytes(b"x" * MAX_LINE + b"\n" + b"x" * MAX_LINE, "a.txt").text.count("x") == 2 * MAX_LINE


def test_a_text_longer_than_any_article_is_refused_with_the_limit() -> None:
    assert f"the limit is {MAX_TEXT:,}" in _reason(b"The council agreed on Monday.\n" * 80_000)
    assert f"more than {MAX_LINES:,} lines" in _reason(b"a\n" * (MAX_LINES + 1))
    assert load_bytes(b"a\n\n" * MAX_LINES, "a.txt").text


def test_text_cut_off_inside_a_character_is_refused_as_incomplete() -> None:
    assert "is missing" in _reason("Thrale’s café: £5… and ’".encode()[:-1])


@pytest.mark.parametrize("raw", [codecs.BOM_UTF16_LE + b"abc", codecs.BOM_UTF8 + b"abc \xff"])
def test_text_that_breaks_its_own_mark_is_refused_as_damaged(raw: bytes) -> None:
    assert "damaged" in _reason(raw)


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1b[31m.txt", "a\udcff.txt", ""])
def test_a_name_that_would_upset_a_terminal_is_refused_and_shown_escaped(name: str) -> None:
    with pytest.raises(Refused, match="Rename the file") as refused:
        load_bytes(b"So it is.", name)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"<!DOCTYPE html><html><p>So", "a.txt", "html"),
        (b"<!-- saved from url=(0033)https://a.example -->\r\n<html lang=en>", "a.txt", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">', "a", "html"),
        (codecs.BOM_UTF8 + b"\n<HTML><BODY>", "a.md", "html"),
        ("<html><p>£5</p>".encode("utf-16"), "a.txt", "html"),
        (b"<html><p>\x81\x8d undecodable \x9d", "a.txt", "html"),
        (b"<p>So it is.</p>\n<p>And so.</p>", "a.txt", "html"),
        (b"He wrote <script>alert(1)</script> and </p> and </div> in the paper.", "a.html", "text"),
        (b"No tags at all.", "a.html", "text"),
        (b"# Title", "a.md", "markdown"),
        (b"# Title", "A.MARKDOWN", "markdown"),
        (b"# Title", "a.txt", "text"),
        (b"---\ntitle: So\ntags: [a, b]\nlist:\n  - one\n- two\n---\nText", "a.txt", "markdown"),
        (b"---\r\ntitle: So\r\n---\r\nText", "a.txt", "markdown"),
        (b"---\nA rule, and then: text.\n---\nMore.", "a.txt", "text"),
        (b"---\n" + b"- :\n" * 5_000, "a.txt", "text"),
        (b"<!-- a -->" * 1_900 + b"<b>", "a.txt", "text"),
    ],
)
def test_the_content_tells_the_kind(raw: bytes, name: str, kind: str) -> None:
    assert sniff(raw, name) == kind


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode())
    assert load(tmp_path / "a.txt", "a.txt") == load_bytes(ARTICLE.encode(), "a.txt")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(Refused, match="too large"):
        load(tmp_path / "a.txt", "a.txt")


def test_folders_pipes_and_missing_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "file.txt").write_text("So it is.")
    with pytest.raises(Refused, match="is a folder"):
        load(tmp_path, tmp_path.name)
    with pytest.raises(Refused, match="not a regular file"):
        load(tmp_path / "pipe.txt", "pipe.txt")
    with pytest.raises(Refused, match="is not there"):
        load(tmp_path / "none.txt", "none.txt")
    with pytest.raises(Refused, match="cannot be read"):
        load(tmp_path / "file.txt" / "a.txt", "a.txt")


def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("So it is.")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read everything
        assert load(path, "a.txt").text == "So it is."
        return
    with pytest.raises(Refused, match="permission"):
        load(path, "a.txt")


def test_a_link_within_the_folder_is_followed_and_one_that_leads_out_is_refused(tmp_path: Path) -> None:
    folder, secret = tmp_path / "articles" / "2024", tmp_path / "secret.txt"
    folder.mkdir(parents=True)
    secret.write_text("Secret.")
    (folder / "a.txt").write_text("So it is.")
    (folder.parent / "in.txt").symlink_to(folder / "a.txt")
    (folder / "up.txt").symlink_to(folder.parent / "in.txt")
    (folder / "out.txt").symlink_to(secret)
    (folder.parent / "away").symlink_to(tmp_path)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    assert load(folder / "up.txt", "2024/up.txt").text == "So it is."
    for path, name in [
        (folder / "out.txt", "2024/out.txt"),
        (folder.parent / "away" / "secret.txt", "away/secret.txt"),
    ]:
        with pytest.raises(Refused, match="a link to a file outside"):
            load(path, name)
    with pytest.raises(Refused):
        load(folder / "loop.txt", "2024/loop.txt")


def test_a_folder_that_is_itself_a_link_may_be_given(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("So it is.")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert load(tmp_path / "link" / "a.txt", "a.txt").text == "So it is."
