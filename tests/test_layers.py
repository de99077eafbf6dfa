"""The shape of the code: imports point one way, heavy packages stay where they belong, functions stay small."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAYERS = (  # a module may import what stands in its own row or below
    {
        "app",
        "cli",
        "cli_bench",
        "cli_briefing",
        "cli_export",
        "cli_kept",
        "cli_library",
        "cli_options",
        "cli_quality",
        "cli_talks",
    },
    {"ui", "quality"},
    {"briefing"},
    {"rag"},
    {"ingest"},
    {"library"},
    {"config"},
    {"values"},
)
LEVEL = {name: level for level, row in enumerate(LAYERS) for name in row}
LLAMA_INDEX = {
    "ingest/split.py",
    "ingest/embed.py",
    "ingest/sync.py",
    "rag/retrieve.py",
    "rag/llm.py",
    "rag/generate.py",
}
HEAVY = {
    "chromadb",
    "llama_index",
    "numpy",
    "onnxruntime",
    "pandas",
    "rich",
    "streamlit",
    "tiktoken",
    "tokenizers",
    "trafilatura",
}
LONGEST_FUNCTION = 40  # lines, with its docstring
LONGEST_MODULE = 300  # lines; values.py, which is declarations only, may be longer


@cache
def modules() -> tuple[Path, ...]:
    """The modules of the project, paths from its folder, without tests and documents."""
    found = (path for name in LEVEL for path in (ROOT / f"{name}.py", *(ROOT / name).rglob("*.py")))
    return tuple(sorted(path.relative_to(ROOT) for path in found if path.is_file()))


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a tree imports, by its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            yield node.module or ""


def at_import(tree: ast.Module) -> Iterator[str]:
    """What is imported when the module is: not inside functions, nor under ``if TYPE_CHECKING``."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imported(node)


@cache
def parse(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def layer(name: str) -> str:
    return name.split(".")[0]


def test_imports_point_one_way() -> None:
    upward = {}
    for module in modules():
        own = LEVEL[module.parts[0].removesuffix(".py")]
        upward[str(module)] = [name for name in imported(parse(module)) if LEVEL.get(layer(name), own) < own]
    assert {module: names for module, names in upward.items() if names} == {}


def test_llama_index_stays_in_the_modules_that_wrap_it() -> None:
    assert users_of("llama_index") <= LLAMA_INDEX


def test_only_one_module_knows_where_vectors_live() -> None:
    assert users_of("chromadb") <= {"library/vectors.py"}


def users_of(package: str) -> set[str]:
    return {str(module) for module in modules() if package in map(layer, imported(parse(module)))}


def test_functions_stay_small() -> None:
    sizes = {
        f"{module}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module in modules()
        for node in ast.walk(parse(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_modules_stay_small() -> None:
    sizes = {str(module): (ROOT / module).read_text(encoding="utf-8").count("\n") for module in modules()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE and name != "values.py"} == {}


def test_async_code_stands_only_where_a_framework_calls_for_it() -> None:
    """In the page's server, and in the methods that llama-index's classes must have."""
    found = {
        f"{module}:{node.name}"
        for module in modules()
        for node in ast.walk(parse(module))
        if isinstance(node, ast.AsyncFunctionDef)
    }
    assert {name for name in found if not name.startswith("ui/") and ":_a" not in name} == set()


def test_the_command_line_imports_no_heavy_package_at_module_level() -> None:
    assert {layer(name) for name in at_import(parse(Path("cli.py")))} & HEAVY == set()


def test_help_loads_no_heavy_package() -> None:
    code = "import sys, cli; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {layer(name) for name in loaded.stdout.split()} & HEAVY == set()


def test_no_module_of_the_project_is_shadowed_by_an_installed_package() -> None:
    elsewhere = [path for path in sys.path if path and Path(path).resolve() not in (ROOT, ROOT / "docs")]
    packages = [path for path in elsewhere if os.path.isdir(path)]
    assert {name for name in LEVEL if PathFinder.find_spec(name, packages)} == set()
