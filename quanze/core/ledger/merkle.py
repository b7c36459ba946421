"""A Merkle tree over the entries' hashes, shaped and separated as in RFC 9162, section 2.1."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.core.ledger.hashing import SIZE, hasher

BLOCK_HEIGHT = 9
BLOCK = 1 << BLOCK_HEIGHT


def leaf(item: bytes, name: str) -> bytes:
    """The tree's node for one entry hash."""
    return hasher(name)(b"\x00" + item).digest()


def joined(left: bytes, right: bytes, name: str) -> bytes:
    """The node above two nodes."""
    return hasher(name)(b"\x01" + left + right).digest()


def root(nodes: Sequence[bytes], name: str) -> bytes:
    """The node above all nodes of one level, in order; the hash of nothing when there are none."""
    level = list(nodes) or [hasher(name)(b"").digest()]
    while len(level) > 1:
        level = _above(level, name)
    return level[0]


def path(nodes: Sequence[bytes], index: int, name: str) -> list[bytes]:
    """The neighbours, lowest first, that lead from the node at ``index`` (from 0) to root(nodes)."""
    found, level = [], list(nodes)
    while len(level) > 1:
        if index ^ 1 < len(level):
            found.append(level[index ^ 1])
        level, index = _above(level, name), index // 2
    return found


def root_by_path(item: bytes, index: int, size: int, steps: Sequence[bytes], name: str) -> bytes | None:
    """The root that an entry hash at ``index`` of ``size`` leads to, or None when the path cannot be one."""
    if not 0 <= index < size or any(len(step) != SIZE for step in steps):
        return None
    node, remaining = leaf(item, name), list(steps)
    while size > 1:
        if index ^ 1 < size:
            if not remaining:
                return None
            step = remaining.pop(0)
            node = joined(step, node, name) if index & 1 else joined(node, step, name)
        index, size = index // 2, (size + 1) // 2
    return None if remaining else node


class Tree:
    """A tree that grows by one entry hash at a time and knows its root and its last full block of 512."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.block_root = b""
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, item: bytes) -> None:
        """Take the next entry hash."""
        height, node = 0, leaf(item, self.name)
        while self._peaks and self._peaks[-1][0] == height:
            height, node = height + 1, joined(self._peaks.pop()[1], node, self.name)
            if height == BLOCK_HEIGHT:
                self.block_root = node
        self._peaks.append((height, node))
        self.count += 1

    def root(self) -> bytes:
        """The root over all entries so far."""
        if not self._peaks:
            return root((), self.name)
        node = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            node = joined(peak, node, self.name)
        return node


def _above(level: Sequence[bytes], name: str) -> list[bytes]:
    pairs = [joined(level[at], level[at + 1], name) for at in range(0, len(level) - 1, 2)]
    return pairs + list(level[-1:]) if len(level) % 2 else pairs
