"""python -m bench.asof --date DAY: the register on a day, at 3 million posts, beside a recursive query.

On SQLite in a temporary folder, with the product's own tables and indexes. Both readings are asked in turn for the
same prefectures and must give the same answer: units, posts and holders under it. The peer is one statement that
walks the tree by the dated links and fetches posts and tenures by their units, in the best order for it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench import nation, report
from bench.audit import database
from bench.timing import both_clocks, middle, seconds, shares

ON = date(2016, 7, 1)
_times = count()
# What the issue asks.
FASTER, ANSWER_MS = 4, 20


@dataclass(frozen=True, slots=True)
class Size:
    """How much is laid out and asked."""

    prefectures: int = 338
    asked: int = 15
    rounds: int = 5
    chains: int = 200


SIZES = {"full": Size(), "tiny": Size(prefectures=2, asked=2, rounds=1, chains=5)}

_SO = "({0}.starts_on IS NULL OR {0}.starts_on <= %s) AND ({0}.ends_before IS NULL OR {0}.ends_before > %s) "
_SO += "AND {0}.superseded_at IS NULL AND {0}.compartment = 'register'"
RECURSIVE = f"""
WITH RECURSIVE under (unit) AS (
  SELECT r.unit_id FROM organizations_unit u JOIN organizations_unit_record r ON r.unit_id = u.id
  WHERE u.code = %s AND {_SO.format("r")}
  UNION
  SELECT r.unit_id FROM under CROSS JOIN organizations_unit_record r ON r.superior_id = under.unit
  WHERE {_SO.format("r")}
), seat (post) AS MATERIALIZED (
  SELECT p.post_id FROM under CROSS JOIN organizations_post_record p ON p.unit_id = under.unit WHERE {_SO.format("p")}
)
SELECT (SELECT COUNT(*) FROM under), (SELECT COUNT(*) FROM seat),
  (SELECT COUNT(*) FROM seat CROSS JOIN organizations_tenure_record t ON t.post_id = seat.post WHERE {_SO.format("t")})
"""


def caller() -> Any:
    """One who may read the register everywhere."""
    from quanze.apps.access.caller import system_caller

    return system_caller("bench", permissions=["all:register:read"], at=nation.AT)


def ours(unit: str) -> tuple[int, int, int]:
    """Units, posts and holders under a unit on the day, as the product counts them."""
    from quanze.apps.organizations.selectors import count_under

    found = count_under(caller(), unit, ON)
    return found.units, found.posts, found.holders


def peer(unit: str) -> tuple[int, int, int]:
    """The same by the recursive query, without any of the product's ways."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(RECURSIVE, [unit, *[ON.isoformat()] * 8])
        units, posts, holders = cursor.fetchone()
    return units, posts, holders


def measured(size: Size, on: date) -> dict[str, Any]:
    """Everything, with the machine; SystemExit where the two readings differ."""
    found: dict[str, Any] = {"machine": report.machine(on), "built_seconds": round(_built(size), 1)}
    found |= {"posts": size.prefectures * nation.POSTS, "tenures": _rows("organizations_tenure_record")}
    found["plans"] = plans()
    rng = Random(1)
    asked = [nation.code(each) for each in rng.sample(range(size.prefectures), min(size.asked, size.prefectures))]
    return found | _under(asked, size.rounds) | {"who_answers": _chains(size, rng)}


def _built(size: Size) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute("PRAGMA cache_size = -1000000")
    taken = seconds(lambda: nation.lay_out(size.prefectures))
    connection.close()  # asked with the product's own settings
    return taken


