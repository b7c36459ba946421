"""The records: what was so of units, bodies, posts, persons, tenures, portfolios and absences, and when we knew it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from quanze.apps.access.among import FEW
from quanze.apps.organizations.models.base import CODE, NAME, Labelled, Record, one_of
from quanze.apps.organizations.models.things import Body, Post, Unit


def held_in(column: str, units: frozenset[int]) -> Q:
    """Rows whose column names a person who held or holds a tenure begun in one of the units."""
    held = TenureRecord.query_all().filter(unit_id__among=units)
    if len(units) > FEW:
        # All who ever served in a whole city are a great table: each person looked at is asked for his own tenures.
        return Q(Exists(held.filter(person_id=OuterRef(column))))
    return Q(**{f"{column}__in": held.values("person_id")})


def about_persons_in(units: Iterable[int]) -> Q:
    """Rows about persons entered by one of the units, or with a tenure begun in one."""
    listed = frozenset(units)
    return Q(person__unit_id__among=listed) | held_in("person_id", listed)


class Official(Labelled):
    """A natural person as the register knows him: by a code of its own. ``unit`` is the one that entered him."""

    person = models.OneToOneField(
        "people.Person", models.PROTECT, primary_key=True, related_name="+", verbose_name="人员"
    )
    code = models.CharField("编号", max_length=CODE, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="列入机构")

    class Meta:
        verbose_name = "公职人员"

    def __str__(self) -> str:
        return self.code

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """Persons entered by one of the units, or with a tenure begun in one."""
        listed = frozenset(units)
        return Q(unit_id__among=listed) | held_in("pk", listed)

    @classmethod
    def about(cls, person: int) -> Q:
        """Himself."""
        return Q(pk=person)


class UnitRecord(Record):
    """What a unit was: name, kind, level and the two lines above it (条/块).

    ``path`` repeats the unit's home. ``away`` says that the superior is not the home one; only then ``above`` holds
    the superior's home path, so that a tree on any day is found without walking it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    path = models.CharField(max_length=120)
    away = models.BooleanField()
    above = models.CharField(max_length=120, blank=True, default="")
    name = models.CharField("名称", max_length=NAME, null=True)
    kind = models.CharField("类别", max_length=24)
    level = models.CharField("层级", max_length=16, blank=True, default="")
    superior = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="上级")
    line_superior = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="业务主管")
    line = models.CharField("条线关系", max_length=12, blank=True, default="")
    dispatched_by = models.CharField("派出机关", max_length=CODE, blank=True, default="")

    IDENTITY = ("unit_id",)

    class Meta(Record.Meta):
        db_table = "organizations_unit_record"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(condition=one_of("kind", "kind"), name="unitrecord_kind"),
            models.CheckConstraint(condition=one_of("level", "level", empty=True), name="unitrecord_level"),
            models.CheckConstraint(condition=one_of("line", "line", empty=True), name="unitrecord_line"),
            models.CheckConstraint(
                condition=Q(superior=None) | ~Q(superior=F("unit")), name="unitrecord_not_its_own_superior"
            ),
            models.CheckConstraint(
                condition=Q(line_superior=None) | ~Q(line_superior=F("unit")), name="unitrecord_not_its_own_line"
            ),
        )
        indexes = (
            *Record.Meta.indexes,
            models.Index(
                fields=("path", "starts_on", "ends_before", "superseded_at", "recorded_at", "away", "unit"),
                name="unitrecord_tree",
            ),
            models.Index(fields=("above",), condition=Q(away=True), name="unitrecord_away"),
        )


class UnitLink(Labelled):
    """A further unit that a unit's record names: one it supervises (派驻监督), or one that took over from it."""

    record = models.ForeignKey(UnitRecord, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        db_table = "organizations_unit_link"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=("supervises", "succeeded_by")), name="unitlink_kind"),
            models.UniqueConstraint(fields=("record", "kind", "number"), name="unitlink_once"),
        )

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """The links of the units' records."""
        return Q(record__unit_id__among=units)


