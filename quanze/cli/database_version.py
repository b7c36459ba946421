"""Whether the tables that stand are those of this program: none, older, as they should be, or newer."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from quanze.core.refusals import Refusal

Step = tuple[str, str]
# Apps that come and go with outside sign-in: their tables may stand though they are not installed now.
_COME_AND_GO = frozenset({"account", "auth", "contenttypes", "messages", "sessions", "sites", "socialaccount"})


class State(Enum):
    """How the database stands to this program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def state_of_database(only: Collection[str] = ()) -> State:
    """How the database stands; with ``only`` (labels of apps) an older one counts as older for these alone.

    Nothing is made where there is nothing: a folder that was only asked stays empty.
    """
    done = set(_applied())
    if not done:
        return State.EMPTY
    known = set(_known())
    labels = {label for label, _ in known} | _COME_AND_GO
    if any(label not in labels or (label in _ours() and (label, name) not in known) for label, name in done):
        return State.NEWER
    missing = {label for label, _ in known - done}
    return State.OLDER if (missing & set(only) if only else missing) else State.CURRENT


def check_database(only: Collection[str] = ()) -> None:
    """Refuse a database that is not this program's. Raises Refusal: no_database, older_database, newer_database."""
    state = state_of_database(only)
    if state is State.EMPTY:
        raise Refusal(
            "no_database", zh="数据文件夹或数据库中还没有任何内容；请核对 QUANZE_HOME，新装的先执行 quanze accounts bootstrap",
            en="there is nothing in the data folder or database yet: check QUANZE_HOME, "
            "or begin with quanze accounts bootstrap",
        )  # fmt: skip
    if state is State.OLDER:
        raise Refusal(
            "older_database", zh="数据库由较早版本的程序建立；请先备份，停止服务，再执行 quanze upgrade",
            en="the database was made by an earlier version: make a backup, stop the server, then run quanze upgrade",
        )  # fmt: skip
    if state is State.NEWER:
        raise Refusal(
            "newer_database", zh="数据库由较新版本的程序建立，本程序不能使用；请安装当时的版本或更新的版本",
            en="the database was made by a later version and this program cannot use it; install that version or a later",
        )  # fmt: skip


def lay_out() -> None:
    """Make the tables where there are none; tables that stand are left as they are.

    Raises Refusal: older_database, newer_database, before anything is changed.
    """
    if state_of_database() is State.EMPTY:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    check_database()


def missing_steps() -> list[Step]:
    """The steps (app, name) that lead from the tables that stand to this program's, in their order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(each.app_label, each.name) for each, _ in plan]


def carry_out_steps(tell: Callable[[str], None]) -> list[str]:
    """Carry out the missing steps, telling each as it begins; their names, "app.migration"."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    done: list[str] = []

    def on_progress(action: str, migration: Any = None, fake: bool | None = False) -> None:
        if action == "apply_start":
            tell(str(migration))
        elif action == "apply_success":
            done.append(str(migration))

    executor = MigrationExecutor(connection, on_progress)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return done


def _applied() -> Iterator[Step]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    if connection.vendor == "sqlite" and connection.connection is None:
        file = str(connection.settings_dict["NAME"])
        if not file.startswith(("file:", ":")) and not os.path.exists(file):
            return
    yield from MigrationRecorder(connection).applied_migrations()


def _known() -> Iterator[Step]:
    """The steps that lie beside the program: only their names are read, for every command asks."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    for app in apps.get_app_configs():
        module, _ = MigrationLoader.migrations_module(app.label)
        try:
            package = import_module(module) if module else None
        except ModuleNotFoundError:
            continue
        if package is not None:
            yield from (
                (app.label, found.name) for found in iter_modules(package.__path__) if found.name[0] not in "_~"
            )


def _ours() -> frozenset[str]:
    from django.apps import apps

    return frozenset(app.label for app in apps.get_app_configs() if app.name.startswith("quanze."))
