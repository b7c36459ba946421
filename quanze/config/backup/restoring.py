"""Restoring: into an empty place only, all or nothing, and what then stands there is added up again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS as DEFAULT
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.config.backup.exporting import Sum, export
from quanze.config.backup.files import folder_on_disk, on_disk
from quanze.config.backup.keys import private_key
from quanze.config.backup.loading import load, unguarded
from quanze.config.backup.reading import Checked, check_backup, contents, newer
from quanze.config.backup.recorded import record_fault
from quanze.config.backup.seal_key import check_seal_key, put_seal_key
from quanze.config.backup.sources import Picture, PostgresPicture, Settings, SqlitePicture
from quanze.core.ledger.faults import Fault
from quanze.core.refusals import Refusal

_BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: when it was made, its rows, digest, number of entries, and what is wrong with the record.

    ``aside`` names the file in the data folder that now holds a seal key found there, "" where none was kept.
    """

    made_at: str
    rows: int
    export: str
    entries: int
    fault: Fault | None
    aside: str = ""


def restore_backup(
    file: Path, *, key: Path, by: Caller, into: Settings | None = None, environment: Mapping[str, str] = os.environ
) -> Restored:
    """Put a backup into an empty database: the one that the settings name, or ``into``.

    Every byte of the file is checked first. What was loaded is exported and compared before it counts; a failure
    or a kill leaves the place empty. Raises Refusal: not_permitted, not_empty, other_seal_key, the refusals of
    private_key and check_backup, other_schema, restored_differs.
    """
    check_may(by, "backup:restore")
    opening = private_key(key)
    target = into or connections[DEFAULT].settings_dict
    on_sqlite = target["ENGINE"].endswith("sqlite3")
    _check_empty(target, on_sqlite)
    checked = check_backup(file, opening)
    check_seal_key(checked.front.seal_key, environment)
    fault = record_fault(contents(file, opening))
    aside = (_into_sqlite if on_sqlite else _into_postgresql)(target, file, opening, checked)
    total = checked.total
    return Restored(checked.front.at, total["rows"], total["export"], total["audit"]["entries"], fault, aside)


@act(event="audit:backup:restored")
def record_restored(*, restored: Restored, by: Caller, at: datetime) -> None:
    """The first entry after a restoring: anybody can see that the record was taken back to an earlier state."""
    record(
        by=by, at=at, event="audit:backup:restored", object_kind="backup", object_id=restored.made_at,
        after={"entries": restored.entries, "export": restored.export},
    )  # fmt: skip


def _check_empty(target: Mapping[str, Any], on_sqlite: bool) -> None:
    if on_sqlite:
        taken = any(Path(f"{target['NAME']}{end}").exists() for end in _BESIDE)
    else:
        with leading_to(target) as wrapper, wrapper.cursor() as cursor:
            taken = bool(wrapper.introspection.table_names(cursor, include_views=True))
    if taken:
        raise Refusal(
            "not_empty", zh="此处已有数据库，恢复只写入空的数据文件夹或空库；请另设 QUANZE_HOME 或 DATABASE_URL",
            en="there is a database here: restoring goes only into an empty folder or database; "
            "let QUANZE_HOME or DATABASE_URL name another",
        )  # fmt: skip


def _into_sqlite(target: Mapping[str, Any], file: Path, key: X25519PrivateKey, checked: Checked) -> str:
    """Build the database under another name; it gets its own when it is whole and on the disk."""
    place = Path(target["NAME"])
    half = place.with_name(f".{place.name}.restoring")
    _clear(half)
    try:
        with leading_to({**target, "NAME": str(half)}) as wrapper:
            _hasten(wrapper)
            _migrate(wrapper, checked)
            with transaction.atomic():
                _fill(wrapper, SqlitePicture(wrapper.connection), file, key, checked)
            _migrate_to_now(wrapper)
            with wrapper.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with half.open("r+b") as whole:
            on_disk(whole)
        aside = put_seal_key(checked.front.seal_key, alone=place.parent == Path(settings.QUANZE_HOME))
        os.link(half, place)
        folder_on_disk(place.parent)
        return aside
    finally:
        _clear(half)


def _hasten(wrapper: BaseDatabaseWrapper) -> None:
    """Nothing need reach the disk before the whole file does."""
    with wrapper.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")


def _into_postgresql(target: Mapping[str, Any], file: Path, key: X25519PrivateKey, checked: Checked) -> str:
    """All in one transaction: tables, rows and the comparison are kept together or not at all."""
    with leading_to(target) as wrapper, transaction.atomic():
        with wrapper.cursor() as cursor:
            cursor.execute("SET LOCAL timezone = 'UTC'")
        _migrate(wrapper, checked)
        _fill(wrapper, PostgresPicture(wrapper.connection), file, key, checked)
        _migrate_to_now(wrapper)
        return put_seal_key(checked.front.seal_key, alone=False)


def _fill(wrapper: BaseDatabaseWrapper, now: Picture, file: Path, key: X25519PrivateKey, checked: Checked) -> None:
    total = Sum()
    with unguarded(wrapper):
        load(wrapper, now, contents(file, key))
        wrapper.check_constraints()
        for _ in export(now, total):
            pass
    if total.total() != checked.total:
        raise Refusal(
            "restored_differs", zh="恢复后的内容与备份不一致，已全部撤回；请告诉维护者",
            en="what was restored is not what the backup holds, so all of it was undone; tell the maintainers",
        )  # fmt: skip


def _migrate(wrapper: BaseDatabaseWrapper, checked: Checked) -> None:
    """Bring the empty database to the schema of the backup. Raises Refusal "newer_backup" for an unknown one."""
    executor = MigrationExecutor(wrapper)
    wanted = set(checked.front.migrations)
    if not wanted <= set(executor.loader.graph.nodes):
        raise newer()
    children = {key: executor.loader.graph.node_map[key].children for key in wanted}
    last = [key for key in wanted if not any(each.key in wanted and each.key[0] == key[0] for each in children[key])]
    executor.migrate(sorted(last))


def _migrate_to_now(wrapper: BaseDatabaseWrapper) -> None:
    """From the schema of the backup to that of this program."""
    executor = MigrationExecutor(wrapper)
    executor.migrate(executor.loader.graph.leaf_nodes())


@contextmanager
def leading_to(target: Mapping[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """The program's connection leads to the place restored into, until the end; then to where it led before."""
    usual = connections[DEFAULT]
    backend: Any = load_backend(target["ENGINE"])
    wrapper: BaseDatabaseWrapper = backend.DatabaseWrapper({**usual.settings_dict, **target}, DEFAULT)
    connections[DEFAULT] = wrapper
    try:
        yield wrapper
    finally:
        wrapper.close()
        connections[DEFAULT] = usual


def _clear(half: Path) -> None:
    for end in _BESIDE:
        Path(f"{half}{end}").unlink(missing_ok=True)
