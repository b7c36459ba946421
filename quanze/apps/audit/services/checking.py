"""What the audit administrator does with the record: verify, anchor, prove, export. Each leaves its own entry."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_fresh_factor, check_may
from quanze.apps.audit import anchoring, selectors
from quanze.apps.audit.acts import act
from quanze.apps.audit.models import Entry
from quanze.apps.audit.services.recording import record, record_failure, record_read, record_refusal
from quanze.apps.audit.witnesses import witnesses
from quanze.core.ledger import proofs, verifying
from quanze.core.ledger.anchors import Anchor, slip
from quanze.core.ledger.lines import ledger_lines
from quanze.core.ledger.merkle import BLOCK
from quanze.core.ledger.verifying import Report
from quanze.core.refusals import Refusal

LOG = logging.getLogger("quanze.audit")


@dataclass(frozen=True, slots=True)
class Anchored:
    """The anchor, the slip to print, the names of the witnesses that took it, and what went wrong with others."""

    anchor: Anchor
    slip: str
    kept_by: tuple[str, ...]
    failures: tuple[anchoring.Failure, ...]


def verify(*, by: Caller, at: datetime) -> Report:
    """Check the whole record, row by row, against its checkpoints and every anchor of the witnesses.

    That it was checked, and what came out, is recorded; a record too damaged to be added to is reported all the same.
    Raises Refusal: not_permitted, bad_anchor, witness_unreadable.
    """
    _checked(by, at, "audit:chain:verified", lambda: check_may(by, "audit:verify"))
    told = [each for witness in witnesses() for each in witness.anchors()]
    count = anchoring.last_number()
    report = verifying.verify(selectors.stored_rows(count), selectors.stored_checkpoints(count), told)
    outcome = report.fault.code if report.fault else "whole"
    try:
        _note(by, at, "audit:chain:verified", "chain", str(count), outcome)
    except Refusal as unwritable:
        LOG.critical("%s / %s", unwritable.zh, unwritable.en)
    return report


def anchor(*, by: Caller, at: datetime) -> Anchored:
    """Tell every witness the head now, this act's own entry included, and make the slip to print.

    A witness that holds another history is not told; that is recorded and given back. Raises Refusal: not_permitted.
    """
    entry = _note_anchoring(by=by, at=at)
    failures = anchoring.tell_witnesses(entry.seq, at)
    for failure in failures:
        record_failure(failure, at)
    failed = {failure.witness for failure in failures}
    kept = [each.path.name for each in witnesses() if each.path.name not in failed]
    told = anchoring.anchor_at(entry.seq, at)
    return Anchored(told, slip(told), tuple(kept), tuple(failures))


@act(event="audit:head:anchored")
def _note_anchoring(*, by: Caller, at: datetime) -> Entry:
    check_may(by, "audit:anchor")
    return record(by=by, at=at, event="audit:head:anchored", object_kind="chain", object_id="")


def prove(*, seq: int, by: Caller, at: datetime, entries: int | None = None) -> str:
    """A proof, as one JSON line, that entry ``seq`` stands among the first ``entries``.

    Without ``entries`` the smallest anchored number that covers it is taken, else all there are.
    Raises Refusal: not_permitted, no_such_entry, bad_anchor, witness_unreadable.
    """
    _checked(by, at, "audit:entry:proved", lambda: check_may(by, "audit:prove"))
    size = entries or _covering(seq)
    proof = _proof(seq, size)
    _note(by, at, "audit:entry:proved", "entry", str(seq), f"1-{size}")
    return proofs.proof_text(proof)


def export(*, by: Caller, at: datetime) -> Iterator[str]:
    """The record as JSON lines, this act's own entry included, with the business of business entries left out.

    Raises Refusal: not_permitted, step_up_needed.
    """
    _checked(by, at, "audit:record:exported", lambda: check_may(by, "audit:export"), lambda: check_fresh_factor(by))
    entry = _note(by, at, "audit:record:exported", "chain", "", "")
    checkpoints = selectors.stored_checkpoints(entry.seq)
    return ledger_lines(selectors.stored_rows(entry.seq), checkpoints, sealed=True)


def _checked(by: Caller, at: datetime, event: str, *checks: Callable[[], object]) -> None:
    try:
        for check in checks:
            check()
    except Refusal as refusal:
        record_refusal(by=by, at=at, event=event, object_kind="chain", object_id="", refusal=refusal)
        raise


def _note(by: Caller, at: datetime, event: str, kind: str, named: str, outcome: str) -> Entry:
    return record_read(by=by, at=at, event=event, object_kind=kind, object_id=named, reason=outcome)


def _covering(seq: int) -> int:
    """The smallest anchored number of entries that is at least ``seq``, else how many there are."""
    told = [each.entries for witness in witnesses() for each in witness.anchors() if each.entries >= seq]
    return min(told, default=anchoring.last_number())


def _check_there(seq: int, size: int) -> None:
    """Refuse an entry that is not there, and a number that does not hold it: each said of what was asked alone."""
    last = anchoring.last_number()
    if not 1 <= seq <= last:
        zh, en = f"没有第 {seq} 条审计记录，请核对序号", f"there is no audit entry {seq}; check its number"
    elif size > last:
        zh, en = f"审计记录不足 {size} 条，请减小 --among", f"there are fewer than {size} audit entries; lower --among"
    elif seq > size:
        zh, en = (
            f"第 {seq} 条不在前 {size} 条之中，请增大 --among",
            f"entry {seq} is not among the first {size}; raise --among",
        )
    else:
        return
    raise Refusal("no_such_entry", zh=zh, en=en)


def _proof(seq: int, size: int) -> proofs.Proof:
    _check_there(seq, size)
    name = selectors.tree_name()
    first = (seq - 1) // BLOCK * BLOCK + 1
    block = anchoring.block_hashes(first, min(first + BLOCK - 1, size))
    return proofs.prove(selectors.stored_row(seq), block, anchoring.block_roots(size, name), size, name)
