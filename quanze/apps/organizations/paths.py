"""Home paths: where a unit was first established in the tree, as text whose order is the tree's order.

A path is one segment of five digits for each level: "0000100007" is the seventh unit under the first root. Digits
alone sort alike under every collation, and everything under a unit lies between its path and ``after(path)``.
A home never changes: a unit that moves keeps it, and its dated link to the superior says where it belongs on a day.
Rows that carry the home of their unit therefore stay together and are never rewritten.
"""

from __future__ import annotations

WIDTH = 5
MOST = 10**WIDTH - 2
DEEPEST = 24


def child(parent: str, number: int) -> str:
    """The path of the ``number``-th unit (from 1) below a path; "" is above the roots.

    Raises ValueError for more than 99,998 units below one, or more than 24 levels.
    """
    if not 1 <= number <= MOST:
        raise ValueError(f"no place number {number} below one unit")
    if len(parent) >= DEEPEST * WIDTH:
        raise ValueError(f"units lie more than {DEEPEST} levels deep")
    return f"{parent}{number:0{WIDTH}}"


def parent(path: str) -> str:
    """The path above; "" for a root."""
    return path[:-WIDTH]


def number(path: str) -> int:
    """The place of a path among its siblings, from 1."""
    return int(path[-WIDTH:])


def after(path: str) -> str:
    """The first text behind everything under a path: under(path) is path <= x < after(path)."""
    return f"{path[:-WIDTH]}{number(path) + 1:0{WIDTH}}"


def lies_under(path: str, top: str) -> bool:
    """True if the path is ``top`` or lies below it."""
    return path.startswith(top)
