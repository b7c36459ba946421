"""Verify, prove and export as the audit administrator meets them, and what he never sees."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_django import Settings

from quanze.apps.access.caller import Caller
from quanze.apps.audit import anchoring
from quanze.apps.audit.models import Entry
from quanze.apps.audit.selectors import entries_visible
from quanze.apps.audit.services import anchor, export, prove, verify
from quanze.apps.audit.tests.acts import AT, AUDITOR, NOBODY, entries, note
from quanze.apps.audit.tests.conftest import DONE, GIVEN
from quanze.core.refusals import Refusal
from tools import verify_audit

pytestmark = pytest.mark.django_db
FRESH = replace(AUDITOR, fresh_factor=True)


def proven(by: Caller) -> object:
    """A proof of entry 1."""
    return prove(seq=1, by=by, at=AT)


DOORS: list[tuple[Callable[[Caller], object], str]] = [
    (lambda by: verify(by=by, at=AT), "audit:chain:verified"),
    (lambda by: anchor(by=by, at=AT), "audit:head:anchored"),
    (proven, "audit:entry:proved"),
    (lambda by: export(by=by, at=AT), "audit:record:exported"),
]


@pytest.mark.parametrize(("door", "event"), DOORS)
def test_who_may_not_is_refused_and_that_is_recorded(door: Callable[[Caller], object], event: str) -> None:
    with pytest.raises(Refusal) as refused:
        door(NOBODY)
    assert refused.value.code == "not_permitted"
    assert [(each.event, each.kind, each.reason) for each in entries()] == [(event, "refusal", "not_permitted")]


@pytest.mark.parametrize(("door", "event"), DOORS)
def test_who_may_leaves_an_entry_of_it(door: Callable[[Caller], object], event: str) -> None:
    note(2)
    door(FRESH)
    assert [each.event for each in entries(seq__gt=2)] == [event]


def test_an_export_needs_a_fresh_second_factor() -> None:
    with pytest.raises(Refusal) as refused:
        export(by=AUDITOR, at=AT)
    assert refused.value.code == "step_up_needed"


def test_the_export_passes_the_second_verifier_and_holds_its_own_entry() -> None:
    note(30)
    note(3, event=GIVEN)
    lines = list(export(by=FRESH, at=AT))
    count, head, _ = verify_audit.check_record(f"{line}\n".encode() for line in lines)
    assert (count, head) == (34, entries(seq=34)[0].hash.hex())


def test_neither_list_nor_export_tells_an_administrator_anything_of_business() -> None:
    note(2)
    note(1, event=GIVEN)
    shown = entries_visible(AUDITOR)
    assert [(each.event, each.object_id, each.reason) for each in shown] == [
        (GIVEN, "R0", "批量"), (DONE, "", ""), (DONE, "", ""),
    ]  # fmt: skip
    business = [line for line in export(by=FRESH, at=AT) if json.loads(line).get("business")]
    assert len(business) == 2
    assert not any("批量" in line or '"R' in line or "salt" in line for line in business)
    assert not any(b"R0" in bytes(each.canonical) for each in entries(business=True))
    assert any(b"R0" in bytes(each.canonical) for each in entries(business=False))


def test_the_record_is_read_by_its_readers_only() -> None:
    note(1)
    assert list(Entry.visible.to(NOBODY)) == []
    assert len(Entry.visible.to(AUDITOR)) == 1
    with pytest.raises(Refusal, match="visible"):
        Entry.objects.count()
    with pytest.raises(Refusal) as refused:
        entries_visible(NOBODY)
    assert refused.value.code == "not_permitted"


@pytest.mark.parametrize("seq", [1, 300, 512, 513, 600])
def test_a_proof_passes_the_second_verifier_with_the_anchored_root(seq: int) -> None:
    note(600)
    told = anchoring.anchor_at(600, AT)
    text = prove(seq=seq, entries=600, by=AUDITOR, at=AT)
    entry, vouched = verify_audit.check_proof(text, [(600, told.head, told.root, told.tree)])
    assert (entry["seq"], vouched, len(text) < 2500) == (seq, True, True)
    other = [(600, told.head, "0" * 64, told.tree)]
    with pytest.raises(verify_audit.Unsound):
        verify_audit.check_proof(text, other)


@pytest.mark.parametrize(("seq", "among"), [(0, None), (4, None), (-1, 3), (2, 9), (3, 2)])
def test_no_proof_is_made_of_what_is_not_there(seq: int, among: int | None) -> None:
    note(3)
    with pytest.raises(Refusal) as refused:
        prove(seq=seq, entries=among, by=AUDITOR, at=AT)
    assert refused.value.code == "no_such_entry"


def test_new_entries_may_take_the_other_hash_and_the_chain_goes_on(settings: Settings) -> None:
    note(300)
    settings.QUANZE_LEDGER_HASH = "sm3"
    note(300)
    assert [entries(seq=each)[0].hash_name for each in (300, 301)] == ["sha256", "sm3"]
    assert verify(by=AUDITOR, at=AT).fault is None
    told = anchoring.anchor_at(600, AT)
    lines = [f"{line}\n".encode() for line in export(by=FRESH, at=AT)]
    assert verify_audit.check_record(lines, [(600, told.head, told.root, told.tree)])[2] == 600
    proof = prove(seq=450, entries=600, by=AUDITOR, at=AT)
    assert verify_audit.check_proof(proof, [(600, told.head, told.root, told.tree)])[1]
