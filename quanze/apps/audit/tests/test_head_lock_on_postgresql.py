"""What the lock on the head is for: without it writers get into each other's way, and are refused, not chained wrong."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, local

import pytest

from quanze.apps.audit import chaining, selectors
from quanze.apps.audit.models import Entry
from quanze.apps.audit.tests.acts import rows
from quanze.apps.audit.tests.test_acts_with_real_commits import busy_writer
from quanze.core.ledger.hashing import GENESIS
from quanze.core.ledger.verifying import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("scratch")]


def test_without_the_lock_some_acts_are_refused_and_the_chain_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    together, waited = Barrier(2), local()

    def unlocked_head() -> tuple[int, bytes]:
        found = Entry.everything(reason="test").order_by("-seq").values_list("seq", "hash").first()
        if not hasattr(waited, "once"):
            waited.once = together.wait(timeout=20)
        return (found[0], bytes(found[1])) if found else (0, GENESIS)

    monkeypatch.setattr(chaining, "_locked_head", unlocked_head)
    with ThreadPoolExecutor(2) as pool:
        kept = sum(pool.map(busy_writer, range(2)))
    assert kept == len(rows()) < 18
    count = selectors.number_of_entries()
    assert verify(selectors.stored_rows(count), selectors.stored_checkpoints(count)).fault is None
