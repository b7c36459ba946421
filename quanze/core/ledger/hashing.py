"""The two hashes an entry may name. Both give 32 bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, partial
from typing import Protocol

from quanze.core.refusals import Refusal

HASH_NAMES = ("sha256", "sm3")
SIZE = 32
GENESIS = bytes(SIZE)


class Hashing(Protocol):
    """A running hash."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""

    def digest(self) -> bytes:
        """The 32 bytes so far."""

    def hexdigest(self) -> str:
        """The same as 64 hex digits."""


Hasher = Callable[[bytes], Hashing]


@cache
def hasher(name: str) -> Hasher:
    """The hash of that name ("sha256" or "sm3"). Raises Refusal ("unknown_hash", "hash_unavailable")."""
    if name not in HASH_NAMES:
        raise Refusal("unknown_hash", zh=f"不认识的摘要算法“{name}”", en=f"unknown hash “{name}”")
    if name == "sha256":
        return hashlib.sha256
    if name not in hashlib.algorithms_available:
        raise Refusal("hash_unavailable", zh=f"本机没有摘要算法 {name}", en=f"this machine has no hash {name}")
    return partial(hashlib.new, name)
