"""Places to restore into, and how a whole database is compared with another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.db import connection

from quanze.config.backup.exporting import Sum, export
from quanze.config.backup.sources import connected, picture

Settings = dict[str, Any]


@contextmanager
def empty_place(folder: Path) -> Iterator[Settings]:
    """Settings of an empty database on the engine of this run, gone afterwards."""
    ours = connection.settings_dict
    if connection.vendor == "sqlite":
        folder.mkdir(exist_ok=True)
        yield {**ours, "NAME": str(folder / "quanze.sqlite3")}
        return
    name = f"restored_{token_hex(4)}"
    with connected({**ours, "NAME": "postgres"}) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {**ours, "NAME": name}
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def exported(place: Settings | None = None) -> list[bytes]:
    """Every line of the canonical export of a database: this run's, or another one's."""
    with picture(place or connection.settings_dict) as source:
        return list(export(source, Sum()))
