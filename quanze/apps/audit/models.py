"""The two append-only tables. No foreign keys: an entry outlives what it speaks of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from quanze.apps.access.caller import Caller
from quanze.apps.access.managers import EVERYTHING, NOTHING, Sheltered


class _AppendOnly(Sheltered):
    """Read by who may read the audit record; triggers refuse every change, so no label can ever be wrong."""

    compartment: Any = None

    class Meta:
        abstract = True

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """Everything for who may read the record, else nothing."""
        return EVERYTHING if caller.may("audit:read") else NOTHING


class Entry(_AppendOnly):
    """One act, refusal or sensitive read; its columns are those of core's Entry, and ``canonical`` their bytes."""

    seq = models.BigIntegerField("序号 number", primary_key=True)
    hash_name = models.CharField("摘要算法 hash", max_length=16)
    event = models.CharField("事项 event", max_length=96)
    kind = models.CharField("类别 kind", max_length=8)
    business = models.BooleanField("业务 business")
    actor_person = models.BigIntegerField("办理人 person", null=True)
    actor_account = models.BigIntegerField("账号 account", null=True)
    at = models.CharField("时刻 at (UTC)", max_length=27)
    object_kind = models.CharField("对象类别 kind of object", max_length=64)
    object_id = models.TextField("对象 object")
    on_behalf_of = models.BigIntegerField("代表 on behalf of", null=True)
    before = models.CharField("原状摘要 digest before", max_length=64)
    after = models.CharField("新状摘要 digest after", max_length=64)
    reason = models.TextField("理由 reason")
    salt = models.CharField("盐 salt", max_length=32)
    prev_hash = models.BinaryField("前条摘要 hash before")
    hash = models.BinaryField("本条摘要 own hash")
    canonical = models.BinaryField("规范字节 canonical bytes")

    class Meta:
        db_table = "audit_entry"
        ordering = ("seq",)
        indexes = (models.Index(fields=("object_kind", "object_id", "seq"), name="audit_entry_object"),)

    @property
    def instant(self) -> datetime:
        """``at`` as an aware datetime."""
        return datetime.fromisoformat(self.at)


class Checkpoint(_AppendOnly):
    """The Merkle root over one full block of entries."""

    first_seq = models.BigIntegerField("首条 first", primary_key=True)
    last_seq = models.BigIntegerField("末条 last", unique=True)
    root = models.CharField("根 root", max_length=64)
    hash_name = models.CharField("摘要算法 hash", max_length=16)

    class Meta:
        db_table = "audit_checkpoint"
        ordering = ("first_seq",)
