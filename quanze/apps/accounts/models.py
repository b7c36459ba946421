"""Accounts, grants, sessions and the memory of failed tries. Compartment "accounts"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.managers import NOTHING, Sheltered
from quanze.apps.access.sealing import stamp
from quanze.apps.accounts.roles import ROLES
from quanze.apps.accounts.tokens.models import ApiToken as ApiToken  # a table of this app too
from quanze.apps.people.models import Person


def _own_or_all(caller: Caller, column: str, *actions: str) -> Q:
    if any(caller.may(action) is Reach.ALL for action in actions):
        return Q()
    return NOTHING if caller.account is None else Q(**{column: caller.account})


class Account(AbstractBaseUser, Sheltered):
    """One person's account. ``epoch`` counts up whenever every session of it must die.

    ``one_time_until``: the password is a one-time secret until then and must be changed. ``factor_key`` is the sealed
    key of the second factor, ``factor_step`` the last thirty-second step whose code was used.
    """

    last_login = None
    login_name = models.CharField("登录名", max_length=64, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="+", verbose_name="人员")
    is_active = models.BooleanField("启用", default=True)
    epoch = models.PositiveIntegerField("会话代次", default=1)
    one_time_until = models.DateTimeField("一次性口令有效至", null=True)
    password_changed_at = models.DateTimeField("口令修改时间")
    factor_key = models.CharField("动态口令密钥（已封存）", max_length=200, blank=True, default="")
    factor_confirmed_at = models.DateTimeField("动态口令确认时间", null=True)
    factor_step = models.BigIntegerField("已用动态口令步", default=0)
    outside_subject = models.CharField("统一身份标识", max_length=255, null=True, unique=True)
    opened_at = models.DateTimeField("开立时间")
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="开立人")

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.login_name

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """All accounts for administrators, one's own for everybody."""
        return _own_or_all(caller, "pk", "account:read")

    @classmethod
    def writable_rule(cls, caller: Caller) -> Q:
        """All accounts for those who open, disable or reset them, one's own for everybody."""
        writes = ("open", "disable", "renew", "bind", "attach", "grant", "revoke", "reset_factor", "bootstrap")
        return _own_or_all(caller, "pk", *(f"account:{each}" for each in writes))


class Grant(Sheltered):
    """A role given to an account for a half-open period, over a unit's subtree, a compartment, or neither.

    ``unit_id`` is the id of a unit, ``over_compartment`` a label; ``granted_by`` None stands for bootstrap.
    ``seal`` binds all of it to a key outside the database.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="账号")
    role = models.CharField("角色", max_length=32)
    unit_id = models.BigIntegerField("授权单位", null=True)
    over_compartment = models.CharField("授权隔区", max_length=64, null=True)
    starts_on = models.DateField("起")
    ends_before = models.DateField("止（不含）", null=True)
    granted_at = models.DateTimeField("授予时间")
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="授予人")
    revoked_at = models.DateTimeField("收回时间", null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="收回人")
    seal = models.CharField("封签", max_length=64)

    class Meta:
        verbose_name = "授权"
        constraints = (
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="grant_role"),
            models.CheckConstraint(condition=Q(ends_before__gt=F("starts_on")), name="grant_ends_after_start"),
            models.CheckConstraint(
                condition=Q(unit_id=None) | Q(over_compartment=None), name="grant_over_unit_or_compartment"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="grant_revoked_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"

    @staticmethod
    def in_force_on(day: date) -> Q:
        """Grants that hold on a day and were not revoked."""
        return Grant.touching(day, day + timedelta(days=1))

    @staticmethod
    def touching(starts_on: date, ends_before: date | None) -> Q:
        """Grants not revoked that hold on any day of a half-open period (None: open end)."""
        later = (Q(ends_before=None) | Q(ends_before__gt=starts_on)) & Q(revoked_at=None)
        return later if ends_before is None else later & Q(starts_on__lt=ends_before)

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """All grants for administrators, one's own for everybody."""
        return _own_or_all(caller, "account_id", "account:read")

    @classmethod
    def writable_rule(cls, caller: Caller) -> Q:
        """Grants of others, for who grants and revokes; bootstrap's own."""
        may_write = any(caller.may(f"account:{each}") is Reach.ALL for each in ("grant", "revoke", "bootstrap"))
        return ~Q(account_id=caller.account) if may_write and caller.account else Q() if may_write else NOTHING

    @property
    def over(self) -> str:
        """What the grant is over: a key of OVER."""
        if self.unit_id is not None:
            return "unit"
        if self.over_compartment is not None:
            return "compartment"
        return "system" if "system" in ROLES[self.role].over else "self"

    def content(self) -> dict[str, Any]:
        """What the grant says, for its seal and for the record."""
        days = {name: getattr(self, name) for name in ("starts_on", "ends_before")}
        instants = {name: getattr(self, name) for name in ("granted_at", "revoked_at")}
        return {
            "account": self.account_id, "role": self.role, "unit": self.unit_id, "compartment": self.over_compartment,
            "granted_by": self.granted_by_id, "revoked_by": self.revoked_by_id,
            **{name: day.isoformat() if day else None for name, day in days.items()},
            **{name: int(each.timestamp() * 1000) if each else None for name, each in instants.items()},
        }  # fmt: skip

    def sealed(self) -> str:
        """The seal that fits what the grant says now."""
        return stamp(self.content(), purpose="grant")


class Session(Sheltered):
    """One signing-in, found by the hash of its token. It is over once ``ended_at`` stands or the epoch has moved on.

    Nothing in it is ever written back but by conditional updates, so no late request revives it.
    """

    token_hash = models.CharField("令牌摘要", max_length=64, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="账号")
    epoch = models.PositiveIntegerField("会话代次")
    source = models.CharField("来源", max_length=64, blank=True, default="")
    opened_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")
    factor_at = models.DateTimeField("动态口令时间", null=True)
    stepped_at = models.DateTimeField("再次验证时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "会话"

    def __str__(self) -> str:
        return f"{self.account_id} {self.opened_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, force_insert: Any = False, **kwargs: Any) -> None:
        """Only new sessions are saved whole. Raises TypeError for a row read before: it may have ended meanwhile."""
        if not force_insert:
            raise TypeError("a session is changed by conditional updates only")
        super().save(*args, force_insert=force_insert, **kwargs)

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """One's own sessions; nobody sees another's."""
        return NOTHING if caller.account is None else Q(account_id=caller.account)


class FailedTries(Sheltered):
    """How often signing in failed for a login name or from a source; names are kept as hashes."""

    kind = models.CharField("类别", max_length=8, choices=[("account", "账号"), ("source", "来源")])
    name_hash = models.CharField("名称摘要", max_length=64)
    failures = models.PositiveIntegerField("失败次数", default=0)
    last_at = models.DateTimeField("最近失败")

    class Meta:
        verbose_name = "登录失败"
        constraints = (models.UniqueConstraint(fields=["kind", "name_hash"], name="failed_tries_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.failures}"
