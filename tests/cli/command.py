"""The real command, run as people run it: its own process, its own data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "yiyang-big-case.yaml"
START = (sys.executable, "-c", "import sys; from quanze.cli.main import main; sys.exit(main())")


class Ran(NamedTuple):
    """What a run left: exit status and both streams, as bytes and as text."""

    status: int
    out: str
    err: str
    raw: bytes


def environment(**more: str) -> dict[str, str]:
    """A plain environment: Chinese by default, the data folder of these tests."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "QUANZE_HOME", "SYSTEMROOT")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def quanze(
    *words: str | Path,
    given: bytes | None = None,
    at: Path | None = None,
    env: Mapping[str, str] | None = None,
    patience: float = 60,
) -> Ran:
    """Run the command with these words, in the folder ``at``, and wait for it, ``patience`` seconds at most."""
    ran = subprocess.run(
        [*START, *map(str, words)], input=given, cwd=at, env=environment(**(env or {})), capture_output=True,
        timeout=patience, check=False,
    )  # fmt: skip
    return Ran(ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8"), ran.stdout)


def files_under(folder: Path) -> list[str]:
    """Every file below a folder, as paths from it, sorted; a hidden or half-written one counts."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
