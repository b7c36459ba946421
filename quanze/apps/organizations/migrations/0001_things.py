"""What has an identity through all its records: units, bodies, posts, officials; and the acts that write."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import PROTECT, Q


def _id() -> tuple[str, Any]:
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _label() -> tuple[str, Any]:
    return "compartment", models.CharField("隔区 compartment", default="register", max_length=64)


def _code() -> tuple[str, Any]:
    return "code", models.CharField("编号", max_length=64, unique=True)


def _of_unit(name: str, zh: str, place: str) -> migrations.CreateModel:
    unit = models.ForeignKey(on_delete=PROTECT, related_name="+", to="organizations.unit", verbose_name=place)
    return migrations.CreateModel(
        name=name, fields=[_id(), _label(), _code(), ("unit", unit)], options={"verbose_name": zh}
    )


_ACT = (
    ("event", models.CharField("事项", max_length=96)),
    ("at", models.DateTimeField("时刻")),
    ("account", models.BigIntegerField("账号", default=0)),
    ("key", models.CharField("防重编号", blank=True, default="", max_length=100)),
    ("request", models.CharField("请求摘要", blank=True, default="", max_length=64)),
    ("entry", models.BigIntegerField("审计记录号", null=True)),
    (
        "undone_by",
        models.OneToOneField(
            null=True, on_delete=PROTECT, related_name="undoes", to="organizations.act", verbose_name="撤销办理"
        ),
    ),
)
_PERSON = models.OneToOneField(
    on_delete=PROTECT, primary_key=True, related_name="+", serialize=False, to="people.person", verbose_name="人员"
)
_ENTERED_BY = models.ForeignKey(
    null=True, on_delete=PROTECT, related_name="+", to="organizations.unit", verbose_name="列入机构"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = (("people", "0002_row_security"),)

    operations = (
        migrations.CreateModel(
            name="Act",
            fields=[_id(), _label(), *_ACT],
            options={
                "verbose_name": "台账办理",
                "db_table": "organizations_act",
                "constraints": (
                    models.UniqueConstraint(fields=("account", "key"), condition=~Q(key=""), name="act_key_once"),
                ),
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[_id(), _label(), _code(), ("path", models.CharField("树内位置", max_length=120, unique=True))],
            options={
                "verbose_name": "机构",
                "constraints": (models.CheckConstraint(condition=~Q(code=""), name="unit_has_code"),),
            },
        ),
        _of_unit("Body", "领导班子、党组织", "所属机构"),
        _of_unit("Post", "职务", "初设机构"),
        migrations.CreateModel(
            name="Official",
            fields=[_label(), ("person", _PERSON), _code(), ("unit", _ENTERED_BY)],
            options={"verbose_name": "公职人员"},
        ),
    )
