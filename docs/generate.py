"""Write the generated parts of the documents again: what stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``.

python docs/generate.py             writes them           (make docs)
python docs/generate.py --check     exit code 1 where they are not as they would be written
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from typer.testing import CliRunner

import cli
from rag.prompt import in_words

ROOT = Path(__file__).resolve().parents[1]
BENCHES = (
    "bench retrieval",
    "bench extract",
    "bench verify",
    "bench speed",
    "bench ingest",
    "bench fuzz",
    "bench ablation",
)
LIBRARY = tuple(
    f"library {name}" for name in ("diff", "remove", "restore", "correct", "erase", "backup", "bring-back")
)
TALKS = tuple(f"talks {name}" for name in ("list", "show", "rename", "delete", "export", "recheck"))
BRIEFING = tuple(
    f"briefing {name}"
    for name in (
        "list",
        "new",
        "show",
        "add",
        "write",
        "move",
        "remove",
        "rename",
        "mark",
        "delete",
        "recheck",
    )
)
COMMANDS = (
    *("ask", "ingest", "serve", "library list", "library show", *LIBRARY, *TALKS, *BRIEFING),
    *("export", "check", "verify", "eval", "doctor", *BENCHES),
)
CELL = str.maketrans({"|": r"\|", "\n": " "})


def settings_table() -> str:
    """Every setting of ``config.toml`` with its default and its meaning, which is the comment above it."""
    rows = [f"| `[{section}] {key}` | `{value}` | {why} |" for section, key, value, why in read_settings()]
    return "\n".join(["| setting | default | what it means |", "| --- | --- | --- |", *rows])


def read_settings() -> Iterator[tuple[str, str, str, str]]:
    """Section, key, value as it is written, and meaning, in the order of the file."""
    section, why = "", []
    for line in (ROOT / "config.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            why.append(line.removeprefix("#").strip())
        elif line.startswith("["):
            section, why = line.strip("[]"), []
        elif line.strip():
            key = next(iter(tomllib.loads(line)))
            yield section, key, line.split("=", 1)[1].strip().translate(CELL), " ".join(why).translate(CELL)
            why = []


def command_table() -> str:
    """Every command and what it does, in one line each."""
    lines = [help_of(command).splitlines() for command in COMMANDS]
    rows = [f"| `{usage(each[0])}` | {each[2].strip()} |" for each in lines]
    return "\n".join(["| command | what it does |", "| --- | --- |", *rows])


def usage(line: str) -> str:
    """The call without its decorations.

    >>> usage("Usage: desk library show [OPTIONS] {ARTICLE}")
    'desk library show ARTICLE'
    """
    call = line.removeprefix("Usage: ").replace(" [OPTIONS]", "")
    return re.sub(r"[{}\[\]]|(?<=\])\.\.\.|(?<=\})\.\.\.", "", call)


def command_help() -> str:
    """What ``desk COMMAND --help`` prints, for every command."""
    return "\n\n".join(f"## desk {command}\n\n```\n{help_of(command)}\n```" for command in COMMANDS)


@cache
def help_of(command: str) -> str:
    arguments = [*command.split(), "--help"]
    shown = CliRunner().invoke(
        cli.app, arguments, prog_name="desk", env={"COLUMNS": "100"}, terminal_width=100
    )
    return "\n".join(line.rstrip() for line in shown.output.strip().splitlines())


def make_targets() -> str:
    """What ``make help`` prints."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"([a-z-]+): .*## (.*)", line) for line in lines]
    return "\n".join(["```", *(f"make {target[1]:10} {target[2]}" for target in found if target), "```"])


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"settings": settings_table, "commands": command_table, "targets": make_targets},
    "docs/commands.md": {"commands": command_help},
    "docs/prompt.md": {"prompt": in_words},
}


def written(text: str, parts: dict[str, Callable[[], str]]) -> str:
    """``text`` with each part as it is to be. Raises ValueError where the place of a part is missing."""
    for name, write in parts.items():
        before, begin, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"\n<!-- /{name} -->")
        if not begin or not end:
            raise ValueError(f"there is no <!-- {name} --> with a <!-- /{name} --> after it")
        text = f"{before}{begin}{write()}{end}{after}"
    return text


def main() -> int:
    stale = 0
    for name, parts in PARTS.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        wanted = written(text, parts)
        if "--check" not in sys.argv[1:]:
            (ROOT / name).write_text(wanted, encoding="utf-8")
        elif wanted != text:
            print(f"desk: {name} is not as it would be generated; run make docs", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
