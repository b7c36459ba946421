"""The key under which second factors and grants are sealed goes with the data, or they would open nowhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from django.conf import settings

from quanze.config.backup.files import folder_on_disk, on_disk
from quanze.config.private_files import private_folder
from quanze.core.refusals import Refusal

NAME, FILE = "QUANZE_SEAL_KEY", "seal.key"


def check_seal_key(restored: str, environment: Mapping[str, str]) -> None:
    """Refuse to restore beside another seal key in the environment. Raises Refusal "other_seal_key"."""
    if environment.get(NAME, restored) != restored:
        raise Refusal(
            "other_seal_key", zh=f"环境变量 {NAME} 与备份时的不同，授权和动态口令将无法使用；请去掉该变量后再恢复",
            en=f"{NAME} in the environment is not the one of the backup, so grants and second factors would not open; "
            "unset it and restore again",
        )  # fmt: skip


def put_seal_key(restored: str, *, alone: bool) -> str:
    """Keep the backup's seal key in the data folder, for its owner only.

    Another key found there is replaced where no database lies beside it (``alone``): it opens nothing that is left,
    and the start of this very command may have made it. Where the database lies elsewhere, another one may still
    need that key: it is put aside, and its new name returned; "" if none was.
    """
    place = Path(settings.QUANZE_HOME) / FILE
    private_folder(place.parent)
    if place.exists():
        if place.read_text("ascii").strip() == restored:
            return ""
        if not alone:
            aside = _free_name(place)
            place.replace(aside)
            _write(place, restored)
            return aside.name
    _write(place, restored)
    return ""


def _free_name(place: Path) -> Path:
    """A name that no earlier restoring has given."""
    names = (place.with_name(f"{FILE}.before-restoring{number or ''}") for number in count())
    return next(each for each in names if not each.exists())


def _write(place: Path, restored: str) -> None:
    """Beside and then renamed: a kill leaves the one key or the other, whole."""
    beside = place.with_name(f".{FILE}.new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as new:
        new.write(restored)
        on_disk(new)
    beside.replace(place)
    folder_on_disk(place.parent)
