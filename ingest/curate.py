"""What a person does to the collection by hand: take an article out, bring it back, correct it, erase it.

Each of these makes a generation of its own, which readers see at their next question.
"""

from __future__ import annotations

from dataclasses import fields, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ingest.split import build_passages
from ingest.sync import embed_missing
from library.change import Change
from library.state import to_texts
from library.store import Library
from values import Article, Description, DeskError, Part, SettingsError

if TYPE_CHECKING:
    from ingest.embed import Encoder

PARTS = tuple(field.name for field in fields(Description))


def find(library: Library, id_or_name: str) -> Article:
    """The article of this id or name, removed ones too. Raises ``SettingsError`` with the nearest name."""
    library.refresh()
    article = library.article(id_or_name)
    if article is not None:
        return article
    names = [name for one in library.all_articles() for name in (one.name, one.id)]
    nearest = get_close_matches(id_or_name, names, n=1, cutoff=0.6)
    hint = f"The nearest is {nearest[0]!r}." if nearest else "`desk library list` shows what there is."
    raise SettingsError(f"There is no article {id_or_name!r} in the library. {hint}")


def remove(library: Library, id_or_name: str) -> Article:
    """Take an article out of what is searched. It stays out, whatever its file does, until ``restore``."""
    article = find(library, id_or_name)
    with library.write() as change:
        change.set_state(article.id, "kept_out")
    library.refresh()
    return article


def restore(library: Library, encoder: Encoder, id_or_name: str) -> Article:
    """Bring back an article that was removed, by hand or because its file was gone. Embeds only what this encoder has
    not embedded before."""
    article = find(library, id_or_name)
    with library.write() as change:
        texts = to_texts(change.passages(article.id, article.current.number))
        embed_missing(texts, change, encoder)
        change.set_state(article.id, "kept")
    library.refresh()
    return find(library, article.id)


def correct(
    library: Library, id_or_name: str, part: str, value: str | None, because: str = "", to: str | None = None
) -> None:
    """Say what one part of an article's description is, with the reason; ``value`` None takes that back.

    It wins over what the text and ``sources.toml`` say, in all versions, and embeds nothing. Where the article speaks
    with its own voice, its sentences are said by whom and when it says now.
    """
    article = find(library, id_or_name)
    if part not in PARTS:
        nearest = get_close_matches(part, PARTS, n=1, cutoff=0)[0]
        raise SettingsError(f"A description has no part {part!r}. The nearest one is {nearest!r}.")
    if value is not None and not because.strip():
        raise DeskError(f"{article.name}: say how it is known that its {part} is {value!r}.")
    given = None if value is None else Part(value, to, "given", because)
    with library.write() as change:
        change.correct(article.id, part, given)
        _attribute(change, article, part, given)
    library.refresh()


def _attribute(change: Change, article: Article, part: str, given: Part | None) -> None:
    version = change.version(article.id, article.current.number)
    stated = change.described(article.id, version.number)
    corrections = {**change.corrections(article.id), part: given or getattr(stated, part)}
    corrected = replace(version, description=replace(stated, **corrections))
    change.attribute(version, build_passages(corrected))


def erase(library: Library, id_or_name: str, number: int | None = None) -> None:
    """Take an article, or one of its earlier versions, out of the library for good: text, bytes, words and vectors.

    Citations of it say ``erased``; the same bytes are not taken in again. Copies made by ``backup`` still hold it.
    """
    article = find(library, id_or_name)
    if number is not None and library.version(article.id, number) is None:
        raise SettingsError(f"{article.name} has no version {number}.")
    if number == article.current.number:
        raise DeskError(
            f"{article.name}: version {number} is the current one. Take in a corrected file first, "
            "or erase the article."
        )
    with library.write() as change:
        change.erase(article.id, number)
    library.refresh()
    library.settle()
