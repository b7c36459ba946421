"""How the names in records are sought: derived from them, told to nobody who may not see the record itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Lookup, Q, TextField

from quanze.apps.organizations.models.base import Labelled
from quanze.apps.organizations.models.records import about_persons_in


class Holds(Lookup):
    """``text__holds=part``: a text holds a part, sign for sign; the part is a plain value, no pattern."""

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The same on both engines, which only name it differently."""
        text, params = self.process_lhs(compiler, connection)
        part, values = self.process_rhs(compiler, connection)
        name = "STRPOS" if connection.vendor == "postgresql" else "INSTR"
        return f"{name}({text}, {part}) > 0", (*params, *values)


TextField.register_lookup(Holds)


class Spelling(Labelled):
    """The lines of ``quanze.apps.organizations.spelling`` for the name in one record of a unit, post or person.

    ``kind`` is unit, post or person, ``record`` the number of the record in its own table. Written with the record
    and never changed: a record that says another name has a spelling of its own.
    """

    kind = models.CharField(max_length=8)
    record = models.BigIntegerField()
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("organizations.Official", models.PROTECT, null=True, related_name="+")
    text = models.TextField()

    class Meta:
        db_table = "organizations_spelling"
        constraints = (
            models.UniqueConstraint(fields=("kind", "record"), name="spelling_once"),
            models.CheckConstraint(condition=Q(kind__in=("unit", "post", "person")), name="spelling_kind"),
            models.CheckConstraint(
                condition=Q(kind="person", unit=None, person__isnull=False)
                | ~Q(kind="person") & Q(unit__isnull=False, person=None),
                name="spelling_of_one",
            ),
        )

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """Names of the units, of their posts, and of persons entered by or with a tenure in one of them."""
        listed = frozenset(units)
        return Q(unit_id__among=listed) | about_persons_in(listed)

    @classmethod
    def about(cls, person: int) -> Q:
        """His own name."""
        return Q(person_id=person)
