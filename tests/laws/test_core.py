"""Core keeps its doors shut: no clock, one reader of the rules, and every public function explained."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.laws.sources import FUNCTIONS, Function, Source, python_sources

RULES_READER = "quanze/core/rulebook/"
CLOCKS = {"now", "utcnow", "today"}


def clock_readings(source: Source) -> list[str]:
    """Each place where a file reads the clock: now(), utcnow(), today(), or the time module."""
    found = []
    for node in ast.walk(source.tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        imports_time = "time" in names or (isinstance(node, ast.ImportFrom) and node.module == "time")
        if imports_time or _reads_clock(node):
            found.append(f"{source.path}:{getattr(node, 'lineno', 0)}")
    return list(dict.fromkeys(found))


def _reads_clock(node: ast.AST) -> bool:
    """A call of .now(), .utcnow(), .today(), or one of them taken from date or datetime; a field named `now` is none."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        return owner in {"date", "datetime"}
    return False


def rules_readings(source: Source) -> list[str]:
    """Each place outside core/rulebook that builds a path into the rules."""
    if source.path.startswith(RULES_READER):
        return []
    return [f"{source.path}:{node.lineno}" for node in ast.walk(source.tree) if _leads_to_rules(node)]


def _leads_to_rules(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return isinstance(node.right, ast.Constant) and node.right.value == "rules"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        arguments = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        return called in {"Path", "joinpath", "files", "join", "open"} and "rules" in arguments
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return text == "_rules" or text.startswith(("rules/", "quanze/_rules")) or "/_rules" in text


def undocumented(source: Source) -> list[str]:
    """Each public function, and public method of a public class, without a docstring."""
    functions = _public_functions(source.tree)
    return [f"{source.path}:{each.lineno} {each.name}" for each in functions if not ast.get_docstring(each)]


def _public_functions(scope: ast.Module | ast.ClassDef) -> Iterator[Function]:
    for node in scope.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public_functions(node)
        elif isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
            yield node


def test_core_never_reads_the_clock() -> None:
    assert [fault for source in python_sources("quanze/core") for fault in clock_readings(source)] == []


def test_only_the_rulebook_room_reads_the_rules() -> None:
    assert [fault for source in python_sources("quanze") for fault in rules_readings(source)] == []


def test_every_public_function_of_core_says_what_it_means() -> None:
    assert [fault for source in python_sources("quanze/core") for fault in undocumented(source)] == []


@pytest.mark.parametrize(
    "planted",
    ["datetime.now()", "datetime.datetime.utcnow()", "d = date.today", "import time", "from time import time"],
)
def test_a_planted_clock_is_found(planted: str) -> None:
    assert clock_readings(Source("quanze/core/a.py", f"x = 1\n{planted}\n")) == ["quanze/core/a.py:2"]


@pytest.mark.parametrize(
    "planted",
    [
        "ROOT / 'rules'",
        "open('rules/WZ2019/a.yaml')",
        "Path('rules')",
        "files('quanze') / '_rules'",
        "os.listdir('rules/')",
    ],
)
def test_a_planted_reader_of_rules_is_found_outside_its_room_only(planted: str) -> None:
    assert rules_readings(Source("quanze/core/sheet/a.py", planted)) != []
    assert rules_readings(Source("quanze/core/rulebook/loader.py", planted)) == []


@pytest.mark.parametrize("fair", ["parser.add_argument('--rules', dest='rules')", "x = {'rules': 1}"])
def test_an_option_named_after_the_rules_is_no_reading(fair: str) -> None:
    assert rules_readings(Source("quanze/cli/a.py", fair)) == []


def test_a_planted_function_without_docstring_is_found() -> None:
    planted = "def f():\n    pass\nclass C:\n    def m(self):\n        pass\n    def _own(self):\n        pass\n"
    assert undocumented(Source("quanze/core/a.py", planted)) == ["quanze/core/a.py:1 f", "quanze/core/a.py:4 m"]
