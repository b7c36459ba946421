"""Describing a case on its page: nothing typed is lost, faults stand at their fields, drafts are one's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quanze.apps.determinations.tests.cases import SECTION, town, violator
from quanze.apps.determinations.tests.office import Office, case_of, form, kept, main_of, uploaded

pytestmark = pytest.mark.django_db


def upload(screen: Any, data: bytes, name: str = "case.yaml") -> Any:
    return screen.post("/determinations/upload", {"file": SimpleUploadedFile(name, data)})


def test_what_is_typed_becomes_a_case_file_with_money_days_and_ids(place: Office) -> None:
    case = case_of(place.screen().described())
    row = case["violations"][0]
    assert (row["id"], row["amount_yuan"], row["sanctions"]) == ("v1", 1_200_000, ["party_expulsion"])
    assert case["dates"]["conduct"] == {"from": date(2009, 7, 1), "to": date(2010, 1, 31)}
    assert case["findings"][0]["value"] is True
    assert "influence" in case["incident"]
    assert "loss" not in case["incident"]


def test_a_fault_stands_at_its_field_and_what_was_typed_is_still_there(place: Office) -> None:
    screen = place.screen()
    wrong = {"violations[0].amount_yuan": "十二万", "area": "43", "dates.asked_on": ""}
    page = screen.get(screen.post("/determinations/new", form(**wrong))["Location"]).text
    assert 'value="十二万"' in page
    assert page.count('role="alert"') == 4
    for told in ("以元计的金额", "六位行政区划代码", "必填而未填"):
        assert told in page


def test_all_faults_of_the_form_are_told_at_once_each_at_its_field_in_words(place: Office) -> None:
    screen = place.screen()
    wrong = {
        "violations[0].amount_yuan": "十二万", "violations[0].count": "3", "violations[0].filed_on": "2010-05-01",
        "violations[0].concluded_on": "2010-04-01", "dates.conduct.to": "2009-06-30", "dates.asked_on": "2009-01-01",
    }  # fmt: skip
    page = main_of(screen.get(screen.post("/determinations/new", form(**wrong))["Location"]).text)
    told = {
        "violations-0-amount_yuan": "以元计的金额", "violations-0-count": "当事人、单位、人数须恰好写一项",
        "violations-0-concluded_on": "早于开始 2010-05-01", "dates-conduct-to": "早于开始 2009-07-01",
        "dates-conduct-from": "晚于询问日 2009-01-01",
    }  # fmt: skip
    for place_, words in told.items():
        assert f'<a href="#{place_}">' in page, place_
        assert page.count(words) == 2, words
    assert "violations[0]：" not in page


def test_a_violation_of_nobody_is_mended_where_the_person_is_named(place: Office) -> None:
    screen = place.screen()
    answer = screen.post("/determinations/new", form(**{"violations[0].person": ""}))
    page = screen.get(answer["Location"]).text
    assert 'href="#pick-violations-0-person"' in page


@pytest.mark.parametrize("more", ["votes: 3", "dates: 3", "violations: [3]", "incident: 3", "findings: [{value: [1]}]"])
def test_whatever_an_uploaded_case_holds_its_faults_are_told(place: Office, more: str) -> None:
    screen = place.screen()
    answer = upload(screen, f"format: quanze/case/1\nid: x\n{more}\n".encode())
    assert screen.get(answer["Location"]).status_code == 200


def test_a_code_of_no_known_area_is_said_beside_the_answer(place: Office) -> None:
    screen = place.screen()
    page = screen.get(f"/determinations/drafts/{screen.described(area='999999')}/facts").text
    assert "999999 不是已知的地区" in page
    assert "只按全国适用的规定作答" in page


def test_areas_are_offered_by_name(place: Office) -> None:
    page = place.screen().get("/determinations/new").text
    for code, name in (("420000", "湖北省"), ("430900", "益阳市")):
        assert f'<option value="{code}">{name}</option>' in page


def test_a_new_case_without_faults_goes_straight_on_to_its_questions(place: Office) -> None:
    answer = place.screen().post("/determinations/new", form(act="next"))
    assert answer["Location"].endswith("/facts")


def test_rows_are_added_and_taken_away_and_ids_stay(place: Office) -> None:
    screen = place.screen()
    number = screen.described(act="add:violations")
    page = screen.get(f"/determinations/drafts/{number}?add=violations").text
    assert 'name="violations[1].person"' in page
    two = form(act="save") | {"violations[0].id": "v1", "violations[1].count": "3", "violations[1].kind": "受贿"}
    screen.post(f"/determinations/drafts/{number}", two)
    assert [row["id"] for row in case_of(number)["violations"]] == ["v1", "v2"]
    screen.post(f"/determinations/drafts/{number}", two | {"violations[1].id": "v2", "act": "remove:violations[0]"})
    assert [row["id"] for row in case_of(number)["violations"]] == ["v2"]


def test_a_post_that_the_register_knows_is_offered(place: Office) -> None:
    screen = place.screen()
    number = screen.described(act="save", **{"violations[0].post": ""})
    page = screen.get(f"/determinations/drafts/{number}").text
    _, post = violator(town())
    assert f"take:violations[0].post={post}" in page
    screen.post(f"/determinations/drafts/{number}", form(act=f"take:violations[0].post={post}"))
    assert case_of(number)["violations"][0]["post"] == post
    assert post.startswith(SECTION)


def test_an_uploaded_file_keeps_what_the_form_does_not_show(place: Office) -> None:
    screen = place.screen()
    more = uploaded() + b"\nparameters: {YY2009.two_heads_months: 12}\nsteps: [{step: statement_heard, done: true}]\n"
    number = upload(screen, more)["Location"].split("/")[3].partition("?")[0]
    screen.post(f"/determinations/drafts/{number}", form(act="save"))
    case = case_of(number)
    assert case["parameters"] == {"YY2009.two_heads_months": 12}
    assert case["steps"] == [{"step": "statement_heard", "done": True}]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a: [1\n", "不是有效的 YAML"),
        (b"", "空文件"),
        (b"- 1\n", "不是案件文件"),
        (uploaded() + b"register: {organizations: []}\n", "不能自带 register"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_a_file_that_is_no_case_is_refused_with_its_mend_and_nothing_is_kept(
    place: Office, data: bytes, told: str
) -> None:
    answer = upload(place.screen(), data)
    assert answer.status_code == 400
    assert told in answer.text
    assert kept() == (0, 0)


def test_an_unknown_key_in_an_uploaded_case_is_named_with_the_nearest(place: Office) -> None:
    screen = place.screen()
    where = upload(screen, uploaded().replace(b"influence", b"influense"))["Location"]
    page = screen.get(where).text
    assert "incident.influense" in page
    assert "influence" in page


def test_the_draft_of_another_is_as_if_there_were_none(place: Office) -> None:
    mine, other = place.screen(), place.screen()
    number = mine.described()
    for path in ("", "/file", "/facts"):
        there = other.get(f"/determinations/drafts/{number}{path}")
        nowhere = other.get(f"/determinations/drafts/{'0' * 16}{path}")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert main_of(there.text) == main_of(nowhere.text)
    for path in ("", "/discard", "/ask", "/facts"):
        assert other.post(f"/determinations/drafts/{number}{path}", form(act="save")).status_code == 404
    assert kept() == (0, 1)
    assert number not in other.get("/determinations/new").text
    assert "某局某科挪用公款" in mine.get("/determinations/new").text


def test_a_draft_is_thrown_away_by_its_maker(place: Office) -> None:
    screen = place.screen()
    number = screen.described()
    assert screen.post(f"/determinations/drafts/{number}/discard").status_code == 302
    assert kept() == (0, 0)


def test_who_may_not_ask_may_not_draft(place: Office) -> None:
    screen = place.screen("register_clerk")
    for path in ("/determinations/new", f"/determinations/drafts/{'0' * 16}", "/determinations"):
        assert screen.get(path).status_code == 403
    assert screen.post("/determinations/new", form()).status_code == 403


def test_the_page_speaks_english_all_through(place: Office) -> None:
    screen = place.screen()
    screen.browser.cookies["quanze-language"] = "en"
    page = screen.get("/determinations/new").text
    main = main_of(page)
    for part in ("The case", "Violations", "Unit in which it happened", "Keep as draft"):
        assert part in main
    assert "违纪" not in main
