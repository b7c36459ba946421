"""What has an identity through all its records: units, bodies, posts, officials; and the acts that write."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from quanze.apps.access.managers import NOTHING
from quanze.apps.organizations.models.base import CODE, Labelled


class Act(Labelled):
    """One act on the register: what wrote and superseded its records, once for an idempotency key.

    ``entry`` is the number of its audit entry; ``request`` the digest of what was asked for under ``key``.
    """

    event = models.CharField("事项", max_length=96)
    at = models.DateTimeField("时刻")
    account = models.BigIntegerField("账号", default=0)
    key = models.CharField("防重编号", max_length=100, blank=True, default="")
    request = models.CharField("请求摘要", max_length=64, blank=True, default="")
    entry = models.BigIntegerField("审计记录号", null=True)
    undone_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="undoes", verbose_name="撤销办理")

    class Meta:
        db_table = "organizations_act"
        verbose_name = "台账办理"
        constraints = (models.UniqueConstraint(fields=("account", "key"), condition=~Q(key=""), name="act_key_once"),)
        indexes = (models.Index(fields=("entry",), name="act_entry"),)

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """Nothing: an act touches many units; whoever did it reads it by its number through a selector."""
        return NOTHING


class Unit(Labelled):
    """A unit (组织). ``path`` is its home in the tree: see quanze.apps.organizations.paths."""

    code = models.CharField("编号", max_length=CODE, unique=True)
    path = models.CharField("树内位置", max_length=120, unique=True)

    class Meta:
        verbose_name = "机构"
        constraints = (models.CheckConstraint(condition=~Q(code=""), name="unit_has_code"),)

    def __str__(self) -> str:
        return self.code

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """The units themselves."""
        return Q(pk__among=units)


class _OfUnit(Labelled):
    code = models.CharField("编号", max_length=CODE, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


class Body(_OfUnit):
    """A leading body or party organization that was named; ``unit`` is the one it was first named for."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="所属机构")

    class Meta:
        verbose_name = "领导班子、党组织"


class Post(_OfUnit):
    """A seat (职务); ``unit`` is the one it was first established in, whose home path its records carry."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="初设机构")

    class Meta:
        verbose_name = "职务"
