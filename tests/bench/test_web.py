"""Lists under load, at a tiny size: the bench runs to its end and judges its figures. No time is judged here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.web import wrk
from bench.web.__main__ import held, ratios, table

ROOT = Path(wrk.__file__).parents[2]
SAID = """Running 4s test @ http://127.0.0.1:8750/
  Latency Distribution
     50%    1.50ms
     75%    2.00ms
     90%  900.00us
     99%    1.05s{space}
  100 requests in 4.00s, 12.00KB read
{faults}Requests/sec:   1234.50
"""


def test_the_bench_runs_by_its_part_and_says_which_figure_was_missed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "web", "--size", "tiny", "--date", "2026-11-21", "--out", str(tmp_path)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found = json.loads((tmp_path / "web.json").read_text("utf-8"))
    assert found["faults"] == 0
    assert done.returncode == (0 if held(found) else 1)
    assert ("**no**" in (tmp_path / "web.md").read_text("utf-8")) is not held(found)


@pytest.mark.parametrize("space", ["", " "])
def test_what_wrk_says_is_read(space: str) -> None:
    assert wrk.read(SAID.format(space=space, faults="")) == wrk.Run(1234.5, 1.5, 1050.0, 0)


def test_answers_that_failed_are_counted() -> None:
    broken = "  Socket errors: connect 0, read 1, write 0, timeout 2\n  Non-2xx or 3xx responses: 7\n"
    assert wrk.read(SAID.format(space="", faults=broken)).faults == 10


def test_a_run_without_any_answer_stops_the_bench() -> None:
    with pytest.raises(SystemExit, match="something else"):
        wrk.read(SAID.format(space="", faults="").replace("1234.50", "0.00"))


@pytest.mark.parametrize(
    ("rate", "p99", "faults", "right"),
    [(110, 20, 0, True), (90, 20, 0, False), (110, 31, 0, False), (110, 20, 1, False)],
)
def test_a_missed_figure_is_told(rate: float, p99: float, faults: int, right: bool) -> None:
    page = {"per_second": 30.0, "p50_ms": 10.0, "p99_ms": 20.0, "faults": 0}
    pages = {
        name: dict(page) for name in ("empty", "empty_known", "list", "other_pages", "small_list", "usual", "desk")
    }
    pages["empty"]["per_second"] = 1000.0
    pages["list"] |= {"per_second": rate, "p99_ms": p99, "faults": faults}
    machine = {"date": "", "cores": 2, "architecture": "", "system": "", "python": "", "load_before": 0}
    found = {"machine": machine, "posts": 1, "pages": pages, **ratios(pages)}
    assert held(found) is right
    assert ("**no**" in table(found)) is not right
