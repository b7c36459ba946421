"""Making a backup: one picture of the database, added up, encrypted, recorded, and only then given its name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection

from quanze import __version__
from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.checks import check_may
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.config.backup.exporting import Sum, export
from quanze.config.backup.files import folder_on_disk, on_disk
from quanze.config.backup.keys import key_id, public_key
from quanze.config.backup.sealing import Sealer
from quanze.config.backup.sources import Picture, Settings, picture
from quanze.config.environment import postgresql
from quanze.core.ledger.canonical import Json, encoded
from quanze.core.ledger.digests import instant_text
from quanze.core.refusals import Refusal
from quanze.core.words.system import reason

FORM = 1
MIGRATIONS = "django_migrations"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup: its file, the id of the key that opens it, and what it comes to."""

    file: Path
    key: str
    rows: int
    export: str
    entries: int
    head: str


def operator(name: str, action: str, at: datetime) -> Caller:
    """Whoever works at the host's console, for backup and restore only."""
    return system_caller(name, permissions=[f"all:{action}"], at=at)


def make_backup(*, to: Path, key: Path, by: Caller, at: datetime, environment: Mapping[str, str] = os.environ) -> Made:
    """Back everything up into a new file, encrypted to a public key, while others go on writing.

    The record says so before the file has its name. Raises Refusal: not_permitted, unreadable, private_given,
    bad_key, file_exists, unwritable, no_database, backup_role, unknown_type, odd_value; then there is no file.
    """
    check_may(by, "backup:make")
    opening = public_key(key)
    total = Sum()
    with _new_file(to) as file, picture(_source(environment)) as source:
        sealer = Sealer(file, opening)
        sealer.write(encoded(_front(source, at)) + b"\n")
        for line in export(source, total):
            sealer.write(line + b"\n")
        last = total.total()
        sealer.write(encoded(last) + b"\n")
        sealer.close()
        on_disk(file)
        _record_made(by=by, at=at, key=key_id(opening), total=last)
    return Made(to, key_id(opening), total.rows, str(last["export"]), total.entries, total.head.hex())


@act(event="audit:backup:made")
def _record_made(*, by: Caller, at: datetime, key: str, total: Mapping[str, Json]) -> None:
    record(
        by=by, at=at, event="audit:backup:made", object_kind="backup", object_id=key,
        after={"key": key, "export": str(total["export"])},
    )  # fmt: skip


def _source(environment: Mapping[str, str]) -> Settings:
    """The database as the program has it, or as a role of its own that sees every row."""
    address = environment.get("QUANZE_BACKUP_DATABASE_URL")
    found: dict[str, Any] = postgresql(address) if address else connection.settings_dict
    return found


def _front(source: Picture, at: datetime) -> dict[str, Json]:
    """The first line: which program and schema, and the key under which second factors and grants are sealed."""
    migrations = [each for each in source.tables() if each.name == MIGRATIONS]
    names = [column.name for each in migrations for column in each.columns]
    rows = [dict(zip(names, row, strict=True)) for each in migrations for row in source.rows(each)]
    applied: list[Json] = [[row["app"], row["name"]] for row in rows]
    return {
        "at": instant_text(at), "backup": FORM, "migrations": applied, "program": __version__,
        "seal_key": settings.QUANZE_SEAL_KEY,
    }  # fmt: skip


@contextmanager
def _new_file(to: Path) -> Iterator[BinaryIO]:
    """A file beside the place where it is to lie, that gets its name when all went well and vanishes otherwise."""
    if to.exists():
        raise _exists(to)
    half = ""
    try:
        handle, half = tempfile.mkstemp(prefix=f".{to.name}-", suffix=".half", dir=to.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
        os.link(half, to)
        folder_on_disk(to.parent)
    except FileExistsError:
        raise _exists(to) from None
    except OSError as error:
        zh, en = f"写不进去：{reason(error).zh}", f"cannot be written: {reason(error).en}"
        raise Refusal("unwritable", zh=zh, en=en, where=str(to)) from None
    finally:
        if half:
            Path(half).unlink(missing_ok=True)


def _exists(to: Path) -> Refusal:
    return Refusal(
        "file_exists", zh="文件已存在，不会覆盖；请换一个文件名", where=str(to),
        en="the file exists and is not written over; name another",
    )  # fmt: skip
