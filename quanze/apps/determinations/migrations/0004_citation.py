"""Which rows a determination cites: a table of its own, filled for the determinations that stand, behind the wall."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from quanze.apps.access.rowsecurity import enable
from quanze.apps.determinations.citing import rows_cited
from quanze.apps.determinations.guards import LATER, step

_AT_ONCE = 100
_READ = "SELECT id, compartment, asked_at, sheet FROM determinations_determination WHERE id > %s ORDER BY id LIMIT %s"
_INSERT = (
    "INSERT INTO determinations_citation (determination_id, compartment, asked_at, rulebook, row) "
    "VALUES (%s, %s, %s, %s, %s)"
)
_VISIBLE = "EXISTS (SELECT 1 FROM determinations_determination d WHERE d.id = determination_id)"


def _fill(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    _force(editor, "NO FORCE")
    last = 0
    with editor.connection.cursor() as cursor:
        while True:
            cursor.execute(_READ, [last, _AT_ONCE])
            rows = cursor.fetchall()
            if not rows:
                break
            cursor.executemany(_INSERT, list(_lines(rows)))
            last = rows[-1][0]
    _force(editor, "FORCE")


def _lines(rows: list[Any]) -> Iterator[tuple[Any, ...]]:
    for number, label, asked_at, sheet in rows:
        for rulebook, row in rows_cited(json.loads(bytes(sheet))):
            yield number, label, asked_at, rulebook, row


def _force(editor: BaseDatabaseSchemaEditor, how: str) -> None:
    """The owner of the table sees its rows while these are read; the wall binds him before and after."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE determinations_determination {how} ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    """Makes and fills the table, then raises its guards and its wall."""

    dependencies = [("determinations", "0003_draft")]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.CharField(db_index=True, max_length=64, verbose_name="隔区 compartment")),
                ("rulebook", models.CharField(max_length=64, verbose_name="规定 rulebook")),
                ("row", models.CharField(max_length=128, verbose_name="条 row")),
                ("asked_at", models.DateTimeField(verbose_name="询问时刻 asked at")),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="determinations.determination",
                        verbose_name="定责建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "所引条文",
                "indexes": [
                    models.Index(fields=["rulebook", "row", "-asked_at", "compartment"], name="citation_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("determination", "rulebook", "row"), name="citation_once")
                ],
            },
        ),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        step(LATER),
        enable("determinations_citation", using=_VISIBLE),
    ]
