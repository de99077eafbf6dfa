"""``sources.toml``: what the files of a folder do not say of themselves. Read at ingest, never written."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path

from ingest.dates import valid
from values import SettingsError

DATES = ("published", "published_to", "updated")
PARTS = ("title", "publisher", "author", "published", "updated", "url", "kind")
KEYS = (*PARTS, "published_to", "because", *(f"because_{part}" for part in PARTS))
KINDS = ("news", "opinion", "policy_page", "report", "guidance", "unknown")


def read_sources(path: Path) -> dict[str, dict[str, str]]:
    """For each file name the keys given for it; ``{}`` where there is no such file.

    Raises SettingsError, naming the file, the key and the remedy, for what is no TOML, an unknown key, an empty or
    impossible value, and a value given without a reason.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}). Make it readable.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}. Mend that line.") from None
    return {name: _read_article(path, name, keys) for name, keys in _articles(path, tables).items()}


def _articles(path: Path, tables: dict[str, object]) -> dict[str, object]:
    for key in tables:
        if key != "article":
            raise SettingsError(f'{path}: unknown table or key "{key}". Write [article."FILE NAME"].')
    articles = tables.get("article", {})
    if not isinstance(articles, dict):
        raise SettingsError(f'{path}: "article" is no table. Write [article."FILE NAME"].')
    return articles


def _read_article(path: Path, name: str, keys: object) -> dict[str, str]:
    if not isinstance(keys, dict) or any(isinstance(value, dict) for value in keys.values()):
        raise SettingsError(
            f'{path}: [article.{name}] holds no keys. Put the file name in quotes: [article."{name}.txt"].'
        )
    given = {key: _read_value(path, name, key, value) for key, value in keys.items()}
    _check_range(path, name, given)
    for key in given:
        if key in PARTS and not (given.get("because") or given.get(f"because_{key}")):
            raise SettingsError(f'{path}: "{key}" of {name} has no reason. Add because = "how we know it".')
    return given


def _read_value(path: Path, name: str, key: str, value: object) -> str:
    where = f'{path}: "{key}" of {name}'
    if key not in KEYS:
        nearest = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.0)[0]
        raise SettingsError(f"{where} is not a known key. The nearest known one is {nearest}.")
    text = str(value).strip() if isinstance(value, str | int) or hasattr(value, "isoformat") else ""
    if not text or isinstance(value, bool):
        raise SettingsError(f"{where} holds no words. Write a text in quotes, or leave the key out.")
    if key in DATES and valid(text) != text:
        raise SettingsError(
            f'{where} is "{text}", which is no date. Write "2014", "2014-05" or "2014-05-08".'
        )
    if key == "kind" and text not in KINDS:
        raise SettingsError(f'{where} is "{text}". Write one of {", ".join(KINDS)}.')
    if key == "url" and not text.startswith(("https://", "http://")):
        raise SettingsError(f'{where} is "{text}". Write the whole address, with https:// before it.')
    return text


def _check_range(path: Path, name: str, given: dict[str, str]) -> None:
    first, last = given.get("published"), given.get("published_to")
    if last and not first:
        raise SettingsError(f'{path}: "published_to" of {name} has no "published". Add the first date.')
    if first and last and last < first[: len(last)]:
        raise SettingsError(f'{path}: "published_to" of {name} is before "published". Change their places.')
