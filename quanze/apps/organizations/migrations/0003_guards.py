"""The triggers that keep records as they are, and the second wall on PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from quanze.apps.access.rowsecurity import enable, label_and, listed_rule
from quanze.apps.organizations import guards

_UNIT = label_and(listed_rule("unit_id", "quanze.units"))
_HERE = listed_rule("t.unit_id", "quanze.units")
_PERSON = label_and(
    listed_rule("person_id", "quanze.person"),
    f"EXISTS (SELECT 1 FROM organizations_tenure_record t WHERE t.person_id = {{table}}.person_id AND {_HERE})",  # noqa: S608
)
_TENURE = label_and(listed_rule("unit_id", "quanze.units"), listed_rule("person_id", "quanze.person"))


def _of_record(table: str, record: str) -> str:
    return label_and(f"EXISTS (SELECT 1 FROM {record} t WHERE t.id = {table}.record_id AND {_HERE})")  # noqa: S608


class Migration(migrations.Migration):
    """Raises guards and wall."""

    dependencies = [("organizations", "0002_records")]
    operations = [
        guards.step(),
        enable("organizations_act"),
        # These four hold codes only; a visible record may name a unit above the caller's own.
        enable("organizations_unit"),
        enable("organizations_body"),
        enable("organizations_post"),
        enable("organizations_official"),
        enable("organizations_unit_record", using=_UNIT),
        enable("organizations_unit_link", using=_of_record("organizations_unit_link", "organizations_unit_record")),
        enable("organizations_body_record", using=_UNIT),
        enable("organizations_post_record", using=_UNIT),
        enable("organizations_person_record", using=_PERSON.format(table="organizations_person_record")),
        enable("organizations_tenure_record", using=_TENURE),
        enable("organizations_portfolio_record", using=_UNIT),
        enable(
            "organizations_portfolio_target",
            using=_of_record("organizations_portfolio_target", "organizations_portfolio_record"),
        ),
        enable("organizations_absence_record", using=_PERSON.format(table="organizations_absence_record")),
    ]
