"""The table of tokens. Compartment "accounts"; only the hash of a token is kept."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from typing import Any

from django.db import models
from django.db.models import F, Q

from quanze.apps.access.caller import Caller
from quanze.apps.access.managers import NOTHING, Sheltered
from quanze.apps.access.sealing import stamp

LONGEST_PURPOSE = 200


def new_public_id() -> str:
    """A random name for a token, by which it is listed, revoked and recorded; it opens nothing."""
    return token_hex(8)


class ApiToken(Sheltered):
    """What one program may do for a person: ``actions`` of his, for a stated purpose, until ``expires_at``.

    It is alive while not revoked, not expired, its account active and of the same ``epoch`` (which moves on with every
    new password, reset factor or disabling). ``seal`` binds what it says to a key outside the database.
    """

    public_id = models.CharField("编号 number", max_length=16, unique=True, default=new_public_id, editable=False)
    token_hash = models.CharField("令牌摘要 digest", max_length=64, unique=True)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", verbose_name="账号")
    epoch = models.PositiveIntegerField("会话代次 epoch")
    purpose = models.CharField("用途 purpose", max_length=LONGEST_PURPOSE)
    actions = models.JSONField("可办事项 actions")
    made_at = models.DateTimeField("生成时间 made at")
    expires_at = models.DateTimeField("有效至 expires at")
    revoked_at = models.DateTimeField("撤销时间 revoked at", null=True)
    used_on = models.DateField("最近使用日 last used on", null=True)
    seal = models.CharField("封签 seal", max_length=64)

    class Meta:
        verbose_name = "接口令牌"
        ordering = ("-made_at", "public_id")
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="apitoken_expires_after_made"),
            models.CheckConstraint(condition=~Q(purpose=""), name="apitoken_has_purpose"),
        )

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """One's own tokens; nobody sees another's."""
        return NOTHING if caller.account is None else Q(account_id=caller.account)

    @staticmethod
    def living(at: datetime) -> Q:
        """Tokens that open something at an instant."""
        return Q(revoked_at=None, expires_at__gt=at, account__is_active=True, epoch=F("account__epoch"))

    def content(self) -> dict[str, Any]:
        """What the token says, for its seal and for the record; whether it is revoked or used stands apart."""
        return {
            "token": self.public_id, "digest": self.token_hash, "account": self.account_id, "epoch": self.epoch,
            "purpose": self.purpose, "actions": " ".join(self.actions),
            "made_at": int(self.made_at.timestamp() * 1000), "expires_at": int(self.expires_at.timestamp() * 1000),
        }  # fmt: skip

    def sealed(self) -> str:
        """The seal that fits what the token says now."""
        return stamp(self.content(), purpose="api token")
