"""make bench: measure, print the tables, keep them with the machine they came from.

Parts by name, all of them without a name: speed (one case against memory), audit, importing, asof, web (lists under
load), staff (a hundred people at once). Those that open a database run in a process of their own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import command, one_case, questions, report
from bench.one_case import Size
from quanze.core.register.fiction import prefecture
from quanze.core.rulebook.loader import load_library

SIZES = {"full": Size(), "tiny": Size(units=6, posts=400, cases=3, rounds=1, naive=1, commands=1)}

PARTS = ("speed", "audit", "importing", "asof", "web", "staff")
# Importing is measured by numbers of posts and rounds.
IMPORTED: dict[str, list[str]] = {"full": [], "tiny": ["--posts", "300", "--rounds", "1"]}


def measured(size: Size, on: date) -> dict[str, Any]:
    """Everything the bench measures, with the machine."""
    found: dict[str, Any] = {"machine": report.machine(on)}
    register = prefecture(1, units=size.units, posts=size.posts, years=size.years)
    with TemporaryDirectory() as folder:
        library = load_library(cache=Path(folder))
    for name in library.packs:
        library.rulebook(name)
    found["one_case"] = one_case.measure(register, library, size)
    found["questions"] = questions.measure(register, number=10 * size.cases)
    found["command"] = command.measure(size.commands)
    return found


def speed(size: str, out: Path, on: date) -> int:
    """Cases determined in memory; 0."""
    found = measured(SIZES[size], on)
    report.write(out, found)
    print(report.table(found), end="")
    return 0


def apart(part: str, size: str, out: Path, on: date) -> int:
    """One part in a process of its own; its exit status."""
    day = ["--date", on.isoformat()]
    sized = IMPORTED[size] if part == "importing" else ["--size", size, *day]
    command = [sys.executable, "-m", f"bench.{part}", "--out", str(out), *sized]
    return subprocess.run(command, check=False).returncode


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, measure, write, print. The greatest exit status of the parts: 1 where a figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all if none is named")
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the day written beside the results")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.parts) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    rest = (given.size, given.out, given.date or date.today())
    parts = given.parts or PARTS
    return max(speed(*rest) if part == "speed" else apart(part, *rest) for part in parts)


if __name__ == "__main__":
    raise SystemExit(main())
