"""An entry's bytes are canonical, a business entry's tell nothing of the business, and every field counts."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.core.ledger.canonical import canonical, parsed
from quanze.core.ledger.entries import SEALED, Entry, entry_bytes, seal
from quanze.core.ledger.hashing import hasher
from quanze.core.refusals import Refusal
from tests.core.ledger.ledgers import random_entry

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBER = st.none() | st.integers(-(2**63), 2**63 - 1)
ENTRIES = st.builds(
    Entry, seq=st.integers(1, 2**63 - 1), hash_name=st.sampled_from(["sha256", "sm3"]), event=TEXT, kind=TEXT,
    business=st.booleans(), actor_person=NUMBER, actor_account=NUMBER, at=TEXT, object_kind=TEXT, object_id=TEXT,
    on_behalf_of=NUMBER, before=TEXT, after=TEXT, reason=TEXT, salt=st.binary(min_size=16, max_size=16).map(bytes.hex),
).map(lambda entry: entry if entry.business else entry._replace(salt=""))  # fmt: skip
NAMES = {"hash_name": "hash", "actor_person": "person", "actor_account": "account"}


def content(entry: Entry) -> dict[str, Any]:
    """The fields that the bytes hold, as a mapping."""
    fields = {NAMES.get(name, name): value for name, value in entry._asdict().items() if name != "salt"} | {"form": 1}
    if not entry.business:
        return fields
    kept_back = {name: fields.pop(name) for name in SEALED}
    hidden = hasher(entry.hash_name)(bytes.fromhex(entry.salt) + canonical(kept_back)).hexdigest()
    return fields | {"seal": hidden}


@given(ENTRIES)
def test_the_bytes_are_the_canonical_ones_of_the_fields(entry: Entry) -> None:
    assert entry_bytes(entry) == canonical(content(entry))
    assert parsed(entry_bytes(entry)) == content(entry)


@given(ENTRIES, st.data())
def test_every_field_counts(entry: Entry, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([field for field in Entry._fields if field not in ("business", "salt")]))
    other = data.draw(ENTRIES)
    changed = entry._replace(**{name: getattr(other, name)})
    assert (entry_bytes(changed) == entry_bytes(entry)) == (changed == entry)


def test_one_content_has_another_seal_under_another_salt() -> None:
    entry = random_entry(Random(1), 1)._replace(business=True, salt="00" * 16)
    assert seal(entry) != seal(entry._replace(salt="01" * 16))


WRONG = [
    {"actor_person": "77"}, {"actor_person": 7.0}, {"seq": "1"}, {"event": None}, {"reason": 5}, {"at": b"x"},
    {"business": 1}, {"business": 0}, {"business": "f"}, {"salt": "ab"}, {"business": True, "salt": "zz"},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_value_of_another_type_is_never_taken_for_the_right_one(wrong: dict[str, Any]) -> None:
    entry = random_entry(Random(1), 1)._replace(business=False, salt="")
    with pytest.raises((TypeError, ValueError)):
        entry_bytes(entry._replace(**wrong))


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(Refusal):
        entry_bytes(random_entry(Random(1), 1)._replace(business=False, salt="", reason="\ud800"))
