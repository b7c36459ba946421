"""What every table of the register shares: who may see a row, and the two clocks of a record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q, QuerySet

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.managers import NOTHING, Sheltered
from quanze.core.words.vocabulary import GROUPS

CODE = 64
NAME = 200
DAYS_IN_ORDER = Q(starts_on=None) | Q(ends_before=None) | Q(ends_before__gt=F("starts_on"))
INSTANTS_IN_ORDER = Q(recorded_at=None) | Q(superseded_at=None) | Q(superseded_at__gt=F("recorded_at"))


def one_of(field: str, group: str, *, empty: bool = False) -> Q:
    """The condition that a column holds a word of a closed list, or "" where that may be."""
    return Q(**{f"{field}__in": [*GROUPS[group], *([""] if empty else [])]})


def in_force(day: date) -> Q:
    """Rows that were so on a day: ``starts_on`` inclusive, ``ends_before`` exclusive, None open."""
    return (Q(starts_on=None) | Q(starts_on__lte=day)) & (Q(ends_before=None) | Q(ends_before__gt=day))


def known_at(instant: datetime | None) -> Q:
    """Rows known at an instant; None: those that nothing has superseded, as in core's View."""
    if instant is None:
        return Q(superseded_at=None)
    recorded = Q(recorded_at=None) | Q(recorded_at__lte=instant)
    return recorded & (Q(superseded_at=None) | Q(superseded_at__gt=instant))


class Labelled(Sheltered):
    """A row of the register. Its label is REGISTER unless it was put into a narrower compartment."""

    compartment = models.CharField("隔区 compartment", max_length=64, default=REGISTER)

    class Meta:
        abstract = True

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """As far as ``register:read`` reaches, within the compartments open to the caller."""
        return cls.reached(caller, "register:read")

    @classmethod
    def writable_rule(cls, caller: Caller) -> Q:
        """As far as ``register:write`` reaches, within the compartments open to the caller."""
        return cls.reached(caller, "register:write")

    @classmethod
    def reached(cls, caller: Caller, action: str) -> Q:
        """The rows an action reaches: everywhere, in the units granted, about oneself."""
        reaches = caller.reaches(action)
        opened = cls.open_to(caller)
        if Reach.ALL in reaches:
            return opened
        rule = NOTHING
        if Reach.UNITS in reaches:
            rule |= cls.in_units(caller.units_for(action))
        if Reach.OWN in reaches and caller.person is not None:
            rule |= cls.about(caller.person)
        return opened & rule

    @classmethod
    def open_to(cls, caller: Caller) -> Q:
        """The rows whose compartment is open to the caller."""
        return Q(compartment__in=[REGISTER, *sorted(caller.compartments)])

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """The rows that belong to units (ids)."""
        return Q(unit_id__among=units)

    @classmethod
    def about(cls, person: int) -> Q:
        """The rows about a person (id) himself."""
        return NOTHING


class RecordQuery(QuerySet[Any]):
    """Records that read as English."""

    def in_force_on(self, day: date) -> Self:
        """Rows that were so on a day."""
        return self.filter(in_force(day))

    def known(self, at: datetime | None) -> Self:
        """Rows known at an instant (None: now)."""
        return self.filter(known_at(at))


class Record(Labelled):
    """A row with two clocks: when it was so, and when we knew it. Never changed: a later row supersedes it.

    ``act`` wrote it, ``ended_by`` superseded it; ``replaces`` is the row it took the place of, superseded at the
    very instant this one was recorded, so that a chain of corrections has no gap.
    """

    starts_on = models.DateField("起", null=True)
    ends_before = models.DateField("止（不含）", null=True)
    recorded_at = models.DateTimeField("登记时刻", null=True)
    superseded_at = models.DateTimeField("更正时刻", null=True)
    act = models.ForeignKey("organizations.Act", models.PROTECT, related_name="+", verbose_name="办理")
    ended_by = models.ForeignKey(
        "organizations.Act", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="更正办理"
    )
    replaces = models.BigIntegerField("所更正的记录", null=True)

    query_class = RecordQuery
    # What makes two rows rows of one thing: no two of them, unsuperseded, may share a day. () where they may.
    IDENTITY: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=DAYS_IN_ORDER, name="%(class)s_days_in_order"),
            models.CheckConstraint(condition=INSTANTS_IN_ORDER, name="%(class)s_instants_in_order"),
            models.CheckConstraint(
                condition=Q(superseded_at=None, ended_by=None) | Q(superseded_at__isnull=False),
                name="%(class)s_ended_when_superseded",
            ),
        )
        indexes: ClassVar[tuple[models.Index, ...]] = (
            models.Index(fields=("ended_by",), condition=Q(ended_by__isnull=False), name="%(class)s_ended_by"),
        )

    @classmethod
    def whole(cls, *, reason: str) -> RecordQuery:
        """Every row, without a caller, for a stated reason, with the words of RecordQuery."""
        found: RecordQuery = cls.everything(reason=reason)  # type: ignore[assignment]
        return found
