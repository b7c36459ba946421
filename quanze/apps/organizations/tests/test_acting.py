"""Forms of the register's verbs: what is prefilled, previewed, done once, refused."""

from __future__ import annotations

import re

import pytest

from quanze.apps.audit.models import Entry
from quanze.apps.organizations import services
from quanze.apps.organizations.forms.verbs import VERBS
from quanze.apps.organizations.models import Act, TenureRecord, UnitRecord
from quanze.apps.organizations.services import rename_unit
from quanze.apps.organizations.tests.factories import day
from quanze.apps.organizations.tests.screens import Screens, hidden, press, screens

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
RENAME = "/act/rename_unit?unit=bureau"
NEW_NAME = {"unit": "bureau", "name": "某新局", "on": "2026-03-01", "because": "某字〔2026〕1号"}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


def names(code: str) -> list[str | None]:
    rows = UnitRecord.everything(reason="test").filter(unit__code=code, superseded_at=None).order_by("pk")
    return list(rows.values_list("name", flat=True))


def test_the_verbs_that_fit_a_post_are_listed_by_group(office: Screens) -> None:
    page = office.browser().get("/act?post=chief").text
    assert "某bureau·chief职务" in page
    assert "/act/close_post?post=chief" in page
    assert "/act/establish_unit" not in page


def test_every_verb_of_the_register_has_its_page(office: Screens) -> None:
    others = {"Done", "attach_account", "begin_register", "undo_act", "write_rows"}
    assert set(VERBS) == set(services.__all__) - others
    browser = office.browser()
    for name, verb in VERBS.items():
        about = {"unit": "bureau", "post": "chief", "person": "p4"}[verb.about[0]]
        for path in (f"/act/{name}", f"/act/{name}?{verb.about[0]}={about}"):
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert verb.label.zh in answer.text


def test_a_form_asks_nothing_that_the_register_holds(office: Screens) -> None:
    page = office.browser().get("/act/remove?person=p4").text
    assert '<option value="chief" selected>某bureau·chief职务</option>' in page
    assert 'value="2026-03-02"' in page


def test_a_preview_shows_what_would_change_and_writes_nothing(office: Screens) -> None:
    browser = office.browser()
    acts, entries = Act.everything(reason="test").count(), Entry.everything(reason="test").filter(kind="act").count()
    page = press(browser, RENAME, "preview", NEW_NAME).text
    assert "名称：某bureau → 某新局" in page
    assert "终止" in page
    assert Act.everything(reason="test").count() == acts
    assert Entry.everything(reason="test").filter(kind="act").count() == entries
    assert names("bureau") == ["某bureau"]


def test_confirming_writes_and_shows_the_act(office: Screens) -> None:
    browser = office.browser()
    shown = press(browser, RENAME, "preview", NEW_NAME)
    done = press(browser, RENAME, "do", hidden(shown.text))
    assert names("bureau") == ["某bureau", "某新局"]
    page = browser.get(done["Location"]).text
    assert "机构更名" in page
    assert "某字〔2026〕1号" in page
    assert "撤销这次办理" in page


