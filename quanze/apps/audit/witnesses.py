"""Who is told the head: a witness file, or a folder of a second machine. Each keeps what it was told."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from quanze.core.ledger.anchors import Anchor, anchor_line, conflicts, read_anchor, read_anchors
from quanze.core.refusals import Refusal

TAIL = 4096


@dataclass(frozen=True, slots=True)
class FileWitness:
    """A file to which each anchor is added as one line; best append-only, on another machine's disk."""

    path: Path

    def anchors(self) -> list[Anchor]:
        """All it was told, in order. Raises Refusal ("bad_anchor", "witness_unreadable")."""
        return read_anchors(_read(self.path))

    def last(self) -> Anchor | None:
        """The latest it was told, without reading the rest."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            lines = file.read().split(b"\n")
        whole = [line for line in lines if line.strip()]
        return read_anchor(whole[-1].decode("utf-8", "replace")) if whole else None

    def keep(self, anchor: Anchor) -> None:
        """Add the anchor and wait until it is on the disk."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            if file.tell() and not _ends_line(self.path):
                file.write(b"\n")
            file.write(f"{anchor_line(anchor)}\n".encode())
            _sync(file.fileno())
        _sync_folder(self.path.parent)


@dataclass(frozen=True, slots=True)
class FolderWitness:
    """A folder with one file per anchor, named by its number of entries and never written over."""

    path: Path

    def anchors(self) -> list[Anchor]:
        """All it was told, in order. Raises Refusal ("bad_anchor", "witness_unreadable")."""
        return [anchor for file in self._files() for anchor in read_anchors(_read(file))]

    def last(self) -> Anchor | None:
        """The one with the most entries."""
        files = self._files()
        return read_anchors(_read(files[-1]))[-1] if files else None

    def keep(self, anchor: Anchor) -> None:
        """Write the anchor into a file of its own; one already there stays as it is.

        Raises Refusal ("two_heads") when the one there tells another head.
        """
        file = self.path / f"{anchor.entries:015d}.anchor"
        if file.exists():
            _check_same(read_anchors(_read(file)), anchor)
            return
        self.path.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".half")
        with half.open("wb") as new:
            new.write(f"{anchor_line(anchor)}\n".encode())
            _sync(new.fileno())
        half.replace(file)
        _sync_folder(self.path)

    def _files(self) -> list[Path]:
        return sorted(self.path.glob("*.anchor"))


Witness = FileWitness | FolderWitness


def witnesses() -> list[Witness]:
    """The witnesses of this installation: QUANZE_WITNESS_FILE and QUANZE_WITNESS_FOLDER of the settings, if set."""
    file, folder = getattr(settings, "QUANZE_WITNESS_FILE", ""), getattr(settings, "QUANZE_WITNESS_FOLDER", "")
    found: list[Witness] = [FileWitness(Path(file))] if file else []
    return found + ([FolderWitness(Path(folder))] if folder else [])


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        zh, en = f"读不到见证文件 {path.name}", f"the witness {path.name} cannot be read"
        raise Refusal("witness_unreadable", zh=zh, en=en) from error


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _check_same(there: list[Anchor], anchor: Anchor) -> None:
    if conflicts([*there, anchor]):
        zh, en = (
            f"第 {anchor.entries} 条在见证处另有一个不同的锚点",
            f"entry {anchor.entries} is anchored there otherwise",
        )
        raise Refusal("two_heads", zh=zh, en=en)


def _sync(handle: int) -> None:
    os.fsync(handle)


def _sync_folder(path: Path) -> None:
    """A new name lasts only when its folder is on the disk too; some systems cannot open folders and need not."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
