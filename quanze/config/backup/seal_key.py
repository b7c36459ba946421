"""The key under which second factors and grants are sealed goes with the data, or they would open nowhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from quanze.config.backup.files import folder_on_disk, on_disk
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


def put_seal_key(restored: str) -> None:
    """Keep the backup's seal key in the data folder; another one found there is put aside, not lost."""
    place = Path(settings.QUANZE_HOME) / FILE
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if place.exists():
        if place.read_text("ascii").strip() == restored:
            return
        place.replace(place.with_name(f"{FILE}.before-restoring"))
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as new:
        new.write(restored)
        on_disk(new)
    folder_on_disk(place.parent)