def _rows(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        number: int = cursor.fetchone()[0]
    return number


def _under(asked: Sequence[str], rounds: int) -> dict[str, Any]:
    """Medians over prefectures and rounds, in turn, by both clocks, and what both answered for the first.

    They are set beside each other by processor time, for the database runs inside the process.
    """
    times: dict[str, list[tuple[float, float]]] = {"ours": [], "recursive": []}
    for unit in asked:
        check_same(unit, ours, peer)
        for _ in range(rounds):
            times["ours"].append(both_clocks(partial(ours, unit)))
            times["recursive"].append(both_clocks(partial(peer, unit)))
    used = {name: [processor for _, processor in each] for name, each in times.items()}
    wall = {f"{name}_wall_ms": middle([taken for taken, _ in each]) for name, each in times.items()}
    answer = dict(zip(("units", "posts", "holders"), ours(asked[0]), strict=True))
    return {
        "answer": answer, "ours_ms": middle(used["ours"]), "recursive_ms": middle(used["recursive"]),
        "times_faster": round(median(used["recursive"]) / median(used["ours"]), 2), **wall,
    }  # fmt: skip


def check_same(unit: str, one: Callable[[str], object], other: Callable[[str], object]) -> None:
    """Stop the bench where two readings differ. Raises SystemExit."""
    if one(unit) != other(unit):
        raise SystemExit(f"{unit}: {one(unit)} by the product, {other(unit)} by the recursive query")


def _chains(size: Size, rng: Random) -> dict[str, Any]:
    """p50, p95 and p99 of who answers for random departments, two levels up; in processor time, and by the wall."""
    from quanze.apps.organizations.selectors import who_answers

    times: list[tuple[float, float]] = []
    for _ in range(size.chains):
        unit = nation.code(rng.randrange(size.prefectures), rng.choice([4, 7, 11, 15, 21, 32, 43, 55]))
        ask = partial(who_answers, caller(), unit=unit, on=ON, levels=2)
        times.append(both_clocks(ask))
        if not any(seat.holders for level in ask().levels for place in level for seat in place.seats or ()):
            raise SystemExit(f"nobody answers for {unit}")
    return shares([used for _, used in times]) | {"wall": shares([taken for taken, _ in times])}


def plans() -> list[str]:
    """The plan of every statement that the product's questions about a day send, by EXPLAIN QUERY PLAN."""
    return [line for statement in statements() for line in explained(statement)]


def statements() -> list[tuple[str, Any]]:
    """Every statement, with its values, of counting, of listing posts and holders, and of who answers."""
    from django.db import connection

    from quanze.apps.organizations.selectors import count_under, holders_under, posts_under, who_answers

    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for question in (count_under, posts_under, holders_under):
            question(caller(), nation.code(0), ON)
        who_answers(caller(), unit=nation.code(0, 5), on=ON, levels=2)
    return [each for each in sent if each[0].lstrip().startswith(("SELECT", "WITH"))]


def explained(statement: tuple[str, Any]) -> list[str]:
    """The steps of a statement's plan, made anew: a remark keeps the driver from giving back an earlier one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement[0]} -- {next(_times)}", statement[1])
        return [str(row[-1]) for row in cursor.fetchall()]


def faults(steps: Sequence[str]) -> list[str]:
    """The steps that go through a whole table or index, or build a Bloom filter or a passing index over one.

    Going through the listed stretches ("s"), the values asked for (json_each) or constants is no fault.
    """
    harmless = re.compile(r"SCAN (s|(\d+ )?CONSTANT ROWS?|json_each VIRTUAL TABLE INDEX 1:)$")
    scans = [step for step in steps if step.startswith("SCAN") and not harmless.match(step)]
    return [*scans, *(step for step in steps if "BLOOM" in step or "AUTOMATIC" in step)]


def held(found: dict[str, Any]) -> bool:
    """True if every figure is as asked and no plan goes through a whole table."""
    quick = found["times_faster"] >= FASTER and found["who_answers"]["p50_ms"] <= ANSWER_MS
    return bool(quick and not faults(found["plans"]))


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown, each beside what was asked."""
    m, answer, who, bad = found["machine"], found["answer"], found["who_answers"], faults(found["plans"])
    return "\n".join([
        "# 台账按日查询速度 / The register on a day (SQLite)", "",
        f"{m['date']}; {m['cores']} cores, {m['architecture']}, {m['system']}, Python {m['python']}; "
        f"load before: {m['load_before']}. Trust the ratio; other work on the machine moves the absolute figures.", "",
        f"{found['posts']} posts, {found['tenures']} tenures, laid out in {found['built_seconds']} s. Under a prefecture: "
        f"{answer['units']} units, {answer['posts']} posts, {answer['holders']} holders on {ON}, alike by both.", "",
        f"By the wall, with whatever else the machine did: {found['ours_wall_ms']} ms beside {found['recursive_wall_ms']} "
        f"ms; who answers {who['wall']['p50_ms']} ms (p50).", "",
        "| what | reached | asked | held |", "|---|---|---|---|",
        f"| everything under a prefecture: {found['ours_ms']} ms, recursive query {found['recursive_ms']} ms (medians of processor time) "
        f"| {found['times_faster']} × faster | ≥ {FASTER} | {_yes(found['times_faster'] >= FASTER)} |",
        f"| who answers for one unit, two levels up: p50 / p95 / p99, processor time | {who['p50_ms']} / {who['p95_ms']} / {who['p99_ms']} ms "
        f"| p50 ≤ {ANSWER_MS} ms | {_yes(who['p50_ms'] <= ANSWER_MS)} |",
        f"| steps of all plans that go through a whole table or build a Bloom filter | {len(bad)} of {len(found['plans'])} "
        f"| 0 | {_yes(not bad)} |",
    ]) + "\n"  # fmt: skip


def _yes(right: bool) -> str:
    return "yes" if right else "**no**"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, measure, write asof.json and asof.md, print. Exit status 1 when a figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.asof", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the day written beside the results")
    given = parser.parse_args(arguments)
    os.environ.pop("DATABASE_URL", None)
    database()
    found = measured(SIZES[given.size], given.date or date.today())
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "asof.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (given.out / "asof.md").write_text(table(found), "utf-8")
    print(table(found), end="")
    return 0 if held(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
