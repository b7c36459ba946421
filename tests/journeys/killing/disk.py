"""A disk that forgets at a power loss what was never synced.

SQLite reaches its files through a table of functions, its VFS. Here the sync of each file is overheard: what the
file holds at that moment is copied, and only these copies outlive a power loss. Nothing else is changed, so what is
tested is the real program with its real settings.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import shutil
import sqlite3
from pathlib import Path
from typing import Any

_P = ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _P, _P, _P, ctypes.c_int, _P)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _P, ctypes.c_int)
ENDS = ("", "-wal")


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as its third version goes."""

    _fields_ = (
        ("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest", ctypes.c_int), ("next", _P),
        ("name", ctypes.c_char_p), ("data", _P), ("open", _P), ("others", _P * 15),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, as far as its third version goes."""

    _fields_ = (("version", ctypes.c_int), ("before", _P * 4), ("sync", _P), ("after", _P * 13))


_kept: list[Any] = []


def install(file: Path, durable: Path) -> None:
    """From now on every connection of this process writes ``file`` to a disk that forgets; for one process, once."""
    durable.mkdir(exist_ok=True)
    for end in ENDS:
        _copy(Path(f"{file}{end}"), durable)
    library = _library()
    library.sqlite3_vfs_find.restype = _P
    usual = _Vfs.from_address(library.sqlite3_vfs_find(None))
    listening = _Vfs.from_buffer_copy(usual)
    listening.name = b"forgetting"
    opened = _OPEN(_opener(usual, file, durable))
    listening.open = ctypes.cast(opened, _P)
    _kept.extend((usual, listening, opened))
    if library.sqlite3_vfs_register(ctypes.byref(listening), 1):
        raise RuntimeError("SQLite takes no other VFS")


def lose_power(file: Path, durable: Path) -> None:
    """What was not synced is gone: the files are as the disk had them."""
    for end in (*ENDS, "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    for end in ENDS:
        _copy(durable / f"{file.name}{end}", file.parent)


def _copy(file: Path, folder: Path) -> None:
    if file.exists():
        half = folder / f".{file.name}.half"
        shutil.copyfile(file, half)
        half.replace(folder / file.name)


def _library() -> Any:
    """The very SQLite that Python uses."""
    for place in (_sqlite3.__file__, None):
        library = ctypes.CDLL(place)
        if hasattr(library, "sqlite3_vfs_register"):
            library.sqlite3_libversion.restype = ctypes.c_char_p
            if library.sqlite3_libversion().decode() == sqlite3.sqlite_version:
                return library
    raise RuntimeError("SQLite's own functions are not to be found in this Python")


def _opener(usual: _Vfs, file: Path, durable: Path) -> Any:
    open_file = _OPEN(usual.open)
    methods: dict[int, _Methods] = {}

    # SQLite keeps the address of the name and builds others from it: its own address goes on, never a copy's.
    def opened(_: int, name: int | None, handle: int, flags: int, out: int) -> int:
        status = open_file(ctypes.addressof(usual), name, handle, flags, out)
        path = Path(ctypes.string_at(name).decode()) if name else None
        if status == 0 and path and path.name in {f"{file.name}{end}" for end in ENDS}:
            table = ctypes.cast(handle, ctypes.POINTER(_P))
            theirs = table[0]
            assert theirs is not None
            ours = methods[handle] = _Methods.from_buffer_copy(_Methods.from_address(theirs))
            ours.sync = ctypes.cast(_synced(_SYNC(ours.sync), path, durable), _P)
            table[0] = ctypes.addressof(ours)
        return status

    return opened


def _synced(usual: Any, path: Path, durable: Path) -> Any:
    def sync(handle: int, flags: int) -> int:
        status: int = usual(handle, flags)
        if status == 0:
            _copy(path, durable)
        return status

    kept = _SYNC(sync)
    _kept.append(kept)
    return kept
