"""Whoever is removed stands as removed only if he serves nowhere else then or later; who never held a post cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quanze.apps.organizations import services as register
from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.services import tenures
from quanze.apps.organizations.tests.factories import city, clerk, day, keeper, later, lay_out, tenure
from quanze.core.refusals import Refusal
from quanze.core.register import Register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _laid_out() -> None:
    """p6 headed the college for three years and is deputy in the bureau since 2008."""
    lay_out(city(), as_recorded=False)
    more = Register(
        tenures=(tenure("p6", "dean", "2004-06-01", "2008-05-24"), tenure("p6", "second", "2008-05-24")),
    )
    lay_out(more, at=later(), as_recorded=False)


def remove(on: str, by: Any = None, person: str = "p6", post: str = "dean") -> None:
    caller = by or keeper(later(2))
    register.remove(person=person, post=post, on=day(on), by=caller, at=later(2))


def now_of(person: str, on: str) -> str | None:
    rows = register_from_database(keeper()).people
    standing = [row for row in rows if row.id == person and row.superseded_at is None]
    fits = [row for row in standing if _holds(row.starts_on, row.ends_before, day(on))]
    return fits[0].now


def _holds(start: date | None, end: date | None, on: date) -> bool:
    return (start is None or start <= on) and (end is None or on < end)


def test_whoever_is_removed_from_an_earlier_post_is_not_out_of_office() -> None:
    remove("2007-10-01")
    assert now_of("p6", "2007-12-01") != "removed"
    assert now_of("p6", "2026-03-01") != "removed"


def test_one_who_serves_beyond_the_clerks_reach_is_not_out_of_office() -> None:
    remove("2007-10-01", by=clerk("college", at=later(2)))
    assert now_of("p6", "2026-03-01") != "removed"


def test_whoever_holds_nothing_afterwards_stands_as_removed() -> None:
    remove("2026-01-01", post="second")
    assert now_of("p6", "2026-03-01") == "removed"


def test_a_later_post_that_is_forgotten_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: only posts held on the very day count."""
    monkeypatch.setattr(tenures, "serves_from", lambda *_, **__: False)
    remove("2007-10-01")
    assert now_of("p6", "2026-03-01") == "removed"


def refused(**what: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        remove("2026-01-01", **what)
    return caught.value


def test_one_who_does_not_hold_a_post_is_told_so_by_name() -> None:
    told = refused(post="dean")
    assert (told.code, told.where) == ("not_held", "person")
    assert told.zh == "台账上“石p6（p6）”在 2026-01-01 不任“某college·dean职务（dean）”；请核对人员、职务和日期"
    remove("2026-01-01", post="second")
    assert refused(post="second").code == "not_held"


def test_who_does_not_see_both_is_told_nothing() -> None:
    assert refused(by=clerk("bureau", at=later(2)), post="secretary").code == "not_found"
    assert refused(by=clerk("bureau", at=later(2)), person="p1", post="second").code == "not_found"
    assert refused(person="nobody").code == "not_found"
