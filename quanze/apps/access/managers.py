"""The one query layer: a sensitive row is reached only by somebody.

``Model.objects`` refuses. ``Model.visible.to(caller)`` reads, ``Model.rows.by(caller)`` writes inside services,
``Model.everything(reason=…)`` is for constraints and maintenance, allowed to services, selectors and backup.
"""

from __future__ import annotations

from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from quanze.apps.access import among as among  # the lookup that reach is written with
from quanze.apps.access.caller import Caller
from quanze.core.refusals import Refusal

_M = TypeVar("_M", bound="Sheltered")
NOTHING = Q(pk__in=())
EVERYTHING = Q()


class RefusingManager(models.Manager[Any]):
    """A manager that answers every use with the refusal "no_caller"."""

    def get_queryset(self) -> NoReturn:
        """Refuses: sensitive rows are never read without a caller."""
        raise Refusal(
            "no_caller",
            zh=f"{self.model.__name__} 的记录只能由明确的办理人查询；请改用 visible.to(caller)",
            en=f"rows of {self.model.__name__} are read by somebody: use visible.to(caller)",
        )


class Visible(Generic[_M]):
    """``Model.visible``: what a caller may read."""

    def __init__(self, model: type[_M]) -> None:
        self._model = model

    def to(self, caller: Caller) -> QuerySet[_M]:
        """The rows that the caller may see; none where nothing permits him."""
        found: QuerySet[_M] | None = caller.kept.get(self._model)
        if found is None:
            found = caller.kept[self._model] = self._model.query_all().filter(self._model.visible_rule(caller))
        return found.all()


class Rows(Generic[_M]):
    """``Model.rows``: what a caller may change; only services use it."""

    def __init__(self, model: type[_M]) -> None:
        self._model = model

    def by(self, caller: Caller) -> QuerySet[_M]:
        """The rows that the caller may change; new ones are created through it too."""
        return self._model.query_all().filter(self._model.writable_rule(caller))


class _VisibleDoor:
    """Gives ``Visible(model)`` at the class: no manager, so there is no ``all()`` to slip through."""

    def __get__(self, instance: None, owner: type[_M]) -> Visible[_M]:
        return Visible(owner)


class _RowsDoor:
    """Gives ``Rows(model)`` at the class."""

    def __get__(self, instance: None, owner: type[_M]) -> Rows[_M]:
        return Rows(owner)


class Sheltered(models.Model):
    """A model whose rows carry a compartment and are never read without a caller."""

    compartment = models.CharField("隔区 compartment", max_length=64, db_index=True)

    objects = RefusingManager()
    visible: ClassVar = _VisibleDoor()
    rows: ClassVar = _RowsDoor()

    class Meta:
        abstract = True

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """Which rows the caller may see. A model that says nothing shows nothing."""
        return NOTHING

    @classmethod
    def writable_rule(cls, caller: Caller) -> Q:
        """Which rows the caller may change: unless the model says otherwise, those he may see."""
        return cls.visible_rule(caller)

    @classmethod
    def query_all(cls) -> QuerySet[Self]:
        """Every row, for this layer only."""
        return QuerySet(cls)

    @classmethod
    def everything(cls, *, reason: str) -> QuerySet[Self]:
        """Every row, without a caller, for a stated reason: constraints, signing in, maintenance, backup.

        Row security still holds on PostgreSQL: it shows what ``acting`` has made known.
        """
        if not reason.strip():
            raise ValueError("a look at everything needs its reason")
        return cls.query_all()
