"""Static files whose address changes with their content, so that a browser may keep them for good."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class DigestStorage(StaticFilesStorage):
    """Addresses end in ?v=<digest of the file>; no build step, nothing collected."""

    def url(self, name: str | None) -> str:
        """The address of a static file. Raises ValueError for one that does not exist."""
        return f"{super().url(name)}?v={_digest(name or '')}"


@cache
def _digest(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise ValueError(f"no such static file: {name}")
    return sha256(Path(found).read_bytes()).hexdigest()[:12]
