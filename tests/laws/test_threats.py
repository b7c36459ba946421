"""Each threat that a page says is met names tests that exist; each waiver has its date."""

from __future__ import annotations

import re
from pathlib import Path

from tests.laws.sources import ROOT

PAGE = ROOT / "docs" / "proofs" / "threats.md"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
WAIVER = re.compile(r"—|\d{4}-\d\d-\d\d \S.*")


def faults(page: str, top: Path) -> list[str]:
    """Rows without a test, tests that do not exist, waivers without a date."""
    found = []
    for row in (line.split(" | ") for line in page.splitlines() if re.match(r"\| [A-I]\d", line)):
        number, tests, waiver = row[0].strip("| "), NAMED.findall(row[2]), row[3].rstrip(" |")
        found += [] if tests else [f"{number} names no test"]
        found += [f"{number}: no {file}::{name}" for file, name in tests if not _holds(top / file, name)]
        found += [] if WAIVER.fullmatch(waiver) else [f"{number}: a waiver without its date"]
    return found


def _holds(file: Path, name: str) -> bool:
    return file.is_file() and f"def {name}(" in file.read_text("utf-8")


def test_every_threat_names_tests_that_exist_and_dates_its_waiver() -> None:
    page = PAGE.read_text("utf-8")
    assert len(re.findall(r"^\| [A-I]\d", page, re.MULTILINE)) > 30
    assert faults(page, ROOT) == []


def test_a_planted_missing_test_and_an_undated_waiver_are_found() -> None:
    here = "`tests/laws/test_threats.py::test_every_threat_names_tests_that_exist_and_dates_its_waiver`"
    assert faults(f"| A1 | x | {here} | — |\n| A2 | x | {here} | 2026-01-02 later |", ROOT) == []
    planted = f"| A1 | x | {here.replace('every', 'no')} | — |\n| A2 | x | none | — |\n| A3 | x | {here} | later |"
    assert [fault.split(" ")[0].strip(":") for fault in faults(planted, ROOT)] == ["A1", "A2", "A3"]
