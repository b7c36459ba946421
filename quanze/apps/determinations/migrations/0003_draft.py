from __future__ import annotations

from django.db import migrations, models

import quanze.apps.determinations.models
from quanze.apps.access.rowsecurity import enable, listed_rule


class Migration(migrations.Migration):
    """Drafts, each behind the wall for all but its maker."""

    dependencies = [("determinations", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.CharField(db_index=True, max_length=64, verbose_name="隔区 compartment")),
                (
                    "public_id",
                    models.CharField(
                        default=quanze.apps.determinations.models.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="编号 number",
                    ),
                ),
                ("made_by", models.BigIntegerField(db_index=True, verbose_name="起草人 made by")),
                ("made_at", models.DateTimeField(verbose_name="起草时刻 made at")),
                ("changed_at", models.DateTimeField(verbose_name="修改时刻 changed at")),
                ("text", models.TextField(verbose_name="案件内容 case so far")),
                ("unclear", models.JSONField(default=list, verbose_name="不清楚的事项 not clear")),
                ("settings", models.JSONField(default=dict, verbose_name="设定 settings")),
                ("reason", models.TextField(blank=True, default="", verbose_name="理由 reason")),
            ],
            options={"verbose_name": "定责草稿", "ordering": ("-changed_at", "public_id")},
        ),
        enable("determinations_draft", using=listed_rule("made_by", "quanze.person")),
    ]
