"""Files in and out: which case files are meant, their bytes, and writing beside and renaming."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from quanze.core.casefile.decoding import MOST_BYTES, check_size
from quanze.core.casefile.wording import nearest, shown
from quanze.core.refusals import Refusal
from quanze.core.words.system import reason

CASE_ENDINGS = (".yaml", ".yml", ".json")
STDIN = "-"


def case_files(place: str) -> list[str]:
    """The case files a word on the command line means: itself, or every one in the folder, sorted by path.

    Raises Refusal "no_cases" for a folder without any.
    """
    # os.path answers no where Path would fail on a name that no file system can carry.
    if place == STDIN or not os.path.isdir(place):
        return [place]
    found = sorted(path for path in _inside(Path(place)) if path.suffix.lower() in CASE_ENDINGS)
    if not found:
        raise Refusal(
            "no_cases",
            zh=f"文件夹 {shown(place)} 中没有案件文件（{'、'.join(CASE_ENDINGS)}）",
            en=f"the folder {shown(place)} holds no case file ({', '.join(CASE_ENDINGS)})",
        )
    return [str(path) for path in found]


def _inside(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def read_bytes(place: str) -> bytes:
    """The bytes of a file, or of standard input for "-"; never more than a case may have.

    Raises Refusal: no_such_file (with the nearest name), is_folder, unreadable, too_large.
    """
    name = Path(place).name
    try:
        if place == STDIN:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with open(place, "rb") as file:
            check_size(os.fstat(file.fileno()).st_size, name=name)
            return file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise _no_such_file(place) from None
    except IsADirectoryError:
        raise Refusal(
            "is_folder", zh=f"{shown(place)} 是文件夹，这里需要文件", en=f"{shown(place)} is a folder; a file is needed"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise Refusal(
            "unreadable", zh=f"读不了 {shown(place)}（{reason(error).zh}），请核对权限和路径",
            en=f"{shown(place)} cannot be read ({reason(error).en}); check its permissions and path",
        ) from None  # fmt: skip


def _no_such_file(place: str) -> Refusal:
    path = Path(place)
    try:
        beside = os.listdir(path.parent)
    except OSError:
        beside = []
    near = nearest(path.name, beside)
    return Refusal(
        "no_such_file",
        zh=f"没有文件 {shown(place)}" + (f"，是否为 {near}？" if near else "，请核对路径"),
        en=f"there is no file {shown(place)}" + (f"; did you mean {near}?" if near else "; check the path"),
    )


def write_all(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write texts as UTF-8 files of a folder: all beside first, then renamed, so that no half of them is left.

    Raises Refusal "cannot_write".
    """
    beside: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            path = folder / name
            # A short name of its own: the full one may already be as long as a file system allows.
            beside[path] = folder / f".{os.getpid()}-{len(beside)}.new"
            beside[path].write_bytes(text.encode("utf-8"))
        for path, new in beside.items():
            new.replace(path)
    except OSError as error:
        for new in beside.values():
            new.unlink(missing_ok=True)
        raise _cannot_write(folder, error) from None
    return list(beside)


def _cannot_write(folder: Path, error: OSError) -> Refusal:
    return Refusal(
        "cannot_write",
        zh=f"写不进 {shown(folder)}（{reason(error).zh}），请换一个文件夹（--out）或核对权限",
        en=f"cannot write to {shown(folder)} ({reason(error).en}); choose another folder (--out) or check permissions",
    )
