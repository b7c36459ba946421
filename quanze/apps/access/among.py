"""``Q(unit_id__among=ids)``: the same rows as ``__in``, at little cost however many ids there are.

A whole city's units are thousands. Named one by one they make a long statement that is written, sent and read anew for
every table it looks at; here they travel as one value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignKey, Lookup

# From as few the engine may go to their rows; more it only holds rows against that it finds in another way.
FEW = 50


@lru_cache(maxsize=64)
def _as_text(ids: frozenset[int]) -> str:
    """The ids as one text. Kept: the text of a set is the same for whoever has it."""
    return json.dumps(sorted(ids))


def as_value(ids: frozenset[int], vendor: str) -> str | list[int]:
    """Some numbers as the one value that an engine takes."""
    return sorted(ids) if vendor == "postgresql" else _as_text(ids)


class Among(Lookup):
    """A column's number is among some numbers (a frozenset)."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[int]) -> None:
        super().__init__(lhs, rhs if isinstance(rhs, frozenset) else frozenset(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One value however many; raises EmptyResultSet for none, as ``__in`` does."""
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        values = (*params, as_value(self.rhs, connection.vendor))
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", values
        held_against = "+" if len(self.rhs) > FEW else ""
        return f"{held_against}{column} IN (SELECT value FROM json_each(%s))", values  # noqa: S608 (the column is the model's)


Field.register_lookup(Among)
ForeignKey.register_lookup(Among)
