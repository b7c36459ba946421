"""One canonical form of a case file, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any


def canonical(typed: Mapping[str, Any]) -> str:
    """Canonical JSON of a case file as read: keys sorted, order of lists kept, unknown (null) left out.

    YAML and JSON, the order of keys, 1200000 and 1200000.00, quoted and plain dates make no difference.
    """
    return json.dumps(typed, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def input_digest(typed: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical form, as "sha256:<hex>"."""
    return "sha256:" + hashlib.sha256(canonical(typed).encode("utf-8")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form for {type(value).__name__}")