def test_pressing_twice_does_it_once(office: Screens) -> None:
    browser = office.browser()
    values = hidden(press(browser, RENAME, "preview", NEW_NAME).text)
    first, second = (press(browser, RENAME, "do", values) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert names("bureau") == ["某bureau", "某新局"]


def test_what_changed_meanwhile_is_shown_before_anything_is_written(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    browser = office.sit(holder)
    values = hidden(press(browser, RENAME, "preview", NEW_NAME).text)
    office.place.clock.tick()
    rename_unit(unit="bureau", name="某别局", on=day("2026-02-01"), by=holder.caller(), at=office.place.clock.at)
    answer = press(browser, RENAME, "do", values)
    assert answer.status_code == 409
    assert "某别局 → 某新局" in answer.text
    assert names("bureau") == ["某bureau", "某别局"]
    press(browser, RENAME, "do", hidden(answer.text))
    assert names("bureau") == ["某bureau", "某别局", "某新局"]


def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(office: Screens) -> None:
    answer = press(office.browser(), "/act/appoint", "preview", {"person": "p4", "post": "second", "on": "2026-01-01"})
    assert answer.status_code == 400
    assert "请办理调任、提拔或兼任" in answer.text.partition('id="pick-person"')[2].partition('id="pick-post"')[0]
    assert 'value="second"' in answer.text


def test_going_back_keeps_what_was_typed(office: Screens) -> None:
    browser = office.browser()
    values = hidden(press(browser, RENAME, "preview", NEW_NAME).text)
    page = press(browser, RENAME, "edit", values).text
    assert 'value="某新局"' in page


def test_a_tenure_is_corrected_by_its_record(office: Screens) -> None:
    browser = office.browser()
    path = "/act/correct_tenure?person=p4"
    page = browser.get(path).text
    assert 'value="2019-05-01"' in page
    values = {"person": "p4", "starts_on": "2019-06-01", "ends_before": "", "rank": "", "because": "笔误"}
    shown = press(browser, path, "preview", values)
    assert "2019年5月1日 → 2019年6月1日" in shown.text
    press(browser, path, "do", hidden(shown.text))
    rows = TenureRecord.everything(reason="test").filter(person__code="p4", superseded_at=None)
    assert [row.starts_on for row in rows] == [day("2019-06-01")]


def test_a_draft_outlives_the_session_and_is_its_owners_alone(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    assert press(office.sit(holder), RENAME, "keep", {**NEW_NAME, "on": "2026-13-01"})["Location"] == "/act"
    holder.sign_in()
    browser = office.sit(holder)
    page = browser.get("/act").text
    path = page.partition('<a href="/act/rename_unit?unit=bureau&amp;draft=')[2].partition('"')[0]
    assert 'value="某新局"' in browser.get(f"{RENAME}&draft={path}").text
    other = office.browser()
    assert "我的草稿" not in other.get("/act").text
    assert other.get(f"{RENAME}&draft={path}").status_code == 404


def test_a_reader_has_no_forms(office: Screens) -> None:
    browser = office.browser("unit_head", "city")
    assert browser.get("/act").status_code == 403
    assert press(browser, RENAME, "do", NEW_NAME).status_code == 403
    assert "办理记录" not in browser.get("/").text


def test_a_clerk_of_one_bureau_finds_another_one_as_little_as_what_does_not_exist(office: Screens) -> None:
    browser = office.browser(unit="college")
    answers = [browser.get(f"/act/rename_unit?unit={code}") for code in ("bureau", "nowhere")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.partition("<main")[2] == answers[1].text.partition("<main")[2]
    tries = [
        press(browser, "/act/rename_unit", "preview", {**NEW_NAME, "unit": code}) for code in ("bureau", "nowhere")
    ]
    told = [TOKEN.sub("", each.text).replace("bureau", "X").replace("nowhere", "X") for each in tries]
    assert [answer.status_code for answer in tries] == [400, 400]
    assert told[0] == told[1]


def test_a_full_seat_is_told_at_the_post(office: Screens) -> None:
    answer = press(office.browser(), "/act/concur", "preview", {"person": "p5", "post": "chief", "on": "2026-01-01"})
    assert "职数" in answer.text.partition('id="pick-post"')[2].partition('id="id_on"')[0]


def test_what_is_missing_and_what_stands_for_nothing_are_told_together(office: Screens) -> None:
    values = {"person": "nobody", "post": "nowhere", "on": "", "step": "preview"}
    answer = office.browser().post("/act/appoint", values)
    assert answer.status_code == 400
    assert answer.text.count("没有找到，或者不在您的权限范围内") == 2
    assert "这个字段是必填项" in answer.text or "请填写" in answer.text


def test_the_last_day_of_a_form_cannot_be_mistaken(office: Screens) -> None:
    page = office.browser().get("/act/appoint").text
    assert "自此日起不再任（不含当日）" in page
    assert "最后一日是此日的前一天" in page
