"""The audit bench runs to its end at a tiny size and says plainly which figure was missed. No time is judged here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import audit

ROOT = Path(audit.__file__).parent.parent


def test_the_bench_runs_in_a_process_of_its_own_and_writes_its_figures(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.audit", "--size", "tiny", "--date", "2026-11-21", "--out", str(tmp_path)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found = json.loads((tmp_path / "audit.json").read_text("utf-8"))
    assert found["machine"]["date"] == "2026-11-21"
    assert found["entries"] == audit.SIZES["tiny"].entries
    missed = [name for name, (least, _) in audit.ASKED.items() if found[name] < least]
    assert done.returncode == (1 if missed else 0)
    assert (tmp_path / "audit.md").read_text("utf-8").count("**no**") == len(missed)


def test_a_record_that_is_not_whole_stops_the_bench() -> None:
    with pytest.raises(SystemExit, match="not whole"):
        audit._sound(False)


def test_without_openssl_the_stricter_rate_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit.shutil, "which", lambda name: None)
    rate, how = audit.raw_rate(256)
    assert rate > 0
    assert "at once" in how
