"""The page of an act counts and words what it changed, an undo's too; last days are inclusive for readers."""

from __future__ import annotations

import re
from datetime import date

import pytest

from quanze.apps.accounts.tests.factories import Holder
from quanze.apps.organizations import services as register
from quanze.apps.organizations.selectors import acted
from quanze.apps.organizations.tests.factories import unit
from quanze.apps.organizations.tests.screens import Screens, screens

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 10)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


def established(office: Screens, holder: Holder) -> int:
    """A unit established under the city, and the act taken back; the number of the undo."""
    by, at = holder.caller(), office.place.clock.tick()
    done = register.establish_unit(unit=unit("station", "city"), by=by, at=at)
    return undone(office, holder, done)


def undone(office: Screens, holder: Holder, done: register.Done) -> int:
    found = register.undo_act(act=done.act or 0, by=holder.caller(), at=office.place.clock.tick(), reason="误登")
    assert found.act
    return found.act


def rows(page: str) -> list[str]:
    body = re.findall(r"<tr>(<td>.*?)</tr>", page)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body]


def test_the_undo_of_a_new_unit_counts_and_shows_it(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    page = office.sit(holder).get(f"/acts/{established(office, holder)}").text
    assert "写入 0 条记录，1 条原记录不再有效" in page
    assert [row for row in rows(page) if row.startswith("不再成立 机构 某station（station）")]


def test_another_clerk_does_not_see_it(office: Screens) -> None:
    number = established(office, office.holder("register_clerk", "city"))
    assert office.browser(unit="college").get(f"/acts/{number}").status_code == 404


def test_ones_own_rows_looked_for_within_reach_alone_would_be_missed(
    office: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: the doer looks at his own act as at another's."""
    monkeypatch.setattr(acted, "_looking", lambda _, by: by)
    holder = office.holder("register_clerk", "city")
    page = office.sit(holder).get(f"/acts/{established(office, holder)}").text
    assert "0 条原记录不再有效" in page


def test_the_undo_of_a_removal_says_what_holds_again_and_from_when(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    by, at = holder.caller(), office.place.clock.tick()
    done = register.remove(person="p4", post="chief", on=ON, by=by, at=at)
    browser = office.sit(holder)
    removal = rows(browser.get(f"/acts/{done.act}").text)
    assert [row for row in removal if row.startswith("终止 任职") and row.endswith("2026年1月9日")]
    undo = rows(browser.get(f"/acts/{undone(office, holder, done)}").text)
    assert [row for row in undo if row.startswith("变更 任职") and "最后一日：2026年1月9日 → （未定）" in row]
    assert [row for row in undo if row.startswith("变更 人员") and row.endswith("现状：已免职 → （无） 2026年1月10日")]
