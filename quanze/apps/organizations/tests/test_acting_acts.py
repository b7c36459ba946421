"""The list of acts, the page of one, and undoing it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanze.apps.accounts.tests.factories import Holder
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.act_words import ACT_WORDS
from quanze.apps.organizations.events import EVENTS
from quanze.apps.organizations.models import Act, UnitRecord
from quanze.apps.organizations.services import rename_unit
from quanze.apps.organizations.tests.factories import day
from quanze.apps.organizations.tests.screens import Screens, screens

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


def renamed(office: Screens, holder: Holder, name: str = "某新局", on: str = "2026-03-01") -> int:
    at = office.place.clock.tick()
    done = rename_unit(unit="bureau", name=name, on=day(on), by=holder.caller(), at=at, reason="某字〔2026〕1号")
    assert done.act
    return done.act


def standing() -> list[str | None]:
    rows = UnitRecord.everything(reason="test").filter(unit__code="bureau", superseded_at=None).order_by("pk")
    return list(rows.values_list("name", flat=True))


def test_ones_acts_are_listed_newest_first_and_lead_to_their_pages(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    first, second = renamed(office, holder), renamed(office, holder, "某再新局", "2026-03-02")
    page = office.sit(holder).get("/acts").text
    assert page.index(f"/acts/{second}") < page.index(f"/acts/{first}")
    assert f"/acts/{first}" not in office.browser().get("/acts").text


def test_every_act_has_a_name_of_its_own_in_english() -> None:
    acts = {event for event in EVENTS if not event.endswith((":read", ":kept", ":dropped"))}
    assert set(ACT_WORDS) == acts
    assert not [label.en for label in ACT_WORDS.values() if not label.en[0].isupper() or " was " in label.en]


def test_the_heading_of_an_act_is_its_name_in_the_language_of_the_page(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    number = renamed(office, holder)
    browser = office.sit(holder)
    assert "机构更名" in browser.get(f"/acts/{number}").text
    browser.post("/language", {"language": "en", "back": "/"})
    page = browser.get(f"/acts/{number}").text
    assert f"<title>Renaming of a unit · act no. {number}" in page
    assert "was renamed" not in page


def test_the_list_is_filtered_by_event_and_day(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    number = renamed(office, holder)
    browser = office.sit(holder)
    for query, shown in (
        ("event=register:unit:renamed", True), ("event=register:unit:closed", False), ("from=2026-03-02", True),
        ("until=2026-03-01", False),
    ):  # fmt: skip
        assert (f"/acts/{number}" in browser.get(f"/acts?{query}").text) is shown, query
    assert browser.get("/acts?event=system:secret").status_code == 400
    assert browser.get("/acts?from=tomorrow").status_code == 400


def test_days_given_the_wrong_way_round_are_turned_and_told(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    number = renamed(office, holder)
    page = office.sit(holder).get("/acts?from=2027-01-01&until=2026-01-01").text
    assert f"/acts/{number}" in page
    assert "已对调" in page


def test_the_list_asks_the_register_once_however_long_it_is(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    for number in range(1, 8):
        renamed(office, holder, f"某{number}局", f"2025-0{number}-01")
    browser = office.sit(holder)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/acts").status_code == 200
    assert len([each["sql"] for each in asked.captured_queries if "organizations_act" in each["sql"]]) == 1


def test_the_list_goes_out_with_a_fresh_factor_only(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    renamed(office, holder)
    browser = office.sit(holder)
    office.place.clock.tick(minutes=6)
    refused = browser.get("/acts?format=csv&from=2026-01-01")
    assert refused.status_code == 403
    assert "/step-up?next=%2Facts%3Ffrom%3D2026-01-01" in refused.text
    browser.post("/step-up?next=/acts", {"code": holder.code()})
    assert "机构更名" in browser.get("/acts?format=csv").content.decode("utf-8-sig")


def test_an_act_is_undone_as_one_act_with_its_reason(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    number = renamed(office, holder)
    browser = office.sit(holder)
    assert "请填写撤销的理由" in browser.post(f"/acts/{number}/undo", {"because": " "}).text
    assert standing() == ["某bureau", "某新局"]
    gone = browser.post(f"/acts/{number}/undo", {"because": "文件有误", "key": "k1"})
    assert standing() == ["某bureau"]
    assert browser.post(f"/acts/{number}/undo", {"because": "文件有误", "key": "k1"})["Location"] == gone["Location"]
    page = browser.get(gone["Location"]).text
    assert f'href="/acts/{number}"' in page
    assert "文件有误" in page
    assert "撤销的理由" not in browser.get(f"/acts/{number}").text


def test_an_act_on_which_later_ones_build_says_so(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    number = renamed(office, holder)
    later = renamed(office, holder, "某再新局", "2026-03-02")
    answer = office.sit(holder).post(f"/acts/{number}/undo", {"because": "文件有误"})
    assert answer.status_code == 400
    assert f"请先撤销办理 {later}" in answer.text


def test_whoever_may_see_a_row_sees_what_an_act_did_to_it_but_not_who_and_why(office: Screens) -> None:
    number = renamed(office, office.holder("register_clerk", "city"))
    page = office.browser("unit_head", "bureau").get(f"/acts/{number}").text
    assert "某bureau → 某新局" in page
    assert "某字" not in page
    assert "办理人" not in page
    assert "撤销这次办理" not in page


def test_an_act_on_other_units_answers_like_none(office: Screens) -> None:
    number = renamed(office, office.holder("register_clerk", "city"))
    browser = office.browser(unit="college")
    answers = [browser.get(f"/acts/{each}") for each in (number, 999_999, "x", "9" * 30)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text.partition("<main")[2] for answer in answers}) == 1
    assert browser.post(f"/acts/{number}/undo", {"because": "x"}).status_code == 404
    assert Act.everything(reason="test").get(pk=number).undone_by_id is None


def test_looking_at_an_act_is_recorded(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    number = renamed(office, holder)
    office.sit(holder).get(f"/acts/{number}")
    last = Entry.everything(reason="test").order_by("-seq").first()
    assert last is not None
    assert (last.kind, last.object_kind, last.object_id) == ("read", "act", str(number))
