"""The two append-only tables and the triggers that keep them so."""

from django.db import migrations, models

from quanze.apps.audit import guards


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("first_seq", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="首条 first")),
                ("last_seq", models.BigIntegerField(unique=True, verbose_name="末条 last")),
                ("root", models.CharField(max_length=64, verbose_name="根 root")),
                ("hash_name", models.CharField(max_length=16, verbose_name="摘要算法 hash")),
            ],
            options={
                "db_table": "audit_checkpoint",
                "ordering": ("first_seq",),
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="序号 number")),
                ("hash_name", models.CharField(max_length=16, verbose_name="摘要算法 hash")),
                ("event", models.CharField(max_length=96, verbose_name="事项 event")),
                ("kind", models.CharField(max_length=8, verbose_name="类别 kind")),
                ("business", models.BooleanField(verbose_name="业务 business")),
                ("actor_person", models.BigIntegerField(null=True, verbose_name="办理人 person")),
                ("actor_account", models.BigIntegerField(null=True, verbose_name="账号 account")),
                ("at", models.CharField(max_length=27, verbose_name="时刻 at (UTC)")),
                ("object_kind", models.CharField(max_length=64, verbose_name="对象类别 kind of object")),
                ("object_id", models.TextField(verbose_name="对象 object")),
                ("on_behalf_of", models.BigIntegerField(null=True, verbose_name="代表 on behalf of")),
                ("before", models.CharField(max_length=64, verbose_name="原状摘要 digest before")),
                ("after", models.CharField(max_length=64, verbose_name="新状摘要 digest after")),
                ("reason", models.TextField(verbose_name="理由 reason")),
                ("salt", models.CharField(max_length=32, verbose_name="盐 salt")),
                ("prev_hash", models.BinaryField(verbose_name="前条摘要 hash before")),
                ("hash", models.BinaryField(verbose_name="本条摘要 own hash")),
                ("canonical", models.BinaryField(verbose_name="规范字节 canonical bytes")),
            ],
            options={
                "db_table": "audit_entry",
                "ordering": ("seq",),
                "indexes": [models.Index(fields=["object_kind", "object_id", "seq"], name="audit_entry_object")],
            },
        ),
        guards.step(),
    )
