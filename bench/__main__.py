"""make bench: measure, print the table, keep it with the machine it came from."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import command, one_case, questions, report
from bench.one_case import Size
from quanze.core.register.fiction import prefecture
from quanze.core.rulebook.loader import load_library

SIZES = {"full": Size(), "tiny": Size(units=6, posts=400, cases=3, rounds=1, naive=1, commands=1)}


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


def main() -> None:
    """Read the arguments, measure, write, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the day written beside the results")
    given = parser.parse_args()
    found = measured(SIZES[given.size], given.date or date.today())
    report.write(given.out, found)
    print(report.table(found), end="")


if __name__ == "__main__":
    main()
