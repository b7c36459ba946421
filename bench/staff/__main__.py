"""python -m bench staff: a hundred virtual staff for ten minutes against quanze serve over the demonstration's city.

They think for 2 to 5 seconds between pages. 85 in a hundred things they do are reading (desk, tree, units, posts,
persons, who answered, search); the others record an absence: form, preview and the act itself.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

from bench import report
from bench.audit import database
from bench.serving import served
from bench.staff.office import staffed
from bench.staff.person import Answer, Person
from bench.timing import shares
from quanze.cli.demo import SMALL, WHOLE

# What the issue asks, in milliseconds.
P95, P99 = 400, 800


@dataclass(frozen=True, slots=True)
class Size:
    """How many people work for how many seconds, in which city; ``scale`` shortens their thinking."""

    people: int = 100
    seconds: int = 600
    workers: int = 2
    scale: float = 1.0
    city: dict[str, int] = field(default_factory=lambda: WHOLE)


SIZES = {"full": Size(), "tiny": Size(people=8, seconds=6, workers=1, scale=0.1, city=SMALL)}


def measured(size: Size, on: date) -> dict[str, Any]:
    """Times and faults of all requests, with the machine."""
    from django.conf import settings

    desks = staffed(size.city, size.people, at=datetime.now(UTC))
    found: dict[str, Any] = {"machine": report.machine(on), "people": size.people, "seconds": size.seconds}
    found |= {"posts": size.city["posts"]}
    with served(str(settings.QUANZE_HOME), workers=size.workers) as port:
        people = [Person(desk, port, settings.QUANZE_COOKIE, seed) for seed, desk in enumerate(desks)]
        work(people, size)
    return found | summary([each for person in people for each in person.answers])


def work(people: Sequence[Person], size: Size) -> None:
    """Let everybody work side by side for the time."""
    stop = Event()
    threads = [Thread(target=person.work, args=(stop, size.scale)) for person in people]
    for each in threads:
        each.start()
    sleep(size.seconds)
    stop.set()
    for each in threads:
        each.join()


def summary(answers: Sequence[Answer]) -> dict[str, Any]:
    """How many requests of each kind, how long they took, and the faults."""
    faults = Counter(each.fault for each in answers if each.fault)
    kinds = {kind: [each.seconds for each in answers if each.kind == kind] for kind in ("read", "write")}
    return {
        "requests": {kind: len(times) for kind, times in kinds.items()},
        "all": shares([each.seconds for each in answers]),
        **{kind: shares(times) for kind, times in kinds.items() if times},
        "faults": dict(faults.most_common(10)), "failed": faults.total(),
    }  # fmt: skip


def held(found: dict[str, Any]) -> bool:
    """True if every figure is as asked."""
    return bool(found["all"]["p95_ms"] <= P95 and found["all"]["p99_ms"] <= P99 and not found["failed"])


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown, each beside what was asked."""
    m, times = found["machine"], found["all"]
    kinds = [
        f"| {kind} | {found['requests'][kind]} | {found[kind]['p50_ms']} | {found[kind]['p95_ms']} "
        f"| {found[kind]['p99_ms']} |"
        for kind in ("read", "write")
        if kind in found
    ]
    return "\n".join([
        "# 百人同时使用 / A hundred people at once (SQLite)", "",
        f"{m['date']}; {m['cores']} cores, {m['architecture']}, {m['system']}, Python {m['python']}; "
        f"load before: {m['load_before']}. {found['people']} virtual staff for {found['seconds']} s over a city of "
        f"{found['posts']} posts; `quanze serve` and the staff on the same cores.", "",
        "| requests | how many | p50 ms | p95 ms | p99 ms |", "|---|---|---|---|---|", *kinds, "",
        "| what | reached | asked | held |", "|---|---|---|---|",
        f"| p95 of all requests | {times['p95_ms']} ms | ≤ {P95} ms | {_yes(times['p95_ms'] <= P95)} |",
        f"| p99 of all requests | {times['p99_ms']} ms | ≤ {P99} ms | {_yes(times['p99_ms'] <= P99)} |",
        f"| answers that failed | {found['failed']} | 0 | {_yes(not found['failed'])} |",
        *(f"\n{number} × {fault}" for fault, number in found["faults"].items()),
    ]) + "\n"  # fmt: skip


def _yes(right: bool) -> str:
    return "yes" if right else "**no**"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, measure, write staff.json and staff.md, print. Exit status 1 when a figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.staff", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the day written beside the results")
    given = parser.parse_args(arguments)
    os.environ.pop("DATABASE_URL", None)
    database()
    found = measured(SIZES[given.size], given.date or date.today())
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "staff.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (given.out / "staff.md").write_text(table(found), "utf-8")
    print(table(found), end="")
    return 0 if held(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
