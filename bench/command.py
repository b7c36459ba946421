"""The command on one example file, as a person waits for it: first run with an empty data folder, then again and again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.timing import alternating, middle, seconds

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "examples/yiyang-big-case.yaml"
QUANZE = (sys.executable, "-c", "import sys; from quanze.cli.main import main; sys.exit(main())")


def command() -> tuple[str, ...]:
    """The command beside this Python, as set-up wrote it; else the same entrance by hand."""
    beside = Path(sys.executable).parent / "quanze"
    return (str(beside),) if beside.is_file() else QUANZE


def measure(runs: int) -> dict[str, Any]:
    """First run, median of ``runs`` later ones, and the median of a Python that does nothing, run in turn."""
    with TemporaryDirectory() as home:
        environment = {**os.environ, "QUANZE_HOME": home}
        asked = [*command(), "determine", EXAMPLE]
        first = seconds(lambda: _run(asked, environment))
        acts = [lambda: _run(asked, environment), lambda: _run([sys.executable, "-c", "pass"], environment)]
        ours, bound = alternating(acts, runs)
    return {
        "command": f"quanze determine {EXAMPLE}",
        "runs": runs,
        "first_ms": round(first * 1e3),
        "median_ms": middle(ours),
        "python_pass_ms": middle(bound),
        "ratio": round(middle(ours) / middle(bound), 1),
    }


def _run(asked: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{asked}: {done.stderr.decode('utf-8', 'replace')}")
