"""``Q(unit_id__among=ids)``: the same rows as ``__in``, at little cost however many ids or codes there are.

A whole city's units are thousands. Named one by one they make a long statement that is written, sent and read anew for
every table it looks at; here they travel as one value. On SQLite a few are a text of JSON, by which it goes to their
rows; many are a byte for each number there may be, against which it holds the rows that it finds in another way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignKey, Lookup

FEW = 50


@lru_cache(maxsize=64)
def _as_text(members: frozenset[Any]) -> str:
    """The members as one text. Kept: the text of a set is the same for whoever has it."""
    return json.dumps(sorted(members))


def as_value(members: frozenset[Any], vendor: str) -> str | list[Any]:
    """Some numbers, or some texts, as the one value that an engine takes."""
    return sorted(members) if vendor == "postgresql" else _as_text(members)


@lru_cache(maxsize=64)
def as_bytes(numbers: frozenset[int]) -> bytes:
    """A byte for each number from 0 to the greatest, 1 where it is among the numbers."""
    bits = bytearray(max(numbers) + 1)
    for number in numbers:
        bits[number] = 1
    return bytes(bits)


class Among(Lookup):
    """A column's number is among some numbers (a frozenset)."""

    lookup_name = "among"
    prepare_rhs = False
    goes_to_each = False

    def __init__(self, lhs: Any, rhs: Iterable[Any]) -> None:
        super().__init__(lhs, rhs if isinstance(rhs, frozenset) else frozenset(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One value however many; raises EmptyResultSet for none, as ``__in`` does."""
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", (*params, as_value(self.rhs, connection.vendor))
        if not self.goes_to_each and len(self.rhs) > FEW:
            return f"SUBSTR(%s, {column} + 1, 1) = X'01'", (as_bytes(self.rhs), *params)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, as_value(self.rhs, connection.vendor))  # noqa: S608 (the column is the model's)


class EachOf(Among):
    """The same of a number or a text that is sought by: however many there are, the engine goes to the rows of each."""

    lookup_name = "each_of"
    goes_to_each = True


Field.register_lookup(Among)
ForeignKey.register_lookup(Among)
Field.register_lookup(EachOf)
ForeignKey.register_lookup(EachOf)
