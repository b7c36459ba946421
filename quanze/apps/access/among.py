"""``Q(unit_id__among=ids)``: the same rows as ``__in``, at little cost however many ids there are.

A whole city's units are thousands. Named one by one they make a long statement that is written, sent and read anew for
every table it looks at; here they travel as one value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Field, ForeignKey, Lookup
from django.db.models.lookups import In

# As many are named one by one, so that the engine may go from them to their rows.
FEW = 50


@lru_cache(maxsize=64)
def _as_text(ids: frozenset[int]) -> str:
    """The ids as one text. Kept: the text of a set is the same for whoever has it."""
    return json.dumps(sorted(ids))


class Among(Lookup):  # type: ignore[type-arg]
    """A column's number is among some numbers (a frozenset)."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[int]) -> None:
        super().__init__(lhs, rhs if isinstance(rhs, frozenset) else frozenset(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """For few numbers as ``__in``; raises EmptyResultSet for none, as that does."""
        if len(self.rhs) <= FEW:
            few: tuple[str, list[Any]] = compiler.compile(In(self.lhs, sorted(self.rhs)))
            return few
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", [*params, sorted(self.rhs)]
        # The plus keeps the engine from going through all their rows where it has a better way to the few it wants.
        return f"+{column} IN (SELECT value FROM json_each(%s))", [*params, _as_text(self.rhs)]


Field.register_lookup(Among)
ForeignKey.register_lookup(Among)
