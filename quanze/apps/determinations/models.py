"""Determinations: what was asked, on which day and knowledge, by whom and why, and the sheet it gave.

Every row has a compartment of its own. Determinations are added and never changed; triggers refuse the rest. Drafts are
their maker's own and may be changed and thrown away.
"""

from __future__ import annotations

from secrets import token_hex

from django.db import models
from django.db.models import Q

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.managers import NOTHING, Sheltered


def new_public_id() -> str:
    """A random name for a determination: no order and no gap tells how many there are."""
    return token_hex(8)


class Determination(Sheltered):
    """One question against the stored register and its sheet.

    ``asked_on`` is the day of the question, ``known_at`` the instant whose knowledge was used, ``asked_at`` when it
    was asked. ``sight`` is how far the asker saw (facts.Sight). ``case_text`` are the bytes of the case as given,
    ``sheet`` the sheet's JSON as it was answered. Digests are "sha256:<hex>".
    """

    public_id = models.CharField("编号 number", max_length=16, unique=True, default=new_public_id, editable=False)
    case_id = models.TextField("案件 case")
    case_name = models.CharField("案件文件 case file", max_length=255)
    case_text = models.BinaryField("案件内容 case as given")
    settings = models.JSONField("设定 settings")
    asked_by = models.BigIntegerField("询问人 asked by", db_index=True)
    asked_by_account = models.BigIntegerField("账号 account", null=True)
    reason = models.TextField("理由 reason")
    asked_at = models.DateTimeField("询问时刻 asked at")
    asked_on = models.DateField("询问日 day asked")
    known_at = models.DateTimeField("依据的记录时点 known at")
    sight = models.JSONField("可见范围 how far he saw")
    register_digest = models.CharField("台账摘要值 digest of the register seen", max_length=80)
    program = models.CharField("程序版本 program", max_length=40)
    rules_digest = models.CharField("规则摘要值 digest of the rules", max_length=80)
    input_digest = models.CharField("输入摘要值 digest of the case", max_length=80)
    sheet = models.BinaryField("定责建议 sheet")

    class Meta:
        verbose_name = "定责建议"
        ordering = ("-asked_at", "public_id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="determination_has_reason"),
            models.CheckConstraint(condition=Q(known_at__lte=models.F("asked_at")), name="determination_known_before"),
            models.CheckConstraint(
                condition=Q(compartment__startswith="determination:"), name="determination_own_compartment"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """What he was named for, and what he asked himself; never what concerns himself or his kin (回避)."""
        return cls.reached(caller, "determination:read")

    @classmethod
    def reached(cls, caller: Caller, action: str) -> Q:
        """The determinations over which an action is permitted to the caller."""
        reaches, rule = caller.reaches(action), NOTHING
        if Reach.COMPARTMENT in reaches:
            rule |= Q(compartment__in=caller.compartments_for(action))
        if Reach.OWN in reaches and caller.person is not None:
            rule |= Q(asked_by=caller.person)
        return rule & ~Q(concerned__person_id__in=caller.kin)


class Concerned(Sheltered):
    """A person whom a determination or its case speaks of: whoever is kin to him does not see it."""

    determination = models.ForeignKey(Determination, models.PROTECT, related_name="concerned", verbose_name="定责建议")
    person_id = models.BigIntegerField("人员 person", db_index=True)

    class Meta:
        verbose_name = "所涉人员"
        constraints = (models.UniqueConstraint(fields=["determination", "person_id"], name="concerned_once"),)

    def __str__(self) -> str:
        return f"{self.determination_id} {self.person_id}"


class Citation(Sheltered):
    """That a determination's sheet cites a row of a rulebook; seen by whoever sees the determination.

    Its label is the determination's own, and ``asked_at`` the determination's: so the newest that cite a row stand
    together in one index.
    """

    determination = models.ForeignKey(Determination, models.PROTECT, related_name="citations", verbose_name="定责建议")
    rulebook = models.CharField("规定 rulebook", max_length=64)
    row = models.CharField("条 row", max_length=128)
    asked_at = models.DateTimeField("询问时刻 asked at")

    class Meta:
        verbose_name = "所引条文"
        constraints = (models.UniqueConstraint(fields=["determination", "rulebook", "row"], name="citation_once"),)
        indexes = (models.Index(fields=["rulebook", "row", "-asked_at", "compartment"], name="citation_newest"),)

    def __str__(self) -> str:
        return f"{self.determination_id} {self.rulebook} {self.row}"

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """Whatever cites in a determination that he may see."""
        return Q(determination__in=Determination.visible.to(caller).order_by())


class Draft(Sheltered):
    """What somebody has described so far: the text of a case file, perhaps unfinished. Nobody but he sees it.

    ``unclear`` are the questions he has answered with "not clear", each as "fact|about"; ``settings`` what rules.Settings
    writes, and ``known_at`` (an instant as ISO text; absent: what is known when it is asked).
    """

    public_id = models.CharField("编号 number", max_length=16, unique=True, default=new_public_id, editable=False)
    made_by = models.BigIntegerField("起草人 made by", db_index=True)
    made_at = models.DateTimeField("起草时刻 made at")
    changed_at = models.DateTimeField("修改时刻 changed at")
    text = models.TextField("案件内容 case so far")
    unclear = models.JSONField("不清楚的事项 not clear", default=list)
    settings = models.JSONField("设定 settings", default=dict)
    reason = models.TextField("理由 reason", blank=True, default="")

    class Meta:
        verbose_name = "定责草稿"
        ordering = ("-changed_at", "public_id")

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """One's own."""
        return NOTHING if caller.person is None else Q(made_by=caller.person)
