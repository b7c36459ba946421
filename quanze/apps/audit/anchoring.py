"""Anchors: the head is told outside, and what was told before is held against what is here now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.audit.chaining import tree_name
from quanze.apps.audit.models import Checkpoint, Entry
from quanze.apps.audit.witnesses import Witness, witnesses
from quanze.core.ledger import faults
from quanze.core.ledger.anchors import Anchor
from quanze.core.ledger.digests import instant_text
from quanze.core.ledger.faults import Fault
from quanze.core.ledger.merkle import BLOCK, leaf, root
from quanze.core.refusals import Refusal
from quanze.core.words.system import reason


@dataclass(frozen=True, slots=True)
class Failure:
    """A witness that holds another history, or could not be reached: the event to record and the sentence."""

    event: str
    witness: str
    code: str
    zh: str
    en: str


def anchor_at(entries: int, at: datetime) -> Anchor:
    """The anchor of the first ``entries`` entries. Raises Refusal ("no_such_entry")."""
    head = Entry.everything(reason="anchor").filter(seq=entries).values_list("hash", flat=True).first()
    if head is None:
        raise Refusal("no_such_entry", zh=f"没有第 {entries} 条审计记录", en=f"there is no audit entry {entries}")
    name = tree_name()
    return Anchor(entries, bytes(head).hex(), root(block_roots(entries, name), name).hex(), name, instant_text(at))


def block_roots(entries: int, name: str) -> list[bytes]:
    """The roots of all blocks among the first ``entries``: of full ones as kept, of an unfinished last one anew."""
    full = entries // BLOCK
    kept = Checkpoint.everything(reason="roots").order_by("first_seq").filter(last_seq__lte=full * BLOCK)
    roots = [bytes.fromhex(each) for each in kept.values_list("root", flat=True)]
    rest = block_hashes(full * BLOCK + 1, entries)
    return roots + ([root([leaf(each, name) for each in rest], name)] if rest else [])


def block_hashes(first: int, last: int) -> list[bytes]:
    """The hashes of the entries from ``first`` to ``last``, both included."""
    rows = Entry.everything(reason="hashes").filter(seq__gte=first, seq__lte=last).order_by("seq")
    return [bytes(each) for each in rows.values_list("hash", flat=True)]


def last_number() -> int:
    """How many entries there are."""
    found = Entry.everything(reason="the head").order_by("-seq").values_list("seq", flat=True).first()
    return found or 0


def tell_witnesses(entries: int, at: datetime) -> list[Failure]:
    """Check what each witness was told last, then tell it the head at ``entries``; what went wrong, if anything.

    A witness that holds another history is not told the new head: what it holds is the proof.
    """
    known = witnesses()
    if not known:
        return []
    try:
        anchor = anchor_at(entries, at)
    except Refusal as refusal:
        return [_failed(each, refusal) for each in known]
    return [failure for each in known if (failure := _tell(each, anchor))]


def _tell(witness: Witness, anchor: Anchor) -> Failure | None:
    try:
        fault = _against_last(witness)
        if fault:
            return Failure("audit:anchor:disagreed", witness.path.name, fault.code, fault.zh, fault.en)
        witness.keep(anchor)
    except Refusal as refusal:
        return _failed(witness, refusal)
    except OSError as error:
        zh, en = (
            f"见证 {witness.path.name} 写不进去：{reason(error).zh}",
            f"the witness {witness.path.name} failed: {reason(error).en}",
        )
        return Failure("audit:witness:failed", witness.path.name, "witness_unwritable", zh, en)
    return None


def _against_last(witness: Witness) -> Fault | None:
    """The fault when the latest head a witness was told is not the one that stands here."""
    told = witness.last()
    if told is None:
        return None
    count = last_number()
    if told.entries > count:
        return faults.cut(count + 1, told.entries)
    here = Entry.everything(reason="anchor").filter(seq=told.entries).values_list("hash", flat=True).first()
    same = here is not None and bytes(here).hex() == told.head
    return None if same else faults.anchor(1, told.entries)


def _failed(witness: Witness, refusal: Refusal) -> Failure:
    event = "audit:anchor:disagreed" if refusal.code == "two_heads" else "audit:witness:failed"
    return Failure(event, witness.path.name, refusal.code, refusal.zh, refusal.en)


def program(at: datetime) -> Caller:
    """The program itself, where nobody acts: the caller of entries about witnesses."""
    return system_caller("audit", permissions=(), at=at)
