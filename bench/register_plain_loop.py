"""The register's questions against a plain loop over all rows, on an invented prefecture of Loudi's size.

Run: python bench/register_plain_loop.py [seed]. Prints one line a question: microseconds by the
indexed view and by the plain loop, both checked for the same answer, and the machine they ran on.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quanze.core.periods import Period
from quanze.core.register import Register, View, check_register
from quanze.core.register.fiction import prefecture
from quanze.core.register.known import in_force, touches

DAY = date(2009, 7, 1)
HALF_YEAR = Period.days(date(2009, 7, 1), date(2009, 12, 31))
Question = Callable[[str], object]


def seconds(ask: Question, ids: Sequence[str], rounds: int = 3) -> float:
    """The least mean time for one id, of a few rounds over all ids."""
    best = float("inf")
    for _ in range(rounds):
        begun = perf_counter()
        for id in ids:
            ask(id)
        best = min(best, (perf_counter() - begun) / len(ids))
    return best


def plain_holders(register: Register, post: str) -> set[str]:
    return {
        row.person for row in register.tenures
        if row.post == post and row.superseded_at is None and in_force(row, DAY)
    }


def plain_children(register: Register, unit: str) -> set[str]:
    return {
        row.id for row in register.organizations
        if row.superior == unit and row.superseded_at is None and in_force(row, DAY)
    }


def plain_covering(register: Register, target: str) -> set[str]:
    return {
        row.post for row in register.portfolios
        if target in row.covers and row.superseded_at is None and touches(row, HALF_YEAR)
    }


def compared(name: str, view: Question, plain: Question, ids: Sequence[str]) -> None:
    """Check that both agree on every id, time both, print one line."""
    differing = [id for id in ids if view(id) != plain(id)]
    if differing:
        raise SystemExit(f"{name}: the answers differ for {differing[:3]}")
    fast, slow = seconds(view, ids), seconds(plain, ids, rounds=1)
    print(f"{name:<22}{fast * 1e6:>10.1f} us {slow * 1e6:>12.1f} us {slow / fast:>9.0f} x")


def report(register: Register, view: View, rng: Random) -> None:
    posts = [post.id for post in rng.sample(register.posts, 200)]
    units = [row.id for row in rng.sample(register.organizations, 200)]
    print(f"{'question':<22}{'view':>13}{'plain loop':>16}{'ratio':>11}")
    compared("holders on a day", lambda id: {row.person for row in view.holders(id, DAY)},
             lambda id: plain_holders(register, id), posts)
    compared("children on a day", lambda id: set(view.children(id, DAY)),
             lambda id: plain_children(register, id), units)
    compared("portfolios covering", lambda id: {row.post for row in view.portfolios_covering(id, HALF_YEAR)},
             lambda id: plain_covering(register, id), units)
    print(f"{'all levels above':<22}{seconds(lambda id: view.above(id, DAY, 9), units) * 1e6:>10.1f} us")


def main(seed: int) -> None:
    begun = perf_counter()
    register = prefecture(seed)
    invented = perf_counter()
    check_register(register)
    checked = perf_counter()
    view = register.view(None)
    viewed = perf_counter()
    view.holders(register.posts[0].id, DAY)
    first = perf_counter()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    print(f"{machine}, Python {platform.python_version()}, seed {seed}")
    print(f"{len(register.posts)} posts, {len(register.tenures)} tenures, {len(register.organizations)} unit rows")
    print(f"invent {invented - begun:.2f} s, check {checked - invented:.2f} s, "
          f"view {(viewed - checked) * 1e3:.3f} ms, first question (builds its index) {(first - viewed) * 1e3:.1f} ms")
    report(register, view, Random(seed))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
