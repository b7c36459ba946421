"""One case against a city register, in the process: beside loops over all rows and a register that keeps nothing."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from typing import Any

from bench.city import city_cases
from bench.plain import scanned, who_by_loops, who_by_view
from bench.timing import alternating, both_clocks, middle, shares
from quanze.core.determination.case import Case
from quanze.core.determination.determine import determine
from quanze.core.determination.result import Sheet
from quanze.core.register import Register
from quanze.core.rulebook.library import Library
from quanze.core.sheet.data import as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured: key units, posts and years of the city; cases; rounds over them; cases asked naively."""

    units: int = 67
    posts: int = 8878
    years: int = 12
    cases: int = 20
    rounds: int = 10
    naive: int = 3
    commands: int = 20


def measure(register: Register, library: Library, size: Size) -> dict[str, Any]:
    """The figures of one case: whole determination, the question who, and their peers."""
    cases = city_cases(register, size.cases, seed=1)
    for case in cases:  # builds the rulebooks and the register's groups
        determine(case, library)
    gc.collect()
    gc.freeze()  # as a server does once its register stands: the collector need not walk it again and again
    times = [both_clocks(partial(determine, case, library)) for _ in range(size.rounds) for case in cases]
    return {
        "register": {
            "posts": len(register.posts),
            "tenures": len(register.tenures),
            "units": len(register.organizations),
        },
        "cases": len(cases),
        "determinations": len(times),
        "determine": shares([wall for wall, _ in times]),
        "determine_processor": shares([used for _, used in times]),
        "parties": median(len(determine(case, library).parties) for case in cases),
        "who": _who(register, cases),
        "naive": _naive(register, cases[: size.naive], library),
    }


def _who(register: Register, cases: Sequence[Case]) -> dict[str, float]:
    """The question who, by prepared groups and by loops; both must name the same people."""
    view = register.view(None)
    for case in cases:
        if who_by_view(view, case) != who_by_loops(register, case):
            raise SystemExit(f"{case.id}: the loops name other people")
    pairs = [
        alternating([partial(who_by_view, view, case), partial(who_by_loops, register, case)], 3) for case in cases
    ]
    return _compared([t for fast, _ in pairs for t in fast], [t for _, slow in pairs for t in slow])


def _naive(register: Register, cases: Sequence[Case], library: Library) -> dict[str, float]:
    """The whole determination beside one that looks through all rows at every question; both sheets must be equal."""
    plain = scanned(register)
    ours: list[float] = []
    naive: list[float] = []
    for case in cases:
        sheets: list[Sheet] = []
        asked = [partial(_into, sheets, each, library) for each in (case, replace(case, register=plain))]
        fast, late = alternating(asked, 1)
        if as_json(sheets[0]) != as_json(sheets[1]):
            raise SystemExit(f"{case.id}: the sheets differ")
        ours += fast
        naive += late
    return _compared(ours, naive)


def _into(sheets: list[Sheet], case: Case, library: Library) -> None:
    sheets.append(determine(case, library))


def _compared(ours: Sequence[float], peer: Sequence[float]) -> dict[str, float]:
    ratio = median(slow / fast for fast, slow in zip(ours, peer, strict=True))
    return {"ours_ms": middle(ours), "peer_ms": middle(peer), "ratio": round(ratio, 1)}
