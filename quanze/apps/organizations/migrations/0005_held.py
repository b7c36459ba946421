"""Drafts and waiting files: sealed, each its owner's alone, behind the wall."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

from quanze.apps.access.rowsecurity import enable, label_and, listed_rule


class Migration(migrations.Migration):
    """Makes the table."""

    dependencies = (("organizations", "0004_spellings"),)
    operations = (
        migrations.CreateModel(
            name="Held",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.CharField(default="register", max_length=64, verbose_name="隔区 compartment")),
                ("token", models.CharField(max_length=32, unique=True, verbose_name="取用编号")),
                ("account", models.BigIntegerField(db_index=True, verbose_name="账号")),
                ("kind", models.CharField(max_length=8, verbose_name="种类")),
                ("at", models.DateTimeField(verbose_name="保存时刻")),
                ("until", models.DateTimeField(verbose_name="保存至")),
                ("sealed", models.TextField(verbose_name="内容（密文）")),
            ],
            options={
                "verbose_name": "暂存",
                "db_table": "organizations_held",
                "constraints": (models.CheckConstraint(condition=Q(kind__in=("form", "files")), name="held_kind"),),
            },
        ),
        enable("organizations_held", using=label_and(listed_rule("account", "quanze.account"))),
    )
