"""Queries asked at every request: their SQL is made once for each connection, then only their values change.

The text comes from an ordinary queryset, so what "in force" means still stands in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

# Stand-ins while the text is made, by type and place: values that nobody asks for and that no text holds by chance.
_STAND_INS: Mapping[type, Callable[[int], Any]] = {
    int: lambda place: 7_130_044_001 + place,
    str: lambda place: f"\N{REFERENCE MARK}{place}",
    date: lambda place: date(1583, 7, 1 + place),
    datetime: lambda place: datetime(1583, 11, 1 + place, 3, 5, 7, 9, tzinfo=UTC),
}


class _Made(NamedTuple):
    """The text for one connection: ``places`` holds the name of the value at each mark, or None where ``fixed`` stands."""

    sql: str
    places: tuple[str | None, ...]
    fixed: tuple[Any, ...]
    compiler: Any


class Prepared:
    """A query by ``values_list``: built once from stand-ins of the named types, asked with ``rows(name=value)``.

    ``build`` takes the values by keyword and gives a queryset; it must put each into a plain comparison and decide
    nothing by it, for what it decided would hold for every later value.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type) -> None:
        self._build = build
        self._types = types
        self._made: WeakKeyDictionary[Any, _Made] = WeakKeyDictionary()

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values, each of the type it was named with. Raises TypeError for other names or types."""
        if {name: type(value) for name, value in values.items()} != self._types:
            raise TypeError(f"asked with {values}, prepared for {self._types}")
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection)
        if made is None:
            made = self._made[connection] = self._make(connection)
        given = {name: _adapted(connection, value) for name, value in values.items()}
        params = [each if name is None else given[name] for name, each in zip(made.places, made.fixed, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            found = cursor.fetchall()
        return list(made.compiler.results_iter(results=[found], tuple_expected=True))

    def _make(self, connection: Any) -> _Made:
        stand_ins = {name: _STAND_INS[kind](place) for place, (name, kind) in enumerate(self._types.items())}
        compiler = self._build(**stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        known = {_adapted(connection, value): name for name, value in stand_ins.items()}
        places = tuple(known.get(each) for each in params)
        missing = self._types.keys() - set(places)
        if missing:
            raise TypeError(f"not found as a value of the query: {', '.join(sorted(missing))}")
        return _Made(sql, places, tuple(params), compiler)


def _adapted(connection: Any, value: Any) -> Any:
    """A value as this engine takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
