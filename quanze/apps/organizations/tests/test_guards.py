"""The database's own guards, each met by going past the services, on both engines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from quanze.apps.organizations import guards
from quanze.apps.organizations.models import Act, PostRecord, TenureRecord, Unit, UnitRecord
from quanze.apps.organizations.tests.factories import AT, city, day, later, lay_out, without_guards

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _laid_out() -> None:
    lay_out(city(), as_recorded=False)


def standing(table: Any, **which: Any) -> Any:
    return table.everything(reason="a test").get(superseded_at=None, **which)


def refused(sentence: str) -> Any:
    return pytest.raises(DatabaseError, match=sentence)


def copied(record: Any, **changes: Any) -> None:
    """A row put into the table without any service, alike but for some fields."""
    record.pk = None
    for name, value in changes.items():
        setattr(record, name, value)
    with transaction.atomic():
        record.save(force_insert=True)


def raw(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "table", sorted({*guards.RECORDS, *guards.KEPT} - {"organizations_unit_link", "organizations_absence_record"})
)
def test_no_row_is_deleted(table: str) -> None:
    with refused("never changed"):
        raw(f"DELETE FROM {table}")


def test_a_record_is_only_ever_superseded() -> None:
    row = standing(UnitRecord, unit__code="bureau")
    changing = UnitRecord.everything(reason="a test").filter(pk=row.pk)
    for change in ({"name": "改名"}, {"starts_on": day("2001-01-01")}, {"recorded_at": later()}, {"away": True}):
        with refused("never changed"), transaction.atomic():
            changing.update(**change)


def test_a_record_is_superseded_once() -> None:
    row = standing(UnitRecord, unit__code="bureau")
    changing = UnitRecord.everything(reason="a test").filter(pk=row.pk)
    changing.update(superseded_at=later())
    for again in (None, later(2)):
        with refused("never changed"), transaction.atomic():
            changing.update(superseded_at=again)


@pytest.mark.parametrize("statement", ["INSERT OR REPLACE INTO", "REPLACE INTO"])
def test_a_row_is_not_replaced_on_sqlite(statement: str) -> None:
    if connection.vendor != "sqlite":
        return
    with refused("never changed"):
        raw(f"{statement} organizations_unit (id, code, path, compartment) SELECT id, code || 'x', path, compartment "
            "FROM organizations_unit")  # fmt: skip


def test_tables_are_not_truncated_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        return
    connection.check_constraints()
    with refused("never changed"):
        raw("TRUNCATE organizations_tenure_record CASCADE")


@pytest.mark.parametrize(
    ("table", "which"),
    [(UnitRecord, {"unit__code": "bureau"}), (PostRecord, {"post__code": "chief"}),
     (TenureRecord, {"person__code": "p5"})],
)  # fmt: skip
def test_two_records_of_one_thing_share_no_day(table: Any, which: dict[str, str]) -> None:
    with refused("two records of one thing"):
        copied(standing(table, **which), starts_on=day("2024-01-01"), ends_before=day("2024-01-02"))


def test_a_superseded_record_shares_days_with_the_one_that_stands() -> None:
    row = standing(UnitRecord, unit__code="bureau")
    copied(row, recorded_at=AT - timedelta(days=2), superseded_at=AT)
    assert UnitRecord.everything(reason="a test").filter(unit__code="bureau").count() == 2


def test_no_seat_is_filled_beyond_its_number() -> None:
    row = standing(TenureRecord, person__code="p4")
    with refused("more holders than seats"):
        copied(row, person_id=standing(TenureRecord, person__code="p1").person_id, starts_on=day("2030-01-01"))


def test_an_acting_holder_may_sit_beside_but_a_second_may_not() -> None:
    row = standing(TenureRecord, person__code="p4")
    others = [standing(TenureRecord, person__code=code).person_id for code in ("p1", "p2")]
    copied(row, person_id=others[0], acting=True)
    with refused("more holders than seats"):
        copied(row, person_id=others[1], acting=True)


def test_two_seats_take_two_and_no_third_on_any_day() -> None:
    row = standing(TenureRecord, person__code="p5")
    others = [standing(TenureRecord, person__code=code).person_id for code in ("p1", "p2", "p3")]
    copied(row, person_id=others[0], starts_on=day("2020-01-01"), ends_before=day("2021-01-01"))
    copied(row, person_id=others[1], starts_on=day("2021-01-01"), ends_before=day("2022-01-01"))
    with refused("more holders than seats"):
        copied(row, person_id=others[2], starts_on=day("2019-01-01"), ends_before=day("2020-01-02"))


def test_a_chain_of_corrections_has_no_gap() -> None:
    row = standing(TenureRecord, person__code="p4")
    first = row.pk
    TenureRecord.everything(reason="a test").filter(pk=first).update(superseded_at=later(5))
    for gap in (later(6), later(4)):
        with refused("gap in a chain"):
            copied(row, replaces=first, recorded_at=gap)
    copied(row, replaces=first, recorded_at=later(5))


@pytest.mark.parametrize(
    "change",
    [{"ends_before": day("2019-05-01")}, {"superseded_at": AT}, {"rank": "emperor"}, {"ended_by_id": 1}],
)
def test_what_no_row_may_say_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError):
        copied(standing(TenureRecord, person__code="p4"), **change)


def test_a_unit_is_not_its_own_superior() -> None:
    row = standing(UnitRecord, unit__code="bureau")
    with pytest.raises(DatabaseError):
        copied(row, starts_on=day("1950-01-01"), ends_before=day("1951-01-01"), superior_id=row.unit_id)


def test_codes_homes_and_keys_stand_once() -> None:
    for change in ({"path": "99997"}, {"code": "other"}):
        with pytest.raises(DatabaseError):
            copied(Unit.everything(reason="a test").get(code="bureau"), **change)
    act = Act(event="x", at=AT, account=7, key="k")
    act.save()
    with pytest.raises(DatabaseError):
        copied(act)


def test_without_the_guards_all_of_it_would_pass() -> None:
    row = standing(TenureRecord, person__code="p4")
    with without_guards():
        copied(row, person_id=standing(TenureRecord, person__code="p1").person_id)
        copied(row, recorded_at=later(), replaces=row.pk)
        raw("DELETE FROM organizations_tenure_record")
    assert not TenureRecord.everything(reason="a test").exists()
