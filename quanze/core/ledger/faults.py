"""What may be wrong with a ledger, each in one sentence that names the first bad entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quanze.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad entry's number, a stable code, and one sentence in each language."""

    seq: int
    code: str
    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        """The sentence in one language."""
        return self.zh if lang == "zh" else self.en


def out_of_place(place: int, found: object) -> Fault:
    """Another number stands where an entry should be: it is missing, doubled or moved."""
    zh = f"第 {place} 条缺失或被移动：该处写着第 {found} 条"
    return Fault(place, "out_of_place", zh, f"entry {place} is missing or moved: number {found} stands in its place")


def link(place: int) -> Fault:
    """The entry does not name the hash of the one before."""
    return Fault(place, "link", f"第 {place} 条没有接在前一条之后", f"entry {place} does not follow the one before it")


def hash_name(place: int, name: object) -> Fault:
    """The entry names a hash nobody knows."""
    zh = f"第 {place} 条写明的摘要算法“{name}”无人认识"
    return Fault(place, "hash_name", zh, f"entry {place} names an unknown hash “{name}”")


def own_hash(place: int) -> Fault:
    """The stored bytes do not give the stored hash."""
    zh = f"第 {place} 条的规范字节与其摘要不符"
    return Fault(place, "hash", zh, f"entry {place}: its stored bytes do not give its hash")


def columns(place: int, names: Sequence[str]) -> Fault:
    """The readable columns say something other than the canonical bytes."""
    which = f"（{'、'.join(names)}）" if names else ""
    which_en = f" ({', '.join(names)})" if names else ""
    zh = f"第 {place} 条的可读列与规范字节不符{which}"
    return Fault(place, "columns", zh, f"entry {place}: its readable columns differ from its stored bytes{which_en}")


def checkpoint(first: int, last: int) -> Fault:
    """A block's checkpoint is missing or wrong."""
    zh = f"第 {last} 条处的检查点缺失或不符（第 {first} 至 {last} 条）"
    return Fault(
        last, "checkpoint", zh, f"entry {last}: the checkpoint over entries {first} to {last} is wrong or gone"
    )


def anchor(first: int, last: int) -> Fault:
    """The chain is whole in itself, but not the one outsiders were told of."""
    zh = f"第 {last} 条与外部锚点不符：第 {first} 至 {last} 条之间被改写"
    en = f"entry {last} is not the one anchored outside: something from {first} to {last} was rewritten"
    return Fault(last, "anchor", zh, en)


def cut(first: int, told: int) -> Fault:
    """Outsiders were told of more entries than there are."""
    zh = f"第 {first} 条起被截断：外部锚点或检查点记有 {told} 条"
    return Fault(first, "cut", zh, f"entry {first} and later are cut off: {told} entries were anchored or checkpointed")


def unreadable(place: int, why: Refusal) -> Fault:
    """The store itself cannot read the entry."""
    return Fault(place, "unreadable", f"第 {place} 条读不出来：{why.zh}", f"entry {place} cannot be read: {why.en}")


def two_heads(entries: int) -> Fault:
    """Outsiders hold two different heads for one number of entries."""
    zh = f"第 {entries} 条有两个不同的外部锚点：出现过两条不同的链"
    return Fault(entries, "two_heads", zh, f"entry {entries} was anchored twice with different heads: the chain forked")
