"""Queries asked at every request: their SQL is made once for each connection, then only their values change.

The text comes from an ordinary queryset, so what "in force" or "visible to" means still stands in one place. It is kept
by all that shapes it: which values are given, and everything of the caller but who he is and which units he reaches.
These are values, read anew at every request: nothing that was taken from somebody lives on in a text that was kept, and
all who hold the same roles share one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from quanze.apps.access.among import FEW, as_bytes, as_value
from quanze.apps.access.caller import Caller, Holding

# How many texts a connection keeps before it begins anew.
MOST = 4000
# Stand-ins while a text is made: values that nobody asks for, each recognised again among the parameters.
_YEAR, _FIRST, _SIGN = 1583, 713_004_400_000_000, "\N{REFERENCE MARK}"
_THEN = datetime(_YEAR, 1, 1, tzinfo=UTC)
# What of the caller is a value: who he is. Roles, compartments and for whom he acts shape the text.
_HIMSELF = ("caller.person", "caller.account", "caller.kin")
_OUTLINE = "the outline that texts of queries are kept by"


class _Given(NamedTuple):
    """What stands at a mark of a text: the value of a name, written as the engine takes it there."""

    name: str
    written: Callable[[Any, Any], Any]


class _Made(NamedTuple):
    """The text for one connection: at each of its ``marks`` the place of a ``given`` value, or (None, what is fixed)."""

    sql: str
    given: tuple[_Given, ...]
    marks: tuple[tuple[int | None, Any], ...]
    converters: Mapping[int, Any]


class Asked(NamedTuple):
    """A statement with its values, not yet asked."""

    made: _Made
    params: list[Any]

    def key(self) -> Hashable:
        """All that decides what it finds: the text and every value."""
        return self.made.sql, tuple(tuple(each) if isinstance(each, list) else each for each in self.params)

    def rows(self) -> list[tuple[Any, ...]]:
        """The rows that it finds now."""
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(self.made.sql, self.params)
            found = cursor.fetchall()
        return _converted(found, self.made.converters, connection) if self.made.converters else list(found)


# What each connection keeps, by query and all that shapes it.
TEXTS: WeakKeyDictionary[Any, dict[tuple[Any, ...], _Made | None]] = WeakKeyDictionary()


class Prepared:
    """A query by ``values_list``: ``build`` takes the values by keyword and gives a queryset.

    It puts each value (day, instant, text, number, set of either; None is no value) into a plain comparison and
    decides nothing by it: what it decided would hold for every later one. What it may decide by is ``shape``, the
    values that are None, and ``caller``, of whom the units reached by the actions named ``reach`` are values too.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *reach: str) -> None:
        self._build = build
        self._reach = reach

    def rows(self, *, caller: Caller | None = None, shape: Hashable = None, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values. Raises TypeError where a value is not found again as one of the query's."""
        asked = self.asked(caller=caller, shape=shape, **values)
        return [] if asked is None else asked.rows()

    def asked(self, *, caller: Caller | None = None, shape: Hashable = None, **values: Any) -> Asked | None:
        """The question with these values; None where nothing can be found, whatever they are. Raises as ``rows``."""
        connection = connections[DEFAULT_DB_ALIAS]
        outline = None if caller is None else _outline_of(caller)
        kept = TEXTS.setdefault(connection, {})
        key = (self, shape, outline, *values, *map(_form, values.values()))
        if key not in kept:
            if len(kept) >= MOST:
                kept.clear()
            stand_ins = {name: _stand_in(value, place) for place, (name, value) in enumerate(values.items())}
            kept[key] = self._make(connection, shape, None if outline is None else outline.caller, stand_ins)
        made = kept[key]
        if made is None:
            return None
        written = [each.written(connection, self._value(each.name, values, caller)) for each in made.given]
        return Asked(made, [fixed if place is None else written[place] for place, fixed in made.marks])

    def _value(self, name: str, values: Mapping[str, Any], caller: Caller | None) -> Any:
        """One of the values; of the caller who he is ("caller.person"), or the units he reaches by an action."""
        if name in values or caller is None:
            return values[name]
        himself = name.removeprefix("caller.")
        return getattr(caller, himself) if himself != name else caller.units_for(name)

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
        names = (*stand_ins, *(() if outline is None else (*_HIMSELF, *self._reach)))
        known = [
            (written(connection, value), _Given(name, written))
            for name in names
            for value in [self._value(name, stand_ins, outline)]
            for written in ((_as_value, _as_bytes) if _is_many(value) else (_as_value,))
        ]
        found = [next((at for value, at in known if value == each), None) for each in params]
        given = tuple(dict.fromkeys(at for at in found if at))
        missing = {name for name, value in stand_ins.items() if value is not None} - {at.name for at in given}
        strange = [each for each, at in zip(params, found, strict=True) if at is None and _is_stand_in(each)]
        if missing or strange:
            raise TypeError(f"not plain values of the query: {sorted(missing)}, {strange}")
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        marks = tuple((None if at is None else given.index(at), each) for each, at in zip(params, found, strict=True))
        return _Made(sql, given, marks, converters)


def _converted(
    rows: Iterable[tuple[Any, ...]], converters: Mapping[int, Any], connection: Any
) -> list[tuple[Any, ...]]:  # fmt: skip
    """Rows with days, instants and the like for what the engine keeps instead of them."""
    found = [list(row) for row in rows]
    for place, (steps, expression) in converters.items():
        for row in found:
            for step in steps:
                row[place] = step(row[place], expression, connection)
    return [tuple(row) for row in found]


def _form(value: Any) -> Hashable:
    """All that a text shows of a value: which kind it is of; of a set, whether it has none, few or many members."""
    if not isinstance(value, frozenset):
        return type(value).__name__
    return _size(value), _of_texts(value)


def _size(members: frozenset[Any]) -> int:
    return len(members) if not members else 1 if len(members) <= FEW else FEW + 1


def _stand_in(value: Any, place: int) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime):
        return _THEN.replace(month=2 + place % 10, day=1 + place % 28)
    if isinstance(value, date):
        return date(_YEAR, 2 + place % 10, 1 + place % 28)
    if isinstance(value, frozenset):
        return _set_standing_in(value, place)
    if type(value) not in (int, str):
        raise TypeError(f"{value!r} is no value of a prepared query")
    return _FIRST + place if isinstance(value, int) else f"{_SIGN}{place}"


