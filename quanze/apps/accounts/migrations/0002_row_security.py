"""The second wall on PostgreSQL: one's own account, grants and sessions, unless seen everywhere."""

from __future__ import annotations

from django.db import migrations

from quanze.apps.access.rowsecurity import WIDE_RULE, enable, label_and, listed_rule

_OWN = label_and(listed_rule("account_id", "quanze.account"))


class Migration(migrations.Migration):
    """Raises the wall."""

    dependencies = [("accounts", "0001_initial")]
    operations = [
        enable("accounts_account", using=label_and(listed_rule("id", "quanze.account"))),
        enable("accounts_grant", using=_OWN),
        enable("accounts_session", using=_OWN),
        enable("accounts_failedtries", using=WIDE_RULE),
    ]
