"""An import: everything or nothing, once, and undone as one act."""

from __future__ import annotations

import pytest

from quanze.apps.audit.models import Entry
from quanze.apps.organizations.exchange.services import import_files
from quanze.apps.organizations.exchange.tests.samples import AT, clerk_everywhere, county, workbook
from quanze.apps.organizations.facts import TABLES, register_of, rows_of
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
BY = clerk_everywhere()


def standing() -> Register:
    """Everything that stands now."""
    whole = {name: table.whole(reason="test").filter(superseded_at=None) for name, table in TABLES.items()}
    return register_of({name: list(rows_of(name, rows)) for name, rows in whole.items()})


def entries() -> list[str]:
    """The events recorded so far."""
    return list(Entry.everything(reason="test").order_by("seq").values_list("event", flat=True))


def test_an_import_writes_every_sheet_as_one_act() -> None:
    done = import_files(workbook(county()), by=BY, at=AT)
    assert [each.text() for each in done.report.faults] == []
    now = standing()
    assert (len(now.organizations), len(now.posts), len(now.people), len(now.tenures)) == (6, 7, 5, 6)
    assert entries().count("register:rows:written") == 1
