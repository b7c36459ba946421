"""Virtual staff at work for some seconds: every answer is right. No time is judged here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.staff import office
from bench.staff.__main__ import held, summary
from bench.staff.person import WRITING, Answer

ROOT = Path(office.__file__).parents[2]


def test_some_staff_work_for_some_seconds_without_a_fault(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "staff", "--size", "tiny", "--date", "2026-11-21", "--out", str(tmp_path)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found = json.loads((tmp_path / "staff.json").read_text("utf-8"))
    assert found["faults"] == {}
    assert found["requests"]["read"] > 0
    assert done.returncode == (0 if held(found) else 1)


def test_fifteen_things_of_a_hundred_are_written() -> None:
    writers = sum(role == office.WRITER for role, _ in office.SEATS)
    assert round(WRITING * writers / len(office.SEATS), 6) == 0.15


def test_a_fault_and_a_slow_answer_are_told() -> None:
    quick = [Answer("read", 0.01, "")] * 99
    assert held(summary(quick))
    assert not held(summary([*quick, Answer("write", 0.01, "POST /act: 500")]))
    assert not held(summary([*quick, *[Answer("read", 0.9, "")] * 9]))
