"""Times and what is said of them: alternating runs, medians, shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import perf_counter, process_time

Act = Callable[[], object]


def seconds(act: Act) -> float:
    """One run's wall time."""
    begun = perf_counter()
    act()
    return perf_counter() - begun


def both_clocks(act: Act) -> tuple[float, float]:
    """One run's wall time and the processor time it took: apart when the machine has other work."""
    begun, used = perf_counter(), process_time()
    act()
    return perf_counter() - begun, process_time() - used


def alternating(acts: Sequence[Act], rounds: int) -> list[list[float]]:
    """Seconds of every act, round by round in turn (A B A B …): what slows the machine slows all of them."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for place, act in enumerate(acts):
            times[place].append(seconds(act))
    return times


def shares(times: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99
    return {f"p{cut}_ms": round(cuts[cut - 1] * 1e3, 3) for cut in (50, 95, 99)}


def middle(times: Sequence[float]) -> float:
    """The median in milliseconds."""
    return round(median(times) * 1e3, 3)
