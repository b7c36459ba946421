"""The repository as its laws see it: tracked files, and Python files with their syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path from the top of the repository, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree of the file."""
        return ast.parse(self.text, self.path)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file under version control that still exists."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode("utf-8").split("\0") if name]
    return tuple(path for path in paths if path.is_file())


@cache
def python_sources(*folders: str) -> tuple[Source, ...]:
    """The tracked Python files under the given folders."""
    found = [(path.relative_to(ROOT).as_posix(), path) for path in tracked_files() if path.suffix == ".py"]
    inside = [(name, path) for name, path in found if name.startswith(tuple(f"{folder}/" for folder in folders))]
    return tuple(Source(name, path.read_text("utf-8")) for name, path in inside)


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method of a tree, nested ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))
