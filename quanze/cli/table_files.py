"""Spreadsheets at the terminal: their bytes in and out, and how far their reading is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from quanze.cli.console import Console, one_line
from quanze.core.casefile.wording import nearest, shown
from quanze.core.refusals import Refusal
from quanze.core.words.system import reason

_CLEAR = "\r\x1b[K"


def read_file(place: str) -> bytes:
    """The bytes of a file. Raises Refusal: too_large before reading, no_such_file with the nearest name, unreadable."""
    from quanze.apps.organizations.exchange.limits import MOST_BYTES, check_size

    path = Path(place)
    try:
        with path.open("rb") as file:
            check_size(os.fstat(file.fileno()).st_size, name=path.name)
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _no_such_file(path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise Refusal(
            "unreadable", zh=f"读不了 {shown(place)}（{reason(error).zh}），请核对权限和路径",
            en=f"{shown(place)} cannot be read ({reason(error).en}); check its permissions and path",
        ) from None  # fmt: skip


def _no_such_file(path: Path) -> Refusal:
    beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, beside)
    return Refusal(
        "no_such_file", zh=f"没有文件 {shown(path)}" + (f"，是否为 {near}？" if near else "，请核对路径"),
        en=f"there is no file {shown(path)}" + (f"; did you mean {near}?" if near else "; check the path"),
    )  # fmt: skip


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, for their owner only: all beside first, then renamed. Raises Refusal "cannot_write"."""
    beside = {folder / name: folder / f".{os.getpid()}-{number}.new" for number, name in enumerate(files)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for new, data in zip(beside.values(), files.values(), strict=True):
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(data)
        for path, new in beside.items():
            new.replace(path)
    except OSError as error:
        for new in beside.values():
            new.unlink(missing_ok=True)
        raise Refusal(
            "cannot_write", zh=f"写不进 {shown(folder)}（{reason(error).zh}），请换一个文件夹（--out）或核对权限",
            en=f"cannot write to {shown(folder)} ({reason(error).en}); choose another folder (--out) or check permissions",
        ) from None  # fmt: skip
    return list(beside)


@contextmanager
def counting(console: Console) -> Iterator[Callable[[str, int], None]]:
    """How far an import is, on one line that is rewritten; only on a terminal, and wiped at the end."""
    shown_at_all = console.err.isatty()

    def tell(name: str, rows: int) -> None:
        if shown_at_all:
            done = console.say(f"写入 {rows} 行…", f"writing {rows} rows…")
            read = console.say(f"{name} {rows} 行已检查", f"{name}: {rows} rows checked")
            console.err.write(_CLEAR + one_line(read if name else done))
            console.err.flush()

    try:
        yield tell
    finally:
        if shown_at_all:
            console.err.write(_CLEAR)
            console.err.flush()
