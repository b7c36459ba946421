"""``Q(unit_id__among=ids)``: the same rows as ``__in``, at little cost however many ids or codes there are.

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
def _as_text(members: frozenset[Any]) -> str:
    """The members as one text. Kept: the text of a set is the same for whoever has it."""
    return json.dumps(sorted(members))


def as_value(members: frozenset[Any], vendor: str) -> str | list[Any]:
    """Some numbers, or some texts, as the one value that an engine takes."""
    return sorted(members) if vendor == "postgresql" else _as_text(members)


class Among(Lookup):
    """A column's number or text is among some of its kind (a frozenset)."""

    lookup_name = "among"
    prepare_rhs = False
    may_be_held_against = True

    def __init__(self, lhs: Any, rhs: Iterable[Any]) -> None:
        super().__init__(lhs, rhs if isinstance(rhs, frozenset) else frozenset(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One value however many; raises EmptyResultSet for none, as ``__in`` does."""
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        values = (*params, as_value(self.rhs, connection.vendor))
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", values
        held_against = "+" if self.may_be_held_against and len(self.rhs) > FEW else ""
        return f"{held_against}{column} IN (SELECT value FROM json_each(%s))", values  # noqa: S608 (the column is the model's)


class EachOf(Among):
    """The same of a column that is what is sought by: however many there are, the engine goes to the rows of each."""

    lookup_name = "each_of"
    may_be_held_against = False


Field.register_lookup(Among)
ForeignKey.register_lookup(Among)
Field.register_lookup(EachOf)
ForeignKey.register_lookup(EachOf)
