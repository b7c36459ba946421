"""Every module that opens the database keeps its commands where the start-up check finds them."""

from __future__ import annotations

import ast

from quanze.apps.access.declarations import declaration_of
from quanze.cli.database import database_commands
from tests.laws.sources import Source, python_sources


def opens(source: Source) -> bool:
    """Does a module call open_database()?"""
    calls = (node.func for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "open_database" for called in calls)


def keeps_commands(source: Source) -> bool:
    """Does a module keep a table COMMANDS?"""
    names = [
        target.id
        for node in source.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
    return "COMMANDS" in names


def test_every_module_that_opens_the_database_keeps_its_commands() -> None:
    modules = [source for source in python_sources("quanze/cli") if opens(source)]
    assert modules
    assert [source.path for source in modules if not keeps_commands(source)] == []


def test_a_planted_module_without_its_table_would_be_caught() -> None:
    planted = Source("quanze/cli/x.py", "def run():\n    open_database()\n")
    assert opens(planted)
    assert not keeps_commands(planted)


def test_every_command_is_found_and_declared() -> None:
    found = dict(database_commands())
    assert {"accounts grant", "audit verify"} <= found.keys()
    assert all(declaration_of(run) for run in found.values())