def _set_standing_in(members: frozenset[Any], place: int) -> frozenset[Any]:
    """None for none, few for few, many for many: that is all that a text shows of them."""
    # Many numbers are written as a byte for each up to the greatest, so these are no great ones.
    numbers = range(1000 * (place + 1), 1000 * (place + 1) + _size(members))
    return frozenset(f"{_SIGN}{each}" for each in numbers) if _of_texts(members) else frozenset(numbers)


def _of_texts(members: frozenset[Any]) -> bool:
    return isinstance(next(iter(members), None), str)


class _Outline:
    """A caller's outline, whose many parts are hashed once."""

    __slots__ = ("_hash", "caller")

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self._hash = hash(caller)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Outline) and self.caller == other.caller


def _outline_of(caller: Caller) -> _Outline:
    """The caller's outline, made once a request."""
    if _OUTLINE not in caller.kept:
        caller.kept[_OUTLINE] = _Outline(_outline(caller))
    outline: _Outline = caller.kept[_OUTLINE]
    return outline


def _outline(caller: Caller) -> Caller:
    """The caller without name, instant, session and reason, with stand-ins for who he is and for his units: what a
    text is kept by."""
    together = Holding(permissions=caller.permissions, units=caller.units, compartments=caller.compartments)
    holdings = (together,) if caller.holdings is None else caller.holdings
    outlines = tuple(replace(each, units=_set_standing_in(each.units, 100 + n)) for n, each in enumerate(holdings))
    names = [name.removeprefix("caller.") for name in _HIMSELF]
    himself = {name: _stand_in(getattr(caller, name), 900 + n) for n, name in enumerate(names)}
    return replace(
        caller, at=_THEN, session="", reason="", name="", fresh_factor=False, holdings=outlines,
        units=frozenset[int]().union(*(each.units for each in outlines)), **himself,
    )  # fmt: skip


def _as_value(connection: Any, value: Any) -> Any:
    """A value as this engine takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return as_value(value, connection.vendor) if isinstance(value, frozenset) else value


def _as_bytes(_: Any, numbers: frozenset[int]) -> bytes:
    return as_bytes(numbers)


def _is_many(value: Any) -> bool:
    return isinstance(value, frozenset) and len(value) > FEW and not _of_texts(value)


def _is_stand_in(value: Any) -> bool:
    """True for what comes of a stand-in: a value reckoned from it, or put into another; and for any set."""
    if isinstance(value, bytes | list) or (isinstance(value, str) and value.startswith("[")):
        return True
    return str(_FIRST)[:8] in str(value) or f"{_YEAR}-" in str(value) or _SIGN in str(value)
