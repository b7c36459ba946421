"""The product below a path of a host (QUANZE_PREFIX), whether a proxy hands the prefix on or takes it off."""

from __future__ import annotations


def below_prefix(path: str, prefix: str) -> str:
    """The path as seen below the prefix; one that does not begin with it stays as it is."""
    return path.removeprefix(prefix) if prefix and f"{path}/".startswith(f"{prefix}/") else path
