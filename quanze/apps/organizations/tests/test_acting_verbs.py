"""Every verb of the register, done through its form: filled in, previewed, confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.forms.verbs import VERBS
from quanze.apps.organizations.models import Act
from quanze.apps.organizations.tests.factories import day
from quanze.apps.organizations.tests.screens import Screens, hidden, press, screens

pytestmark = pytest.mark.django_db
ON = {"on": "2026-02-01"}
# In an order in which each finds what it needs: verb, what is chosen, what is typed, what the event is called.
DONE: list[tuple[str, str, dict[str, Any], str]] = [
    ("establish_unit", "unit=government", {"id": "new", "name": "某新局", "kind": "department", "superior": "government",
                                           "starts_on": "2026-01-01"}, "unit:established"),
    ("rename_unit", "unit=new", {"unit": "new", "name": "某再新局", **ON}, "unit:renamed"),
    ("move_unit", "unit=new", {"unit": "new", "superior": "city", **ON}, "unit:moved"),
    ("set_line", "unit=new", {"unit": "new", "line_superior": "bureau", "line": "guides", **ON}, "unit:line_set"),
    ("set_supervision", "unit=new", {"unit": "new", "supervises": "bureau、college", "dispatched_by": "committee", **ON},
     "unit:supervision_set"),
    ("name_body", "unit=new", {"id": "newbody", "of": "new", "kind": "party_group"}, "body:named"),
    ("correct_body", "unit=new", {"of": "new", "kind": "leading_body"}, "body:corrected"),
    ("close_body", "unit=new", {"body": "newbody", **ON}, "body:closed"),
    ("establish_post", "unit=new", {"id": "newpost", "organization": "new", "title": "副局长", "role": "deputy",
                                    "rank": "deputy_division_chief", "seats": "1"}, "post:established"),
    ("correct_post", "post=newpost", {"organization": "new", "title": "副局长", "role": "deputy",
                                      "rank": "division_chief", "seats": "2"}, "post:corrected"),
    ("set_authority", "post=newpost", {"post": "newpost", "managed_by": "committee", **ON}, "post:authority_set"),
    ("enter_person", "unit=new", {"id": "p20", "name": "石二十", "unit": "new", "gender": "female", "party_member": "yes",
                                  "birth": "1980-01-01"}, "person:entered"),
    ("correct_person", "person=p20", {"name": "石廿", "party_member": ""}, "person:corrected"),
    ("appoint", "post=newpost", {"person": "p20", "post": "newpost", "rank": "", "on": "2026-01-10"}, "tenure:appointed"),
    ("correct_tenure", "person=p20", {"person": "p20", "starts_on": "2026-01-11"}, "tenure:corrected"),
    ("concur", "person=p20", {"person": "p20", "post": "teller", **ON}, "tenure:concurrent"),
    ("let_act", "person=p20", {"person": "p20", "post": "second", **ON}, "tenure:acting"),
    ("remove", "person=p20", {"person": "p20", "post": "teller", "on": "2026-02-10"}, "tenure:removed"),
    ("transfer", "person=p4", {"person": "p4", "from_post": "chief", "to_post": "dean", "rank": "", **ON},
     "tenure:transferred"),
    ("promote", "person=p3", {"person": "p3", "from_post": "vice", "to_post": "chief", "rank": "bureau_chief", **ON},
     "tenure:promoted"),
    ("retire", "person=p5", {"person": "p5", **ON}, "person:retired"),
    ("assign_portfolio", "post=newpost", {"post": "newpost", "covers": "college dean", "fields": ["finance", "health"],
                                          "manner": "assisting"}, "portfolio:assigned"),
    ("correct_portfolio", "post=newpost", {"covers": "college", "fields": ["health"], "manner": "in_charge"},
     "portfolio:corrected"),
    ("end_portfolio", "post=newpost", {**ON}, "portfolio:ended"),
    ("record_absence", "person=p20", {"person": "p20", "starts_on": "2026-02-02", "ends_before": "2026-02-09",
                                      "reason": "脱产学习"}, "absence:recorded"),
    ("correct_absence", "person=p20", {"starts_on": "2026-02-02", "ends_before": "2026-02-10", "reason": "脱产学习"},
     "absence:corrected"),
    ("correct_unit", "unit=office", {"name": "某办公室", "kind": "internal_unit", "superior": "bureau"}, "unit:corrected"),
    ("close_post", "post=second", {"post": "second", "on": "2026-02-20"}, "post:closed"),
    ("split_unit", "unit=college", {"unit": "college", "into": "c1\t某一院\nc2 某二院", **ON}, "unit:split"),
    ("merge_units", "unit=c1", {"units": "c1,c2", "into": "new", "on": "2026-02-15"}, "unit:merged"),
    ("close_unit", "unit=office", {"unit": "office", "succeeded_by": "bureau", "on": "2026-02-21"}, "unit:closed"),
]  # fmt: skip


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


def last_event() -> str:
    return Act.everything(reason="test").order_by("-pk").values_list("event", flat=True)[0]


def test_every_verb_can_be_done_on_its_page_by_a_clerk(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    browser = office.sit(holder)
    for verb, chosen, values, event in DONE:
        path = f"/act/{verb}?{chosen}"
        shown = press(browser, path, "preview", {"because": "某字〔2026〕1号", **values})
        assert shown.status_code == 200, (verb, shown.text.partition("<main")[2])
        assert "尚未写入" in shown.text, verb
        answer = press(browser, path, "do", hidden(shown.text))
        assert answer.status_code == 302, (verb, answer.text.partition("<main")[2])
        assert last_event() == f"register:{event}"
    assert {verb for verb, *_ in DONE} == set(VERBS) - {"withdraw_row"}


def test_a_record_made_in_error_is_withdrawn_for_good(office: Screens) -> None:
    browser = office.browser()
    page = browser.get("/act/withdraw_row?person=p4").text
    record = page.partition("record=")[2].partition('"')[0]
    path = f"/act/withdraw_row?person=p4&record={record}"
    refused = press(browser, path, "preview", {"because": ""})
    assert refused.status_code == 400
    shown = press(browser, path, "preview", {"because": "误登"})
    assert "不再成立" in shown.text
    press(browser, path, "do", hidden(shown.text))
    rows = [
        row for _, row in rows_of("tenures", TABLES["tenures"].everything(reason="test").filter(superseded_at=None))
    ]
    assert "p4" not in {row.person for row in rows}


def test_a_new_unit_that_units_merge_into_is_described_on_the_form(office: Screens) -> None:
    browser = office.browser()
    path = "/act/merge_units?unit=college"
    neither = press(browser, path, "preview", {"units": "college、office", **ON})
    assert "二者取一" in neither.text
    half = press(browser, path, "preview", {"units": "college、office", "new_id": "one", **ON})
    assert half.status_code == 400
    values = {"units": "college、office", "new_id": "one", "new_name": "某一处", "new_kind": "institution",
              "new_superior": "government", **ON}  # fmt: skip
    shown = press(browser, path, "preview", values)
    press(browser, path, "do", hidden(shown.text))
    rows = dict(rows_of("organizations", TABLES["organizations"].everything(reason="test").filter(superseded_at=None)))
    heirs = {row.id: row.succeeded_by for row in rows.values() if row.ends_before == day("2026-02-01")}
    assert heirs == {"college": ("one",), "office": ("one",)}


def test_a_line_without_a_name_is_named_by_its_number(office: Screens) -> None:
    answer = press(office.browser(), "/act/split_unit", "preview", {"unit": "college", "into": "c1 某院\nc2", **ON})
    assert "第 2 行缺少名称" in answer.text
