"""The second wall on PostgreSQL: persons and kinship by unit or as one's own, unless seen everywhere."""

from __future__ import annotations

from django.db import migrations

from quanze.apps.access.rowsecurity import enable, label_and, listed_rule

_PERSON = label_and(listed_rule("unit_id", "quanze.units"), listed_rule("id", "quanze.person"))
_ENDS = "SELECT 1 FROM people_person p WHERE p.id IN (person_id, relative_id)"
_KINSHIP = label_and(
    listed_rule("person_id", "quanze.person"), listed_rule("relative_id", "quanze.person"), f"EXISTS ({_ENDS})"
)


class Migration(migrations.Migration):
    """Raises the wall."""

    dependencies = [("people", "0001_initial")]
    operations = [enable("people_person", using=_PERSON), enable("people_kinship", using=_KINSHIP)]
