"""Rows are never changed or removed, and the second wall on PostgreSQL: one's own, or the compartment one was named for."""

from __future__ import annotations

from django.db import migrations

from quanze.apps.access.rowsecurity import LABEL_RULE, enable, listed_rule
from quanze.apps.determinations.guards import FIRST, step

_DETERMINATION = f"({LABEL_RULE}) OR ({listed_rule('asked_by', 'quanze.person')})"
_CONCERNED = "EXISTS (SELECT 1 FROM determinations_determination d WHERE d.id = determination_id)"


class Migration(migrations.Migration):
    """Raises guards and wall."""

    dependencies = [("determinations", "0001_initial")]
    operations = [
        step(FIRST),
        enable("determinations_determination", using=_DETERMINATION),
        enable("determinations_concerned", using=_CONCERNED),
    ]
