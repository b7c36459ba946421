"""Run all tests at full size and leave what was reached in docs/proofs/full-size.md."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "proofs" / "full-size.md"


def run_tests(record: Path) -> int:
    """Run the tests with QUANZE_PROVE=1 and give pytest's exit status; ``record`` receives the outcomes."""
    command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={record}"]
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"QUANZE_PROVE": "1"}, check=False).returncode


def rows(record: Path) -> list[str]:
    """One table row per folder of tests: how many ran, how many failed, seconds."""
    ran: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    seconds: defaultdict[str, float] = defaultdict(float)
    for case in ElementTree.parse(record).iter("testcase"):
        room = "/".join(case.get("classname", "").split(".")[:-1])
        ran[room] += 1
        failed[room] += any(case.find(outcome) is not None for outcome in ("failure", "error"))
        seconds[room] += float(case.get("time", "0"))
    return [f"| {room} | {ran[room]} | {failed[room]} | {seconds[room]:.1f} |" for room in sorted(ran)]


def page(record: Path) -> str:
    """The proof as one page: when, on what, and what was reached."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    lines = [
        "# 全量测试 / Tests at full size",
        "",
        f"`make prove`, {datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.strip() or '?'}, "
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors.",
        "",
        "| tests | ran | failed | seconds |",
        "|---|---|---|---|",
        *rows(record),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Prove, write the page, and pass pytest's exit status on."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.xml"
        status = run_tests(record)
        if record.exists():
            PAGE.parent.mkdir(parents=True, exist_ok=True)
            PAGE.write_text(page(record), "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
