"""What the operations answer: the same as pages and commands, no more than the holder may see."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.audit.models import Entry
from quanze.apps.determinations.models import Determination
from quanze.apps.determinations.selectors import sheet_bytes
from quanze.apps.determinations.tests.cases import BUREAU, SECTION, asking, rules, town, violator
from quanze.apps.determinations.tests.laid_out import WHY
from quanze.apps.determinations.trying import tried
from quanze.apps.organizations.chain_data import chain_data
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.selectors import who_answers
from tests.api.office import PURPOSE, Office, bearing, case, get, post


def events() -> list[str]:
    return list(Entry.everything(reason="test").order_by("seq").values_list("event", flat=True))


def asked(place: Office, token: str, **query: Any) -> str:
    """The number of a new determination."""
    answer = post("determine", case(), token, **query)
    assert answer.status_code == 201, answer.text
    return str(answer["Location"].rpartition("/")[2])


def test_a_case_is_determined_kept_and_read_again_byte_for_byte(place: Office) -> None:
    token = place.token()
    answer = post("determine", case(), token, reason=WHY)
    number = answer["Location"].rpartition("/")[2]
    row = Determination.everything(reason="test").get(public_id=number)
    assert (row.reason, bytes(row.case_text)) == (WHY, case())
    by = place.officer.caller(place.made.clock.at)
    browser = Client()
    browser.cookies[settings.QUANZE_COOKIE] = place.officer.opened.token
    by_page = browser.get(f"/determinations/{number}/file?as=json").content
    by_api = get(f"determinations/{number}", token).content
    assert answer.content == by_api == by_page == sheet_bytes(number, by=by, at=by.at) == bytes(row.sheet)


def test_without_a_reason_the_purpose_of_the_token_is_the_reason(place: Office) -> None:
    number = asked(place, place.token())
    row = Determination.everything(reason="test").get(public_id=number)
    assert row.reason.startswith(PURPOSE)


def test_a_trial_gives_the_same_sheet_is_recorded_and_not_kept(place: Office) -> None:
    token = place.token()
    answer = post("determine", case(), token, keep="false")
    assert answer.status_code == 200
    assert "Location" not in answer
    assert not Determination.everything(reason="test").exists()
    assert events()[-1] == "determinations:sheet:tried"
    by = place.officer.caller(place.made.clock.at)
    assert answer.content == tried(asking(case(), known_at=by.at), rules=rules(), by=by, at=by.at).data


def test_a_determination_is_listed_computed_again_and_compared(place: Office) -> None:
    token = place.token()
    first, second = asked(place, token), asked(place, token, on="2011-06-01")
    listed = get("determinations", token).json()
    assert {line["id"] for line in listed["items"]} == {first, second}
    assert listed["next"] is None
    assert get("determinations", token, case="no such").json()["items"] == []
    again = post(f"determinations/{first}/recompute", token=token).json()
    assert (again["identical"], again["same_answer"], again["same_register"], again["notes"]) == (True, True, True, [])
    assert again["sheet"] == json.loads(get(f"determinations/{first}", token).content)
    found = get("compare", token, earlier=first, later=second).json()
    assert not found["same"]
    assert len(found["zh"]) == len(found["en"]) > 0
    assert get("compare", token, earlier=first, later=first).json()["same"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"format": "quanze/case/1"}', b"\xff\xfe", b"\0"])
def test_a_bad_case_is_refused_in_words(place: Office, body: bytes) -> None:
    token = place.token()
    for kind in ("application/json", "application/yaml"):
        answer = post("determine", body, token, kind)
        assert answer.status_code == 422
        assert answer.json()["zh"]


def test_a_case_too_large_or_asked_in_the_future_is_refused(place: Office) -> None:
    token = place.token()
    assert post("determine", b" " * 1_048_577, token).json()["code"] == "too_large"
    assert post("determine", case(), token, known="2099-01-01").json()["code"] == "known_in_future"
    assert post("determine", case(), token, rulebook="NO1").json()["code"] == "rulebook_unknown"
    assert post("determine", case(), token, known="yesterday").json()["where"] == "known"


def test_today_as_the_day_of_knowledge_means_up_to_now(place: Office) -> None:
    today = str(place.made.clock.at.astimezone(CHINA_TIME).date())
    assert post("determine", case(), place.token(), known=today).status_code == 201


def test_what_belongs_to_another_is_answered_like_what_does_not_exist(place: Office) -> None:
    token, number = place.token(), asked(place, place.token())
    elsewhere = Unit.everything(reason="test").get(code="city-u01").pk
    theirs = place.token(place.made.holder("conduct_officer", unit_id=elsewhere))
    person, seat = violator(town())
    named = {
        "determinations/{}": number, "units/{}": BUREAU, "units/{}/who": BUREAU, "units/{}/posts": BUREAU,
        "posts/{}": seat, "persons/{}": person,
    }  # fmt: skip
    for path, real in named.items():
        answers = [get(path.format(each), theirs) for each in (real, "0123456789abcdef")]
        assert {answer.status_code for answer in answers} == {404}, path
        assert answers[0].content == answers[1].content, path
        assert get(path.format(real), token).status_code == 200, path
    assert post(f"determinations/{number}/recompute", token=theirs).status_code == 404
    assert get("compare", theirs, earlier=number, later=number).status_code == 404


def test_units_come_a_page_at_a_time_each_once_on_the_day_asked(place: Office) -> None:
    token, found, after = place.token(), [], ""
    while after is not None:
        page = get("units", token, **({"after": after} if after else {})).json()
        found += [each["unit"] for each in page["items"]]
        after = page["next"]
    below = {row.id for row in town().organizations if row.id == BUREAU or row.id.startswith(f"{BUREAU}-")}
    assert len(found) == len(set(found))
    assert set(found) <= below
    assert SECTION in found
    assert get("units", token, under=BUREAU).json()["items"][0]["superior"] == BUREAU
    assert get("units", token, after="bad").json()["where"] == "after"


def statements(path: str, token: str) -> list[str]:
    """What one request asks of the database, transactions apart."""
    with CaptureQueriesContext(connection) as seen:
        assert get(path, token).status_code == 200
    return [
        each["sql"] for each in seen.captured_queries if each["sql"].startswith(("SELECT", "INSERT", "UPDATE", "WITH"))
    ]


def test_a_list_asks_as_few_statements_for_a_unit_as_for_all_under_it(place: Office) -> None:
    token = place.token()
    by_door = len(statements("rules", token))  # token, grants, kin, reach
    for short, long in (("units?under=" + BUREAU, "units"), (f"units/{SECTION}/posts", f"units/{BUREAU}/posts")):
        few, many = (statements(path, token) for path in (short, long))
        assert len(many) <= len(few)
        assert len(many) - by_door <= 6


def test_who_answers_is_the_data_of_the_command(place: Office) -> None:
    token = place.token()
    by = place.officer.caller(place.made.clock.at)
    answer = get(f"units/{BUREAU}/who", token, on="2009-08-01", levels=2)
    chain = who_answers(by, unit=BUREAU, on=date(2009, 8, 1), levels=2)
    assert answer.json() == json.loads(json.dumps(chain_data(chain)))
    assert events()[-1] == "register:record:read"
    assert get(f"units/{BUREAU}/who", token, levels=10).json()["where"] == "levels"


def test_posts_persons_and_search_are_recorded_reads(place: Office) -> None:
    token = place.token()
    who, seat = violator(town())
    assert get(f"posts/{seat}", token, on="2009-08-01").json()["post"]["row"]["organization"] == SECTION
    name = get(f"persons/{who}", token).json()["person"]["row"]["name"]
    found = get("search", token, q=name, kind="person").json()
    assert who in [each["code"] for each in found["found"]]
    assert events()[-3:] == ["register:record:read"] * 3
    assert get("search", token, q=SECTION).json()["found"][0]["code"] == SECTION
    assert get("search", token).status_code == 422
    posts = get(f"units/{BUREAU}/posts", token, on="2009-08-01").json()["items"]
    assert who in [held["person"] for each in posts if each["post"] == seat for held in each["holders"]]


def test_exports_need_a_token_made_for_them_and_are_recorded(place: Office) -> None:
    officer, clerk = place.token(), place.token(place.clerk, "register:export", "register:read")
    for path in (f"units/{BUREAU}/posts.csv", "register/export"):
        assert get(path, officer).json()["code"] == "not_permitted"
    answer = get(f"units/{BUREAU}/posts.csv", clerk)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    heads, *lines = answer.content.decode("utf-8-sig").splitlines()
    assert heads == "post,title,unit,unit_name,role,rank,seats,holders"
    assert len(lines) == len(get(f"units/{BUREAU}/posts", clerk).json()["items"])
    assert "pages:list:exported" in events()
    book = get("register/export", clerk, reason="年度报送")
    assert book.content[:2] == b"PK"
    entry = Entry.everything(reason="test").filter(object_id="export").last()
    assert entry is not None
    assert entry.reason == "年度报送"
    with ZipFile(BytesIO(get("register/export", clerk, form="csv").content)) as files:
        assert "单位.csv" in files.namelist()


def test_a_token_without_the_export_carries_no_fresh_factor(place: Office) -> None:
    token = place.token(place.clerk, "register:read")
    refused = get("register/export", token)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")


def test_rules_are_listed_read_and_looked_up(place: Office) -> None:
    token = place.token()
    everything = get("rules", token).json()["items"]
    book = next(each for each in everything if each["id"] == "YY2009")
    on = get("rules", token, on="2010-01-01", area="430922").json()["items"]
    assert len(on) < len(everything)
    whole = get(f"rules/YY2009/{book['version']}", token).json()
    assert whole["rows"]
    assert get("rules/YY2009/1900-01-01", token).json()["where"] == "version"
    assert get("rules/NO1/1", token).status_code == 404
    applied = get("rules/applied", token, on="2010-01-01", area="430922").json()
    assert "YY2009" in [each["id"] for each in applied["items"]]
    assert get("rules/applied", token, on="2010-01-01").status_code == 422
    found = get("rules/lookup", token, q="隐瞒不报", area="430922", on="2010-01-01").json()
    assert found["items"][0]["summary"]["zh"]
    assert get("rules", token, area="43").json()["where"] == "area"


def test_control_signs_in_an_address_are_refused(place: Office) -> None:
    token = place.token()
    for path in ("/api/v1/units/a%00b", "/api/v1/search?q=%00"):
        assert Client().get(path, headers=bearing(token)).json()["code"] == "bad_sign"
