"""No file passes 400 lines and no function 50. Migrations are generated history and stand as they were made."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.laws.sources import Source, functions, python_sources

FILE_LINES = 400
FUNCTION_LINES = 50
MIGRATION = re.compile(r"quanze/apps/\w+/migrations/\d{4}_\w+\.py")


def too_long(source: Source) -> list[str]:
    """The file, if too long, and each of its functions that is."""
    found = []
    lines = len(source.text.splitlines())
    if lines > FILE_LINES:
        found.append(f"{source.path} has {lines} lines")
    for function in functions(source.tree):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_LINES:
            found.append(f"{source.path}:{function.lineno} {function.name} has {length} lines")
    return found


def measured(sources: Iterable[Source]) -> list[Source]:
    """The files that people write: all but the migrations of an app."""
    return [source for source in sources if not MIGRATION.fullmatch(source.path)]


def test_no_file_and_no_function_is_too_long() -> None:
    sources = measured(python_sources("quanze", "tests", "tools", "bench"))
    assert [fault for source in sources for fault in too_long(source)] == []


def test_a_file_of_400_lines_passes_and_one_more_is_found() -> None:
    assert too_long(Source("a.py", "x = 1\n" * FILE_LINES)) == []
    assert too_long(Source("a.py", "x = 1\n" * (FILE_LINES + 1))) == ["a.py has 401 lines"]


def test_a_function_of_50_lines_passes_and_one_more_is_found() -> None:
    body = "    x = 1\n"
    assert too_long(Source("a.py", "def f():\n" + body * (FUNCTION_LINES - 1))) == []
    assert too_long(Source("a.py", "class C:\n  def f():\n" + body * FUNCTION_LINES)) == ["a.py:2 f has 51 lines"]


def test_a_long_migration_passes_and_anything_else_as_long_is_found() -> None:
    long = "x = 1\n" * (FILE_LINES + 1)
    app = "quanze/apps/people"
    places = [f"{app}/migrations/0001_initial.py", f"{app}/migrations/helper.py", f"{app}/models.py", "tests/0001_a.py"]
    found = [fault for source in measured(Source(place, long) for place in places) for fault in too_long(source)]
    assert found == [f"{place} has 401 lines" for place in places[1:]]