class BodyRecord(Record):
    """What a named body was, and of which unit."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=24)

    IDENTITY = ("body_id",)

    class Meta(Record.Meta):
        db_table = "organizations_body_record"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(condition=one_of("kind", "body_kind"), name="bodyrecord_kind"),
        )


class PostRecord(Record):
    """What a post was: its unit, title, role, rank, seats and management authority (干部管理权限).

    ``path`` is the home of the post's first unit; ``away`` says that the post belongs to another unit than that.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    path = models.CharField(max_length=120)
    away = models.BooleanField()
    title = models.CharField("名称", max_length=NAME, null=True)
    role = models.CharField("职务类别", max_length=24)
    rank = models.CharField("级别", max_length=24, blank=True, default="")
    managed_by = models.CharField("管理机关", max_length=CODE, blank=True, default="")
    co_managed_by = models.CharField("协管机关", max_length=CODE, blank=True, default="")
    seats = models.PositiveIntegerField("职数", default=1)

    IDENTITY = ("post_id",)

    class Meta(Record.Meta):
        db_table = "organizations_post_record"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(condition=one_of("role", "role"), name="postrecord_role"),
            models.CheckConstraint(condition=one_of("rank", "rank", empty=True), name="postrecord_rank"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="postrecord_seats"),
        )
        indexes = (
            *Record.Meta.indexes,
            models.Index(
                fields=(
                    "path", "post", "starts_on", "ends_before", "superseded_at", "recorded_at", "away", "unit",
                    "compartment",
                ),
                name="postrecord_tree",
            ),
            models.Index(fields=("unit",), condition=Q(away=True), name="postrecord_away"),
        )  # fmt: skip


class PersonRecord(Record):
    """What the register knows of a person: name, present status, party membership, category."""

    person = models.ForeignKey(Official, models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=100, null=True)
    now = models.CharField("现状", max_length=12, blank=True, default="")
    party_member = models.BooleanField("中共党员", null=True)
    category = models.CharField("人员类别", max_length=20, blank=True, default="")

    IDENTITY = ("person_id",)

    class Meta(Record.Meta):
        db_table = "organizations_person_record"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(condition=one_of("now", "now", empty=True), name="personrecord_now"),
            models.CheckConstraint(condition=one_of("category", "category", empty=True), name="personrecord_category"),
        )

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """Persons entered by one of the units, or with a tenure there."""
        return about_persons_in(units)

    @classmethod
    def about(cls, person: int) -> Q:
        """Himself."""
        return Q(person_id=person)


class TenureRecord(Record):
    """One person in one seat over a period (任职): acting (代理), concurrent (兼任), at a rank of his own.

    ``unit`` is the post's unit on the day the tenure begins; ``path`` the home of the post, which keeps the tenures
    of a unit together in tree order.
    """

    person = models.ForeignKey(Official, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    path = models.CharField(max_length=120)
    acting = models.BooleanField("代理", default=False)
    concurrent = models.BooleanField("兼任", default=False)
    rank = models.CharField("本人级别", max_length=24, blank=True, default="")

    IDENTITY: ClassVar[tuple[str, ...]] = ("post_id", "person_id")

    class Meta(Record.Meta):
        db_table = "organizations_tenure_record"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(condition=one_of("rank", "rank", empty=True), name="tenurerecord_rank"),
        )
        indexes = (
            *Record.Meta.indexes,
            models.Index(
                fields=(
                    "path", "post", "starts_on", "ends_before", "superseded_at", "recorded_at", "acting", "person",
                    "compartment",
                ),
                name="tenurerecord_tree",
            ),
        )  # fmt: skip

    @classmethod
    def about(cls, person: int) -> Q:
        """His own tenures."""
        return Q(person_id=person)


class PortfolioRecord(Record):
    """What a post really looks after (实际分工): see PortfolioTarget for units and posts, ``fields`` for fields."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    fields = models.JSONField("领域", default=list)
    manner = models.CharField("方式", max_length=12)

    class Meta(Record.Meta):
        db_table = "organizations_portfolio_record"
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(condition=one_of("manner", "manner"), name="portfoliorecord_manner"),
        )


class PortfolioTarget(Labelled):
    """A unit, body or post, by its code, that a portfolio covers."""

    record = models.ForeignKey(PortfolioRecord, models.PROTECT, related_name="targets")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=CODE, db_index=True)

    class Meta:
        db_table = "organizations_portfolio_target"
        constraints = (models.UniqueConstraint(fields=("record", "number"), name="portfoliotarget_once"),)

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """The targets of the units' portfolios."""
        return Q(record__unit_id__among=units)


class AbsenceRecord(Record):
    """A period in which a holder did not actually exercise his posts (离岗)."""

    person = models.ForeignKey(Official, models.PROTECT, related_name="+")
    reason = models.CharField("事由", max_length=NAME, null=True)

    class Meta(Record.Meta):
        db_table = "organizations_absence_record"

    @classmethod
    def in_units(cls, units: Iterable[int]) -> Q:
        """Absences of persons entered by one of the units, or with a tenure there."""
        return about_persons_in(units)

    @classmethod
    def about(cls, person: int) -> Q:
        """His own."""
        return Q(person_id=person)
