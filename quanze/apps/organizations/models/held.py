"""What somebody has begun and not yet done: drafts of forms, files that wait for their import. Sealed, and his alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanze.apps.access.caller import Caller
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.managers import NOTHING, Sheltered

FORM, FILES = "form", "files"
PURPOSE = "register:held"


class Held(Sheltered):
    """A draft of a form or the files of an import, encrypted, until an instant; then it is deleted."""

    compartment = models.CharField("隔区 compartment", max_length=64, default=REGISTER)
    token = models.CharField("取用编号", max_length=32, unique=True)
    account = models.BigIntegerField("账号", db_index=True)
    kind = models.CharField("种类", max_length=8)
    at = models.DateTimeField("保存时刻")
    until = models.DateTimeField("保存至")
    sealed = models.TextField("内容（密文）")

    class Meta:
        db_table = "organizations_held"
        verbose_name = "暂存"
        constraints = (models.CheckConstraint(condition=Q(kind__in=(FORM, FILES)), name="held_kind"),)

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """One's own, until its time is over."""
        return NOTHING if caller.account is None else Q(account=caller.account, until__gt=caller.at)
