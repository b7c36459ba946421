"""Every room has its tests, and none of them is skipped."""

from __future__ import annotations

import ast

import pytest

from tests.laws.sources import Source, python_sources

SKIPPING = {"skip", "skipif", "xfail", "importorskip", "skipTest", "skipUnless", "skipIf"}


def rooms_without_tests(paths: set[str]) -> list[str]:
    """Packages of quanze, core/… and apps/… that hold a module but have no test file in their test folder.

    The tests of an app, and of the shell, lie inside it; those of other rooms at the same place under tests/.
    """
    modules = {path for path in paths if not path.endswith("/__init__.py") and "/tests/" not in path}
    rooms = {_room(path) for path in modules if path.startswith("quanze/")}
    folders = {path.rsplit("/", 1)[0] for path in paths if path.rsplit("/", 1)[-1].startswith("test_")}
    return sorted(room for room in rooms if not any(_covers(folder, room) for folder in folders))


def _room(path: str) -> str:
    """The package a module belongs to: three steps deep in core and apps, else two."""
    parts = path.split("/")[:-1]
    return "/".join(parts[:3] if parts[1:2] in (["core"], ["apps"]) else parts[:2])


def _covers(folder: str, room: str) -> bool:
    wanted = (
        f"{room}/tests" if room.startswith(("quanze/apps/", "quanze/web")) else "tests" + room.removeprefix("quanze")
    )
    return folder == wanted or folder.startswith(f"{wanted}/")


def skips(source: Source) -> list[str]:
    """Each mark or call that would leave a test out or forgive its failure."""
    named = [node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute | ast.Name)]
    found = [node for node in named if (node.attr if isinstance(node, ast.Attribute) else node.id) in SKIPPING]
    return [f"{source.path}:{node.lineno}" for node in found]


def test_every_room_has_a_test_folder() -> None:
    paths = {source.path for source in python_sources("quanze", "tests")}
    assert rooms_without_tests(paths) == []


def test_no_test_is_skipped() -> None:
    sources = (*python_sources("tests"), *(each for each in python_sources("quanze") if "/tests/" in each.path))
    assert [fault for source in sources for fault in skips(source)] == []


def test_an_app_keeps_its_tests_inside() -> None:
    paths = {"quanze/apps/people/models.py", "quanze/apps/people/services/a.py"}
    assert rooms_without_tests(paths | {"tests/apps/people/test_a.py"}) == ["quanze/apps/people"]
    assert rooms_without_tests(paths | {"quanze/apps/people/tests/test_a.py"}) == []


def test_a_planted_room_without_tests_is_found() -> None:
    paths = {
        "quanze/core/sheet/prose.py",
        "quanze/core/periods/a.py",
        "tests/core/periods/test_a.py",
        "quanze/cli/b.py",
    }
    assert rooms_without_tests(paths) == ["quanze/cli", "quanze/core/sheet"]
    assert rooms_without_tests(paths | {"tests/core/sheet/test_prose.py", "tests/cli/test_b.py"}) == []


def test_an_empty_room_needs_no_tests_and_an_inner_room_is_covered_by_its_outer() -> None:
    assert rooms_without_tests({"quanze/core/effects/__init__.py"}) == []
    inner = {"quanze/core/register/fiction/names.py", "tests/core/register/test_names.py"}
    assert rooms_without_tests(inner) == []


@pytest.mark.parametrize(
    "planted",
    [
        "@pytest.mark.skip\ndef test(): ...",
        "pytest.skip('later')",
        "pytest.importorskip('x')",
        "@pytest.mark.xfail()\ndef t(): ...",
    ],
)
def test_a_planted_skip_is_found(planted: str) -> None:
    assert skips(Source("tests/a.py", f"import pytest\n{planted}\n")) == ["tests/a.py:2"]
