"""The data folder: QUANZE_HOME, or the platform's folder for user data."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def data_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Where this user's data lies (not created here); None where the system knows no home."""
    if environment.get("QUANZE_HOME"):
        return Path(environment["QUANZE_HOME"])
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) / "quanze" if local else None
    home = environment.get("HOME")
    if platform == "darwin":
        return Path(home) / "Library" / "Application Support" / "quanze" if home else None
    given = environment.get("XDG_DATA_HOME")
    if given:
        return Path(given) / "quanze"
    return Path(home) / ".local" / "share" / "quanze" if home else None


def rules_cache() -> Path | None:
    """The folder for the compiled rules; None: they are read from their text each time."""
    folder = data_folder()
    return folder / "cache" if folder else None
