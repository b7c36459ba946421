"""What repeated acts are known by becomes keyed: earlier plain digests let identity numbers of a file be tried out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from quanze.apps.access.sealing import stamp
from quanze.apps.organizations.guards import guards

_TABLE = "organizations_act"


def key_requests(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the keyed digest of each kept digest in its place; acts are otherwise as they were."""
    with _guard_resting(editor), editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT id, request FROM {_TABLE} WHERE request <> ''")  # noqa: S608 (a constant name)
        keyed = [(stamp({"request": plain}, purpose="register.act.request"), id) for id, plain in cursor.fetchall()]
        if keyed:
            cursor.executemany(f"UPDATE {_TABLE} SET request = %s WHERE id = %s", keyed)  # noqa: S608 (a constant name)


@contextmanager
def _guard_resting(editor: BaseDatabaseSchemaEditor) -> Iterator[None]:
    """The table's own guard against change, and the wall before its owner, rest for this step."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE {_TABLE} NO FORCE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {_TABLE} DISABLE TRIGGER {_TABLE}_keep")
        yield
        editor.execute(f"ALTER TABLE {_TABLE} ENABLE ALWAYS TRIGGER {_TABLE}_keep")
        editor.execute(f"ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY")
    else:
        editor.execute(f"DROP TRIGGER {_TABLE}_update")
        yield
        editor.execute(guards("sqlite")[f"{_TABLE}_update"])


class Migration(migrations.Migration):
    """Keys the digests; going back leaves them keyed."""

    dependencies = (("organizations", "0006_last_act"),)
    operations = (migrations.RunPython(key_requests, migrations.RunPython.noop),)
