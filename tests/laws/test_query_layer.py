"""Sensitive rows are reached through one layer: nothing else looks at everything, writes SQL, or trusts a request."""

from __future__ import annotations

import ast
from fnmatch import fnmatch

import pytest

from tests.laws.sources import Source, python_sources

# Which files may look at every row, with a stated reason: constraints, signing in, the record's own chain, backup.
EVERYTHING = (
    "quanze/apps/access/managers.py",
    "quanze/apps/*/models.py",
    "quanze/apps/*/models/*.py",
    "quanze/apps/*/facts.py",
    "quanze/apps/*/facts/*.py",
    "quanze/apps/*/services.py",
    "quanze/apps/*/services/*.py",
    "quanze/apps/*/selectors.py",
    "quanze/apps/*/selectors/*.py",
    "quanze/apps/*/permissions.py",
    "quanze/apps/audit/*.py",
    "quanze/config/backup*.py",
    # The cursor itself: it writes the marks of a statement in SQLite's way and reads nothing.
    "quanze/config/sqlite3/base.py",
)
# Which files may speak SQL to the database themselves.
SQL = (
    "quanze/apps/access/context.py",
    # Sends the text that the ORM made of an ordinary queryset, with other values.
    "quanze/apps/access/prepared.py",
    "quanze/apps/access/rowsecurity.py",
    "quanze/apps/audit/*.py",
    "quanze/apps/*/guards.py",
    "quanze/apps/*/migrations/*.py",
    "quanze/apps/organizations/*.py",
    "quanze/config/backup*.py",
    # The cursor itself: it writes the marks of a statement in SQLite's way and reads nothing.
    "quanze/config/sqlite3/base.py",
)
SQL_NAMES = {"cursor", "raw", "extra", "RawSQL", "execute", "executemany"}
LOOKS = {"everything", "whole", "query_all"}
BACK_DOORS = {"_base_manager", "_default_manager"}
LOOK_UPS = {"filter", "exclude", "get", "order_by", "create", "update", "get_or_create", "update_or_create", "values"}
REQUESTS = {"GET", "POST", "body", "COOKIES", "META", "headers", "cleaned_data"}


def _is_test(path: str) -> bool:
    return "/tests/" in path or path.startswith("tests/")


def _allowed(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)


def slips(source: Source) -> list[str]:
    """Each place of a file that goes past the query layer."""
    return [f"{source.path}:{node.lineno}" for node in ast.walk(source.tree) if _slips(node, source.path)]


def _slips(node: ast.AST, path: str) -> bool:
    if isinstance(node, ast.Attribute):
        if node.attr in LOOKS:
            return not _allowed(path, EVERYTHING)
        if node.attr in BACK_DOORS:
            return True
        return node.attr in SQL_NAMES and not _allowed(path, SQL)
    if isinstance(node, ast.Name):
        return node.id == "RawSQL" and not _allowed(path, SQL)
    return isinstance(node, ast.Call) and _looks_up_a_request(node)


def _looks_up_a_request(call: ast.Call) -> bool:
    """filter(**request.GET), order_by(request.GET["sort"]) and their like."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    given = [word.value for word in call.keywords if word.arg is None]
    given += call.args if name == "order_by" else []
    return name in LOOK_UPS and any(_from_request(value) for value in given)


def _from_request(value: ast.AST) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in REQUESTS for node in ast.walk(value))


def test_nothing_goes_past_the_query_layer() -> None:
    # The core knows no database (a law of imports); there "whole" is an ordinary word.
    sources = [
        source
        for source in python_sources("quanze")
        if not _is_test(source.path) and not source.path.startswith("quanze/core/")
    ]
    assert [fault for source in sources for fault in slips(source)] == []


def test_no_view_reads_rows_itself() -> None:
    views = [source for source in python_sources("quanze/apps") if source.path.endswith(("views.py", "api.py"))]
    reads = {"visible", "rows", "objects"}
    found = [
        f"{source.path}:{node.lineno}"
        for source in views
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in reads
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "Person.everything(reason='quick look')",
        "Person._base_manager.all()",
        "Person._default_manager.all()",
        "Person.query_all()",
        "connection.cursor()",
        "Person.visible.to(by).extra(where=['1=1'])",
        "rows.raw('SELECT 1')",
        "RawSQL('1', [])",
        "rows.filter(**request.GET)",
        "rows.order_by(request.GET['sort'])",
        "rows.update(**form.cleaned_data)",
    ],
)
def test_a_planted_slip_is_found(planted: str) -> None:
    assert slips(Source("quanze/apps/people/views.py", f"x = 1\n{planted}\n")) == ["quanze/apps/people/views.py:2"]


@pytest.mark.parametrize("fair", ["Person.visible.to(by).filter(name=name)", "services.sign_in(**form.cleaned_data)"])
def test_ordinary_reads_pass(fair: str) -> None:
    assert slips(Source("quanze/apps/people/views.py", fair)) == []


@pytest.mark.parametrize("room", ["organizations/demo.py", "organizations/exchange/exporting.py", "accounts/views.py"])
def test_a_room_beside_selectors_and_services_may_not_look_at_everything(room: str) -> None:
    planted = Source(f"quanze/apps/{room}", "Person.everything(reason='quick look')\nUnitRecord.whole(reason='x')")
    assert slips(planted) == [f"quanze/apps/{room}:1", f"quanze/apps/{room}:2"]


def test_a_service_may_look_at_everything() -> None:
    assert slips(Source("quanze/apps/people/services.py", "Person.everything(reason='x')")) == []
