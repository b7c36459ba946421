"""The triggers that keep records as they are, and the second wall on PostgreSQL."""

from __future__ import annotations

from django.db import migrations

from quanze.apps.access.rowsecurity import LABEL_RULE, enable, listed_rule
from quanze.apps.organizations import guards

# Whoever reads the register everywhere reads it so in a narrower compartment, too, once that is open to him.
_WIDE = "position(',register,' in coalesce(current_setting('quanze.wide', true), '')) > 0"
_HERE = listed_rule("t.unit_id", "quanze.units")


def _seen(*narrow: str) -> str:
    return f"{LABEL_RULE} AND ({' OR '.join((_WIDE, *narrow))})"


def _of_person(table: str) -> str:
    own = listed_rule("person_id", "quanze.person")
    held = f"EXISTS (SELECT 1 FROM organizations_tenure_record t WHERE t.person_id = {table}.person_id AND {_HERE})"  # noqa: S608
    entered = f"EXISTS (SELECT 1 FROM organizations_official t WHERE t.person_id = {table}.person_id AND {_HERE})"  # noqa: S608
    return _seen(own, entered, held)


def _of_record(table: str, record: str) -> str:
    return _seen(f"EXISTS (SELECT 1 FROM {record} t WHERE t.id = {table}.record_id AND {_HERE})")  # noqa: S608


_UNIT = _seen(listed_rule("unit_id", "quanze.units"))
_TENURE = _seen(listed_rule("unit_id", "quanze.units"), listed_rule("person_id", "quanze.person"))


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
        enable("organizations_person_record", using=_of_person("organizations_person_record")),
        enable("organizations_tenure_record", using=_TENURE),
        enable("organizations_portfolio_record", using=_UNIT),
        enable(
            "organizations_portfolio_target",
            using=_of_record("organizations_portfolio_target", "organizations_portfolio_record"),
        ),
        enable("organizations_absence_record", using=_of_person("organizations_absence_record")),
    ]
