"""The records with their two clocks, what no row of them may say, and the indexes in tree order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import migrations, models
from django.db.models import PROTECT, CheckConstraint, F, Index, Q

# The closed lists as they were when these tables were made.
_KIND = (
    "territory party_committee party_group work_organ government department discipline_commission "
    "supervision_commission resident_group people_congress cppcc court procuratorate work_committee development_zone "
    "township subdistrict village community internal_unit affiliated_unit line_unit school university hospital soe "
    "institution mass_organization other"
)
_LEVEL = "village township county prefecture sub_provincial province central"
_BODY_KIND = (
    "party_committee party_group work_organ leading_body discipline_organ resident_group grassroots_committee "
    "general_branch branch"
)
_ROLE = (
    "principal party_principal admin_principal executive_deputy party_deputy deputy party_group_member standing_member "
    "alternate_member member discipline_head discipline_member resident_group_head resident_group_deputy "
    "chief_engineer section_head village_secretary village_director branch_secretary non_leading staff"
)
_RANK = (
    "none staff below_section deputy_section_chief section_chief deputy_division_chief division_chief "
    "deputy_bureau_chief bureau_chief deputy_minister minister deputy_state state"
)
_NOW = "in_post moved promoted retired left resigned removed dismissed expelled sentenced deceased"
_CATEGORY = "civil_servant reference_managed institution soe village contract"
_CLOCKS = ("starts_on", "ends_before", "superseded_at", "recorded_at")


def _to(model: str, **more: Any) -> Any:
    return models.ForeignKey(on_delete=PROTECT, related_name="+", to=f"organizations.{model}", **more)


def _text(length: int, zh: str | None = None) -> Any:
    return models.CharField(zh, blank=True, default="", max_length=length)


def _named(length: int, zh: str) -> Any:
    return models.CharField(zh, max_length=length, null=True)


def _one_of(table: str, field: str, words: str, *, empty: bool = False) -> CheckConstraint:
    listed = [*words.split(), *([""] if empty else [])]
    return CheckConstraint(condition=Q(**{f"{field}__in": listed}), name=f"{table}_{field}")


def _record(
    name: str, fields: Sequence[tuple[str, Any]], checks: Sequence[Any] = (), indexes: Sequence[Index] = ()
) -> migrations.CreateModel:
    table = name.lower()
    in_order = Q(("starts_on", None), ("ends_before", None), ("ends_before__gt", F("starts_on")), _connector="OR")
    known = Q(("recorded_at", None), ("superseded_at", None), ("superseded_at__gt", F("recorded_at")), _connector="OR")
    ended = Q(superseded_at=None, ended_by=None) | Q(superseded_at__isnull=False)
    return migrations.CreateModel(
        name=name,
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("compartment", models.CharField("隔区 compartment", default="register", max_length=64)),
            ("starts_on", models.DateField("起", null=True)),
            ("ends_before", models.DateField("止（不含）", null=True)),
            ("recorded_at", models.DateTimeField("登记时刻", null=True)),
            ("superseded_at", models.DateTimeField("更正时刻", null=True)),
            ("act", _to("act", verbose_name="办理")),
            ("ended_by", _to("act", db_index=False, null=True, verbose_name="更正办理")),
            ("replaces", models.BigIntegerField("所更正的记录", null=True)),
            *fields,
        ],
        options={
            "db_table": f"organizations_{name.removesuffix('Record').lower()}_record",
            "abstract": False,
            "constraints": (
                CheckConstraint(condition=in_order, name=f"{table}_days_in_order"),
                CheckConstraint(condition=known, name=f"{table}_instants_in_order"),
                CheckConstraint(condition=ended, name=f"{table}_ended_when_superseded"),
                *checks,
            ),
            "indexes": (
                Index(fields=("ended_by",), condition=Q(ended_by__isnull=False), name=f"{table}_ended_by"),
                *indexes,
            ),
        },
    )


def _further(name: str, table: str, record: str, fields: Sequence[tuple[str, Any]], checks: Sequence[Any]) -> Any:
    related = "links" if name == "UnitLink" else "targets"
    return migrations.CreateModel(
        name=name,
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("compartment", models.CharField("隔区 compartment", default="register", max_length=64)),
            ("record", models.ForeignKey(on_delete=PROTECT, related_name=related, to=f"organizations.{record}")),
            ("number", models.PositiveSmallIntegerField()),
            *fields,
        ],
        options={"db_table": table, "constraints": tuple(checks)},
    )


def _not_own(field: str, name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{field: None}) | ~Q(**{field: F("unit")}), name=name)


_UNITS = _record(
    "UnitRecord",
    [
        ("unit", _to("unit")),
        ("path", models.CharField(max_length=120)),
        ("away", models.BooleanField()),
        ("above", _text(120)),
        ("name", _named(200, "名称")),
        ("kind", models.CharField("类别", max_length=24)),
        ("level", _text(16, "层级")),
        ("superior", _to("unit", null=True, verbose_name="上级")),
        ("line_superior", _to("unit", null=True, verbose_name="业务主管")),
        ("line", _text(12, "条线关系")),
        ("dispatched_by", _text(64, "派出机关")),
    ],
    [
        _one_of("unitrecord", "kind", _KIND),
        _one_of("unitrecord", "level", _LEVEL, empty=True),
        _one_of("unitrecord", "line", "leads co_leads guides", empty=True),
        _not_own("superior", "unitrecord_not_its_own_superior"),
        _not_own("line_superior", "unitrecord_not_its_own_line"),
    ],
    [
        Index(fields=("path", *_CLOCKS, "away", "unit"), name="unitrecord_tree"),
        Index(fields=("above",), condition=Q(away=True), name="unitrecord_away"),
    ],
)
_POSTS = _record(
    "PostRecord",
    [
        ("post", _to("post")),
        ("unit", _to("unit")),
        ("path", models.CharField(max_length=120)),
        ("away", models.BooleanField()),
        ("title", _named(200, "名称")),
        ("role", models.CharField("职务类别", max_length=24)),
        ("rank", _text(24, "级别")),
        ("managed_by", _text(64, "管理机关")),
        ("co_managed_by", _text(64, "协管机关")),
        ("seats", models.PositiveIntegerField("职数", default=1)),
    ],
    [
        _one_of("postrecord", "role", _ROLE),
        _one_of("postrecord", "rank", _RANK, empty=True),
        CheckConstraint(condition=Q(seats__gte=1), name="postrecord_seats"),
    ],
    [
        Index(fields=("path", "post", *_CLOCKS, "away", "unit", "compartment"), name="postrecord_tree"),
        Index(fields=("unit",), condition=Q(away=True), name="postrecord_away"),
    ],
)
_PEOPLE = _record(
    "PersonRecord",
    [
        ("person", _to("official")),
        ("name", _named(100, "姓名")),
        ("now", _text(12, "现状")),
        ("party_member", models.BooleanField("中共党员", null=True)),
        ("category", _text(20, "人员类别")),
    ],
    [
        _one_of("personrecord", "now", _NOW, empty=True),
        _one_of("personrecord", "category", _CATEGORY, empty=True),
    ],
)
_TENURES = _record(
    "TenureRecord",
    [
        ("person", _to("official")),
        ("post", _to("post")),
        ("unit", _to("unit")),
        ("path", models.CharField(max_length=120)),
        ("acting", models.BooleanField("代理", default=False)),
        ("concurrent", models.BooleanField("兼任", default=False)),
        ("rank", _text(24, "本人级别")),
    ],
    [_one_of("tenurerecord", "rank", _RANK, empty=True)],
    [Index(fields=("path", "post", *_CLOCKS, "acting", "person", "compartment"), name="tenurerecord_tree")],
)
_PORTFOLIOS = _record(
    "PortfolioRecord",
    [
        ("post", _to("post")),
        ("unit", _to("unit")),
        ("fields", models.JSONField("领域", default=list)),
        ("manner", models.CharField("方式", max_length=12)),
    ],
    [_one_of("portfoliorecord", "manner", "in_charge assisting stand_in linking")],
)
_ABSENCES = _record("AbsenceRecord", [("person", _to("official")), ("reason", _named(200, "事由"))])
_BODIES = _record(
    "BodyRecord",
    [("body", _to("body")), ("unit", _to("unit")), ("kind", models.CharField("类别", max_length=24))],
    [_one_of("bodyrecord", "kind", _BODY_KIND)],
)


class Migration(migrations.Migration):
    dependencies = (("organizations", "0001_things"),)

    operations = (
        _UNITS,
        _further(
            "UnitLink",
            "organizations_unit_link",
            "unitrecord",
            [("kind", models.CharField(max_length=12)), ("unit", _to("unit"))],
            [
                CheckConstraint(condition=Q(kind__in=("supervises", "succeeded_by")), name="unitlink_kind"),
                models.UniqueConstraint(fields=("record", "kind", "number"), name="unitlink_once"),
            ],
        ),
        _BODIES,
        _POSTS,
        _PEOPLE,
        _TENURES,
        _PORTFOLIOS,
        _further(
            "PortfolioTarget",
            "organizations_portfolio_target",
            "portfoliorecord",
            [("code", models.CharField(db_index=True, max_length=64))],
            [models.UniqueConstraint(fields=("record", "number"), name="portfoliotarget_once")],
        ),
        _ABSENCES,
    )
