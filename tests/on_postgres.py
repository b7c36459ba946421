"""python -m tests.on_postgres pytest …: the tests that reach a database once more, on PostgreSQL.

Where no PostgreSQL can start, the last lines say how many tests were left out, and with CI=true the run fails.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgres import NoPostgres, started

ONLY = ["-p", "tests.database_only"]


def run(arguments: list[str], url: str) -> int:
    """pytest with DATABASE_URL set; its exit status."""
    command = [sys.executable, "-m", *arguments, *ONLY]
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


def left_out(arguments: list[str]) -> int:
    """How many tests the run would have had."""
    command = [sys.executable, "-m", *arguments, *ONLY, "--collect-only", "-q"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return sum("::" in line for line in listed.splitlines())


def without(reason: str, number: int, strict: bool) -> int:
    """Say what was left out; the exit status."""
    print(
        f"\n没有 PostgreSQL，{number} 项测试未在其上运行：{reason}\n"
        f"No PostgreSQL: {number} tests were left out on it: {reason}",
        flush=True,
    )
    return 1 if strict else 0


def main(arguments: list[str]) -> int:
    """Start, run, stop. The exit status of the tests, or of their being left out."""
    if os.environ.get("DATABASE_URL"):
        return run(arguments, os.environ["DATABASE_URL"])
    try:
        with started() as server:
            return run(arguments, server.url)
    except NoPostgres as error:
        return without(str(error), left_out(arguments), os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
