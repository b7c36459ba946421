"""How names are sought: a table of its own, filled for the records that stand, behind the wall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import PROTECT, Q

from quanze.apps.access.rowsecurity import LABEL_RULE, enable, listed_rule
from quanze.apps.organizations.spelling import spelled

_WIDE = "position(',register,' in coalesce(current_setting('quanze.wide', true), '')) > 0"
_HERE = listed_rule("t.unit_id", "quanze.units")
_PERSON = "t.person_id = organizations_spelling.person_id"
_RULE = (
    f"{LABEL_RULE} AND ({_WIDE} OR {listed_rule('unit_id', 'quanze.units')} "  # noqa: S608
    f"OR {listed_rule('person_id', 'quanze.person')} "
    f"OR EXISTS (SELECT 1 FROM organizations_official t WHERE {_PERSON} AND {_HERE}) "
    f"OR EXISTS (SELECT 1 FROM organizations_tenure_record t WHERE {_PERSON} AND {_HERE}))"
)
_READ = ("unit", "unit_record", "post", "post_record", "official", "person_record")
_NAMED = {
    "unit": "SELECT r.id, r.unit_id, NULL, t.code, r.name, r.compartment "
    "FROM organizations_unit_record r JOIN organizations_unit t ON t.id = r.unit_id",
    "post": "SELECT r.id, r.unit_id, NULL, t.code, r.title, r.compartment "
    "FROM organizations_post_record r JOIN organizations_post t ON t.id = r.post_id",
    "person": "SELECT r.id, NULL, r.person_id, t.code, r.name, r.compartment "
    "FROM organizations_person_record r JOIN organizations_official t ON t.person_id = r.person_id",
}
_INSERT = (
    "INSERT INTO organizations_spelling (kind, record, unit_id, person_id, text, compartment) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)


def _fill(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    _force(editor, "NO FORCE")
    with editor.connection.cursor() as cursor:
        for kind, statement in _NAMED.items():
            cursor.execute(statement)
            cursor.executemany(_INSERT, list(_lines(kind, cursor.fetchall())))
    _force(editor, "FORCE")


def _lines(kind: str, rows: list[Any]) -> Iterator[tuple[Any, ...]]:
    for record, unit, person, code, name, label in rows:
        yield kind, record, unit, person, spelled(code, name, person=kind == "person"), label


def _force(editor: BaseDatabaseSchemaEditor, how: str) -> None:
    """The owner of the tables sees their rows while these are copied; the wall binds him before and after."""
    if editor.connection.vendor == "postgresql":
        for table in _READ:
            editor.execute(f"ALTER TABLE organizations_{table} {how} ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    """Makes and fills the table."""

    dependencies = (("organizations", "0003_guards"),)
    operations = (
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.CharField("隔区 compartment", default="register", max_length=64)),
                ("kind", models.CharField(max_length=8)),
                ("record", models.BigIntegerField()),
                (
                    "unit",
                    models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="organizations.unit"),
                ),
                (
                    "person",
                    models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="organizations.official"),
                ),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "organizations_spelling",
                "constraints": (
                    models.UniqueConstraint(fields=("kind", "record"), name="spelling_once"),
                    models.CheckConstraint(condition=Q(kind__in=("unit", "post", "person")), name="spelling_kind"),
                    models.CheckConstraint(
                        condition=Q(kind="person", unit=None, person__isnull=False)
                        | ~Q(kind="person") & Q(unit__isnull=False, person=None),
                        name="spelling_of_one",
                    ),
                ),
            },
        ),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        enable("organizations_spelling", using=_RULE),
    )
