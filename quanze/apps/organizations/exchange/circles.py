"""Circles of units, told at a row of the file that closes one: along the superiors, or along the line superiors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from quanze.apps.organizations.exchange.findings import Reason
from quanze.apps.organizations.exchange.merging import by_thing
from quanze.apps.organizations.exchange.sheets import UNITS
from quanze.core.casefile.wording import shown
from quanze.core.register.check_lines import Link, closing_link
from quanze.core.register.overlaps import common_row

KEYS = ("superior", "line_superior")
# A longer circle is told by its first units.
_MOST_TOLD = 8
_MOST = 1000


class Way(NamedTuple):
    """A climb: the days of all its rows, its last row, the climb before it."""

    days: Any
    last: Any
    before: Way | None


def circles(items: Sequence[Any], key: str, may_tell: Callable[[Any], bool]) -> Iterator[tuple[Any, list[str], Reason]]:
    """Each circle: the row to tell it at (the one that closes it, or the next that ``may_tell``), its units, the reason.

    An item has a ``row``. A row that was told is left out, and the others are looked at again.
    """
    left = dict(enumerate(items))
    for _ in range(_MOST):
        closing = closing_link([*_links(left, key)])
        if closing is None:
            return
        around = _circle(int(closing.path), left, key)
        number = next((each for each in around if may_tell(left[each])), around[0])
        codes = [items[each].row.id for each in around]
        yield left.pop(number), codes, _reason(key, codes)


def _links(left: Mapping[int, Any], key: str) -> Iterator[Link]:
    for number, each in left.items():
        above = getattr(each.row, key)
        if above is not None:
            yield Link(each.row.id, above, each.row, str(number))


def _circle(first: int, left: Mapping[int, Any], key: str) -> list[int]:
    """The numbers of the rows of a circle, upwards from its first; only that one where it is not found again."""
    rows = by_thing(left.items(), lambda pair: pair[1].row.id)
    waiting = [Way(left[first].row, first, None)]
    seen: set[tuple[Any, ...]] = set()
    while waiting:
        way = waiting.pop()
        above = getattr(left[way.last].row, key)
        if above == left[first].row.id:
            return _numbers(way)
        for number, other in rows.get(above, ()):
            days = common_row(way.days, other.row)
            if days is not None and (mark := (number, days.starts_on, days.ends_before)) not in seen:
                seen.add(mark)
                waiting.append(Way(days, number, way))
    return [first]


def _numbers(way: Way | None) -> list[int]:
    found: list[int] = []
    while way is not None:
        found.append(way.last)
        way = way.before
    return found[::-1]


def _reason(key: str, codes: Iterable[str]) -> Reason:
    units = [*codes]
    told = [shown(code) for code in units[:_MOST_TOLD]] + ["…"] * (len(units) > _MOST_TOLD) + [shown(units[0])]
    head, way = UNITS.by_key[key].label, " → ".join(told)
    return Reason(
        f"{key}_cycle", f"沿“{head.zh}”向上绕回自身（{way}），请改正其中一处“{head.zh}”",
        f"the units run in a circle along “{head.en}” ({way}); correct one “{head.en}” of the circle",
    )  # fmt: skip
