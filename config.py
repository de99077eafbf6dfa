"""The settings: ``config.toml`` as one frozen, closed, typed object.

``config.toml`` beside this module holds every setting with its default; a file named with ``--config`` holds
only what differs from it. A field below is a setting: its name, its type, and the range that it must be in.
To add one, add the field here and its line, with its meaning, to ``config.toml``.
"""

from __future__ import annotations

import ipaddress
import tomllib
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, TypeVar, cast, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from values import SettingsError

SHIPPED = Path(__file__).resolve().with_name("config.toml")
_Section = TypeVar("_Section")


@dataclass(frozen=True, slots=True)
class Between:
    """The range of a number, both ends included."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    directory: Path
    corpus: Path


@dataclass(frozen=True, slots=True)
class AppSettings:
    address: str
    port: Annotated[int, Between(1, 65535)]
    allow_other_addresses: bool
    starters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IngestSettings:
    max_file_mb: Annotated[int, Between(1, 1000)]
    passage_tokens: Annotated[int, Between(40, 250)]
    allowed_hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskSettings:
    max_question_characters: Annotated[int, Between(10, 100_000)]
    passages: Annotated[int, Between(1, 200)]
    sentences: Annotated[int, Between(1, 50)]
    follow_up_turns: Annotated[int, Between(1, 20)]
    answer_threshold: Annotated[float, Between(0, 1)]
    closest: Annotated[int, Between(0, 20)]
    glossary: Path


Provider = Literal["none", "openai-like", "ollama", "anthropic"]


@dataclass(frozen=True, slots=True)
class LlmSettings:
    provider: Provider
    model: str
    address: str
    key_variable: str
    context_window: Annotated[int, Between(1_000, 10_000_000)]
    deadline_seconds: Annotated[float, Between(1, 3_600)]
    failed: Literal["mark", "withhold"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, by section. ``file`` is the file that was named with ``--config``, if one was."""

    library: LibrarySettings
    app: AppSettings
    ingest: IngestSettings
    ask: AskSettings
    llm: LlmSettings
    file: Path | None = None


def open_settings(path: Path | None = None, library: Path | None = None) -> Settings:
    """The settings of ``config.toml``, those of ``path`` over them, and ``library`` as the library's folder.

    Raises SettingsError, which names the file, the setting and what is wrong with it.
    """
    settings = _read(SHIPPED, None)
    if path is not None:
        settings = replace(_read(path, settings), file=path.resolve())
    if library is not None:
        settings = replace(settings, library=replace(settings.library, directory=library.resolve()))
    return settings


def _read(path: Path, base: Settings | None) -> Settings:
    tables = _parse(path)
    for name, table in tables.items():
        if name not in sections() and not isinstance(table, dict):
            raise SettingsError(f"{path}: {name} stands above every section. {_nearest(name)}")
        if name not in sections():
            nearest = get_close_matches(name, sections(), n=1, cutoff=0)[0]
            raise SettingsError(f"{path}: unknown section [{name}]. The nearest known one is [{nearest}].")

    def section(name: str, kind: type[_Section]) -> _Section:
        values = _read_section(path, name, tables.get(name, {}), kind, base and getattr(base, name))
        return kind(**values)

    return Settings(
        library=section("library", LibrarySettings),
        app=section("app", AppSettings),
        ingest=section("ingest", IngestSettings),
        ask=section("ask", AskSettings),
        llm=section("llm", LlmSettings),
    )


def sections() -> dict[str, type]:
    """The sections that there are, and the dataclass of each."""
    hints = get_type_hints(Settings).items()
    return {name: kind for name, kind in hints if isinstance(kind, type) and is_dataclass(kind)}


def _parse(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}). Name another file.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}.") from None


def _read_section(path: Path, name: str, table: object, kind: type, base: object) -> dict[str, object]:
    """The values of the section ``name``, by field of ``kind``; what ``table`` lacks is from ``base``."""
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {name} is a section. Write [{name}] on a line of its own.")
    hints = get_type_hints(kind, include_extras=True)
    values = {key: getattr(base, key) for key in hints} if base else {}
    for key, value in table.items():
        if key not in hints:
            raise SettingsError(f"{path}: unknown setting [{name}] {key}. {_nearest(key, name)}")
        values[key] = _convert(path, f"[{name}] {key}", value, hints[key])
    for key in hints:
        if key not in values:
            raise SettingsError(f"{path}: the setting [{name}] {key} is missing. Put it back.")
    return values


def _nearest(key: str, section: str | None = None) -> str:
    """The known setting nearest to ``key``: of its own section if one is like it, else of all of them."""
    own = {field.name: section for field in fields(sections()[section])} if section else {}
    every = {field.name: name for name, kind in sections().items() for field in fields(kind)} | own
    nearest = get_close_matches(key, own, n=1) or get_close_matches(key, every, n=1, cutoff=0)
    return f"The nearest known one is [{every[nearest[0]]}] {nearest[0]}."


def _convert(path: Path, name: str, value: object, hint: object) -> object:
    """``value`` as the type of ``hint``, within its range; relative paths start at the file's folder."""
    kind, limits = _split_hint(hint)
    if kind is Path and isinstance(value, str) and value.strip():
        return (path.resolve().parent / Path(value).expanduser()).resolve()
    if get_origin(kind) is Literal:
        if value in get_args(kind):
            return value
        raise SettingsError(f"{path}: {name} must be {_choice(get_args(kind))}, not {_show(value)}.")
    if kind == _TEXTS and isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(value)
    if kind is float and type(value) is int:
        value = float(value)
    if kind in (Path, _TEXTS) or type(value) is not kind:
        raise SettingsError(f"{path}: {name} must be {_NAMES[kind]}, not {_show(value)}.")
    if limits and not limits.least <= cast(float, value) <= limits.most:
        raise SettingsError(
            f"{path}: {name} must be from {limits.least} to {limits.most}, not {_show(value)}."
        )
    return value


_TEXTS = tuple[str, ...]
_NAMES: dict[object, str] = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    str: "text in quotation marks",
    Path: "a path in quotation marks",
    _TEXTS: "a list of texts",
}


def _split_hint(hint: object) -> tuple[object, Between | None]:
    if get_origin(hint) is Annotated:
        kind, limits = get_args(hint)
        return kind, limits
    return hint, None


def _choice(words: tuple[str, ...]) -> str:
    """ "mark" or "withhold"."""
    quoted = [f'"{word}"' for word in words]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _show(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)[:60]


def read_server(address: str, unusable: str) -> tuple[str, str]:
    """The host of a server's address, and the host with its port. Raises SettingsError with the words ``unusable``, and
    never with the address, which may hold a password."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and "@" not in parts.netloc and (parts.port or 1)
    except ValueError:
        usable = False
    if not usable or not parts.hostname:
        raise SettingsError(unusable)
    return parts.hostname, parts.netloc


def check_key(key: str, variable: str, address: str, place: str) -> None:
    """Raises SettingsError, which never repeats the key of ``variable``, if no server takes such a key, or if it would
    travel to another machine, called ``place``, unencrypted."""
    if not (key.isascii() and key.isprintable()):
        raise SettingsError(f"{variable} holds characters that no key has. Copy it again.")
    host = urlsplit(address).hostname or ""
    if key and not is_loopback(host) and not address.lower().startswith("https:"):
        raise SettingsError(f"{variable} would travel unencrypted to {place}. Use an https:// address.")


def is_loopback(address: str) -> bool:
    """True where only this machine can reach ``address``. Names other than localhost are not resolved."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
