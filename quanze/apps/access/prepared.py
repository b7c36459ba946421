"""Queries asked at every request: their SQL is made once for each connection, then only their values change.

The text comes from an ordinary queryset, so what "in force" or "visible to" means still stands in one place. It is kept
by all that shapes it: which values are given, and everything of the caller but the units he reaches. These are values,
read anew at every request: nothing that was taken from somebody lives on in a text that was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from quanze.apps.access.among import FEW, as_value
from quanze.apps.access.caller import Caller, Holding

# How many texts a connection keeps before it begins anew.
MOST = 500
# Stand-ins while a text is made: values that nobody asks for, each recognised again among the parameters.
_YEAR, _FIRST, _SIGN = 1583, 713_004_400_000_000, "\N{REFERENCE MARK}"
_THEN = datetime(_YEAR, 1, 1, tzinfo=UTC)


class _Made(NamedTuple):
    """The text for one connection: ``names`` has the value's name at each mark, or None where ``fixed`` stands."""

    sql: str
    names: tuple[str | None, ...]
    fixed: tuple[Any, ...]
    compiler: Any
    converters: dict[int, Any]


class Prepared:
    """A query by ``values_list``: ``build`` takes the values by keyword and gives a queryset.

    It puts each value (day, instant, text, number, set of numbers; None is no value) into a plain comparison and
    decides nothing by it: what it decided would hold for every later one. What it may decide by is ``shape``, the
    values that are None, and ``caller``, of whom the units reached by the actions named ``reach`` are values too.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *reach: str) -> None:
        self._build = build
        self._reach = reach
        self._made: WeakKeyDictionary[Any, dict[Hashable, _Made | None]] = WeakKeyDictionary()

    def rows(self, *, caller: Caller | None = None, shape: Hashable = None, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values. Raises TypeError where a value is not found again as one of the query's."""
        connection = connections[DEFAULT_DB_ALIAS]
        stand_ins = {name: _stand_in(value, place) for place, (name, value) in enumerate(values.items())}
        outline = None if caller is None else _outline(caller)
        kept = self._made.setdefault(connection, {})
        key = (shape, outline, tuple(stand_ins.items()))
        if key not in kept:
            if len(kept) >= MOST:
                kept.clear()
            kept[key] = self._make(connection, shape, outline, stand_ins)
        made = kept[key]
        if made is None:
            return []
        given = {name: _as_value(connection, value) for name, value in (values | self._units(caller)).items()}
        params = [each if name is None else given[name] for name, each in zip(made.names, made.fixed, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            found = cursor.fetchall()
        if made.converters:
            return [tuple(row) for row in made.compiler.apply_converters(found, made.converters)]
        return [tuple(row) for row in found]

    def _units(self, caller: Caller | None) -> dict[str, Any]:
        return {} if caller is None else {action: caller.units_for(action) for action in self._reach}

    def _make(
        self, connection: Any, shape: Hashable, outline: Caller | None, stand_ins: Mapping[str, Any]
    ) -> _Made | None:
        """The text; None for a query that can find nothing, whatever the values."""
        told: dict[str, Any] = dict(stand_ins) | ({} if shape is None else {"shape": shape})
        compiler = self._build(**told | ({} if outline is None else {"caller": outline})).query.get_compiler(
            connection=connection
        )
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        known = [(_as_value(connection, value), name) for name, value in {**stand_ins, **self._units(outline)}.items()]
        names = tuple(next((name for value, name in known if value == each), None) for each in params)
        missing = {name for name, value in stand_ins.items() if value is not None} - set(names)
        strange = [each for each, name in zip(params, names, strict=True) if name is None and _is_stand_in(each)]
        if missing or strange:
            raise TypeError(f"not plain values of the query: {sorted(missing)}, {strange}")
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        return _Made(sql, names, tuple(params), compiler, converters)


def _stand_in(value: Any, place: int) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime):
        return _THEN.replace(month=2 + place % 10, day=1 + place % 28)
    if isinstance(value, date):
        return date(_YEAR, 2 + place % 10, 1 + place % 28)
    if isinstance(value, frozenset):
        return _units_standing_in(value, place)
    if type(value) not in (int, str):
        raise TypeError(f"{value!r} is no value of a prepared query")
    return _FIRST + place if isinstance(value, int) else f"{_SIGN}{place}"


def _units_standing_in(units: frozenset[int], place: int) -> frozenset[int]:
    """None for none, few for few, many for many: that is all that a text shows of them."""
    size = len(units) if not units else 1 if len(units) <= FEW else FEW + 1
    first = _FIRST + 1000 * (place + 1)
    return frozenset(range(first, first + size))


def _outline(caller: Caller) -> Caller:
    """The caller without instant, session and reason, with stand-ins for his units: what a text is kept by."""
    together = Holding(permissions=caller.permissions, units=caller.units, compartments=caller.compartments)
    holdings = (together,) if caller.holdings is None else caller.holdings
    outlines = tuple(replace(each, units=_units_standing_in(each.units, 100 + n)) for n, each in enumerate(holdings))
    return replace(
        caller, at=_THEN, session="", reason="", name="", fresh_factor=False, holdings=outlines,
        units=frozenset[int]().union(*(each.units for each in outlines)),
    )  # fmt: skip


def _as_value(connection: Any, value: Any) -> Any:
    """A value as this engine takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return as_value(value, connection.vendor) if isinstance(value, frozenset) else value


def _is_stand_in(value: Any) -> bool:
    """True for what comes of a stand-in: a value reckoned from it, or put into another."""
    return str(_FIRST)[:8] in str(value) or f"{_YEAR}-" in str(value) or _SIGN in str(value)
