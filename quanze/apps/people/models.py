"""Natural persons (自然人) and their kinship (亲属关系). Sensitive: compartment "people"."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from secrets import token_hex

from django.db import models
from django.db.models import F, Q

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.managers import NOTHING, Sheltered
from quanze.apps.access.sealing import seal, stamp, unseal
from quanze.apps.people.words import GENDERS, RELATIONS
from quanze.core.words import Words
from quanze.core.words.vocabulary import GROUPS


def new_public_id() -> str:
    """A random name for a row: no order and no gap tells how many there are."""
    return token_hex(8)


def choices(words: Words) -> list[tuple[str, str]]:
    """A closed list as choices of a field."""
    return [(key, label.zh) for key, label in words.items()]


def one_of(field: str, words: Words, *, blank: bool = False) -> Q:
    """The condition that a column holds a word of a closed list, or "" where that may be."""
    return Q(**{f"{field}__in": [*words, ""] if blank else list(words)})


_IDENTITY = "people.person.identity_no"


def mark_of_number(number: str) -> str:
    """The keyed digest by which an identity number is looked up, "" for none; nobody without the key finds it by trying."""
    return stamp({"number": number}, purpose=_IDENTITY) if number else ""


def opened_number(sealed: str, public_id: str) -> str:
    """The identity number sealed for the person of a public id. Raises Refusal "seal_broken" if altered or another's."""
    return unseal(sealed, purpose=_IDENTITY, row=public_id).decode() if sealed else ""


class Person(Sheltered):
    """A natural person. ``now`` is the present status (GROUPS "now"), ``party_member`` may be unknown (None).

    ``unit_id`` names the unit that keeps his personnel record (人事关系), by which clerks reach him.
    The identity number never lies open in the database: ``identity_sealed`` opens for this person only, by
    ``identity_mark`` (a keyed digest) the same number is found again. One number stands once in a unit, not once
    everywhere: a number refused because of somebody whom the clerk cannot see would tell that he exists.
    """

    public_id = models.CharField("编号", max_length=16, unique=True, default=new_public_id, editable=False)
    name = models.CharField("姓名", max_length=100)
    identity_sealed = models.CharField("身份证件号码（已封存）", max_length=200, blank=True, default="")
    identity_mark = models.CharField("身份证件号码摘要", max_length=64, blank=True, default="")
    birth = models.DateField("出生日期", null=True)
    gender = models.CharField("性别", max_length=8, blank=True, default="", choices=choices(GENDERS))
    party_member = models.BooleanField("中共党员", null=True)
    category = models.CharField("人员类别", max_length=20, blank=True, default="", choices=choices(GROUPS["category"]))
    now = models.CharField("现状", max_length=12, blank=True, default="", choices=choices(GROUPS["now"]))
    unit_id = models.BigIntegerField("人事关系所在单位", null=True, db_index=True)

    class Meta:
        verbose_name = "人员"
        constraints = (
            models.UniqueConstraint(
                fields=["identity_mark", "unit_id"], condition=~Q(identity_mark=""), name="person_identity_once"
            ),
            models.UniqueConstraint(
                fields=["identity_mark"],
                condition=Q(unit_id=None) & ~Q(identity_mark=""),
                name="person_identity_once_unplaced",
            ),
            models.CheckConstraint(
                condition=Q(identity_mark="", identity_sealed="") | ~Q(identity_mark="") & ~Q(identity_sealed=""),
                name="person_identity_both",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_name"),
            models.CheckConstraint(condition=one_of("gender", GENDERS, blank=True), name="person_gender"),
            models.CheckConstraint(condition=one_of("now", GROUPS["now"], blank=True), name="person_now"),
            models.CheckConstraint(
                condition=one_of("category", GROUPS["category"], blank=True), name="person_category"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def identity_no(self) -> str:
        """The identity number (公民身份号码), "" if none is known. Raises Refusal "seal_broken"."""
        return opened_number(self.identity_sealed, self.public_id)

    @identity_no.setter
    def identity_no(self, number: str) -> None:
        sealed = seal(number.encode(), purpose=_IDENTITY, row=self.public_id) if number else ""
        self.identity_sealed, self.identity_mark = sealed, mark_of_number(number)

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """Everybody for ``all``, the persons kept by his units for ``units``, himself for ``own``."""
        return _reached(caller, "person:read")

    @classmethod
    def identity_rule(cls, caller: Caller) -> Q:
        """Whose identity numbers the caller may read: his own, others' as permitted, never his kin's."""
        others = ~Q(pk__in=caller.kin) | Q(pk=caller.person)
        return _reached(caller, "person:read_identity") & others

    @classmethod
    def writable_rule(cls, caller: Caller) -> Q:
        """As far as ``person:write`` reaches, and never himself or his kin (回避)."""
        return _reached(caller, "person:write") & ~Q(pk__in=caller.kin)


def _reached(caller: Caller, action: str) -> Q:
    reaches = caller.reaches(action)
    if Reach.ALL in reaches:
        return Q()
    rule = Q(unit_id__among=caller.units_for(action)) if Reach.UNITS in reaches else NOTHING
    return rule | Q(pk=caller.person) if Reach.OWN in reaches and caller.person is not None else rule


class Kinship(Sheltered):
    """``relative`` is the ``relation`` of ``person``, from ``starts_on`` until before ``ends_before`` (None: open).

    A record made in error is withdrawn, never deleted; the end of a marriage is an end.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="本人")
    relative = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="亲属")
    relation = models.CharField("关系", max_length=24, choices=choices(RELATIONS))
    starts_on = models.DateField("起", null=True)
    ends_before = models.DateField("止（不含）", null=True)
    recorded_at = models.DateTimeField("登记时间")
    withdrawn_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "亲属关系"
        constraints = (
            models.CheckConstraint(condition=~Q(person=F("relative")), name="kinship_of_two"),
            models.CheckConstraint(condition=one_of("relation", RELATIONS), name="kinship_relation"),
            models.CheckConstraint(condition=Q(ends_before__gt=F("starts_on")), name="kinship_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} {self.relative_id}"

    @staticmethod
    def in_force_on(day: date) -> Q:
        """Kinship that held on a day and was not withdrawn as recorded in error."""
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        going_on = Q(ends_before=None) | Q(ends_before__gt=day)
        return begun & going_on & Q(withdrawn_at=None)

    @staticmethod
    def touching(persons: Collection[int]) -> Q:
        """Kinship in which any of the persons (ids) stands at either end."""
        return Q(person_id__in=persons) | Q(relative_id__in=persons)

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        """Kinship of the persons that ``kinship:read`` reaches."""
        return _touching_reach(caller, "kinship:read")

    @classmethod
    def writable_rule(cls, caller: Caller) -> Q:
        """As far as ``kinship:write`` reaches, and never his own kin's."""
        recused = Q(person_id__in=caller.kin) | Q(relative_id__in=caller.kin)
        return _touching_reach(caller, "kinship:write") & ~recused


def _touching_reach(caller: Caller, action: str) -> Q:
    reaches = caller.reaches(action)
    if Reach.ALL in reaches:
        return Q()
    units = caller.units_for(action) if Reach.UNITS in reaches else frozenset()
    rule = Q(person__unit_id__among=units) | Q(relative__unit_id__among=units) if units else NOTHING
    if Reach.OWN in reaches and caller.person is not None:
        return rule | Q(person_id=caller.person) | Q(relative_id=caller.person)
    return rule
