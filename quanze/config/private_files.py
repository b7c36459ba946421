"""What lies in the data folder is its owner's alone: the folder, and the database with its log beside it."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from quanze.core.words.system import reason

_BESIDE = ("", "-wal", "-shm", "-journal")
_OTHERS = 0o077


def private_folder(home: Path) -> None:
    """Make the data folder for its owner alone; refuse one that others can enter.

    It is not mended: somebody else may have given it its mode for a reason, so its owner decides. Raises
    ImproperlyConfigured.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = stat.S_IMODE(home.stat().st_mode)
    except OSError as error:
        raise _refused(
            f"数据文件夹 {home} 无法使用（{reason(error).zh}）；请核对 QUANZE_HOME",
            f"the data folder {home} cannot be used ({reason(error).en}); check QUANZE_HOME",
        ) from None
    if os.name == "posix" and mode & _OTHERS:
        raise _refused(
            f"数据文件夹 {home} 可被他人读取；请执行 chmod 700 {home}，或由 QUANZE_HOME 指明另一文件夹",
            f"the data folder {home} can be read by others; run chmod 700 {home}, or let QUANZE_HOME name another",
        )


def keep_private(file: Path) -> None:
    """The database file and its log: made for the owner alone where there is none, mended where others could read.

    An existing file is never opened here: closing it would drop the locks that SQLite holds on it in this process.
    Raises ImproperlyConfigured for a file of somebody else that others can read.
    """
    if os.name != "posix":
        return
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        for end in _BESIDE:
            _mend(Path(f"{file}{end}"))


def _mend(file: Path) -> None:
    try:
        if stat.S_IMODE(file.stat().st_mode) & _OTHERS:
            file.chmod(0o600)
    except FileNotFoundError:  # the log of a database comes and goes
        return
    except PermissionError:
        raise _refused(
            f"数据库文件 {file.name} 可被他人读取，又不属于本用户；请由其所有者执行 chmod 600",
            f"the database file {file.name} can be read by others and is not yours; let its owner run chmod 600 on it",
        ) from None


def _refused(zh: str, en: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{zh} / {en}")


class PrivateConnection(sqlite3.Connection):
    """A connection to SQLite whose file was its owner's alone before the first byte was written."""

    def __init__(self, database: Any, *args: Any, **kwargs: Any) -> None:
        if not str(database).startswith(("file:", ":")):
            keep_private(Path(database))
        super().__init__(database, *args, **kwargs)
